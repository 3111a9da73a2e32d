/**
 * The rows of approval requests: written with the draft they belong to, in the same commit and
 * after its lock. A row changes only from the status its draft was read with: anything else is a
 * lost race, and the turn runs again. Next: approval-turn.ts, how somebody in another thread
 * decides.
 */

import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { TurnOutcome } from '#conversation/engine-ports.ts'
import type { Instant } from '#domain/base/flavour.ts'
import type { Approval } from '#domain/model/approval.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { readOne } from '#store/read.ts'
import { TurnConflict } from '#store/turn/queue/retry.ts'
import { draftEventsSql } from './draft-columns.ts'
import type { LockedDraft } from './open-turn.ts'

/** The request of `after`, where it is new or changed since `before`. */
export function changedApproval(before: OrderDraft | undefined, after: OrderDraft | undefined): Approval | undefined {
  const approval = after?.approval
  if (approval === undefined || JSON.stringify(approval) === JSON.stringify(before?.approval)) return undefined
  return approval
}

const NOTHING = Prisma.sql`select 1`

/**
 * Answers the ids written: one, or none where another turn was first. Written after every row of
 * `first`: one request of a draft waits at a time.
 */
function approvalSql(
  draft: OrderDraft,
  approval: Approval,
  before: OrderDraft | undefined,
  first = NOTHING,
): Prisma.Sql {
  const { answer } = approval
  const was = before?.approval?.id === approval.id ? before.approval.status : 'none'
  const reason = approval.asked.reason.text ?? approval.asked.reason.code
  return Prisma.sql`
    insert into approval_request (id, draft_id, status, asked_by, asked_by_name, customer_name, reason, amount, base,
      asked_at, expires_at,
      answered_by, answer, answered_at, state)
    select ${approval.id}::int, ${draft.id}::uuid, ${approval.status}, ${storable(approval.askedBy)},
      ${storable(approval.askedByName)},
      ${storable(approval.shown.customer)}, ${storable(reason)}, ${approval.ceilings.amount}::bigint,
        ${approval.ceilings.base}::bigint,
      ${approval.askedAt}::timestamptz, ${approval.expiresAt}::timestamptz, ${answer?.by ?? null},
        ${answer?.kind ?? null},
      ${answer?.at ?? null}::timestamptz, ${toJson(approval)}::jsonb
    from (select count(*) from (${first}) earlier) one
    on conflict (id) do update set status = excluded.status, customer_name = excluded.customer_name,
      reason = excluded.reason,
      amount = excluded.amount, base = excluded.base,
      expires_at = excluded.expires_at, answered_by = excluded.answered_by, answer = excluded.answer, answered_at =
        excluded.answered_at,
      state = excluded.state
      where approval_request.status = ${was}
    returning id`
}

/** Earlier requests of the draft that are not over are from now on. */
const supersedeSql = (draft: OrderDraft, approval: Approval): Prisma.Sql => Prisma.sql`
  update approval_request set status = 'superseded', state = jsonb_set(state, '{status}', '"superseded"')
  where draft_id = ${draft.id}::uuid and id <> ${approval.id}::int and status in ('open', 'countered', 'approved')
    returning id`

/** A new request first ends what its draft asked for before. */
export function approvalSteps(
  draft: OrderDraft,
  approval: Approval,
  before: OrderDraft | undefined,
): readonly Prisma.Sql[] {
  if (before?.approval?.id === approval.id) return [Prisma.sql`asked as (${approvalSql(draft, approval, before)})`]
  return [
    Prisma.sql`gone as (${supersedeSql(draft, approval)})`,
    Prisma.sql`asked as (${approvalSql(draft, approval, before, Prisma.sql`select id from gone`)})`,
  ]
}

export type OtherPlan = {
  readonly inbound: Inbound
  readonly now: Instant
  readonly before: LockedDraft
  readonly also: NonNullable<TurnOutcome['also']>
}

const savedRow = z.strictObject({ kept: z.int(), decided: z.int() })

/**
 * The draft of another thread, decided on from here: it stays where it is open. Throws TurnConflict
 * when it was saved meanwhile.
 */
export async function saveOther(tx: Sql, { now, before, also: { draft, events } }: OtherPlan): Promise<void> {
  const approval = changedApproval(before.draft, draft)
  const parts = [
    Prisma.sql`kept as (
      update draft set status = ${draft.status}, total = ${draft.shown?.total ?? null}::bigint, revision =
        ${draft.revision}::int,
        state = ${toJson(draft)}::jsonb, updated_at = ${now}::timestamptz, next_due_at = ${now}::timestamptz
      where id = ${draft.id}::uuid and revision = ${before.revision}::int returning id)`,
    Prisma.sql`told as (${draftEventsSql(draft.revision, events)})`,
    ...(approval === undefined ? [] : [Prisma.sql`decided as (${approvalSql(draft, approval, before.draft)})`]),
  ]
  const decided = approval === undefined ? Prisma.sql`1` : Prisma.sql`(select count(*)::int from decided)`
  const row = await readOne(
    tx,
    savedRow,
    Prisma.sql`with ${Prisma.join(parts, ', ')} select (select count(*)::int from kept) as kept, ${decided} as decided`,
  )
  if (row?.kept !== 1 || row.decided !== 1) throw new TurnConflict(`draft ${draft.ref} was changed by another turn`)
}
