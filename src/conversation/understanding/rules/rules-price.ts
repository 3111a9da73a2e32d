/**
 * Rules for prices: coupon codes on and off, amounts and percents off, free shipping, a line's price typed over.
 * Amounts are in currency units as typed; limits and permissions are the engine's.
 */

import { pointedLine } from '#conversation/understanding/clauses/pointing.ts'
import type { Scene } from '#conversation/understanding/scene.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { FILLERS } from '#conversation/understanding/words/words.ts'
import { given } from '#domain/base/given.ts'
import { endOf, type WordRule } from './rule.ts'

const p = (source: string): RegExp => new RegExp(source, 'uy')
const MONEY =
  String.raw`(?:[$€£¥]|usd |eur |gbp )?\s?(\d{1,7}(?:[.,]\d{1,3})?)\s?(?:dollars?|bucks|usd|eur` +
  `|euros?|gbp|pounds|[$€£])?`
const CODE = String.raw`["']?([\p{L}\d][\p{L}\d_-]{2,24})["']?(?: (?:at|on) (?:checkout|the order|my order|this|it)\b)?`

const coupon: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:i have|i've got|ive got|i got|here is|here's|heres|there's|my|the|a|an|use|using|apply` +
      `|enter|redeem|try|with|add|put|please|and|can i use|can you (?:apply|use|add)) ){0,4}(?:` +
      `(?:promo|promotional|promotion|discount|coupon|voucher|gift|offer) )?(?:code|coupon|voucher` +
      String.raw`|promo)(?: code)?(?: (?:is|called|of))?\s*[:=#-]?\s*${CODE}`,
  ),
  read: (match, scene) => codeOp(match, scene, true),
}
/** Without the word code: it must look like one. */
const bareCoupon: WordRule = {
  at: 'clause',
  pattern: p(`(?:please )?(?:use|apply|redeem|enter|try|add|with) ${CODE}`),
  read: (match, scene) => codeOp(match, scene, false),
}
const onlyCode: WordRule = {
  at: 'clause',
  pattern: p(CODE),
  read: (match, scene) => (scene.text.trim().length === match[0].length ? codeOp(match, scene, false) : undefined),
}

function codeOp(match: RegExpExecArray, scene: Scene, cued: boolean): ReturnType<WordRule['read']> {
  const end = endOf(match)
  const from = match.index + match[0].lastIndexOf(match[1] ?? '')
  const typed = scene.text.slice(from, from + (match[1] ?? '').length)
  if (/[\p{L}\d]/u.test(scene.text[end] ?? '') || scene.lexicon.skus.has(typed.toUpperCase())) return undefined
  const looksLike = /\d/.test(typed) && /\p{L}{2}/u.test(typed)
  const shouted =
    typed.length >= 4 &&
    typed === typed.toUpperCase() &&
    /\p{L}/u.test(typed) &&
    scene.text !== scene.text.toUpperCase()
  if (cued ? FILLERS.has(typed.toLowerCase()) && !shouted : !looksLike && !shouted) return undefined
  if (!cued && (/^\d+\p{L}{1,3}$/u.test(typed) || scene.lexicon.words.has(typed.toLowerCase()))) return undefined
  return { ops: [{ op: 'coupon', code: typed.toUpperCase() }], end }
}

const removeCoupon: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:remove|delete|drop|take off|take away|cancel|undo|without|forget|lose|no|take` +
      `|don'?t (?:use|apply|want)|do not (?:use|apply|want)) (?:the |my |that |this |any )?(?:(?:promo` +
      String.raw`|discount|voucher|coupon) ?(?:code)?|code)(?: off)?(?: ([\p{L}\d][\p{L}\d_-]{2,24}))?(?=\s*` +
      String.raw`(?:[,.;!?\n]|$|and|but|again|off|please))`,
  ),
  read: (match) => {
    const code = match[1]
    const plain = code === undefined || FILLERS.has(code) ? undefined : code.toUpperCase()
    return {
      ops: [plain === undefined ? { op: 'removeCoupon' } : { op: 'removeCoupon', code: plain }],
      end: endOf(match),
    }
  },
}

const amountOff: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |can you |could you )?(?:(?:take|knock|give|subtract|deduct|discount|apply|get` +
      `|do)(?: (?:me|her|him|them|us|off|another|a further|it))* )?(?:(?:a` +
      String.raw`|the) )?(?:minus )?${MONEY}\s?(%|percent|per cent)?(?: (?:off|discount|less` +
      String.raw`|credit)\b)(?: (?:of )?(?:the (?:total|order|subtotal|whole (?:thing|order)|price)|it` +
      `|everything|all|this|for (?:her|him|them)))?`,
  ),
  read: (match, scene) => {
    const amount = Number((match[1] ?? '').replace(',', '.'))
    // "2 less" is a quantity; "$2 less" and "2 % less" are prices.
    const units = /\bless\b/u.test(match[0]) && match[2] === undefined && !MARKED.test(match[0])
    if (!Number.isFinite(amount) || amount <= 0 || units) return undefined
    const target = lineTarget(scene, endOf(match))
    const { reason, end } = reasonAfter(scene, target.end)
    const currency = match[2] !== undefined || MARKED.test(match[0])
    if (!currency && reason === undefined && countsGoods(scene, amount, { ...target, from: endOf(match) }))
      return undefined
    const why = reason === undefined ? {} : { reason }
    const where = target.line === undefined ? {} : { line: target.line }
    if (match[2] !== undefined) return { ops: [{ op: 'percentOff', percent: amount, ...where, ...why }], end }
    if (target.line !== undefined) return { ops: [{ op: 'lineOff', amount, line: target.line, ...why }], end }
    return { ops: [{ op: 'priceAdjust', kind: 'subtotal', amount: -amount, ...why }], end }
  },
}
const MARKED = /[$€£¥]|dollar|buck|usd|eur|gbp|pound/u
/** "take 3 off the mugs" of four: goods, not money; and what is off a thing nobody knows is not off the order. */
function countsGoods(scene: Scene, amount: number, target: { readonly line?: number; readonly from: number }): boolean {
  if (!Number.isInteger(amount)) return false
  if (target.line !== undefined) return amount < (scene.lines[target.line]?.quantity ?? 0)
  return scene.lines.length > 0 && /^ (?:of |off )?(?:the|those|these) [\p{L}\d]/u.test(scene.lower.slice(target.from))
}
const subtract: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:take off|knock off|subtract|deduct|discount(?: of)?|reduce(?: it| the (?:total` +
      String.raw`|price))? by) ${MONEY}(?=\s*(?:[,.;!?\n]|$|and|but|for|because|from|off|please))(?: (?:from` +
      `|off) (?:the )?(?:total|order|subtotal))?`,
  ),
  read: (match, scene) => {
    const amount = Number((match[1] ?? '').replace(',', '.'))
    const { reason, end } = reasonAfter(scene, endOf(match))
    return amount > 0
      ? {
          ops: [{ op: 'priceAdjust', kind: 'subtotal', amount: -amount, ...given({ reason }) }],
          end,
        }
      : undefined
  },
}

const GOES_ON = new RegExp(
  String.raw`\b(?:and|ship|free|waive|coupon|code|add|bill|place|pay|please|thanks?|express|standard|to|remove` +
    String.raw`|drop|make|with|usual|checkout|check)\b`,
  'iu',
)
const REASON = new RegExp(
  String.raw`^\s*(?:[,:(-]\s*)?(?:because(?: of)?|due to|since|as (?=\w+ (?:was|is))|reason:?` +
    String.raw`|for (?=(?:the|a|her|his|being|late|damaged)\b))\s*([^,.;\n]{3,80})`,
  'iu',
)
/** "take 10 off, late delivery": the words up to the next comma, when they are no item and no command. */
function reasonAfter(scene: Scene, from: number): { readonly reason?: string; readonly end: number } {
  const because = REASON.exec(scene.text.slice(from, from + 120))
  if (because !== null) return { reason: (because[1] ?? '').trim(), end: from + because[0].length }
  const plain = /^\s*[,:-]\s*([\p{L}' ]{4,60})(?=[,.;!\n]|$)/u.exec(scene.text.slice(from, from + 90))
  const words = (plain?.[1] ?? '').trim()
  if (plain === null || words.split(/\s+/).length > 7 || GOES_ON.test(words)) return { end: from }
  const known = words
    .toLowerCase()
    .split(/\s+/)
    .some((word) => scene.lexicon.words.has(word) && !FILLERS.has(word))
  return known ? { end: from } : { reason: words, end: from + plain[0].length }
}

function lineTarget(scene: Scene, from: number): { readonly line?: number; readonly end: number } {
  const on =
    /^ (?:on |off |for )?(?:the |that |this )?([\p{L}-]{3,20}(?: [\p{L}-]{3,20})?)(?=\s*(?:[,.;!?\n]|$))/u.exec(
      scene.lower.slice(from, from + 60),
    )
  const line = on === null || scene.lines.length === 0 ? undefined : pointedLine(scene, on[1] ?? '')
  return line === undefined || on === null ? { end: from } : { line, end: from + on[0].length }
}

const SHIPPING = '(?:the )?(?:shipping|delivery|postage)(?: (?:fee|charge|charges|cost|costs|fees|price))?'
const freeShipping: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |can you |could you |give (?:her|him|them|me|us) |can i (?:get|have) |with |and ` +
      `|make it )*(?:(?:waive|remove|drop|comp|free|no charge for|don't charge(?: for)?` +
      `|do not charge(?: for)?|skip) ${SHIPPING}|(?:make |set )?${SHIPPING} (?:is |for |to ` +
      String.raw`|be )?(?:free|waived|on (?:us|the house)))(?: (?:please|for free))?(?=\s*(?:[,.;!?\n]|$|and` +
      `|but|please|for|as|because))`,
  ),
  read: (match, scene) => {
    const { reason, end } = reasonAfter(scene, endOf(match))
    return {
      ops: [{ op: 'priceAdjust', kind: 'shipping', amount: 0, ...given({ reason }) }],
      end,
    }
  },
}
const shippingPrice: WordRule = {
  at: 'clause',
  pattern: p(
    String.raw`(?:please )?(?:make|set|change|charge)? ?${SHIPPING} (?:to |at |is |= ?|for |be )?${MONEY}(?=\s*` +
      String.raw`(?:[,.;!?\n]|$|and|but|please|only|instead))`,
  ),
  read: (match) => ({
    ops: [{ op: 'priceAdjust', kind: 'shipping', amount: Number((match[1] ?? '').replace(',', '.')) }],
    end: endOf(match),
  }),
}
/** "make the hoodie $40", "price the mugs at 9.50 each": needs a currency sign, cents, "each" or the word price. */
const linePrice: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |can you )?(?:make|set|price|sell|do|change|charge)(?: (?:me|her|him|them))? (?:the )?` +
      String.raw`(?:price (?:of|for) )?(?:the |that |this |those )?([\p{L}\d -]{2,40}?)(?: price)?(?: (?:to|at` +
      String.raw`|for|be|=))? ((?:[$€£]\s?)?)(\d{1,6}(?:\.\d{1,3})?)( ?(?:dollars?|bucks|usd|eur|euros?` +
      String.raw`|[$€£]))?( (?:each|apiece|a piece|per (?:piece|unit|item)))?(?=\s*(?:[,.;!?\n]|$|and|but` +
      `|please|instead))`,
  ),
  read: (match, scene) => {
    const [whole, words = '', sign = '', number = '', unit, each] = match
    if (
      scene.lines.length === 0 ||
      !(
        sign !== '' ||
        unit !== undefined ||
        each !== undefined ||
        /price|\bsell\b|charge/.test(whole) ||
        /\.\d\d$/.test(number)
      )
    )
      return undefined
    const line = pointedLine(scene, words.trim())
    if (line === undefined) return undefined
    const op: Op = { op: 'priceAdjust', kind: 'line', amount: Number(number), line }
    return { ops: [op], end: endOf(match) }
  },
}
const removeAdjust: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:remove|undo|take back|drop|cancel|delete) (?:the |my |that )?(?:price )?` +
      String.raw`(?:adjustment|override|price change|manual discount|amount off)\b`,
  ),
  read: (match) => ({ ops: [{ op: 'removeAdjust' }], end: endOf(match) }),
}

export const PRICE_RULES: readonly WordRule[] = [
  removeCoupon,
  removeAdjust,
  coupon,
  bareCoupon,
  onlyCode,
  amountOff,
  subtract,
  freeShipping,
  shippingPrice,
  linePrice,
]
