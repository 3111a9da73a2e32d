/**
 * A plain table (SKU, Name, Price ...): which column means what is guessed from its name, shown,
 * and taken once somebody agreed or gave it themselves. Rule: rows that share a parent, or else a
 * name, and differ in their options are variants of one product.
 */
import { z } from 'zod'
import { hasDecimalComma, withDecimalPoint } from './amounts.ts'
import { type ColumnReading, type Given, isFalse, plainText, type Sheet } from './given.ts'

const names = (text: string): readonly string[] => text.split('|')
/** As tables in English, German, French and Spanish head them. */
const FIELDS = {
  sku: names(
    'sku|variant sku|item|item no|item number|item code|article|article number|article no|art no|product code|' +
      'part number|part no|code|id|artikel-nr|artikelnr|artikelnummer|art-nr|art nr|référence|referencia|ref',
  ),
  name: names(
    'name|product name|title|product|item name|description|product title|bezeichnung|artikelbezeichnung|' +
      'produktname|désignation|nom|nombre|descripción',
  ),
  price: names(
    'price|unit price|retail|retail price|sell|selling price|sales price|net price|list|rrp|preis|verkaufspreis|' +
      'vk|vk netto|nettopreis|prix|prix unitaire|precio',
  ),
  compareAt: names('compare at|compare-at price|compare at price|was|old price|list price|msrp|rrp|uvp'),
  cost: names('cost|unit cost|cost price|purchase price|ek|ek netto|einkaufspreis'),
  weight: names(
    'weight|net weight|gross weight|grams|weight (g)|weight (kg)|weight (lb)|weight (lbs)|weight (oz)|gewicht|' +
      'poids|peso',
  ),
  weightUnit: names('weight unit|unit of weight'),
  category: names('category|type|group|department|product type|warengruppe|kategorie|catégorie|categoría'),
  brand: names('brand|vendor|manufacturer|maker|hersteller|marke|marque|marca'),
  stock: names('stock|on hand|quantity|qty|available|inventory|qty on hand|bestand|lagerbestand|existencias'),
  image: names('image|image url|picture|photo|image link|bild'),
  active: names('active|published|enabled'),
  parent: names('parent|parent sku|product id|handle|style|style number|group sku'),
} as const
type Field = keyof typeof FIELDS
const OPTIONS = names(
  'colour|color|size|flavour|flavor|scent|material|style name|finish|pack|pack size|volume|length|farbe|größe|' +
    'couleur|taille|talla',
)

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
      .replaceAll(/[.:#*]/g, '')
      .replaceAll(/[_\s]+/g, ' ')
      .trim()
  const called = (column: string, name: string): boolean =>
    plain(column) === name || plain(column).replace(/ ?\([^)]*\)$/, '') === name
  const taken = new Set<string>()
  const fields = Object.entries(FIELDS).flatMap(([field, names]): [string, string][] => {
    const found = names
      .map((name) => columns.find((column) => called(column, name) && !taken.has(column)))
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
  // "14,90" anywhere among the prices says how all numbers of the file are written.
  let comma = false
  return {
    take(sheet) {
      const cell = (field: Field) => sheet.cell(fields[field] ?? '')
      comma ||= PRICES.some((field) => hasDecimalComma(cell(field).text))
      const at = (field: Field) =>
        comma && NUMBERS.has(field) ? { ...cell(field), text: withDecimalPoint(cell(field).text) } : cell(field)
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

const PRICES = ['price', 'compareAt', 'cost'] as const
const NUMBERS: ReadonlySet<Field> = new Set([...PRICES, 'weight', 'stock'])

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
