// What a phone can know of a figure that is odd, before it goes: the limits of its crop, the yield of a mu, and its own last
// word of the season. The township's list knows more, and has the last word; nothing is refused for it.
import type { Today } from '../today'

export type Limits = Today['crops'][number]
export interface Odd { why: 'above' | 'below' | 'yield_low' | 'yield_high' | 'jump_up' | 'jump_down'; than_g: number; now_g?: number; times?: number }

/** A list that was kept before crops had limits has none. */
const limit = (grams: number | null | undefined): grams is number => typeof grams === 'number'

const above = (crop: Limits, grams: number): Odd[] => (limit(crop.odd_g) && grams > crop.odd_g ? [{ why: 'above', than_g: crop.odd_g }] : [])

/** A report of supply against the limits, and against the last one of the season, if there was one. */
export function oddSupply(crop: Limits, grams: number, last_g: number | null): Odd[] {
  const found = above(crop, grams)
  if (limit(crop.least_g) && grams < crop.least_g) found.push({ why: 'below', than_g: crop.least_g })
  const times = crop.jump_times
  if (last_g && times) {
    if (grams > last_g * times) found.push({ why: 'jump_up', than_g: last_g, times })
    else if (grams * times < last_g) found.push({ why: 'jump_down', than_g: last_g, times })
  }
  return found
}

/** A survey against the most of one report, and the yield of a mu. */
export function oddSurvey(crop: Limits, grams: number, area_centimu: number): Odd[] {
  const found = above(crop, grams)
  const now_g = Math.round((grams * 100) / area_centimu)
  if (limit(crop.yield_least_g) && grams * 100 < crop.yield_least_g * area_centimu) found.push({ why: 'yield_low', than_g: crop.yield_least_g, now_g })
  if (limit(crop.yield_most_g) && grams * 100 > crop.yield_most_g * area_centimu) found.push({ why: 'yield_high', than_g: crop.yield_most_g, now_g })
  return found
}
