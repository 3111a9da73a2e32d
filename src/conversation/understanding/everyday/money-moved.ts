/**
 * What people say of money that moved for a placed order: "she paid 48.71 with cash yesterday", "the
 * transfer came in this morning", "I gave her 20 back". Rule: only what is wholly understood; a
 * question, a promise and a denial are none. Next: turn/order/said/money-said.ts has it recorded.
 */
import { MONTH_NAME, WEEKDAY_NAME } from '#domain/base/day-words.ts'
import type { PaymentWay } from '#domain/model/order.ts'
import { bareSentence, isAsking } from './sentences.ts'

export type SaidMoney = {
  readonly kind: 'paid' | 'refunded'
  /** As typed; empty: a part of it, and how much was not said. */
  readonly amount?: string
  readonly how?: PaymentWay
  readonly reference?: string
  /** As typed: "yesterday". */
  readonly day?: string
  /** Who pays says so themselves. */
  readonly own: boolean
}

const CURRENCY = String.raw`(?:usd|eur|gbp|cad|dollars?|bucks|euros?|pounds?|quid|\$|€|£)`
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\d.])(?:(?<sign>[$€£¥])\s?(?<a>\d[\d.,]*)|(?<b>\d[\d.,]*)\s?${CURRENCY}(?![\p{L}\d])` +
    String.raw`|(?<c>\d+[.,]\d{2,3})(?![\d.])|(?<d>\d{1,3})(?![\p{L}\d.,]))`,
  'iu',
)
const DAY = new RegExp(
  String.raw`(?<![\p{L}\d])(?:on\s+)?(?<day>the\s+day\s+before\s+yesterday|yesterday(?:\s+(?:morning|afternoon` +
    String.raw`|evening))?|last\s+night|this\s+(?:morning|afternoon|evening)|earlier(?:\s+today)?|today|just\s+now` +
    String.raw`|a\s+moment\s+ago|(?:a|one|two|three|four|five|six|\d{1,2})\s+(?:days?|weeks?)\s+ago` +
    String.raw`|(?:last|this|earlier\s+this)\s+(?:week|month)|(?:last\s+)?${WEEKDAY_NAME}|\d{4}-\d\d-\d\d|` +
    String.raw`(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?${MONTH_NAME}` +
    String.raw`|${MONTH_NAME}\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?)(?![\p{L}\d])`,
  'iu',
)
const WAYS: readonly (readonly [PaymentWay, string])[] = [
  ['transfer', String.raw`(?:bank|wire|money|sepa)\s+transfer|bank\s+deposit|transfer|wire|bank`],
  ['cash', String.raw`cash|notes|coins`],
  ['cheque', String.raw`cheque|check`],
  ['card', String.raw`(?:(?:credit|debit|bank)\s+)?card|visa|mastercard|amex`],
  ['link', String.raw`(?:payment\s+)?link`],
  ['invoice', 'invoice'],
  ['on-delivery', String.raw`(?:on\s+)?delivery|(?:at\s+)?the\s+door|the\s+courier|the\s+driver`],
  ['other', String.raw`pay\s?pal|apple\s?pay|google\s?pay|venmo|zelle|klarna|gift\s+card|voucher`],
]
const REFERENCE = new RegExp(
  String.raw`,?\s*\b(?:with\s+)?(?:ref(?:erence)?(?!\p{L})\.?|(?:cheque|check|transaction)\s+(?:no\.?` +
    String.raw`|number))\s*:?\s*(?<ref>[\w./-]{2,40})`,
  'iu',
)
const FILLER = new RegExp(
  String.raw`(?<![\p{L}\d])(?:in\s+total|altogether|all\s+in|exactly|so\s+far|as\s+agreed|in\s+person|over\s+the` +
    String.raw`\s+counter|at\s+the\s+(?:desk|counter|till|shop|bank)|in\s+the\s+(?:shop|store|office)` +
    String.raw`|into?\s+(?:the|our)` +
    String.raw`\s+(?:bank\s+)?account|by\s+the\s+way|finally|already|just|now|too|as\s+well|then|really|actually` +
    String.raw`|also|fully|please|thanks|thank\s+you|it\s+seems|apparently|as\s+a\s+deposit|over\s+the\s+phone` +
    String.raw`|so\s+(?:that|it)['’]?s?\s+(?:is\s+)?(?:settled|done|paid))(?![\p{L}\d])`,
  'giu',
)
/** Nothing moved yet, or it did not. */
const NOT_YET = new RegExp(
  String.raw`\b(?:not|never|nothing|nobody|no\s+one|un-?paid|will|shall|going\s+to|wants?|would|could|should|must` +
    String.raw`|may|might|can|can['’]?t|if|when|once|unless|until|to\s+(?:be\s+)?paid|need\w*|supposed|prefers?` +
    String.raw`|\p{L}+n['’]t|\p{L}+['’]ll|\p{L}+['’]d\s+(?:like|rather)|says?|claims?|thinks?|tomorrow` +
    String.raw`|later)(?!\p{L})`,
  'iu',
)

const WHOM =
  String.raw`(?:she|he|they|the\s+(?:customer|client|caller|lady|man|guy|buyer)|customer|client` +
  String.raw`|caller|her\s+(?:husband|wife|mother|father|son|daughter|company)|his\s+(?:wife|husband|company)` +
  String.raw`|their\s+company)`
const HAS = String.raw`(?:['’](?:s|ve)|\s+(?:has|have|had|did))?\s+`
const WHAT =
  String.raw`(?:\s+(?:me|us|it|them|that|this|one|§|for|to|of|on|in|up|off|over|across|with|from|the` +
  String.raw`|her|his|their|my|our|a|an|some|order|parcel|bill|invoice|rest|remainder|balance|amount|money` +
  String.raw`|payment|total|sum|everything|all|both|full|part|half|goods|items?))*`
const BACK =
  String.raw`(?:\s+(?:her|him|them|the\s+(?:customer|client|caller)|it|that|the|money|amount|rest` +
  String.raw`|difference|some|for|to|of|§|all|in|from))*`
const PAID = new RegExp(
  String.raw`^(?<who>${WHOM}|i|we|\p{L}[\p{L}'-]+(?:\s\p{L}[\p{L}'-]+)?)${HAS}(?:paid|payed|settled|transferred` +
    String.raw`|wired|covered|sent|gave|given|handed|brought|dropped)${WHAT}$`,
  'iu',
)
const IS_PAID = new RegExp(
  String.raw`^(?:(?:it|that|this|§|the|her|his|their|my|order|bill|invoice|everything|all)\s*)*(?:['’]s|is|was` +
    String.raw`|has\s+been|are|were|got)?\s*(?:all\s+)?(?:paid|settled|cleared)${WHAT}$`,
  'iu',
)
const THE_MONEY =
  '(?:payment|money|transfer|cash|cheque|check|rest|remainder|balance|deposit|amount)' +
  String.raw`(?:\s+(?:of|for|from|on|her|him|them|§))*`
const IS_HERE =
  String.raw`(?:['’]s|\s+(?:has|have|is|was|did))?\s+(?:come|came|been|arrived|received|gone|went|cleared|here` +
  String.raw`|in|through|paid)(?:\s+(?:in|through|here|received|paid|up|to|with|from|for|us|me|§|her|him|them))*`
const CAME = new RegExp(String.raw`^(?:(?:the|her|his|their|a|some|§)\s+)*${THE_MONEY}${IS_HERE}$`, 'iu')
const GOT = new RegExp(
  String.raw`^(?:(?:i|we)(?:['’]ve|\s+have)?\s+)?(?:got|received|took|taken|collected|had)${WHAT}(?:\s+(?:her` +
    String.raw`|him|them))?${WHAT}$`,
  'iu',
)
/** After a part: "and the rest by transfer today". */
const REST = /^(?:and\s+)?(?:(?:the|her|his|their)\s+)?(?:rest|remainder|balance)(?:\s+(?:of|for|it|§))*$/i
const GAVE_BACK = new RegExp(
  String.raw`^(?:(?:i|we)(?:['’]ve|\s+have)?\s+)?(?:gave|given|sent|paid|transferred|handed` +
    String.raw`|refunded)${BACK}\s*back${BACK}$|^(?:(?:i|we)(?:['’]ve|\s+have)?\s+)?refunded${BACK}$`,
  'iu',
)

/** Undefined: nothing of the kind, or not all of it is known. Where the order was named stands a mark. */
export function moneyMoved(text: string): SaidMoney | undefined {
  const said = bareSentence(text).replace(/[’]/g, "'").replace(/\s+/g, ' ')
  if (said.length > LONGEST || isAsking(text) || NOT_YET.test(said)) return undefined
  const reference = cut(said, REFERENCE)
  const day = cut(reference.rest, DAY)
  const amount = cut(day.rest, AMOUNT)
  const way = wayIn(amount.rest)
  const core = way.rest
    .replace(FILLER, ' ')
    .replace(/[,;:.!–-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const back = GAVE_BACK.test(core)
  const rest = REST.test(core) && way.how !== undefined
  const who = PAID.exec(core)?.groups?.['who']
  const isName = who !== undefined && (PERSON.test(who) || /^\p{Lu}/u.test(who))
  const value = amount.found
  // What came is the way itself ("the transfer came in"), or the amount alone.
  const came =
    [IS_PAID, CAME, GOT].some((shape) => shape.test(core)) ||
    ((way.how ?? value) !== undefined && CAME.test(`the money ${core}`))
  if (!back && !isName && !came && !rest) return undefined
  // "She sent a card", "I took the order": nothing in it is money.
  const isMoney = /\b(?:paid|payed|settled|cleared|transferred|wired|refunded|money|payment|deposit)\b/i.test(core)
  const priced = value !== undefined && !/^\d{1,3}$/.test(value)
  if (!isMoney && !priced && way.how === undefined && !CURRENCY_SAID.test(said)) return undefined
  if (!isMoney && !back && way.how === 'card' && value === undefined) return undefined
  return {
    kind: back ? 'refunded' : 'paid',
    own: !back && who !== undefined && /^(?:i|we)$/i.test(who),
    ...(value === undefined ? (PART.test(core) ? { amount: '' } : {}) : { amount: value }),
    ...(way.how === undefined ? {} : { how: way.how }),
    ...(reference.found === undefined ? {} : { reference: reference.found }),
    ...(day.found === undefined ? {} : { day: day.found }),
  }
}
const PERSON = new RegExp(`^(?:${WHOM}|i|we)$`, 'iu')
const CURRENCY_SAID = new RegExp(String.raw`\d\s?${CURRENCY}|[$€£¥]\s?\d`, 'iu')
const LONGEST = 200
const PART = /\b(?:part|half|some)\b/i

function cut(text: string, shape: RegExp): { readonly rest: string; readonly found?: string } {
  const hit = shape.exec(text)
  const found = Object.values(hit?.groups ?? {}).findLast((one) => one !== undefined && /[\p{L}\d]/u.test(one))
  if (hit === null || found === undefined) return { rest: text }
  return { rest: `${text.slice(0, hit.index)} ${text.slice(hit.index + hit[0].length)}`, found }
}

type Way = { readonly rest: string; readonly how?: PaymentWay }
function wayIn(text: string): Way {
  for (const [how, words] of WAYS) {
    const shape = new RegExp(
      String.raw`(?<![\p{L}\d])(?:(?:in|by|with|via|through|using|on|per|as)\s+)?(?:(?:the|a|an|her|his|their|my` +
        String.raw`|our)\s+)?(?:${words})(?![\p{L}\d])`,
      'iu',
    )
    if (!shape.test(text)) continue
    return { rest: text.replace(shape, ' '), how }
  }
  return { rest: text }
}
