/**
 * A way to pay, a code or an amount off in a few words: "ok link then", "PO is 88-123, on account",
 * "she has a code, save 10", "can you knock a fiver off, she waited two weeks". Rule: nothing else is
 * said in the sentence. Next: everyday.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { BANKNOTES, COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import { given } from '#domain/base/given.ts'
import type { PaymentKind, Shop } from '#domain/model/shop.ts'

const WAYS: readonly (readonly [RegExp, PaymentKind])[] = [
  [/^(?:payment |pay )?link$/, 'link'],
  [/^(?:card|visa|mastercard|credit card|stored card|saved card|card on file)$/, 'stored'],
  [/^(?:invoice|on account)$/, 'invoice'],
  [/^(?:on delivery|cash on delivery|cash|cod)$/, 'delivery'],
]
const BEFORE = new RegExp(
  String.raw`^(?:(?:ok(?:ay)?|alright|fine|then|so|well|just|let['’]?s|i['’]ll|we['’]ll|she['’]ll|he['’]ll` +
    String.raw`|do|use|take|send|have|pay|go|by|via|with|the|a|an|my|her|his|make it|per|me|us)[\s,]+)+`,
  'iu',
)
const BEHIND =
  /(?:[\s,]+(?:then|please|pls|it is|is fine|is ok|is okay|works|thanks|instead|this time|today|for this one))+$/iu

/** "She would like to pay ...". */
const WISHES = new RegExp(
  String.raw`^(?:(?:and|so|ok(?:ay)?|then)[\s,]+)*(?:she|he|they|we|i)(?:['’](?:d|ll)|\s+` +
    String.raw`(?:would|will|wants?))?(?:\s+(?:rather|like|prefer|to|just))*\s+(?=pay\s)`,
  'iu',
)
/** "Then link" is a wish only with a word before or behind it: alone it may answer something else. */
export function paymentAlone(sentence: string): Request | undefined {
  const said = sentence.trim().replace(/[.!]+$/, '')
  const reference = PURCHASE_ORDER.exec(said)?.groups?.['code']
  if (reference !== undefined) return { kind: 'pay', payment: 'invoice', reference }
  if (CARD_BY_LINK.test(said)) return { kind: 'pay', payment: 'link' }
  const way = said.replace(BEHIND, '').replace(WISHES, '').replace(BEFORE, '').toLowerCase()
  if (way === said.toLowerCase()) return undefined
  const payment = WAYS.find(([pattern]) => pattern.test(way))?.[1]
  return payment === undefined ? undefined : { kind: 'pay', payment }
}
/** "She'll pay by card, send her a link": the card is charged through the link. */
const CARD_BY_LINK = new RegExp(
  String.raw`^(?:(?:ok(?:ay)?|and|so|then|alright|fine|well)[\s,]+)*(?:lemme\s+|let me\s+)?(?:(?:she|he|they|we|i` +
    String.raw`|the \p{L}+)(?:['’](?:ll` +
    String.raw`|s|d)|\s+(?:will|is|would|wants?))?` +
    String.raw`\s+(?:like\s+)?(?:to\s+|going\s+to\s+)*)?(?:pays?\s+|paying\s+)?(?:it\s+)?(?:(?:by|with|via|on)\s+)?` +
    String.raw`(?:` +
    String.raw`(?:a|her|his|my|the|their)\s+)?` +
    String.raw`(?:credit\s+|debit\s+)?(?:card|visa|master\s?card|amex)(?:\s+(?:is\s+(?:fine|ok(?:ay)?|good)` +
    String.raw`|works))?[\s,;.-]+(?:(?:and|so|but|then|please|just|` +
    String.raw`(?:can|could)\s+you|(?:i|we)(?:['’]ll|\s+(?:will|can))|let['’]?s` +
    String.raw`|you\s+can)\s+)*(?:send|text|e-?mail|mail|give|get|drop)\s+(?:(?:her|him|them|me|us|over|out` +
    String.raw`|the\s+\p{L}+)\s+)?` +
    String.raw`(?:(?:a|the)\s+)?(?:(?:payment|pay)\s+)?link(?:\s+(?:for (?:it|that)|to pay|please|pls|then|over|now` +
    String.raw`|to ` +
    String.raw`(?:her|him|them|me)))*$`,
  'iu',
)
const PURCHASE_ORDER = new RegExp(
  String.raw`^(?:(?:and|the|their|our|her|his|my|it['’]?s|with|under|on|by|invoice|account|please)[\s,]+)*` +
    String.raw`(?:p\.?o\.?|purchase order)` +
    String.raw`(?:\s+(?:number|no\.?|ref))?\s*(?:is|:|#|=)?\s*#?(?<code>(?=[\w/-]*\d)[A-Z0-9][\w/-]{1,29})` +
    String.raw`(?:[\s,]+(?:and|on|by|account|invoice|please|thanks|for|this|that|it|order|the|an|their|our|one))*$`,
  'iu',
)

/** "A code, save 10": two words that are one code of the shop. */
export function couponSaid(sentence: string, { coupons }: Shop): Request | undefined {
  const said = CODE.exec(sentence.trim().replace(/[.!]+$/, ''))?.groups?.['code']
  const code = said?.replace(/[\s-]+/g, '').toUpperCase()
  const known = [...coupons.keys()].find((each) => each.replace(/-/g, '') === code)
  return known === undefined ? undefined : { kind: 'coupon', code: known }
}
const CODE = new RegExp(
  String.raw`^(?:(?:and|oh|ok(?:ay)?|so|also|use|apply|add|with|she|he|they|i|we|you|has|have|had|got|there|is` +
    String.raw`|there['’]?s|it['’]?s|the|a|an|her|his|their|my|our|this|that|discount|called)[\s,]+)*` +
    String.raw`(?:code|coupon|voucher)(?:\s+code)?(?:[\s,:-]+(?:is|it['’]?s|called|that['’]?s))*[\s,:-]+` +
    String.raw`(?<code>[\p{L}\d][\p{L}\d-]*(?:\s+\d{1,4})?)$`,
  'iu',
)

const UNIT = String.raw`(?:bucks?|dollars?|quid|pounds?|euros?|[$€£]|usd|gbp|eur)`
const SUM =
  String.raw`(?:a\s+(?<note>${Object.keys(BANKNOTES).join('|')})|(?<sign>[$€£]\s?)?` +
  String.raw`(?<sum>\d{1,5}(?:[.,]\d{1,2})?|${COUNT_WORDS}|fifteen` +
  String.raw`|twenty)` +
  String.raw`(?:\s?(?<percent>%|per\s?cent)|\s?(?<unit>${UNIT}))?)`
const OFF = new RegExp(
  String.raw`^(?:(?:ok(?:ay)?|so|well|and|then|but|please|just|also|no|sorry|maybe|actually)[\s,.]+)*` +
    String.raw`(?:(?:can|could|would|will)\s+(?:you|we|i|u)\s+(?:please\s+|maybe\s+|just\s+)*|(?:i|we)(?:['’]ll` +
    String.raw`|['’]d like to|\s+will|\s+want to)\s+|let['’]?s\s+)?` +
    String.raw`(?<verb>knock|take|get|give|lop|shave|deduct|drop)(?:\s+(?:me|her|him|them|us|the (?:customer|caller` +
    String.raw`|client|lady)))?\s+(?:off\s+)?` +
    String.raw`${SUM}(?:\s+off)?(?:\s+(?:of\s+|from\s+)?(?:the|her|his|their|my)\s+(?:total|order|bill|price` +
    String.raw`|subtotal)|\s+(?:it|everything|this|that)|\s+for\s+(?:her|him|them|me))?` +
    String.raw`(?:[\s,]+please)?(?:\s*[,:;–-]?\s+(?:because(?:\s+of)?|due\s+to|since|cos|as(?=\s+(?:she|he|they|it` +
    String.raw`|the|her|his)\b))\s+(?<why>[^\n]{3,200}?)` +
    String.raw`|\s*[,;–-]\s*(?<told>(?:she|he|they|it|her|his|their|the (?:last|first|previous))` +
    String.raw`(?:['’]s)?\s+[^\n]{3,200}?))?[\s.!?]*$`,
  'iu',
)
/** What is asked for next is no reason. */
const GOES_ON = new RegExp(
  String.raw`(?:['’]ll|\b(?:will|wants?|would|needs?|says?|likes?|goes|add|ship|send|remove|place|pay|code|coupon` +
    String.raw`|express|bill|register|make|and (?:a|an|one|two|\d+|then))\b)`,
  'iu',
)

/** "Knock a fiver off, she waited two weeks": the amount, and why. */
export function amountOff(sentence: string): Request | undefined {
  const said = OFF.exec(sentence.trim())?.groups
  if (said === undefined || !/\boff\b/i.test(sentence)) return undefined
  const { verb = '', note, sum = '', sign, percent, unit, why, told } = said
  const counted = note === undefined && sign === undefined && percent === undefined && unit === undefined
  // "Take two off" may be two of something.
  if (counted && !/^(?:knock|shave|lop|deduct)$/i.test(verb)) return undefined
  if ((told !== undefined && GOES_ON.test(told)) || (why !== undefined && /[.;?]\s/.test(why))) return undefined
  const word = sum.toLowerCase()
  const number = BANKNOTES[note?.toLowerCase() ?? word] ?? countOf(word) ?? Number(word.replace(',', '.'))
  if (!Number.isFinite(number) || number <= 0) return undefined
  const reason = (why ?? told)?.trim()
  return { kind: 'subtract', amount: percent === undefined ? String(number) : `${number}%`, ...given({ reason }) }
}
