/**
 * CSV for spreadsheets, out and in (RFC 4180). What people typed never becomes a formula; plain numbers stay numbers.
 */

/** Rows joined as a file; lines end in CR LF. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(cell).join(',')).join('\r\n')

/** A spreadsheet takes a cell that begins with one of these for a formula: people choose names and reasons. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Rows of a file, quoted cells taken apart; commas, or semicolons where the first line has only
 * those. Empty lines are left out.
 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const body = text.replace(/^\uFEFF/, '')
  const first = body.slice(0, body.search(/[\r\n]|$/))
  const separator = !first.includes(',') && first.includes(';') ? ';' : ','
  const rows: string[][] = []
  let row: string[] = []
  const token = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'y')
  while (token.lastIndex < body.length) {
    const start = token.lastIndex
    const match = token.exec(body)
    if (match === null)
      throw new SyntaxError(`a quote that is not closed, after line ${body.slice(0, start).split(/\r\n|\n|\r/).length}`)
    row.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim())
    if (match[3] === separator) continue
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows.filter((cells) => cells.some((text) => text !== ''))
}
