/**
 * Surfaces: which messages Parley has on a platform, by thread, so that a card is edited instead of
 * posted again. A thread begun before the platform knows it (a command) has a key of its own; its
 * root's external id is the place where people then talk, and leads back to the key.
 */
import { z } from 'zod'
import { MAX_BELOW, type Surface } from '#conversation/edge/channel.ts'
import type { Inbound, ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type Db, iso } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { parsed, read, readOne } from '#store/read.ts'
import { inboundDocument, placementDocument } from './outbox-columns.ts'

export type Surfaces = {
  /** Remembers it in place of the one with the same role and subject; one message is one thing only. */
  readonly keep: (thread: ThreadKey, surface: Surface) => Promise<void>
  readonly forget: (thread: ThreadKey, externalIds: readonly string[]) => Promise<void>
  /**
   * What a message of Parley shows, or is about to: the last thing said about what it is for, also
   * while it travels.
   */
  readonly shownAt: (thread: ThreadKey, externalId: string) => Promise<Placement | undefined>
  /**
   * Turns draw this message anew. So does any card of the thread that is on its way: it stands there
   * before it is written down where.
   */
  readonly isDrawn: (thread: ThreadKey, externalId: string) => Promise<boolean>
  /** What was said to this person alone under this key. */
  readonly noteOf: (key: string, user: UserKey) => Promise<Placement | undefined>
  /** What was heard under this delivery id. Undefined: nothing. */
  readonly heardAs: (channel: string, delivery: string) => Promise<Inbound | undefined>
  /** The thread whose root is this place. Undefined: nothing of Parley's is there. */
  readonly threadAt: (channel: string, place: string) => Promise<ThreadKey | undefined>
  /** Where something stands in the threads that were spoken in last, newest first. */
  readonly spokenIn: (
    channel: string,
    most: number,
  ) => Promise<readonly { readonly thread: ThreadKey; readonly channel: string }[]>
}

const DRAWN = Prisma.sql`('card', 'new-card', 'collapse', 'post')`
const shownSql = (thread: ThreadKey, externalId: string): Prisma.Sql => Prisma.sql`
  select o.payload as placement from surface s join outbox o on o.destination = s.thread_key
  where s.thread_key = ${storable(thread)} and s.external_id = ${storable(externalId)}
    and (o.status = 'sent' or (o.status = 'pending' and o.attempts > 0)) and o.place in ${DRAWN}
    and coalesce(o.payload->>'subject', '') = s.subject and (o.place <> 'post' or s.role = 'subject')`

export function createSurfaces(db: Db): Surfaces {
  return {
    async keep(thread, { role, subject, externalId, postedAt }) {
      await db.$executeRaw(Prisma.sql`
        with before as (
          delete from surface where thread_key = ${storable(thread)} and external_id = ${externalId}
            and (role, subject) <> (${role}, ${storable(subject ?? '')})
        )
        insert into surface (thread_key, role, subject, external_id, posted_at)
        values (${storable(thread)}, ${role}, ${storable(subject ?? '')}, ${externalId}, ${postedAt}::timestamptz)
        on conflict (thread_key, role, subject) do update set external_id = excluded.external_id, posted_at =
          excluded.posted_at`)
    },
    async forget(thread, externalIds) {
      if (externalIds.length === 0) return
      await db.surface.deleteMany({ where: { threadKey: storable(thread), externalId: { in: [...externalIds] } } })
    },
    async shownAt(thread, externalId) {
      const row = await readOne(db, shownRow, Prisma.sql`${shownSql(thread, externalId)} order by o.id desc limit 1`)
      return row?.placement
    },
    async isDrawn(thread, externalId) {
      const row = await readOne(
        db,
        drawnRow,
        Prisma.sql`select exists (select 1 from outbox o where o.destination = ${storable(thread)}
            and o.status = 'pending' and o.attempts > 0 and o.place in ${DRAWN})
          or exists (${shownSql(thread, externalId)}) as drawn`,
      )
      return row?.drawn === true
    },
    async noteOf(key, user) {
      const where = { dedupeKey: storable(key), place: 'note', audience: storable(user) }
      const row = await db.outbox.findFirst({ where, select: { payload: true } })
      return row === null ? undefined : parsed(placementDocument, row.payload)
    },
    async heardAs(channel, delivery) {
      const where = { id: storable(`${channel}|${delivery}`) }
      const row = await db.inbox.findUnique({ where, select: { payload: true } })
      return row === null ? undefined : parsed(inboundDocument, row.payload)
    },
    async threadAt(channel, place) {
      const root = await db.surface.findFirst({
        where: { externalId: storable(place), role: 'root', threadKey: { startsWith: `${channel}:` } },
        ...{ orderBy: { postedAt: 'desc' }, select: { threadKey: true } },
      })
      return root?.threadKey
    },
    spokenIn: (channel, most) =>
      read(
        db,
        talkedRow,
        Prisma.sql`
        with lately as (
          select thread_key, max(seq) as seq from inbox where thread_key like ${`${channel}:%`} group by thread_key
          order by seq desc limit ${most}::int
        )
        select l.thread_key as thread, split_part(s.external_id, '/', 1) as channel
        from lately l join surface s on s.thread_key = l.thread_key
        group by l.thread_key, l.seq, split_part(s.external_id, '/', 1) order by l.seq desc`,
      ),
  }
}
const talkedRow = z.strictObject({ thread: z.string(), channel: z.string() })
const shownRow = z.strictObject({ placement: placementDocument })
const drawnRow = z.strictObject({ drawn: z.boolean() })

/**
 * KnownSurfaces of a thread. Below a message stands what people said since and what was posted to
 * them; edits move nothing.
 */
export const surfacesJson = (thread: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select coalesce(json_agg(json_strip_nulls(json_build_object('role', s.role, 'subject', nullif(s.subject, ''),
    'externalId', s.external_id,
    'postedAt', ${iso('s.posted_at')}, 'below', ${below}, 'told', ${told}))), '[]')
  from surface s where s.thread_key = ${thread})`

const below = Prisma.sql`(select count(*)::int from (
    select 1 from inbox i where i.thread_key = s.thread_key and i.created_at > s.posted_at
      and i.payload->>'kind' = 'message'
    union all
    select 1 from outbox p where p.destination = s.thread_key and p.status = 'sent'
      and p.place in ('post', 'new-card') and p.updated_at > s.posted_at
      and p.external_id is distinct from s.external_id
    limit ${MAX_BELOW + 1}::int) later)`

/** The answer in what a card shows. */
const told = Prisma.sql`(case when s.role = 'card' then (select o.payload->'told' from outbox o
    where o.destination = s.thread_key and o.external_id = s.external_id and o.status = 'sent'
    order by o.id desc limit 1) end)`
