// Quantities as people say them: `1200斤`, `6万余公斤`, `约100箱`. The server reads them too (base::approximate) and has
// the last word; here they are put together from chips, and read so that the phone can show what was meant.
import { decimal, plainDigits, scaled, trimmed } from '@shared/lib/digits'

export const UNITS = ['斤', '公斤', '担', '吨', '箱'] as const
export type Unit = (typeof UNITS)[number]
export const ROUGH = ['', '约', '近', '余', '多'] as const
export type Rough = (typeof ROUGH)[number]
export type Bound = 'exact' | 'at_least' | 'at_most' | 'about'

export interface Quantity {
  /** `1200`, `1.2`, `6万`. */
  amount: string
  unit: string
  rough: Rough
  /** What one box weighs, in 斤; only for pieces. */
  pack: string
}

export interface Understood { grams: number; bound: Bound }

const GRAMS: Record<string, number> = { 克: 1, 两: 50, 斤: 500, 市斤: 500, 公斤: 1000, 千克: 1000, kg: 1000, 担: 50_000, 吨: 1_000_000 }
const BOUNDS: Record<Rough, Bound> = { '': 'exact', 约: 'about', 近: 'at_most', 余: 'at_least', 多: 'at_least' }
const AMOUNT = /^(\d+(?:\.\d+)?)(万?)$/
const SAID = /^(大约|大概|约|将近|接近|近|不到|至少|超过)?(\d+(?:\.\d+)?)(余|多)?(万)?(余|多)?([^\d余多左上以]+)(左右|上下|以上|以下|以内)?$/

export const empty = (): Quantity => ({ amount: '', unit: '斤', rough: '', pack: '' })

/** Whether a unit is weighed by itself; all others are pieces of some weight. */
export const weighed = (unit: string): boolean => unit in GRAMS

/** The text that goes to the server; null while the number is none. */
export function compose(quantity: Quantity): string | null {
  const amount = plainDigits(quantity.amount)
  if (!AMOUNT.test(amount)) return null
  if (quantity.rough === '余' || quantity.rough === '多') return amount + quantity.rough + quantity.unit
  return quantity.rough + amount + quantity.unit
}

/** Grams of one piece; null if it was not said or is no weight. */
export function packGrams(quantity: Quantity): number | null {
  if (weighed(quantity.unit)) return null
  const grams = scaled(plainDigits(quantity.pack), 3)
  return grams !== null && grams > 0 && grams % 2 === 0 ? grams / 2 : null
}

/** What a text means; null if it cannot be read, is in pieces that nobody weighed, or comes out in parts of a gram. */
export function understand(said: string, pack_g: number | null): Understood | null {
  const found = SAID.exec(plainDigits(said))
  if (!found) return null
  const [, before = '', digits = '', within, wan, within2, unit = '', after = ''] = found
  const size = GRAMS[unit] ?? pack_g
  const millionths = scaled(digits, 6)
  if (!size || millionths === null) return null
  const total = BigInt(millionths) * BigInt(size) * (wan ? 10_000n : 1n)
  if (total % 1_000_000n !== 0n) return null
  return { grams: Number(total / 1_000_000n), bound: boundOf(before, after, Boolean(within ?? within2)) }
}

function boundOf(before: string, after: string, within: boolean): Bound {
  const word = before || after
  if (/^(大约|大概|约|左右|上下)$/.test(word)) return 'about'
  if (/^(将近|接近|近|不到|以下|以内)$/.test(word)) return 'at_most'
  return word || within ? 'at_least' : 'exact'
}

/** What was said, as the form shows it. */
export function taken(saying: { said: string; pack_g?: number | null }): Quantity {
  const pack = saying.pack_g ? trimmed(decimal(saying.pack_g * 2, 3)) : ''
  const found = SAID.exec(plainDigits(saying.said))
  if (!found) return { ...empty(), amount: saying.said, pack }
  const [, before = '', digits = '', within, wan = '', within2, unit = '', after = ''] = found
  const bound = boundOf(before, after, Boolean(within ?? within2))
  const rough = (within ?? within2) === '多' ? '多' : (['', '约', '近', '余'] as const).find((word) => BOUNDS[word] === bound)
  return { amount: digits + wan, unit, rough: rough ?? '', pack }
}

/** What a box must have weighed for the whole to come out so; null for what is weighed. */
export function packOf(said: string, grams: number): number | null {
  const found = SAID.exec(plainDigits(said))
  if (!found || weighed(found[6] ?? '')) return null
  const pieces = Number(found[2]) * (found[4] ? 10_000 : 1)
  return pieces > 0 && grams > 0 ? Math.round(grams / pieces) : null
}
