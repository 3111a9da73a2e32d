/**
 * What is different from the order that was repeated: what goes, what is another size or colour, how
 * many. Rule: a difference is about a line that came of the order; what names none is read as any
 * other words. Next: order/new-from-order.ts fills the cart.
 */

import type { Request } from '#conversation/requests/request.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { countOf } from '#conversation/understanding/words/numbers.ts'
import type { DraftLine } from '#domain/model/draft.ts'
import type { Session } from './session.ts'

/** Requests, and words that are still to be read. */
export type Differences = { readonly requests: readonly Request[]; readonly rest: readonly string[] }

const MARK = new RegExp(
  String.raw`(?:^|[\s,]+)(?:(?:and|but)\s+)?(?=(?:without|minus|except(?: for)?|no|not|drop|remove|skip|leave out` +
    String.raw`|with|plus|add|make|(?:\d{1,3}|one|two|three|four|five|six) (?:of )?(?:the |my |her )?\p{L}` +
    String.raw`|an? \p{L}|the \p{L}+(?: \p{L}+)? in ))`,
  'giu',
)
const DROP =
  /^(?:without|minus|except(?: for)?|no|not|drop|remove|skip|leave out)\s+(?:any |the |my |her |his )?(?<item>.+)$/iu
const COUNT = new RegExp(
  String.raw`^(?:(?:with|make|only|just)\s+)?(?<count>\d{1,3}|one|two|three|four|five|six)\s+(?:of\s+)?(?:the ` +
    '|my |her |his )?(?<item>.+)$',
  'iu',
)
const MAKE = /^(?:with|make)\s+\S|^the \p{L}+(?: \p{L}+)? in /iu

export function askedDifferences(but: string, session: Session): Differences {
  const clauses = clausesOf(but)
  const each = clauses.map((clause) => difference(clause, session))
  return {
    requests: each.flatMap((found) => found ?? []),
    rest: clauses
      .filter((_, at) => each[at] === undefined)
      .map((clause) => clause.replace(/^(?:plus|and|with)\s+/i, 'add ')),
  }
}

/** "with the jacket in navy and size m" stays one: it is cut only where a new difference begins. */
function clausesOf(but: string): readonly string[] {
  const starts = [...but.matchAll(MARK)].map(({ index, 0: mark }) => index + mark.length)
  const cuts = [...new Set([0, ...starts])].sort((a, b) => a - b)
  return cuts
    .map((from, at) =>
      but
        .slice(from, cuts[at + 1] ?? but.length)
        .replace(/[\s,]*(?:\b(?:and|but)\b)?[\s,]*$/i, '')
        .trim(),
    )
    .filter((clause) => clause !== '' && !/^(?:plus|and|with|but|add|only|just|make)$/i.test(clause))
}

function difference(clause: string, session: Session): readonly Request[] | undefined {
  const dropped = named(DROP.exec(clause)?.groups?.['item'], session)
  if (dropped.length > 0) return dropped.map(({ id }) => ({ kind: 'remove-line', line: { by: 'id', id } }))
  const counted = COUNT.exec(clause)?.groups
  const many = named(counted?.['item'], session)
  const [only] = many
  if (only !== undefined && many.length === 1) {
    const count = counted?.['count']?.toLowerCase() ?? ''
    return [{ kind: 'set-quantity', line: { by: 'id', id: only.id }, quantity: String(countOf(count) ?? count) }]
  }
  return otherwise(clause, session)
}

/** "with the jacket in navy and size m": the longest beginning that names a line, then its options. */
function otherwise(clause: string, session: Session): readonly Request[] | undefined {
  const words = clause
    .replace(/^(?:with|make)\s+/i, '')
    .replace(/^(?:the|my|her|his)\s+/i, '')
    .split(/\s+/)
  if (!MAKE.test(clause)) return undefined
  for (let length = words.length - 1; length > 0; length--) {
    const lines = named(words.slice(0, length).join(' '), session)
    if (lines.length === 0) continue
    const how = words.slice(length).join(' ')
    const each = lines.map((line) => ({ line, options: optionsIn(how, line, session) }))
    if (each.some(({ options }) => options === undefined)) return undefined
    return each.map(({ line, options }) => ({
      kind: 'set-options',
      line: { by: 'id', id: line.id },
      options: options ?? {},
    }))
  }
  return undefined
}

function named(item: string | undefined, { draft, shop }: Session): readonly DraftLine[] {
  if (item === undefined) return []
  const wanted = item.toLowerCase().replace(/[.!]$/, '').trim()
  const { products, variants } = shop.catalog
  return (draft?.content.lines ?? []).filter((line) =>
    keysOfName(products.get(variants.get(line.sku)?.productId ?? '')).includes(wanted),
  )
}

/** Every word is a value of the line's own options, or a small word. */
function optionsIn(how: string, line: DraftLine, { shop }: Session): Readonly<Record<string, string>> | undefined {
  const { catalog } = shop
  const own = catalog.variants.get(line.sku)?.options ?? {}
  const found: Record<string, string> = {}
  for (const word of how.toLowerCase().split(/[\s,]+/)) {
    if (/^(?:in|and|a|the|size|colour|color|of|with|please|instead)?$/.test(word)) continue
    const hit = Object.keys(own).flatMap((option) =>
      (catalog.options.get(option)?.values ?? []).flatMap(({ id, name, synonyms }) =>
        [id, name, ...synonyms].some((each) => each.toLowerCase() === word) ? [[option, id] as const] : [],
      ),
    )
    const [first] = hit
    if (first === undefined) return undefined
    found[first[0]] = first[1]
  }
  return Object.keys(found).length === 0 ? undefined : found
}
