/**
 * A plain table (SKU, Name, Price ...): which column means what is guessed from its name, shown,
 * and taken once somebody agreed or gave it themselves. Rule: rows that share a parent, or else a
 * name, and differ in their options are variants of one product.
 */
import { z } from 'zod'
import { type ColumnReading, type Given, isFalse, plainText, type Sheet } from './given.ts'

const FIELDS = {
  sku: [
    'sku',
    'variant sku',
    'item',
    'item no',
    'item number',
    'item code',
    'article',
    'article number',
    'product code',
    'part number',
    'part no',
    'code',
    'id',
  ],
  name: ['name', 'product name', 'title', 'product', 'item name', 'description', 'product title'],
  price: ['price', 'unit price', 'retail', 'retail price', 'sell', 'selling price', 'net price', 'list', 'rrp'],
  compareAt: ['compare at', 'compare-at price', 'compare at price', 'was', 'old price', 'list price', 'msrp', 'rrp'],
  cost: ['cost', 'unit cost', 'cost price', 'purchase price'],
  weight: [
    'weight',
    'net weight',
    'gross weight',
    'grams',
    'weight (g)',
    'weight (kg)',
    'weight (lb)',
    'weight (lbs)',
    'weight (oz)',
  ],
  weightUnit: ['weight unit', 'unit of weight'],
  category: ['category', 'type', 'group', 'department', 'product type'],
  brand: ['brand', 'vendor', 'manufacturer', 'maker'],
  stock: ['stock', 'on hand', 'quantity', 'qty', 'available', 'inventory', 'qty on hand'],
  image: ['image', 'image url', 'picture', 'photo', 'image link'],
  active: ['active', 'published', 'enabled'],
  parent: ['parent', 'parent sku', 'product id', 'handle', 'style', 'style number', 'group sku'],
} as const
type Field = keyof typeof FIELDS
const OPTIONS = [
  'colour',
  'color',
  'size',
  'flavour',
  'flavor',
  'scent',
  'material',
  'style name',
  'finish',
  'pack',
  'pack size',
  'volume',
  'length',
]

/** Columns of the file by what they mean; `options` by the name of the option. */
export type Mapping = {
  readonly fields: Readonly<Partial<Record<Field, string>>>
  readonly options: Readonly<Record<string, string>>
}

const column = z.exactOptional(z.string())
export const mappingFile = z.strictObject({
  ...{ sku: column, name: column, price: column, compareAt: column, cost: column, weight: column, weightUnit: column },
  ...{ category: column, brand: column, stock: column, image: column, active: column, parent: column },
  options: z.exactOptional(z.record(z.string(), z.string())),
})

export function guessedMapping(columns: readonly string[]): Mapping {
  const plain = (column: string): string =>
    column
      .toLowerCase()
      .replaceAll(/[_\s]+/g, ' ')
      .trim()
  const taken = new Set<string>()
  const fields = Object.entries(FIELDS).flatMap(([field, names]): [string, string][] => {
    const found = names
      .map((name) => columns.find((column) => plain(column) === name && !taken.has(column)))
      .find((column) => column !== undefined)
    if (found === undefined) return []
    taken.add(found)
    return [[field, found]]
  })
  const options = columns.flatMap((column): [string, string][] => {
    const said = /^option\s*:\s*(.+)$/i.exec(column)?.[1]
    if (taken.has(column) || (said === undefined && !OPTIONS.includes(plain(column)))) return []
    return [[said ?? column, column]]
  })
  return { fields: Object.fromEntries(fields), options: Object.fromEntries(options) }
}

/** What the file must have to be a catalog at all. */
export const missingFields = ({ fields }: Mapping): readonly string[] =>
  (['name', 'price'] as const).filter((field) => fields[field] === undefined)

export function mappingText({ fields, options }: Mapping, columns: readonly string[]): string {
  const meant = new Map([
    ...Object.entries(fields).map(([field, column]): [string, string] => [column, WORDS[field] ?? field]),
    ...Object.entries(options).map(([option, column]): [string, string] => [column, `option ${option}`]),
  ])
  return columns.map((column) => `  ${column} -> ${meant.get(column) ?? 'left out'}`).join('\n')
}
const WORDS: Readonly<Record<string, string>> = {
  sku: 'SKU',
  compareAt: 'price before',
  weightUnit: 'unit of weight',
  parent: 'keeps variants together',
  image: 'image link',
}

export function readPlain({ fields, options }: Mapping): ColumnReading {
  const seen = new Set<string>()
  const names = Object.keys(options)
  const unit = /\((\w+)\)/.exec(fields.weight ?? '')?.[1] ?? (fields.weight?.toLowerCase() === 'grams' ? 'g' : '')
  return {
    take(sheet) {
      const at = (field: Field) => sheet.cell(fields[field] ?? '')
      const name = at('name')
      const sku = at('sku')
      const values = names.map((option) => plainText(sheet.cell(options[option] ?? '').text))
      const own = values.some((value) => value !== '') ? name.text : sku.text || name.text
      const key = (at('parent').text || own).toLowerCase()
      const given: Given[] = []
      if (!seen.has(key))
        given.push({
          kind: 'product',
          product: productOf(
            key,
            sheet,
            at,
            names.filter((_, i) => values[i] !== ''),
          ),
        })
      seen.add(key)
      return [
        ...given,
        variantOf(
          key,
          values.filter((value) => value !== ''),
          at,
          unit,
        ),
      ]
    },
    end: () => [],
  }
}

type At = (field: Field) => ReturnType<Sheet['cell']>
function productOf(
  key: string,
  _: Sheet,
  at: At,
  options: readonly string[],
): Extract<Given, { kind: 'product' }>['product'] {
  const name = at('name')
  const category = plainText(at('category').text)
  const brand = plainText(at('brand').text)
  const url = at('image').text
  return {
    key,
    name: { ...name, text: plainText(name.text) },
    ...(category === '' ? {} : { category }),
    ...(brand === '' ? {} : { brand }),
    ...(url === '' ? {} : { image: { url, alt: plainText(name.text) } }),
    active: true,
    taxed: true,
    options,
  }
}

function variantOf(key: string, values: readonly string[], at: At, unit: string): Given {
  const stock = at('stock')
  const measured = /^([\d.,]+)\s*([a-z]+)$/i.exec(at('weight').text)
  const weight = at('weight')
  return {
    kind: 'variant',
    variant: {
      ...{ key, values, sku: at('sku'), price: at('price'), compareAt: at('compareAt'), cost: at('cost') },
      weight: {
        amount: measured?.[1] === undefined ? weight : { ...weight, text: measured[1] },
        unit: measured?.[2] ?? (at('weightUnit').text || unit || 'g'),
      },
      active: !isFalse(at('active').text),
      stock: stock.text === '' ? { kind: 'unsaid' } : { kind: 'counted', onHand: stock, backorders: 'allowed' },
    },
  }
}
