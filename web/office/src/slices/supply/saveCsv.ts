// A table that the page already has, as a file: what the cells say, for a spreadsheet.
import { cellPlain, type Column, type Row } from '@shared/kit/table'
import { prefs } from '@shared/lib/prefs'

/** One line of CSV: quoted, so that commas and quotes stay what they are. */
const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')

export const csvOf = <R extends Row>(columns: readonly Column<R>[], rows: readonly R[]): string =>
  [line(columns.map(({ title }) => title)), ...rows.map((row) => line(columns.map((column) => cellPlain(column, row, prefs.unit))))].join('\r\n')

export function saveCsv<R extends Row>(name: string, columns: readonly Column<R>[], rows: readonly R[]): void {
  // The mark in front tells Excel that it is UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', csvOf(columns, rows)], { type: 'text/csv' }))
  const link = document.createElement('a')
  Object.assign(link, { href: address, download: `${name}.csv` })
  link.click()
  URL.revokeObjectURL(address)
}
