// Codes that a scanner types: EAN/UPC of packed goods, label-scale codes of weighed goods. Pure.
// A label-scale code starts with 20–29 and means something in one shop only, so its layout is that shop's
// setting, never guessed. A prefix never says where goods were grown.

/** Layout of one label-scale prefix, as the shop's settings hold it. Digits after the prefix: item, then value (and for 18 digits a second value). */
export interface ScaleFormat {
  /** Two digits, `20`–`29`. */
  prefix: string
  /** What the value field holds; 18-digit labels hold the amount first, then the weight. */
  value: 'weight_g' | 'amount_fen' | 'amount_and_weight'
  item_digits: number
  value_digits: number
}

/** A code that can lead to a product. */
export type Code = { kind: 'gtin'; gtin: string } | { kind: 'scale'; item: string; weight_g?: number; amount_fen?: number }
export type Scanned =
  | Code
  | { kind: 'bad_check'; code: string }
  | { kind: 'unknown'; code: string }

const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14])

/** Modulo-10 check of GS1: weights 3 and 1 from the right. True when the last digit fits. */
export function checkDigitFits(code: string): boolean {
  if (!/^\d{2,}$/.test(code)) return false
  let total = 0
  for (let i = code.length - 2, weight = 3; i >= 0; i -= 1, weight = 4 - weight) total += Number(code[i]) * weight
  return (10 - (total % 10)) % 10 === Number(code[code.length - 1])
}

/** The same article as 13 digits: UPC-A gets a zero in front, EAN-8 stays as it is. */
export const asEan13 = (code: string): string => (code.length === 12 ? `0${code}` : code)

/** Reads what was scanned. `formats` are the label layouts of this shop. */
export function readCode(code: string, formats: readonly ScaleFormat[]): Scanned {
  const format = formats.find((one) => code.startsWith(one.prefix) && code.length === lengthOf(one))
  if (format) return checkDigitFits(code) ? readScale(code, format) : { kind: 'bad_check', code }
  if (!/^\d+$/.test(code) || !LENGTHS.has(code.length)) return { kind: 'unknown', code }
  return checkDigitFits(code) ? { kind: 'gtin', gtin: asEan13(code) } : { kind: 'bad_check', code }
}

/** True when typed digits are long enough to be a code rather than a quantity. */
export const looksLikeCode = (text: string): boolean => /^\d{8,}$/.test(text)

/** Digits of a whole code: prefix, item, value or values, check digit. */
export const lengthOf = (format: ScaleFormat): number =>
  2 + format.item_digits + format.value_digits * (format.value === 'amount_and_weight' ? 2 : 1) + 1

function readScale(code: string, format: ScaleFormat): Scanned {
  const item = code.slice(2, 2 + format.item_digits)
  const first = Number(code.slice(2 + format.item_digits, 2 + format.item_digits + format.value_digits))
  if (format.value === 'weight_g') return { kind: 'scale', item, weight_g: first }
  if (format.value === 'amount_fen') return { kind: 'scale', item, amount_fen: first }
  const second = Number(code.slice(2 + format.item_digits + format.value_digits, -1))
  return { kind: 'scale', item, amount_fen: first, weight_g: second }
}
