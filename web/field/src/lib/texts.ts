// Texts of reports as lists, buttons and cards show them.
import { yuanText } from '@shared/lib/money'
import { prefs } from '@shared/lib/prefs'
import { weightText } from '@shared/lib/quantity'
import { instantText } from '@shared/lib/dates'
import { lines, outletName, personName, productName } from '../point/know'
import type { Entry, PointEntry, ReportEntry } from '../store/entries'
import { householdText } from '../survey/know'
import { cropName } from '../today'
import { w } from '../words'
import { shortDay } from './days'
import { say } from './say'
import type { Understood } from './said'
import { muText, yuanPerJin } from './form'

/** `合 1,200 斤（600 公斤）`, with the bound in words. */
export function meantText({ grams, bound }: Understood): string {
  const word = { exact: '', at_least: say(w.form.at_least_word), at_most: say(w.form.at_most_word), about: say(w.form.about_word) }[bound]
  return say(w.form.means, { jin: word + weightText(grams, 'jin'), kg: weightText(grams, 'kg') })
}

/** A weight in the reader's unit first, the other beside it. */
export function weightBoth(grams: number): string {
  const [first, second] = prefs.unit === 'kg' ? (['kg', 'jin'] as const) : (['jin', 'kg'] as const)
  const word = { jin: say(w.settings.jin), kg: say(w.settings.kg) }
  return `${weightText(grams, first)} ${word[first]} · ${weightText(grams, second)} ${word[second]}`
}

export const dayText = (day: string): string => shortDay(day, prefs.lang)
export const momentText = (instant: string): string => `${dayText(instantText(instant).slice(0, 10))} ${instantText(instant).slice(11)}`

/** Fen a kg as villages count, by the jin, with the kg beside it. */
export const priceText = (fen_per_kg: number): string => `${say(w.share.price_value, { yuan: yuanPerJin(fen_per_kg) })}（${say(w.form.price_kg, { yuan: yuanText(fen_per_kg) })}）`

/** What an entry of the outbox says, in one line. */
export function entryText(entry: Entry): string {
  if (entry.kind === 'point') return pointText(entry)
  return entry.kind === 'photo' ? say(entry.proof ? w.producer.proof : entry.signed ? w.point.signed : w.outbox.photo) : `${cropName(entry.item.crop)} · ${whatText(entry)}`
}

function pointText({ item: { what } }: PointEntry): string {
  if ('intake' in what) return `${say(w.point.kinds.intake)} · ${personName(what.intake.seller)} · ${productName(what.intake.product)} · ${weightBoth(what.intake.gross_g)}`
  if ('undo' in what) return `${say(w.point.kinds.undo)} · ${slipText(what.undo.item)}`
  if ('mix' in what) return `${say(w.point.kinds.mix)} · ${weightBoth(what.mix.parts.reduce((sum, part) => sum + part.quantity_g, 0))}`
  if ('hand_over' in what) return `${say(w.point.kinds.hand_over)} · ${outletName(what.hand_over.to)} · ${weightBoth(what.hand_over.lots.reduce((sum, lot) => sum + lot.quantity_g, 0))}`
  const sum = what.pay.people.reduce((total, due) => total + (due.amount_fen ?? 0), 0)
  return `${say(w.point.kinds.pay)} · ${say(w.point.people, { count: what.pay.people.length })} · ¥${yuanText(sum)}`
}

/** The slip that is undone, as far as this phone knows it. */
function slipText(id: string): string {
  const line = lines.value.find((one) => one.key === id)
  return line ? `${line.who} · ${line.what} · ${weightBoth(line.net_g)}` : say(w.point.kinds.intake)
}

/** `摸底`, of a household with its name. */
const surveyOf = (household: number | null | undefined): string => [say(w.mine.survey), ...(household ? [householdText(household)] : [])].join(' ')

/** What a survey said; nothing said is that there is none, of the village this year or of one household. */
export const surveyed = (household: number | null | undefined, said: string): string =>
  `${surveyOf(household)} ${said || say(household ? w.survey.none_short : w.survey.none)}`

function whatText({ item: { what } }: ReportEntry): string {
  if ('supply' in what) return what.supply.quantity.said
  if ('nothing' in what) return say(w.today.nothing)
  if ('survey' in what) return `${surveyOf(what.survey.household)} ${muText(what.survey.area_centimu)} ${say(w.form.mu)}, ${what.survey.quantity.said}`
  if ('survey_nothing' in what) return surveyed(what.survey_nothing.household, '')
  if ('advice' in what) return `${say(w.guide.title)} ${what.advice.asker}`
  return `${say(w.outbox.unsalable)} ${what.unsalable.quantity.said}`
}
