/**
 * The outbox: what turns said, waiting to be delivered. For channels that push (Slack, Discord): one leased head row per destination, so posts leave in
 * order; no transaction is open while the network is used. The terminal pulls instead: follow.ts.
 * pending -> sent | dead; parked = its terminal is closed; dropped = given up by a person.
 */
import type { KnownSurface } from '#conversation/edge/channel.ts'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import { rightsOf } from '#domain/model/permissions.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { surfacesJson } from './surfaces.ts'

export type OutboxStatus = 'pending' | 'sent' | 'parked' | 'dead' | 'dropped'
export type OutboxRow = {
  /** Grows; of one thread in the order things were said. */
  readonly id: number
  readonly destination: ThreadKey
  readonly audience: UserKey | null
  readonly placement: Placement
  readonly status: OutboxStatus
  readonly attempts: number
  /** The platform's own id of the message, once sent. */
  readonly externalId: string | null
  readonly error: string | null
  readonly createdAt: Date
  /** `<channel>|<delivery id>` of what it answers. */
  readonly inboxId: string | null
}

/** A row to deliver, with what its channel needs to know. */
export type LeasedRow = OutboxRow & {
  /** The same on every attempt. */
  readonly key: string
  /** An attempt before this one began and nobody knows how it ended: its sender died, or heard nothing back. */
  readonly unsure: boolean
  /** A card with a newer state of the same message waiting behind it. */
  readonly superseded: boolean
  readonly surfaces: readonly KnownSurface[]
}

/** A crashed sender's rows are taken over after this, milliseconds. */
const LEASE = 30_000
/** A row that waited so long goes before whatever was said since, milliseconds. */
const PATIENT = 60_000
const LISTED = 200
const COLUMNS = Prisma.raw(`id::int, destination, audience, payload as placement, status, attempts, external_id as "externalId", error,
  created_at as "createdAt", inbox_id as "inboxId"`)

const SUPERSEDED = Prisma.sql`(outbox.place = 'card' and outbox.payload->>'settles' is null and exists (select 1 from outbox n
  where n.destination = outbox.destination and n.status = 'pending' and n.id > outbox.id and n.place in ('card', 'collapse')
    and n.payload->>'subject' is not distinct from outbox.payload->>'subject'))`

export type Outbox = {
  /**
   * Leases for 30 s the oldest row of each of at most `count` destinations of these channels that can be delivered now: the destinations last spoken to
   * first, but nobody waits for ever.
   */
  readonly lease: (channels: readonly string[], count: number) => Promise<readonly LeasedRow[]>
  readonly markSent: (id: number, externalId?: string) => Promise<void>
  /** Refused for good: alarms, and no longer holds up its destination. */
  readonly markDead: (id: number, error: string) => Promise<void>
  /** `unsure`: the attempt may have arrived all the same. */
  readonly retryAt: (id: number, again: { readonly at: Date; readonly error: string; readonly unsure?: boolean }) => Promise<void>
  /** Rows that are not sent, or all of one destination. */
  readonly list: (filter: { readonly status?: OutboxStatus; readonly destination?: ThreadKey }) => Promise<readonly OutboxRow[]>
  /** A dead, dropped or parked row waits again. False when it is none of these. */
  readonly retry: (id: number) => Promise<boolean>
  /** A row that is not sent is given up. */
  readonly drop: (id: number) => Promise<boolean>
  /** Rows for terminals nobody printed for so long, milliseconds, are parked: no alarm. Answers how many. */
  readonly parkIdle: (channel: string, age: number) => Promise<number>
  readonly stats: () => Promise<OutboxStats>
}
export type OutboxStats = { readonly pending: number; readonly parked: number; readonly dead: number; readonly oldestPending: Date | null }

export function createOutbox(sql: Sql, clock: () => Date): Outbox {
  const now = () => clock().toISOString()
  const set = (id: number, change: Prisma.Sql, from: Prisma.Sql) =>
    sql.$executeRaw(
      Prisma.sql`update outbox set ${change}, lease_until = null, updated_at = ${now()}::timestamptz where id = ${id}::bigint and status in ${from}`,
    )
  const waiting = Prisma.sql`('pending', 'parked')`
  return {
    lease: (channels, count) => sql.$queryRaw<LeasedRow[]>(leaseSql(channels, count, clock())),
    async markSent(id, externalId) {
      await set(id, Prisma.sql`status = 'sent', error = null, external_id = ${externalId ?? null}`, waiting)
    },
    async markDead(id, error) {
      await set(id, Prisma.sql`status = 'dead', unsure = false, error = ${storable(error)}`, waiting)
    },
    async retryAt(id, { at, error, unsure = false }) {
      const change = Prisma.sql`not_before = ${at.toISOString()}::timestamptz, error = ${storable(error)}, unsure = ${unsure}`
      await set(id, change, waiting)
    },
    list: (filter) => sql.$queryRaw<OutboxRow[]>(listSql(filter)),
    retry: async (id) =>
      (await set(id, Prisma.sql`status = 'pending', not_before = null`, Prisma.sql`('dead', 'dropped', 'parked')`)) === 1,
    drop: async (id) => (await set(id, Prisma.sql`status = 'dropped'`, Prisma.sql`('pending', 'parked', 'dead')`)) === 1,
    parkIdle: (channel, age) =>
      sql.$executeRaw(Prisma.sql`update outbox set status = 'parked', updated_at = ${now()}::timestamptz
      where status = 'pending' and channel = ${channel} and created_at < ${new Date(clock().getTime() - age).toISOString()}::timestamptz`),
    async stats() {
      const [row] = await sql.$queryRaw<OutboxStats[]>`
        select count(*) filter (where status = 'pending')::int as pending, count(*) filter (where status = 'parked')::int as parked,
          count(*) filter (where status = 'dead')::int as dead, min(created_at) filter (where status = 'pending') as "oldestPending"
        from outbox where status in ('pending', 'parked') or status = 'dead'`
      return row ?? { pending: 0, parked: 0, dead: 0, oldestPending: null }
    },
  }
}

/**
 * Only the head of each destination: a row with an older one still pending waits, whoever holds that one's lease. Leased, it is unsure until somebody
 * says how it ended; what it was before is answered.
 */
function leaseSql(channels: readonly string[], count: number, at: Date): Prisma.Sql {
  const now = Prisma.sql`${at.toISOString()}::timestamptz`
  const until = new Date(at.getTime() + LEASE).toISOString()
  const patient = new Date(at.getTime() - PATIENT).toISOString()
  return Prisma.sql`
    update outbox set lease_until = ${until}::timestamptz, attempts = outbox.attempts + 1, unsure = true, updated_at = ${now}
    from (
      select o.id as head, o.unsure as was from outbox o
      where o.status = 'pending' and o.channel = any(${[...channels]}::text[])
        and (o.not_before is null or o.not_before <= ${now}) and (o.lease_until is null or o.lease_until <= ${now})
        and not exists (select 1 from outbox p where p.destination = o.destination and p.status = 'pending' and p.id < o.id)
      order by o.created_at < ${patient}::timestamptz desc, (select max(n.id) from outbox n where n.destination = o.destination and n.status = 'pending') desc
      limit ${count}::int for update skip locked) leased
    where id = leased.head
    returning ${COLUMNS}, dedupe_key as key, leased.was as unsure, ${SUPERSEDED} as superseded, ${surfacesJson(Prisma.sql`outbox.destination`)} as surfaces`
}

function listSql({ status, destination }: { readonly status?: OutboxStatus; readonly destination?: ThreadKey }): Prisma.Sql {
  const which =
    status === undefined
      ? destination === undefined
        ? Prisma.sql`status in ('pending', 'parked', 'dead')`
        : Prisma.sql`true`
      : Prisma.sql`status = ${status}`
  const where = destination === undefined ? which : Prisma.sql`${which} and destination = ${storable(destination)}`
  return Prisma.sql`select * from (select ${COLUMNS} from outbox where ${where} order by id desc limit ${LISTED}::int) rows order by id`
}

/** What is posted at an approvals desk is for who may approve, as of now; every other thread is for whoever follows it. */
function readable(thread: ThreadKey, user: UserKey): Prisma.Sql {
  if (!thread.endsWith(':approvals')) return Prisma.sql`true`
  const roles = Object.entries(rightsOf).flatMap(([role, rights]) => (rights.some((right) => right === 'approve') ? [role] : []))
  return Prisma.sql`exists (select 1 from staff_link l join staff s on s.id = l.staff_id left join role_rights r on r.role = s.role
    where l.user_key = ${storable(user)} and s.active and coalesce('approve' = any(r.rights), s.role = any(${roles}::text[])))`
}

/** Rows of a thread a follower has not shown: whatever waits, and whatever was said since. */
export async function unshownRows(
  sql: Sql,
  thread: ThreadKey,
  seen: { readonly floor: number; readonly ids: readonly number[] },
  user: UserKey,
): Promise<readonly OutboxRow[]> {
  return sql.$queryRaw<OutboxRow[]>(Prisma.sql`
    select ${COLUMNS} from outbox
    where destination = ${storable(thread)} and (id > ${seen.floor}::bigint or status in ('pending', 'parked')) and status not in ('dead', 'dropped')
      and not (id = any(${[...seen.ids]}::bigint[])) and (audience = ${storable(user)} or (audience is null and ${readable(thread, user)}))
    order by id limit ${LISTED}::int`)
}

export async function recentRows(sql: Sql, thread: ThreadKey, limit: number): Promise<readonly OutboxRow[]> {
  return sql.$queryRaw<OutboxRow[]>(
    Prisma.sql`select ${COLUMNS} from outbox where destination = ${storable(thread)} order by id desc limit ${limit}::int`,
  )
}

/** Shown on a terminal: the first one to print says so. */
export async function markShown(sql: Sql, ids: readonly number[], now: string): Promise<void> {
  if (ids.length === 0) return
  await sql.$executeRaw(Prisma.sql`update outbox set status = 'sent', updated_at = ${now}::timestamptz
    where id = any(${[...ids]}::bigint[]) and status in ('pending', 'parked')`)
}
