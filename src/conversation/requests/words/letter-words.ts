/**
 * How people ask for a letter or the payment link of an order once more: "could you mail the
 * receipt of 10001 to jane@example.com", "I lost the payment link, can you send it again?". Rule:
 * every word of it belongs to the wish; where it is to go is kept as typed and judged where it is
 * sent. Next: requests/paying.ts has the rows.
 */
import { type Shape, shape } from './shape.ts'

export type Mailed = { readonly order?: number; readonly to?: string }
type What = 'letter' | 'link'

const NOUNS: Readonly<Record<What, string>> = {
  letter:
    '(?:(?:(?:order|shipping|delivery|dispatch|payment|return|refund' +
    String.raw`|cancellation)\s+)?confirmation|receipt|invoice` +
    String.raw`|tracking\s+(?:e-?)?mail|proof\s+of\s+purchase)(?:\s+(?:e-?mail|mail|letter|message))?`,
  link: String.raw`(?:(?:payment|pay|checkout)\s+)?link`,
}
const MAIL = /[^\s@<>,;:]+@[^\s@<>,;]+/g
const NUMBER = new RegExp(
  String.raw`(?:\b(?:of|for|from|on|about|to|with)\s+)?(?:\b(?:my|the|our|her|his` +
    String.raw`|their)\s+)?(?:\border\s*)?(?:\b(?:number|no\.?` +
    String.raw`|nr\.?)\s*)?#?(?<![\w.-])(\d{4,9})(?![\w.-]*\w)(?:['’]s)?`,
  'i',
)
const SEND = /^(?:re-?send|resent|sends?|sent|e-?mail(?:ed)?|mail(?:ed)?|forward(?:ed)?)$/
const WANT = /^(?:copy|get|have|give|needs?|wants?|like)$/
const AGAIN = /^(?:again|anew|re-?send|resent|new|another|once|fresh|second|replacement)$/
const ONCE_MORE = /\b(?:again|once\s+more|one\s+more\s+time|another\s+time)\b/i
const SAID = new Set(
  (
    'please pls plz can could would will may might you u i we she he they to me us her him them it ' +
    'that this one ones a an the my our their his of copy by via per in with on for from and so but ' +
    'now just also kindly out over back asks asked customer caller client more time today quickly ' +
    "asap hi hello hey ok okay sorry thanks thank want wants need needs like i'd we'd she'd he'd " +
    "they'd d duplicate order pdf possible is be pay there too well as right away then oh post print " +
    'email e-mail mail paid ordered already yesterday'
  ).split(' '),
)
const LOST = [
  String.raw`(?:never|not|n['’]?t)\b[^,;.!?]*\b(?:get|got|received?|had|have|seen|see|find|open` +
    String.raw`|arrived?|come|came|reach(?:ed)?)\b[^,;.!?]*§`,
  String.raw`(?:got|received|have)\s+no\s+§`,
  String.raw`\b(?:lost|deleted|misplaced|missing|mislaid|cannot\s+(?:find|open|use))\b[^,;.!?]*§`,
  String.raw`§(?:\s+§)*\s+(?:\S+\s+)?(?:never|has\s*n['’]?t|has\s+not|did\s*n['’]?t|did\s+not` +
    String.raw`|is\s*n['’]?t|is\s+not)\s+(?:yet\s+)?(?:come|came|arrived?|reached?|there|here` +
    String.raw`|in\s+my\s+\S+)\b`,
  String.raw`§(?:\s+§)*\s+(?:is|was|got|went)\s+(?:lost|missing|deleted|gone)`,
].map((words) => new RegExp(words, 'i'))
/** Where a link is, is shown. */
const WHERE = /where(?:['’]?s|\s+is)\s+my\s+§/i
const BROKEN = [
  String.raw`§(?:\s+§)*\s+(?:still\s+|just\s+|only\s+)?(?:does|is|wo|do|will|did|has)\s*(?:n['’]?t` +
    String.raw`|\s+not)\s+(?:even\s+|really\s+|any\s+)?(?:work|open|load|valid|respond)`,
  String.raw`§(?:\s+§)*\s+(?:(?:is|has|seems?|looks?|says)\s+)*(?:to\s+be\s+|that\s+it\s+is\s+` +
    String.raw`|it\s+is\s+|already\s+|been\s+)*(?:broken|dead|expired|ended|invalid|run\s+out|ran\s+out` +
    String.raw`|stopped\s+working|not\s+working|failing|fails|wrong)`,
  String.raw`\b(?:can\s*n?['’]?t|can\s*not|cannot|could\s*n['’]?t|unable\s+to)\s+(?:use|open|click` +
    String.raw`|pay\s+(?:with|by))[^,;.!?]*§`,
].map((words) => new RegExp(words, 'i'))
/** Something else is asked for besides. */
const BESIDES = new RegExp(
  String.raw`(?:[,;.]|\b(?:and|then|but)\b)\s*(?:then\s+|also\s+|please\s+)*(?:add|cancel|ship|remove` +
    String.raw`|change|make|order|return|refund|put|take|\d{1,3}\s)`,
  'i',
)
const WHOEVER = new RegExp(
  String.raw`^(?:me|us|her|him|them|it|(?:(?:the|my|her|his|their|our)\s+)?(?:(?:same|usual|own` +
    String.raw`|known)\s+)*(?:customer|client|caller|inbox|(?:e-?mail|mail)(?:\s+address)?` +
    String.raw`|address)(?:\s+(?:on|of|in)(?:\s+(?:file|the|her|his|their|my|order))*)?)$`,
  'i',
)
const TAIL = new RegExp(
  String.raw`(?:[\s,]+(?:please|pls|thanks|thank\s+you|again|once\s+(?:more|again)|one\s+more\s+time` +
    String.raw`|another\s+time|too|now|today|instead|as\s+well|right\s+away|asap|(?:by|via` +
    String.raw`|per)\s+e-?mail))*[\s?!.…]*$`,
  'i',
)

/** A wish for it, and nothing else. */
export const mailedWords = (what: What): Shape<Mailed> =>
  shape(new RegExp(String.raw`^(?=[^\n]{4,240}$)(?<all>[^\n]*\b${NOUNS[what]}\b[^\n]*)$`, 'i'), ({ all = '' }) =>
    wish(all, what),
  )

function wish(text: string, what: What): Mailed | undefined {
  const named = namedIn(text, what)
  const { head, to = named } = goesTo(named === undefined ? text : text.replace(named, ' '), what)
  if (to !== undefined && BESIDES.test(to)) return undefined
  const [number, order] = NUMBER.exec(head.replace(MAIL, ' ')) ?? []
  const [behind, later] = order === undefined && to !== undefined ? (NUMBER.exec(to) ?? []) : []
  const place = behind !== undefined && /^\s*(?:of|for|from)\b/i.test(behind) ? to?.replace(behind, ' ').trim() : to
  const of = order ?? (place === to ? undefined : later)
  const noun = new RegExp(String.raw`\b${NOUNS[what]}\b`, 'gi')
  const bare = (number === undefined ? head : head.replace(number, ' ')).replace(noun, ' § ')
  const where = place === undefined || place === '' || WHOEVER.test(place) ? undefined : place
  if (!isWished(bare, what, { text, numbered: of !== undefined, where })) return undefined
  // A bill may go to a place of the cart.
  if (/\binvoice\b/i.test(text) && where !== undefined && !where.includes('@') && of === undefined) return undefined
  return { ...(of === undefined ? {} : { order: Number(of) }), ...(where === undefined ? {} : { to: where }) }
}

/** "Send Pat the link": whom it is for, where no address was said. */
const namedIn = (text: string, what: What): string | undefined =>
  new RegExp(
    String.raw`\b(?:[Rr]e-?[Ss]end|[Ss]end|[Ee]-?[Mm]ail|[Mm]ail` +
      String.raw`|[Ff]orward)\s+(?<name>\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?)` +
      String.raw`\s+(?=(?:the|her|his|their|a|an|my)\s+${NOUNS[what]}\b)`,
    'u',
  ).exec(text)?.groups?.['name']

/** What stands behind "to", once it was said what is sent; or the addresses that stand before it. */
function goesTo(text: string, what: What): { readonly head: string; readonly to?: string } {
  const said = text.replace(TAIL, '')
  const behind = new RegExp(
    String.raw`^(?<head>.*?\b${NOUNS[what]}\b.*?)\s+to\s+(?!(?:have|get|be|pay|see|send|re-?send` +
      String.raw`|order)\b|#?\d{4,9}\b(?!\s+\p{L}))(?<to>\S.*)$`,
    'iu',
  ).exec(said)?.groups
  const before = said.match(MAIL)
  if (behind !== undefined && !MAIL_IN.test(behind['head'] ?? ''))
    return { head: behind['head'] ?? '', to: behind['to'] ?? '' }
  if (before === null) return { head: said }
  return { head: said.replace(MAIL, ' '), to: before.join(' and ') }
}
const MAIL_IN = /\S@\S/

type About = { readonly text: string; readonly numbered: boolean; readonly where: string | undefined }
function isWished(bare: string, what: What, about: About): boolean {
  const clauses = bare.split(/[,;!?]+|\.\s|\b(?:and|but|so)\b/i).filter((clause) => /[\p{L}§]/u.test(clause))
  const lost = clauses.filter((clause) => isLost(clause, what))
  const rest = clauses.filter((clause) => !lost.includes(clause)).flatMap(wordsOf)
  if (!rest.every((word) => word === '§' || SAID.has(word) || SEND.test(word) || WANT.test(word) || AGAIN.test(word)))
    return false
  if (lost.length > 0) return true
  return rest.includes('§') && isAsked(rest, what, about)
}

const isLost = (clause: string, what: What): boolean =>
  !/\b(?:need|want|send|include|put)\b/i.test(clause) &&
  [...LOST, ...(what === 'link' ? BROKEN : [WHERE])].some((like) => like.test(clause))

const wordsOf = (clause: string): readonly string[] => clause.toLowerCase().match(/§|[\p{L}'’-]+/gu) ?? []

/** How a cart is to be paid is said in the same words: a link, an invoice. */
function isAsked(words: readonly string[], what: What, { text, numbered, where }: About): boolean {
  const sends = words.some((word) => SEND.test(word))
  const again = words.some((word) => AGAIN.test(word)) || ONCE_MORE.test(text)
  const known = numbered || again || where?.includes('@') === true
  const certain = numbered || again || (where?.includes('@') === true && !/\ba\s+(?:\w+\s+)?link\b/i.test(text))
  if (what === 'link') return (sends || again) && certain
  if (!sends && !again) return words.some((word) => WANT.test(word)) && (numbered || !/\binvoice\b/i.test(text))
  return known || !/\binvoice\b/i.test(text) || /\b(?:the|my|her|his|their|our)\s+invoice\b/i.test(text)
}
