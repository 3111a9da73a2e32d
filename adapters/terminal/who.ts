/**
 * Who sits at the terminal: `--as sam`, `rep:sam`, `customer:jane@example.com`, `guest`,
 * `guest:pat`. Only reads the words; whether there is such a person, and whether the role is really
 * theirs, is checked against the database by whoever starts the chat.
 */
import type { StaffRole } from '#conversation/edge/changes.ts'
import type { UserKey } from '#conversation/edge/inbound.ts'

export type Who =
  /** `role` only when it was said. */
  | {
      readonly kind: 'staff'
      readonly user: UserKey
      readonly name: string
      readonly id: string
      readonly role?: StaffRole
    }
  | { readonly kind: 'customer'; readonly user: UserKey; readonly name: string; readonly email: string }
  | { readonly kind: 'guest'; readonly user: UserKey; readonly name: string }

const STAFF_ROLES = ['rep', 'lead', 'manager', 'admin'] as const satisfies readonly StaffRole[]

/**
 * `fresh` names a guest who did not give a name, so that two of them are two people. Undefined: not
 * a way to say who.
 */
export function parseWho(said: string, fresh: string): Who | undefined {
  const [head = '', ...rest] = said.trim().split(':')
  const tail = rest.join(':').trim()
  const role = STAFF_ROLES.find((name) => name === head)
  if (head === 'guest') return rest.length > 0 && tail === '' ? undefined : guest(tail, fresh)
  if (head === 'customer') return tail.includes('@') ? customer(tail.toLowerCase()) : undefined
  if (rest.length > 0 && role === undefined) return undefined
  const id = (rest.length > 0 ? tail : head).toLowerCase()
  if (!/^[a-z0-9][a-z0-9_-]{0,59}$/.test(id)) return undefined
  return { kind: 'staff', user: `terminal:${id}`, name: id, id, ...(role === undefined ? {} : { role }) }
}

const guest = (name: string, fresh: string): Who => ({
  kind: 'guest',
  user: `terminal:guest:${name === '' ? fresh : name}`,
  name: name === '' ? 'Guest' : name,
})
const customer = (email: string): Who => ({ kind: 'customer', user: `terminal:customer:${email}`, name: email, email })
