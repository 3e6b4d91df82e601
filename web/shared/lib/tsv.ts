// Cells as spreadsheets put them on the clipboard: tabs and line ends, quoted where a cell holds either. Pure.

/** Rows of cells, trimmed; the empty last line that spreadsheets add is no row. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    rows[rows.length - 1]?.push(cell.trim())
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') { cell += '"'; at += 1 }
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === '\t') endCell()
    else if (char === '\n') { endCell(); rows.push([]) }
    else if (char !== '\r') cell += char
  }
  endCell()
  return rows.filter((row, index) => index < rows.length - 1 || row.some(Boolean))
}

/** Cells rather than words: what a spreadsheet copies of more than one cell. */
export const looksLikeCells = (text: string): boolean => text.includes('\t') || /\n./.test(text.trimEnd())

/** The same rows as a CSV text that spreadsheets and our imports read as UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`
