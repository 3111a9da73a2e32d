/**
 * Feature numbers to rows, looked up a few thousand times a message: an open table over two arrays, half empty.
 */
import type { Rows } from '#conversation/understanding/reader/situation.ts'

export function rowTable(codes: readonly number[]): Rows {
  let size = 1024
  while (size < codes.length * 2) size *= 2
  const keys = new Int32Array(size)
  const rows = new Int32Array(size).fill(-1)
  const place = (code: number): number => (Math.imul(code, 0x9e3779b1) >>> 7) & (size - 1)
  codes.forEach((code, row) => {
    let at = place(code)
    while ((rows[at] ?? -1) >= 0) at = (at + 1) & (size - 1)
    keys[at] = code
    rows[at] = row
  })
  return (code) => {
    let at = place(code)
    for (let row = rows[at] ?? -1; row >= 0; row = rows[at] ?? -1) {
      if (keys[at] === code) return row
      at = (at + 1) & (size - 1)
    }
    return -1
  }
}
