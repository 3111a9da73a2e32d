/**
 * The column tables of drafts and what happened to them. A draft itself is one document, `state`;
 * its columns are what locks, guards and lists need.
 */
import { z } from 'zod'
import type { Approval } from '#domain/model/approval.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { HandOver } from '#domain/model/hand-over.ts'
import { Prisma } from '#generated/prisma/client.ts'
import {
  columnList,
  inColumnOrder,
  instant,
  json,
  nullable,
  ordered,
  recordSet,
  textColumn,
  valueList,
} from '#store/columns.ts'
import { document } from '#store/read.ts'

export const draftDocument = document<OrderDraft>('id', 'status', 'owner', 'content', 'undo', 'redo')
export const approvalDocument = document<Approval>('id', 'status', 'askedBy', 'asked', 'ceilings')
export const handOverDocument = document<HandOver>('status', 'home', 'desk', 'user')
export const lockedRow = z.strictObject({ ref: z.int(), revision: z.int(), state: draftDocument })

export const DRAFT_EVENT = z.strictObject({
  kind: textColumn,
  label: textColumn,
  actor: textColumn,
  onBehalfOf: nullable(textColumn),
  source: textColumn,
  at: instant,
  before: json(document<DraftEvent['before']>()),
  after: json(document<DraftEvent['after']>()),
})

const EVENT_ROWS = ordered(DRAFT_EVENT)
/** Inserts the events of the draft that `kept (id)` holds, in their order. */
export const draftEventsSql = (revision: number, events: readonly DraftEvent[]): Prisma.Sql => Prisma.sql`
  insert into draft_event (draft_id, revision, ${columnList(DRAFT_EVENT)})
  select kept.id, ${revision}::int, ${valueList(DRAFT_EVENT, 'e')}
  from kept, ${recordSet(EVENT_ROWS, 'e', inColumnOrder(events))} order by e.position`

export const draftHeadRow = z.strictObject({
  ...{ ref: z.int(), status: z.string(), customer: z.string(), updatedAt: z.string(), owner: z.string() },
  total: z.exactOptional(z.int()),
  thread: z.exactOptional(z.string()),
  approval: z.exactOptional(
    z.enum(['open', 'approved', 'declined', 'countered', 'withdrawn', 'superseded', 'expired']),
  ),
  unasked: z.exactOptional(z.literal(true)),
  place: z.exactOptional(z.string()),
})
