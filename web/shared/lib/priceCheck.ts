// Whether a price a kilogram looks like one a jin: about half of what the market pays, or about double. A warning in words and
// never a refusal, since prices do halve. Invariant: pure, integers; what is near to any known price is no mistake.
import type { Api } from '../api/types'

export type MedianOf = Api['MedianOf']

/** A price a kilogram that a new one is held against. */
export interface Reference {
  fen: number
  /** The median of a week's samples, the price that was seen last, or the one that was paid here last. */
  kind: 'median' | 'seen' | 'paid'
  grade: string
  samples: number
  from: string
  to: string
}

/** What is priced: a crop, or a product that is made of one; the grade where it is known. */
export interface Priced { crop?: number | undefined; product?: number | undefined; grade?: string | undefined }

const first = (days: readonly string[]): string => days[0] ?? ''
const last = (days: readonly string[]): string => days[days.length - 1] ?? ''

function referenceOf({ grade, median, last_fen_per_kg, last_day }: MedianOf): Reference {
  return median.fen_per_kg === null || median.fen_per_kg === undefined
    ? { fen: last_fen_per_kg, kind: 'seen', grade, samples: 1, from: last_day, to: last_day }
    : { fen: median.fen_per_kg, kind: 'median', grade, samples: median.samples, from: first(median.days), to: last(median.days) }
}

/** What the market pays for it: of its own grade where that is sampled, else of every grade. */
export function referencesOf(rows: readonly MedianOf[], { crop, product, grade }: Priced): Reference[] {
  const its = rows.filter((row) => (crop ? row.crop === crop : product !== undefined && row.products.includes(product)))
  const own = its.filter((row) => grade && row.grade === grade)
  return (own.length > 0 ? own : its).map(referenceOf)
}

export interface Doubt { looks: 'half' | 'double'; fen: number; against: Reference }

/** Within a fifth of `of`. */
const near = (fen: number, of: number): boolean => Math.abs(fen - of) * 5 <= of

/** The first known price that this one is about half or about double of; null where it is near to any. */
export function doubtOf(fen: number | null | undefined, references: readonly Reference[]): Doubt | null {
  if (!fen || fen <= 0) return null
  const known = references.filter((one) => one.fen > 0)
  if (known.some((one) => Math.abs(fen - one.fen) * 4 <= one.fen)) return null
  for (const against of known) {
    if (near(fen * 2, against.fen)) return { looks: 'half', fen, against }
    if (near(fen, against.fen * 2)) return { looks: 'double', fen, against }
  }
  return null
}
