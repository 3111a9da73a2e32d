/**
 * The seam: a message sentence by sentence, each either surely one of the everyday kinds or left to
 * be read freely. Rule: nothing is lost; what is left keeps its words and its place.
 * Next: questions.ts and the files beside it read one sentence each.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { Shop } from '#domain/model/shop.ts'
import { afterSaleWish } from './after-sale.ts'
import { correction } from './corrections.ts'
import { begunLineWords, lineWords } from './line-text.ts'
import { keysOfName } from './names.ts'
import { parcels } from './parcels.ts'
import { onlyMentioned } from './placed-mention.ts'
import { addressBehind, addressPart, bareAddress, sentAlong, streetAlone } from './places.ts'
import { shopQuestion } from './questions.ts'
import { repeated } from './repeats.ts'
import { sentencesOf } from './sentences.ts'

/** What is looked at to read a sentence exactly. */
export type Everyday = {
  readonly shop: Shop
  readonly hasCart: boolean
  /** The line that was touched last. */
  readonly focus?: string
  /** An item is asked about. */
  readonly asked: boolean
  readonly hasDraft: boolean
  readonly staff: boolean
  /** No address was given yet: a line that is one is where it goes. */
  readonly takesAddress: boolean
  /** An order was spoken of. */
  readonly placed: boolean
}
export type Part = {
  readonly text: string
  readonly requests?: readonly Request[]
  /** Read by itself. */
  readonly apart?: true
}

/** Undefined: no sentence of it is one of them. */
export function everydayParts(text: string, known: Everyday): readonly Part[] | undefined {
  const parts = sentencesOf(text).flatMap((sentence) => partsOf(sentence, known).map((part) => ofNamed(part, text)))
  return parts.some(({ requests, apart }) => requests !== undefined || apart === true) ? joined(parts) : undefined
}

/** "What about 1042? It never arrived": the order that the message names is the one. */
function ofNamed(part: Part, text: string): Part {
  if (part.requests?.some((one) => one.kind === 'after' && one.order === undefined) !== true) return part
  const order = onlyMentioned(text)
  if (order === undefined) return part
  const requests = part.requests.map((one) =>
    one.kind === 'after' && one.order === undefined ? { ...one, order } : one,
  )
  return { ...part, requests }
}

function partsOf(sentence: string, known: Everyday): readonly Part[] {
  const requests = everyday(sentence, known)
  if (requests !== undefined) return [{ text: sentence, requests }]
  const named = (item: string): boolean => isItem(item, known)
  const along = sentAlong(sentence, named) ?? addressBehind(sentence, named)
  if (along !== undefined) return [...partsOf(along.goods, known), { text: along.where, requests: [along.request] }]
  for (const { index, 0: mark } of [...sentence.matchAll(BETWEEN)].slice(0, MOST)) {
    const tail = sentence.slice(index + mark.length)
    if (tail.length > LONGEST) continue
    // The end of an address is an address too: a bare one stands alone.
    const said = everyday(tail, { ...known, takesAddress: false })
    if (said !== undefined && index > 0) return [{ text: sentence.slice(0, index) }, { text: tail, requests: said }]
  }
  const asks = QUESTION_AFTER.exec(sentence)
  if (asks === null || asks.index === 0) return [{ text: sentence }]
  return [
    { text: sentence.slice(0, asks.index), apart: true },
    { text: sentence.slice(asks.index + asks[0].length), apart: true },
  ]
}
const BETWEEN = /\s*(?:[,;]|\s-|\b(?:and|but|with|plus|also)\b)\s+/giu
/** So many places of one sentence are tried, where what follows is no longer than such a sentence may be. */
const MOST = 8
const LONGEST = 700
/** "1 tote, and what colours are there?": not one of these questions, but one of its own. */
const QUESTION_AFTER = /\s*(?:,|\band\b|\bbut\b)(?:\s+(?:and|also))*\s+(?=(?:what|when|how|where|which)\b)/iu

function everyday(sentence: string, known: Everyday): readonly Request[] | undefined {
  const words = lineWords(sentence, (item) => isItem(item, known))
  if (words !== undefined) return [{ kind: 'line-text', ...words }]
  const begun = known.hasCart ? begunLineWords(sentence, (item) => isItem(item, known)) : undefined
  if (begun !== undefined) return [{ kind: 'begin-note', ...begun }]
  const corrected = correction(sentence, known)
  if (corrected !== undefined) return corrected
  const again = repeated(sentence, known.staff)
  if (again !== undefined) return again
  if (known.hasDraft && RINGS.test(sentence)) return [{ kind: 'comment', text: sentence.trim() }]
  const isName = (item: string): boolean => isItem(item, known)
  const part = known.hasDraft ? (addressPart(sentence) ?? streetAlone(sentence, isName)) : undefined
  if (part !== undefined) return [part]
  const sent = known.hasCart ? parcels(sentence, { shop: known.shop, isItem: isName }) : undefined
  if (sent !== undefined) return sent
  const where = known.hasDraft && known.takesAddress ? bareAddress(sentence, isName) : undefined
  if (where !== undefined) return [where]
  const after = afterSaleWish(sentence, { cart: known.hasCart, placed: known.placed })
  if (after !== undefined) return [{ kind: 'after', ...after }]
  const about = shopQuestion(sentence, known)
  return about === undefined ? undefined : [{ kind: 'question', about }]
}

/** How it is brought: "twice" counts no goods. */
const RINGS = new RegExp(
  String.raw`^(?:(?:please|can you|could you|also|just)\s+)*(?:ring|knock|buzz|call)(?:\s+(?:at|on|the|my` +
    String.raw`|door|doorbell|bell))*\s+(?:once|twice|(?:two|three|\d)\s+times)(?:[\s,]+please)?[.!]*$`,
  'iu',
)

function isItem(words: string, { shop }: Everyday): boolean {
  const name = words.toLowerCase().replace(/^(?:the|my|her|his|their|those|these|all|both)\s+/, '')
  return (
    shop.catalog.variants.has(name.toUpperCase()) ||
    [...shop.catalog.products.values()].some((product) => keysOfName(product).includes(name))
  )
}

/** What is left over between two that are known is read together. */
function joined(parts: readonly Part[]): readonly Part[] {
  const done: Part[] = []
  for (const part of parts) {
    const last = done.at(-1)
    const alone = (one: Part): boolean => one.apart === true || one.requests !== undefined
    if (last === undefined || alone(part) || alone(last)) done.push(part)
    else done.splice(-1, 1, { text: `${last.text}\n${part.text}` })
  }
  return done
}
