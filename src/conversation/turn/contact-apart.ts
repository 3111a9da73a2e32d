/**
 * An e-mail address typed with an address says how to reach whoever buys (rules.md O1): it is a
 * request of its own, heard before the address. Rule: who has one keeps it, unless a customer says
 * that it is another one now. Next: resolve/customer.ts asks whose it is where a rep typed one that
 * has an account.
 */

import type { Request } from '#conversation/requests/request.ts'
import { isName } from '#conversation/requests/words/name-shape.ts'
import { emailBeside } from '#domain/base/address-end.ts'
import { PHONE_SHAPE } from '#domain/base/contact.ts'
import { isPerson } from '#domain/draft/address-pieces.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Buyer } from '#domain/model/customer.ts'

export const contactApart = (requests: readonly Request[], buyer: Buyer | undefined): readonly Request[] =>
  nameOfContact(requests).flatMap((request) => apart(request, buyer))

function apart(request: Request, buyer: Buyer | undefined): readonly Request[] {
  if ((request.kind !== 'ship-to' && request.kind !== 'bill-to') || request.address.by !== 'text') return [request]
  const email = emailBeside(request.address.text)
  if (email === undefined || (buyer !== undefined && hasEmail(buyer))) return [request]
  return [{ kind: 'contact', email }, request]
}

const BESIDE_MAIL = new RegExp(
  String.raw`(?<=^|[\s:,;(])(?<!\b(?:name|is|['’]s|register|customer|for|to|of|by|and|ship|bill|account|at` +
    String.raw`|with)[\s:,]*)(?<name>\p{Lu}[\p{Ll}'’-]+(?:\s\p{Lu}[\p{L}'’.-]*){1,2})` +
    String.raw`(?=\s*[,(-]?\s*<?[\p{L}\d._%+-]+@[\p{L}\d-]+\.)`,
  'u',
)
type First = { readonly request: Request; readonly rest: string }
/** "Marie Dupont, marie@example.org, 3 totes": whose address it is. */
export const withNameSaid = (said: string): string => said.replace(BESIDE_MAIL, 'name is $<name>')

const FIRST = new RegExp(
  String.raw`^\s*(?:(?:hi|hello|hey|ok(?:ay)?|so)[\s,!.]+)*(?:(?:an?\s+|the\s+|new\s+|bulk\s+|big\s+` +
    String.raw`|another\s+)*order\s+for\s+)?` +
    String.raw`(?:for\s+)?(?:(?:an?\s+|the\s+|new\s+)*(?<who>guest|customer)(?:\s+is)?\b[\s:,-]*)?` +
    String.raw`(?<called>(?:(?:her|his|my|the)\s+)?name(?:['’]?s|\s+is)\s+|i['’]?m\s+|i\s+am\s+|this\s+is\s+)?` +
    String.raw`(?<name>\p{L}[\p{L}'’-]+` +
    String.raw`(?:\s\p{L}[\p{L}'’.-]*){0,2})?[\s,(-]*` +
    String.raw`(?:(?:and\s+)?(?:(?:my|her|his|the)\s+)?(?:e-?)?mail(?:\s+address)?(?:\s+is|['’]s|:)?\s+)?` +
    String.raw`<?(?<email>[\p{L}\d._%+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)>?\)?(?:\s*[,;:.-]\s+` +
    String.raw`(?<rest>[\s\S]*))?$`,
  'iu',
)
/** "Marie Dupont, marie@example.org, 3 totes": who it is comes first, what they want is read by itself. */
export function contactFirst(said: string, staff: boolean, buyer: Buyer | undefined): First | undefined {
  const { number, rest: more = '' } = (staff ? NUMBER_FIRST.exec(said)?.groups : undefined) ?? {}
  if (number !== undefined) return { request: { kind: 'customer', query: number }, rest: more }
  const { who, called, name, email, rest = '' } = FIRST.exec(said)?.groups ?? {}
  if (email === undefined || name === undefined || (!staff && buyer !== undefined && hasEmail(buyer))) return undefined
  const words = name.split(' ')
  const isCalled = called !== undefined || (words.length > 1 && words.every((word) => /^\p{Lu}/u.test(word)))
  const local = email.split('@')[0]?.toLowerCase() ?? ''
  const isTheirs = words.some((word) => word.length > 2 && local.includes(word.toLowerCase()))
  if ((!isCalled && !(isTheirs && words.length > 1)) || !isName(name)) return undefined
  const request: Request =
    who?.toLowerCase() === 'guest' || !staff
      ? { kind: 'guest', name, contact: email.toLowerCase() }
      : { kind: 'customer', query: email.toLowerCase(), name }
  return { request, rest: rest.trim() }
}

/** "Lea Blanc", where a guest has no name yet. */
export function nameOnly(text: string, buyer: Buyer | undefined, { options }: Catalog): Request | undefined {
  if (buyer?.kind !== 'guest' || buyer.name !== undefined) return undefined
  const values = [...options.values()].flatMap((option) => option.values.map(({ name }) => name.toLowerCase()))
  const said = text.trim()
  if (!isPerson(said) || !isName(said) || said.split(/\s+/).some((word) => values.includes(word.toLowerCase())))
    return undefined
  return { kind: 'guest', name: said }
}

/** "C-1001 wants 2 mugs": a number of a customer. */
const NUMBER_FIRST = new RegExp(
  String.raw`^\s*(?:(?:it['’]?s|this is|order)\s+)?(?:for\s+)?(?:customer\s+)?(?<number>c-\d{1,9})[\s,]+(?:(?:and` +
    String.raw`|who)\s+)?(?=(?:she|he|they|wants?|needs?|would|orders?|takes?|\d{1,3}|an?|two|three|four|five)\b)` +
    String.raw`(?<rest>[\s\S]+)$`,
  'i',
)

/** A name said beside an e-mail address is of whoever has that address. */
function nameOfContact(requests: readonly Request[]): readonly Request[] {
  const named = requests.filter((one) => one.kind === 'customer' && isName(one.query))
  const [name] = named
  const mailed = requests.find((one) => (one.kind === 'customer' || one.kind === 'guest') && emailOf(one) !== undefined)
  if (name?.kind !== 'customer' || named.length > 1 || mailed === undefined) return requests
  return requests
    .filter((one) => one !== name)
    .map((one) => (one === mailed && !('name' in one) ? { ...one, name: name.query } : one))
}

/** "The contact on site is Bob, 309 555 0100": a number and whose it is, said to be that. */
export function numberToCall(said: string): Request | undefined {
  const phone = CONTACT.exec(said)?.groups?.['phone']
  return phone === undefined ? undefined : { kind: 'contact', phone }
}
const CONTACT = new RegExp(
  String.raw`^\s*(?:the\s+)?(?:contact|person\s+to\s+(?:call|ring|ask))\b[^\d@+]*(?<phone>${PHONE_SHAPE})[.!\s]*$`,
  'i',
)

/** Somebody's number is no address. */
export function numberOfPerson(request: Request, said: string): Request {
  if (request.kind !== 'ship-to' || request.address.by !== 'text' || SENT.test(said)) return request
  const phone = PHONE.exec(request.address.text)?.[0]
  if (phone === undefined) return request
  const rest = request.address.text
    .replace(phone, ' ')
    .replace(/[\s,;:()-]+$/, '')
    .trim()
  return rest === '' || isName(rest) ? { kind: 'contact', phone: phone.trim() } : request
}
const SENT = /\b(?:ship|send|deliver|address|goes?|post)\b/i
const PHONE = new RegExp(String.raw`(?<![\w-])${PHONE_SHAPE}(?![\w-])`)

const hasEmail = (buyer: Buyer): boolean =>
  buyer.kind === 'registered' || (buyer.kind !== 'none' && buyer.email !== undefined)

/** A question about whoever has the address, not about how to reach who asks. */
const asksOf = (said: string, email: string): boolean => {
  const words = said.replace(email, ' @ ')
  return ASKS_FACTS.test(words.trim()) && !OF_CONTACT.test(words)
}
/** "Can you" and "could I" wish for something. */
const ASKS_FACTS = new RegExp(
  String.raw`^(?:(?:and|so|hi|hello|hey)[\s,]+)*(?:what|who|whose|when|where` +
    String.raw`|which|how|why|does|did|do|has|have|had|is|are|was|were)\b`,
  'i',
)

/** An e-mail address that merely stands in a customer's sentence replaces no other. */
function strayContact(request: Request, said: string, buyer: Buyer | undefined): Request {
  const email = emailOf(request)
  if (email === undefined) return request
  if (asksOf(said, email)) return { kind: 'not-understood', words: [email] }
  if (buyer === undefined || !hasEmail(buyer)) return request
  const alone = said.trim().replace(/[.!<>]+$|^</g, '') === email
  return alone || OF_CONTACT.test(said.replace(email, ' ')) ? request : { kind: 'not-understood', words: [email] }
}
const OF_CONTACT = /\b(?:e-?mail|mail|contact|reach|write|address|me\s+at|i['’]?m|i\s+am)\b/i

/** "Mail the receipt to ...", "cc ...": where a letter goes is a contact, and no choice of who buys. */
function letterContact(request: Request, said: string, buyer: Buyer | undefined): Request {
  const email = request.kind === 'customer' || request.kind === 'guest' ? emailOf(request) : undefined
  if (email === undefined || buyer === undefined || !hasEmail(buyer)) return request
  if (asksOf(said, email)) return { kind: 'not-understood', words: [email] }
  const words = said.replace(email, ' @ ')
  return OF_A_LETTER.test(words) && !CHOOSES.test(words) ? { kind: 'contact', email } : request
}
const OF_A_LETTER = /\b(?:cc|copy|mail|e-?mails?|write|receipt|confirmation|invoice|letter|notify|reach|contact)\b/i
const CHOOSES = /\b(?:order(?:ing|s)?\s+for|customer|account|behalf|buyer|instead|it['’]?s\s+for)\b/i

type Speaks = { readonly staff: boolean; readonly buyer: Buyer | undefined }
/** What was read of a sentence, without the addresses that only stand in it. */
export const contactsOf = (requests: readonly Request[], said: string, { staff, buyer }: Speaks): readonly Request[] =>
  requests.map((request) => (staff ? letterContact : strayContact)(request, said, buyer))

function emailOf(request: Request): string | undefined {
  const typed =
    request.kind === 'customer'
      ? request.query
      : request.kind === 'guest'
        ? request.contact
        : request.kind === 'contact'
          ? request.email
          : undefined
  return typed?.includes('@') === true ? typed : undefined
}
