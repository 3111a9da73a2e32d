/**
 * Who writes a letter, where its goods go and under which purchase order. Rule: what is taken here
 * is taken out of the body, the rest keeps its words. An address in the signature is only where
 * somebody works, unless the letter points at it. Next: paragraphs.ts cuts the rest.
 */
import { isName } from '#conversation/requests/words/name-shape.ts'
import { namesCountry } from '#domain/base/address-rules.ts'
import { countryOfEmail, normaliseEmail, PHONE_SHAPE, phoneOf } from '#domain/base/contact.ts'
import { parseTypedAddress } from '#domain/draft/address.ts'
import type { PastedLetter } from './letter.ts'

export type LetterFacts = {
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  readonly shipTo?: string
  readonly billTo?: string
  readonly reference?: string
  /** What is left of the body, line by line. */
  readonly rest: readonly string[]
}

const EMAIL = /<?(?:mailto:)?([^\s<>(),;:|]+@[^\s<>(),;:|]+\.[^\s<>(),;:|]+?)[>.,;]?(?=\s|$|[|)])/
const PHONE = new RegExp(String.raw`(?<![\w#-])${PHONE_SHAPE}(?![\w-])`)
/** Nothing else is said in the line that holds it. */
const ABOUT_CONTACT = new RegExp(
  '^(?:(?:and|or|also|please|you|can|may|i|we|my|our|me|us|is|am|are|at|on|by|the|is:|be|reach(?:ed)?' +
    '|call|ring|contact|number|no|nr|phone|telephone|tel|mobile|cell|mob|handy|fax|direct|office|work' +
    String.raw`|home|t|m|p|e|e-?mail|mail|address|via|under|if|any|needed|questions|for|with|there)[\s.,:;!()–` +
    '|-]*)*$',
  'iu',
)
const REFERENCE = new RegExp(
  String.raw`\b(?:(?:our|your|my|the|under)\s+)*(?:p\.?o\.?(?!\s*box)|purchase order|order reference` +
    String.raw`|our reference|bestellnummer)\s*(?:number|no\.?|nr\.?|ref\.?)?\s*(?:is|:|#` +
    String.raw`|=)?\s*#?(?<code>(?=[\w/-]*\d)[A-Z0-9][\w/-]{1,29})\b`,
  'iu',
)
const LABEL = new RegExp(
  String.raw`^(?:(?:please\s+)?(?:ship(?:ping)?|deliver(?:y)?|send|goes)(?:\s+(?:it|them|this|all` +
    String.raw`|everything))?(?:\s+to)?(?:\s+address)?|address|recipient|lieferadresse` +
    String.raw`|lieferanschrift)(?:\s+is)?\s*:\s*(?<where>.*)$`,
  'iu',
)
const BILL_LABEL = new RegExp(
  String.raw`^(?:(?:please\s+)?(?:bill(?:ing)?|invoice)(?:\s+(?:it|us|me))?(?:\s+to)?(?:\s+address)?` +
    String.raw`|rechnungsadresse|rechnungsanschrift)(?:\s+is)?\s*:\s*(?<where>.*)$`,
  'iu',
)

export function letterFacts(letter: PastedLetter, country: string): LetterFacts {
  const { email, phone, body } = contactIn(letter, country)
  const { reference, lines } = referenceIn(body, letter.subject)
  const bill = labelled(lines, BILL_LABEL, country)
  const ship = labelled(bill.rest, LABEL, country)
  const block = ship.where === undefined ? blockIn(ship.rest, country) : ship
  const below = POINTS_BELOW.test(block.rest.join(' ')) || email === undefined
  const signed = block.where === undefined && below ? blockIn(letter.signature, country).where : undefined
  const name = nameOf(letter, country)
  const where = block.where ?? signed
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(where === undefined ? {} : { shipTo: where }),
    ...(bill.where === undefined ? {} : { billTo: bill.where }),
    ...(reference === undefined ? {} : { reference }),
    rest: block.rest,
  }
}
const POINTS_BELOW = /\b(?:address|details)\s+(?:is\s+|are\s+)?(?:below|as below|underneath|in my signature)\b/i

function contactIn({ from = '', body, signature }: PastedLetter, country: string) {
  const emailIn = (line: string): string | undefined => normaliseEmail(EMAIL.exec(line)?.[1] ?? '')
  const lines = [from, ...signature, ...body]
  const email = lines.map(emailIn).find((found) => found !== undefined)
  const ofEmail = email === undefined ? undefined : countryOfEmail(email)
  const abroad = [...lines.flatMap((line) => namesCountry(line) ?? []), ...(ofEmail === undefined ? [] : [ofEmail])]
  const phoneIn = (line: string): string | undefined => {
    const said = PHONE.exec(line)?.[0]
    return said === undefined ? undefined : phoneOf(said.trim(), [country, ...abroad])
  }
  return {
    email,
    phone: lines.map(phoneIn).find((found) => found !== undefined),
    body: body.flatMap((line) => withoutContact(line, { emailIn, phoneIn })),
  }
}

type Reads = Readonly<Record<'emailIn' | 'phoneIn', (line: string) => string | undefined>>
/** Sentences that say nothing else are gone; "call 555-0142 before you come" stays whole. */
function withoutContact(line: string, { emailIn, phoneIn }: Reads): readonly string[] {
  if (emailIn(line) === undefined && phoneIn(line) === undefined) return [line]
  const kept = line.split(/(?<=[.!?;])\s+(?=\p{L})/u).filter((sentence) => {
    if (emailIn(sentence) === undefined && phoneIn(sentence) === undefined) return true
    return !ABOUT_CONTACT.test(sentence.replace(EMAIL, ' ').replace(PHONE, ' ').trim())
  })
  return kept.length === 0 ? [] : [kept.join(' ')]
}

function referenceIn(body: readonly string[], subject = '') {
  const reference = [...body, subject].map((line) => REFERENCE.exec(line)?.groups?.['code']).find((code) => code)
  const lines = body.flatMap((line) => {
    const rest = line.replace(REFERENCE, ' ').trim()
    return rest === line.trim() || /[\p{L}\d]{2}/u.test(rest) ? [rest] : []
  })
  return { reference, lines }
}

type Found = { readonly where?: string; readonly rest: readonly string[] }

/** "Ship to:" and what stands behind or below it, up to an empty line. */
function labelled(lines: readonly string[], label: RegExp, country: string): Found {
  const at = lines.findIndex((line) => label.test(line))
  const first = label.exec(lines[at] ?? '')?.groups?.['where']?.trim()
  if (first === undefined) return { rest: lines }
  const below = lines.slice(at + 1)
  const skip = first === '' && below[0] === '' ? 1 : 0
  const end = below.findIndex(
    (line, index) => index >= skip && (line === '' || LABEL.test(line) || BILL_LABEL.test(line)),
  )
  const until = end < 0 ? below.length : end
  const found = Array.from({ length: until + 1 }, (_, less) => until - less).flatMap((size) => {
    const where = [first, ...below.slice(skip, size)].filter((line) => line !== '').join('\n')
    return where === '' || !isPlace(where, country) ? [] : [{ where, size }]
  })
  // A line too many is no part of an address that is complete without it.
  const whole = found.find(({ where }) => parseTypedAddress(where, country).ok) ?? found[0]
  return whole === undefined
    ? { rest: lines }
    : { where: whole.where, rest: [...lines.slice(0, at), ...below.slice(whole.size)] }
}

/** Several lines in a row that are one address: a street, a town, and who lives there. */
function blockIn(lines: readonly string[], country: string): Found {
  for (let from = 0; from < lines.length; from++) {
    if (!STARTS.test(lines[from] ?? '')) continue
    for (let to = Math.min(lines.length, from + 7); to > from + 1; to--) {
      const block = lines.slice(from, to)
      if (block.includes('') || !isPlace(block.join('\n'), country) || !block.some((line) => /\d/.test(line))) continue
      return { where: block.join('\n'), rest: [...lines.slice(0, from), ...lines.slice(to)] }
    }
  }
  return { rest: lines }
}
const STARTS = /^(?:\p{Lu}|\d)/u

/** All of it is read as an address with a street and a town, and no line of it is a sentence. */
function isPlace(text: string, country: string): boolean {
  const lines = text.split('\n')
  if (lines.some((line) => line.length > 80 || /[!?]$|:\s*$|^[-*•]/.test(line) || line.split(/\s+/).length > 9))
    return false
  const read = parseTypedAddress(text, country)
  const { lines: street, city, postcode, name } = read.ok ? read.value : read.refusal.partial
  const numbered = street.some((line) => /\d/.test(line)) || postcode !== undefined
  return (
    street.length > 0 &&
    street.length < 4 &&
    city !== '' &&
    numbered &&
    (name === '' || isName(name)) &&
    (read.ok || read.refusal.field === 'subdivision' || read.refusal.field === 'postcode')
  )
}

/** "Jane Doe <jane@example.com>", or the first name line of the signature. */
function nameOf({ from = '', signature }: PastedLetter, country: string): string | undefined {
  const sender = from.replace(EMAIL, ' ').replace(/[<>"]/g, ' ').replace(/\s+/g, ' ').trim()
  if (sender !== '' && isName(sender)) return sender
  const [first] = signature
  return first !== undefined && isName(first) && !isPlace(first, country) && first.split(' ').length < 6
    ? first
    : undefined
}
