/**
 * Card numbers and pasted secrets are taken out of text before anything is stored or logged
 * (rules.md O14). With a card number go its expiry and its check value, wherever they stand. Works
 * on cleaned text (clean.ts: ASCII digits, plain spaces), copes with raw text as well. Next:
 * redact-cards.ts finds the cards.
 */
import { cardsIn, toldApart } from './redact-cards.ts'

export type Redacted = { readonly text: string; readonly found: readonly ('card' | 'token')[] }

export const CARD_MARK = '[card number removed]'
export const TOKEN_MARK = '[secret removed]'

/** For text of at most a few thousand characters (clean.ts caps it). Never throws. `found` names each kind once. */
export function redact(text: string): Redacted {
  const withoutTokens = redactTokens(text)
  const withoutCards = redactCards(withoutTokens)
  const found = [
    ...(withoutCards === withoutTokens ? [] : (['card'] as const)),
    ...(withoutTokens === text ? [] : (['token'] as const)),
  ]
  return { text: withoutCards, found }
}

/** The text without the marks, for reading: what was removed is no wording. */
export const withoutMarks = (text: string): string => text.replace(MARKED, ' ').replaceAll(TOKEN_MARK, ' ').trim()
/** What was said around the marks. */
export const betweenMarks = (text: string): readonly string[] => text.replaceAll(TOKEN_MARK, CARD_MARK).split(CARD_MARK)
/** With the words that only led to it: "my card is". */
const MARKED = new RegExp(
  String.raw`(?:\b(?:(?:my|the|her|his|our|their|this|here|new|credit|debit|visa|master ?card|amex` +
    String.raw`|card|cc|number|no|details|is|are|it|it's|here's|and|exp|cvv)\b[\s:=,.#-]*){0,8}\b` +
    String.raw`(?:card|visa|master ?card|amex|number|cc|cvv|cvc|code` +
    String.raw`|is|it's|here's)[\s:=,.#-]*)?\[card number removed\]`,
  'giu',
)

/**
 * Secrets by the shapes their makers document: Slack, Discord, Stripe, GitHub, AWS, Google, JSON
 * Web Tokens, private keys, URLs with passwords.
 */
const TOKENS: readonly RegExp[] = [
  /\bx(?:ox[a-z]|app)-[\w-]{8,}/gi,
  /\b(?:Bot|Bearer)\s+[\w.~+/-]{20,}=*/g,
  /\b[MNO][\w-]{22,27}\.[\w-]{5,7}\.[\w-]{27,}/g,
  /\b(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{10,}/g,
  /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\bhttps:\/\/hooks\.slack\.com\/services\/[\w/]+/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,4000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  /\b[a-z][a-z0-9+]{2,15}:\/\/[^\s:/@]{1,64}:[^\s/@]{1,128}@\S*/gi,
]

const redactTokens = (text: string): string => TOKENS.reduce((rest, shape) => rest.replace(shape, TOKEN_MARK), text)

/** What often follows a card: its expiry and check value, of no use to anybody here. */
const AFTER_CARD = new RegExp(
  String.raw`^(?:[^\p{L}\p{N}]{0,4}(?:(?:exp(?:iry|ires|\.)?|valid(?: thru| until)?` +
    String.raw`|good thru)[^\p{L}\p{N}]{0,3}(?:0?[1-9]|1[0-2])[^\p{L}\p{N}]{0,3}|(?:0?[1-9]|1[0-2])\s?[/|-]\s?)` +
    String.raw`(?:20)?\d\d(?!\d)(?:[^\p{L}\p{N}]{1,3}\d{3,4}(?![\d]))?)?(?:[^\p{L}\p{N}]{0,4}(?:cvv2?|cvc2?|csc|cid` +
    String.raw`|security code|code|pin)[^\p{L}\p{N}]{0,3}(?:is\s)?\d{3,4}(?!\d)\)?|\s\d{3}(?!\d))?`,
  'iu',
)
/** A check value with its name, anywhere in a text that has a card in it. */
const CHECK_VALUE = /(?:cvv2?|cvc2?|csc|cid|security code)[^\p{L}\p{N}]{0,3}(?:is\s)?\d{3,4}(?!\d)/giu
/** By a name that means nothing else it is taken out without a card as well; the code of a door is none. */
const ONE = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)'
const SPOKEN =
  '(?:zero|oh|hundred|(?:four|six|seven|eigh|nine|thir|fif)teen' +
  '|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|ten|eleven|twelve' +
  '|one|two|three|four|five|six|seven|eight|nine)'
const NEXT = String.raw`[^\p{L}\p{N}]{1,3}(?:and\s+)?`
const CHECK_DIGITS =
  String.raw`(?:\d(?:[^\p{L}\p{N}]{0,3}\d){2,3}(?![\d\p{L}])|${SPOKEN}(?:${NEXT}${SPOKEN}){1,5}(?!\p{L})` +
  String.raw`|(?:\d|${ONE})(?:${NEXT}(?:\d|${ONE})){2,3}(?![\p{L}\d]))` +
  String.raw`(?:\s*(?:plus|\+)\s*\d{1,3}(?!\d))?(?!\s+(?:at|for|on|by|to|of)\s+(?:the\s+)?(?:front|back` +
  String.raw`|door|gate|house|building|entry|alarm|lobby|garage))`
const DOOR = String.raw`(?<!\b(?:door|gate|house|building|entry|alarm|lobby|garage|front)['’]?s?\s)`
const OF_CARD = String.raw`(?:signature(?:\s+(?:strip|panel|line|field|bit))?|strip|back|front|reverse)`
const CHECK_NAME =
  String.raw`${DOOR}(?<![\p{L}\p{N}])(?:c[\s./-]{0,2}v[\s./-]{0,2}[vcnd]` +
  String.raw`(?:[\s.]?2)?|ccv|csc|cid|cav2?|cw2?(?![^\p{L}]*\d+\s+\p{Ll})|kvv|cvw` +
  String.raw`|sec(?:urity|ure)?\.?\s+(?:codes?|number|digits|value|no)` +
  String.raw`|(?:card\s+)?(?:verification|validation)\s+(?:code|value|number|digits)` +
  String.raw`|card\s+(?:verification|security|validation|check|code)(?:\s+(?:code|value|number|digits))?` +
  String.raw`|(?:three|3|four|4)(?:\s+(?:digits?|numbers?|figures))?\s+(?:on|under|by|at|in|from)\s+` +
  String.raw`(?:the\s+|my\s+|her\s+|his\s+)?${OF_CARD}` +
  String.raw`|(?:number|digits?|figures|code)\s+(?:under|by|beside` +
  String.raw`|next to|behind|after|on|in)\s+(?:the|my|her|his)\s+` +
  String.raw`signature(?:\s+(?:strip|panel|line|field))?)(?!\p{L})(?:['’]s)?`
/** What may stand between its name and it. */
const LEADS =
  String.raw`[^\p{L}\p{N}]{0,3}(?:(?:code|number|is|are|was|of|it['’]?s|reads?|says?|please|would be|should be` +
  String.raw`|here|here['’]s|then|i think)(?![\p{L}\d])[^\p{L}\p{N}]{0,3}){0,3}`
const NAMED_CHECK = new RegExp(
  String.raw`${CHECK_NAME}${LEADS}${CHECK_DIGITS}` +
    String.raw`|(?<!\d)\d{3,4}\s+(?:is|are)\s+(?:the|my|her|his)\s+(?:cvv2?|cvc2?|csc|security code|card code)\b`,
  'giu',
)
const NAME_ALONE = new RegExp(CHECK_NAME, 'iu')
/** The name of a security code without one: it may be said before or after. */
export const namesCheckValue = (text: string): boolean =>
  text.length < 120 && !/\d/.test(text.replace(/[vc]2\b/gi, '')) && NAME_ALONE.test(text) && !OTHER_CODES.test(text)

/**
 * A code that is only called "the code", or what the back of something says, is a card's unless
 * something is named that has a code of its own.
 */
const OTHER_CODES = new RegExp(
  String.raw`\b(?:door|gate|house|building|entry|entrance|alarm|lobby|garage|lock|locker|keys?` +
    String.raw`|safe|buzzer|intercom|keypad|access|side|stairs?|staircase|porch|yard|parking` +
    String.raw`|wifi|floor|area|zip|post(?:al)?|country|dial|discount|coupon|promo|voucher` +
    String.raw`|error|order|item|product|reference|tracking|engrav\w*|print\w*|jersey|shirt)\b`,
  'i',
)
const CALLED_CODE = new RegExp(
  String.raw`(?<!\b(?:use|apply|enter|try|with|add)\s(?:the\s)?)(?:\b(?:the|my|her|his|their|its|and|card(?:['’]s)?` +
    String.raw`|comment|memo|note|message)[\s:]+|^\s*)code` +
    String.raw`(?:\s+(?:on\s+(?:it|the\s+(?:card|back))|number))?[^\p{L}\p{N}]{0,3}` +
    String.raw`(?:(?:is|was|reads?|says?)\s+)?${CHECK_DIGITS}` +
    String.raw`|\b(?:the\s+)?(?:little|small|tiny|short|three|3|four|4)\s+(?:numbers?|digits|figures)` +
    String.raw`${LEADS}${CHECK_DIGITS}(?!\s+\p{Ll})` +
    String.raw`|\b(?:(?:my|her|his)\s+pin|pin(?:\s+(?:code|number))?\s+is` +
    String.raw`|pin\s+(?:code|number))\b${LEADS}${CHECK_DIGITS}` +
    String.raw`|\bon\s+the\s+(?:reverse|other side|flip side)\s+(?:it\s+)?(?:reads?|says?|is|has)\s+${CHECK_DIGITS}` +
    String.raw`|\b(?:the\s+)?(?:back|reverse|back of (?:it|the card` +
    String.raw`|her card|my card|his card))\s+(?:says?|reads?|shows?|has)\s+` +
    String.raw`(?:\d{3}(?![\d\p{L}])|\d(?:[\s-]\d){2}(?![\d\p{L}])|${ONE}(?:[\s-]+${ONE}){2})` +
    String.raw`|(?<!\d)\d{3}\s+(?:is\s+)?(?:is what it says\s+)?on\s+the\s+back\b` +
    String.raw`(?!\s+(?:of|door|row|seat|in|to|order|porch|yard))` +
    String.raw`|\bon\s+the\s+back(?:\s+(?:it\s+(?:says|reads)|is` +
    String.raw`|there['’]?s|there is))[^\p{L}\p{N}]{0,3}\d{3}(?![\d\p{L}])`,
  'giu',
)
/** Month and year, and three or four digits behind them: by the name of an expiry, or nothing else said. */
const EXPIRY = String.raw`(?:0?[1-9]|1[0-2])\s?[/|-]\s?(?:20)?\d\d`
const EXPIRY_AND_CODE = new RegExp(
  String.raw`\b(?:exp(?:iry|ires|iration|\.)?|valid(?:\s+(?:thru|until|till))?` +
    String.raw`|good thru)[^\p{L}\p{N}]{0,3}(?:date\s+)?(?:is\s+)?${EXPIRY}(?!\d)` +
    String.raw`[^\p{L}\p{N}]{0,3}(?:and\s+|code\s+|then\s+)*\d{3,4}(?![\d\p{L}])` +
    String.raw`|^\s*(?:(?:it['’]?s|and|the|card|is|number|ok(?:ay)?|then)\s+)*${EXPIRY}` +
    String.raw`(?!\d)[^\p{L}\p{N}]{1,3}(?:(?:and|code|then|is|the)\s+)*\d{3,4}\s*[.!]*$`,
  'giu',
)

function redactCards(text: string): string {
  let out = ''
  let from = 0
  const found = cardsIn(text)
  const apart = found.length === 0 ? toldApart(text) : undefined
  for (const { start, end } of apart === undefined ? found : [apart]) {
    const after = AFTER_CARD.exec(text.slice(end, end + 60))?.[0] ?? ''
    out += text.slice(from, start) + CARD_MARK
    from = end + after.trimEnd().length
  }
  const rest = from === 0 ? text : (out + text.slice(from)).replace(CHECK_VALUE, CARD_MARK)
  const named = rest.replace(NAMED_CHECK, CARD_MARK).replace(EXPIRY_AND_CODE, CARD_MARK)
  return OTHER_CODES.test(named) ? named : named.replace(CALLED_CODE, CARD_MARK)
}
