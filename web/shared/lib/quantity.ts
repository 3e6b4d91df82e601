// Quantities: whole grams or whole pieces. 1 斤 = 500 g, 1 kg = 1000 g; the reader chooses which stands first.
import { decimal, mulDivRound, plainDigits, scaled, trimmed } from './digits'

export type WeightUnit = 'jin' | 'kg'

/** Grams in one unit. */
export const GRAMS: Readonly<Record<WeightUnit, number>> = { jin: 500, kg: 1000 }

/** The unit that is not `unit`. */
export const otherUnit = (unit: WeightUnit): WeightUnit => (unit === 'jin' ? 'kg' : 'jin')

/** `1750`, jin → `3.5`: exact, thousands separated, no zeros at the end. */
export function weightText(grams: number, unit: WeightUnit): string {
  return trimmed(decimal(thousandths(grams, unit), 3, true))
}

/** As `weightText` without thousands: for inputs and for the clipboard. */
export function weightPlain(grams: number, unit: WeightUnit): string {
  return trimmed(decimal(thousandths(grams, unit), 3))
}

/** Much of something: from a tonne on in tonnes, below in kilograms; both words come from the reader's language. */
export const massText = (grams: number, words: { kg: string; tonne: string }): string =>
  grams >= 1_000_000 ? `${trimmed(decimal(grams, 6, true))} ${words.tonne}` : `${weightText(grams, 'kg')} ${words.kg}`

/** Whole pieces with thousands. */
export const piecesText = (pieces: number): string => decimal(pieces, 0, true)

const TYPED_UNITS: ReadonlyArray<readonly [RegExp, number]> = [
  [/(吨|t)$/i, 1_000_000],
  [/(公斤|千克|kg)$/i, 1000],
  [/(市斤|斤)$/, 500],
  [/两$/, 50],
  [/(克|g)$/i, 1],
]

/** `12.5`, `3kg`, `5两`, `１２斤` → grams; a number alone is in `unit`; null when it is not exact in grams. */
export function parseWeight(text: string, unit: WeightUnit): number | null {
  const plain = plainDigits(text)
  const typed = TYPED_UNITS.find(([pattern]) => pattern.test(plain))
  const factor = typed?.[1] ?? GRAMS[unit]
  const number = scaled(typed ? plain.replace(typed[0], '') : plain, 6)
  if (number === null) return null
  const product = BigInt(number) * BigInt(factor)
  if (product % 1_000_000n !== 0n) return null
  const grams = Number(product / 1_000_000n)
  return Number.isSafeInteger(grams) ? grams : null
}

/** Whole pieces; null when not a whole number. */
export const parsePieces = (text: string): number | null => scaled(plainDigits(text), 0)

/** Amount in fen of `quantity` at `price_fen` for each `per` (grams or pieces): half up, as the books do. */
export const lineAmount = (price_fen: number, quantity: number, per: number): number | null =>
  mulDivRound(price_fen, quantity, per)

/** Grams as thousandths of the unit: exact, since 1 g is 0.002 斤 or 0.001 kg. */
const thousandths = (grams: number, unit: WeightUnit): number => (unit === 'jin' ? grams * 2 : grams)
