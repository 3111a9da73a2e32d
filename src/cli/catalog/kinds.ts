/**
 * Whose export a file is, told by its header, and its rows by the names of their columns. Names are
 * compared without regard to capitals and spaces around them.
 */
import type { Cell, ColumnReading, Sheet } from './given.ts'
import { type Mapping, readPlain } from './plain.ts'
import { isShopify, readShopify } from './shopify.ts'
import { isWooCommerce, readWooCommerce } from './woocommerce.ts'

export type Kind = 'shopify' | 'woocommerce' | 'plain'

export function kindOf(columns: readonly string[]): Kind {
  const exact = new Set(columns)
  const has = (column: string): boolean => exact.has(column)
  return isShopify(has) ? 'shopify' : isWooCommerce(has) ? 'woocommerce' : 'plain'
}

export type Around = { readonly now: Date; readonly mapping: Mapping; readonly columns: readonly string[] }

export function readingOf(kind: Kind, { now, mapping, columns }: Around): ColumnReading {
  switch (kind) {
    case 'shopify':
      return readShopify()
    case 'woocommerce':
      return readWooCommerce({
        now,
        weightUnit: /^weight \((.+)\)$/i.exec(columns.find((name) => /^weight \(/i.test(name)) ?? '')?.[1] ?? 'kg',
      })
    case 'plain':
      return readPlain(mapping)
    default:
      return kind satisfies never
  }
}

/** Rows of a file with this header. */
export function sheets(columns: readonly string[]): (row: number, cells: readonly string[]) => Sheet {
  const places = new Map(columns.map((name, place) => [name, place]))
  return (row, cells) => ({
    row,
    cell: (...names): Cell => {
      const column = names.find((name) => places.has(name)) ?? names[0] ?? ''
      return { row, column, text: cells[places.get(column) ?? -1] ?? '' }
    },
  })
}
