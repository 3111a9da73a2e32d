/**
 * Staff, what their roles may do, and who changed it. Each change is one statement with its audit
 * row, so that there is never one without the other; the same from a chat (inside its turn) and
 * from the command line. A change that leaves nobody who could undo it is refused.
 */

import type { StaffChange } from '#conversation/edge/changes.ts'
import type { StaffChanged } from '#conversation/engine-ports.ts'
import type { Instant } from '#domain/base/flavour.ts'
import type { Right } from '#domain/model/actor.ts'
import { rightsOf } from '#domain/model/permissions.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { read } from '#store/read.ts'
import { STAFF } from './people-columns.ts'

/** Who changes, and by which inbound or command. */
export type ChangedBy = { readonly actor: string; readonly source: string; readonly now: Instant }
export type StaffEvent = {
  readonly kind: string
  readonly label: string
  readonly actor: string
  readonly source: string
  readonly at: Instant
}

type Statement = { readonly changed: Prisma.Sql; readonly staff: string | null; readonly label: string }

export async function changeStaff(sql: Sql, change: StaffChange, by: ChangedBy): Promise<StaffChanged> {
  if (await leavesNoAdmin(sql, change)) return { kind: 'last-admin' }
  const { changed, staff, label } = statementOf(change)
  const done = await sql.$executeRaw(Prisma.sql`
    with changed as (${changed} returning 1)
    insert into staff_event (kind, staff, label, actor, source, at)
    select ${change.kind}, ${staff}, ${storable(label)}, ${by.actor}, ${storable(by.source)}, ${by.now}::timestamptz
      where exists (select 1 from changed)`)
  return done > 0 ? { kind: 'done', label } : { kind: 'unknown', id: staff ?? '' }
}

function statementOf(change: StaffChange): Statement {
  switch (change.kind) {
    case 'add':
      return {
        staff: change.id,
        label: `${change.id} is ${change.role} (${change.name})`,
        changed: Prisma.sql`insert into staff (id, name, role, active) values (${change.id}, ${storable(change.name)},
          ${change.role}, true)
          on conflict (id) do update set name = excluded.name, role = excluded.role, active = true`,
      }
    case 'role':
      return {
        staff: change.id,
        label: `${change.id} is ${change.role}`,
        changed: Prisma.sql`update staff set role = ${change.role} where id = ${change.id}`,
      }
    case 'suspend':
      return {
        staff: change.id,
        label: `${change.id} is suspended`,
        changed: Prisma.sql`update staff set active = false where id = ${change.id}`,
      }
    case 'resume':
      return {
        staff: change.id,
        label: `${change.id} is active again`,
        changed: Prisma.sql`update staff set active = true where id = ${change.id}`,
      }
    case 'link':
      return {
        staff: change.id,
        label: `${change.user} is ${change.id}`,
        changed: Prisma.sql`insert into staff_link (user_key, staff_id) select ${storable(change.user)}, id from staff
          where id = ${change.id}
          on conflict (user_key) do update set staff_id = excluded.staff_id`,
      }
    case 'grant':
      return {
        staff: null,
        label: `${change.role} may ${change.right}`,
        changed: rightsSql(change.role, change.right, true),
      }
    case 'revoke':
      return {
        staff: null,
        label: `${change.role} may not ${change.right}`,
        changed: rightsSql(change.role, change.right, false),
      }
    default:
      return change satisfies never
  }
}

/** The first change of a role starts from what it may by default. */
function rightsSql(role: keyof typeof rightsOf, right: Right, granted: boolean): Prisma.Sql {
  const given: readonly Right[] = rightsOf[role].filter((one) => one !== right)
  const now = granted ? [...given, right] : given
  const kept = Prisma.sql`array_remove(role_rights.rights, ${right})`
  return Prisma.sql`insert into role_rights (role, rights) values (${role}, ${now}::text[])
    on conflict (role) do update set rights = ${granted ? Prisma.sql`${kept} || ${right}::text` : kept}`
}

/** Locks the staff it counts, so that two admins cannot suspend each other at once. */
async function leavesNoAdmin(sql: Sql, change: StaffChange): Promise<boolean> {
  if (change.kind === 'revoke') return change.role === 'admin' && change.right === 'manage-shop'
  const demotes =
    change.kind === 'suspend' || ((change.kind === 'role' || change.kind === 'add') && change.role !== 'admin')
  if (!demotes) return false
  const admins = await read(
    sql,
    STAFF.pick({ id: true }),
    Prisma.sql`select id from staff where role = 'admin' and active order by id for update`,
  )
  return admins.length === 1 && admins[0]?.id === change.id
}

/** Newest first. */
export async function staffEvents(db: Db): Promise<readonly StaffEvent[]> {
  const select = { kind: true, label: true, actor: true, source: true, at: true } as const
  const events = await db.staffEvent.findMany({ orderBy: { id: 'desc' }, take: 200, select })
  return events.map((event) => ({ ...event, at: event.at.toISOString() }))
}

/** Only roles the shop changed. */
export const changedRights = (
  db: Db,
): Promise<readonly { readonly role: string; readonly rights: readonly string[] }[]> =>
  db.roleRights.findMany({ orderBy: { role: 'asc' } })
