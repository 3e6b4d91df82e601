// Reading and writing decimal numbers as integers of a smaller unit. Invariant: no floating point; everything
// goes through BigInt and fails (null) rather than losing a digit. Money and quantity build on it.

/** Full-width digits and signs to ASCII; spaces and thousands separators dropped. */
export function plainDigits(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000,]/g, '')
    .replace(/。/g, '.')
}

/**
 * `text` (an unsigned or signed decimal) times 10^`places` as an integer.
 * null when it is not a number, has more than `places` decimals that are not zero, or leaves the safe range.
 */
export function scaled(text: string, places: number): number | null {
  const found = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? /^([+-]?)()\.(\d+)$/.exec(text)
  if (!found) return null
  const decimals = (found[3] ?? '').replace(/0+$/, '')
  if (decimals.length > places) return null
  const digits = BigInt((found[2] || '0') + decimals.padEnd(places, '0'))
  return safe(found[1] === '-' ? -digits : digits)
}

/** `amount` of 10^-`places` units as a decimal text with exactly `places` decimals; thousands separated on request. */
export function decimal(amount: number, places: number, thousands = false): string {
  const all = BigInt(amount)
  const digits = (all < 0n ? -all : all).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const shown = thousands ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return (all < 0n ? '-' : '') + shown + (places > 0 ? '.' + digits.slice(digits.length - places) : '')
}

/** Drops zeros (and the point) at the end of a decimal text. */
export function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** a × b ÷ c, halves away from zero. c > 0. null when the result leaves the safe range. */
export function mulDivRound(a: number, b: number, c: number): number | null {
  const product = BigInt(a) * BigInt(b)
  const divisor = BigInt(c)
  const size = product < 0n ? -product : product
  const rounded = (size * 2n + divisor) / (divisor * 2n)
  return safe(product < 0n ? -rounded : rounded)
}

/** Sum of integers, null when it leaves the safe range. */
export function sum(values: readonly number[]): number | null {
  return safe(values.reduce((total, value) => total + BigInt(value), 0n))
}

function safe(value: bigint): number | null {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : null
}
