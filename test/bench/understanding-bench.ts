/**
 * How fast a message is understood on a large catalog: builds a synthetic one of 20 000 products,
 * then prints build time and percentiles. Run: node test/bench/understanding-bench.ts [products].
 * Target: p95 of a message under 10 ms, build under about 2 s.
 */
import { buildLexicon } from '#conversation/understanding/words/lexicon.ts'
import type { UnderstandingCatalog } from '../../src/conversation/understanding/types.ts'
import { understand } from '../../src/conversation/understanding/understand.ts'

const COLOURS = ['black', 'white', 'navy', 'red', 'blue', 'green', 'grey', 'olive', 'cream', 'silver', 'teal', 'maroon']
const SIZES: readonly (readonly [string, string])[] = [
  ['xs', 'extra small'],
  ['s', 'small'],
  ['m', 'medium'],
  ['l', 'large'],
  ['xl', 'extra large'],
]
const MAKES = [
  'alpine',
  'harbour',
  'meadow',
  'summit',
  'canyon',
  'prairie',
  'lagoon',
  'tundra',
  'savanna',
  'glacier',
  'orchard',
  'quarry',
  'ember',
  'willow',
  'cobalt',
  'falcon',
  'badger',
  'heron',
  'otter',
  'lynx',
]
const KINDS = ['classic', 'slim', 'heavy', 'insulated', 'folding', 'woven', 'enamel', 'travel', 'studio', 'garden']
const NOUNS = [
  'mug',
  'shirt',
  'hoodie',
  'jacket',
  'lamp',
  'bottle',
  'tote',
  'speaker',
  'keyboard',
  'blanket',
  'kettle',
  'candle',
  'notebook',
  'backpack',
  'towel',
  'charger',
  'tripod',
  'planter',
  'cushion',
  'teapot',
]

/** Every product has its own model word, so that names differ as in a real catalog. */
export function syntheticCatalog(count: number): UnderstandingCatalog {
  const products = Array.from({ length: count }, (_, at) => {
    const [make, kind, noun] = [
      MAKES[at % 20] ?? '',
      KINDS[Math.floor(at / 20) % 10] ?? '',
      NOUNS[Math.floor(at / 200) % 20] ?? '',
    ]
    const series = syllables(Math.floor(at / 4000) * 977 + (at % 1409))
    const name = `${make} ${series} ${kind} ${noun}`
    return {
      id: `p-${at}`,
      name,
      code: `P${at}`,
      synonyms: [name, `${series} ${noun}`, `${make} ${series} ${noun}`],
      options: ['colour', 'size'],
      variants: [
        { sku: `P${at}-BLACK-M`, options: { colour: 'black', size: 'm' } },
        { sku: `P${at}-RED-L`, options: { colour: 'red', size: 'l' } },
      ],
    }
  })
  return {
    options: {
      colour: {
        multi: false,
        negatable: false,
        qualifiable: false,
        values: COLOURS.map((id) => ({ id, synonyms: [id] })),
      },
      size: {
        multi: false,
        negatable: false,
        qualifiable: false,
        values: SIZES.map(([id, word]) => ({ id, synonyms: [id, word] })),
      },
    },
    products,
  }
}

function syllables(seed: number): string {
  const parts = ['ba', 'ko', 'ri', 'ne', 'tu', 'vo', 'la', 'mi', 'su', 'de', 'fa', 'go']
  return [seed % 12, Math.floor(seed / 12) % 12, Math.floor(seed / 144) % 12].map((at) => parts[at] ?? '').join('')
}

function sentences(catalog: UnderstandingCatalog): readonly string[] {
  const name = (at: number) => catalog.products[(at * 7919) % catalog.products.length]?.synonyms[1] ?? 'mug'
  return Array.from({ length: 400 }, (_, at) => [
    `2 black ${name(at)}s and a large red ${name(at + 1)}, usual address, code WELCOME5`,
    `can i get three ${name(at)} in black medium please`,
    `make it ${(at % 5) + 1} and drop the ${name(at)}`,
    `do you have the ${name(at).replace(/(.)(.)$/, '$2$1')} in red?`,
    `i need a ${NOUNS[at % 20]}`,
    `ship it to 88 Pine Ave Apt 4, Portland OR 97201 but bill home, take $15 off, late delivery`,
  ]).flat()
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

function main(): void {
  const count = Number(process.argv[2] ?? 20_000)
  const catalog = syntheticCatalog(count)
  const begin = performance.now()
  const lexicon = buildLexicon(catalog)
  const build = performance.now() - begin
  const lines = [{ product: catalog.products[0]?.id ?? '', options: { colour: 'black', size: 'm' }, quantity: 2 }]
  const context = { addresses: ['home', 'office'], methods: [{ id: 'express', words: [] }] }
  const texts = sentences(catalog)
  for (const text of texts.slice(0, 200)) understand(lexicon, { text, lines, context })
  const times = texts.map((text) => {
    const start = performance.now()
    understand(lexicon, { text, lines, context })
    return performance.now() - start
  })
  const sorted = times.toSorted((a, b) => a - b)
  const shown = [0.5, 0.95, 0.99].map((part) => `p${part * 100} ${percentile(sorted, part).toFixed(2)} ms`).join(', ')
  process.stdout.write(
    `${count} products, ${texts.length} messages: build ${build.toFixed(0)} ms, ${shown}, max ${(sorted.at(-1) ?? 0).toFixed(2)} ms\n`,
  )
}

if (process.argv[1]?.endsWith('understanding-bench.ts')) main()
