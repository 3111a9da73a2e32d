/**
 * Questions to a shop, read exactly: when it comes, what shipping costs, how to pay, what a code would
 * do, how much it is, who answers. The shop's own `answers` come first. Rule: a whole sentence is the
 * question, or it is left to the reader. Next: requests/questions.ts, turn/reading/answers.ts.
 */

import type { ShopQuestion } from '#conversation/requests/questions.ts'
import { bareSentence, isAsking } from '#conversation/understanding/everyday/sentences.ts'
import { stem } from '#conversation/understanding/words/stem.ts'
import { literal } from '#conversation/understanding/words/text.ts'
import { given } from '#domain/base/given.ts'
import type { Shop } from '#domain/model/shop.ts'
import { WAYS } from './loose-questions.ts'

const whole = (source: string): RegExp => new RegExp(`^(?:${source})$`, 'iu')
const IT =
  '(?:it|they|this|that|these|those|everything|all of (?:it|that|them)|(?:my|the|her|his|their|our|this|' +
  'that) (?:order|cart|parcel|package|delivery|stuff|things?|items?|goods|shipment))(?: all)?'
const SEND = '(?:shipping|delivery|postage|sending|the shipping|the delivery|the postage)'

const ARRIVAL = whole(
  '(?:when|by when|what day|which day|how soon|how fast|how quick(?:ly)?)(?: exactly)? (?:will|would|' +
    `does|do|can|could|should|might|is|are) ${IT} (?:be )?(?:come|comes|coming|arrive|arriving|here|there|` +
    'delivered|get here|get there|shipped|ship|leave|sent|go out|reach (?:me|us|her|him|them))(?: (?:then|' +
    'here|home|by|in|at|on) ?.{0,30})?' +
    '|how (?:long|many days|soon|fast|quick)(?: (?:will|would|does|do|is|until|till|before|for))?(?: ' +
    `(?:${IT}|${SEND}|the|you))*(?: (?:arrives?|comes?|takes?|be|here|is here|arrive|take|to arrive|to ` +
    '(?:get|come) here|gets? here|deliver|delivers?|delivered|ship|ships?))*' +
    `|how long (?:it|that|this|shipping|delivery) (?:takes|will take|would take)` +
    '|(?:will|would|can|could) (?:i|we|she|he|they) (?:get|have|receive) (?:it|them|that|everything) ' +
    '(?:by|before|on|in time|tomorrow|today|this|next).{0,40}' +
    `|(?:will|would|can|could|does) ${IT} (?:be here|be there|arrive|come|get here|make it|be ` +
    'delivered)(?: (?:by|before|on|in time|tomorrow|today|this|next|for).{0,40})' +
    `|(?:what(?:'s| is) )?(?:the )?(?:delivery|shipping) (?:time|date|day|estimate)s?`,
)
const WHERE = whole(`where(?:'s| is| are) ${IT}(?: (?:now|right now|at|currently))?`)
const TOTAL = whole(
  "(?:(?:what(?:'s| is)|so|and|give me|tell me) )*(?:(?:the |my |her |his |our )?(?:new |current |final |" +
    "grand |order )?(?:total|subtotal)|(?:what(?:'s| is) )(?:the|my|her|his|our) (?:sum|bill|damage|" +
    'price))(?: (?:now|so far|then|please|amount|price|of (?:it|that|the order|everything)|with (?:tax|' +
    'shipping)(?: and (?:tax|shipping))?|altogether))*' +
    `|how much(?: (?:is|was|would|will|does|do|are))?(?: (?:${IT}|i|we|she|he|they))?(?: (?:be|cost|owe|` +
    'pay|have to pay|come to|comes to|add up to|now|so far|then|in total|altogether|all together|' +
    'together|in all|all|with (?:tax|shipping)|to pay))*' +
    '|what (?:do|does|will|would) (?:i|we|she|he|they|it|that|everything)(?: all)? (?:owe|pay|have to ' +
    'pay|cost|costs|come to|add up to|cost now|cost altogether)(?: (?:now|in total|altogether|then|so ' +
    'far))*' +
    `|what (?:is|does) (?:it|that|everything) (?:now|cost now|in total)`,
)
/** Of the order that was spoken of, where no cart is open. */
const OWED = whole(
  '(?:(?:so|and) )?(?:(?:what|how much|anything) (?:do|does|did|is|are|has|have|must) (?:i|we|she|he|they|it|there|' +
    'the (?:customer|client|caller))?|(?:what|how much|anything) (?:is|are)|(?:do|does) (?:i|we|she|he|they|the ' +
    '(?:customer|client|caller))) ?(?:still |now |yet |left |else )*(?:owes?(?: (?:you|us|me))?(?: anything)?|' +
    'to pay|to be ' +
    'paid|(?:have |has )?(?:left |still )*to pay|outstanding|unpaid|open)(?: (?:still|now|yet|then|on it|' +
    'for it|on that|for that))*',
)
const IN_STOCK = whole(
  `(?:is|are) (?:${IT}|all) (?:all )?(?:of it |of them )?(?:in stock|available|there|here|on hand|in)(?: ` +
    '(?:now|right now|today))?' +
    `|(?:do|have) you (?:have |got )(?:${IT}|all) (?:all )?(?:in stock|here|available|on hand)(?: (?:now|` +
    'right now|today))?' +
    '|(?:anything|is anything) (?:out of stock|short|missing|sold out)|all (?:in stock|available)|when ' +
    '(?:is|are|will) (?:the rest|it all|everything) (?:be )?(?:back|back in stock|here|available)',
)
const WHO = whole(
  "(?:who|what) (?:are|r) (?:you|u)(?: (?:exactly|anyway|actually))?|who(?:'s| is) (?:this|that|there)|" +
    "what(?:'s| is) your name|are (?:you|u) (?:even )?(?:an? )?(?:real |live |actual )?(?:bot|robot|" +
    'chatbot|human|human being|person|machine|ai|computer|program|real|automated)(?: or (?:an? )?(?:real |' +
    'live |actual )?(?:bot|robot|human|person|machine|ai|computer))?|(?:am i|are we) (?:talking|speaking|' +
    'chatting|writing) (?:to|with) (?:an? )?(?:real |live |actual )?(?:bot|robot|chatbot|human|person|' +
    'machine|ai|computer)(?: or .{1,30})?|is this (?:an? )?(?:real |live ' +
    ')?(?:bot|robot|human|person|machine|ai|automated)(?: .{1,20})?',
)
const HOURS = whole(
  "(?:what(?:'s| are| is)|when are) (?:your |the )?(?:opening|business|office|working|store|shop)? " +
    '?(?:hours|times)(?: (?:today|on \\p{L}+|this week))?|(?:opening|business|office) (?:hours|times)|when ' +
    '(?:do|are|will) you (?:open|close|opened|closed|be open|there|be there|available|answer)(?: ' +
    '.{1,20})?|(?:are|r) you (?:still |currently |guys )?open(?: (?:now|today|tomorrow|on .{1,20}|at ' +
    '.{1,20}|until .{1,20}))?|until when are you open|how late are you open(?: .{1,20})?',
)
const DISCOUNTS = whole(
  '(?:(?:do you have|have you got|are there|is there|got|what|which|can i get|can i have|is there any ' +
    'chance of|what about|how about)(?: (?:any|a|some|an|the|other|kind of|current))* |any |current ' +
    ')(?:discounts?|deals?|sales?|promos?|promotions?|coupons?|offers?|codes?|coupon codes?|discount ' +
    'codes?|specials?|vouchers?)(?: (?:are there|do you have|is there|right now|now|today|going on|running|' +
    'available|on (?:it|that|this|my order|mugs|offer)|for (?:it|that|this|me|new customers|bulk|first ' +
    'orders?)|at the moment|that apply|apply))*' +
    "|(?:(?:is|are) )?(?:there|you|we)(?:(?:'?s| is| are| have| do))?" +
    '(?: (?:a|any|some|give|offer|have))* (?:bulk|volume|quantity) (?:prices?|pricing|discounts?|rates?)(?:' +
    ' .{1,30})?' +
    "|what(?:'s| is) on (?:sale|offer)(?: .{1,20})?|(?:is|are) (?:anything|there anything) (?:on " +
    'sale|reduced|discounted)',
)
const SHIPPING_TO = whole(
  `(?:what|how much)(?: (?:does|do|is|are|would|will|for|it|the|your|it's))*(?: ${SEND}| it| that)?(?: ` +
    '(?:cost|costs|costing|be|charge|fee|price|rates?))*(?: (?:to|if (?:i|we|you) (?:send|ship) (?:it|that|' +
    'them) to))? ?(?:to (?:send|ship|deliver|get)(?: (?:it|that|this|them|something|a parcel))? to|to|for) ' +
    "(?<a>(?!me\\b|us\\b|it\\b|that\\b|this\\b|pay\\b)[\\p{L}][\\p{L}\\p{M} .'’-]{1,40})" +
    '|(?:do|can|could|will|would) you (?:guys |also |even )?(?:ship|deliver|send|post)(?: (?:it|that|' +
    'this|them|things|stuff|orders?|parcels?|internationally))? (?:to|in|into) ' +
    '(?<b>(?!(?:my|her|his|their|our) |the (?!u\\.?k\\b|u\\.?s|uae\\b|united\\b|states\\b|netherlands\\b|' +
    'philippines\\b|czech\\b)' +
    "|home\\b|work\\b|office\\b)[\\p{L}][\\p{L}\\p{M} .'’-]{1,40})" +
    '|(?:shipping|delivery|postage)(?: (?:costs?|price|fees?|rates?|charges?))? (?:to|for) ' +
    "(?<c>[\\p{L}][\\p{L}\\p{M} .'’-]{1,40})",
)
const SHIPPING = whole(
  "(?:what|how much)(?:'s| is| are| does| do| would| will)? (?:the |your )?(?:shipping|delivery|" +
    'postage)(?: (?:costs?|fees?|rates?|prices?|charges?|be|cost (?:me|us)))*|(?:what|which) (?:shipping|' +
    'delivery) (?:options|methods|ways|kinds)(?: .{1,30})?|(?:shipping|delivery) ' +
    '(?:costs?|fees?|rates?|options|methods)|how (?:do|can|will|would) you (?:ship|deliver|send)(?: ' +
    '(?:it|that|this|them))?|(?:do|can|could|will|would) you (?:ship|deliver|send)(?: ' +
    '(?:internationally|abroad|overseas|worldwide|at all))',
)
const CUSTOMS = /\b(?:customs|import (?:dut(?:y|ies)|tax(?:es)?|fees?|charges?)|dut(?:y|ies))\b/iu
const PAYMENT = whole(
  '(?:can|could|may|might|would it be possible to|is it possible to|am i able to)(?: (?:i|we|she|he|they|' +
    'one|you|the customer|the caller|customers?))? (?:also |still )?pay(?: (?:it|this|that|for (?:it|this|' +
    `that)))?(?: (?:by|with|via|in|using|through|on|per|from))? (?<a>${WAYS})(?: .{1,20})?` +
    '|(?:do|can|would|will) you (?:guys |also |even )?(?:take|accept|do|offer|have|support|allow) ' +
    `(?<b>${WAYS})(?: (?:payments?|here|as payment|too|as well))*` +
    `|(?:is|are|does|do) (?<c>${WAYS}) (?:ok|okay|fine|accepted|possible|an option|work|allowed|` +
    'payments? (?:ok|possible))(?: .{1,20})?' +
    `|(?<d>pay ?pal|apple ?pay|google ?pay|klarna|venmo)` +
    '|(?:how|what ways) (?:can|do|could|should|would|may) (?:i|we|she|he|they|people|customers?) pay(?: ' +
    '.{1,30})?|(?:what|which)(?: (?:kinds?|types?|sorts?) of)? (?:payments?|payment ' +
    '(?:methods?|options?|kinds?|types?|ways?)|cards?|ways? (?:to pay|of paying|of payment))(?: ' +
    '.{1,40})?|payment (?:methods?|options?|kinds?)|how does payment work|what are my payment options',
)
/** What an item is made of or how big it is: the shop file has no such facts but in its answers. */
const ATTRIBUTE = new RegExp(
  String.raw`\b(?:made (?:of|from|in|out of)|materials?|fabric|washable|machine wash|wash (?:it|them)|weigh|` +
    String.raw`weighs|how (?:heavy|big|tall|wide|thick|warm|long is the)` +
    String.raw`|dimensions|measurements|organic|vegan|recycled|recyclable|bpa|ingredients|allergens?|handmade|` +
    String.raw`fair ?trade)\b`,
  'iu',
)
const FREE =
  /\bfree (?:shipping|delivery|postage)\b|\b(?:shipping|delivery|postage) (?:is |be |become |becomes |for )?free\b/iu
const FREE_ASKED = new RegExp(
  String.raw`\?|^(?:when|from|how|at what|is|are|do|does|what|any|can|will|free (?:shipping|delivery) (?:when` +
    '|from|at|over|limit))',
  'iu',
)
/** Of several parcels, each is told: what is in it, how it goes and when it comes. */
const PARCELS = /\b(?:parcels?|packages?|boxe?s?|shipments?)\b/iu
const LONG_WAY = 90

type Known = { readonly shop: Shop; readonly hasCart: boolean; readonly parcels: number }

/** "If I order today, when does it get here?" */
const SUPPOSED = new RegExp(
  String.raw`^if (?:i|we|she|he|they|you) (?:order|orders|buy|buys|place|send|` +
    String.raw`ship)\b[^,?]{0,30}?,?\s+(?=(?:when|how|what|will|would)\b)`,
  'iu',
)

/** What a sentence surely asks; undefined: it asks something else, or nothing. */
export function shopQuestion(sentence: string, known: Known): ShopQuestion | undefined {
  const said = bareSentence(sentence).replace(/\s+/g, ' ').replace(SUPPOSED, '')
  if (said.length > LONG_WAY * 2) return undefined
  const direct = said.replace(/^(i|we|she|he|they|it|you) (can|could|may|will|would|is|are)\b/iu, '$2 $1')
  return policy(sentence, said, known.shop) ?? computed(sentence, said, known) ?? computed(sentence, direct, known)
}

/** The words of an answer of the shop, asked or said alone. */
function policy(sentence: string, said: string, { settings }: Shop): ShopQuestion | undefined {
  const lower = ` ${said.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  const stems = new Set(lower.trim().split(' ').map(stem))
  const found = (settings.answers ?? []).find(({ words }) =>
    words.some((word) => {
      const phrase = ` ${word
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `
      const each = phrase.trim().split(' ')
      // "Send back" in "can she send the hoodie back?"
      if (each.length > 1 && isAsking(sentence) && each.every((one) => stems.has(stem(one)))) return true
      return (
        lower.includes(phrase) &&
        (isAsking(sentence) || lower.trim().split(' ').length <= phrase.trim().split(' ').length + 2)
      )
    }),
  )
  return found === undefined ? undefined : { kind: 'policy', text: found.text }
}

function computed(sentence: string, said: string, { shop, hasCart, parcels }: Known): ShopQuestion | undefined {
  if (parcels > 1 && PARCELS.test(said) && isAsking(sentence)) return { kind: 'arrival' }
  if (WHO.test(said)) return { kind: 'who' }
  if (HOURS.test(said)) return { kind: 'hours' }
  const method = methodAsked(said, shop)
  if (method !== undefined) return { kind: 'method-cost', method }
  if (FREE.test(said) && FREE_ASKED.test(said + (/\?/.test(sentence) ? '?' : ''))) return { kind: 'free-shipping' }
  const coupon = couponAsked(said, sentence, shop)
  if (coupon !== undefined) return coupon
  const pays = PAYMENT.exec(said)
  if (pays !== null) return paying(pays.groups ?? {})
  if (CUSTOMS.test(said) && isAsking(sentence)) {
    const abroad = /\b(?:to|for|in|into) (?<place>\p{Lu}[\p{L} .'’-]{1,40})$/u.exec(said)?.groups?.['place']
    return { kind: 'customs', ...given({ place: abroad }) }
  }
  if (ATTRIBUTE.test(said) && isAsking(sentence)) return { kind: 'unknown', words: sentence.trim() }
  const to = SHIPPING_TO.exec(said)?.groups
  const place = to?.['a'] ?? to?.['b'] ?? to?.['c']
  if (place !== undefined && isAsking(sentence))
    return {
      kind: 'shipping',
      place: place.trim().replace(/\s+(?:costs?|be|come to|please|possible|too|as well|today|tomorrow|now)$/i, ''),
    }
  if (SHIPPING.test(said)) return { kind: 'shipping' }
  if (DISCOUNTS.test(said)) return { kind: 'discounts' }
  if (WHERE.test(said)) return { kind: 'where' }
  if (ARRIVAL.test(said)) return { kind: 'arrival' }
  if (hasCart && IN_STOCK.test(said)) return { kind: 'in-stock' }
  return OWED.test(said) || (hasCart && TOTAL.test(said)) ? { kind: 'total' } : undefined
}

const paying = (said: Readonly<Record<string, string | undefined>>): ShopQuestion => {
  const way = said['a'] ?? said['b'] ?? said['c'] ?? said['d']
  return way === undefined
    ? { kind: 'payment' }
    : { kind: 'payment', way: way.replace(/^(?:a|an|the|my|her|his|by)\s+/i, '') }
}

/** "what would express cost?", "how much more is express", "and with pickup?" */
function methodAsked(said: string, { settings }: Shop): string | undefined {
  const known = asking.get(settings.shippingMethods) ?? settings.shippingMethods.map(askingFor)
  asking.set(settings.shippingMethods, known)
  return known.find(({ pattern }) => pattern.test(said))?.id
}
/** A pattern a way of shipping, made once. */
const asking = new WeakMap<
  Shop['settings']['shippingMethods'],
  readonly { readonly id: string; readonly pattern: RegExp }[]
>()
function askingFor({ id, name }: Shop['settings']['shippingMethods'][number]) {
  const word = `(?:${[id, name].map(plain).join('|')})`
  return {
    id,
    pattern: whole(
      "(?:what|how much)(?:'s| is| are| does| would| will| about| if| extra| more)*(?: (?:i|we|she|he|it|" +
        'that|the|took|take|takes|chose|with|by|for|were|was|went|go|sent|send|used|use|more|extra|is|' +
        `would|be|cost|costs|does))* ${word}(?: (?:shipping|delivery|one|be|cost|costs|instead|then|come ` +
        `to|extra|more|is|for (?:it|that|this)|me|us|her|him|them))*|(?:and )?(?:with|by) ${word}(?: ` +
        `(?:shipping|delivery|then|instead))*\\?*|${word}(?: (?:shipping|delivery))? (?:costs?|price|fee|` +
        `charge)|(?:the )?(?:price|cost) (?:of|for) ${word}(?: (?:shipping|delivery))?|is ${word}(?: ` +
        '(?:shipping|delivery))? (?:possible|available|(?:much )?more(?: expensive)?|faster)(?: .{1,20})?',
    ),
  }
}
const plain = (word: string): string => literal(word.toLowerCase())

const CODE = '[A-Z][A-Z0-9-]{2,}'
const WORKS = new RegExp(
  String.raw`\b(?:work|works|combine|combined|combines|combinable|stack|stacks|together|valid|apply|applies` +
    String.raw`|usable|expired?|still good|use|used|add|good for|do|get|give|gives|worth|save)\b`,
  'iu',
)

const POLITE =
  /^(?:can|could|would|will|may) (?:you|u|i|we|she|he|they) (?:please )?(?:use|apply|add|put|take|enter|have|get)\b/iu
const TOGETHER = /\b(?:with|together|both|combined?|stack|on top)\b/iu

/** Codes the shop has, or written as codes are, in a question of what they do. */
function couponAsked(said: string, sentence: string, { coupons }: Shop): ShopQuestion | undefined {
  if (!isAsking(sentence) || !WORKS.test(said)) return undefined
  // Asked for politely, it is to be used.
  if (POLITE.test(said) && !TOGETHER.test(said)) return undefined
  const words = said.match(/[\p{L}\p{N}-]+/gu) ?? []
  const codes = words.filter(
    (word) => coupons.has(word.toUpperCase()) || (/\d/.test(word) && new RegExp(`^${CODE}$`).test(word)),
  )
  return codes.length === 0
    ? undefined
    : { kind: 'coupon', codes: [...new Set(codes.map((code) => code.toUpperCase()))] }
}
