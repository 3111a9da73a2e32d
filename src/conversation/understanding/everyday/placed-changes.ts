/**
 * What people want changed of a placed order, in their own words: where it goes and how, whom to
 * write to, the day, a card in the parcel, another size. Rule: what is wanted is known by its own
 * word or value; a value that was not said, or not surely read, is left empty and asked for. Next:
 * placed-mention.ts finds the order; turn/order/placed-order.ts has it done.
 */

import { PHONE_SHAPE } from '#domain/base/contact.ts'
import { MONTH_NAME, NTHS, WEEKDAY_NAME } from '#domain/base/day-words.ts'
import { given } from '#domain/base/given.ts'
import { type AroundOrder, type PlacedWish, returned, split, swap, tidy } from './placed-goods.ts'
import { MARK, type Mention, orderMentioned } from './placed-mention.ts'
import { type Clause, cardHere, keptWords, markedClause } from './placed-texts.ts'
import { bareSentence } from './sentences.ts'

export type PlacedChange = Mention & { readonly wishes: readonly PlacedWish[] }

/** Undefined: no order is named, or nothing of it is to change. */
export function placedChange(text: string, around: AroundOrder): PlacedChange | undefined {
  const said = bareSentence(text.trim())
  const mention = orderMentioned(said, { placed: around.placed }) ?? cardHere(said, around.placed)
  if (mention === undefined || ASKS.test(said) || MONEY.test(said)) return undefined
  const ending = text.trim().slice(text.trim().lastIndexOf(said) + said.length)
  const wishes = wishesIn({ words: mention.words, stood: mention.stood, ending }, around)
  return wishes === undefined ? undefined : { ...mention, wishes }
}

/** Words that name goods of an order, up to `end`: where or how that part of it is to go, or what for. */
export function partChange(text: string, end: number, around: AroundOrder): readonly PlacedWish[] | undefined {
  const said = bareSentence(`${text.slice(0, end)} ${MARK} ${text.slice(end)}`.replace(/[^\S\n]+/g, ' ').trim())
  if (ASKS.test(said) || MONEY.test(said)) return undefined
  const named = NAMED_LAST.exec(text.slice(0, end))?.groups?.['item']
  const wishes = wishesIn({ words: said, ending: '' }, { ...around, goods: true })?.map((wish) =>
    wish.kind === 'swap' && wish.item === undefined ? { ...wish, ...given({ item: named }) } : wish,
  )
  const isUnsaid = wishes?.some((wish) => wish.kind === 'swap' && wish.to === '') === true && FOR_WHAT.test(said)
  return wishes?.every(({ kind }) => OF_A_PART.has(kind)) === true && !isUnsaid ? wishes : undefined
}
/** The goods just named: "the hoodie", "one of my mugs". */
const NAMED_LAST = /\b(?:the|my|her|his|their|our|those|these|that|both|all)\s+(?<item>[^,.;]{1,60})$/i
/** "Doesn't fit, swap for an XL" says what for: the reader knows sizes and colours. */
const FOR_WHAT = new RegExp(
  String.raw`\b(?:swap|exchange|trade)\b[^\n]{0,20}?\bfor\s+(?!(?:(?:a|an|the)\s+)?(?:another|different` +
    String.raw`|larger|bigger|smaller|other)\b)`,
  'i',
)
const OF_A_PART: ReadonlySet<PlacedWish['kind']> = new Set(['split', 'address', 'method', 'swap', 'returned'])

type Said = { readonly words: string; readonly stood?: string | undefined; readonly ending: string }
function wishesIn({ words, stood, ending }: Said, around: AroundOrder): readonly PlacedWish[] | undefined {
  const clauses = words.split(ANOTHER)
  const wishes = clauses.map((clause, at) =>
    wishIn(markedClause(clause, stood, at + 1 === clauses.length ? ending : ''), around),
  )
  const known = wishes.filter((wish) => wish !== undefined)
  return known.length === 0 || known.length < wishes.length ? undefined : known
}

/** It asks what is so; "is it possible to" asks for something. */
const ASKS = new RegExp(
  '^(?:what|which|when|where|who|whose|why|how|is|are|was|were|has|have|did|does|do' +
    String.raw`|will)\b(?! (?:it|there|you) (?:still )?(?:possible|a way|mind|be possible))`,
  'i',
)
/** About what it cost: none of these. */
const MONEY = /\b(?:take|knock|get)\b[^\n]{0,20}\boff\b|\b(?:refund(?:ed)?|discount|goodwill|coupon|voucher)\b/i
/** "No pickup after all, send it home" is one wish. */
const ANOTHER = new RegExp(
  String.raw`(?<!^(?:no|not)\b[^,;.]*)\s*(?:[,;.]|\band\b|\bthen\b)\s*(?:` +
    String.raw`(?:and|then|also|please)\s+)*(?=(?:make|change|switch|set|use` +
    String.raw`|ship|send|deliver)\s+(?:it|that|§)\b|(?:change|switch)\s+(?:the|her|his|their|my)\s` +
    String.raw`|(?:ship|send|deliver)\s+(?:to|by|via)\s|(?:add|write|put|leave)\s+(?:a|the|this)\s+(?:comment|memo)\b)`,
  'iu',
)

function wishIn(clause: Clause, around: AroundOrder): PlacedWish | undefined {
  const text = keptWords(clause)
  if (text !== undefined) return text
  for (const read of [returned, contact, swap, method, day, split, address]) {
    const wish = read(clause.words, around)
    if (wish !== undefined) return wish
  }
  return undefined
}

const EMAIL = /[^\s<>(),;:]+@[^\s<>(),;]+\.[^\s<>(),;]+/
const PHONE = new RegExp(String.raw`(?<![\w-])${PHONE_SHAPE}(?![\w-])`)
const REACHED =
  /\b(?:e-?mail|mail|phone|telephone|mobile|cell|contact|number|call|reach|text|updates?|notif\w+|write to)\b/i
/** A copy of something goes there; the contact stays. */
const LETTER = /\b(?:invoice|receipt|copy|confirmation|link|bill)\b/i
function contact(words: string): PlacedWish | undefined {
  if (!REACHED.test(words) && !(EMAIL.test(words) && /\buse\b/i.test(words))) return undefined
  if (LETTER.test(words) || (/\baddress\b/i.test(words) && !/mail/i.test(words))) return undefined
  const [value = ''] = EMAIL.exec(words) ?? PHONE.exec(words) ?? []
  if (value === '' && !/\b(?:e-?mail|phone|telephone|mobile|cell|contact)\b/i.test(words)) return undefined
  return { kind: 'contact', contact: value.replace(/[.,!?]+$/, '') }
}

/** Where it is said last: "from standard to express". */
function lastOf(name: string, words: string): number {
  const shape =
    String.raw`(?<![\p{L}\d-])(?<!\b(?:no|not|without|instead of` +
    String.raw`|rather than)\s+)${name.replace(/[^\p{L}\p{N} ]/gu, '.')}(?![\p{L}\d-])`
  return [...words.matchAll(new RegExp(shape, 'giu'))].at(-1)?.index ?? -1
}
const GOING = new RegExp(
  String.raw`\b(?:make|change|switch|upgrade|downgrade|ship|send|go|goes|going|want|wants|use|move|put|by` +
    String.raw`|via|with|need|needs|like|deliver|delivered|set|as)\b`,
  'i',
)
const FASTER = /\b(?:faster|quicker|sooner|cheaper|slower|overnight)\b|\b(?:shipping|delivery) method\b/i
const COLLECT = new RegExp(
  String.raw`(?<!\b(?:no|not|without|instead of|rather than)\s+)\b(?:pick(?:ed)?\s*(?:it |§ )?up` +
    String.raw`|collect(?:ed)?|picks? (?:it|§|them) up)\b`,
  'i',
)
function method(words: string, { methods, pickup }: AroundOrder): PlacedWish | undefined {
  if (/\baddress\b/i.test(words)) return undefined
  const named = methods
    .map((name) => ({ name, at: lastOf(name, words) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => other.at - one.at || other.name.length - one.name.length)[0]?.name
  if (named !== undefined)
    return GOING.test(words) && !PLACE.test(words.replace(named, ' ')) ? { kind: 'method', method: named } : undefined
  if (pickup !== undefined && COLLECT.test(words) && !/\d/.test(words)) return { kind: 'method', method: pickup }
  return FASTER.test(words) ? { kind: 'method', method: '' } : undefined
}
const PLACE = /\bto\s+[^§]*\d/i

const STREET = String.raw`\s+(?:st|street|rd|road|ave|avenue|ln|lane|dr|drive|blvd|way|ct|court|pl|place|sq|square)\b`
/** "To 9 May St" is a place, "to 9 March" a day. */
const TO_A_DAY = new RegExp(
  String.raw`\bto\s+(?:the\s+)?\d{1,2}(?:(?:st|nd|rd|th)\b|[./]\d|\s+(?:of\s+)?${MONTH_NAME}\b(?!${STREET}))`,
  'iu',
)
const WEEKDAY = `${WEEKDAY_NAME}s?`
const NTH = String.raw`(?:\d{1,2}(?:st|nd|rd|th)?|\p{L}+(?:st|nd|rd|th))`
const ORDINAL = String.raw`(?:\d{1,2}(?:st|nd|rd|th)|${NTHS.slice(0, 12).join('|')})`
const DATES = [
  String.raw`\d{4}-\d\d-\d\d`,
  String.raw`(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])(?:[./](?:\d{4}|\d{2}))?\.?`,
  String.raw`(?:${WEEKDAY},?\s+)?(?:the\s+)?${NTH}\s+(?:of\s+)?${MONTH_NAME}\b\.?(?:,?\s+\d{4})?`,
  String.raw`(?:${WEEKDAY},?\s+)?${MONTH_NAME}\b\.?\s+(?:the\s+)?${NTH}\b(?:,?\s+\d{4})?`,
  String.raw`(?:${WEEKDAY},?\s+)?the\s+${ORDINAL}\b`,
  String.raw`a\s+week\s+(?:on|from)\s+(?:${WEEKDAY}|today|tomorrow|now)\b`,
  String.raw`(?:(?:next|this|coming|the following)\s+)?${WEEKDAY}(?:\s+(?:next\s+week|week|in a week))?\b`,
  String.raw`next\s+week\s+${WEEKDAY}\b|${WEEKDAY}\s+(?:of\s+)?next\s+week\b`,
  String.raw`(?:the\s+)?day\s+after\s+tomorrow|tomorrow|today|next\s+week` +
    String.raw`|christmas(?:\s+eve)?|new\s+year['’]?s\s+eve`,
  String.raw`in\s+(?:a|one|two|three|four|five|six|ten|\d{1,2})\s+(?:days?|weeks?)`,
  String.raw`(?:a|one|two|three|\d{1,2})\s+(?:days?|weeks?)\s+(?:later|from\s+(?:now|today))`,
].map((shape) => new RegExp(String.raw`(?<![\p{L}\d])(?:${shape})(?![\p{L}\d])`, 'iu'))
const WHEN = new RegExp(
  String.raw`\b(?:deliver(?:ed|y)?|arrives?|comes?|come|brought|receive[sd]?|ship(?:ped)?|sent|send|get|have` +
    '|need|needs|want|wants|hold|wait|wanted|expected|due|postpone|delay|reschedule|move|push|date' +
    String.raw`|day|make|change|set|there|keep)\b`,
  'i',
)
const LATER = new RegExp(
  String.raw`\b(?:postpone|reschedule|delay|(?:delivery|arrival) (?:date|day)|(?:another|different|later` +
    String.raw`|earlier) (?:date|day))\b`,
  'i',
)
const ANY_DAY = /\b(?:any day|no (?:fixed |particular )?(?:day|date)|whenever)\b/i
function day(words: string): PlacedWish | undefined {
  if (/\baddress\b/i.test(words)) return undefined
  if (ANY_DAY.test(words) && !PLACE.test(words)) return { kind: 'day', day: 'any day' }
  const asks = LATER.test(words)
  if (!asks && (!WHEN.test(words) || PLACE.test(words.replace(TO_A_DAY, ' ')))) return undefined
  for (const shape of DATES) {
    const found = shape.exec(words)?.[0]
    if (found === undefined) continue
    const before = words.slice(0, words.toLowerCase().indexOf(found.toLowerCase()))
    const earlier = /(?<!\bnot\s+)\bbefore\s+(?:the\s+)?$/i.test(before)
    return { kind: 'day', day: `${earlier ? 'before ' : ''}${found.trim()}` }
  }
  return asks ? { kind: 'day', day: '' } : undefined
}

const TO_ADDRESS = [
  /\baddress\b[^,\d\n]*?(?:\bto\b|\bis(?: now)?\b|\bshould(?: now)? be\b|:)\s*([\s\S]+)$/i,
  new RegExp(
    String.raw`\b(?:ship|send|deliver|redirect|forward|re-?route|post|bring|go|goes|going|move|come|delivered` +
      String.raw`|sent|shipped)\s+(?:§\s+|out\s+|over\s+|instead\s+|them\s+)*to\s+([\s\S]+)$`,
    'i',
  ),
  /\b(?:new|correct|right|this|different) address\b\s*§?\s*[:,-]?\s+([\s\S]*\d[\s\S]*)$/i,
  /\baddress\s*§\s*[:,-]?\s*([\s\S]*\d[\s\S]*)$/i,
]
/** "My mother, Ann Hall, 7 Elm St": who it is comes before the name. */
const WHOSE = /^(?:my|her|his|their)\s+\p{L}+\s*,\s*(?=\p{Lu}[\p{L}'’-]+\s+\p{Lu})/u
const WRONG = new RegExp(
  String.raw`^(?:(?:not right|wrong|incorrect|outdated|old|false)\b[\s,.;:–-]*)?(?:(?:and|but)\s+)?(?:(?:it` +
    String.raw`|that|§|the (?:right|new|correct) (?:one|address))\s*)?(?:(?:should be|must be|is|['’]s` +
    String.raw`|to)\s*)?:?\s*`,
  'i',
)
const SOMEWHERE =
  /^(?:(?:an?|the)\s+)?(?:different|another|new|other|correct|right)\s+(?:address|place|one)$|^somewhere else$/i
const ABOUT_ADDRESS =
  /\b(?:(?:shipping|delivery|wrong|new|another|different)\s+)?address\b|\b(?:redirect|re-?route|somewhere else)\b/i
function address(words: string): PlacedWish | undefined {
  if (/\bbill(?:ing|ed)?\b/i.test(words)) return undefined
  for (const shape of TO_ADDRESS) {
    const found = shape.exec(words)?.[1]
    if (found === undefined) continue
    const where = tidy(found.replace(WRONG, '')).replace(WHOSE, '')
    return { kind: 'address', where: SOMEWHERE.test(where) || where.length < 2 ? '' : where }
  }
  return ABOUT_ADDRESS.test(words) ? { kind: 'address', where: '' } : undefined
}
