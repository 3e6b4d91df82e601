// What the three forms have in common: the place, the quantity and the price, read once with words for what is missing.
import { parseYuan, yuanPlain } from '@shared/lib/money'
import { scaled, plainDigits, decimal, trimmed } from '@shared/lib/digits'
import type { Pair } from '@shared/i18n/words'
import { w } from '../words'
import { compose, packGrams, understand, weighed, type Quantity } from './said'

export type Faults<K extends string> = Partial<Record<K, Pair>>

export interface Saying { said: string; pack_g?: number }

/** The quantity as it goes to the server, or what is wrong with it. */
export function readQuantity(quantity: Quantity): { saying: Saying } | { fault: Pair; at: 'amount' | 'pack' } {
  const said = compose(quantity)
  if (said === null) return { fault: w.form.need_amount, at: 'amount' }
  const pack_g = packGrams(quantity)
  if (!weighed(quantity.unit) && pack_g === null) return { fault: w.form.need_pack, at: 'pack' }
  const meant = understand(said, pack_g)
  if (!meant) return { fault: w.form.not_exact, at: 'amount' }
  if (meant.grams <= 0) return { fault: w.form.need_amount, at: 'amount' }
  return { saying: pack_g === null ? { said } : { said, pack_g } }
}

/** Yuan a jin, as villages count, to fen a kg, as the books do; null if nothing was said, undefined if it is no price. */
export function fenPerKg(yuanPerJin: string): number | null | undefined {
  if (yuanPerJin.trim() === '') return null
  const fen = parseYuan(yuanPerJin)
  return fen !== null && fen > 0 ? fen * 2 : undefined
}

/** Fen a kg as yuan a jin; an odd number of fen shows its half. */
export const yuanPerJin = (fen_per_kg: number | null | undefined): string =>
  (fen_per_kg ? (fen_per_kg % 2 === 0 ? yuanPlain(fen_per_kg / 2) : decimal(fen_per_kg * 5, 3)) : '')

/** Mu to hundredths; null if it is none. */
export const centimu = (mu: string): number | null => {
  const area = scaled(plainDigits(mu), 2)
  return area !== null && area > 0 ? area : null
}

export const muText = (area_centimu: number): string => trimmed(decimal(area_centimu, 2))
