// The explanation tree of a finding, as the screen shows it; the JSON and the printed notice have the same tree.
import { moneyText, shareText } from '../lib/money'
import { piecesText, weightText, type WeightUnit } from '../lib/quantity'

/** A number with its unit; exactly one of the fields is set. */
export interface Measured { fen?: number; grams?: number; count?: number; ppm?: number; text?: string }

export interface Measure {
  name: string
  value: Measured
  /** Address of the ledger lines behind the number, inside the office app. */
  lines?: string
}

export interface Explanation {
  title: string
  basis?: { document: string; clause?: string; wording?: string; reading?: string }
  /** The test or formula with the numbers put in. */
  formula?: string
  result?: string
  measures?: Measure[]
  parts?: Explanation[]
}

/** One measured value as text. `words` gives the word of the unit. */
export function measuredText(value: Measured, unit: WeightUnit, words: Record<WeightUnit, string>): string {
  if (value.fen !== undefined) return moneyText(value.fen)
  if (value.grams !== undefined) return `${weightText(value.grams, unit)} ${words[unit]}`
  if (value.ppm !== undefined) return shareText(value.ppm)
  if (value.count !== undefined) return piecesText(value.count)
  return value.text ?? '—'
}
