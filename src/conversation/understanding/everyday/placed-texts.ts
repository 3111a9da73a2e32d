/**
 * Words people want kept with a placed order: a card in the parcel, a comment, a memo. Rule: they
 * are kept as they were typed, "it" and "thanks" and all; what cannot be told from another wish is
 * left unread. Next: placed-changes.ts reads what else is wanted.
 */
import { IT, MARK, type Mention } from './placed-mention.ts'

export type KeptText =
  | { readonly kind: 'gift-note'; readonly text: string }
  | { readonly kind: 'comment' | 'memo'; readonly text: string }
  /** Words for it, and not whether they go into the parcel. */
  | { readonly kind: 'words'; readonly text: string }

/** A part of what was said, with marks for the order; `stood`: what each mark stands for. */
export type Clause = { readonly words: string; readonly stood: readonly string[]; readonly ending: string }

/** `ending`: what was said behind it that says nothing, but may be the end of words that are kept. */
export function markedClause(clause: string, named: string | undefined, ending: string): Clause {
  const pronoun = PRONOUN.exec(clause)
  if (pronoun === null) return { words: clause, stood: [named ?? ''], ending }
  const { index, 0: word } = pronoun
  const mention = clause.indexOf(MARK)
  const words = `${clause.slice(0, index)}${MARK}${clause.slice(index + word.length)}`
  const stood = mention < 0 ? [word] : mention < index ? [named ?? '', word] : [word, named ?? '']
  return { words, stood, ending }
}
const PRONOUN = new RegExp(`${IT.source}|\\bthat\\b`, 'iu')

export const unquoted = (value: string): string =>
  value
    .replace(/[^\S\n]+/g, ' ')
    .trim()
    .replace(/^(?:["“”«»]|[:,;–-]\s)+\s*|[\s"“”«»]+$/g, '')
    .trim()

/** The words as they were typed. */
function typed(value: string, { words, stood, ending }: Clause): string {
  const at = words.lastIndexOf(value)
  let mark = words.slice(0, at).split(MARK).length - 1
  const said = value.replaceAll(MARK, () => stood[mark++]?.trim() ?? '')
  const all = at + value.length === words.length ? `${said}${ending}` : said
  return unquoted(all.replace(TO_US, '').replace(CAN_YOU.test(words) ? /\s*\?$/ : /$^/, ''))
}
const TO_US = /[\s,]+(?:please|pls)[.!?]*$/i
const CAN_YOU = /^(?:(?:hi|hello|hey)[\s,]+)?(?:can|could|would|will)\b/i

export const keptWords = (clause: Clause): KeptText | undefined => comment(clause) ?? giftWords(clause)

const COMMENT = new RegExp(
  String.raw`^(?:${MARK}\s*)?(?:(?:please|can|could|would|you|also|and|i['’]?d like to)\s+)*` +
    String.raw`(?:(?:(?:in|to|for)\s+)?${MARK}\s+)?` +
    String.raw`(?:(?:add|write|put|leave|make)\s+)?(?:(?:an?|the|this)\s+)?(?<what>comment|memo)` +
    String.raw`(?:\s+(?:(?:to|on|for|in)\s+)?${MARK})?` +
    String.raw`(?:\s*:|\s+(?:saying|(?:that|which|${MARK})\s+(?:says|reads)|with the words|to say)\b:?)?\s+` +
    String.raw`(?<text>\S[\s\S]*)$`,
  'i',
)
/** "ring the bell, and 2 black totes": goods are no comment, nor is a question about one. */
const GOODS = /(?:[,;.]|\band\b|\bplus\b)\s+(?:and\s+)?(?:\d+|an?|one|two|three|four|five|six|ten|twelve)\s/i

function comment(clause: Clause): KeptText | undefined {
  const { what = '', text = '' } = COMMENT.exec(clause.words)?.groups ?? {}
  if (text === '' || (GOODS.test(text) && !/^["“]/.test(text))) return undefined
  return { kind: what.toLowerCase() === 'memo' ? 'memo' : 'comment', text: typed(text, clause) }
}

const CARD = /\b(?:(?:gift|greeting|birthday|christmas)[ -]?(?:note|message|card|tag|text)|greetings?|card)\b/i
const SOME_WORDS = /\b(?:note|message)\b/i
const PAYING = /\b(?:pa(?:y|id|ying|yment)|charge|credit|debit|visa|mastercard|stored|card number)\b/i
const SAYING = new RegExp(
  String.raw`(?:\b(?:that |which |to |${MARK} )?(?:says?|saying|reads?|reading|should (?:say|read)|with the (?:words` +
    String.raw`|text|message))\b\s*:?|:\s|\b(?:note|card|message)\s+(?:in|inside)(?:\s+§)?\s*,\s+` +
    String.raw`|\bto\b(?=\s*["“«])|§\s*(?:to\b|[-–:]\s))\s*([\s\S]+)$`,
  'i',
)
/** "10001: gift note Hope you like it": what is for somebody, or with something, are no words yet. */
const PLAINLY = new RegExp(
  String.raw`^${MARK}\s*[:,]?\s*(?:gift|greeting|birthday)[ -](?:note|message|card)\s+` +
    String.raw`(?!(?:for|with|to|in|on|from|please|pls|and|${MARK})(?![\p{L}'’]))([\s\S]+)$`,
  'iu',
)
const QUOTED = /["“«]([^"”»]{1,600})["”»]/
const WRITE_ON = new RegExp(
  String.raw`\b(?:write|put|print)\s+([\s\S]+?)\s+(?:on|in|into)\s+(?:the|a|an|her|his|their` +
    String.raw`|my)\s+(?:\w+\s+)?(?:card|note|tag)\b`,
  'i',
)
const NO_CARD =
  /\b(?:no|remove|delete|drop|without|take (?:out|off|away)|leave out)\b[^:"“]*\b(?:card|note|message|greeting)/i
/** "It's a gift, write Love from Tom". */
const PRESENT = new RegExp(
  String.raw`§\s*(?:['’]s|is)\s+(?:for\s+)?an?\s+(?:\p{L}+\s+)?(?:gift` +
    String.raw`|present)\b[^\n]*?\bwrite\s+(?:on (?:it|§|the card)\s*:?\s*)?([\s\S]+)$`,
  'iu',
)
const PUT_IN = new RegExp(
  String.raw`^(?:(?:can|could|would|will|please|you|also|i['’]?d like(?: you)? to)\s+)*(?:put|add|include` +
    String.raw`|enclose|pop|slip)\b[^\n:,"“«]{0,40}\b(?:card|note|message|greetings?)\b(?=[^\n]*(?:["“«:,]` +
    String.raw`|\b(?:say(?:s|ing)?|read(?:s|ing)?|with the words)\b))`,
  'i',
)
/** A card with its words, where an order was just spoken of: it is packed with that one. */
export const cardHere = (said: string, placed: boolean): Mention | undefined =>
  placed && PUT_IN.test(said) && !PAYING.test(said) ? { sure: false, words: `${MARK} ${said}`, stood: '' } : undefined

function giftWords(clause: Clause): KeptText | undefined {
  const { words } = clause
  const card = CARD.test(words) && !PAYING.test(words)
  const present = PRESENT.exec(words)?.[1]
  if (present !== undefined && !/\bno(?:t|thing)?\b|n['’]t\b/i.test(words))
    return { kind: 'gift-note', text: typed(present, clause) }
  if (!card && !SOME_WORDS.test(words)) return undefined
  if (card && NO_CARD.test(words)) return { kind: 'gift-note', text: 'none' }
  const plain = PLAINLY.exec(words)?.[1]
  const value = QUOTED.exec(words)?.[1] ?? plain ?? WRITE_ON.exec(words)?.[1] ?? SAYING.exec(words)?.[1] ?? ''
  return { kind: card ? 'gift-note' : 'words', text: value === '' ? '' : typed(value, clause) }
}
