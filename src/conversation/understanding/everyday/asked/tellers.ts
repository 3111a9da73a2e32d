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
    String.raw`(?:(?:a|an|this|the|another|some)\s+)?(?:(?:very|nice|lovely|new|young|old|older|regular|angry` +
    String.raw`|unhappy` +
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

/** "I'm looking for a present for my dad, do you have hoodies?": what is wished comes behind it. */
const LOOKS_FOR = new RegExp(
  String.raw`^\s*(?:(?:hi|hello|hey|so|well|and)[\s,.!]+)*(?:i|we|she|he|they)(?:['’](?:m|re|s)|\s+(?:am|are` +
    String.raw`|is))\s+` +
    String.raw`(?:looking|searching|shopping)\s+for\s+(?:an?\s+|some\s+)?(?:\p{L}+\s+)?(?:presents?|gifts?` +
    String.raw`|something)` +
    String.raw`(?:\s+(?:for|to)\s+[^,.;?!\n]{2,40})?\s*[,.;:-]+\s*(?=\S)`,
  'iu',
)
/** As people greet in other languages, before they go on in English. */
const GREETED = /^\s*(?:hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|bonjour|hola|ciao|salut)[\s,.!]+(?=\p{L})/iu
const HAS_QUESTION = new RegExp(
  String.raw`^\s*${OPENING}(?:${WHO}|i|we)(?:['’](?:s|ve)|\s+(?:has|have))?(?:\s+got)?\s+(?:a|an|one|another|two)` +
    String.raw`(?:\s+(?:quick|last|more|other|small))*\s+questions?\s*[,.:;-]+\s*(?=\S)`,
  'iu',
)
/** "She's looking for her list": nothing is wished yet. */
const WAITS = new RegExp(
  String.raw`^\s*(?:(?:hang on|hold on|wait|one (?:sec|second|moment|minute)|just a (?:sec|second|moment|minute)` +
    String.raw`|sorry|ok(?:ay)?|so|well)[\s,.-]+)*(?:${WHO}|we|i)(?:['’](?:s|re|m)|\s+(?:is|are|am))\s+(?:just\s+` +
    String.raw`|still\s+|now\s+)*(?:looking for (?:her|his|their|my|our|the) (?:list|note|notes|card|glasses|email` +
    String.raw`|number|pen|phone|wallet|purse|address)|checking|looking it up|getting (?:it|her|his|their|the)` +
    String.raw`|thinking|deciding|finding)\b[^?;\n]{0,60}$`,
  'iu',
)
/** What it is for is talk, and no goods: "for my mum's birthday". */
const PURPOSE = new RegExp(
  String.raw`(?<=\p{L}{3}|\d)\s+(?:as an?\s+(?:\p{L}+\s+)?(?:gift|present)|for\s+(?:(?:my|her|his|our|their|an?` +
    String.raw`|the)\s+)?` +
    String.raw`(?:[\p{L}’'-]+\s+){0,2}(?:birthday|wedding|anniversary|party|christmas|graduation|baby shower` +
    String.raw`|housewarming` +
    String.raw`|valentine['’]?s(?: day)?|mother['’]?s day|father['’]?s day|easter)(?:\s+(?:party|present|gift))?)` +
    String.raw`(?=\s*(?:[,.;!?\n]|$))`,
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
  if (WAITS.test(said)) return undefined
  const hearsay = MONEY_SAID.test(said)
  const text = said
    .replace(/\bwho['’]d\b/iu, 'who would')
    .replace(GREETED, '')
    .replace(CALLED, MARK)
    .replace(LOOKS_FOR, '')
    .replace(HAS_QUESTION, '')
    .replace(PURPOSE, '')
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
