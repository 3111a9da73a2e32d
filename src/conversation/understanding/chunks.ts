/**
 * Tags to chunks: one chunk per thing asked for, with its number, its head (the product) if said, and the choices around it with their
 * polarity and qualifier. A chunk starts at a number ("2", "a", "another") or, without one, where the words before the next product belong
 * to it. Headless chunks ("one decaf") are resolved by ellipsis.ts.
 */
import { wordsOf, startsOf } from './chunk-starts.ts'
import type { Lexicon, ValueRef } from './lexicon.ts'
import type { Tag } from './tags.ts'
import type { Token } from './text.ts'

export type Polarity = 'wanted' | 'unwanted' | 'replaced'
export type Mod = {
  readonly refs: readonly ValueRef[]
  readonly polarity: Polarity
  readonly qualifier?: 'extra' | 'light'
  readonly tag: Tag
  readonly sure: boolean
}
export type Head =
  | { readonly kind: 'product'; readonly products: readonly number[]; readonly family: boolean; readonly cost: number; readonly tag: Tag }
  | { readonly kind: 'sku'; readonly sku: string; readonly tag: Tag }
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
  readonly words: readonly string[]
  /** What stood between this chunk and the one before. */
  readonly joinedBy: 'and' | 'comma' | 'stop' | 'none'
  readonly tags: readonly Tag[]
}

export function chunksOf(lexicon: Lexicon, tokens: readonly Token[], tags: readonly Tag[]): readonly Chunk[] {
  const starts = startsOf(lexicon, tags)
  const edges = starts.length === 0 || (starts[0] ?? 0) > 0 ? [0, ...starts] : starts
  return edges.map((from, at) => chunkOf(tokens, tags, { from, to: edges[at + 1] ?? tags.length, heads: starts.heads })).filter((chunk) => chunk !== undefined)
}

type Range = { readonly from: number; readonly to: number; readonly heads: ReadonlySet<number> }

function chunkOf(tokens: readonly Token[], tags: readonly Tag[], { from, to, heads }: Range): Chunk | undefined {
  const own = tags.slice(from, to)
  if (own.length === 0) return undefined
  const number = quantityIn(own)
  const headAt = own.findLastIndex((_tag, at) => heads.has(from + at))
  const head = headOf(own[headAt])
  const has = (role: Tag['role']) => own.some((tag) => tag.role === role)
  const text = (tag: Tag) => tokens.slice(tag.from, tag.to).map((token) => token.key).join(' ')
  return {
    ...(number === undefined ? (has('other') ? { quantity: 1, shape: 'word' as const } : {}) : number),
    more: own.some((tag, at) => (tag.role === 'other' && text(tag).startsWith('another')) || (tag.role === 'extra' && text(tag) === 'more' && own[at - 1]?.role === 'number')),
    ...(head === undefined ? {} : { head }),
    mods: modsOf(own, (at) => heads.has(from + at)),
    plain: has('plain'), other: has('other'), rest: has('rest'), both: has('both'), any: has('any'), same: has('same'), withWord: has('with'),
    words: wordsOf(tokens, own),
    joinedBy: joinedBy(tags, from),
    tags: own,
  }
}

function headOf(tag: Tag | undefined): Head | undefined {
  if (tag?.role === 'sku') return { kind: 'sku', sku: tag.sku, tag }
  if (tag?.role !== 'item') return undefined
  return { kind: 'product', products: tag.products, family: tag.fit === 'family', cost: tag.cost, tag }
}

/** The number that counts: the first one, or the one after "x". */
function quantityIn(own: readonly Tag[]): Pick<Chunk, 'quantity' | 'shape'> | undefined {
  const times = own.findIndex((tag, at) => tag.role === 'times' && own[at + 1]?.role === 'number')
  const counts = times >= 0 ? own[times + 1] : own.find((tag, at) => tag.role === 'number' && !isAmount(own, at))
  return counts?.role === 'number' ? { quantity: counts.value, shape: counts.shape } : undefined
}

/** "two pumps of caramel", "two topping pizza": counts something else than items. */
export function isAmount(tags: readonly Tag[], at: number): boolean {
  return tags[at + 1]?.role === 'amount'
}

function modsOf(own: readonly Tag[], isHead: (at: number) => boolean): readonly Mod[] {
  const mods: Mod[] = []
  let polarity: Polarity = 'wanted'
  let qualifier: 'extra' | 'light' | undefined
  own.forEach((tag, at) => {
    switch (tag.role) {
      case 'no': {
        const next = own[at + 1]?.role
        polarity = next === 'comma' || next === 'stop' ? 'wanted' : 'unwanted'
        break
      }
      case 'instead':
        polarity = own.slice(at + 1, at + 3).some((next) => next.role === 'item') ? 'replaced' : 'wanted'
        break
      case 'extra':
      case 'light':
        qualifier = tag.role
        break
      case 'number': case 'with': case 'stop': case 'side': case 'repair':
        polarity = 'wanted'
        qualifier = undefined
        break
      case 'comma': case 'and':
        qualifier = undefined
        if (!listGoesOn(own, at)) polarity = 'wanted'
        break
      case 'word':
        qualifier = undefined
        break
      case 'item':
        if (!isHead(at) && tag.values.length > 0) mods.push({ refs: tag.values, polarity, ...(qualifier === undefined ? {} : { qualifier }), tag, sure: tag.fit !== 'part' && tag.cost < 1.5 })
        qualifier = undefined
        break
      default:
    }
    if (tag.role === 'item' && polarity !== 'wanted' && !continues(own[at + 1])) polarity = 'wanted'
  })
  return mods
}

const continues = (next: Tag | undefined): boolean => next?.role === 'or' || next?.role === 'comma' || next?.role === 'and'

/** After "no a," the negation reaches on only when an "or" still follows in the same list: "no onions, peppers or olives". */
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
