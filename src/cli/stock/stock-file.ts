/**
 * A stock count as CSV: a column for the SKU and one for what is on hand, under the names shops and
 * Shopify exports give them. Every mistake is named with its line, and nothing is changed while
 * there is one. The last row of a SKU counts only once: the same SKU twice is a mistake.
 */
import { readCsv } from '#cli/csv.ts'

export type StockFile = {
  readonly counts: readonly { readonly sku: string; readonly quantity: number }[]
  readonly problems: readonly string[]
}

const SKU = ['sku', 'variant sku', 'item', 'article']
const COUNT = [
  'on hand',
  'on_hand',
  'onhand',
  'quantity',
  'qty',
  'stock',
  'available',
  'variant inventory qty',
  'inventory',
]

export function readStockFile(text: string): StockFile {
  const [head = [], ...rows] = readCsv(text)
  const names = head.map((name) => name.toLowerCase())
  const sku = names.findIndex((name) => SKU.includes(name))
  const count = names.findIndex((name) => COUNT.includes(name))
  if (sku < 0 || count < 0)
    return {
      counts: [],
      problems: [
        'The first line must name a column "SKU" and a column "On hand" (or "Variant SKU" and "Variant ' +
          'Inventory Qty").',
      ],
    }
  const seen = new Set<string>()
  const problems: string[] = []
  const counts = rows.flatMap((row, index) => {
    const name = (row[sku] ?? '').toUpperCase()
    const typed = row[count] ?? ''
    if (name === '' && typed === '') return []
    const wrong = problemOf(name, typed, seen)
    seen.add(name)
    if (wrong === undefined) return [{ sku: name, quantity: Number(typed) }]
    problems.push(`row ${index + 2}: ${wrong}`)
    return []
  })
  return { counts, problems }
}

function problemOf(sku: string, count: string, seen: ReadonlySet<string>): string | undefined {
  if (sku === '') return 'there is no SKU'
  if (seen.has(sku)) return `${sku} is there twice`
  return /^\d{1,7}$/.test(count) ? undefined : `"${count}" of ${sku} is not a whole number from 0 to 9999999`
}
