import { describe, expect, it } from 'vitest'
import { catalogFrom } from '#domain/catalog/catalog-from.ts'
import { searchCatalog } from '#domain/catalog/catalog-search.ts'
import type { Product, Variant } from '#domain/model/catalog.ts'

const product = (id: string, name: string, synonyms: readonly string[], options: readonly string[]): Product => ({
  id,
  name,
  plural: `${name}s`,
  code: id.toUpperCase(),
  synonyms,
  category: 'home',
  taxClass: 'default',
  options,
  defaults: {},
})
const variant = (sku: string, productId: string, options: Readonly<Record<string, string>>): Variant => ({
  sku,
  productId,
  options,
  price: 1000,
  weightGrams: 100,
  active: true,
  maxPerOrder: 999,
})
const variants = [
  variant('MUG-BLUE', 'mug', { colour: 'blue' }),
  variant('MUG-RED', 'mug', { colour: 'red' }),
  variant('HOOD-BLUE', 'hood', { colour: 'blue' }),
]
const colours = ['blue', 'red'].map((id) => ({ id, name: id, synonyms: id === 'blue' ? ['navy'] : [] }))
const catalog = catalogFrom({
  options: [{ id: 'colour', name: 'Colour', values: colours }],
  products: [
    product('mug', 'Classic mug', ['coffee mug'], ['colour']),
    product('hood', 'Pullover hoodie', ['hoodie'], ['colour']),
  ],
  variants,
})
const find = (text: string) =>
  searchCatalog(catalog, text, 10).map(
    ({ product: { id }, variants: found }) => `${id}: ${found.map((one) => one.sku).join(' ')}`,
  )

describe('finding in the catalog', () => {
  it.each([
    ['blue mug', ['mug: MUG-BLUE']],
    ['mugs', ['mug: MUG-BLUE MUG-RED']],
    ['navy', ['mug: MUG-BLUE', 'hood: HOOD-BLUE']],
    ['hoddie', ['hood: HOOD-BLUE']],
    ['hoodei', ['hood: HOOD-BLUE']],
    ['MUG-RED', ['mug: MUG-RED']],
    ['sneakers', []],
    ['blue sneakers', []],
  ])('"%s" finds %j', (text, expected) => {
    expect(find(text)).toEqual(expected)
  })

  it('lists the catalog from its start when nothing was typed', () => {
    expect(find('')).toHaveLength(2)
  })

  it('takes the last word as begun while somebody types, and only then', () => {
    expect(
      searchCatalog(catalog, 'blue mu', 25, 'typing').map(({ variants: found }) => found.map(({ sku }) => sku)),
    ).toEqual([['MUG-BLUE']])
    expect(
      searchCatalog(catalog, 'mug re', 25, 'typing').map(({ variants: found }) => found.map(({ sku }) => sku)),
    ).toEqual([['MUG-RED']])
    expect(searchCatalog(catalog, 'mu blue', 25, 'typing')).toEqual([])
    expect(searchCatalog(catalog, 'blue mu', 25)).toEqual([])
  })
})
