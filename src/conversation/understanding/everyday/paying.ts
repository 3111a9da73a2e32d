/**
 * A way to pay or a code in a few words: "ok link then", "PO is 88-123, on account", "she has a code,
 * save 10". Rule: nothing else is said in the sentence. Next: everyday.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { PaymentKind, Shop } from '#domain/model/shop.ts'

const WAYS: readonly (readonly [RegExp, PaymentKind])[] = [
  [/^(?:payment |pay )?link$/, 'link'],
  [/^(?:card|visa|mastercard|credit card|stored card|saved card|card on file)$/, 'stored'],
  [/^(?:invoice|on account|account)$/, 'invoice'],
  [/^(?:on delivery|cash on delivery|cash|cod)$/, 'delivery'],
]
const BEFORE =
  /^(?:(?:ok(?:ay)?|alright|fine|then|so|well|just|let['’]?s|i['’]ll|we['’]ll|she['’]ll|he['’]ll|do|use|take|send|have|pay|go|by|via|with|the|a|an|my|her|his|make it|per|me|us)[\s,]+)+/iu
const BEHIND = /(?:[\s,]+(?:then|please|pls|it is|is fine|is ok|is okay|works|thanks|instead))+$/iu

/** "Then link" is a wish only with a word before or behind it: alone it may answer something else. */
export function paymentAlone(sentence: string): Request | undefined {
  const said = sentence.trim().replace(/[.!]+$/, '')
  const reference = PURCHASE_ORDER.exec(said)?.groups?.['code']
  if (reference !== undefined) return { kind: 'pay', payment: 'invoice', reference }
  const way = said.replace(BEHIND, '').replace(BEFORE, '').toLowerCase()
  if (way === said.toLowerCase()) return undefined
  const payment = WAYS.find(([pattern]) => pattern.test(way))?.[1]
  return payment === undefined ? undefined : { kind: 'pay', payment }
}
const PURCHASE_ORDER = new RegExp(
  String.raw`^(?:(?:and|the|their|our|her|his|my|it['’]?s|with|under|on|by|invoice|account|please)[\s,]+)*(?:p\.?o\.?|purchase order)` +
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
  String.raw`^(?:(?:and|oh|ok(?:ay)?|so|also|use|apply|add|with|she|he|they|i|we|you|has|have|had|got|there|is|there['’]?s|it['’]?s|the|a|an|her|his|their|my|our|this|that|discount|called)[\s,]+)*` +
    String.raw`(?:code|coupon|voucher)(?:\s+code)?(?:[\s,:-]+(?:is|it['’]?s|called|that['’]?s))*[\s,:-]+(?<code>[\p{L}\d][\p{L}\d-]*(?:\s+\d{1,4})?)$`,
  'iu',
)
