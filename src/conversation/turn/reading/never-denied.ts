/**
 * What a product has all words of is never denied: where the reader found nothing, the catalog's
 * index is asked, and what it has is offered. Next: catalog-search.ts; reading.ts says what we do
 * not have.
 */
import type { Request } from '#conversation/requests/request.ts'
import { ENGLISH } from '#conversation/understanding/words/english.ts'
import { searchCatalog } from '#domain/catalog/catalog-search.ts'
import { wordsIn } from '#domain/catalog/words.ts'
import type { Catalog } from '#domain/model/catalog.ts'

/**
 * What the reader found nothing for, but every word of which some product has, is asked about, with
 * how many were wanted.
 */
export function neverDenied(request: Request, text: string, catalog: Catalog): Request {
  if (request.kind !== 'not-found') return request
  // "sneakers" is a word of its own, no slip in "speaker".
  const another = wordsIn(request.text).some(({ term, from, to }) => {
    const word = request.text.slice(from, to).toLowerCase()
    return !catalog.index.terms.has(term) && (ENGLISH.has(word) || ENGLISH.has(term))
  })
  const hits = another ? [] : searchCatalog(catalog, request.text, OFFERED)
  if (hits.length === 0) return request
  const before = text.slice(0, Math.max(0, text.toLowerCase().indexOf(request.text.toLowerCase())))
  const count = /(\d{1,4})\s*(?:x\s*)?(?:\p{L}+\s+of\s+)?$/u.exec(before)?.[1]
  return {
    kind: 'which-product',
    productIds: hits.map(({ product }) => product.id),
    quantity: Math.max(1, Number(count ?? 1)),
    options: {},
  }
}
const OFFERED = 9
