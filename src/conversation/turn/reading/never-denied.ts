/**
 * What a product has all words of is never denied: where the reader found nothing, the catalog's
 * index is asked, and what it has is offered. Next: catalog-search.ts; reading.ts says what we do
 * not have.
 */
import type { Request } from '#conversation/requests/request.ts'
import { ENGLISH } from '#conversation/understanding/words/english.ts'
import { nearestTo, searchCatalog } from '#domain/catalog/catalog-search.ts'
import { wordsIn } from '#domain/catalog/words.ts'
import type { Catalog, Product } from '#domain/model/catalog.ts'

/**
 * What the reader found nothing for, but every word of which some product has, or whose words are a
 * product's whole name and more ("red" of a mug that comes in no red), is asked about, with how many
 * were wanted. So is a message of the catalog's words alone that was taken for talk.
 */
export function neverDenied(request: Request, text: string, catalog: Catalog): Request {
  if (request.kind === 'small-talk' || request.kind === 'not-understood')
    return isOfGoods(text, catalog) ? offer(searchCatalog(catalog, text, OFFERED).map(productOf), 1, request) : request
  if (request.kind !== 'not-found') return request
  // "sneakers" is a word of its own, no slip in "speaker".
  const another = wordsIn(request.text).some(({ term, from, to }) => {
    const word = request.text.slice(from, to).toLowerCase()
    return !catalog.index.terms.has(term) && (ENGLISH.has(word) || ENGLISH.has(term))
  })
  const hits = another ? [] : searchCatalog(catalog, request.text, OFFERED).map(productOf)
  const before = text.slice(0, Math.max(0, text.toLowerCase().indexOf(request.text.toLowerCase())))
  const count = /(\d{1,4})\s*(?:x\s*)?(?:\p{L}+\s+of\s+)?$/u.exec(before)?.[1]
  return offer(hits.length > 0 ? hits : namedInFull(request.text, catalog), Math.max(1, Number(count ?? 1)), request)
}
const OFFERED = 9
const productOf = ({ product }: { readonly product: Product }): Product => product

const offer = (products: readonly Product[], quantity: number, otherwise: Request): Request =>
  products.length === 0
    ? otherwise
    : { kind: 'which-product', productIds: products.map(({ id }) => id), quantity, options: {} }

/** Two words at least, each as the catalog has it. */
function isOfGoods(text: string, { index }: Catalog): boolean {
  const words = text.length > LONGEST ? [] : wordsIn(text)
  return words.length >= FEWEST_WORDS && words.every(({ term }) => index.terms.has(term))
}
const LONGEST = 100
const FEWEST_WORDS = 2

/** Products whose name is in the words, measures and numbers aside. */
function namedInFull(text: string, catalog: Catalog): readonly Product[] {
  const said = new Set(wordsIn(text).map(({ term }) => term))
  return nearestTo(catalog, text, OFFERED).filter(({ name }) => {
    const own = wordsIn(name).filter(({ number }) => number === undefined)
    return own.length >= FEWEST_WORDS && own.every(({ term }) => said.has(term))
  })
}
