/** Who buys. Next: turn/flow.ts finds them, resolve/customer.ts decides. */

import { splitContact } from '#conversation/requests/words/plain-words.ts'
import { alone, shape } from '#conversation/requests/words/shape.ts'
import { control, maybe, one, text } from './control.ts'
import { row } from './row.ts'

type Contact = { readonly name?: string; readonly email?: string; readonly phone?: string }
const HALF_AN_EMAIL = /@[^\s.@]*$/
const named = (who: string): { readonly query: string; readonly name?: string } | undefined => {
  // "Acme, orders@acme.example": the address says which of that name.
  const { name, email } =
    /^(?<name>[^@\n,]{2,60}),\s*(?<email>[^\s@,]+@[^\s@,]+\.[^\s@,]+)$/.exec(who.trim())?.groups ?? {}
  if (name !== undefined && email !== undefined) return { query: email, name: name.trim() }
  return plainly(who)
}
const plainly = (who: string): { readonly query: string } | undefined =>
  splitContact(who).tidy ? { query: who.trim() } : undefined

export const BUYER = {
  /** `stay`: a guest, though the address has an account. */
  guest: row<{ readonly name?: string; readonly contact?: string; readonly stay?: true }>()({
    as: 'buyer',
    help: { customer: ['guest pat@example.com'] },
    said: alone('guest'),
    typed: [
      shape(/^(?:order\s+)?guest\s+(?<who>[^\n:]{2,120})(?::\s*(?<rest>[\s\S]+)|:)?$/i, ({ who = '' }) => {
        const { name, email, phone, tidy } = splitContact(who)
        const contact = email ?? phone
        return tidy ? { ...(name && { name }), ...(contact && { contact }) } : undefined
      }),
    ],
    usage: {
      guest: {
        needs: 'a name, an e-mail or a phone',
        example: 'guest pat@example.com',
        bare: true,
        only: HALF_AN_EMAIL,
      },
    },
    control: control('gu', 'revision', one('contact', maybe(text))),
  }),
  register: row<Contact>()({
    as: 'buyer',
    help: { customer: ['register Pat Lee pat@example.com'] },
    said: alone('register'),
    typed: [
      shape(/^(?:order\s+)?register\s+(?<who>[^\n:]{2,160})(?::\s*(?<rest>[\s\S]+)|:)?$/i, ({ who = '' }) => {
        const { name, email, phone, tidy } = splitContact(who)
        if (!tidy || (name === undefined && email === undefined)) return undefined
        return { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) }
      }),
    ],
    usage: {
      register: {
        needs: 'a name and an e-mail',
        example: 'register Pat Lee pat@example.com',
        bare: true,
        only: HALF_AN_EMAIL,
      },
    },
  }),
  /** `name`: said beside an e-mail address; it is the guest's where no account has the address. */
  /** `maybe`: who is on the phone, by name; words that are nobody's name are quoted. */
  customer: row<{ readonly query: string; readonly name?: string; readonly maybe?: true }>()({
    as: 'buyer',
    help: { customer: ['order for jane.doe@example.com: 2 blue mugs', 'customer C-1001'] },
    typed: [
      shape(/^customer:?\s+(?<who>[^\n:]{2,120})$/i, ({ who = '' }) => named(who)),
      shape(/^order\s+for\s+(?<who>[^\n:]{2,120}?)\s*(?::\s*(?<rest>[\s\S]*))?$/i, ({ who = '' }) => named(who)),
      // The text of a slash command: "/order C-1002: 2 white enamel mugs", "/order for jane@example.com: 2 mugs".
      shape(
        /^(?:order\s+)?(?:for\s+)?(?<who>c-\d{1,9}|[^\s:@]+@[^\s:@]+\.[^\s:@]+)\s*(?::\s*(?<rest>[\s\S]*))?$/i,
        ({ who: query = '' }) => ({ query }),
      ),
    ],
    usage: {
      customer: { needs: 'an e-mail, a phone or a customer number', example: 'customer C-1001', staff: true },
      'order for': {
        needs: 'an e-mail, a name or a customer number',
        example: 'order for C-1001: 2 mugs',
        staff: true,
      },
    },
  }),
  'choose-customer': row<{ readonly customerId: string }>()({
    as: 'buyer',
    control: control('cu', 'revision', one('customerId', text)),
  }),
  /** A fact about whoever buys; `keep`: it replaces what was known. */
  contact: row<{ readonly email?: string; readonly phone?: string; readonly keep?: true }>()({ as: 'buyer' }),
} as const
