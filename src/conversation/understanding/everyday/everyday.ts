/**
 * The seam: a message sentence by sentence, each either surely one of the everyday kinds or left to
 * be read freely. Rule: nothing is lost; what is left keeps its words and its place.
 * Next: questions.ts and the files beside it read one sentence each.
 */

import type { Request } from '#conversation/requests/request.ts'
import { namesCountry } from '#domain/base/address-rules.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { wordsIn } from '#domain/catalog/words.ts'
import type { Shop } from '#domain/model/shop.ts'
import { afterSaleWish } from './after-sale.ts'
import { looseQuestion } from './asked/loose-questions.ts'
import { shopQuestion } from './asked/questions.ts'
import { correction } from './corrections.ts'
import { begunLineWords, lineWords } from './line-text.ts'
import { productsCalled } from './name-index.ts'
import { amountOff, couponSaid, paymentAlone } from './paying.ts'
import { onlyMentioned } from './placed-mention.ts'
import { plainAdd } from './plain-add.ts'
import { repeated } from './repeats.ts'
import { bareSentence, sentencesOf } from './sentences.ts'
import { declines, settledOn } from './spoken/agreed.ts'
import { addressPiece, phoneAlone, placeTold, townBehind } from './where/address-pieces.ts'
import { comparedMethod } from './where/compared-method.ts'
import { parcels } from './where/parcels.ts'
import { addressBehind, addressPart, bareAddress, sentAlong, streetAlone } from './where/places.ts'

/** What is looked at to read a sentence exactly. */
export type Everyday = {
  readonly shop: Shop
  readonly hasCart: boolean
  readonly lines: readonly { readonly id: string; readonly sku: Sku }[]
  /** Where the parcels of the cart go, by name, and how many there are. */
  readonly places: readonly string[]
  readonly parcels: number
  /** What is there already of what could be added. */
  readonly there: { readonly coupons: boolean; readonly takenOff: boolean; readonly notes: boolean }
  /** Saved addresses of who buys, by name. */
  readonly labels: readonly string[]
  /** How it is sent now. */
  readonly method?: string
  /** The line that was touched last. */
  readonly focus?: string
  /** An item is asked about. */
  readonly asked: boolean
  /** Of which products. */
  readonly askedFor: readonly string[]
  readonly hasDraft: boolean
  readonly staff: boolean
  /** No address was given yet: a line that is one is where it goes. */
  readonly takesAddress: boolean
  /** No part of an address is asked for: a piece begins one. */
  readonly takesPiece: boolean
  /** It goes somewhere. */
  readonly address: boolean
  /** An amount was taken off by hand, and there is no code. */
  readonly takenOff?: boolean
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
export function everydayParts(text: string, given: Everyday): readonly Part[] | undefined {
  const sentences = sentencesOf(text)
  // Lines of an address are read together.
  const known = sentences.length > 1 ? { ...given, takesPiece: false } : given
  const added = sentences.length === 1 ? plainAdd(text, { ...known, ...known.shop }) : undefined
  if (added !== undefined) return [{ text, requests: [added] }]
  const parts = sentences.flatMap((sentence) =>
    partsOf(sentence, known).map((part) => ofNamed(sentences.length > 1 ? asking(part, known) : part, text)),
  )
  return parts.some(({ requests, apart }) => requests !== undefined || apart === true) ? joined(parts) : undefined
}

/** A question among other sentences is answered by itself. */
function asking(part: Part, known: Everyday): Part {
  const about = part.requests === undefined && /\?\s*$/.test(part.text) ? looseQuestion(part.text, known) : undefined
  return about === undefined ? part : { ...part, requests: [{ kind: 'question', about }] }
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
  const town = known.takesAddress && known.takesPiece ? townBehind(sentence, named) : undefined
  const along = sentAlong(sentence, named) ?? addressBehind(sentence, named) ?? town
  if (along !== undefined) {
    const goods = WISHED.test(along.goods) || SEND_IT.test(along.goods) ? [] : partsOf(along.goods, known)
    return [...goods, { text: along.where, requests: [along.request] }]
  }
  for (const { index, 0: mark } of [...sentence.matchAll(BETWEEN)].slice(0, MOST)) {
    const tail = sentence.slice(index + mark.length)
    if (tail.length > LONGEST) continue
    // The end of an address is an address too: a bare one stands alone. What is corrected stands before it.
    const { focus: _, ...apart } = known
    const said = everyday(tail, { ...apart, takesAddress: false })
    if (said !== undefined && BARE.test(sentence.slice(0, index))) return [{ text: sentence, requests: said }]
    if (said !== undefined && index > 0) return [{ text: sentence.slice(0, index) }, { text: tail, requests: said }]
  }
  const asks = QUESTION_AFTER.exec(sentence)
  if (asks === null || asks.index === 0) return [{ text: sentence }]
  return [
    { text: sentence.slice(0, asks.index), apart: true },
    { text: sentence.slice(asks.index + asks[0].length), apart: true },
  ]
}
/** "Can we send it to him" at an address. */
const SEND_IT = new RegExp(
  String.raw`^(?:(?:and|so|ok(?:ay)?|please)[\s,]+)*(?:(?:can|could|would|will) (?:you|we|i|u)\s+(?:please\s+)?)?` +
    String.raw`(?:send|ship|deliver|post|get) (?:it|them|this|that|everything)(?: to (?:her|him|me|us|them))?$`,
  'iu',
)
/** "She'd like them" of "she'd like them sent to ...": nothing else is wished. */
const WISHED = new RegExp(
  String.raw`^(?:(?:and|so|ok(?:ay)?)[\s,]+)*(?:(?:i|we|she|he|they)(?:['’]d|\s+would)?\s+)?(?:like|wants?|needs?` +
    String.raw`|have|prefers?)\s+(?:to have\s+)?(?:it|them|this|that|these|those|everything|all of (?:it|them))` +
    String.raw`(?:\s+all)?$`,
  'iu',
)
const BETWEEN = /\s*(?:[,;]|\s-|\b(?:and|but|with|plus|also)\b)\s+/giu
/** "How much with shipping to Bonn?": what stands before it asks nothing else. */
const BARE = new RegExp(
  String.raw`^\s*(?:(?:and|so|ok(?:ay)?|well|then|how much|what(?: about)?` +
    String.raw`|how about|hm+|um+|oh|no|nah|nope|actually|wait|sorry)[\s,]*)+$`,
  'iu',
)
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
  const corrected = correction(sentence, { ...known, isItem: (item) => isItem(item, known) })
  if (corrected !== undefined) return corrected
  const again = repeated(sentence, known.staff)
  if (again !== undefined) return again
  if (known.hasDraft && RINGS.test(sentence)) return [{ kind: 'comment', text: sentence.trim() }]
  const isName = (item: string): boolean => isItem(item, known)
  const mayBePlace = known.hasDraft && !isGoodsAndNumber(sentence, known)
  const part = mayBePlace ? (phoneAlone(sentence) ?? addressPart(sentence) ?? streetAlone(sentence, isName)) : undefined
  if (part !== undefined) return [part]
  const country = sentence.trim().replace(/(?:[\s,]+(?:of course|obviously|please|though))?[.!]*$/i, '')
  if (known.address && known.takesPiece && namesCountry(country) !== undefined)
    return [{ kind: 'address-part', field: 'country', value: country, target: 'ship' }]
  const sent = known.hasCart ? parcels(sentence, { ...known, isItem: isName }) : undefined
  if (sent !== undefined) return sent
  const where =
    mayBePlace && known.takesAddress
      ? (bareAddress(placeTold(sentence), isName) ??
        (known.takesPiece ? addressPiece(sentence, known.shop, isName) : undefined))
      : undefined
  if (where !== undefined) return [where]
  const own = ofOrder(sentence, known)
  if (own !== undefined) return [own]
  const after = afterSaleWish(sentence, { cart: known.hasCart, placed: known.placed })
  if (after !== undefined) return [{ kind: 'after', ...after }]
  if (HOW.test(bareSentence(sentence))) return [{ kind: 'small-talk', greeting: true }]
  if (STANDS.test(bareSentence(sentence)) && (known.hasCart || known.placed)) return [standing(known)]
  const about = shopQuestion(sentence, known)
  return about === undefined ? undefined : [{ kind: 'question', about }]
}

/** What is settled about the cart: how it goes, what it costs, how it is paid. */
function ofOrder(sentence: string, known: Everyday): Request | undefined {
  if (known.hasDraft && declines(sentence, known.there)) return { kind: 'small-talk' }
  if (known.hasCart && READS_BACK.test(bareSentence(sentence))) return { kind: 'read-back' }
  const settled = known.hasDraft ? settledOn(sentence, known.shop, known.labels) : undefined
  if (settled !== undefined) return settled
  const way = known.hasDraft && !known.asked ? comparedMethod(sentence) : undefined
  if (way !== undefined) return way
  if (known.takenOff === true && GIVES_NO_MORE.test(sentence.trim())) return { kind: 'remove-adjustment' }
  return (
    (known.hasCart ? amountOff(sentence) : undefined) ??
    (known.hasDraft ? paymentAlone(sentence) : undefined) ??
    couponSaid(sentence, known.shop)
  )
}

const standing = ({ hasCart }: Everyday): Request => ({ kind: hasCart ? 'show' : 'status' })

const HOW = new RegExp(
  String.raw`^how (?:do|can|would|should|does) (?:i|we|one|you|this|it|that) (?:order|orders|buy|` +
    String.raw`buy something|place an order|start|work|works|use this|use it|shop)(?: here| from you)?$`,
  'iu',
)

const GIVES_NO_MORE = new RegExp(
  String.raw`^(?:(?:ok(?:ay)?|so|please|no|actually)[\s,]+)*(?:drop|remove|cancel|undo|forget|lose|take (?:away` +
    String.raw`|back)|delete)` +
    String.raw` (?:the|that|her|his|my) (?:discount|reduction|amount off|fiver|tenner|price cut)` +
    String.raw`(?: (?:again|after all|then|please|now))*[.!]*$`,
  'iu',
)

const READS_BACK = new RegExp(
  String.raw`^(?:(?:can|could|would) you )?read (?:(?:me|it|that|this|the (?:order|cart)|everything|us|her|him)` +
    String.raw` )*back` +
    String.raw`(?: to (?:me|us|her|him))?(?: (?:the|my|her|his) (?:order|cart|items))?(?: (?:again|to (?:me|us` +
    String.raw`|her|him)))?$`,
  'iu',
)

/** How the cart looks, not how its total comes about. */
const STANDS = new RegExp(
  String.raw`^(?:(?:so )?where (?:does|do) (?:it|that|this|things|the (?:order|cart)|we) stand` +
    String.raw`|where are we(?: at| with (?:it|this|that|the order))?|how does (?:it|that|the (?:order|cart)) look` +
    String.raw`|what (?:have|do) (?:we|i)(?: have| got)? so far)(?: (?:now|so far|at the moment|at))?$`,
  'iu',
)

/** How it is brought: "twice" counts no goods. */
const RINGS = new RegExp(
  String.raw`^(?:(?:when|once|if|before) (?:it|they|you|the (?:parcel|package|driver|courier)) (?:arrives?|` +
    String.raw`comes?|is here|get here)[\s,]+)?` +
    String.raw`(?:(?:please|can you|could you|also|just)\s+)*(?:ring|knock|buzz|call)(?:\s+(?:at|on|the|my` +
    String.raw`|door|doorbell|bell|me|us|her|him))*(?:\s+(?:once|twice|(?:two|three|\d)\s+times|` +
    String.raw`first))?(?:[\s,]+please)?[.!]*$`,
  'iu',
)

function isItem(words: string, { shop }: Everyday): boolean {
  const name = words.toLowerCase().replace(/^(?:the|my|her|his|their|those|these|all|both)\s+/, '')
  return shop.catalog.variants.has(name.toUpperCase()) || productsCalled(name, shop.catalog).length > 0
}

/** "tortenring 24" is a size of what is sold here, though streets are called so too. */
function isGoodsAndNumber(sentence: string, { shop: { catalog } }: Everyday): boolean {
  const word = /^(?<word>\p{L}{4,})\s+\d{1,4}\s?[a-z]{0,2}$/iu.exec(sentence.trim())?.groups?.['word'] ?? ''
  return wordsIn(word).some(({ term }) => catalog.index.terms.has(term))
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
