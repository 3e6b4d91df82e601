// Layouts of a label scale while they are being set, and what a label says by them. Pure.
import { lengthOf, readCode, type ScaleFormat, type Scanned } from './codes'

export const VALUES: readonly ScaleFormat['value'][] = ['weight_g', 'amount_fen', 'amount_and_weight']
export const PREFIXES: readonly string[] = Array.from({ length: 10 }, (_, index) => String(20 + index))

export type Complaint = 'wrong_length' | 'same_prefix'

/** What is wrong with a layout among the others; null if nothing is. */
export function complaintOf(formats: readonly ScaleFormat[], at: number): Complaint | null {
  const format = formats[at]
  if (!format) return null
  if (![13, 18].includes(lengthOf(format))) return 'wrong_length'
  return formats.some((other, index) => index !== at && other.prefix === format.prefix) ? 'same_prefix' : null
}

/** A new layout with a prefix that is still free: five digits each, as most scales are delivered. */
export function freshFormat(formats: readonly ScaleFormat[]): ScaleFormat {
  const prefix = PREFIXES.find((one) => !formats.some((format) => format.prefix === one)) ?? '20'
  return { prefix, value: 'weight_g', item_digits: 5, value_digits: 5 }
}

/** What a scanned or typed label says; null when nothing was typed. */
export function trial(typed: string, formats: readonly ScaleFormat[]): Scanned | null {
  const code = typed.replace(/\s/g, '')
  return code === '' ? null : readCode(code, formats)
}
