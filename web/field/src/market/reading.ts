// What was typed, as the market counts it.
import { plainDigits } from '@shared/lib/digits'

/** Whole kilograms of a number of 斤; null if it is none, or not whole. */
export function kgOfJin(text: string): number | null {
  const digits = plainDigits(text)
  if (!/^\d{1,9}$/.test(digits)) return null
  const jin = Number(digits)
  return jin > 0 && jin % 2 === 0 ? jin / 2 : null
}
