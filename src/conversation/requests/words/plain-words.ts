/**
 * The small words of the plain commands: what looks like a SKU, a saved address or a typed one, and
 * who is meant by a name with contact data. Strict on purpose: whatever is doubtful is left to free
 * wording.
 */
import { PHONE_SHAPE } from '#domain/base/contact.ts'
import type { AddressRef } from './arguments.ts'

/** "MUG-BLUE-11OZ", "mug-blue-11oz", "ABC123"; not "t-shirts" or "mugs". */
export function isSku(word: string): boolean {
  if (word.length > 60 || !/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(word)) return false
  const upper = word === word.toUpperCase()
  if (word.includes('-')) return /[A-Za-z]/.test(word) && (upper || /\d/.test(word) || word.split('-').length > 2)
  return upper && /^[A-Z]/.test(word) && /\d/.test(word) && word.length > 3
}

const SOMETHING_MORE =
  /\b(?:and|then|also|with|via|by|please|code|coupon|pay|place|instead|unless|if|but|express|standard)\b/i

/**
 * A saved address's label (one or two words) or a typed address (a number, and a comma or a line
 * break); undefined: free wording.
 */
export function addressRef(words: string): AddressRef | undefined {
  const where = words.trim().replace(/[.!]$/, '')
  const label = /^(?:(?:my|the|her|his|their|our)\s+)?(?<label>[\p{L}][\p{L}\d'-]*(?:\s[\p{L}\d'-]+)?)$/iu.exec(where)
    ?.groups?.['label']
  if (label !== undefined)
    return SOMETHING_MORE.test(label) ? undefined : { by: 'label', label: label.replace(/\s+address$/i, '') }
  const looksTyped = /\d/.test(where) && /[,\n]/.test(where)
  const saysMore = /\b(?:code|coupon|pay(?:ing)?\s|place it|express|standard shipping)\b/i.test(where)
  return looksTyped && !saysMore ? { by: 'text', text: where } : undefined
}

export type TypedContact = {
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  /** Nothing but a name and contact data. */
  readonly tidy: boolean
}

const EMAIL = /(?:^|[\s<,(])([^\s<>(),@]+@[^\s<>(),@]+)(?=$|[\s>,)])/
const PHONE = new RegExp(String.raw`(?:^|\s)(${PHONE_SHAPE})(?=$|\s)`)
const NOT_A_NAME = new RegExp(
  '^(?:my|me|the|a|an|us|our|your|it|is|was|wants|has|one|two|three|four|five|tomorrow|today|pickup' +
    String.raw`|delivery|checkout|order)\b`,
  'i',
)

/**
 * "Pat Lee pat@example.com +1 217 555 0100" taken apart; a customer or order number counts as tidy
 * without being a name.
 */
export function splitContact(words: string): TypedContact {
  const email = EMAIL.exec(words)?.[1]
  const withoutEmail = email === undefined ? words : words.replace(email, ' ')
  const phone = PHONE.exec(withoutEmail)?.[1]?.trim()
  const name = (phone === undefined ? withoutEmail : withoutEmail.replace(phone, ' '))
    .replace(/[<>(),\s]+/g, ' ')
    .trim()
  const isNumber = /^(?:c-?\d{1,9}|#?\d{3,9})$/i.test(name)
  const isName =
    /^[\p{L}\p{M}][\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}&][\p{L}\p{M}'’.&-]*){0,5}$/u.test(name) && !NOT_A_NAME.test(name)
  const tidy = name === '' ? email !== undefined || phone !== undefined : isName || isNumber
  return { tidy, ...(isName && { name }), ...(email && { email }), ...(phone && { phone }) }
}
