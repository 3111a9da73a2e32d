/**
 * Everyday words about a placed order: one too many, one missing, the wrong size, late. Rule: where
 * a cart is open, words that could mean the cart mean it; what only a parcel can be is always the
 * order's. Next: requests/questions.ts.
 */

import type { AfterAsk } from '#conversation/requests/questions.ts'
import { countOf } from '#conversation/understanding/words/numbers.ts'
import { given } from '#domain/base/given.ts'
import { MARK, orderMentioned } from './placed-mention.ts'
import { bareSentence } from './sentences.ts'

const NUMBER = '(?<count>\\d{1,3}|one|two|three|four|five|six|a|an|half|some)'
const OF = '(?: of (?:it|them|those|that|the order))?'
const ITEM = '(?: (?:of )?(?:the |my |her |his )?(?<item>[\\p{L}][\\p{L}\\d -]{1,40}?))?'
const OUT = '(?: (?:off|out|from (?:it|the order|that)|of (?:it|that|the order)|again))*'
/** Where the order was named. */
const ORDER = `(?: ?[,:]? ${MARK})?`
const WHO = '(?:(?:the )?(?:customer|client|caller|lady|man|guy)|she|he|they|i|we|jane)'

const TAKE_OFF = new RegExp(
  `^(?:(?:is it |am i |are we )?(?:already |now )?too late to |(?:can|could|may) (?:i|you|we|she|he|they) ` +
    `(?:still |please )*|(?:i|we|she|he|they) (?:want|wants|would like|need|needs) to |please ` +
    `)*(?:take|cancel|remove|drop|get rid of) ${NUMBER}${OF}${ITEM}${OUT}${ORDER}$`,
  'iu',
)
const LATE_ASK = /^(?:is it |am i |are we )?(?:already |now )?too late to (?:cancel|change|take|remove|drop)/iu
const MISSING = new RegExp(
  `^(?:${WHO} )?(?:only )?(?:got|received|has|have|had|gets) only ` +
    `(?<got>\\d{1,3}|one|two|three|four|five|six)(?: ${'(?:of )?(?:the )?'}(?<item>[\\p{L}][\\p{L} ` +
    `-]{1,30}?))?(?:[,;.]? (?:please )?(?:so )?(?:refund|give back|money back for) ` +
    `(?<count>\\d{1,3}|one|two|three|it|the rest|the missing one))?${ORDER}$` +
    `|^only (?<got2>\\d{1,3}|one|two|three|four|five|six)(?: (?:of )?(?:the )?(?<item2>[\\p{L}][\\p{L} ` +
    `-]{1,30}?))? (?:came|arrived|were in it|was in it|were in the (?:box|parcel))$` +
    `|^(?<count3>one|two|three|\\d{1,3})(?: (?:of )?(?:the )?(?<item3>[\\p{L}][\\p{L} -]{1,30}?))? ` +
    `(?:is|are|was|were) (?:missing|broken|damaged|not in the (?:box|parcel))$`,
  'iu',
)
const SWAP = new RegExp(
  `^(?:(?:the |my |her |his )(?<item>[\\p{L}][\\p{L}\\d -]{1,40}?) (?:doesn'?t|does not|don'?t|do ` +
    `not|didn'?t|did not) fit(?: (?:her|him|me|them))?[,;.]? (?:and )?(?:can (?:i|we|she|he|you) |could ` +
    `(?:i|we|she|he|you) |please |i need to |she wants to )*)?(?:swap|exchange|change|switch)(?: ` +
    `(?:it|them|that))? (?:for|to|into|with) (?:a |an |the )?(?:size )?(?<to>[\\p{L}\\d][\\p{L}\\d ` +
    `/-]{0,24}?)(?: one| ones| instead| please)*${ORDER}$`,
  'iu',
)
const LATE = new RegExp(
  '^(?:(?:the|my|her|his|our|their|this|that) (?:parcel|package|order|delivery|shipment|stuff' +
    '|things?) (?:is|are|seems|has been) (?:late|delayed|overdue|lost|stuck|missing)' +
    `|(?:it|the parcel|the package|my order|the order|her order|his order|my parcel|nothing)(?:'s| is` +
    `| has)? (?:still )?(?:not|never|hasn'?t|hasn’t|has not|didn'?t|did not|isn'?t)? ?(?:arrived?|come` +
    '|came|here|shown up|turned up|been delivered)(?: yet| so far)?' +
    `|(?:still |it'?s )(?:not here|waiting for (?:it|my (?:order|parcel)))(?: yet)?` +
    '|why is (?:it|my order|the parcel|my parcel) (?:so )?late' +
    '|(?:it|she|he) (?:should have|was supposed to) (?:been|be) (?:here|there|delivered' +
    '|arrived?)(?: .{1,30})?)$',
  'iu',
)
/** "1042 never arrived". */
const LATE_ORDER = new RegExp(
  `^${MARK} (?:has |is |was |did |still )*(?:not|never|hasn't|didn't|isn't|wasn't) (?:yet )?(?:arrived?|come` +
    '|came|here|shown up|turned up|been delivered|delivered)(?: yet| so far)?$',
  'iu',
)
export type AfterSaid = { readonly ask: AfterAsk; readonly order?: number }

/** `cart`: something is in it; `placed`: an order was spoken of here. */
export function afterSaleWish(
  sentence: string,
  { cart, placed }: { readonly cart: boolean; readonly placed: boolean },
): AfterSaid | undefined {
  const mention = orderMentioned(bareSentence(sentence))
  const named = mention?.order
  const said = (named === undefined ? bareSentence(sentence) : (mention?.words ?? ''))
    .replace(/[’]/g, "'")
    .replace(/\s+/g, ' ')
  const of = (ask: AfterAsk): AfterSaid => ({ ask, ...given({ order: named }) })
  if (LATE.test(said) || LATE_ORDER.test(said)) return of({ kind: 'late' })
  const less = MISSING.exec(said)?.groups
  if (less !== undefined) return of(missing(less))
  const swap = SWAP.exec(said)?.groups
  if (swap !== undefined && (swap['item'] !== undefined || (placed && !cart)))
    return of({ kind: 'swap', to: swap['to'] ?? '', ...itemOf(swap['item']) })
  if (cart && !LATE_ASK.test(said)) return undefined
  const off = TAKE_OFF.exec(said)?.groups
  return off === undefined || (!placed && named === undefined) ? undefined : of(taken(off))
}

type Groups = Readonly<Record<string, string | undefined>>
const PRONOUN = /^(?:it|them|those|that|these|order|units?|pieces?|items?|ones?|off|out|again)$/i
const itemOf = (item: string | undefined): { readonly item?: string } =>
  item === undefined || PRONOUN.test(item.trim()) ? {} : { item: item.trim() }
const counted = (words: string | undefined): number | undefined => (words === undefined ? undefined : countOf(words))

function taken(off: Groups): AfterAsk {
  const count = counted(off['count'])
  const half = off['count']?.toLowerCase() === 'half' ? ({ half: true } as const) : {}
  return { kind: 'take-off', ...itemOf(off['item']), ...given({ quantity: count }), ...half }
}

function missing(less: Groups): AfterAsk {
  const got = counted(less['got'] ?? less['got2'])
  const count = counted(less['count'] ?? less['count3'])
  return {
    kind: 'missing',
    ...itemOf(less['item'] ?? less['item2'] ?? less['item3']),
    ...given({ got, quantity: count }),
  }
}
