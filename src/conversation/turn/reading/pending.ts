/**
 * The pending question first: what an answer means while the bot waits for something. A bare number
 * or value answers only this; it never presses Place or Cancel. Anything that is not an answer is
 * read as usual, and the question stays until the draft changes.
 */

import type { Request } from '#conversation/requests/request.ts'
import { isQuestion, tellsWhatHappened } from '#conversation/requests/words/name-shape.ts'
import { pastedAnswer } from '#conversation/turn/reading/pasted/pasted-answer.ts'
import { countMeant } from '#conversation/understanding/everyday/corrections.ts'
import { isGreeting, tellsNoReason } from '#conversation/understanding/everyday/talk.ts'
import { placeWithin } from '#conversation/understanding/everyday/where/address-pieces.ts'
import { NO } from '#conversation/understanding/pending.ts'
import { COUNT_WORDS } from '#conversation/understanding/words/numbers.ts'
import { normaliseEmail, PHONE_SHAPE } from '#domain/base/contact.ts'
import { given } from '#domain/base/given.ts'
import { continueAddress } from '#domain/draft/address-pieces.ts'
import { questionAt, questionsOf } from '#domain/draft/open-questions.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Address, BackorderPolicy } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { PendingAnswer, Said } from './heard.ts'
import { deniedVerb } from './not-done.ts'
import { fitsField, recipientIn, withoutAccount } from './spoken/address-field.ts'

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
export function answerOf(pending: PendingQuestion, heard: Said, shop: Shop): PendingAnswer | undefined {
  const { request: said, text } = heard
  const yes = said?.kind === 'yes' && heard.fresh
  const picked = said?.kind === 'choose' && heard.fresh ? said.option - 1 : undefined
  switch (pending.kind) {
    case 'choose-customer': {
      const only = yes && pending.customerIds.length === 1 ? 0 : undefined
      const customerId = pending.customerIds[picked ?? only ?? -1]
      return customerId === undefined
        ? undefined
        : { requests: [{ kind: 'choose-customer', customerId }], rest: pending.rest }
    }
    case 'use-account':
      return accountOrGuest(pending, heard.fresh ? said : undefined)
    case 'choose-option': {
      const value = pending.choices[picked ?? -1]
      return value === undefined ? undefined : chosen(pending, { ...pending.options, [pending.ask]: value })
    }
    case 'choose-product':
      return productAnswer(pending, picked ?? namedProduct(pending.productIds, heard, shop.catalog))
    case 'swap-coupon':
      return yes ? { requests: [{ kind: 'swap-coupon', code: pending.add, replacing: pending.remove }] } : undefined
    case 'over-limit':
      // A choice of three: "yes" could be any of them.
      return yes ? { requests: [{ kind: 'ask-again', to: text.trim() }], open: true } : undefined
    case 'confirm-reading':
      if (said?.kind === 'instead' && heard.fresh)
        return { requests: [], rest: pending.text, sure: true, instead: true }
      return yes ? { requests: [], rest: pending.text, sure: true } : otherCount(pending.text, heard)
    case 'which-point':
      return undefined
    case 'pasted':
      return pastedAnswer(pending, heard, shop)
    case 'unclear':
      return unclearAnswer(pending, heard)
    case 'reason':
      return reasonAnswer(heard, picked, shop.settings.reasons)
    case 'comment':
    case 'memo':
    case 'note':
      return wordsAnswer(pending, heard)
    case 'confirm-place':
      return yes ? { requests: [{ kind: 'place' }] } : undefined
    case 'confirm-cancel':
      return yes ? { requests: [{ kind: 'cancel', confirmed: true }] } : undefined
    case 'backorder-choice':
      return policyAnswer(said, pending.policies[picked ?? -1])
    case 'keep-override':
      if (yes) return { requests: [{ kind: 'keep-override' }] }
      return heard.fresh && said?.kind === 'no'
        ? { requests: [{ kind: 'remove-adjustment', what: 'shipping' }] }
        : undefined
    case 'address-field': {
      const words = pending.field === 'name' ? withoutAccount(text) : text
      const to = heard.own && said === undefined ? recipientIn(words) : undefined
      if (to !== undefined && pending.partial.name === '') return addressOf(pending, { ...pending.partial, name: to })
      return heard.own && said === undefined && fitsField(pending.field, placeWithin(words)) && isNoMore(heard)
        ? addressAnswer(pending, placeWithin(words))
        : undefined
    }
    default:
      return pending satisfies never
  }
}

/** "No wait, 5" of a reading that was just asked about: it is read again with that number. */
function otherCount(text: string, { own, fresh, text: said }: Said): PendingAnswer | undefined {
  const count = own && fresh ? countMeant(said) : undefined
  const numbers = text.match(NUMBER) ?? []
  return count === undefined || numbers.length !== 1
    ? undefined
    : { requests: [], rest: text.replace(NUMBER, String(count)) }
}
const NUMBER = new RegExp(`\\b(?:\\d{1,3}|${COUNT_WORDS})\\b`, 'giu')

/** "10119 Berlin" counts nothing. */
const POSTCODE_AND_TOWN = /^(?:[A-Z]{1,2}-)?\d{4,5}\s+\p{Lu}[\p{L} .'-]{1,40}(?:,\s*\p{Lu}[\p{L} ]{2,30})?$/u

const isNoMore = ({ text, means }: Said): boolean => POSTCODE_AND_TOWN.test(text.trim()) || !means()

const policyAnswer = (said: Request | undefined, picked: BackorderPolicy | undefined): PendingAnswer | undefined =>
  said?.kind === 'backorders' ? { requests: [said] } : picked && { requests: [{ kind: 'backorders', policy: picked }] }

function productAnswer(
  { productIds, quantity, options }: Extract<PendingQuestion, { kind: 'choose-product' }>,
  picked = -1,
): PendingAnswer | undefined {
  const productId = productIds[picked]
  return productId === undefined ? undefined : { requests: [{ kind: 'add-product', productId, quantity, options }] }
}

/**
 * One of what was offered, or a number where a number is asked for, takes the place of what was
 * unclear; the words are read again.
 */
function unclearAnswer(
  { text, span, candidates }: Extract<PendingQuestion, { kind: 'unclear' }>,
  heard: Said,
): PendingAnswer | undefined {
  const said = heard.text.trim().toLowerCase()
  const numeric = span !== undefined && /\d|\bminus\b/i.test(span)
  const fits = numeric ? /^[1-9]\d{0,2}$/.test(said) : candidates.some((one) => one.toLowerCase() === said)
  return span === undefined || !heard.fresh || !fits
    ? undefined
    : { requests: [], rest: text.replace(span, said), sure: true }
}

/**
 * A listed reason by its number or its words, else whatever is no order change, question or talk by
 * itself: free words are kept as they are.
 */
function reasonAnswer(
  { request, text, own, fresh, means, commands, reads }: Said,
  picked: number | undefined,
  reasons: readonly string[],
): PendingAnswer | undefined {
  if (request?.kind === 'reason') return { requests: [request] }
  const named =
    picked === undefined ? reasons.find((known) => known.toLowerCase() === text.trim().toLowerCase()) : reasons[picked]
  // Money comes off for what the person says who was asked.
  if (named !== undefined)
    return own
      ? { requests: [{ kind: 'reason', text: named }] }
      : { requests: [{ kind: 'ask-again', to: text.trim() }], open: true }
  const free =
    own &&
    request === undefined &&
    !isQuestion(text) &&
    /[\p{L}\d]/u.test(text) &&
    !isNoReason(text) &&
    !commands() &&
    !means() &&
    deniedVerb(text) === undefined &&
    !(COUNTED.test(text) && !tellsWhatHappened(text) && reads())
  if (!free) return undefined
  if (tellsNoReason(text)) return reads() ? undefined : { requests: [{ kind: 'ask-again', given: text }], open: true }
  // Once something else was said, it may be no reason at all: it is asked.
  if (!fresh) return reads() ? undefined : { requests: [{ kind: 'ask-again', to: text.trim() }], open: true }
  return { requests: [{ kind: 'reason', text }] }
}

/** "2 blue mugs", where it is not sure which: goods all the same. */
const COUNTED = new RegExp(String.raw`^\s*(?:add\s+)?(?:\d{1,3}|${COUNT_WORDS}|an?|another|more)\s+\p{L}`, 'iu')

/** A greeting, or how somebody is reached. */
const isNoReason = (text: string): boolean =>
  isGreeting(text) ||
  /^or\b/i.test(text.trim()) ||
  normaliseEmail(text) !== undefined ||
  ONLY_A_NUMBER.test(text.trim())
const ONLY_A_NUMBER = new RegExp(`^${PHONE_SHAPE}$`)

/**
 * Words that were begun take all but a plain command, a question or a look, and once something else was said
 * nothing that can be read as anything else; "never mind" leaves them.
 */
function wordsAnswer(pending: Begun, heard: Said): PendingAnswer | undefined {
  const { request, own, fresh } = heard
  const text = heard.text.trim()
  if (!own || text === '' || heard.commands() || isQuestion(text) || heard.looks()) return undefined
  if (isGreeting(text) && !(pending.kind === 'note' && pending.what !== undefined)) return undefined
  if (request?.kind !== 'choose' && (NO.test(text.toLowerCase()) || LEFT.test(text)))
    return { requests: [{ kind: 'no' }] }
  if (!fresh && heard.reads()) return undefined
  if (pending.kind !== 'note') return { requests: [{ kind: pending.kind, text }] }
  const { what, lineId, also = [] } = pending
  if (what !== undefined)
    return {
      requests: [lineId, ...also].map((id) => ({ kind: 'line-text', what, text, line: { by: 'id', id } })),
    }
  return { requests: [{ kind: 'note', line: { by: 'id', id: pending.lineId }, note: text }] }
}
const LEFT = new RegExp(
  String.raw`^(?:(?:no|nah|oh|ok(?:ay)?|actually|please)[\s,.]+)*(?:forget (?:it|that|about (?:it|that))` +
    '|skip (?:it|that)|drop (?:it|that)|no (?:comment|note|memo)|leave it' +
    String.raw`|scrap that)(?:[\s,]+(?:please|thanks|thank you|then|now))*[.!]*$`,
  'i',
)
type Begun = Extract<PendingQuestion, { kind: 'comment' | 'memo' | 'note' }>

/**
 * What fits completes the address, or leaves the next field to ask for; what does not is read as an
 * ordinary message.
 */
function addressAnswer(
  pending: Extract<PendingQuestion, { kind: 'address-field' }>,
  text: string,
): PendingAnswer | undefined {
  const filled = continueAddress(pending.partial, pending.field, text)
  if (filled === undefined) return undefined
  return addressOf(pending, filled.ok ? filled.value : filled.refusal.partial)
}

/** Whoever buys is said while it is asked who receives it. */
export function recipientSaid(pending: PendingQuestion | undefined, name: string): PendingAnswer | undefined {
  return pending?.kind === 'address-field' && pending.field === 'name' && pending.partial.name === ''
    ? addressOf(pending, { ...pending.partial, name })
    : undefined
}

function addressOf(pending: Extract<PendingQuestion, { kind: 'address-field' }>, filled: Address): PendingAnswer {
  const address = { by: 'parsed', address: filled } as const
  if (pending.units !== undefined)
    return { requests: [{ kind: 'parcels', moves: [{ goods: { kind: 'units', units: pending.units }, address }] }] }
  return {
    requests: [
      pending.target === 'bill' ? { kind: 'bill-to', address } : { kind: 'ship-to', address, group: pending.group },
    ],
  }
}

/** The item that was asked about, with what is known of it now. */
export const chosen = (
  { productId, quantity }: Extract<PendingQuestion, { kind: 'choose-option' }>,
  options: Readonly<Record<string, string>>,
): PendingAnswer => ({ requests: [{ kind: 'add-product', productId, quantity, options }] })

/** "the enamel one": all words are in the name of one of them only. */
function namedProduct(ids: readonly string[], { request, text }: Said, { products }: Catalog): number | undefined {
  const words = (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter(
    (word) => !/^(?:the|one|a|an|please|i|mean)$/.test(word),
  )
  const found = ids.flatMap((id, at) => {
    const product = products.get(id)
    const names = product === undefined ? [] : [product.name, product.plural, ...product.synonyms]
    return names.some((name) => words.every((word) => name.toLowerCase().includes(word))) ? [at] : []
  })
  return request === undefined && words.length > 0 && found.length === 1 ? found[0] : undefined
}

/** No is a guest with that very address, though it has an account. */
function accountOrGuest(
  pending: Extract<PendingQuestion, { kind: 'use-account' }>,
  said: Request | undefined,
): PendingAnswer | undefined {
  const { customerId, email, name } = pending
  if (said?.kind === 'yes') return { requests: [{ kind: 'choose-customer', customerId }] }
  if (said?.kind !== 'no') return undefined
  return { requests: [{ kind: 'guest', contact: email, stay: true, ...given({ name }) }] }
}

/** The one a control names, else the one asked last; there is one question about reasons at most. */
export function answeredBy(
  { kind }: Request,
  point: string | undefined,
  draft: OrderDraft,
): PendingQuestion | undefined {
  if (point !== undefined) return questionAt(draft, point)
  return kind === 'reason' ? questionsOf(draft).find((question) => question.kind === 'reason') : draft.pending
}
