/**
 * Which part of a placed order the words name: items of it by what they are called, with or without
 * a count. Rule: where a part is named, the rest stays; what was not said surely enough is asked,
 * never done to the whole. Next: turn/order/amend.ts asks or has that part moved.
 */

import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import { literal } from '#conversation/understanding/words/text.ts'
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import { open } from '#domain/order/units.ts'

type NamedPart =
  | { readonly kind: 'part'; readonly sku: Sku; readonly quantity: Quantity }
  /** Some of it, and not surely which or how many. */
  | { readonly kind: 'some' }

/** The change as it is meant: where a part is named, that part only goes elsewhere, or another way. */
export function ofItsPart(act: AmendAct, text: string, order: Order, catalog: Catalog): AmendAct | 'some' {
  if ('item' in act && act.item !== undefined) {
    const part = act.quantity === undefined ? partNamed(act.item, order, catalog) : undefined
    return part?.kind === 'part' ? { ...act, quantity: String(part.quantity) } : act
  }
  if (act.kind !== 'address' && act.kind !== 'method') return act
  const part = partNamed(withoutValue(text, act.kind === 'address' ? act.where : act.method), order, catalog)
  if (part === undefined) return act
  if (part.kind === 'some') return 'some'
  const named = { item: part.sku, quantity: String(part.quantity) }
  return act.kind === 'method' ? { ...act, ...named } : { ...act, kind: 'split', ...named }
}

/** A street or a name may be called like an item. */
function withoutValue(text: string, value: string): string {
  const at = value === '' ? -1 : text.toLowerCase().lastIndexOf(value.toLowerCase())
  if (at >= 0) return `${text.slice(0, at)} ${text.slice(at + value.length)}`
  return text.replace(/\bto\s+[^\n]*\d[\s\S]*$/i, ' ')
}

/** Undefined: no part is named, or all of it is. */
export function partNamed(said: string, order: Order, catalog: Catalog): NamedPart | undefined {
  const words = said.replace(WHICH_ORDER, ' ')
  const lines = order.lines.filter((line) => !line.gift && open(line) > 0)
  const total = lines.reduce((sum, line) => sum + open(line), 0)
  const products = new Set(lines.map(({ sku }) => catalog.variants.get(sku)?.productId ?? sku))
  const named = [...products].flatMap((product) => {
    const same = lines.filter((line) => (catalog.variants.get(line.sku)?.productId ?? line.sku) === product)
    return mentioned(words, same, keysOfName(catalog.products.get(product)))
  })
  if (named.length === 0) return SOME.test(words) ? { kind: 'some' } : undefined
  const count = named.reduce((sum, { quantity }) => sum + quantity, 0)
  if (count >= total) return undefined
  const [only, ...more] = named
  return only === undefined || more.length > 0 ? { kind: 'some' } : { kind: 'part', ...only }
}

/** Where words end that name goods of the order as those that are there: "the mugs", "one of her hoodies". */
export function goodsNamed(text: string, order: Order, catalog: Catalog): number | undefined {
  const lines = order.lines.filter((line) => !line.gift)
  const names = lines.flatMap(({ sku }) => [
    sku.toLowerCase(),
    ...keysOfName(catalog.products.get(catalog.variants.get(sku)?.productId ?? '')),
  ])
  const said = text.replace(WHICH_ORDER, (words) => ' '.repeat(words.length))
  const [end] = names
    .toSorted((one, other) => other.length - one.length)
    .flatMap((name) => nameIn(said, [name]) ?? [])
    .filter(({ at }) => THOSE.test(said.slice(0, at)))
    .map(({ at, name }) => at + name.length)
  return end
}
const THOSE = new RegExp(
  String.raw`\b(?:the|my|her|his|their|our|those|these|that|both|all)\s+(?:[\p{L}\d]+\s+){0,2}$` +
    String.raw`|\b(?:swap|exchange|replace|trade|switch|return|instead of|rather than)\s+(?:out\s+)?(?:an?|one` +
    String.raw`|two|\d)?\s*(?:[\p{L}\d]+\s+){0,2}$`,
  'iu',
)

/** "The order with the mugs": which order, not what of it. */
const WHICH_ORDER = /\border\b[^,.;]{0,20}?\b(?:with|containing)\s+(?:the\s+)?(?:[\p{L}\d]+\s+){0,2}[\p{L}\d]+/giu
/** "Two of them", "half of it", "only a part". */
const SOME = new RegExp(
  String.raw`\b(?:one|two|three|four|five|some|half|part|most|an?other one|\d{1,2})\s+of\s+(?:it|them|these` +
    String.raw`|those|the (?:items|things|goods|order))\b|\bonly (?:a )?(?:part|half|one|two|some)\b` +
    String.raw`|\bthe (?:rest|others?)\s+(?:stays?|remains?|goes|as)\b`,
  'i',
)

type Count = { readonly sku: Sku; readonly quantity: Quantity }
/** Lines of one product; which of several is said by what they come in. */
function mentioned(words: string, lines: readonly OrderLine[], names: readonly string[]): readonly Count[] {
  const found = nameIn(words, [...names, ...lines.map(({ sku }) => sku.toLowerCase())])
  if (found === undefined) return []
  const near = words.slice(0, found.at + found.name.length).toLowerCase()
  const told = lines.filter(({ sku, optionText }) =>
    [sku, ...optionText.split(/[,\s]+/)].some((word) => word.length > 1 && near.includes(word.toLowerCase())),
  )
  const meant = told.length === 0 ? lines : told
  const said = countBefore(words.slice(0, found.at))
  const many = /s$/.test(found.name)
  const left = (line: OrderLine): number => (said === 'all' || (said === undefined && many) ? open(line) : 1)
  return meant.map((line) => ({
    sku: line.sku,
    quantity: typeof said === 'number' ? Math.min(said, open(line)) : left(line),
  }))
}

function nameIn(words: string, names: readonly string[]) {
  const lower = words.toLowerCase()
  return names
    .toSorted((one, other) => other.length - one.length)
    .map((name) => ({ name, at: lower.search(new RegExp(`(?<![\\p{L}\\d])${literal(name)}(?![\\p{L}\\d])`, 'u')) }))
    .find(({ at }) => at >= 0)
}

const COUNT = new RegExp(
  String.raw`(?<![\p{L}\d])(?<count>\d{1,3}|${COUNT_WORDS}|an?|both|all)` +
    String.raw`\s+(?:x\s+)?(?:of\s+)?(?:(?:the|my|her|his|their|those|these|our)\s+)*(?:[\p{L}\d]+\s+){0,2}$`,
  'iu',
)
function countBefore(before: string): number | 'all' | undefined {
  const count = COUNT.exec(before)?.groups?.['count']?.toLowerCase()
  if (count === undefined) return undefined
  if (count === 'all') return 'all'
  return count === 'both' ? 2 : /^an?$/.test(count) ? 1 : countOf(count)
}
