/**
 * Items: what a stretch of text asks for, each with a product of the catalog, its options and a
 * quantity, or with what is in the way: several products it could be, no such variant, nothing of
 * that name. Pure reading; whether it is added, removed or replaced is decided by the verb around
 * it (edits.ts).
 */

import { hasVariant, productOf } from '#conversation/understanding/sellable.ts'
import type { CatalogProduct } from '#conversation/understanding/types.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { withSkus } from '#conversation/understanding/words/skus.ts'
import { type Tag, tagTokens } from '#conversation/understanding/words/tags.ts'
import { type Token, tokenize } from '#conversation/understanding/words/text.ts'
import { given } from '#domain/base/given.ts'
import { type ChosenValues, chooseValues, NOTHING } from './choices.ts'
import { type Chunk, chunksOf, type Mod } from './chunks.ts'
import { type EllipsisUnit, ellipsisUnits, fits } from './ellipsis.ts'
import { repair } from './repairs.ts'

export type Item = {
  readonly chunk: Chunk
  readonly quantity: number
  readonly counted: boolean
  /** "2 of each". */
  readonly each?: number
  readonly chosen: ChosenValues
  readonly found:
    | { readonly kind: 'product'; readonly product: CatalogProduct; readonly sure: boolean }
    | { readonly kind: 'several'; readonly products: readonly CatalogProduct[] }
    | { readonly kind: 'no-variant'; readonly product: CatalogProduct }
    | { readonly kind: 'nothing'; readonly text: string }
}
export type ItemReading = {
  readonly items: readonly Item[]
  readonly orphans: readonly Chunk[]
  /** Choices no item here can take, as typed. */
  readonly loose: readonly string[]
  readonly tags: readonly Tag[]
}

/**
 * Read once; when choices of several words fit nothing ("1 l hoodie" in a shop with litres), read
 * again with those words apart.
 */
export function readItems(lexicon: Lexicon, words: string): ItemReading {
  const tokens = withSkus(lexicon, words, tokenize(words))
  const first = readOnce(lexicon, words, { tokens, without: new Set() })
  const apart = new Set(first.misfits.filter((tag) => tag.to - tag.from > 1).map((tag) => `${tag.from}:${tag.to}`))
  if (apart.size === 0) return first.reading
  const second = readOnce(lexicon, words, { tokens, without: apart })
  return second.misfits.length < first.misfits.length ? second.reading : first.reading
}

type Source = { readonly tokens: readonly Token[]; readonly without: ReadonlySet<string> }

function readOnce(
  lexicon: Lexicon,
  words: string,
  { tokens, without }: Source,
): { readonly reading: ItemReading; readonly misfits: readonly Tag[] } {
  const tags = repair(tagTokens(lexicon, tokens, without))
  const { units, orphans } = ellipsisUnits(lexicon, chunksOf(lexicon, tokens, tags))
  const { units: settled, loose } = rehome(lexicon, units)
  const items = settled.flatMap((unit) => itemsOf(lexicon, unit))
  const unknown = orphans.filter(isUnknownGoods)
  const placed = [...items, ...unknown.map(missing)].sort((a, b) => startOf(a) - startOf(b))
  const misfits = loose.map((mod) => mod.tag)
  const rest = orphans.filter((chunk) => !unknown.includes(chunk))
  return {
    reading: { items: placed, orphans: rest, loose: misfits.map((tag) => wordsAt(words, tokens, tag)), tags },
    misfits,
  }
}

const isUnknownGoods = (chunk: Chunk): boolean =>
  chunk.quantity !== undefined && chunk.words.length > 0 && (chunk.mods.length === 0 || endsInWord(chunk))

const missing = (chunk: Chunk): Item => ({
  chunk,
  quantity: chunk.quantity ?? 1,
  counted: true,
  chosen: NOTHING,
  found: { kind: 'nothing', text: chunk.words[0] ?? '' },
})

const wordsAt = (words: string, tokens: readonly Token[], tag: Tag): string =>
  words.slice(tokens[tag.from]?.start, tokens[tag.to - 1]?.end)
/** "2 red unicorns": the noun is what is unknown. */
const endsInWord = ({ tags }: Chunk): boolean =>
  tags.findLast((tag) => tag.role === 'item' || tag.role === 'word')?.role === 'word'
const startOf = (item: Item): number => item.chunk.tags[0]?.from ?? 0

/** Choices their own item cannot take move to the nearest item that can: before it first, then after. */
function rehome(
  lexicon: Lexicon,
  units: readonly EllipsisUnit[],
): { readonly units: readonly EllipsisUnit[]; readonly loose: readonly Mod[] } {
  const homes = units.map((unit) => ({
    ...unit,
    mods: unit.mods.filter((mod) => unit.products.length === 0 || fits(lexicon, unit.products, mod)),
  }))
  const loose: Mod[] = []
  units.forEach((unit, at) => {
    if (unit.products.length === 0) return
    for (const mod of unit.mods.filter((candidate) => !fits(lexicon, unit.products, candidate))) {
      const before = homes.findLastIndex((home, index) => index < at && fits(lexicon, home.products, mod))
      const to =
        before >= 0 ? before : homes.findIndex((home, index) => index > at && fits(lexicon, home.products, mod))
      const home = homes[to]
      if (home === undefined) loose.push(mod)
      else homes[to] = { ...home, mods: [...home.mods, mod] }
    }
  })
  return { units: homes, loose }
}

function itemsOf(lexicon: Lexicon, unit: EllipsisUnit): readonly Item[] {
  const { chunk, quantity, counted, each } = unit
  const base = { chunk, quantity, counted, ...given({ each }) }
  const head = chunk.head
  if (head?.kind === 'sku') {
    const sku = lexicon.skus.get(head.sku)
    const product = sku === undefined ? undefined : productOf(lexicon, sku.product)
    if (sku === undefined || product === undefined) return []
    const chosen = chooseValues(lexicon, product, unit.mods)
    return [
      {
        ...base,
        chosen: { ...chosen, options: { ...chosen.options, ...sku.options } },
        found: { kind: 'product', product, sure: true },
      },
    ]
  }
  const options = unit.products
    .flatMap((at) => lexicon.products[at] ?? [])
    .map((product) => ({ product, chosen: chooseValues(lexicon, product, unit.mods) }))
  const best = Math.min(...options.map(({ chosen }) => chosen.misfits.length))
  const fitting = options.filter(({ chosen }) => chosen.misfits.length === best)
  const sellable = fitting.filter(
    ({ product, chosen }) => chosen.clash !== undefined || hasVariant(product, chosen.options),
  )
  const [first] = sellable.length > 0 ? sellable : fitting
  if (first === undefined) return []
  if (sellable.length > 1)
    return [
      { ...base, chosen: first.chosen, found: { kind: 'several', products: sellable.map(({ product }) => product) } },
    ]
  if (sellable.length === 0 && fitting.length === 1)
    return [{ ...base, chosen: first.chosen, found: { kind: 'no-variant', product: first.product } }]
  if (sellable.length === 0)
    return [
      { ...base, chosen: first.chosen, found: { kind: 'several', products: fitting.map(({ product }) => product) } },
    ]
  const sure = (head?.kind !== 'product' || head.cost < 1.5) && !unit.family
  return shareClash(
    lexicon,
    { ...base, chosen: first.chosen, found: { kind: 'product', product: first.product, sure } },
    first.product,
  )
}

/**
 * "a red and blue speaker", "three tees: red m, blue l and black xl": one of each, when the number
 * allows only that. "red or blue" and "non-fat almond" stay a clash: they are a question.
 */
function shareClash(lexicon: Lexicon, item: Item, product: CatalogProduct): readonly Item[] {
  const { chunk, chosen, quantity } = item
  if (chosen.clash === undefined) return [item]
  const groups = groupsOf(chunk)
  if (groups.length < 2 || (item.each === undefined && quantity !== 1 && quantity !== groups.length)) return [item]
  const inGroups = (mod: Mod, group: readonly Mod[]) =>
    mod.refs.some((ref) => group.some((own) => own.refs.some((other) => other.option === ref.option)))
  return groups.map((group) => {
    const shared = chunk.mods.filter(
      (mod) => !group.includes(mod) && !groups.some((other) => other.includes(mod)) && !inGroups(mod, group),
    )
    const own = chooseValues(lexicon, product, [...shared, ...group])
    const found = hasVariant(product, own.options) ? item.found : { kind: 'no-variant' as const, product }
    return { ...item, quantity: item.each ?? 1, chosen: own, found }
  })
}

/**
 * Choices after a comma or an "and" that name an option again open a new group; what comes before
 * the first such option is shared.
 */
function groupsOf(chunk: Chunk): readonly (readonly Mod[])[] {
  const groups: Mod[][] = []
  chunk.mods.forEach((mod, at) => {
    const before = chunk.mods[at - 1]
    const listed =
      before !== undefined &&
      chunk.tags.some(
        (tag) => (tag.role === 'and' || tag.role === 'comma') && tag.from >= before.tag.to && tag.to <= mod.tag.from,
      )
    const group = groups.at(-1)
    const again =
      listed &&
      chunk.mods
        .slice(0, at)
        .some((old) => old.refs.some((ref) => mod.refs.some((other) => other.option === ref.option)))
    if (again || group === undefined) groups.push([mod])
    else group.push(mod)
  })
  const repeated = new Set((groups[1] ?? []).flatMap((mod) => mod.refs.map((ref) => ref.option)))
  return groups.map((group, at) =>
    at === 0 ? group.filter((mod) => mod.refs.some((ref) => repeated.has(ref.option))) : group,
  )
}
