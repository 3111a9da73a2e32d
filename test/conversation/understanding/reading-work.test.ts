// What reading costs, counted in steps and never in time: two thousand characters of anything are a
// bounded number of candidates, features, readings and places of the catalog. Times are printed by
// `npm run bench:reading`. Next: test/support/long-texts.ts, what is read.
import { describe, expect, test } from 'vitest'
import { partlyRead, sharedOut } from '#conversation/turn/reading/read-parts.ts'
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
