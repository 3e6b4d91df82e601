// 按户摸底 as values: what stands of each household of a village in a round, with what this phone said since. No database,
// no network here.
import type { Api } from '@shared/api/types'
import { understand } from '../lib/said'
import type { Entry, ReportEntry } from '../store/entries'

export type Said = Api['SurveySaid']

/** One crop of one village in one round: its first day, or the year outside rounds. */
export interface Spot { division: number; crop: number; round: string }

export interface Answer {
  client: string
  area_centimu: number
  /** As it was said; empty for none. */
  said: string
  grams: number
  from_day: string
  to_day: string
  told_at: string
  /** It has not arrived yet. */
  waits: boolean
}

/** The village as a whole, among its households. */
export const WHOLE = 0

/** Of each household that was answered for, and of the village as a whole, the last word; `since` says what the list of the
 * county's does not know of yet, `roundOf` in which round a survey is that names none. */
export function answersOf(known: readonly Said[], entries: readonly Entry[], spot: Spot, since: (one: Entry) => boolean, roundOf: (one: ReportEntry) => string): Map<number, Answer> {
  const found = new Map<number, Answer>()
  for (const { household, ...one } of known) {
    if (one.division === spot.division && one.crop === spot.crop && one.round === spot.round) found.set(household ?? WHOLE, { ...one, waits: false })
  }
  for (const one of entries) {
    if (one.kind !== 'report' || !since(one) || one.item.division !== spot.division || one.item.crop !== spot.crop) continue
    const told = { client: one.id, told_at: one.made_at, waits: one.state === 'kept' }
    if ('survey' in one.item.what) {
      const { household, round, quantity, area_centimu, from_day, to_day } = one.item.what.survey
      if ((round || roundOf(one)) === spot.round) found.set(household ?? WHOLE, { ...told, area_centimu, said: quantity.said, grams: understand(quantity.said, quantity.pack_g ?? null)?.grams ?? 0, from_day, to_day })
    } else if ('survey_nothing' in one.item.what) {
      const { household, round } = one.item.what.survey_nothing
      if ((round || roundOf(one)) === spot.round) found.set(household ?? WHOLE, { ...told, area_centimu: 0, said: '', grams: 0, from_day: '', to_day: '' })
    }
  }
  return found
}

export interface Sum { count: number; none: number; waits: number; area_centimu: number; grams: number }

/** The households together; the village's own sum is none of them. */
export function together(answers: ReadonlyMap<number, Answer>): Sum {
  const sum: Sum = { count: 0, none: 0, waits: 0, area_centimu: 0, grams: 0 }
  for (const [household, one] of answers) {
    if (household === WHOLE) continue
    sum.count += 1
    sum.none += one.said ? 0 : 1
    sum.waits += one.waits ? 1 : 0
    sum.area_centimu += one.area_centimu
    sum.grams += one.grams
  }
  return sum
}

/** What is still to be asked, beginning after the one that was answered last: people walk on from there. */
export function toAsk<H extends { id: number }>(households: readonly H[], answers: ReadonlyMap<number, Answer>, last: number): H[] {
  const at = households.findIndex((one) => one.id === last) + 1
  return [...households.slice(at), ...households.slice(0, at)].filter((one) => !answers.has(one.id))
}
