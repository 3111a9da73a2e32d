/**
 * The catalog as a lexicon, compiled once per catalog change and kept in memory: phrases (products
 * and option values) by their stemmed words, the beginnings of phrases, head nouns for hypernyms,
 * SKUs, and an index for typos. Nothing about any shop is known here. Next: readings.ts looks words
 * up, tags.ts chooses among the matches of a whole message.
 */

import { type CatalogIndex, catalogIndex } from '#conversation/understanding/reader/spans/catalog-index.ts'
import type {
  CatalogOption,
  CatalogProduct,
  SpokenValue,
  UnderstandingCatalog,
} from '#conversation/understanding/types.ts'
import { phraseWords, withoutSilent } from './phrase-words.ts'
import { buildTypos, type TypoIndex } from './typos.ts'

export type ValueRef = { readonly option: string; readonly value: SpokenValue }
/** One meaning of a phrase; `surface` is how the catalog writes it. */
export type Sense = { readonly surface: string; readonly product?: number; readonly value?: ValueRef }
/** A product whose phrase ends in some head noun, with all words of that phrase. */
export type HeadUse = { readonly product: number; readonly words: readonly string[] }
export type Combination = { readonly product: string; readonly options: Readonly<Record<string, string>> }

export type Lexicon = {
  readonly products: readonly CatalogProduct[]
  readonly indexOf: ReadonlyMap<string, number>
  readonly options: Readonly<Record<string, CatalogOption>>
  readonly phrases: ReadonlyMap<string, readonly Sense[]>
  readonly beginnings: ReadonlySet<string>
  readonly words: ReadonlySet<string>
  /** "powerbank" -> "power bank". */
  readonly joined: ReadonlyMap<string, string>
  /** Parts of value phrases that may be said alone: "pinto", "tomato salsa". */
  readonly parts: ReadonlyMap<string, readonly ValueRef[]>
  readonly heads: ReadonlyMap<string, readonly HeadUse[]>
  readonly skus: ReadonlyMap<string, Combination>
  readonly typos: TypoIndex
  readonly sortedWords: readonly string[]
  /** Things are ordered with several toppings, without some, with extra of others. */
  readonly menu: boolean
  /** The same catalog as the trained reader looks at it. */
  readonly index: CatalogIndex
}

type Draft = {
  readonly phrases: Map<string, Sense[]>
  readonly beginnings: Set<string>
  readonly words: Set<string>
  readonly joined: Map<string, string>
  readonly parts: Map<string, ValueRef[]>
  readonly heads: Map<string, HeadUse[]>
  readonly skus: Map<string, Combination>
}

export function buildLexicon(catalog: UnderstandingCatalog): Lexicon {
  const draft: Draft = {
    phrases: new Map(),
    beginnings: new Set(),
    words: new Set(),
    joined: new Map(),
    parts: new Map(),
    heads: new Map(),
    skus: new Map(),
  }
  const optionWords = new Set(
    Object.keys(catalog.options).flatMap((name) => phraseWords(name.replace(/_/g, ' ')).stems),
  )
  for (const [option, { values }] of Object.entries(catalog.options))
    for (const value of values) addValue(draft, { option, value }, optionWords)
  for (const [at, product] of catalog.products.entries()) addProduct(draft, product, at)
  return {
    ...draft,
    heads: directHeads(draft),
    products: catalog.products,
    options: catalog.options,
    indexOf: new Map(catalog.products.map((product, at) => [product.id, at])),
    typos: buildTypos(draft.words),
    menu: Object.values(catalog.options).some((option) => option.multi || option.negatable || option.qualifiable),
    index: catalogIndex(catalog),
    sortedWords: [...draft.words].filter((word) => /^\p{L}{6,}$/u.test(word)).sort(),
  }
}

function addPhrase(
  draft: Draft,
  phrase: string,
  meaning: { readonly product?: number; readonly value?: ValueRef },
): readonly string[] {
  const { surface, stems } = phraseWords(phrase)
  if (stems.length === 0) return stems
  put(draft, stems, { surface, ...meaning })
  const shorter = withoutSilent(stems)
  if (shorter !== undefined && shorter.length > 1) put(draft, shorter, { surface, ...meaning })
  return stems
}

function put(draft: Draft, stems: readonly string[], sense: Sense): void {
  const key = stems.join(' ')
  const senses = draft.phrases.get(key)
  if (senses === undefined) draft.phrases.set(key, [sense])
  else if (
    !senses.some(
      (known) => known.surface === sense.surface && known.product === sense.product && known.value === sense.value,
    )
  )
    senses.push(sense)
  let beginning = ''
  stems.forEach((word, at) => {
    draft.words.add(word)
    beginning = at === 0 ? word : `${beginning} ${word}`
    draft.beginnings.add(beginning)
    const next = stems[at + 1]
    if (next !== undefined && word.length + next.length > 3) draft.joined.set(word + next, `${word} ${next}`)
  })
}

function addProduct(draft: Draft, product: CatalogProduct, at: number): void {
  for (const phrase of new Set([...product.synonyms, ...(product.name === undefined ? [] : [product.name])])) {
    const stems = addPhrase(draft, phrase, { product: at })
    const head = stems.at(-1)
    if (head === undefined || stems.length < 2 || /^\d/.test(head)) continue
    const uses = draft.heads.get(head) ?? []
    if (uses.length === 0) draft.heads.set(head, uses)
    uses.push({ product: at, words: stems })
  }
  for (const { sku, options } of product.variants ?? [])
    draft.skus.set(sku.toUpperCase(), { product: product.id, options })
  if (product.sku !== undefined) draft.skus.set(product.sku.toUpperCase(), { product: product.id, options: {} })
}

function addValue(draft: Draft, ref: ValueRef, optionWords: ReadonlySet<string>): void {
  for (const phrase of ref.value.synonyms) {
    const stems = addPhrase(draft, phrase, { value: ref })
    if (stems.length < 2 || stems.length > 5) continue
    for (const part of inOrderParts(stems)) {
      if (part.length === 1 && !aloneable(part[0] ?? '', optionWords)) continue
      const key = part.join(' ')
      const refs = draft.parts.get(key) ?? []
      if (refs.length === 0) draft.parts.set(key, refs)
      if (!refs.includes(ref)) refs.push(ref)
    }
  }
}

/**
 * A phrase that ends in another product's own phrase is a kind of that product, not of the bare
 * noun: "long sleeve t-shirt" is no "shirt".
 */
function directHeads({ heads, phrases }: Draft): ReadonlyMap<string, readonly HeadUse[]> {
  const isKind = ({ words, product }: HeadUse): boolean => {
    let ending = words.at(-1) ?? ''
    for (let start = words.length - 2; start >= 0; start--) {
      const owners = start < words.length - 1 ? phrases.get(ending) : undefined
      if (owners?.some((sense) => sense.product !== undefined && sense.product !== product)) return true
      ending = `${words[start]} ${ending}`
    }
    return false
  }
  return new Map([...heads].map(([head, uses]) => [head, uses.filter((use) => !isKind(use))]))
}

const NEVER_ALONE = new RegExp(
  '^(?:the|a|an|in|of|and|with|to|for|on|no|not|all|every|extra|light|more|half|size|sized|style|type' +
    String.raw`|kind|new|old|big|small|free|fat|low|high|up|off)$|^\d|^.{1,2}$`,
)

const aloneable = (word: string, optionWords: ReadonlySet<string>): boolean =>
  !NEVER_ALONE.test(word) && !optionWords.has(word)

/** Every shorter selection of the words, in order; at most 30. */
function inOrderParts(stems: readonly string[]): readonly (readonly string[])[] {
  const whole = 2 ** stems.length - 1
  return Array.from({ length: whole - 1 }, (_, at) => stems.filter((_word, bit) => ((at + 1) >> bit) & 1))
}
