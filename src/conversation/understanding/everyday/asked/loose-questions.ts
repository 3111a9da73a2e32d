/**
 * Questions to a shop by the words that make them one, in whatever order they are said: "is paying
 * by PayPal ok?", "what do you charge to send a parcel to Toronto". Rule: asked only of what nothing
 * else was read from; whoever names an item asks about that. Next: questions.ts has the exact ones.
 */
import type { ShopQuestion } from '#conversation/requests/questions.ts'
import { productsNamedIn } from '#conversation/understanding/everyday/name-index.ts'
import { bareSentence, isAsking } from '#conversation/understanding/everyday/sentences.ts'
import { literal } from '#conversation/understanding/words/text.ts'
import type { Shop } from '#domain/model/shop.ts'

type Known = { readonly shop: Shop; readonly hasCart: boolean }

export const WAYS =
  'pay ?pal|apple ?pay|google ?pay|amazon ?pay|shop ?pay|klarna|venmo|zelle|cash ?app|stripe|sepa|giro ' +
  '?pay|sofort|ideal|bit ?coin|crypto(?:currency)?|cash|cheques?|checks?|(?:bank|wire) ?transfer|wire|' +
  'direct debit|(?:a |the |my |her |his )?(?:credit |debit )?cards?|visa|master ?card|amex|american ' +
  'express|discover|(?:an? |by )?invoice|on account|net ?\\d+|purchase orders?|(?:a )?po|gift ?cards?|vouchers?|' +
  '(?:the |a )?(?:payment )?link|(?:cash )?on delivery|at the door|instal?ments'

const words = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, 'iu')
const WAY = words(WAYS)
const PAY = words(`pay|pays|paying|payments?|payable|net ?\\d+|(?:take|accept|use|with|by) (?:${WAYS})|charge it`)
/** What was paid, or is to come back, is of an order. */
const PAID = words(
  'paid|payed|refund|refunded|money|owe|owes|owed|dut(?:y|ies)|customs|taxe?s?|received|arrived|come through|' +
    'went through|go through|' +
    'how much|already',
)
const WHO = words(
  "(?:who|what|whom) (?:am i|are we|is this|do i|is it i am|'m i) ?(?:talking|speaking|chatting|writing|" +
    'dealing)?(?: (?:to|with))?|' +
    '(?:bot|robot|chatbot|human|machine|ai|automated|real person|actual person)',
)
const YOU = words('you|this|i|we|that|talking|speaking|somebody|someone')
const HOURS = words(
  'open|opening|opened|closed?|closing|office hours|hours|holidays?|weekends?|call you|reach you|phone you|' +
    'ring you|can (?:i|we|she|he|they) call|' +
    'you (?:there|around|available|in|reachable)',
)
const WHEN = words(
  'when|what time|what days?|which days?|until|till|how late|how long|today|tonight|tomorrow|now|(?:mon|tues|' +
    'wednes|thurs|fri|satur|sun)days?|' +
    'weekends?|evenings?|hours|christmas|holidays?',
)
const CODES = words(
  'codes?|coupons?|vouchers?|discounts?|promo(?:tion)?s?|deals?|cheaper|special offers?|offers?|bulk prices?|' +
    'volume prices?|rebates?',
)
/** A person knows whether there is one for these. */
const OF_SOME = words(
  'students?|teachers?|seniors?|pensioners?|military|veterans?|nurses?|staff|employees?|friends?|family|' +
    'loyalty|members?|membership|trade|charit(?:y|ies)|schools?|clubs?',
)
const SEND = words(
  'ship|ships|shipping|deliver|delivers|delivery|deliveries|send|sending|post|postage|parcel|package|freight|courier',
)
const COST = words('costs?|price|prices|much|fees?|charges?|rates?|expensive|cheap(?:est)?|options?|methods?|ways?|how')
const TO = new RegExp(
  String.raw`\b(?:to|in|into)\s+(?<place>(?!me\b|us\b|you\b|her\b|him\b|them\b|the\b|my\b|it\b|that\b|go\b|` +
    String.raw`pay\b|send\b|get\b)[\p{L}][\p{L} .'’-]{1,40})$`,
  'iu',
)
const FASTER = words(
  'overnight|next[- ]day|same[- ]day|faster|quicker|sooner|rush|rushed|urgent|speed(?: it)? up|express',
)
const GONE = words(
  'track|tracking|tracked|shipped|ship(?:ped)? (?:yet|out)|gone out|go out|gone|left|on (?:its|the) way|' +
    "dispatched|sent out|out for delivery|where(?:'?s| is| are)",
)
const ARRIVES = words(
  'arrives?|arriving|arrival|come|comes|coming|here|there|gets?|getting|delivered|delivery|deliver|parcels?|' +
    'packages?|takes?|receive|have it|eta|e\\.t\\.a|' +
    'transit|lead time|turnaround|show up|in (?:my|her|his|their|our) hands|ship(?:s|ped)?|leave',
)
const TIME = words(
  'when|how long|how soon|how fast|how quick(?:ly)?|how many days|eta|what day|which day|what date|by (?:mon|' +
    'tues|wednes|thurs|fri|satur|sun)day|by (?:the|tomorrow|next|then)|' +
    'in time|before|christmas|xmas|(?:this|next) week|tomorrow|today|lead time|turnaround|arrival',
)
/** Said of the whole cart, whatever else its words may name. */
const SHORT = words(
  "anything (?:we're |we are )?short(?: of)?|(?:any|some|part) of (?:it|that|this)" +
    ' (?:on )?(?:back ?order(?:ed)?|missing|sold out|out of stock)|short of anything',
)
const STOCK = words(
  'in stock|stock|back ?orders?|back ?ordered|available|availability|short(?:ages?)?(?: of)?|sold out|missing|' +
    'on hand|out of',
)
const TOTAL = words(
  'total|sum|altogether|all in all|all in|damage|come to|comes to|adds? up|final price|bottom line|the price|' +
    'how much|what do (?:i|we) (?:owe|pay)|set (?:me|us|her|him) back|with tax|incl(?:uding)? tax',
)

/** "When it arrives, ring the bell" asks nothing. */
const TELLS = /^(?:when|once|if|where|what|who|which)\s+(?:it|they|the|this|that|he|she|i|we|my|her|his)\b/i

/** What a sentence asks by its words; undefined: it is no question, names an item, or asks something else. */
export function looseQuestion(sentence: string, { shop, hasCart }: Known): ShopQuestion | undefined {
  const said = bareSentence(sentence).replace(/\s+/g, ' ').replace(/’/g, "'")
  const tells = !/\?\s*$/.test(sentence) && TELLS.test(sentence.trim())
  if (!isAsking(sentence) || tells || said.length > 140 || /\d{4,}/.test(said)) return undefined
  if (hasCart && SHORT.test(said)) return { kind: 'in-stock' }
  if (namesItem(said, shop)) return undefined
  if (/^when$/i.test(said)) return { kind: 'arrival' }
  if (WHO.test(said) && YOU.test(said)) return { kind: 'who' }
  if (PAY.test(said) && !PAID.test(said)) return paying(said)
  const method = shop.settings.shippingMethods.find(({ id, name }) =>
    words([id, name].map(literal).join('|')).test(said),
  )
  if (method !== undefined) return { kind: 'method-cost', method: method.id }
  if (CODES.test(said)) return OF_SOME.test(said) ? undefined : { kind: 'discounts' }
  const place = TO.exec(said)?.groups?.['place']
  if (SEND.test(said) && place !== undefined && !TIME.test(said)) return { kind: 'shipping', place: place.trim() }
  if (FASTER.test(said)) return { kind: 'shipping' }
  if (/\bfrom\b/i.test(said) && SEND.test(said)) return undefined
  if (TIME.test(said) && ARRIVES.test(said) && !GONE.test(said)) return { kind: 'arrival' }
  if (GONE.test(said)) return { kind: 'where' }
  if (SEND.test(said) && COST.test(said)) return { kind: 'shipping' }
  if (HOURS.test(said) && WHEN.test(said)) return { kind: 'hours' }
  if (hasCart && STOCK.test(said)) return { kind: 'in-stock' }
  return hasCart && TOTAL.test(said) ? { kind: 'total' } : undefined
}

function paying(said: string): ShopQuestion {
  const way = WAY.exec(said)?.[0]
  return way === undefined
    ? { kind: 'payment' }
    : { kind: 'payment', way: way.replace(/^(?:a|an|the|my|her|his|by)\s+/i, '') }
}

const namesItem = (said: string, { catalog }: Shop): boolean =>
  productsNamedIn(said, catalog).some(({ name }) => !PLAIN.has(name))
/** Words of every question that an item may be called by: "cans" are headphones. */
const PLAIN: ReadonlySet<string> = new Set(['can', 'will', 'may', 'set', 'pay', 'way', 'ways', 'card', 'cards'])
