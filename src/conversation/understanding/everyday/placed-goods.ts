/**
 * What people want of goods of a placed order, in their own words: another size, so many of them
 * elsewhere, what came back. Rule: which item and how many is as it was said, and left empty where it
 * was not. Next: placed-changes.ts reads the rest; resolve/part-named.ts finds them in the order.
 */
import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { countOf } from '#conversation/understanding/words/numbers.ts'
import { MARK } from './placed-mention.ts'
import { type KeptText, unquoted } from './placed-texts.ts'

export type PlacedWish =
  | AmendAct
  /** Another size or colour of an item; `to` empty: not said which. */
  | { readonly kind: 'swap'; readonly item?: string; readonly quantity?: number; readonly to: string }
  | KeptText
  /** It came back, as who receives goods says it. */
  | { readonly kind: 'returned'; readonly item: string; readonly quantity?: number }
/** `methods`: what ways of shipping are called. `placed`: an order was spoken of and nothing else is open. */
export type AroundOrder = {
  readonly methods: readonly string[]
  readonly pickup?: string
  readonly placed: boolean
  /** The mark stands behind goods of it. */
  readonly goods?: true
}

export const tidy = (value: string): string =>
  unquoted(value.replaceAll(MARK, ' '))
    .replace(/(?:[\s,]+(?:instead|please|pls|then|now|if possible|thanks|thank you))+$/i, '')
    .trim()

export function returned(words: string): PlacedWish | undefined {
  const { item, quantity } =
    (/^returned\s+§\s*[:,]?\s+(?<item>\S[^\n]{0,79})$/i.exec(words) ?? CAME_BACK.exec(words))?.groups ?? {}
  const count = quantity === undefined ? undefined : /^both$/i.test(quantity) ? 2 : countOf(quantity)
  return item === undefined
    ? undefined
    : { kind: 'returned', item: tidy(item), ...(count === undefined ? {} : { quantity: count }) }
}
/** "Both mugs of 10001 came back". */
const CAME_BACK = new RegExp(
  String.raw`^(?:(?<quantity>\d{1,3}|one|two|three|four|five|both|an?)\s+(?:of\s+)?)?(?:(?:the|my|her|his|their` +
    String.raw`|those|these)\s+)*` +
    String.raw`(?<item>(?![^§]*\b(?:send|give|bring|take|get|return)s?\b)[\p{L}][^\n,.;:§]{0,60}?)\s*§\s+(?:(?:has|have|is` +
    String.raw`|are|was|were|just|now` +
    String.raw`|already)\s+)*(?:come|came|arrived` +
    String.raw`|been (?:sent|returned)|sent|returned|got)?\s*back(?:\s+(?:here|to us|today|yesterday|now` +
    String.raw`|in the post|this \p{L}+))*$`,
  'iu',
)

const THING =
  String.raw`(?:(?<quantity>\d{1,3}|one|two|three|four|five|an?)\s+(?:of\s+)?)?(?:(?:the|my|her|his|their|both` +
  String.raw`|of)\s+)*` +
  String.raw`(?<item>[\p{L}][^\n,.;:§]{0,60}?)`
const OTHER =
  String.raw`(?:(?:an?|the|one|in|size|same|it)\s+)*(?<to>[\p{L}\d][^\n,.;:§]{0,40}?)(?:\s+(?:one` +
  String.raw`|size|instead))*`
const EXCHANGES = [
  String.raw`\b(?:swap|exchange|switch|change|replace|trade)\s+(?:out\s+)?${THING}\s*§?\s*(?:for|to|with` +
    String.raw`|into)\s+${OTHER}\s*§?$`,
  String.raw`\b(?:swap|exchange|switch|replace|trade)\s+§\s*[:,]?\s*${THING}\s+(?:for|to|with|into)\s+${OTHER}$`,
  String.raw`^§\s*[:,]?\s*(?:swap|exchange|switch|change|replace|trade)\s+${THING}\s+(?:for|to|with` +
    String.raw`|into)\s+${OTHER}$`,
  String.raw`\b(?:want|wants|like|likes|need|needs|have|get|rather)\s+${OTHER}\s+instead\s+of\s+${THING}\s*§?$`,
  String.raw`\b(?:want|wants|like|likes|need|needs|have|get)\s+${THING}\s*§?\s+in\s+${OTHER}\s*§?(?:\s+instead)?$`,
  String.raw`\b(?:wrong size|wrong colou?r|too \p{L}+|does(?:n['’]?t| not) fit)\b.*\b(?:needs?|wants?|please` +
    String.raw`|rather|for)\s+${OTHER}$`,
].map((shape) => new RegExp(shape, 'iu'))
const ASPECT = new RegExp(
  String.raw`\b(?:address|method|delivery|shipping|date|day|note|contact|e-?mail|phone|number|card|message` +
    String.raw`|payment|bill|coupon|quantity|order|name|qty)\b`,
  'i',
)
const EXCHANGE = new RegExp(
  String.raw`\b(?:swap|exchange|trade|(?:wrong|another|different|larger|bigger|smaller) (?:size|colou?r)` +
    String.raw`|too (?:small|big|large|tight|wide|short|long)|does(?:n['’]?t| not) fit)\b`,
  'i',
)
export function swap(words: string, { methods }: AroundOrder): PlacedWish | undefined {
  for (const shape of EXCHANGES) {
    const { item = '', to = '', quantity } = shape.exec(words)?.groups ?? {}
    if (
      to === '' ||
      ASPECT.test(item) ||
      methods.some((name) => name.toLowerCase() === to.trim().toLowerCase()) ||
      /\d{3}/.test(to)
    )
      continue
    const count = quantity === undefined ? undefined : countOf(quantity)
    const named = tidy(item).replace(/\s+(?:in|of|from|on|for)$/i, '')
    return {
      kind: 'swap',
      to: tidy(to),
      ...(named === '' ? {} : { item: named }),
      ...(count === undefined ? {} : { quantity: count }),
    }
  }
  return EXCHANGE.test(words) ? { kind: 'swap', to: '' } : undefined
}

const SPLIT = new RegExp(
  String.raw`\b(?:ship|send|deliver)\s+(?:(?:just|only)\s+)?(?:(?<quantity>\d{1,3}|one|two|three` +
    String.raw`|an?)\s+(?:of\s+)?)?` +
    String.raw`(?:(?:the|my|her|his|their)\s+)*(?<item>[\p{L}][^\n,.;:§]{0,60}?)\s*§\s+to\s+(?<where>[\s\S]+)$`,
  'iu',
)
const BESIDES = /\b(?:too|as well|also|another|the other|one more)\b/i
/** "One of the mugs to the office too", "the mugs should go to her home". */
const TO_SHARE = new RegExp(
  String.raw`^(?:(?:and|also|please|then)\s+)*(?:(?<quantity>\d{1,3}|one|two|three|four|five|both|all|an?` +
    String.raw`|another|one more)\s+(?:of\s+)?)?` +
    String.raw`(?:(?:the|my|her|his|their|those|these)\s+)*(?<item>[\p{L}][^\n,.;:§]{0,60}?)\s*§\s+(?:(?:should` +
    String.raw`|must` +
    String.raw`|can|could|to|please|rather|also|be|goes?|going|sent|shipped|delivered` +
    String.raw`|instead)\s+)*to\s+(?<where>[\s\S]+)$`,
  'iu',
)
export function split(words: string, { goods }: AroundOrder): PlacedWish | undefined {
  const {
    quantity,
    item = '',
    where = '',
  } = (SPLIT.exec(words) ?? (goods === true ? TO_SHARE.exec(words) : null))?.groups ?? {}
  if (item === '' || ASPECT.test(item)) return undefined
  const count = quantity === undefined ? undefined : countOf(quantity.replace(/^(?:another|one more)$/i, 'one'))
  return {
    kind: 'split',
    item: tidy(item),
    where: tidy(where).replace(/(?:[\s,]+(?:too|as well|also))+[.!]*$/i, ''),
    ...(BESIDES.test(words) ? { also: true } : {}),
    ...(count === undefined ? {} : { quantity: String(count) }),
  }
}
