/**
 * Card numbers and pasted secrets are taken out of text before anything is stored or logged
 * (rules.md O14). With a card number go its expiry and its check value, wherever they stand. Works
 * on cleaned text (clean.ts: ASCII digits, plain spaces), copes with raw text as well. Next:
 * redact-cards.ts finds the cards.
 */
import { cardsIn } from './redact-cards.ts'

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
const SPOKEN = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)'
const CHECK_DIGITS =
  String.raw`(?:\d{3,4}(?![\d\p{L}])|\d(?:[\s-]\d){2,3}(?![\d\p{L}])|${SPOKEN}(?:[\s-]+${SPOKEN}){2,3})` +
  String.raw`(?!\s+(?:at|for|on|by|to|of)\s+(?:the\s+)?(?:front|back` +
  String.raw`|door|gate|house|building|entry|alarm|lobby|garage))`
const NAMED_CHECK = new RegExp(
  String.raw`(?<!\b(?:door|gate|house|building|entry|alarm|lobby|garage|front)['’]?s?\s)` +
    String.raw`(?:\b(?:c\s?v\s?v2?|c\s?v\s?c2?|ccv|cvn|card (?:security|verification) (?:code|value|number)` +
    String.raw`|card code|security code|verification number|(?:three|3|four|4) digits on the (?:back` +
    String.raw`|front))\b(?:\s+(?:code|number)\b)?[^\p{L}\p{N}]{0,3}(?:(?:is|are|was|of|it's)\s)?${CHECK_DIGITS}` +
    String.raw`|(?<!\d)\d{3,4}\s+(?:is|are)\s+(?:the|my|her|his)\s+(?:cvv2?|cvc2?|security code|card code)\b)`,
  'giu',
)

/**
 * A code that is only called "the code", or what the back of something says, is a card's unless
 * something is named that has a code of its own.
 */
const OTHER_CODES =
  /\b(?:door|gate|house|building|entry|entrance|alarm|lobby|garage|lock|locker|keys?|safe|buzzer|intercom|keypad|access|side|stairs?|staircase|porch|yard|parking|wifi|floor|area|zip|post(?:al)?|country|dial|discount|coupon|promo|voucher|error|order|item|product|reference|tracking|engrav\w*|print\w*|jersey|shirt)\b/i
const CALLED_CODE = new RegExp(
  String.raw`(?<!\b(?:use|apply|enter|try|with|add)\s(?:the\s)?)\b(?:(?:the|my|her|his|their|its|and|card(?:['’]s)?)\s+|^\s*)code` +
    String.raw`(?:\s+(?:on\s+(?:it|the\s+(?:card|back))|number))?[^\p{L}\p{N}]{0,3}(?:(?:is|was|reads?|says?)\s+)?${CHECK_DIGITS}` +
    String.raw`|\b(?:the\s+)?(?:back|reverse|back of (?:it|the card|her card|my card|his card))\s+(?:says?|reads?|shows?|has)\s+` +
    String.raw`(?:\d{3}(?![\d\p{L}])|\d(?:[\s-]\d){2}(?![\d\p{L}])|${SPOKEN}(?:[\s-]+${SPOKEN}){2})` +
    String.raw`|(?<!\d)\d{3}\s+(?:is\s+)?(?:is what it says\s+)?on\s+the\s+back\b(?!\s+(?:of|door|row|seat|in|to|order|porch|yard))` +
    String.raw`|\bon\s+the\s+back(?:\s+(?:it\s+(?:says|reads)|is|there['’]?s|there is))[^\p{L}\p{N}]{0,3}\d{3}(?![\d\p{L}])`,
  'giu',
)
/** Month and year, and three or four digits behind them: by the name of an expiry, or nothing else said. */
const EXPIRY = String.raw`(?:0?[1-9]|1[0-2])\s?[/|-]\s?(?:20)?\d\d`
const EXPIRY_AND_CODE = new RegExp(
  String.raw`\b(?:exp(?:iry|ires|iration|\.)?|valid(?:\s+(?:thru|until|till))?|good thru)[^\p{L}\p{N}]{0,3}(?:date\s+)?(?:is\s+)?${EXPIRY}(?!\d)` +
    String.raw`[^\p{L}\p{N}]{0,3}(?:and\s+|code\s+|then\s+)*\d{3,4}(?![\d\p{L}])` +
    String.raw`|^\s*(?:(?:it['’]?s|and|the|card|is|number|ok(?:ay)?|then)\s+)*${EXPIRY}(?!\d)[^\p{L}\p{N}]{1,3}(?:(?:and|code|then|is|the)\s+)*\d{3,4}\s*[.!]*$`,
  'giu',
)

function redactCards(text: string): string {
  let out = ''
  let from = 0
  for (const { start, end } of cardsIn(text)) {
    const after = AFTER_CARD.exec(text.slice(end, end + 60))?.[0] ?? ''
    out += text.slice(from, start) + CARD_MARK
    from = end + after.trimEnd().length
  }
  const rest = from === 0 ? text : (out + text.slice(from)).replace(CHECK_VALUE, CARD_MARK)
  const named = rest.replace(NAMED_CHECK, CARD_MARK).replace(EXPIRY_AND_CODE, CARD_MARK)
  return OTHER_CODES.test(named) ? named : named.replace(CALLED_CODE, CARD_MARK)
}
