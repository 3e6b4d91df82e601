// What a column is and what its cells say: shown, copied, summed. Pure, so that tables are tested without a page.
import { mulDivRound, sum } from '../lib/digits'
import { instantText } from '../lib/dates'
import { moneyText, shareText, yuanPlain, yuanText } from '../lib/money'
import { GRAMS, piecesText, weightPlain, weightText, type WeightUnit } from '../lib/quantity'
import type { Tone } from './StatusTag.vue'

export type ColumnKind = 'text' | 'money' | 'quantity' | 'kg' | 'pieces' | 'share' | 'date' | 'instant' | 'status' | 'link' | 'mask' | 'choose' | 'acts'

/** A row is whatever the API sent; columns read it. */
export type Row = object

export interface Column<R extends Row = Row> {
  key: string
  title: string
  kind: ColumnKind
  /** Value of a row; the property `key` when missing. Money in fen, quantity in grams, kg in whole kilograms, share in ppm. */
  value?: (row: R) => unknown
  /** The server sorts by `key` (or by this name). */
  sort?: boolean | string
  /** Pixels; a hint, not a limit. */
  width?: number
  /** What the heading says the figures are in; money is in yuan, and a title that says its unit itself has none here. */
  unit?: string
  /** Text that says how much: stands to the right, as numbers do. */
  figure?: boolean
  /** What the total of a text column says, where its figures are kept in another unit than they are shown in. */
  sum?: (total: number) => string
  /** Not shown until chosen. */
  extra?: boolean
  /** kind status: word and tone of a value. */
  status?: (value: unknown, row: R) => { word: string; tone: Tone }
  /** kind link: where it leads. */
  to?: (row: R) => string
  /** kind money, quantity, pieces: opens what is behind the figure. */
  opens?: (row: R) => void
  /** kind choose: whether the row is ticked, and what a tick does; its text stands beside the box. */
  chosen?: (row: R) => boolean
  choose?: (row: R) => void
  /** kind acts: what may be done with a row now; none: nothing is shown. */
  acts?: (row: R) => RowAct[]
}

/** `barred` says why this reader may not do it; the act is then shown but not to be had. */
export interface RowAct { word: string; run: () => void; barred?: string }

export interface Filter {
  key: string
  /** What it filters by, for the menu and for screen readers. */
  name: string
  options: ReadonlyArray<{ value: string; word: string }>
  /** What the sentence says when nothing is chosen; "all" when missing. */
  any?: string
}

const NUMERIC: ReadonlySet<ColumnKind> = new Set(['money', 'quantity', 'kg', 'pieces', 'share'])
const SUMMED: ReadonlySet<ColumnKind> = new Set(['money', 'quantity', 'kg', 'pieces'])

export const isNumeric = (kind: ColumnKind): boolean => NUMERIC.has(kind)

/** Whether its cells and its heading stand to the right. */
export const standsRight = <R extends Row>(column: Column<R>): boolean => column.figure === true || isNumeric(column.kind)

/** The heading of a column, with the unit of its figures. */
export function headOf<R extends Row>(column: Column<R>, t: (key: string, named?: Record<string, unknown>) => string): string {
  const unit = column.unit ?? (column.kind === 'money' ? t('kit.yuan') : '')
  return unit ? t('kit.in_unit', { name: column.title, unit }) : column.title
}

/** Columns that say something: one that is empty in every row is left out, unless it was asked for. */
export function sayingColumns<R extends Row>(columns: readonly Column<R>[], rows: readonly R[], sums: Record<string, number>, sort: string): Column<R>[] {
  const sorts = (column: Column<R>): boolean => sort.replace(/^-/, '') === (typeof column.sort === 'string' ? column.sort : column.key)
  return columns.filter((column, index) =>
    index === 0 || column.extra || sorts(column) || sums[column.key] || rows.some((row) => cellText(column, row, 'jin') !== ''))
}

export function valueOf<R extends Row>(column: Column<R>, row: R): unknown {
  return column.value ? column.value(row) : (row as Record<string, unknown>)[column.key]
}

/** What the cell shows. */
export function cellText<R extends Row>(column: Column<R>, row: R, unit: WeightUnit): string {
  if (column.kind === 'acts') return (column.acts?.(row) ?? []).map((act) => act.word).join(' ')
  const value = valueOf(column, row)
  if (value === null || value === undefined || value === '') return ''
  if (column.kind === 'status') return column.status?.(value, row).word ?? String(value)
  return valueText(column.kind, value, unit)
}

export function valueText(kind: ColumnKind, value: unknown, unit: WeightUnit): string {
  if (kind === 'instant') return instantText(String(value))
  if (typeof value !== 'number') return String(value)
  if (kind === 'money') return yuanText(value)
  if (kind === 'quantity') return weightText(value, unit)
  if (kind === 'kg') return weightText(value * GRAMS.kg, unit)
  if (kind === 'share') return shareText(value)
  return kind === 'pieces' ? piecesText(value) : String(value)
}

/** What goes to the clipboard: numbers without thousands, so that a spreadsheet reads them as numbers. */
export function cellPlain<R extends Row>(column: Column<R>, row: R, unit: WeightUnit): string {
  if (column.kind === 'acts') return ''
  const value = valueOf(column, row)
  if (typeof value === 'number' && column.kind === 'money') return yuanPlain(value)
  if (typeof value === 'number' && column.kind === 'quantity') return weightPlain(value, unit)
  if (typeof value === 'number' && column.kind === 'kg') return weightPlain(value * GRAMS.kg, unit)
  if (typeof value === 'number' && column.kind === 'pieces') return String(value)
  return asText(cellText(column, row, unit))
}

/** One cell of tab-separated text: no tabs or line ends, and nothing that a spreadsheet runs as a formula. */
function asText(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ')
  return /^[=+@-]/.test(flat) ? `'${flat}` : flat
}

export interface Block { top: number; left: number; bottom: number; right: number }

/** The rectangle between two corners, both ends included. */
export function blockOf(a: { row: number; col: number }, b: { row: number; col: number }): Block {
  return { top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.col, b.col), right: Math.max(a.col, b.col) }
}

export const cellCount = (block: Block): number => (block.bottom - block.top + 1) * (block.right - block.left + 1)

export function blockTsv<R extends Row>(columns: readonly Column<R>[], rows: readonly R[], block: Block, unit: WeightUnit): string {
  return rows.slice(block.top, block.bottom + 1)
    .map((row) => columns.slice(block.left, block.right + 1).map((column) => cellPlain(column, row, unit)).join('\t'))
    .join('\n')
}

export interface KindTotal { kind: ColumnKind; count: number; sum: number; average: number }

/** Sum, count and average of the selected numbers, money apart from weights apart from pieces. */
export function blockTotals<R extends Row>(columns: readonly Column<R>[], rows: readonly R[], block: Block): KindTotal[] {
  const found = new Map<ColumnKind, number[]>()
  const chosen = rows.slice(block.top, block.bottom + 1)
  for (const column of columns.slice(block.left, block.right + 1)) {
    if (!SUMMED.has(column.kind)) continue
    const values = chosen.map((row) => valueOf(column, row)).filter((v): v is number => typeof v === 'number')
    found.set(column.kind, [...(found.get(column.kind) ?? []), ...values])
  }
  return [...found].flatMap(([kind, values]) => totalOf(kind, values))
}

function totalOf(kind: ColumnKind, values: number[]): KindTotal[] {
  const total = sum(values)
  if (total === null || values.length === 0) return []
  return [{ kind, count: values.length, sum: total, average: mulDivRound(total, 1, values.length) ?? 0 }]
}

/** A total with its unit, for the footer. */
export function totalText(kind: ColumnKind, value: number, unit: WeightUnit, words: Record<WeightUnit | 'pieces', string>): string {
  if (kind === 'money') return moneyText(value)
  if (kind === 'quantity' || kind === 'kg') return `${valueText(kind, value, unit)} ${words[unit]}`
  return `${piecesText(value)} ${words.pieces}`
}
