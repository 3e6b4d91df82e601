// What follows from what was bought after a report, as facts to read. Pure.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Fact } from '@shared/kit/FactList.vue'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { shareText } from '@shared/lib/money'
import { massText } from '@shared/lib/quantity'
import { boundText } from './reportColumns'

type Later = NonNullable<Api['ReportDetail']['later']>

const TONES: Readonly<Record<string, Tone>> = { nothing: 'off', met: 'good', more: 'bad', conflict: 'look' }

export const weight = (t: ComposerTranslation, grams: number): string => massText(grams, { kg: t('kit.kg'), tonne: t('kit.tonne') })

/** Which words say how it is judged. */
export const verdictKey = (later: Pick<Later, 'judged_by' | 'accurate'>): string => (later.judged_by ? `${later.judged_by}_${later.accurate}` : 'open')

const toneOf = (later: Later): Tone => (later.accurate == null ? 'off' : later.accurate ? 'good' : 'bad')

/** Whether a row of facts counts, and why not. */
export function countsOf(t: ComposerTranslation, { left_out: leftOut }: { left_out: string }): { word: string; tone: Tone } {
  return { word: t(`supply.later.left_out.${leftOut || 'none'}`), tone: leftOut ? 'off' : 'good' }
}

export function laterFacts(t: ComposerTranslation, later: Later): Fact[] {
  const say = (key: string, words: Record<string, unknown> = {}): string => t(`supply.later.${key}`, words)
  const says = later.conflict ? 'conflict' : later.says
  const ids = later.reports.join(t('kit.list_join'))
  return [
    { label: say('says'), value: say(`said_words.${says}`), tone: TONES[says] ?? 'info' },
    { label: say('judged'), value: say(`verdicts.${verdictKey(later)}`), tone: toneOf(later) },
    { label: say('said_together'), value: say(later.reports.length > 1 ? 'said_numbers' : 'said_number', { ids }) },
    { label: say('said_g'), value: [weight(t, later.said_g), boundText(t, later.bound)].filter(Boolean).join(' ') },
    { label: say('facts_g'), value: weight(t, later.facts_g) },
    { label: say('bought_g'), value: weight(t, later.bought_g) },
    { label: say('own_g'), value: later.own_g ? weight(t, later.own_g) : '' },
    { label: say('again_g'), value: later.again_g ? weight(t, later.again_g) : '' },
    { label: say('delivered_g'), value: later.delivered_g ? weight(t, later.delivered_g) : '' },
    { label: say('days'), value: later.from_day <= later.to_day ? t('supply.report.window_text', { from: later.from_day, to: later.to_day }) : '' },
    { label: say('tolerance'), value: shareText(later.tolerance_ppm) },
  ]
}
