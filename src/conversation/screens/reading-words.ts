/**
 * What was read of free wording, in words to say yes or no to: the cart's lines that would come,
 * change or go. Rule: a doubtful reading is shown before it is asked about (rules.md C5). Options
 * that were not said are not named: they are asked or assumed later.
 */

import type { SpokenLine } from '#conversation/understanding/types.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import type { Catalog } from '#domain/model/catalog.ts'

/** Undefined: no line would change. */
export function readingWords(
  before: readonly SpokenLine[],
  after: readonly SpokenLine[],
  catalog: Catalog,
): string | undefined {
  const known = new Set(before.map(keyOf))
  const kept = new Set(after.map(({ product }) => product))
  const changed = after
    .filter((line) => !known.has(keyOf(line)))
    .map((line) => `${line.quantity} x ${itemText(line, catalog)}`)
  const gone = before
    .filter(({ product }) => !kept.has(product))
    .map((line) => understoodWords.noMore(itemText(line, catalog)))
  const words = [...changed, ...gone]
  return words.length === 0 ? undefined : words.join('; ')
}

const keyOf = ({ product, options, quantity }: SpokenLine): string =>
  JSON.stringify([product, quantity, Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1))])

function itemText({ product: id, options }: SpokenLine, catalog: Catalog): string {
  const product = catalog.products.get(id)
  if (product === undefined) return id
  const named = product.options.flatMap((option) => {
    const value = options[option]
    return value === undefined
      ? []
      : [catalog.options.get(option)?.values.find((each) => each.id === value)?.name ?? value]
  })
  return [product.name, ...named].join(', ')
}
