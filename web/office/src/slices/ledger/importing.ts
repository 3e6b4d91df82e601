// What a shop's workbook was read as, and what people put right about it. Pure.
import type { Preview } from './types'

interface Text { zh: string; en: string }
interface SheetProblem { row: number; column: string; value: string; code: string; message: Text }
interface Sheet { name: string; header_row: number; mapping: Record<string, string>; rows: number; accepted: number; skipped: { row: number; why: string }[]; problems: SheetProblem[] }
export interface Report { file: string; sheets: Sheet[]; totals: { lines: number; purchase_fen: number; sale_fen: number; quantity_g: number; quantity_pieces: number } }

export interface ProblemRow { id: string; sheet: string; row: number; column: string; value: string; code: string; message: Text }

/** The report inside a preview; its form is that of `import ledger --dry-run --format json`. */
export const reportOf = (preview: Preview): Report => preview.report as unknown as Report

/**
 * Every cell that keeps its row out, and every row that does not fit the book, sheet by sheet and row by row. A total that
 * does not fit its rows keeps nothing out: once the book has them it was confirmed.
 */
export function problemsOf(preview: Preview): ProblemRow[] {
  const cells = reportOf(preview).sheets.flatMap((sheet) => sheet.problems.filter(({ code }) => preview.state === 'previewed' || code !== 'total.mismatch').map((problem) => ({ ...problem, sheet: sheet.name })))
  const rows = preview.unfit.map((unfit) => ({ ...unfit, column: '', value: '' }))
  const order = new Map(reportOf(preview).sheets.map((sheet, at) => [sheet.name, at]))
  return [...cells, ...rows]
    .sort((a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row)
    .map((problem, at) => ({ ...problem, id: String(at) }))
}

const EITHER = ['party', 'contact', 'note', 'channel', 'payment', 'lot', 'certificate', 'quantity', 'unit_price', 'amount'] as const
const ONCE = ['date', 'direction', 'product', 'spec', 'unit'] as const

/** Everything that a column can mean; `ignore` leaves it out. */
export const MEANINGS: readonly string[] = [...ONCE, ...EITHER, ...['purchase', 'sale'].flatMap((side) => EITHER.map((field) => `${side}.${field}`)), 'ignore']

/** A meaning in two words: which side, which field. */
export function meaningParts(meaning: string): { side: string | null; field: string } {
  const [first = '', second] = meaning.split('.')
  return second === undefined ? { side: null, field: first } : { side: first, field: second }
}
