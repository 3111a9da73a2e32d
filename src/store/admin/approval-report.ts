/** What was asked of the approvers and what came of it, for `parley report approvals`. Amounts are minor units. */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import { iso, type Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'

const reportedRow = z.strictObject({
  id: z.int(),
  ...{ status: z.string(), askedBy: z.string(), askedByName: z.string(), customer: z.string(), reason: z.string() },
  /** Given away as asked, or as granted once it was answered. */
  ...{ amount: z.int(), base: z.int() },
  askedAt: z.string(),
  ...{ answeredBy: z.nullable(z.string()), answer: z.nullable(z.string()), answeredAt: z.nullable(z.string()) },
  /** Seconds from the request to its answer. */
  seconds: z.nullable(z.number()),
  order: z.nullable(z.int()),
})
export type ReportedApproval = Readonly<z.output<typeof reportedRow>>

export type ReportSpan = { readonly from: string; readonly to: string; readonly timeZone: string }

/** Asked on the days `from` to `to` (YYYY-MM-DD, both included) of the time zone, in the order they were asked. */
export const reportApprovals = (sql: Sql, { from, to, timeZone }: ReportSpan): Promise<readonly ReportedApproval[]> =>
  read(
    sql,
    reportedRow,
    Prisma.sql`
    select q.id, q.status, q.asked_by as "askedBy", q.asked_by_name as "askedByName", q.customer_name as customer,
      q.state->'asked'->'reason'->>'code' as reason, q.amount::float8 as amount, q.base::float8 as base,
        ${iso('q.asked_at')} as "askedAt",
      q.answered_by as "answeredBy", q.answer, ${iso('q.answered_at')} as "answeredAt",
      extract(epoch from q.answered_at - q.asked_at)::float8 as seconds,
      (select min(o.number) from orders o where o.draft_id = q.draft_id) as "order"
    from approval_request q where q.asked_at >= (${from}::date::timestamp at time zone ${timeZone})
      and q.asked_at < ((${to}::date + 1)::timestamp at time zone ${timeZone}) order by q.id`,
  )
