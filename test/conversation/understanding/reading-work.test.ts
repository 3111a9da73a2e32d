// What reading costs, counted in steps and never in time: two thousand characters of anything are a
// bounded number of candidates, features, readings and places of the catalog. Times are printed by
// `npm run bench:reading`. Next: test/support/long-texts.ts, what is read.
import { describe, expect, test } from 'vitest'
import { wholeNumbers, withoutMeasures } from '#conversation/turn/reading/odd-counts.ts'
import { partlyRead, sharedOut } from '#conversation/turn/reading/read-parts.ts'
import { readTogether } from '#conversation/turn/reading/several-lines.ts'
import { trainedModel } from '#conversation/understanding/reader/model/weights.ts'
import { readBest } from '#conversation/understanding/reader/read.ts'
import type { Understood } from '#conversation/understanding/types.ts'
import { lexiconCache } from '#conversation/understanding/words/catalog-lexicon.ts'
import { catalogFrom } from '#domain/catalog/catalog-from.ts'
import { namedProducts } from '#domain/catalog/named-products.ts'
import { demoShop } from '#shop-file/demo.ts'
import { goodsOf } from '#test/bench/catalog-goods.ts'
import { seeded } from '#test/support/barrier.ts'
import { begunTexts, mixedTexts, repeatedTexts } from '#test/support/long-texts.ts'
import { NOW } from '#test/support/shop-fixtures.ts'

const catalog = catalogFrom(demoShop(NOW))
const lexicon = lexiconCache()(catalog, '', [])

/** Steps of one reading: what the model is asked, and what it weighs. */
function workOf(text: string): { readonly features: number; readonly edges: number } {
  const model = trainedModel()
  let features = 0
  const rows = (feature: number): number => {
    features += 1
    return model.rows(feature)
  }
  const { lattice } = readBest({ ...model, rows }, lexicon, { text, lines: [], context: {} })
  return { features, edges: lattice.edges.length }
}

describe('two thousand characters of anything', () => {
  const texts = [...repeatedTexts(), ...begunTexts(), ...mixedTexts(60, seeded(1))].filter((_, n) => n % 400 === 0)

  test('are so many candidates and no more', () => {
    const works = texts.map(workOf)
    const most = (of: (work: ReturnType<typeof workOf>) => number) => Math.max(...works.map(of))
    console.log(
      `${texts.length} texts: at most ${most(({ features }) => features)} features, ${most(({ edges }) => edges)} edges`,
    )
    expect(most(({ features }) => features)).toBeLessThan(50_000)
    expect(most(({ edges }) => edges)).toBeLessThan(7_000)
  })

  const NOBODY: Understood = { ops: [], lines: [], act: 'order', confident: false, unexplained: [] }
  test('are read in parts only where the parts are few', () => {
    let readings = 0
    const read = (): Understood => {
      readings += 1
      return NOBODY
    }
    partlyRead('a mug, '.repeat(280), read, catalog)
    sharedOut('a mug, or so; '.repeat(140), read, catalog)
    expect(readings).toBe(0)
    partlyRead('a mug, a hat', read, catalog)
    sharedOut('24 polos, 8 each of m l xl', read, catalog)
    expect(readings).toBe(3)
  })

  test('are read once more for all their numbers that are none, and once where they are very long', () => {
    const rests: string[] = []
    const read = (rest: string) => {
      rests.push(rest)
      return { requests: [], unexplained: [] }
    }
    const { requests } = wholeNumbers('1/2 mug, 3 hats, 2.5 totes, 1/2 polo', ['1/2', '2.5'], read)
    expect([rests, requests.length]).toEqual([['3 hats'], 3])
    let readings = 0
    const counted = () => {
      readings += 1
      return { read: { ...NOBODY, ops: [{ op: 'setQty', line: 0, quantity: 15 }] satisfies Understood['ops'] } }
    }
    const said = 'make it 15 inch '
    const { read: long } = withoutMeasures(said.repeat(100), counted, { catalog })
    expect([readings, long.confident, long.question]).toEqual([1, false, expect.stringContaining('15 inch')])
    withoutMeasures(said, counted, { catalog })
    expect(readings).toBe(3)
  })

  test('are read in eight parts at most, the last of them all the rest', () => {
    const parts = Array.from({ length: 40 }, (_, n) =>
      n % 2 === 0 ? { text: `wish ${n}` } : { text: 'undo', requests: [{ kind: 'undo' } as const] },
    )
    const read = readTogether(parts)
    const unread = read.filter((part) => part.requests === undefined).map(({ text }) => text)
    expect([unread.length, read.length, unread[6], unread[7]?.split('\n').length]).toEqual([8, 28, 'wish 12', 13])
    expect(readTogether(parts.slice(0, 15))).toEqual(parts.slice(0, 15))
  })

  test('name products of a large shop without asking again for the same words', () => {
    const large = catalogFrom(goodsOf(2_000))
    let asked = 0
    class Counted extends Map<string, number[]> {
      override get(term: string): number[] | undefined {
        asked += 1
        return super.get(term)
      }
    }
    const counted = { ...large, index: { ...large.index, terms: new Counted(large.index.terms) } }
    const once = namedProducts(counted, 'alpine air\n', () => false)
    const first = asked
    expect(once.length).toBeGreaterThan(0)
    expect(namedProducts(counted, 'alpine air\n'.repeat(180), () => false).length).toBe(once.length)
    expect(asked).toBe(2 * first)
  })
})
