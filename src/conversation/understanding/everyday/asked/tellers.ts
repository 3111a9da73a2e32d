/**
 * Who says it, and who is on the phone: "she says medium", "I've got a lady on the line who wants
 * two mugs". Rule: that is talk around what is said, never goods and never a word to ask about; what
 * is not settled yet ("not sure which size") stays open. Next: turn/reading/interpret.ts reads the rest.
 */
import { isOptionAlone } from '#conversation/understanding/everyday/option-answers.ts'
import type { Catalog } from '#domain/model/catalog.ts'

const PERSON =
  '(?:lady|woman|guy|man|gentleman|gent|girl|bloke|chap|customer|caller|client|buyer|wife|husband|partner|' +
  'boss|mum|mom|dad|daughter|son|sister|brother|friend|colleague|person|somebody|someone)'
const WHO = `(?:she|he|they|(?:the|my|our|her|his|this) ${PERSON})`
const OPENING = '(?:(?:ok(?:ay)?|oh|ah|so|right|and|well|um+|uh|alright|now)[\\s,]+)*'
const TELLER_BEFORE = new RegExp(
  String.raw`^\s*${OPENING}${WHO}\s+(?:just\s+|now\s+|then\s+|also\s+)?(?:(?:says|said|say|(?:is|was` +
    String.raw`|were) saying)` +
    String.raw`(?:\s+that(?=\s+(?:she|he|they|it|the|her|his|their)\b))?` +
    String.raw`|(?:told|tells|asked|asks)\s+(?:(?:me|us|you)\s+)?to|(?:wants|would like|['’]d like)\s+(?:me|us` +
    String.raw`|you)\s+to)[\s,:]+(?=[\p{L}\d])`,
  'iu',
)
const TELLER_BEHIND = new RegExp(
  String.raw`(?<!\b(?:what|whatever|as|like|if|that|when|because|how|than|and))[\s,]+${WHO}\s+(?:says|said)` +
    String.raw`(?=\s*[.!]*\s*$)`,
  'iu',
)
const ON_THE_PHONE = new RegExp(
  String.raw`^\s*(?:(?:hi|hello|hey|howdy|(?:good )?(?:morning|afternoon|evening)|so|and|ok(?:ay)?|well)[\s,.!]+)*` +
    String.raw`(?:(?:(?:i|we)(?:['’]?ve| have)?\s+)?(?:just\s+)?(?:got|have|having)|(?:i|we)['’]?ve|(?:i['’]m` +
    String.raw`|we['’]re)?\s*with` +
    String.raw`|(?:there|here|it)(?:['’]s|\s+is))\s+` +
    String.raw`(?:(?:a|an|this|the|another|some)\s+)?(?:(?:very|nice|lovely|new|young|old|older|regular|angry|unhappy` +
    String.raw`|happy|kind|different)\s+){0,2}${PERSON}` +
    String.raw`(?:\s+(?:now|right now|here|calling|waiting))*\s+(?:(?:on|in)\s+(?:the\s+|my\s+)?(?:(?:other\s+)?` +
    String.raw`(?:phone|line)` +
    String.raw`|hold|chat|store|shop)|here|calling(?:\s+in)?|waiting)(?![\p{L}\d])(?:\s+(?:who|that)(?=\s))?[\s,:-]*`,
  'iu',
)
const UNSETTLED = new RegExp(
  String.raw`(?<=[^\s,;(–-])[\s,;(–-]+(?:but\s+)?(?:(?:i['’]?m|she['’]?s|he['’]?s|they['’]?re|we['’]?re|(?:i|she|he` +
    String.raw`|they|we)(?:\s+(?:am|is|are))?)\s+)?` +
    String.raw`(?:still\s+)?(?:not\s+(?:quite\s+|really\s+|100%\s+)?(?:sure|decided|certain)|unsure|undecided` +
    String.raw`|(?:doesn['’]?t|don['’]?t|does\s+not|do\s+not)\s+know|(?:hasn['’]?t|haven['’]?t)\s+(?:decided|chosen` +
    String.raw`|picked))` +
    String.raw`(?:\s+yet)?\s+(?:(?:about|on|of)\s+)?(?:(?:which|what|the|her|his|my|their)\s+)+(?:size|colou?r` +
    String.raw`|length|width)s?` +
    String.raw`(?:\s+(?:yet|tho|though|still|(?:she|he|i|they|we)\s+(?:wants?|needs?|takes?|is|are|am)|to\s+(?:get` +
    String.raw`|take)))*\)?(?=\s*(?:[,.;!\n]|$))`,
  'giu',
)
/** "Blue mugs (big ones)" are blue mugs in big, whatever comes after them. */
const IN_BRACKETS = /(?<item>\p{L}{2,})\s*\((?:the\s+)?(?<values>[^()\n]{2,30}?)\s+ones?\)/giu

/** "The customer called, ..." */
const CALLED = new RegExp(
  String.raw`^\s*(?:(?:hi|hello|hey|so|and|ok(?:ay)?)[\s,.!]+)*(?:(?:an?|the|this|another)\s+)?${PERSON}\s+` +
    String.raw`(?:just\s+)?` +
    String.raw`(?:called|rang|phoned)(?:\s+(?:in|us|me|up|again|today))*[\s]*[,:.;-]+\s*`,
  'iu',
)

/** Where it stood: a name behind it is the caller's. */
const MARK = '\ue000'
const NAMED = /\ue000(?:(?:called|named|name is|it['’]s)\s+)?(?=\p{Lu}\p{Ll}+\s\p{Lu}\p{L}+\s*(?:[,.;]|$))/u

/** Undefined: nothing else was said. */
/** What somebody says of money is hearsay, and stays so. */
const NEVER = /(?!)/
const MONEY_SAID = /\b(?:paid|refunded|transferred|sent the money|reimbursed)\b/i

export function withoutTellers(said: string, catalog: Catalog): string | undefined {
  const hearsay = MONEY_SAID.test(said)
  const text = said
    .replace(/\bwho['’]d\b/iu, 'who would')
    .replace(CALLED, MARK)
    .replace(ON_THE_PHONE, MARK)
    .replace(NAMED, 'name is ')
    .replace(MARK, '')
    .replace(hearsay ? NEVER : TELLER_BEFORE, '')
    .replace(hearsay ? NEVER : TELLER_BEHIND, '')
    .replace(UNSETTLED, '')
    .replace(IN_BRACKETS, (whole: string, item: string, values: string) =>
      isOptionAlone(values, catalog) ? `${item} in ${values}` : whole,
    )
    .trim()
  return /[\p{L}\d]/u.test(text) || !/[\p{L}\d]/u.test(said) ? text : undefined
}
