/**
 * The catalog as an index of phrases, compiled once per catalog: what a run of stemmed words may
 * name (products, in full or by a part of their title; option values), SKUs, values a bare number
 * may mean, and the catalog's own words for slips. Rule: a full name beats a part of one; the last
 * words of a title ("hoodie") beat those in the middle. Next: units.ts looks words up.
 */
import type { CatalogProduct, SpokenOptions, UnderstandingCatalog } from '#conversation/understanding/types.ts'
import { isPlural, MEASURES, PACKED, SMALL, stemOf } from './language.ts'
import { type Slips, slipsOf } from './slips.ts'
import { readerTokens } from './tokens.ts'

export type ValueWords = readonly [option: string, value: string]
export type Entry = {
  readonly products: ReadonlySet<string>
  readonly exact: boolean
  readonly values: readonly ValueWords[]
  /** Products whose titles end so: "mug" is a travel mug where only one of those is in the cart. */
  readonly kin: ReadonlySet<string>
}
export type Sold = {
  readonly product: CatalogProduct
  readonly variants: readonly SpokenOptions[]
  readonly values: Readonly<Record<string, readonly string[]>>
}
export type CatalogIndex = {
  readonly sold: ReadonlyMap<string, Sold>
  readonly entries: ReadonlyMap<string, Entry>
  readonly skus: ReadonlyMap<string, { readonly product: string; readonly options: SpokenOptions }>
  /** Values a bare number may mean: 11 for 11oz. */
  readonly bare: ReadonlyMap<number, readonly ValueWords[]>
  /** Products made in a value ("colour=red"): values may say the product. */
  readonly madeIn: ReadonlyMap<string, readonly string[]>
  readonly words: ReadonlySet<string>
  readonly slips: Slips
  /** Value words by their first letter: "blk" is looked up among these. */
  readonly valueWords: ReadonlyMap<string, readonly string[]>
}

type Growing = {
  readonly products: Set<string>
  exact: boolean
  readonly values: ValueWords[]
  kin: ReadonlySet<string>
}
type Parts = Map<string, { readonly head: Set<string>; readonly rest: Set<string> }>
type Draft = {
  readonly entries: Map<string, Growing>
  readonly parts: Parts
  readonly skus: Map<string, { product: string; options: SpokenOptions }>
  readonly bare: Map<number, ValueWords[]>
}

export const keyOf = (words: readonly string[]): string => words.map(stemOf).join('')
export const titleWords = (text: string): readonly string[] =>
  readerTokens(text, () => false).flatMap((token) =>
    token.kind !== 'mark' || /["'%]/.test(token.text) ? [token.text] : [],
  )
const inWords = (id: string): string => id.replaceAll(/[-_]/g, ' ')

/** Above this many products only the beginning and the end of a title are kept as names. */
const MANY = 3000

export function catalogIndex(catalog: UnderstandingCatalog): CatalogIndex {
  const draft: Draft = { entries: new Map(), parts: new Map(), skus: new Map(), bare: new Map() }
  const values = Object.values(catalog.options).flatMap((option) =>
    option.values.flatMap((value) => [value.id, ...value.synonyms]),
  )
  const valueKeys = new Set(values.flatMap((text) => [keyOf(titleWords(text)), ...titleWords(text).map(stemOf)]))
  const small = catalog.products.length <= MANY
  for (const product of catalog.products) {
    for (const name of new Set([inWords(product.id), ...product.synonyms]))
      addName(draft, product.id, titleWords(name), { valueKeys, small })
    addSkus(draft, product)
  }
  for (const [key, { head, rest }] of draft.parts) {
    const held = entryOf(draft, key)
    const ids = head.size > 0 ? head : rest
    held.kin = head
    // A word that is a value too ("almond") names a product only where it is one of few.
    if (!held.exact && (ids.size <= 2 || !valueKeys.has(key))) for (const id of ids) held.products.add(id)
  }
  for (const [name, option] of Object.entries(catalog.options))
    for (const value of option.values) addValue(draft, name, value)
  const words = catalogWords(draft, catalog)
  const sold = new Map(catalog.products.map((product) => [product.id, soldOf(product, catalog)]))
  return {
    sold,
    madeIn: madeIn(sold),
    entries: draft.entries,
    skus: draft.skus,
    bare: draft.bare,
    words,
    slips: slipsOf([...words].filter((word) => !SMALL.has(word))),
    valueWords: byFirst(
      [...draft.entries].filter(([key, entry]) => entry.values.length > 0 && /^[a-z]+$/.test(key)).map(([key]) => key),
    ),
  }
}

/** A value of more products than this says none of them. */
const TOO_MANY = 60
function madeIn(sold: ReadonlyMap<string, Sold>): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>()
  for (const [id, { values }] of sold)
    for (const [option, ids] of Object.entries(values))
      for (const value of ids) {
        const key = `${option}=${value}`
        const held = out.get(key)
        if (held === undefined) out.set(key, [id])
        else if (held.length <= TOO_MANY) held.push(id)
      }
  return out
}

function byFirst(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>()
  for (const word of words) out.set(word.slice(0, 1), [...(out.get(word.slice(0, 1)) ?? []), word])
  return out
}

const NONE: ReadonlySet<string> = new Set()
function entryOf({ entries }: Draft, key: string): Growing {
  const held = entries.get(key)
  if (held !== undefined) return held
  const made: Growing = { products: new Set(), exact: false, values: [], kin: NONE }
  entries.set(key, made)
  return made
}

type Naming = { readonly valueKeys: ReadonlySet<string>; readonly small: boolean }

function addName(draft: Draft, id: string, words: readonly string[], { valueKeys, small }: Naming): void {
  const whole = entryOf(draft, keyOf(words))
  whole.exact = true
  whole.products.add(id)
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= words.length; to++) {
      const part = words.slice(from, to)
      const head = to === words.length
      if (part.length === words.length || (!small && from > 0 && !head)) continue
      if (part.every((word) => SMALL.has(word) || PACKED.has(stemOf(word)))) continue
      if (part.length === 1 && !maySayAlone(part[0] ?? '', head || from === 0, valueKeys)) continue
      const key = keyOf(part)
      const held = draft.parts.get(key) ?? { head: new Set<string>(), rest: new Set<string>() }
      draft.parts.set(key, held)
      const ids = head ? held.head : held.rest
      if (ids.size < TOO_MANY) ids.add(id)
    }
}

const maySayAlone = (word: string, head: boolean, valueKeys: ReadonlySet<string>): boolean =>
  word.length > 2 &&
  !SMALL.has(word) &&
  !PACKED.has(stemOf(word)) &&
  !/^\d/.test(word) &&
  (head || !valueKeys.has(stemOf(word)))

function addSkus({ skus }: Draft, product: CatalogProduct): void {
  for (const code of [product.code, product.sku])
    if (code !== undefined) skus.set(code.toLowerCase(), { product: product.id, options: {} })
  for (const { sku, options } of product.variants ?? []) {
    skus.set(sku.toLowerCase(), { product: product.id, options })
    const parts = sku.split('-')
    const names = Object.entries(options)
    for (let n = 1; n < parts.length; n++) {
      const key = parts.slice(0, n).join('-').toLowerCase()
      if (!skus.has(key))
        skus.set(key, { product: product.id, options: Object.fromEntries(names.slice(0, Math.max(0, n - 1))) })
    }
  }
}

const SILENT_SECOND = /^(size|switch|layout|cover|handle|pot|ink|cut|tip|milk|pack)/

function addValue(
  draft: Draft,
  option: string,
  value: { readonly id: string; readonly synonyms: readonly string[] },
): void {
  const add = (entry: Growing): void => {
    if (!entry.values.some(([name, id]) => name === option && id === value.id)) entry.values.push([option, value.id])
  }
  const forms = new Set([inWords(value.id), ...value.synonyms])
  for (const form of forms) add(entryOf(draft, keyOf(titleWords(form))))
  for (const form of forms) {
    const [first = '', second = ''] = titleWords(form)
    if (
      second === '' ||
      !SILENT_SECOND.test(second) ||
      titleWords(form).length !== 2 ||
      first.length < 3 ||
      SMALL.has(first) ||
      /^\d/.test(first)
    )
      continue
    const entry = entryOf(draft, keyOf([first]))
    if (entry.values.every(([name]) => name !== option)) add(entry)
  }
  const number = /(?:^|[a-z-])(\d+(?:\.\d+)?)/.exec(value.id)?.[1]
  if (number !== undefined)
    draft.bare.set(Number(number), [...(draft.bare.get(Number(number)) ?? []), [option, value.id]])
  const measured = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(value.id)
  for (const unit of MEASURES.get(measured?.[2] ?? '') ?? []) {
    add(entryOf(draft, keyOf([measured?.[1] ?? '', unit])))
    if (measured?.[1] === '1' && unit.length > 3) add(entryOf(draft, keyOf([unit])))
  }
}

function catalogWords({ entries }: Draft, { products }: UnderstandingCatalog): ReadonlySet<string> {
  const words = new Set<string>()
  for (const key of entries.keys()) if (/^[a-z]{4,}$/.test(key)) words.add(key)
  for (const { synonyms } of products)
    for (const name of synonyms)
      for (const word of titleWords(name)) if (/^[a-z]{4,}$/.test(word)) words.add(isPlural(word) ? stemOf(word) : word)
  return words
}

function soldOf(product: CatalogProduct, { options }: UnderstandingCatalog): Sold {
  const variants = (product.variants ?? []).map((variant) => variant.options)
  const values = product.options.map((name): [string, readonly string[]] => {
    const all = options[name]?.values.map(({ id }) => id) ?? []
    const made = new Set(variants.map((variant) => variant[name]))
    return [name, product.optionValues?.[name] ?? (variants.length === 0 ? all : all.filter((id) => made.has(id)))]
  })
  return { product, variants, values: Object.fromEntries(values) }
}

/** Some variant has all of these. */
export function sellableTitles(index: CatalogIndex, product: string, options: SpokenOptions): boolean {
  const variants = index.sold.get(product)?.variants ?? []
  const wanted = Object.entries(options)
  return variants.length === 0 || variants.some((variant) => wanted.every(([name, value]) => variant[name] === value))
}
export const accepts = (index: CatalogIndex, product: string, option: string): boolean =>
  index.sold.get(product)?.values[option] !== undefined
export const makes = (index: CatalogIndex, product: string, [option, value]: ValueWords): boolean =>
  index.sold.get(product)?.values[option]?.includes(value) ?? false
