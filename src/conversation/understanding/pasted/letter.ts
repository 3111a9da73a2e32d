/**
 * A mail or a note that somebody pasted: headers, greeting, body, signature, quoted lines. Rule: a
 * text is one by a mail's marks (a header, a greeting or a signature on a line of its own, quote
 * marks around it), or by five lines that begin with no command. Next: letter-facts.ts reads them.
 */
import { isName } from '#conversation/requests/words/name-shape.ts'

export type PastedLetter = {
  /** "Jane Doe <jane@example.com>", as its header has it. */
  readonly from?: string
  readonly subject?: string
  readonly body: readonly string[]
  readonly signature: readonly string[]
  /** What it answers to: said by somebody else, or earlier. */
  readonly quoted: readonly string[]
  /** It has marks of a letter. */
  readonly marked: boolean
  /** Lines with words. */
  readonly length: number
}

const HEADER = /^\**(from|to|cc|bcc|reply-to|subject|date|sent|von|an|betreff|datum|gesendet)\**\s*:\s*(.*)$/i
const TELLING = /^(?:from|subject|von|betreff)$/i
const WROTE = /^(?:on|am)\b.{4,120}\b(?:wrote|schrieb)(?:\s+[^:]{1,60})?\s*:\s*$/i
const ORIGINAL = /^[-_\s]*(?:original message|forwarded message|urspr(?:ü|ue)ngliche nachricht)[-_\s]*$|^_{10,}$/i
const GREETING = new RegExp(
  '^(?:dear|hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag' +
    String.raw`|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|bonjour|hola)\b[^\n,.!:;?\d]{0,40}(?:[,.!:;–-]+|$)`,
  'i',
)
const CLOSING = new RegExp(
  String.raw`^(?:and\s+)?(?:(?:many|kind|best|warm(?:est)?|with(?: kind| best)?|kindest|all the)\s+)?(?:thanks` +
    '|thank you|thx|regards|wishes' +
    '|best|cheers|sincerely|yours(?: sincerely| truly| faithfully)?|greetings|br|kr|mfg|vg|lg|all the best' +
    String.raw`|(?:viele|mit freundlichen|beste|liebe|freundliche) gr(?:ü|ue)(?:ß|ss)en?)(?:\s+(?:again|so much` +
    '|very much' +
    String.raw`|a lot|in advance|(?:and|&)(?: (?:kind|best))? (?:regards|wishes)|for your help|team))*[\s,.!–-]*`,
  'iu',
)
const CUT_OFF = /^(?:--|—|sent from my |get outlook for |von meinem )/i
/** A lead, and then all of it between quote marks. */
const WITHIN_MARKS = /^(?<lead>[^\n"“”„«]{0,80}?)\s*["“„«](?<said>[^"“”«»]{20,})["”“»][\s.]*$/u

export function letterOf(text: string): PastedLetter {
  const within = WITHIN_MARKS.exec(text.trim())?.groups
  const lead = (within?.['lead'] ?? '').replace(/\s*:$/, '')
  const said = within?.['said'] ?? text
  const given = [...(LEADS.test(lead) ? [] : [lead]), ...said.split('\n')].map((line) => line.trim())
  const { own, quoted } = quotedApart(given)
  const { headers, rest } = headersOf(own)
  const { greeted, lines } = withoutGreeting(rest)
  const { body, signature } = signedApart(lines)
  const length = given.filter(hasWords).length
  const cited = within !== undefined || quoted.length > 0 || given.some((line) => line.startsWith('>'))
  const whole = length > 2 || (length < 3 && text.length > 100 && greeted && signature.length > 0)
  const signed = signature.some((line) => isNameLine(line) || /@/.test(line))
  return {
    ...headers,
    body,
    signature,
    quoted,
    length,
    marked: cited || headers.from !== undefined || (whole && (greeted || signed)),
  }
}

const hasWords = (line: string): boolean => /[\p{L}\d]/u.test(line)
const isNameLine = (line: string): boolean =>
  isName(line) && line.split(/\s+/).length < 5 && line.split(/\s+/).every((word) => /^\p{Lu}/u.test(word))

/** Lines behind ">" and below "... wrote:"; where nothing else was written they are the letter. */
function quotedApart(lines: readonly string[]): {
  readonly own: readonly string[]
  readonly quoted: readonly string[]
} {
  const cut = lines.findIndex((line) => ORIGINAL.test(line))
  const above = cut < 0 ? lines : lines.slice(0, cut)
  const below = cut < 0 ? [] : lines.slice(cut + 1)
  const isQuoted = (line: string, at: number): boolean =>
    line.startsWith('>') || (WROTE.test(line) && above.slice(at + 1).some((next) => next.startsWith('>')))
  const own = above.filter((line, at) => !isQuoted(line, at))
  const marked = above.filter((line) => line.startsWith('>')).map((line) => line.replace(/^[>\s]+/, ''))
  const alone = marked.length === 0 && below.length === 0
  if (alone || own.filter(hasWords).length > 1 || own.join(' ').length > 80)
    return { own, quoted: [...marked, ...below].filter(hasWords) }
  return { own: [...own.filter((line) => !LEADS.test(line)), ...(below.length > 0 ? below : marked)], quoted: [] }
}

/** "She writes:", which says nothing but whose words follow. */
const LEADS = new RegExp(
  String.raw`^$|\b(?:writes?|wrote|says?|said|asks?|asked|mail(?:s|ed)?|messages?|messaged|text(?:s|ed)?` +
    String.raw`|sent|from)\b[^:]{0,40}:?$`,
  'i',
)

type Headers = Pick<PastedLetter, 'from' | 'subject'>
/** The lines before the first empty one, where one of them says who writes or what about. */
function headersOf(lines: readonly string[]): { readonly headers: Headers; readonly rest: readonly string[] } {
  const first = lines.findIndex(hasWords)
  const found: [string, string][] = []
  let at = Math.max(first, 0)
  for (; at < lines.length; at++) {
    const [, name, value] = HEADER.exec(lines[at] ?? '') ?? []
    if (name === undefined || value === undefined) break
    found.push([name.toLowerCase(), value.trim()])
  }
  if (!found.some(([name]) => TELLING.test(name))) return { headers: {}, rest: lines }
  const of = (...names: readonly string[]) => found.find(([name]) => names.includes(name))?.[1]
  const from = of('reply-to') ?? of('from', 'von')
  const subject = of('subject', 'betreff')
  return {
    headers: { from: from ?? '', ...(subject === undefined ? {} : { subject }) },
    rest: lines.slice(at),
  }
}

function withoutGreeting(lines: readonly string[]): { readonly greeted: boolean; readonly lines: readonly string[] } {
  const at = lines.findIndex(hasWords)
  const first = lines[at] ?? ''
  const greeting = GREETING.exec(first)?.[0]
  if (greeting === undefined) return { greeted: false, lines: lines.slice(Math.max(at, 0)) }
  const rest = first.slice(greeting.length).trim()
  return { greeted: true, lines: [...(rest === '' ? [] : [rest]), ...lines.slice(at + 1)] }
}

const SIGNATURE = 8
/** From the last closing on ("Best regards,"), or a name by itself at the end. */
function signedApart(lines: readonly string[]): Pick<PastedLetter, 'body' | 'signature'> {
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? ''
    const below = lines.slice(at + 1).filter(hasWords)
    if (below.length > SIGNATURE) break
    if (CUT_OFF.test(line)) return { ...signedAbove(lines.slice(0, at)), signature: below }
    const closing = closingIn(line)
    if (closing === undefined) continue
    const body = [...lines.slice(0, at), ...(closing.before === '' ? [] : [closing.before])]
    return { body, signature: [...(closing.name === '' ? [] : [closing.name]), ...below] }
  }
  return signedAbove(lines)
}

/** "Thanks, Pat Lee", also behind the last sentence of the same line. */
function closingIn(line: string): { readonly before: string; readonly name: string } | undefined {
  const sentence = line.split(/(?<=[.!?])\s+(?=\p{Lu})/u)
  for (const [at, part] of sentence.entries()) {
    const tail = [part, ...sentence.slice(at + 1)].join(' ')
    const closing = CLOSING.exec(tail)?.[0]
    if (closing === undefined || closing.trim() === '') continue
    const name = tail
      .slice(closing.length)
      .trim()
      .replace(/[.!]+$/, '')
    if (name === '' || isNameLine(name)) return { before: sentence.slice(0, at).join(' '), name }
  }
  return undefined
}

/** A first name and more, behind the end of the last sentence. */
const NAME_BEHIND = /(?<=[\p{L}\d]{4}[.!?])\s+(?<name>\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’.-]*){1,2})$/u

/** A name as the last line, below an empty one, or behind the last sentence. */
function signedAbove(lines: readonly string[]): Pick<PastedLetter, 'body' | 'signature'> {
  const last = lines.findLastIndex(hasWords)
  const behind = NAME_BEHIND.exec(lines[last] ?? '')
  if (behind?.groups?.['name'] !== undefined)
    return {
      body: [...lines.slice(0, last), (lines[last] ?? '').slice(0, behind.index)],
      signature: [behind.groups['name']],
    }
  const name = (lines[last] ?? '').replace(/^[-–—~]\s*/, '')
  const apart = last > 0 && (lines[last - 1] ?? '') === ''
  return apart && isNameLine(name) ? { body: lines.slice(0, last), signature: [name] } : { body: lines, signature: [] }
}
