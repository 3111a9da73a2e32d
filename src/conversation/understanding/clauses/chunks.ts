/**
 * Tags to chunks: one chunk per thing asked for, with its number, its head (the product) if said,
 * and the choices around it with their polarity and qualifier. A chunk starts at a number ("2",
 * "a", "another") or, without one, where the words before the next product belong to it. Headless
 * chunks ("one decaf") are resolved by ellipsis.ts.
 */

import type { Lexicon, ValueRef } from '#conversation/understanding/words/lexicon.ts'
import { stem } from '#conversation/understanding/words/stem.ts'
import type { Tag } from '#conversation/understanding/words/tags.ts'
import type { Token } from '#conversation/understanding/words/text.ts'
import { CLASS_OF } from '#conversation/understanding/words/words.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { startsOf, wordsOf } from './chunk-starts.ts'

export type Polarity = 'wanted' | 'unwanted' | 'replaced'
export type Mod = {
  readonly refs: readonly ValueRef[]
  readonly polarity: Polarity
  readonly qualifier?: 'extra' | 'light'
  readonly tag: Tag
  readonly sure: boolean
}
export type Head =
  | {
      readonly kind: 'product'
      readonly products: readonly number[]
      readonly family: boolean
      readonly cost: number
      readonly tag: Tag
    }
  | { readonly kind: 'sku'; readonly sku: Sku; readonly tag: Tag }
export type Chunk = {
  readonly quantity?: number
  readonly shape?: 'digits' | 'word' | 'article' | 'group'
  /** "one more", "another". */
  readonly more: boolean
  readonly head?: Head
  readonly mods: readonly Mod[]
  readonly plain: boolean
  readonly other: boolean
  readonly rest: boolean
  /** "both", "each": of everything before. */
  readonly both: boolean
  readonly any: boolean
  readonly same: boolean
  readonly withWord: boolean
  /** "no mug", "not the hoodie": named to be left out. */
  readonly denied: boolean
  readonly words: readonly string[]
  /** What stood between this chunk and the one before. */
  readonly joinedBy: 'and' | 'comma' | 'stop' | 'none'
  readonly tags: readonly Tag[]
}

export function chunksOf(lexicon: Lexicon, tokens: readonly Token[], tags: readonly Tag[]): readonly Chunk[] {
  const starts = startsOf(lexicon, tags)
  const edges = starts.length === 0 || (starts[0] ?? 0) > 0 ? [0, ...starts] : starts
  return edges
    .map((from, at) =>
      chunkOf({ lexicon, tokens, tags }, { from, to: edges[at + 1] ?? tags.length, heads: starts.heads }),
    )
    .filter((chunk) => chunk !== undefined)
}

type Range = { readonly from: number; readonly to: number; readonly heads: ReadonlySet<number> }

type Read = { readonly lexicon: Lexicon; readonly tokens: readonly Token[]; readonly tags: readonly Tag[] }

function chunkOf({ lexicon, tokens, tags }: Read, { from, to, heads }: Range): Chunk | undefined {
  const own = tags.slice(from, to)
  if (own.length === 0) return undefined
  const headAt = own.findLastIndex((_tag, at) => heads.has(from + at))
  const head = headOf(own[headAt])
  const number = quantityIn(own, soldInPairs(lexicon, head))
  const has = (role: Tag['role']) => own.some((tag) => tag.role === role)
  const text = (tag: Tag) =>
    tokens
      .slice(tag.from, tag.to)
      .map((token) => token.key)
      .join(' ')
  return {
    ...(number === undefined ? (has('other') ? { quantity: 1, shape: 'word' as const } : {}) : number),
    more: own.some(
      (tag, at) =>
        (tag.role === 'other' && text(tag).startsWith('another')) ||
        (tag.role === 'extra' && text(tag) === 'more' && own[at - 1]?.role === 'number'),
    ),
    ...given({ head }),
    mods: withoutClassNouns(
      tokens,
      modsOf(lexicon, own, (at) => heads.has(from + at)),
    ),
    plain: has('plain') || isBareNegation(own),
    other: has('other'),
    rest: has('rest'),
    both: has('both') && !coordinates(own),
    any: has('any'),
    same: has('same'),
    withWord: has('with'),
    denied: headAt >= 0 && deniedAt(own, headAt),
    words: wordsOf(tokens, own),
    joinedBy: joinedBy(tags, from),
    tags: own,
  }
}

/** "and one that isn't", "and one without". */
const isBareNegation = (own: readonly Tag[]): boolean =>
  own.some((tag) => tag.role === 'number' && tag.shape !== 'article') &&
  own.some((tag) => tag.role === 'no') &&
  !own.some((tag) => tag.role === 'item' || tag.role === 'word' || tag.role === 'sku')

/** "both a latte and a mocha", "both oat milk and honey": the pair word of an "and", not of the items before. */
function coordinates(own: readonly Tag[]): boolean {
  const next = own.slice(own.findIndex((tag) => tag.role === 'both') + 1).filter((tag) => tag.role !== 'filler')
  return (
    next[0]?.role === 'number' || (next[0]?.role === 'item' && next[0].products.length === 0 && next[1]?.role === 'and')
  )
}

/** "jalapeno peppers": the second noun only names the class of the first. */
function withoutClassNouns(tokens: readonly Token[], mods: readonly Mod[]): readonly Mod[] {
  const word = (mod: Mod | undefined) =>
    mod !== undefined && mod.tag.to - mod.tag.from === 1 ? stem(tokens[mod.tag.from]?.key ?? '') : ''
  return mods.filter((mod, at) => {
    const before = mods[at - 1]
    return (
      before === undefined ||
      before.tag.to !== mod.tag.from ||
      word(mod) === '' ||
      CLASS_OF.get(word(before)) !== word(mod)
    )
  })
}

/** A negation before the head with nothing but its own description between. */
function deniedAt(own: readonly Tag[], headAt: number): boolean {
  for (let at = headAt - 1; at >= 0; at--) {
    const role = own[at]?.role
    if (role === 'no') return own[at + 1]?.role !== 'comma' && own[at + 1]?.role !== 'stop'
    if (role !== 'filler' && role !== 'number' && role !== 'item') return false
  }
  return false
}

function headOf(tag: Tag | undefined): Head | undefined {
  if (tag?.role === 'sku') return { kind: 'sku', sku: tag.sku, tag }
  if (tag?.role !== 'item') return undefined
  return { kind: 'product', products: tag.products, family: tag.fit === 'family', cost: tag.cost, tag }
}

/** The catalog says so: a name in the plural ("Crew socks"), or a name for the pair ("pair of jeans"). */
function soldInPairs(lexicon: Lexicon, head: Head | undefined): boolean {
  const own = head?.kind === 'sku' ? lexicon.indexOf.get(lexicon.skus.get(head.sku)?.product ?? '') : undefined
  const products = head?.kind === 'product' ? head.products : own === undefined ? [] : [own]
  return products.some((at) => {
    const { name = '', synonyms = [] } = lexicon.products[at] ?? {}
    return /[^s']s$/iu.test(name) || [name, ...synonyms].some((each) => /\bpairs?\b/iu.test(each))
  })
}

/** The number that counts: the first one, or the one after "x". */
function quantityIn(own: readonly Tag[], inPairs: boolean): Pick<Chunk, 'quantity' | 'shape'> | undefined {
  const times = own.findIndex((tag, at) => tag.role === 'times' && own[at + 1]?.role === 'number')
  const counts = times >= 0 ? own[times + 1] : own.find((tag, at) => tag.role === 'number' && !isAmount(own, at))
  if (counts?.role !== 'number') return undefined
  return { quantity: counts.pairs === true && !inPairs ? counts.value * 2 : counts.value, shape: counts.shape }
}

/** "two pumps of caramel", "two topping pizza": counts something else than items. */
export function isAmount(tags: readonly Tag[], at: number): boolean {
  return tags[at + 1]?.role === 'amount'
}

function modsOf(lexicon: Lexicon, own: readonly Tag[], isHead: (at: number) => boolean): readonly Mod[] {
  const mods: Mod[] = []
  let scope: Scope = OPEN
  own.forEach((tag, at) => {
    scope =
      tag.role === 'and' && scope.polarity === 'unwanted' && sameSingle(lexicon, own[at - 1], own[at + 1])
        ? scope
        : scopeAfter(scope, own, at)
    if (tag.role !== 'item') return
    const { polarity, qualifier } = scope
    if (!isHead(at) && tag.values.length > 0)
      mods.push({
        refs: tag.values,
        polarity,
        ...given({ qualifier }),
        tag,
        sure: tag.fit !== 'part' && tag.cost < 1.5,
      })
    scope = continues(own[at + 1]) ? { polarity } : OPEN
  })
  return mods
}

/** "not black and grey": no item is both, so the negation reaches over the "and". */
function sameSingle(lexicon: Lexicon, before: Tag | undefined, next: Tag | undefined): boolean {
  if (before?.role !== 'item' || next?.role !== 'item') return false
  return next.values.some(
    (ref) => lexicon.options[ref.option]?.multi === false && before.values.some((other) => other.option === ref.option),
  )
}

/** What the words so far do to the next choice. */
type Scope = { readonly polarity: Polarity; readonly qualifier?: 'extra' | 'light' }
const OPEN: Scope = { polarity: 'wanted' }

function scopeAfter(scope: Scope, own: readonly Tag[], at: number): Scope {
  const role = own[at]?.role
  const before = own[at - 1]?.role
  const next = own[at + 1]?.role
  switch (role) {
    case 'no':
      return { polarity: next === 'comma' || next === 'stop' ? 'wanted' : 'unwanted' }
    case 'instead':
      return { polarity: own.slice(at + 1, at + 3).some((tag) => tag.role === 'item') ? 'replaced' : 'wanted' }
    case 'extra':
    case 'light':
      return { ...scope, qualifier: role }
    case 'with':
    case 'number':
      return before === 'no' ? scope : OPEN
    case 'stop':
    case 'side':
    case 'repair':
      return OPEN
    case 'comma':
    case 'and':
      return listGoesOn(own, at) ? { polarity: scope.polarity } : OPEN
    case 'word':
      return { polarity: scope.polarity }
    default:
      return scope
  }
}

const continues = (next: Tag | undefined): boolean =>
  next?.role === 'or' || next?.role === 'comma' || next?.role === 'and'

/**
 * After "no a," the negation reaches on only when an "or" still follows in the same list: "no
 * onions, peppers or olives".
 */
function listGoesOn(own: readonly Tag[], at: number): boolean {
  for (let index = at + 1; index < own.length; index++) {
    const role = own[index]?.role
    if (role === 'or') return true
    if (role !== 'item' && role !== 'comma' && role !== 'filler') return false
  }
  return false
}

function joinedBy(tags: readonly Tag[], from: number): Chunk['joinedBy'] {
  let joined: Chunk['joinedBy'] = 'none'
  for (let at = from - 1; at >= 0; at--) {
    const role = tags[at]?.role
    if (role === 'and' || role === 'or') return 'and'
    if (role === 'stop') return 'stop'
    if (role === 'comma') joined = 'comma'
    else if (role !== 'filler') return joined
  }
  return joined
}
