// How produce that does not sell reads in a table: what spoils first, whose turn it is and for how long.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Tone } from '@shared/kit/StatusTag.vue'
import type { Column } from '@shared/kit/table'
import { countyNow } from '@shared/lib/clock'
import { moneyText } from '@shared/lib/money'
import { today } from '@shared/lib/dates'
import { prefs } from '@shared/lib/prefs'
import { callOf } from './calls'
import { boundText, wayText } from './reportColumns'

export type Unsalable = Api['UnsalableListed']
export const STATES = ['open', 'confirmed', 'refused', 'withdrawn', 'closed'] as const
const STATE_TONES: Readonly<Record<string, Tone>> = { open: 'wait', confirmed: 'good', refused: 'bad', withdrawn: 'off', closed: 'off' }
const GRADE_TONES: Readonly<Record<string, Tone>> = { already: 'bad', near_ripe: 'look', may_become: 'info' }
interface Worded { word: string; tone: Tone }

export const stateOf = (t: ComposerTranslation, state: string): Worded => ({ word: t(`supply.unsalable.states.${state}`), tone: STATE_TONES[state] ?? 'info' })
export const gradeOf = (t: ComposerTranslation, grade: string): Worded => ({ word: t(`supply.unsalable.grades.${grade}`), tone: GRADE_TONES[grade] ?? 'info' })

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
/** A span in the largest unit that says enough: days from two on, hours, minutes. */
export function spanText(t: ComposerTranslation, ms: number): string {
  const of = (unit: 'days' | 'hours' | 'minutes', size: number): string => t(`supply.unsalable.${unit}`, { n: Math.floor(ms / size) })
  return ms >= 2 * DAY ? of('days', DAY) : ms >= HOUR ? of('hours', HOUR) : of('minutes', MINUTE)
}

/** Whose turn it is and how long it has; none once somebody acted. */
export function turnOf(t: ComposerTranslation, row: Unsalable, now = countyNow()): Worded | null {
  if (!row.turn) return null
  const left = Date.parse(row.turn === 'township' ? row.township_due : row.county_due) - now
  const text = { who: t(`supply.unsalable.turns.${row.turn}`), time: spanText(t, Math.abs(left)) }
  return left < 0 ? { word: t('supply.unsalable.over', text), tone: 'bad' } : { word: t('supply.unsalable.left', text), tone: left < 4 * HOUR ? 'look' : 'wait' }
}

/** The day of spoiling, with the days until then while it is not past. */
export function spoilText(t: ComposerTranslation, row: Unsalable, day = today()): string {
  const left = Math.round((Date.parse(row.spoil_on) - Date.parse(day)) / DAY)
  if (left < 0) return t('supply.unsalable.spoilt', { day: row.spoil_on })
  return t('supply.unsalable.spoils', { day: row.spoil_on, n: left })
}

/** Other reports that had one of its photos before, or one that looks like it: by number inside the scope, counted outside it; null for none. */
export function photosOf(t: ComposerTranslation, row: Unsalable): string | null {
  const and = prefs.lang === 'en' ? ', ' : '、'
  const said = (key: 'same_photo' | 'alike_photo', count: number, known: readonly number[]): string[] => {
    if (count === 0) return []
    const outside = count - known.length
    const others = [...(known.length ? [t('supply.unsalable.same_numbers', { numbers: known.join(and) })] : []), ...(outside ? [t('supply.unsalable.same_outside', { count: outside })] : [])]
    return [t(`supply.unsalable.${key}`, { others: others.join(and) })]
  }
  const found = [...said('same_photo', row.same_photo_count, row.same_photo), ...said('alike_photo', row.alike_photo_count, row.alike_photo)]
  return found.length ? found.join(prefs.lang === 'en' ? '; ' : '；') : null
}

export function unsalableColumns(t: ComposerTranslation): Column<Unsalable>[] {
  const say = (key: string): string => t(`supply.unsalable.${key}`)
  return [
    { key: 'division_name', title: t('supply.report.village'), kind: 'link', to: (row) => `/unsalable-reports/${row.id}`, width: 190 },
    { key: 'crop_name', title: t('supply.report.crop'), kind: 'text', sort: true },
    { key: 'grade', title: say('grade'), kind: 'status', status: (grade) => gradeOf(t, String(grade)) },
    { key: 'spoil_on', title: say('spoil_on'), kind: 'date', sort: true, value: (row) => spoilText(t, row) },
    { key: 'turn', title: say('turn'), kind: 'status', sort: 'township_due', value: (row) => turnOf(t, row)?.word ?? null, status: (_word, row) => turnOf(t, row) ?? { word: '', tone: 'off' } },
    { key: 'state', title: say('state'), kind: 'status', sort: true, status: (state) => stateOf(t, String(state)) },
    { key: 'same_photo_count', title: say('look'), kind: 'status', value: (row) => photosOf(t, row), status: (word) => ({ word: String(word), tone: 'look' }) },
    { key: 'said', title: t('supply.report.said'), kind: 'text', figure: true },
    { key: 'grams', title: t('supply.report.grams', { unit: t(`kit.${prefs.unit}`) }), kind: 'quantity', sort: true },
    { key: 'bound', title: t('supply.report.bound'), kind: 'text', value: (row) => boundText(t, row.bound) },
    { key: 'ripe_on', title: say('ripe_on'), kind: 'date' },
    { key: 'fen_per_kg', title: say('price'), kind: 'text', value: (row) => priceText(t, row.fen_per_kg) },
    { key: 'received_at', title: t('supply.report.received_at'), kind: 'instant', sort: true },
    { key: 'via', title: t('supply.report.via'), kind: 'text', value: (row) => wayText(t, row), extra: true },
    { key: 'call_state', title: t('supply.call.state'), kind: 'status', value: (row) => callOf(t, row)?.word ?? null, status: (_word, row) => callOf(t, row) ?? { word: '', tone: 'off' } },
    { key: 'note', title: t('supply.report.remark'), kind: 'text', extra: true },
  ]
}

export const priceText = (t: ComposerTranslation, fen: number | null | undefined): string => (fen == null ? '' : t('supply.unsalable.a_kg', { price: moneyText(fen) }))
