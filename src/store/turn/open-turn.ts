/**
 * The first statement of a turn: marks its inbox row done, locks the thread's draft, says who is
 * acting. No row marked means the delivery was handled before (answer the stored reply), or an
 * older one of the same thread is unfinished (wait for it).
 */

import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { wasLastPiece } from '#conversation/edge/redact-halves.ts'
import type { Outgoing } from '#conversation/edge/view.ts'
import type { AskedAboutOrder, HeardBefore, Topic } from '#conversation/engine-ports.ts'
import type { Instant, ThreadKey, UserKey } from '#domain/base/flavour.ts'
import { type Actor, roleOf } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { HandOver } from '#domain/model/hand-over.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { jsonFields } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { placementDocument } from '#store/outbox/outbox-columns.ts'
import { forgetPieces } from '#store/people/forget-pieces.ts'
import { rightsRow, STAFF } from '#store/people/people-columns.ts'
import { document, read, readOne } from '#store/read.ts'
import { handOverDocument, lockedRow } from './draft-columns.ts'
import { heardBefore, inboxKey, MINUTES } from './inbox.ts'

export type Opened =
  | {
      readonly kind: 'open'
      readonly actor: Actor
      /** When the delivery was claimed. */
      readonly saidAt: string
      readonly heardBefore: HeardBefore
      readonly draft: LockedDraft | undefined
      readonly lastOrder: number | undefined
      readonly spokenOrder: number | undefined
      readonly asked: AskedAboutOrder | undefined
      readonly topic: Topic | undefined
      readonly orderPeople: readonly string[]
      readonly codeWaits: boolean
      readonly talk: HandOver | undefined
      readonly talked: HandOver | undefined
      readonly place: string | undefined
      readonly shopVersion: number
    }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'blocked'; readonly by: { readonly id: string; readonly owner: number } }
  | { readonly kind: 'unclaimed' }
export type LockedDraft = { readonly draft: OrderDraft; readonly revision: number }

const contextRow = z.strictObject({
  place: z.nullable(z.string()),
  lastOrder: z.nullable(z.int()),
  spokenOrder: z.nullable(z.int()),
  asked: z.nullable(document<AskedAboutOrder>('user', 'request')),
  topic: z.nullable(document<Topic>('user', 'products', 'options')),
  people: z.nullable(z.array(z.nullable(z.string()))),
  talk: z.nullable(handOverDocument),
  talked: z.nullable(handOverDocument),
  codeWaits: z.boolean(),
  shopVersion: z.nullable(z.int()),
  staff: z.nullable(STAFF),
  customer: z.nullable(z.strictObject({ customerId: z.string(), name: z.string() })),
  /** Only roles the shop changed. */
  rights: z.nullable(z.partialRecord(z.enum(['customer', ...STAFF.shape.role.options]), rightsRow)),
})
type Context = z.output<typeof contextRow>
const openRow = z.strictObject({
  started: z.boolean(),
  saidAt: z.nullable(z.date()),
  draft: z.nullable(lockedRow.extend({ version: z.string() })),
  seen: z.nullable(z.string()),
  context: contextRow,
  status: z.nullable(z.string()),
  older: z.nullable(z.strictObject({ id: z.string(), owner: z.int() })),
})
const againRow = z.strictObject({ context: contextRow })

/** The last order of a thread is named to staff and to whom it belongs, not to who comes by later. */
const mayKnow = (user: UserKey): Prisma.Sql => Prisma.sql`(${user} in (${CLOCK_USER}, ${COMMAND_LINE_USER})
  or exists (select 1 from staff_link where user_key = ${user})
  or o.customer_id = (select customer_id from customer_link where user_key = ${user})
  or (o.customer_id is null and (o.buyer_chat = ${user} or exists (select 1 from customer_link own
    join customer_link other using (customer_id)
    where own.user_key = ${user} and other.user_key = o.buyer_chat))))`

/** Read with the statement's snapshot, which is older than a lock that had to be waited for. */
const context = (thread: ThreadKey, user: UserKey, now: Instant): Prisma.Sql => Prisma.sql`json_build_object(
  'lastOrder', (select t.last_order from thread t join orders o on o.number = t.last_order where t.key = ${thread}
    and ${mayKnow(user)}),
  'spokenOrder', (select o.number from thread t join orders o on o.number in (t.spoken_order, t.last_order)
    where t.key = ${thread} and ${mayKnow(user)}
    order by o.number = t.spoken_order desc nulls last limit 1), 'asked', (select asked from thread
      where key = ${thread}),
  'topic', (select topic from thread where key = ${thread}),
  'talk', (select talk from thread where key = ${thread}),
  'talked', (select talked from thread where key = ${thread}),
  'codeWaits', exists (select 1 from link_code where user_key = ${user} and used_at is null
    and expires_at > ${now}::timestamptz),
  'people', (select json_build_array(o.placed_by, 'customer:' || o.customer_id, 'guest:' || o.buyer_chat)
    from thread t join orders o on o.number = t.last_order where t.key = ${thread}),
  'place', (select external_id from surface where thread_key = ${thread} and role = 'root' and subject = ''),
  'shopVersion', (select version from shop where id = 1),
  'staff', (select json_build_object(${jsonFields(STAFF, 's')})
    from staff_link l join staff s on s.id = l.staff_id where l.user_key = ${user}),
  'customer', (select json_build_object('customerId', c.id, 'name', c.name)
    from customer_link l join customer c on c.id = l.customer_id where l.user_key = ${user}),
  'rights', (select json_object_agg(role, rights) from role_rights))`

/** A thread of the reps that a draft was handed over to is about that draft only. */
const draftAt = (thread: ThreadKey): Prisma.Sql =>
  Prisma.sql`coalesce((select id from draft where desk_key = ${thread}), (select id from draft
    where thread_key = ${thread}))`

const openSql = (id: string, thread: ThreadKey, user: UserKey, now: Instant): Prisma.Sql => Prisma.sql`
with mine as (
  update inbox set status = 'done', updated_at = ${now}::timestamptz
  where id = ${id} and status = 'new'
    and not exists (select 1 from inbox o where o.thread_key = inbox.thread_key and o.status = 'new'
      and o.seq < inbox.seq)
  returning seq, created_at
), locked as (
  select d.ref, d.revision, d.state, d.xmin::text as version from mine, draft d where d.id = ${draftAt(thread)}
    and ${thread} in (d.thread_key, d.desk_key) for update of d
)
select exists (select 1 from mine) as started, (select created_at from mine) as "saidAt",
  (select json_build_object('ref', ref, 'revision', revision, 'state', state, 'version', version) from locked) as draft,
  (select xmin::text from draft where id = ${draftAt(thread)}) as seen,
  ${context(thread, user, now)} as context,
  (select status from inbox where id = ${id}) as status,
  (select json_build_object('id', o.id, 'owner', o.owner) from inbox i
     join inbox o on o.thread_key = i.thread_key and o.status = 'new' and o.seq < i.seq
   where i.id = ${id} order by o.seq limit 1) as older`

export async function openTurn(tx: Sql, inbound: Inbound, now: Instant): Promise<Opened> {
  const thread = storable(inbound.thread)
  const user = storable(inbound.user)
  if (wasLastPiece(inbound)) {
    const since = new Date(Date.parse(now) - MINUTES).toISOString()
    await forgetPieces(tx, { thread, user, since })
  }
  const row = await readOne(tx, openRow, openSql(inboxKey(inbound), thread, user, now))
  if (row === undefined) throw new Error('the opening statement answered nothing')
  if (!row.started) return notStarted(row)
  // The draft changed while its lock was waited for: what else the snapshot said (the last order,
  // who may act) is read again.
  const stale = row.seen !== (row.draft?.version ?? null)
  const fresh = stale
    ? (await readOne(tx, againRow, Prisma.sql`select ${context(thread, user, now)} as context`))?.context
    : row.context
  const known = fresh ?? row.context
  return {
    kind: 'open',
    actor: actorOf(inbound, known),
    saidAt: row.saidAt?.toISOString() ?? now,
    heardBefore: await heardBefore(tx, inbound),
    draft:
      row.draft === null
        ? undefined
        : { draft: { ...row.draft.state, ref: row.draft.ref }, revision: row.draft.revision },
    lastOrder: known.lastOrder ?? undefined,
    spokenOrder: known.spokenOrder ?? undefined,
    asked: known.asked ?? undefined,
    topic: known.topic ?? undefined,
    orderPeople: (known.people ?? []).filter((one) => one !== null),
    talk: known.talk ?? undefined,
    talked: known.talked ?? undefined,
    codeWaits: known.codeWaits,
    place: known.place ?? undefined,
    shopVersion: known.shopVersion ?? 0,
  }
}

/** `new` with nothing older: another process finished it between our snapshot and our update. */
function notStarted(row: z.output<typeof openRow>): Opened {
  if (row.status === null) return { kind: 'unclaimed' }
  if (row.status === 'new' && row.older !== null) return { kind: 'blocked', by: row.older }
  return { kind: 'duplicate' }
}

function actorOf(inbound: Inbound, known: Context): Actor {
  const actor = whoIs(inbound, known)
  const rights = known.rights?.[roleOf(actor)]
  return rights === undefined ? actor : { ...actor, rights }
}

/** No channel makes user keys that begin with `system:`; only Parley's own clock and its command line do. */
export const CLOCK_USER = 'system:clock'
export const COMMAND_LINE_USER = 'system:command-line'
/** What a payment provider answers, as jobs/payment-channel.ts brings it. */
export const PAYMENTS_USER = 'system:payments'

function whoIs(inbound: Inbound, known: Context): Actor {
  if (inbound.user === CLOCK_USER) return { kind: 'system', id: 'clock' }
  if (inbound.user === PAYMENTS_USER) return { kind: 'system', id: 'payments' }
  if (inbound.user === COMMAND_LINE_USER) return { kind: 'system', id: 'command-line' }
  if (known.staff !== null) return { kind: 'staff', ...known.staff }
  if (known.customer !== null) return { kind: 'customer', ...known.customer }
  return { kind: 'guest', id: inbound.user, name: inbound.userName }
}

const replyRow = z.strictObject({ to: z.string(), placement: placementDocument })

/** What a delivery was answered, in order. */
export async function storedReply(sql: Sql, inbound: Inbound): Promise<readonly Outgoing[]> {
  return read(
    sql,
    replyRow,
    Prisma.sql`select destination as "to", payload as placement from outbox where inbox_id = ${inboxKey(inbound)}
      order by id`,
  )
}
