/**
 * CSV for spreadsheets (RFC 4180). What people typed never becomes a formula; plain numbers stay numbers.
 */

/** Rows joined as a file; lines end in CR LF. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(cell).join(',')).join('\r\n')

/** A spreadsheet takes a cell that begins with one of these for a formula: people choose names and reasons. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
