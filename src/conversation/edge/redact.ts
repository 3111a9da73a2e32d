/**
 * Card numbers and pasted secrets are taken out of text before anything is stored or logged (orders.md row 14, promise P12). A card number is
 * a run of 13 to 19 digits in card grouping with an issuer's prefix and length and a right Luhn digit; words like "tracking" or "order" before
 * it, or a phone's plus sign, speak against it. Works on cleaned text (clean.ts: ASCII digits, plain spaces), copes with raw text as well.
 */
export type Redacted = { readonly text: string; readonly found: readonly ('card' | 'token')[] }

export const CARD_MARK = '[card number removed]'
export const TOKEN_MARK = '[secret removed]'

/** For text of at most a few thousand characters (clean.ts caps it). Never throws. `found` names each kind once. */
export function redact(text: string): Redacted {
  const withoutTokens = redactTokens(text)
  const withoutCards = redactCards(withoutTokens)
  const found = [...(withoutCards === withoutTokens ? [] : (['card'] as const)), ...(withoutTokens === text ? [] : (['token'] as const))]
  return { text: withoutCards, found }
}

/** The text without the marks, for reading: what was removed is no wording. */
export const withoutMarks = (text: string): string => text.replaceAll(CARD_MARK, ' ').replaceAll(TOKEN_MARK, ' ').trim()

/** Secrets by the shapes their makers document: Slack, Discord, Stripe, GitHub, AWS, Google, JSON Web Tokens, private keys, URLs with passwords. */
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

/** Digits with at most three separators between them; fullwidth digits count, so that nothing depends on cleaning first. */
const RUN = /[0-9０-９](?:[\s.,\-‐-―−_/*·\u00ad\u200b-\u200f\u2060\ufeff]{0,3}[0-9０-９]){12,40}/gu
/** What often follows a card: its expiry and check value, of no use to anybody here. */
const AFTER_CARD =
  /^(?:[\s,;:.(-]{0,3}(?:(?:exp(?:iry|ires|\.)?|valid(?: thru| until)?|good thru)[\s:]{0,2})?(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?\d\d(?!\d)(?:[\s,;]{1,2}\d{3,4}(?!\d))?)?(?:[\s,;:.(-]{0,3}(?:cvv2?|cvc2?|csc|cid|security code|code|pin)[\s:#.]{0,3}(?:is\s)?\d{3,4}(?!\d)\)?|\s\d{3}(?!\d))?/iu

/** Words right before the digits: a number of this sort is never a card, however it is grouped. */
const CARRIER =
  /(?:track(?:ing)?|parcel|shipment|shipped|ups|usps|fedex|dhl|serial|isbn|imei|iban|ean|gtin|upc)(?:\s(?:number|no|nr|id|code|is|was|with|via))*[\s.:#()=-]*$/iu
/** Words that speak against a card only where the digits stand in one piece. */
const OTHER_NUMBER =
  /(?:orders?|invoice|po|ref(?:erence)?|rma|sku|phone|tel|call|mobile|ticket|batch|lot|article|item)(?:\s(?:number|no|nr|id|code|is|was|at|me))*[\s.:#()=-]*$/iu
/** Words that say it is a card, whatever else is said. */
const A_CARD =
  /(?:card|visa|mastercard|amex|american express|discover|diners|jcb|maestro|unionpay|debit|credit|cc|pay|charge)(?![a-z])[^\d]{0,25}$/iu
const LOOK_BACK = 60

function redactCards(text: string): string {
  let out = ''
  let from = 0
  for (const match of text.matchAll(RUN)) {
    const span = cardIn(match[0], text.slice(Math.max(0, match.index - LOOK_BACK), match.index), text[match.index + match[0].length] ?? '')
    if (span === undefined || match.index + span.start < from) continue
    const end = match.index + span.end
    const after = AFTER_CARD.exec(text.slice(end, end + 60))?.[0] ?? ''
    out += text.slice(from, match.index + span.start) + CARD_MARK
    from = end + after.trimEnd().length
  }
  return out + text.slice(from)
}

type Group = { readonly at: number; readonly digits: string }
type Span = { readonly start: number; readonly end: number }

/** Where in a run of digits a card number stands: from some group to the end of another, with a quantity before or a check value behind. */
function cardIn(run: string, before: string, next: string): Span | undefined {
  const isCard = A_CARD.test(before)
  if (!isCard && (CARRIER.test(before) || /\p{L}$/u.test(before))) return undefined
  const groups = [...run.matchAll(/[0-9０-９]+/gu)].map((match): Group => ({ at: match.index, digits: match[0].normalize('NFKC') }))
  for (let first = 0; first < groups.length; first++) {
    for (let last = groups.length - 1; last >= first; last--) {
      const own = groups.slice(first, last + 1)
      const length = digitsIn(own)
      if (length < 13) break
      if (length > 19) continue
      const end = (groups[last]?.at ?? 0) + (groups[last]?.digits.length ?? 0)
      if (end === run.length && /[\p{L}_]/u.test(next)) continue
      if (isCardNumber(own, first === 0 && !isCard ? before : '')) return { start: groups[first]?.at ?? 0, end }
    }
  }
  return undefined
}

const digitsIn = (groups: readonly Group[]): number => groups.reduce((sum, group) => sum + group.digits.length, 0)

function isCardNumber(own: readonly Group[], before: string): boolean {
  const number = own.map((group) => group.digits).join('')
  if (/\+[\s(]*$/.test(before) && number.length <= 15) return false
  if (own.length === 1 && OTHER_NUMBER.test(before)) return false
  return isIssued(number) && luhn(number) && CARD_SHAPE.test(own.map((group) => group.digits.length).join('-'))
}

/** Cards are written whole, in fours, in halves, 4-6-5 or 4-6-4, 6-13, or digit by digit; phone numbers and dates are not. */
const CARD_SHAPE = /^(?:\d\d|(?:4-)+[1-4]|8-8|4-6-[45]|6-13|1(?:-1)+|2(?:-2)+)$/

type Issuer = { readonly prefix: RegExp; readonly lengths: readonly number[] }
const ISSUERS: readonly Issuer[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 19] },
  { prefix: /^(?:36|30[0-5]|3095|38|39)/, lengths: [14] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { prefix: /^62/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, lengths: [13, 15, 16, 18, 19] },
]

const isIssued = (number: string): boolean => ISSUERS.some(({ prefix, lengths }) => lengths.includes(number.length) && prefix.test(number))

/** The last digit proves the others (ISO/IEC 7812-1). */
function luhn(number: string): boolean {
  let sum = 0
  for (let at = 0; at < number.length; at++) {
    const digit = number.charCodeAt(number.length - 1 - at) - 48
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
