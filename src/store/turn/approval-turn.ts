/**
 * An approver decides from their own thread on the draft of another: that draft is locked second,
 * in the order of transaction.ts, and what was read before the wait is read again after it, the
 * approver's role above all: somebody demoted a second before has no say any more.
 */

import { z } from 'zod'
import { whereSchema } from '#conversation/edge/inbound.ts'
import { SIGNED_OUT } from '#conversation/edge/line.ts'
import type { ApprovalTarget } from '#conversation/engine-ports.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { ApprovalWays } from '#domain/model/command.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { jsonFields } from '#store/columns.ts'
import { iso, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { rightsRow, STAFF } from '#store/people/people-columns.ts'
import { read, readOne } from '#store/read.ts'
import { lockedRow } from './draft-columns.ts'
import type { LockedDraft } from './open-turn.ts'

const idRow = z.strictObject({ id: z.int() })

export async function nextApproval(tx: Sql): Promise<number> {
  const row = await readOne(tx, idRow, Prisma.sql`select nextval('approval_request_id_seq')::int as id`)
  if (row === undefined) throw new Error('no number for a new request')
  return row.id
}

const targetRow = lockedRow.extend({
  thread: z.string(),
  card: z.enum(['shown', 'parked']),
  where: z.nullable(whereSchema),
  place: z.nullable(z.string()),
})
const staffNowRow = STAFF.omit({ id: true }).extend({ rights: z.nullable(rightsRow) })

type StaffNow = z.output<typeof staffNowRow>

type LockedTarget = { readonly target: ApprovalTarget; readonly held: LockedDraft }

async function lockDraft(tx: Sql, which: Prisma.Sql, actor: Actor): Promise<LockedTarget | undefined> {
  const locked = await readOne(
    tx,
    targetRow,
    Prisma.sql`
    select d.ref, d.revision, d.state, coalesce(d.desk_key, d.thread_key, d.last_thread) as thread,
      case when d.thread_key is null then 'parked' else 'shown' end as card,
      (select i.payload->>'where' from inbox i where i.thread_key = coalesce(d.desk_key, d.thread_key, d.last_thread)
        order by i.seq desc limit 1) as where,
      (select s.external_id from surface s where s.thread_key = coalesce(d.desk_key, d.thread_key, d.last_thread)
        and s.role = 'root') as place
    from draft d
    where ${which} for update of d`,
  )
  if (locked === undefined) return undefined
  const draft = { ...locked.state, ref: locked.ref }
  const { thread, card, where, place } = locked
  const at = place === null ? {} : { place }
  return {
    target: { draft, thread, card, where: where ?? 'private', ...at, actor },
    held: { draft, revision: locked.revision },
  }
}

/** Undefined: there is no such request. The staff row is held against changes until the turn ends. */
export async function lockApproval(tx: Sql, id: number, actor: Actor): Promise<LockedTarget | undefined> {
  const locked = await lockDraft(
    tx,
    Prisma.sql`d.id = (select draft_id from approval_request where id = ${id}::int)`,
    actor,
  )
  if (locked === undefined || actor.kind !== 'staff') return locked
  const now = await staffNow(tx, actor.id)
  return { ...locked, target: { ...locked.target, actor: refreshed(actor, now) } }
}

/** Undefined: no open draft has this number. */
export const lockOpenDraft = (tx: Sql, ref: number, actor: Actor): Promise<LockedTarget | undefined> =>
  lockDraft(tx, Prisma.sql`d.ref = ${ref}::int and d.status in ${OPEN_STATUSES}`, actor)

async function staffNow(tx: Sql, id: string): Promise<StaffNow | undefined> {
  return readOne(
    tx,
    staffNowRow,
    Prisma.sql`
    select s.name, s.role, s.active, (select r.rights from role_rights r where r.role = s.role) as rights from staff s
      where s.id = ${id} for share of s`,
  )
}

function refreshed({ rights: _, ...actor }: Extract<Actor, { kind: 'staff' }>, now: StaffNow | undefined): Actor {
  if (now === undefined) return { ...actor, active: false }
  const { rights, ...said } = now
  return { ...actor, ...said, ...(rights ? { rights } : {}) }
}

/** ApprovalHeads: what waits, oldest first, with the thread it waits in. */
export const approvalsJson = (
  most?: number,
): Prisma.Sql => Prisma.sql`(select coalesce(json_agg(jsonb_strip_nulls(jsonb_build_object('ref', d.ref,
  'revision', d.revision, 'thread', coalesce(d.desk_key, d.thread_key, d.last_thread),
    'place', (select s.external_id from surface s where s.thread_key = coalesce(d.desk_key, d.thread_key,
      d.last_thread) and s.role = 'root')))
    || jsonb_build_object('approval', q.state) order by q.id), '[]')
  from (select * from approval_request where status in ('open', 'countered') order by id
    limit ${most ?? null}::int) q join draft d on d.id = q.draft_id)`

/** Colleagues, with the rights of their roles as the shop has them now. */
export const staffJson = Prisma.sql`(select coalesce(json_agg(json_strip_nulls(json_build_object('kind', 'staff',
  ${jsonFields(STAFF, 's')}, 'rights', (select r.rights from role_rights r where r.role = s.role),
    'users', (select coalesce(json_agg(l.user_key order by l.user_key), '[]') from staff_link l
      where l.staff_id = s.id))) order by s.id), '[]') from staff s)`

/** Milliseconds; `channel` is the approvals desk's, where the clock speaks. */
export type DueTimes = { readonly patience: number; readonly warning: number; readonly channel: string }

const dueRow = z.strictObject({
  id: z.int(),
  expiresAt: z.string(),
  what: z.enum(['nudge', 'remind', 'expire', 'undelivered']),
  row: z.exactOptional(z.int()),
})
export type DueApprovalRow = Readonly<z.output<typeof dueRow>>

/**
 * Requests whose time has come: nobody answered for `patience` milliseconds, an approval about to
 * run out, or one that has.
 */
export async function dueApprovals(
  sql: Sql,
  now: Date,
  { patience, warning, channel }: DueTimes,
): Promise<readonly DueApprovalRow[]> {
  const done = (what: string) =>
    Prisma.sql`exists (select 1 from inbox i where i.id = ${`${channel}|approval-${what}-`} || q.id)`
  const at = (offset: number) => new Date(now.getTime() + offset).toISOString()
  const timed = await read(
    sql,
    dueRow,
    Prisma.sql`
    select q.id, ${iso('q.expires_at')} as "expiresAt",
      case when q.expires_at <= ${at(0)}::timestamptz then 'expire' when q.status = 'open'
        and q.asked_at <= ${at(-patience)}::timestamptz then 'nudge'
        else 'remind' end as what
    from approval_request q
    where q.status in ('open', 'countered', 'approved') and exists (select 1 from draft d where d.id = q.draft_id
      and d.status in ('open', 'awaiting-approval', 'quoted'))
      and (q.expires_at <= ${at(0)}::timestamptz
        or (q.status = 'open' and q.asked_at <= ${at(-patience)}::timestamptz
          and not ${done('nudge')})
        or (q.status = 'approved' and q.expires_at <= ${at(warning)}::timestamptz
          and not ${done('remind')}))
    order by q.id limit 100`,
  )
  const refused = await read(
    sql,
    dueRow,
    Prisma.sql`
    select q.id, ${iso('q.expires_at')} as "expiresAt", 'undelivered' as what, max(o.id)::int as row
    from outbox o join approval_request q on o.payload->>'subject' = 'A' || q.id
    where ${REFUSED} and q.status = 'open' group by q.id order by q.id limit 100`,
  )
  return [...refused, ...(await arrived(sql)), ...timed]
}

/** Delivered after all where it had been refused: a row of its own, told apart by the sign. */
const arrived = (sql: Sql): Promise<readonly DueApprovalRow[]> =>
  read(
    sql,
    dueRow,
    Prisma.sql`
    select q.id, ${iso('q.expires_at')} as "expiresAt", 'undelivered' as what, -max(o.id)::int as row
    from approval_request q cross join lateral jsonb_array_elements(q.state->'ways'->'refused') r
      join outbox o on o.destination = r->>'thread' and o.payload->>'subject' = 'A' || q.id
    where q.status = 'open' and o.status = 'sent' and o.place = 'post' group by q.id order by q.id limit 100`,
  )

/** Requests that a platform refused to post, or that wait for a good token: one refusal may be a mistake. */
const REFUSED = Prisma.sql`o.place = 'post' and (o.status = 'dead'
  or (o.status = 'pending' and o.attempts > 1 and o.error like ${`${SIGNED_OUT}%`}))`

const refusedRow = z.strictObject({ thread: z.string(), why: z.string() })

/** Where a request was refused, and why. */
export async function refusedAsks(tx: Sql, id: number): Promise<ApprovalWays['refused']> {
  return read(
    tx,
    refusedRow,
    Prisma.sql`
    select o.destination as thread, coalesce(max(o.error), 'refused') as why from outbox o
    where ${REFUSED} and o.payload->>'subject' = ${`A${id}`} group by o.destination order by min(o.id)`,
  )
}
