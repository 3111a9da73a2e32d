/**
 * Where chunks start. Rule: at a number or "another"; between two products without one, at the
 * choices that stand directly before the second product and fit it. A phrase that may be a product
 * or a choice ("guacamole") is a product when counted, a side, or when nothing before it could take
 * it as a choice.
 */
import type { Lexicon, ValueRef } from '#conversation/understanding/words/lexicon.ts'
import type { Tag } from '#conversation/understanding/words/tags.ts'
import type { Token } from '#conversation/understanding/words/text.ts'

export type Starts = readonly number[] & { readonly heads: ReadonlySet<number> }

export function startsOf(lexicon: Lexicon, tags: readonly Tag[]): Starts {
  const heads = headsOf(lexicon, tags)
  const starts = new Set<number>()
  tags.forEach((tag, at) => {
    if (tag.role === 'number' && startsItem(tags, at, heads)) starts.add(at)
    if (tag.role === 'both' && heads.size > 0 && closesGroup(tags, at)) starts.add(at)
    if (
      (tag.role === 'other' || tag.role === 'rest') &&
      tags.slice(at + 1).find((next) => next.role !== 'filler')?.role !== 'number' &&
      tags[at - 1]?.role !== 'number'
    )
      starts.add(trails(tags, at) ? clauseStart(tags, at) : at)
  })
  const ordered = [...heads].sort((a, b) => a - b)
  ordered.forEach((head, index) => {
    const before = ordered[index - 1]
    if (before === undefined) return
    for (let at = before + 1; at <= head; at++) if (starts.has(at)) return
    starts.add(walkBack(lexicon, tags, { before, head }))
  })
  return Object.assign(
    [...starts].sort((a, b) => a - b),
    { heads },
  )
}

/** "one black, one grey, both in large": what follows is said of all of them. "both milk and honey" only pairs. */
function closesGroup(tags: readonly Tag[], at: number): boolean {
  const before = previous(tags, at)
  const [next, then] = tags.slice(at + 1).filter((tag) => tag.role !== 'filler')
  return (
    (before?.role === 'item' || before?.role === 'comma' || before?.role === 'stop') &&
    next?.role !== 'number' &&
    then?.role !== 'and'
  )
}

/** "... and oat milk for the other": the choice stands before the word it belongs to. */
const trails = (tags: readonly Tag[], at: number): boolean =>
  tags[at - 1]?.role === 'filler' &&
  (tags[at + 1] === undefined || ['stop', 'comma', 'and'].includes(tags[at + 1]?.role ?? '')) &&
  tags[clauseStart(tags, at)] !== tags[at]

function clauseStart(tags: readonly Tag[], at: number): number {
  for (let index = at - 1; index >= 0; index--)
    if (['stop', 'comma', 'and'].includes(tags[index]?.role ?? '')) return index + 1
  return 0
}

const takes = (lexicon: Lexicon, head: Tag | undefined, refs: readonly ValueRef[]): boolean => {
  if (head?.role === 'sku') return true
  if (head?.role !== 'item') return false
  return head.products.some((at) => refs.some((ref) => lexicon.products[at]?.options.includes(ref.option)))
}

function headsOf(lexicon: Lexicon, tags: readonly Tag[]): ReadonlySet<number> {
  const heads = new Set<number>()
  let last: number | undefined
  tags.forEach((tag, at) => {
    if (tag.role !== 'sku' && (tag.role !== 'item' || tag.products.length === 0)) return
    if (last !== undefined && isContent(tags, at)) return
    if (tag.role === 'item' && tag.values.length > 0 && !isProductHere(lexicon, tags, { at, last })) return
    const merged = last === undefined ? undefined : sameThing(tags, last, at)
    if (merged === 'first') return
    if (merged === 'second' && last !== undefined) heads.delete(last)
    heads.add(at)
    last = at
  })
  return heads
}

/** "a double shot of espresso" after another product: what the choice is made of, not an item. */
function isContent(tags: readonly Tag[], at: number): boolean {
  const [of, choice] = [tags[at - 1], tags[at - 2]]
  return of?.role === 'filler' && of.of === true && choice?.role === 'item' && choice.products.length === 0
}

function isProductHere(
  lexicon: Lexicon,
  tags: readonly Tag[],
  { at, last }: { readonly at: number; readonly last: number | undefined },
): boolean {
  const tag = tags[at]
  if (tag?.role !== 'item') return true
  const before = previous(tags, at)
  if (before?.role === 'number' || before?.role === 'side' || tags[at + 1]?.role === 'side') return true
  if (last !== undefined) return !takes(lexicon, tags[last], tag.values)
  const next = tags.findIndex((other, index) => index > at && other.role === 'item' && other.products.length > 0)
  return next < 0 || !takes(lexicon, tags[next], tag.values)
}

function previous(tags: readonly Tag[], at: number): Tag | undefined {
  for (let index = at - 1; index >= 0; index--) if (tags[index]?.role !== 'filler') return tags[index]
  return undefined
}

/** "a sandwich with black forest ham" and "pizza pie" name one thing twice: which of the two names counts. */
function sameThing(tags: readonly Tag[], first: number, second: number): 'first' | 'second' | undefined {
  const [a, b] = [tags[first], tags[second]]
  if (a?.role !== 'item' || b?.role !== 'item') return undefined
  const between = tags.slice(first + 1, second)
  if (between.some((tag) => tag.role === 'number' || tag.role === 'stop' || tag.role === 'and' || tag.role === 'other'))
    return undefined
  const overlap = a.products.some((product) => b.products.includes(product))
  if (!overlap) return undefined
  if (a.fit === 'family' && b.fit !== 'family') return 'second'
  if (b.fit === 'family' && a.fit !== 'family') return 'first'
  return between.length === 0 ? 'first' : undefined
}

/**
 * A number counts an item unless it measures ("two pumps of"), follows "x", or stands before a mere
 * choice after "with".
 */
function startsItem(tags: readonly Tag[], at: number, heads: ReadonlySet<number>): boolean {
  if (tags[at + 1]?.role === 'amount' || tags[at - 1]?.role === 'times' || isPronoun(tags, at)) return false
  const before = previous(tags, at)
  const after = tags.slice(at + 1)
  const end = after.findIndex((tag) => ['number', 'stop', 'comma', 'and', 'with'].includes(tag.role))
  const own = end < 0 ? after : after.slice(0, end)
  const hasHead = own.some((_tag, index) => heads.has(at + 1 + index))
  if (hasHead) return true
  if (
    !own.some((tag) => tag.role === 'item' || tag.role === 'word' || tag.role === 'plain') &&
    (before?.role === 'item' || before?.role === 'sku' || before?.role === 'stop') &&
    end !== 0
  )
    return headBefore(tags, at, heads) === undefined || after[end]?.role === 'with'
  // "two mochas with one decaf and the other ..." shares out; "tea with one sugar" does not.
  if (before?.role === 'with' && tags.some((tag, index) => index > at && tag.role === 'other')) return true
  return !(before?.role === 'with' || before?.role === 'no' || before?.role === 'extra' || before?.role === 'light')
}

const headBefore = (tags: readonly Tag[], at: number, heads: ReadonlySet<number>): Tag | undefined =>
  tags.find((_tag, index) => index < at && heads.has(index))

/** "the red one", "large one": points, does not count. */
export function isPronoun(tags: readonly Tag[], at: number): boolean {
  const tag = tags[at]
  if (tag?.role !== 'number' || tag.shape !== 'word' || tag.value !== 1) return false
  const before = tags[at - 1]
  const next = tags[at + 1]
  return (
    before?.role === 'item' &&
    before.products.length === 0 &&
    next?.role !== 'item' &&
    next?.role !== 'with' &&
    next?.role !== 'no'
  )
}

/**
 * From the second product back over the choices that directly precede and fit it; the object of a
 * "with" stays with its product.
 */
function walkBack(
  lexicon: Lexicon,
  tags: readonly Tag[],
  { before, head }: { readonly before: number; readonly head: number },
): number {
  let start = head
  const taken = new Set<string>()
  for (let at = head - 1; at > before; at--) {
    const tag = tags[at]
    if (tag?.role === 'plain' || tag?.role === 'extra' || tag?.role === 'light') continue
    if (tag?.role !== 'item' || tag.products.length > 0 || !takes(lexicon, tags[head], tag.values)) break
    const singles = tag.values.filter((ref) => lexicon.options[ref.option]?.multi === false).map((ref) => ref.option)
    const ownWith = ['with', 'no', 'extra', 'light'].includes(tags[at - 1]?.role ?? '')
    if (ownWith || at - 1 === before || singles.some((option) => taken.has(option))) break
    for (const option of singles) taken.add(option)
    start = at
  }
  // "on all of those pizzas": the pair word belongs to the name.
  const both = tags.slice(0, start).findLastIndex((tag) => tag.role !== 'filler')
  return both > before && tags[both]?.role === 'both' ? both : start
}

/** Unknown words of a chunk, joined where they stood together. */
export function wordsOf(tokens: readonly Token[], own: readonly Tag[]): readonly string[] {
  const words: string[] = []
  let open = false
  for (const tag of own) {
    if (tag.role !== 'word' && tag.role !== 'measure') {
      open = false
      continue
    }
    const word = tokens
      .slice(tag.from, tag.to)
      .map((token) => token.key)
      .join(' ')
    if (open) words[words.length - 1] = `${words.at(-1)} ${word}`
    else words.push(word)
    open = true
  }
  return words
}
