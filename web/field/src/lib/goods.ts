// What a village has for sale, as a text or a picture for a chat: what, how much, when, at what price, where. Nobody is
// named on it; whoever wants it opens the link, or rings the village as before.
import { weightText } from '@shared/lib/quantity'
import type { Offer } from '../market/know'
import type { Report, Unsalable } from '../today'
import { w } from '../words'
import { yuanPerJin } from './form'
import { say } from './say'
import { dayText } from './texts'

export interface Goods {
  crop: string
  /** As it was said, with the grade. */
  said: string
  place: string
  /** First and last day on which it can be had. */
  from: string
  to: string
  /** It ripens and spoils by these days, and is looked for a buyer. */
  pressing: boolean
  /** Somebody wants it, and it is being agreed. */
  offered?: boolean
  fen_per_kg: number | null
  /** Page of the office app; for those who have a post. */
  link: string
}

/** Where the office app shows something. */
const officeLink = (path: string): string => `${location.origin}/office${path}`

export const ofUnsalable = (one: Unsalable): Goods => ({
  crop: one.crop_name, said: one.said, place: one.division_name, from: one.ripe_on, to: one.spoil_on, pressing: true,
  fen_per_kg: one.fen_per_kg ?? null, link: officeLink(`/unsalable-reports/${one.id}`),
})

export const ofReport = (one: Report): Goods => ({
  crop: one.crop_name, said: [one.said, one.grade].filter(Boolean).join(' '), place: one.division_name, from: one.from_day, to: one.to_day, pressing: false,
  fen_per_kg: one.fen_per_kg ?? null, link: officeLink(`/supply-reports?client=${one.client}`),
})

export const ofOffer = (one: Offer): Goods => ({
  crop: one.crop_name, said: `${weightText(one.kg * 1000, 'jin')} ${say(w.settings.jin)}`, place: one.division_name, from: one.from_day, to: one.to_day, pressing: false, offered: true,
  fen_per_kg: one.agreed_fen_per_kg ?? one.asked_fen_per_kg ?? null, link: officeLink(`/offers/${one.id}`),
})

/** A report that says what there is for sale, and stands. */
export const shareable = (one: Report): boolean => one.kind === 'supply' && !one.replaced && !one.conflict && !one.quarantine

const price = (goods: Goods): string => (goods.fen_per_kg ? say(w.share.price_value, { yuan: yuanPerJin(goods.fen_per_kg) }) : '')

/** What a county that is played says of itself wherever its goods go. */
export const played = (simulated: boolean): string => (simulated ? say(w.app.simulated) : '')

export function goodsText(goods: Goods, simulated = false): string {
  const values = { place: goods.place, crop: goods.crop, said: goods.said, from: dayText(goods.from), to: dayText(goods.to), price: goods.fen_per_kg ? say(w.share.price_tail, { price: price(goods) }) : '' }
  const text = say(goods.offered ? w.share.offered : goods.pressing ? w.share.pressing : w.share.supply, values)
  return simulated ? say(w.share.played, { text, played: played(true) }) : text
}

/** The lines of the picture below the crop: what it is and what it says. */
export function goodsLines(goods: Goods): [string, string][] {
  const lines: [string, string][] = [
    [say(w.share.quantity), goods.said],
    [say(goods.pressing ? w.share.ripe : w.share.window), say(goods.pressing ? w.share.ripe_value : w.share.window_value, { from: dayText(goods.from), to: dayText(goods.to) })],
    [say(w.share.price), price(goods)],
    [say(w.share.place), goods.place],
  ]
  return lines.filter(([, value]) => value !== '')
}
