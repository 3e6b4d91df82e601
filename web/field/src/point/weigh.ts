// What a slip weighs and comes to, by the same integers as the server (ledger::point::weigh): grams, halves up.
import { mulDivRound, plainDigits, scaled } from '@shared/lib/digits'
import { GRAMS, type WeightUnit } from '@shared/lib/quantity'

/** `52.5` in a unit to whole grams; null if it is none or not whole. Empty is nothing where that is allowed. */
export function grams(text: string, unit: WeightUnit, empty: number | null = null): number | null {
  if (text.trim() === '') return empty
  const thousandths = scaled(plainDigits(text), 3)
  if (thousandths === null || thousandths < 0) return null
  const all = thousandths * GRAMS[unit]
  return Number.isSafeInteger(all) && all % 1000 === 0 ? all / 1000 : null
}

/** `3` or `2.75` per cent to parts of a million; null if it is none. */
export function ppm(text: string): number | null {
  const hundredths = scaled(plainDigits(text), 2)
  return hundredths !== null && hundredths >= 0 && hundredths <= 10_000 ? hundredths * 100 : null
}

export type Deduction = { ppm: number } | { g: number } | null

export interface Weighed { off_g: number; net_g: number }

/** What is taken off and what is left; null where nothing is. */
export function weigh(gross_g: number, tare_g: number, deduction: Deduction): Weighed | null {
  const rough = gross_g - tare_g
  if (rough <= 0) return null
  const off_g = deduction === null ? 0 : 'g' in deduction ? deduction.g : mulDivRound(rough, deduction.ppm, 1_000_000) ?? rough
  return rough - off_g > 0 ? { off_g, net_g: rough - off_g } : null
}

/** What so much comes to at a price for `per` grams. */
export const comesTo = (net_g: number, fen: number, per: number): number | null => mulDivRound(fen, net_g, per)
