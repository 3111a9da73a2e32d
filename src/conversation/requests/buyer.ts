/** Who buys. Next: turn/flow.ts finds them, resolve/customer.ts decides. */
import { control, maybe, one, text } from './control.ts'
import { row } from './row.ts'

type Contact = { readonly name?: string; readonly email?: string; readonly phone?: string }

export const BUYER = {
  customer: row<{ readonly query: string }>()({ as: 'buyer' }),
  'choose-customer': row<{ readonly customerId: string }>()({ as: 'buyer', control: control('cu', 'revision', one('customerId', text)) }),
  /** `stay`: a guest, though the address has an account. */
  guest: row<{ readonly name?: string; readonly contact?: string; readonly stay?: true }>()({
    as: 'buyer',
    control: control('gu', 'revision', one('contact', maybe(text))),
  }),
  /** A fact about whoever buys; `keep`: it replaces what was known. */
  contact: row<{ readonly email?: string; readonly phone?: string; readonly keep?: true }>()({ as: 'buyer' }),
  register: row<Contact>()({ as: 'buyer' }),
} as const
