// Cells pasted into the lines of a paper: product, quantity, price, from the field in which one stands. Pure.
import { parseYuan } from '@shared/lib/money'
import { GRAMS, parsePieces, parseWeight, type WeightUnit } from '@shared/lib/quantity'
import { isWeighed, newLine, type LineDraft } from './forms'
import type { Product } from './products'

/** Columns that a paste fills, in the order of the form. */
export const COLUMNS = ['product', 'quantity', 'price'] as const
export type Column = (typeof COLUMNS)[number]
/** As many lines as one paper takes at once by hand. */
const MOST = 200

/** The product that a cell names: by its whole name or a barcode; none when it is unknown or not the only one. */
export function productNamed(cell: string, known: Iterable<Product>): Product | null {
  const fits = [...known].filter((product) => !product.ended && (product.name === cell || (cell !== '' && product.barcode === cell)))
  return fits.length === 1 ? fits[0] ?? null : null
}

/** The lines with the cells in them; what cannot be read is kept beside its line and marked. */
export function pasteInto(
  lines: readonly LineDraft[], from: { line: number; column: Column }, cells: readonly (readonly string[])[], known: ReadonlyMap<number, Product>, unit: WeightUnit,
): LineDraft[] {
  const out = [...lines]
  const first = Math.max(0, lines.findIndex((line) => line.id === from.line))
  cells.slice(0, MOST).forEach((row, offset) => {
    const at = first + offset
    const before = out[at] ?? newLine(Math.max(0, ...out.map((line) => line.id)) + 1)
    out[at] = row.reduce<LineDraft>((line, cell, index) => withCell(line, COLUMNS[COLUMNS.indexOf(from.column) + index], cell, known, unit), { ...before, unread: [] })
  })
  return out
}

function withCell(line: LineDraft, column: Column | undefined, cell: string, known: ReadonlyMap<number, Product>, unit: WeightUnit): LineDraft {
  if (column === undefined || cell === '') return line
  const unread: LineDraft = { ...line, unread: [...line.unread, cell] }
  if (column === 'product') {
    const product = productNamed(cell, known.values())
    return product ? { ...line, product: product.id, quantity: null, lot: null, per: GRAMS[unit] } : { ...unread, product: null, quantity: null }
  }
  const product = known.get(line.product ?? 0)
  // Without a product a figure means nothing: grams or pieces, for a 斤 or for a piece.
  if (!product) return unread
  const value = column === 'price' ? parseYuan(cell) : isWeighed(product) ? parseWeight(cell, unit) : parsePieces(cell)
  if (value === null) return unread
  return column === 'price' ? { ...line, price_fen: value, amount_fen: null } : { ...line, quantity: value }
}
