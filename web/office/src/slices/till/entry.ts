// The one field of the till: what a typed or scanned text means. Pure.
// `ht` finds by initials, `ht3` is three of it, `3` sets the last line's quantity, `1.2kg` does so in kg,
// long digits are a code. A common sale is h t 3 Enter F9 Enter: six keys.
import { parsePieces, parseWeight, type WeightUnit } from '@shared/lib/quantity'
import { plainDigits } from '@shared/lib/digits'
import { asEan13, looksLikeCode, readCode, type ScaleFormat, type Scanned } from './codes'
import type { TillProduct } from './basket'

export type Entry =
  | { kind: 'empty' }
  | { kind: 'code'; scanned: Scanned }
  | { kind: 'quantity'; text: string }
  | { kind: 'search'; letters: string; quantity: string }

export function readEntry(text: string, formats: readonly ScaleFormat[]): Entry {
  const plain = plainDigits(text).toLowerCase()
  if (plain === '') return { kind: 'empty' }
  if (looksLikeCode(plain)) return { kind: 'code', scanned: readCode(plain, formats) }
  if (/^\d*\.?\d+(kg|g|公斤|千克|市斤|斤|两|克|件)?$/.test(plain) || /^\d+\.$/.test(plain)) return { kind: 'quantity', text: plain.replace(/件$/, '') }
  const found = /^(.*?[^\d.])(\d*\.?\d+(?:kg|g|公斤|千克|斤|两)?)?$/.exec(plain)
  return { kind: 'search', letters: found?.[1] ?? plain, quantity: found?.[2] ?? '' }
}

/** Quantity of a product from typed text, in grams or pieces. None typed: one piece; a weight has to be asked (null). */
export function quantityOf(product: TillProduct, text: string, unit: WeightUnit): number | null {
  if (product.measure === 'pieces') return text === '' ? 1 : parsePieces(text)
  return text === '' ? null : parseWeight(text, unit)
}

/** Products that fit letters: what is in stock before what is not; then initials from their start, inside, the name; at most `limit`. */
export function find(products: readonly TillProduct[], letters: string, limit = 9): TillProduct[] {
  const ranked = products.flatMap((product) => {
    const rank = rankOf(product, letters)
    return rank === null ? [] : [{ product, rank }]
  })
  const gone = ({ product }: { product: TillProduct }): number => Number(product.on_hand !== undefined && product.on_hand <= 0)
  ranked.sort((a, b) => gone(a) - gone(b) || a.rank - b.rank || a.product.initials.length - b.product.initials.length || (a.product.id < b.product.id ? -1 : 1))
  return ranked.slice(0, limit).map(({ product }) => product)
}

/** One product, unless old data has several under one code. */
export const byGtin = (products: readonly TillProduct[], gtin: string): TillProduct[] =>
  products.filter((product) => product.gtins.some((own) => asEan13(own) === gtin))

export const byScaleItem = (products: readonly TillProduct[], item: string): TillProduct[] =>
  products.filter((product) => product.scale_item !== null && product.scale_item.padStart(item.length, '0') === item)

function rankOf(product: TillProduct, letters: string): number | null {
  if (product.initials === letters) return 0
  if (product.initials.startsWith(letters)) return 1
  if (product.name.startsWith(letters)) return 2
  if (product.initials.includes(letters)) return 3
  return product.name.includes(letters) ? 4 : null
}
