/**
 * How a plain command is typed: a regular expression with named groups, and what the words are
 * then. Rule: undefined when they only look like the command ("add 2 blue mugs" is no SKU). Next:
 * plain-commands.ts tries the shapes of all rows.
 */
import type { Sku } from '#domain/base/flavour.ts'
import type { LineRef } from './arguments.ts'
import { type Skus, skuOf } from './plain-skus.ts'

export type Words = Readonly<Record<string, string | undefined>>
/**
 * `skus`: the shop's own, so that an argument that is one is never read as anything else. A group
 * called `rest` is text still to be read.
 */
export type Shape<A> = {
  readonly shape: RegExp
  readonly read: (words: Words, skus: Skus) => A | readonly A[] | undefined
}
export const shape = <A>(like: RegExp, read: Shape<A>['read']): Shape<A> => ({ shape: like, read })

/**
 * A command that takes something: what it needs, with an example that works. A bad argument says
 * so, instead of being read as something else.
 */
export type Usage = {
  readonly needs: string
  readonly example: string
  /** Only reps say it; from a customer the words are read freely. */
  readonly staff?: true
  /** What follows can only be meant for this command, well or badly typed. */
  readonly only?: RegExp
  /** No sentence begins with these words: looked at before sentences are. */
  readonly first?: true
  /** Alone it means something, or may be a word of its own. */
  readonly bare?: true
}
export const ITEM = 'the SKU of an item'
export const ORDER_NUMBER = 'the number of an order'
/** What follows is about a placed order; nothing but its number. */
export const OF_AN_ORDER = /^#?\d{4,9}\b/
export const ORDER_ALONE = /^#?\d{4,9}:?$/

/** Words that need nothing else. */
export const alone = (...phrases: readonly string[]): Readonly<Record<string, Readonly<Record<never, never>>>> =>
  Object.fromEntries(phrases.map((phrase) => [phrase, {}]))

/** The line of a SKU, with what else is asked of it. */
export function onLine<A>(sku: Sku | undefined, skus: Skus, of: (line: LineRef) => A): A | undefined {
  const known = skuOf(sku ?? '', skus)
  return known === undefined ? undefined : of({ by: 'sku', sku: known.toUpperCase() })
}

export const AMOUNT =
  String.raw`(?<amount>[-+]*[$€£¥]?[-+]?(?:\d|\.\d)[^\s:]*` + String.raw`(?:\s(?!off)[A-Za-z]{3}(?=\s|:|,|$))?|NaN)`
/** Why, and what else is typed over in the same breath. */
export const REASON =
  String.raw`(?:\s+(?:instead|please))?(?:\s*[:,]\s*(?<reason>\S[^\n]*?))?` +
  String.raw`(?:\s*(?:[;,]|,?\s+and)\s+(?<rest>take\s+\S+\s+off\b[^\n]*|price\s+\S+\s+[$€£]?\d[^\n]*` +
  String.raw`|shipping\s+[$€£]?[\d.]+\s*(?:[:,]\s*\S[^\n]*)?))?`
export const reasonOf = ({ reason }: Words): { readonly reason?: string } =>
  reason?.trim() ? { reason: reason.trim() } : {}
