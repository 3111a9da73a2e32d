/**
 * The last statement of a turn: draft, events, outgoing messages and the thread's pointer, written
 * together, sent with COMMIT (transaction.ts). The draft is saved only over the revision that was
 * read; a new one only where its thread has none. Anything else is a lost race: the statement fails
 * and the turn runs again.
 */

import type { Inbound, UserKey } from '#conversation/edge/inbound.ts'
import type { Outgoing, Placement } from '#conversation/edge/view.ts'
import type { TurnOutcome } from '#conversation/engine-ports.ts'
import type { Instant } from '#domain/base/flavour.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { homeOf } from '#domain/model/hand-over.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { columnList, ordered, recordSet, valueList } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { SAID } from '#store/outbox/outbox-columns.ts'
import { buyerColumns } from '#store/people/buyer.ts'
import { approvalSteps, changedApproval } from './approval-rows.ts'
import { draftEventsSql } from './draft-columns.ts'
import { channelOf, inboxKey } from './inbox.ts'
import type { LockedDraft } from './open-turn.ts'

export type SavePlan = {
  readonly inbound: Inbound
  readonly now: Instant
  /** The draft this turn holds locked, as it was read. */
  readonly before: LockedDraft | undefined
  /** A question about a placed order was open when the turn began. */
  readonly asked: boolean
  readonly outcome: TurnOutcome
}

/** Undefined: nothing is kept but that the delivery was handled. */
export async function lastOfTurn(tx: Sql, plan: SavePlan): Promise<Prisma.Sql | undefined> {
  if (plan.outcome.talk !== undefined) await keepTalk(tx, plan.outcome.talk, plan)
  const draft = draftToSave(plan)
  const approval = changedApproval(plan.before?.draft, draft)
  const steps = [
    ...(draft === undefined ? [] : [Prisma.sql`kept as (${draftSql(draft, plan)} returning id)`]),
    ...(draft === undefined || plan.outcome.events.length === 0
      ? []
      : [Prisma.sql`told as (${draftEventsSql(draft.revision, plan.outcome.events)})`]),
    ...(draft === undefined || approval === undefined ? [] : approvalSteps(draft, approval, plan.before?.draft)),
    ...(plan.outcome.outgoing.length === 0
      ? []
      : [Prisma.sql`said as (${outboxSql(plan.inbound, plan.outcome.outgoing, plan.now)})`]),
    ...(isThreadChanged(plan) ? [Prisma.sql`pointed as (${threadSql(plan)})`] : []),
  ]
  if (steps.length === 0) return undefined
  const asked = approval === undefined ? Prisma.empty : Prisma.sql` * (select count(*) from asked)`
  const kept = draft === undefined ? Prisma.sql`1` : Prisma.sql`(select count(*) from kept)${asked}`
  return Prisma.sql`with ${Prisma.join(steps, ', ')} select 1 / (${kept} = 1)::int as kept`
}

/** A turn that placed closes its draft, whatever else it said. */
function draftToSave({ before, outcome }: SavePlan): OrderDraft | undefined {
  const draft = outcome.draft ?? (outcome.placed === undefined ? undefined : before?.draft)
  if (draft === undefined) return undefined
  return outcome.placed === undefined ? draft : { ...draft, status: 'submitted' }
}

const isOpen = (draft: OrderDraft): boolean =>
  draft.status === 'open' || draft.status === 'awaiting-approval' || draft.status === 'quoted'

function draftSql(draft: OrderDraft, { before, inbound, now }: SavePlan): Prisma.Sql {
  const buyer = buyerColumns(draft.content.buyer)
  const { owner } = draft
  const thread = storable(homeOf(draft.handOver ?? before?.draft.handOver, inbound.thread))
  const linked = isOpen(draft) ? thread : null
  const desk = isOpen(draft) ? (draft.handOver?.desk ?? null) : null
  const ownerName = storable(owner.kind === 'system' ? owner.id : owner.name)
  const shown = Prisma.sql`${draft.status}, ${storable(actorKey(owner))}, ${ownerName}, ${buyer.customerId}::uuid,
    ${storable(buyer.name)},
    ${buyer.email}, ${buyer.phone}, ${buyer.chat}, ${draft.shown?.total ?? null}::bigint, ${draft.revision}::int,
      ${toJson(draft)}::jsonb,
    ${linked}, ${thread}, ${desk}, ${now}::timestamptz, ${now}::timestamptz`
  const columns = Prisma.sql`status, owner_key, owner_name, customer_id, buyer_name, buyer_email, buyer_phone,
    buyer_chat, total, revision, state,
    thread_key, last_thread, desk_key, updated_at, next_due_at`
  if (before?.draft.id !== draft.id) {
    return Prisma.sql`insert into draft (id, ref, created_at, ${columns})
      values (${draft.id}::uuid, ${draft.ref}::int, ${draft.createdAt}::timestamptz, ${shown}) on conflict do nothing`
  }
  return Prisma.sql`update draft set (${columns}) = (${shown}) where id = ${draft.id}::uuid
    and revision = ${before.revision}::int`
}

/** Rows of one inbound are its stored reply: same order, same content. Also used for a fault's answer. */
export function outboxSql(inbound: Inbound, outgoing: readonly Outgoing[], now: Instant): Prisma.Sql {
  const id = inboxKey(inbound)
  const rows = outgoing.map(({ to, placement }, position) => ({
    position,
    channel: channelOf(to),
    destination: to,
    place: placement.place,
    audience: audienceValue(placement) ?? null,
    payload: placement,
    dedupeKey: `${id}/${position}`,
  }))
  return Prisma.sql`insert into outbox (inbox_id, created_at, updated_at, ${columnList(SAID)})
    select ${id}, ${now}::timestamptz, ${now}::timestamptz, ${valueList(SAID, 'o')}
    from (${ofThreads(rows)}) o order by o.position`
}

/** What other programs are told is a row for each that wants it: one endpoint's trouble is its own. */
function ofThreads(rows: readonly { readonly destination: string }[]): Prisma.Sql {
  const told = rows.filter(({ destination }) => destination === EVERY_PROGRAM)
  const others = rows.filter((row) => !told.includes(row))
  const said = Prisma.sql`select * from ${recordSet(SAID_ROWS, 's', others)}`
  if (told.length === 0) return said
  const each = { destination: Prisma.sql`'webhook:' || e.id`, dedupeKey: Prisma.sql`w."dedupeKey" || '/' || e.id` }
  return Prisma.sql`${said} union all select ${valueList(SAID_ROWS, 'w', each)}
    from ${recordSet(SAID_ROWS, 'w', told)}
    join webhook_endpoint e on e.active and w.payload->'what'->>'type' = any(e.events)`
}
const EVERY_PROGRAM = 'webhook:*'
const SAID_ROWS = ordered(SAID)

/** The one user who may see a placement; undefined = everybody in its thread. */
export function audienceValue(placement: Placement): UserKey | undefined {
  switch (placement.place) {
    case 'card':
    case 'new-card':
    case 'post':
    case 'collapse':
    case 'outside':
    case 'remove':
      return undefined
    case 'note':
    case 'form':
    case 'form-errors':
    case 'suggestions':
      return placement.to
    default:
      return placement satisfies never
  }
}

/** Before the thread's own row is written again below. The order just placed is the one that both sides speak of. */
async function keepTalk(
  tx: Sql,
  { between, on }: NonNullable<TurnOutcome['talk']>,
  { outcome: { placed }, now }: SavePlan,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`insert into thread (key, last_order, talk, talked, updated_at)
    select key, ${placed?.[0] ?? null}::int, ${on ? toJson(between) : null}::jsonb,
      case when key = ${storable(between.desk)} then ${on ? null : toJson(between)}::jsonb end, ${now}::timestamptz
    from unnest(array[${storable(between.home)}, ${storable(between.desk)}]) as key order by key
    on conflict (key) do update set last_order = coalesce(excluded.last_order, thread.last_order),
      talk = excluded.talk, talked = excluded.talked, updated_at = excluded.updated_at`)
}

const isThreadChanged = ({ asked, outcome }: SavePlan): boolean =>
  asked ||
  outcome.asks !== undefined ||
  outcome.topic !== undefined ||
  outcome.placed?.[0] !== undefined ||
  outcome.spoken !== undefined

/**
 * The last order placed here stays; a question lapses with whatever is said next. Other threads are
 * only told which order was named there.
 */
function threadSql({ inbound, before, now, outcome: { placed, asks, topic, spoken = [] } }: SavePlan): Prisma.Sql {
  const here = homeOf(before?.draft.handOver, inbound.thread)
  const named = new Map(spoken.map(({ thread, order }) => [thread === inbound.thread ? here : thread, order]))
  const threads = [...new Set([here, ...named.keys()])].sort().map((key) => ({
    key: storable(key),
    here: key === here,
    placed: key === here ? (placed?.[0] ?? null) : null,
    named: (key === here ? placed?.[0] : undefined) ?? named.get(key) ?? null,
  }))
  return Prisma.sql`insert into thread (key, last_order, spoken_order, asked, topic, updated_at)
    select t.key, t.placed, t.named, case when t.here then ${asks === undefined ? null : toJson(asks)}::jsonb end,
      case when t.here then ${topic === undefined || topic === 'over' ? null : toJson(topic)}::jsonb end,
      ${now}::timestamptz
    from jsonb_to_recordset(${toJson(threads)}::jsonb) as t(key text, here boolean, placed int, named int)
      order by t.key
    on conflict (key) do update set last_order = coalesce(excluded.last_order, thread.last_order),
      spoken_order = coalesce(excluded.spoken_order, thread.spoken_order),
      asked = case when excluded.key = ${storable(here)} then excluded.asked
        else thread.asked end,
      topic = case when excluded.key = ${storable(here)} and ${topic !== undefined} then excluded.topic
        else thread.topic end, updated_at = excluded.updated_at`
}
