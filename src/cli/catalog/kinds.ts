/**
 * Whose export a file is, told by its header, and its rows by the names of their columns.
 */
import type { Cell, ColumnReading, Sheet } from './given.ts'
import { type Mapping, readPlain } from './plain.ts'
import { isShopify, readShopify } from './shopify.ts'
import { inEnglish } from './woo-names.ts'
import { isWooCommerce, readWooCommerce } from './woocommerce.ts'

export type Kind = 'shopify' | 'woocommerce' | 'plain'

export function kindOf(columns: readonly string[]): Kind {
  const has = (names: readonly string[]) => (column: string) => names.includes(column)
  if (isShopify(has(columns))) return 'shopify'
  return isWooCommerce(has(columns.map(inEnglish))) ? 'woocommerce' : 'plain'
}

export type Around = { readonly now: Date; readonly mapping: Mapping; readonly columns: readonly string[] }

export function readingOf(kind: Kind, { now, mapping, columns }: Around): ColumnReading {
  switch (kind) {
    case 'shopify':
      return readShopify()
    case 'woocommerce':
      return readWooCommerce({
        now,
        weightUnit: columns.flatMap((name) => /^Weight \((.+)\)$/.exec(inEnglish(name))?.[1] ?? []).at(0) ?? 'kg',
      })
    case 'plain':
      return readPlain(mapping)
    default:
      return kind satisfies never
  }
}

/** Rows of a file with this header; a column is told as the file calls it. */
export function sheets(columns: readonly string[], kind: Kind): (row: number, cells: readonly string[]) => Sheet {
  const called = kind === 'woocommerce' ? columns.map(inEnglish) : columns
  const places = new Map([...columns, ...called].map((name, place) => [name, place % columns.length]))
  return (row, cells) => ({
    row,
    cell: (...names): Cell => {
      const name = names.find((one) => places.has(one)) ?? names[0] ?? ''
      const place = places.get(name) ?? -1
      return { row, column: columns[place] ?? name, text: cells[place] ?? '' }
    },
  })
}
