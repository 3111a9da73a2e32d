/**
 * Items: what a stretch of text asks for, each with a product of the catalog, its options and a quantity, or with what is in the way:
 * several products it could be, no such variant, nothing of that name. Pure reading; whether it is added, removed or replaced is decided
 * by the verb around it (edits.ts).
 */
import { choose, type Chosen } from './choices.ts'
import { type Chunk, chunksOf, type Mod } from './chunks.ts'
import { fits, type Unit, unitsOf } from './ellipsis.ts'
import type { Lexicon } from './lexicon.ts'
import { repair } from './repairs.ts'
import { hasVariant, productOf } from './sellable.ts'
import { type Tag, tagTokens } from './tags.ts'
import type { Token } from './text.ts'
import type { CatalogProduct } from './types.ts'

export type Item = {
  readonly chunk: Chunk
  readonly quantity: number
  readonly counted: boolean
  readonly chosen: Chosen
  readonly found:
    | { readonly kind: 'product'; readonly product: CatalogProduct; readonly sure: boolean }
    | { readonly kind: 'several'; readonly products: readonly CatalogProduct[] }
    | { readonly kind: 'no-variant'; readonly product: CatalogProduct }
    | { readonly kind: 'nothing'; readonly text: string }
}
export type Reading = { readonly items: readonly Item[]; readonly orphans: readonly Chunk[]; readonly loose: readonly Mod[]; readonly tags: readonly Tag[] }

export function readItems(lexicon: Lexicon, tokens: readonly Token[]): Reading {
  const tags = repair(tagTokens(lexicon, tokens))
  const chunks = chunksOf(lexicon, tokens, tags)
  const { units, orphans } = unitsOf(lexicon, chunks)
  const { units: settled, loose } = rehome(lexicon, units)
  const items = settled.flatMap((unit) => itemsOf(lexicon, unit))
  const unknown = orphans.filter((chunk) => chunk.quantity !== undefined && chunk.words.length > 0 && chunk.mods.length === 0)
  const missing = unknown.map((chunk): Item => ({ chunk, quantity: chunk.quantity ?? 1, counted: true, chosen: choose(lexicon, NO_PRODUCT, []), found: { kind: 'nothing', text: chunk.words[0] ?? '' } }))
  return { items: [...items, ...missing], orphans: orphans.filter((chunk) => !unknown.includes(chunk)), loose, tags }
}

const NO_PRODUCT: CatalogProduct = { id: '', synonyms: [], options: [] }

/** Choices their own item cannot take move to the nearest item that can: before it first, then after. */
function rehome(lexicon: Lexicon, units: readonly Unit[]): { readonly units: readonly Unit[]; readonly loose: readonly Mod[] } {
  const homes = units.map((unit) => ({ ...unit, mods: unit.mods.filter((mod) => unit.products.length === 0 || fits(lexicon, unit.products, mod)) }))
  const loose: Mod[] = []
  units.forEach((unit, at) => {
    if (unit.products.length === 0) return
    for (const mod of unit.mods.filter((candidate) => !fits(lexicon, unit.products, candidate))) {
      const before = homes.findLastIndex((home, index) => index < at && fits(lexicon, home.products, mod))
      const to = before >= 0 ? before : homes.findIndex((home, index) => index > at && fits(lexicon, home.products, mod))
      const home = homes[to]
      if (home === undefined) loose.push(mod)
      else homes[to] = { ...home, mods: [...home.mods, mod] }
    }
  })
  return { units: homes, loose }
}

function itemsOf(lexicon: Lexicon, unit: Unit): readonly Item[] {
  const { chunk, quantity, counted } = unit
  const base = { chunk, quantity, counted }
  const head = chunk.head
  if (head?.kind === 'sku') {
    const sku = lexicon.skus.get(head.sku)
    const product = sku === undefined ? undefined : productOf(lexicon, sku.product)
    if (sku === undefined || product === undefined) return []
    const chosen = choose(lexicon, product, unit.mods)
    return [{ ...base, chosen: { ...chosen, options: { ...chosen.options, ...sku.options } }, found: { kind: 'product', product, sure: true } }]
  }
  const options = unit.products.flatMap((at) => lexicon.products[at] ?? []).map((product) => ({ product, chosen: choose(lexicon, product, unit.mods) }))
  const best = Math.min(...options.map(({ chosen }) => chosen.misfits.length))
  const fitting = options.filter(({ chosen }) => chosen.misfits.length === best)
  const sellable = fitting.filter(({ product, chosen }) => chosen.clash !== undefined || hasVariant(product, chosen.options))
  const [first] = sellable.length > 0 ? sellable : fitting
  if (first === undefined) return []
  if (sellable.length > 1) return [{ ...base, chosen: first.chosen, found: { kind: 'several', products: sellable.map(({ product }) => product) } }]
  if (sellable.length === 0 && fitting.length === 1) return [{ ...base, chosen: first.chosen, found: { kind: 'no-variant', product: first.product } }]
  if (sellable.length === 0) return [{ ...base, chosen: first.chosen, found: { kind: 'several', products: fitting.map(({ product }) => product) } }]
  const sure = (head?.kind !== 'product' || head.cost < 1.5) && !unit.family
  return shareClash({ ...base, chosen: first.chosen, found: { kind: 'product', product: first.product, sure } })
}

/** "a red and blue speaker", "2 red and blue mugs": one of each, when the numbers allow only that. */
function shareClash(item: Item): readonly Item[] {
  const { clash } = item.chosen
  if (clash === undefined || !joinedByAnd(item, clash.option) || (item.quantity !== 1 && item.quantity !== clash.values.length)) return [item]
  const { clash: _clash, ...rest } = item.chosen
  return clash.values.map((value) => ({ ...item, quantity: 1, chosen: { ...rest, options: { ...rest.options, [clash.option]: value } } }))
}

/** "red and blue" are two, "red or blue" is a question, "non-fat almond" is unclear. */
function joinedByAnd({ chunk }: Item, option: string): boolean {
  const places = chunk.mods.filter((mod) => mod.refs.some((ref) => ref.option === option)).map((mod) => mod.tag)
  const [first, last] = [places[0], places.at(-1)]
  return first !== undefined && last !== undefined && chunk.tags.some((tag) => tag.role === 'and' && tag.from >= first.to && tag.to <= last.from)
}
