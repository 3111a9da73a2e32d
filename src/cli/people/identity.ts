/**
 * Whether the person named by `--as` is who they say: staff must exist, be active and have the role
 * that was said; a customer must have an account, and is linked to it here. Guests need nothing.
 */
import { parseWho, type Who } from '#adapters/terminal/who.ts'
import { rightsOf } from '#domain/model/permissions.ts'
import { failed, usageError } from '#host/exit.ts'
import type { Store } from '#store/turn/open.ts'

export function whoIs(said: string, fresh: string): Who {
  const who = parseWho(said, fresh)
  if (who === undefined)
    throw usageError(`--as ${said} is nobody: say sam, rep:sam, customer:jane.doe@example.com, guest or guest:pat.`)
  return who
}

/** The name to show; throws CommandError for a person there is not. */
export async function checkIdentity(who: Who, store: Store): Promise<string> {
  switch (who.kind) {
    case 'guest':
      return who.name
    case 'customer':
      if (await store.desk.linkCustomer(who.user, who.email)) return who.name
      throw failed(
        `There is no customer with the e-mail address ${who.email}. A guest can register in the chat: parley ` +
          `chat --as guest`,
      )
    case 'staff':
      return staffName(who, store)
    default:
      return who satisfies never
  }
}

async function staffName(who: Extract<Who, { kind: 'staff' }>, store: Store): Promise<string> {
  const staff = await store.desk.staff()
  const person = staff.find(({ users }) => users.includes(who.user))
  if (person === undefined) {
    const known = staff.filter(({ active }) => active).map(({ id }) => id)
    throw failed(
      `There is no member of staff ${who.id}. There are ${known.join(', ')}; parley staff add makes another.`,
    )
  }
  if (who.role !== undefined && who.role !== person.role)
    throw failed(`${person.name} is ${person.role}, not ${who.role}.`)
  if (!person.active) throw failed(`${person.name} is suspended.`)
  return person.name
}

/** As the roles stand now; the engine asks again with every answer. */
export async function mayApprove(who: Who, store: Store): Promise<boolean> {
  if (who.kind !== 'staff') return false
  const person = (await store.desk.staff()).find(({ users }) => users.includes(who.user))
  if (person === undefined) return false
  const changed = (await store.desk.changedRights()).find(({ role }) => role === person.role)
  const rights: readonly string[] = changed?.rights ?? rightsOf[person.role]
  return person.active && rights.includes('approve')
}
