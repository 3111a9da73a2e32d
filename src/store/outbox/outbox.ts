/**
 * The outbox: what turns said, waiting to be delivered. For channels that push (Slack, Discord):
 * one leased head row per destination, so posts leave in order; no transaction is open while the
 * network is used. The terminal pulls instead: follow.ts. pending -> sent | dead; parked = its
 * terminal is closed; dropped = given up by a person.
 */
import { z } from 'zod'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import { rightsOf } from '#domain/model/permissions.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { parsed, read } from '#store/read.ts'
import { placementDocument, surfaceRow } from './outbox-columns.ts'
import { surfacesJson } from './surfaces.ts'

export const OUTBOX_STATUSES = ['pending', 'sent', 'parked', 'dead', 'dropped'] as const
export type OutboxStatus = (typeof OUTBOX_STATUSES)[number]
const outboxRow = z.strictObject({
  /** Grows; of one thread in the order things were said. */
  id: z.int(),
  destination: z.string(),
  audience: z.nullable(z.string()),
  placement: placementDocument,
  status: z.enum(OUTBOX_STATUSES),
  attempts: z.int(),
  /** The platform's own id of the message, once sent. */
  externalId: z.nullable(z.string()),
  error: z.nullable(z.string()),
  createdAt: z.date(),
  /** `<channel>|<delivery id>` of what it answers. */
  inboxId: z.nullable(z.string()),
})
export type OutboxRow = Readonly<z.output<typeof outboxRow>>

/** A row to deliver, with what its channel needs to know. */
const leasedRow = outboxRow.extend({
  /** The same on every attempt. */
  key: z.string(),
  /** An attempt before this one began and nobody knows how it ended: its sender died, or heard nothing back. */
  unsure: z.boolean(),
  /** A card, or what says again what it shows, with a newer state of the same message waiting behind it. */
  superseded: z.boolean(),
  surfaces: z.array(surfaceRow),
})
export type LeasedRow = Readonly<z.output<typeof leasedRow>>

/** A crashed sender's rows are taken over after this, milliseconds. */
const LEASE = 30_000
/** A row that waited so long goes before whatever was said since, milliseconds. */
const PATIENT = 60_000
const LISTED = 200
const COLUMNS = Prisma.raw(`id::int, destination, audience, payload as placement, status, attempts,
  external_id as "externalId", error,
  created_at as "createdAt", inbox_id as "inboxId"`)

const SUPERSEDED = Prisma.sql`((outbox.place = 'card' and outbox.payload->>'settles' is null
    and outbox.payload->'told' is null
    or outbox.place = 'note' and outbox.payload->>'above' is not distinct from 'true')
  and exists (select 1 from outbox n
  where n.destination = outbox.destination and n.status = 'pending' and n.id > outbox.id
    and n.place in ('card', 'collapse')
    and n.payload->>'subject' is not distinct from outbox.payload->>'subject'))`

export type Outbox = {
  /**
   * Leases for 30 s the oldest row of each of at most `count` destinations of these channels that
   * can be delivered now: the destinations last spoken to first, but nobody waits for ever.
   */
  readonly lease: (channels: readonly string[], count: number) => Promise<readonly LeasedRow[]>
  readonly markSent: (id: number, externalId?: string) => Promise<void>
  /** Refused for good: alarms, and no longer holds up its destination. */
  readonly markDead: (id: number, error: string) => Promise<void>
  /** After `wait` milliseconds; `unsure`: the attempt may have arrived all the same. */
  readonly retryIn: (
    id: number,
    again: { readonly wait: number; readonly error: string; readonly unsure?: boolean },
  ) => Promise<void>
  /** Rows that are not sent, but for what waits for readers of `except`; or all of one destination. */
  /** The newest of a thread that this user may see, oldest first. */
  readonly recent: (thread: ThreadKey, user: UserKey) => Promise<readonly OutboxRow[]>
  readonly list: (filter: {
    readonly status?: OutboxStatus
    readonly destination?: ThreadKey
    readonly except?: string
  }) => Promise<readonly OutboxRow[]>
  /** A dead, dropped or parked row waits again. False when it is none of these. */
  readonly retry: (id: number) => Promise<boolean>
  /** A row that is not sent is given up. */
  readonly drop: (id: number) => Promise<boolean>
  /** Rows for terminals nobody printed for so long, milliseconds, are parked: no alarm. Answers how many. */
  readonly parkIdle: (channel: string, age: number) => Promise<number>
  readonly stats: () => Promise<OutboxStats>
}
export type OutboxStats = {
  readonly pending: number
  readonly parked: number
  readonly dead: number
  readonly oldestPending: Date | null
}

/** Where somebody was told that they are erased is forgotten once they were. */
const KEPT_PLACE = Prisma.sql`case when dedupe_key like 'erased|%' then 'erased' else destination end`

export function createOutbox(db: Db, clock: () => Date): Outbox {
  const set = async (
    id: number,
    from: readonly OutboxStatus[],
    change: Prisma.OutboxUpdateManyMutationInput,
  ): Promise<boolean> => {
    const data = { ...change, leaseUntil: null, updatedAt: clock() }
    return (await db.outbox.updateMany({ where: { id, status: { in: [...from] } }, data })).count === 1
  }
  return {
    lease: (channels, count) => read(db, leasedRow, leaseSql(channels, count, clock())),
    async markSent(id, externalId) {
      await db.$executeRaw`with news as (select destination from outbox where id = ${id}
        and dedupe_key like 'erased|%'),
          gone as (delete from surface using news where thread_key = news.destination)
        update outbox set status = 'sent', error = null, external_id = ${externalId ?? null}, lease_until = null,
        updated_at = ${clock()}, destination = ${KEPT_PLACE} where id = ${id} and status = any(${[...WAITING]}::text[])`
    },
    async markDead(id, error) {
      await set(id, WAITING, { status: 'dead', unsure: false, error: storable(error) })
    },
    async retryIn(id, { wait, error, unsure = false }) {
      const notBefore = new Date(clock().getTime() + wait)
      await set(id, WAITING, { notBefore, error: storable(error), unsure })
    },
    list: (filter) => listed(db, filter),
    recent: (thread, user) => recentFor(db, thread, user),
    retry: (id) => set(id, ['dead', 'dropped', 'parked'], { status: 'pending', notBefore: null }),
    drop: (id) => set(id, [...WAITING, 'dead'], { status: 'dropped' }),
    async parkIdle(channel, age) {
      const where = { status: 'pending', channel, createdAt: { lt: new Date(clock().getTime() - age) } }
      return (await db.outbox.updateMany({ where, data: { status: 'parked', updatedAt: clock() } })).count
    },
    stats: () => stats(db),
  }
}
const WAITING = ['pending', 'parked'] as const satisfies readonly OutboxStatus[]

async function stats(db: Db): Promise<OutboxStats> {
  const groups = await db.outbox.groupBy({
    ...{ by: ['status'], where: { status: { in: [...WAITING, 'dead'] } } },
    ...{ _count: true, _min: { createdAt: true } },
  })
  const of = (status: OutboxStatus) => groups.find((group) => group.status === status)
  const count = (status: OutboxStatus) => of(status)?._count ?? 0
  const oldestPending = of('pending')?._min.createdAt ?? null
  return { pending: count('pending'), parked: count('parked'), dead: count('dead'), oldestPending }
}

/**
 * Only the head of each destination: a row with an older one still pending waits, whoever holds
 * that one's lease. Leased, it is unsure until somebody says how it ended; what it was before is
 * answered.
 */
function leaseSql(channels: readonly string[], count: number, at: Date): Prisma.Sql {
  const now = Prisma.sql`${at.toISOString()}::timestamptz`
  const until = new Date(at.getTime() + LEASE).toISOString()
  const patient = new Date(at.getTime() - PATIENT).toISOString()
  return Prisma.sql`
    update outbox set lease_until = ${until}::timestamptz, attempts = outbox.attempts + 1, unsure = true, updated_at =
      ${now}
    from (
      select o.id as head, o.unsure as was from outbox o
      where o.status = 'pending' and o.channel = any(${[...channels]}::text[])
        and (o.not_before is null or o.not_before <= ${now}) and (o.lease_until is null or o.lease_until <= ${now})
        and not exists (select 1 from outbox p where p.destination = o.destination and p.status = 'pending'
          and p.id < o.id)
      order by o.created_at < ${patient}::timestamptz desc, (select max(n.id) from outbox n
        where n.destination = o.destination and n.status = 'pending') desc
      limit ${count}::int for update skip locked) leased
    where id = leased.head
    returning ${COLUMNS}, dedupe_key as key, leased.was as unsure, ${SUPERSEDED} as superseded,
      ${surfacesJson(Prisma.sql`outbox.destination`)} as surfaces`
}

type Filter = Parameters<Outbox['list']>[0]
/** The newest, oldest first. */
async function listed(db: Db, { status, destination, except = '' }: Filter): Promise<readonly OutboxRow[]> {
  const waiting = { status: { in: [...WAITING] }, channel: { not: except } }
  const unsent = destination === undefined ? { OR: [waiting, { status: 'dead' }] } : {}
  const where = {
    ...(status === undefined ? unsent : { status }),
    ...(destination === undefined ? {} : { destination: storable(destination) }),
  }
  return (await newest(db, where, LISTED)).toReversed()
}

async function newest(db: Db, where: Prisma.OutboxWhereInput, take: number): Promise<readonly OutboxRow[]> {
  const rows = await db.outbox.findMany({ where, take, orderBy: { id: 'desc' }, select: SHOWN })
  return rows.map(({ id, payload, status, ...row }) => ({
    ...row,
    id: Number(id),
    placement: parsed(placementDocument, payload),
    status: parsed(outboxRow.shape.status, status),
  }))
}
const SHOWN = {
  ...{ id: true, destination: true, audience: true, payload: true, status: true, attempts: true },
  ...{ externalId: true, error: true, createdAt: true, inboxId: true },
} as const

/**
 * What is posted at an approvals desk is for who may approve, as of now; every other thread is for
 * staff and for who began it, and what answers somebody is for them.
 */
function readable(thread: ThreadKey, user: UserKey): Prisma.Sql {
  if (!thread.endsWith(':approvals'))
    return Prisma.sql`(exists (select 1 from staff_link l join staff s on s.id = l.staff_id
        where l.user_key = ${storable(user)} and s.active)
      or coalesce((select i.payload->>'user' from inbox i where i.thread_key = ${storable(thread)}
        order by i.seq limit 1), ${storable(user)}) = ${storable(user)}
      or exists (select 1 from inbox i where i.id = outbox.inbox_id and i.payload->>'user' = ${storable(user)}))`
  const roles = Object.entries(rightsOf).flatMap(([role, rights]) =>
    rights.some((right) => right === 'approve') ? [role] : [],
  )
  return Prisma.sql`exists (select 1 from staff_link l join staff s on s.id = l.staff_id left join role_rights r
    on r.role = s.role
    where l.user_key = ${storable(user)} and s.active and coalesce('approve' = any(r.rights), s.role =
      any(${roles}::text[])))`
}

/** What is told to one person is theirs alone. */
const shownTo = (thread: ThreadKey, user: UserKey): Prisma.Sql =>
  Prisma.sql`(audience = ${storable(user)} or (audience is null and ${readable(thread, user)}))`

/** Rows of a thread a follower has not shown: whatever waits, and whatever was said since. */
export async function unshownRows(
  sql: Sql,
  thread: ThreadKey,
  seen: { readonly floor: number; readonly ids: readonly number[] },
  user: UserKey,
): Promise<readonly OutboxRow[]> {
  return read(
    sql,
    outboxRow,
    Prisma.sql`
    select ${COLUMNS} from outbox
    where destination = ${storable(thread)} and (id > ${seen.floor}::bigint or status in ('pending', 'parked'))
      and status not in ('dead', 'dropped')
      and not (id = any(${[...seen.ids]}::bigint[])) and ${shownTo(thread, user)}
    order by id limit ${LISTED}::int`,
  )
}

/** The newest rows of a thread that this user may see, oldest first. */
const recentFor = (sql: Sql, thread: ThreadKey, user: UserKey): Promise<readonly OutboxRow[]> =>
  read(
    sql,
    outboxRow,
    Prisma.sql`
    select * from (select ${COLUMNS} from outbox where destination = ${storable(thread)}
      and ${shownTo(thread, user)}
      order by outbox.id desc limit ${LISTED}::int) newest order by id`,
  )

export const recentRows = (db: Db, thread: ThreadKey, limit: number): Promise<readonly OutboxRow[]> =>
  newest(db, { destination: storable(thread) }, limit)

/** Shown on a terminal: the first one to print says so. */
export async function markShown(db: Db, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const where = { id: { in: [...ids] }, status: { in: [...WAITING] } }
  await db.outbox.updateMany({ where, data: { status: 'sent', updatedAt: now } })
  await db.$executeRaw`update outbox set destination = ${KEPT_PLACE}
    where id = any(${[...ids]}::bigint[]) and dedupe_key like 'erased|%'`
}
