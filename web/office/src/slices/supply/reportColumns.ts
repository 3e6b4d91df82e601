// How a report reads in a table: what was said beside what it comes to, when, by what way, and how it was checked.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Column } from '@shared/kit/table'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { yuanText } from '@shared/lib/money'
import { decimal, trimmed } from '@shared/lib/digits'
import { prefs } from '@shared/lib/prefs'
import { callOf } from './calls'

export type Report = Api['ReportView']

const TONES: Readonly<Record<string, Tone>> = { confirmed: 'good', wrong: 'bad', follow_up: 'look', released: 'info' }
interface Worded { word: string; tone: Tone }

export const inQuarantine = (row: Report): boolean => row.quarantine !== '' && row.verdict !== 'released'

export function checkOf(t: ComposerTranslation, row: Report): Worded {
  if (row.replaced) return { word: t('supply.report.states.replaced'), tone: 'off' }
  if (inQuarantine(row)) return { word: t(`supply.report.doubts.${row.quarantine}`), tone: 'look' }
  return row.verdict ? { word: t(`supply.report.states.${row.verdict}`), tone: TONES[row.verdict] ?? 'info' } : { word: t('supply.report.states.unchecked'), tone: 'wait' }
}

/** Entered after a call that its caller has not confirmed, or denied. */
export const unproved = (row: { call_state: string }): boolean => row.call_state === 'open' || row.call_state === 'denied'

export const marksOf = (t: ComposerTranslation, row: Report): string =>
  [row.odd && t('supply.report.odd'), row.conflict && !row.replaced && t('supply.report.conflict'), unproved(row) && t(`supply.call.marks.${row.call_state}`), row.stale && t('supply.report.stale')].filter(Boolean).join(t('kit.list_join'))

function timelyOf(t: ComposerTranslation, row: Report): Worded {
  const say = (key: string, tone: Tone): Worded => ({ word: t(`supply.report.${key}`), tone })
  if (row.period === '') return say('no_period', 'off')
  return row.on_time ? say('on_time', 'good') : row.after_lock ? say('after_lock', 'bad') : say('late', 'look')
}

export const boundText = (t: ComposerTranslation, bound: string): string => (bound === 'exact' ? '' : t(`supply.report.bounds.${bound}`))
export const wayText = (t: ComposerTranslation, row: { via: string; informant: string; caller_name: string }): string => [t(`supply.report.ways.${row.via}`), row.informant || row.caller_name].filter(Boolean).join(' · ')
/** Whose survey it is, and what it is otherwise. */
export const kindText = (t: ComposerTranslation, row: Report): string => t(row.kind === 'survey' && row.household ? 'supply.report.of_household' : row.kind === 'survey' && !row.grams ? 'supply.entry.whats.survey_nothing' : `supply.report.kinds.${row.kind}`)
/** Whose supply it is, if one party's; a household is named by its number, as elsewhere. */
export const whoseText = (t: ComposerTranslation, row: Report): string =>
  (row.kind !== 'supply' ? '' : row.producer_name || (row.household ? t('supply.unsalable.household_no', { id: row.household }) : ''))
export const areaText = (centimu: number): string => (centimu ? trimmed(decimal(centimu, 2, true)) : '')

export function reportColumns(t: ComposerTranslation): Column<Report>[] {
  const say = (key: string): string => t(`supply.report.${key}`)
  return [
    { key: 'marks', title: say('marks'), kind: 'status', value: (row) => marksOf(t, row) || null, status: (word) => ({ word: String(word), tone: 'look' }) },
    { key: 'odd_why', title: say('odd_why'), kind: 'text', value: (row) => row.odd_why[prefs.lang === 'en' ? 'en' : 'zh'] },
    { key: 'crop_name', title: say('crop'), kind: 'text', sort: true },
    { key: 'kind', title: say('kind'), kind: 'text', value: (row) => kindText(t, row) },
    { key: 'producer_name', title: say('whose'), kind: 'text', value: (row) => whoseText(t, row) },
    { key: 'said', title: say('said'), kind: 'link', figure: true, value: (row) => row.said || kindText(t, row), to: (row) => `/supply-reports/${row.id}` },
    { key: 'grams', title: t('supply.report.grams', { unit: t(`kit.${prefs.unit}`) }), kind: 'quantity', sort: true, value: (row) => (row.kind === 'nothing' ? null : row.grams) },
    { key: 'counted_g', title: say('counted'), kind: 'quantity', value: (row) => (row.kind === 'nothing' ? null : row.counted_g) },
    { key: 'bound', title: say('bound'), kind: 'text', value: (row) => boundText(t, row.bound) },
    { key: 'verdict', title: say('state'), kind: 'status', value: (row) => checkOf(t, row).word, status: (_word, row) => checkOf(t, row) },
    { key: 'reason', title: say('check_reason'), kind: 'text' },
    { key: 'found_g', title: say('found'), kind: 'quantity', extra: true },
    { key: 'period', title: say('period'), kind: 'date', sort: true, value: (row) => (row.period ? t('supply.report.period_from', { day: row.period }) : '') },
    { key: 'timely', title: say('timely'), kind: 'status', value: (row) => (row.kind === 'survey' || row.quarantine !== '' ? null : timelyOf(t, row).word), status: (_word, row) => timelyOf(t, row) },
    { key: 'window', title: say('window'), kind: 'text', value: (row) => (row.from_day ? t('supply.report.window_text', { from: row.from_day, to: row.to_day }) : '') },
    { key: 'told_at', title: say('told_at'), kind: 'instant', sort: true },
    { key: 'received_at', title: say('received_at'), kind: 'instant', sort: true },
    { key: 'via', title: say('via'), kind: 'text', value: (row) => wayText(t, row) },
    { key: 'call_state', title: t('supply.call.state'), kind: 'status', value: (row) => callOf(t, row)?.word ?? null, status: (_word, row) => callOf(t, row) ?? { word: '', tone: 'off' } },
    { key: 'grade', title: say('grade'), kind: 'text' },
    { key: 'fen_per_kg', title: say('price'), kind: 'text', value: (row) => (row.fen_per_kg == null ? '' : yuanText(row.fen_per_kg)), extra: true },
    { key: 'round', title: say('round'), kind: 'text', extra: true },
    { key: 'area_centimu', title: say('area'), kind: 'text', value: (row) => areaText(row.area_centimu), extra: true },
    { key: 'note', title: say('remark'), kind: 'text' },
  ]
}
