// Goods as a large shop lists them, made the same every time: a brand, a kind, what tells it from
// others, a measure; two of three products come in colours or sizes. And what people search and
// type of them.
import type { Option, Product, Variant } from '#domain/model/catalog.ts'

const BRANDS =
  'Northwind Voltline Lumen Kestrel Barcel Fixit Granite Ostrava Pemba Quill Rowan Sable Tundra Umbra Vireo Wexford'.split(
    ' ',
  )
const KINDS =
  'Running Shoes|Crew Tee|Rain Jacket|Steel Bottle|Desk Lamp|Charging Cable|Tortilla Chips|Peppermint Mints|Paint Marker|Nitrile Gloves|Hex Bolt|Duct Tape|Travel Pillow|Scented Candle|Coffee Beans|Wool Yarn|Garden Hose|Cutting Board|Phone Case|Notebook|Yoga Mat|Dog Leash|Bike Pump|Storage Box|Wall Clock'.split(
    '|',
  )
const FIRST =
  'Alpine Brisk Cedar Dusk Ember Fjord Glade Harbor Iris Jasper Kelp Linen Maple Nimbus Onyx Prairie Quartz Ridge Slate Thistle'.split(
    ' ',
  )
const SECOND = 'Air Base Core Dash Edge Flex Grip Haze Ion Jet Knit Lite Max Neo Orb Pro Quick Rise Soft Trek'.split(
  ' ',
)
const COLOURS = 'black white navy red blue green grey olive cream silver'.split(' ')
const SIZES = 's m l xl'.split(' ')
const MEASURES = ['180 g', '500 ml', '12 ct', '2 m', '9.9 oz', '6 mm', '1 kg', '']

const pick = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length]
  if (found === undefined) throw new RangeError('an empty list')
  return found
}
const option = (id: string, ids: readonly string[]): Option => ({
  id,
  name: id,
  values: ids.map((value) => ({ id: value, name: value, synonyms: [value] })),
})

const nameOf = (n: number): string =>
  [
    pick(BRANDS, n * 7),
    `${pick(FIRST, n)} ${pick(SECOND, Math.floor(n / FIRST.length))}`,
    `${pick(KINDS, n * 3)} ${n > 10_000 ? `No. ${n}` : ''}`.trim(),
    pick(MEASURES, n * 5),
  ]
    .filter((part) => part !== '')
    .join(' ')

export function goodsOf(skus: number) {
  const products: Product[] = []
  const variants: Variant[] = []
  for (let n = 0; variants.length < skus; n++) {
    const options = n % 3 === 0 ? [] : n % 3 === 1 ? ['colour'] : ['colour', 'size']
    const name = nameOf(n)
    const id = `p-${n}`
    products.push({
      ...{ id, name, plural: name, code: `P${n}`, synonyms: [name.toLowerCase()], category: pick(KINDS, n * 3) },
      ...{ brand: pick(BRANDS, n * 7), taxClass: 'default', options, defaults: {}, imported: true },
    })
    const made = options.length === 0 ? [{}] : options.length === 1 ? colours(n, 3) : colours(n, 2).flatMap(sizes)
    for (const [at, values] of made.entries())
      if (variants.length < skus)
        variants.push({
          ...{ sku: `SKU-${n}-${at}`, productId: id, options: values, price: 500 + (n % 900) * 10 },
          ...{ weightGrams: 100, active: true, maxPerOrder: 999 },
        })
  }
  return { options: [option('colour', COLOURS), option('size', SIZES)], products, variants }
}
const colours = (n: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ colour: pick(COLOURS, n + at) }))
const sizes = (colour: { readonly colour: string }) => SIZES.map((size) => ({ ...colour, size }))

const at = (count: number, skus: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => Math.floor((n * 7919) % Math.max(1, skus / 4)))

/** Whole names, parts of them, one word, a slip, a measure, a SKU, nothing that is sold. */
export const queriesOf = (skus: number): readonly string[] =>
  at(200, skus).map((n, k) => {
    const words = nameOf(n).split(' ')
    const shapes = [
      words.join(' '),
      words.slice(1, 3).join(' '),
      `${pick(COLOURS, n)} ${pick(KINDS, n * 3).toLowerCase()}`,
      `${words[1]?.slice(0, -1)}x ${words.at(-1)}`,
      `${pick(KINDS, n * 3)} ${pick(MEASURES, n * 5)}`,
      `SKU-${n}-0`,
      'unicorn saddle',
      words[0] ?? '',
    ]
    return pick(shapes, k)
  })

export const messagesOf = (skus: number): readonly string[] =>
  at(100, skus).map((n, k) => {
    const [, first = '', second = '', ...rest] = nameOf(n).split(' ')
    const kind = rest.slice(0, 2).join(' ').toLowerCase()
    const shapes = [
      `${(k % 9) + 1} ${first} ${second} ${kind}`,
      `i need ${first} ${second} ${kind} in ${pick(COLOURS, n + 1)} and 3 ${pick(FIRST, n + 3)} ${pick(SECOND, n)}`,
      'make it 3 and ship to home',
    ]
    return pick(shapes, k).toLowerCase()
  })

/** Beside the goods of a shop that has these options itself: what they come in is called otherwise. */
export function moreGoods(skus: number) {
  const { options, products, variants } = goodsOf(skus)
  const other = (id: string): string => `${id}-of-more`
  return {
    options: options.map((each) => ({ ...each, id: other(each.id) })),
    products: products.map((each) => ({ ...each, options: each.options.map(other) })),
    variants: variants.map((each) => ({
      ...each,
      options: Object.fromEntries(Object.entries(each.options).map(([id, value]) => [other(id), value])),
    })),
    ...{ stock: [], discontinued: [], returned: [] },
  }
}
