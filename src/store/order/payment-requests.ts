/**
 * What a payment provider was asked, for those who ask it again: the delivery, webhooks, the clock
 * and the doctor. Turns read and write requests with their order (order-turn.ts).
 */
import { z } from 'zod'
import { REQUEST_STATUSES } from '#domain/model/placed/payment-request.ts'
import { BY_HAND } from '#domain/order/payment-requests.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db } from '#store/connection.ts'
import { read, readOne } from '#store/read.ts'

const knownRow = z.strictObject({
  id: z.string(),
  order: z.int(),
  kind: z.enum(['link', 'refund']),
  status: z.enum(REQUEST_STATUSES),
  amount: z.int(),
  externalId: z.exactOptional(z.string()),
  paymentId: z.exactOptional(z.string()),
})
export type KnownPayment = Readonly<z.output<typeof knownRow>>

/** Milliseconds since the last look: at what is under way, and at what went back since `backSince`. */
type Ages = Readonly<Record<'underWay' | 'back' | 'backSince', number>>

export type PaymentRequests = {
  readonly find: (id: string) => Promise<KnownPayment | undefined>
  /** Due for a look: from now on looked at by who asked. What is under way goes first. */
  readonly take: (due: Ages) => Promise<readonly KnownPayment[]>
  /** Everything the provider has a name for, newest first; what the doctor compares. */
  readonly named: (most: number) => Promise<readonly KnownPayment[]>
}

/**
 * Of each order what is not settled, minor units, below 0 what is to be given back: by the books,
 * and what came twice and the provider could not send back. `by_itself` of it the provider gives back.
 */
export const unsettled = Prisma.sql`(select p.order_number, p.choice,
    p.amount - p.credited - p.captured + p.refunded - coalesce(stray.amount, 0) as left_open,
    coalesce(going.amount, 0) as by_itself
  from payment p left join (select q.order_number, sum(q.amount)::bigint as amount from payment_request q
    where q.kind = 'refund' and q.status = 'refused' and q.beyond is not null and q.why is distinct from ${BY_HAND}
    group by q.order_number) stray using (order_number) left join (select q.order_number,
      sum(q.amount)::bigint as amount from payment_request q where q.kind = 'refund' and q.beyond is null
      and q.status in ('requested', 'in-doubt') group by q.order_number) going using (order_number))`

const found = z.strictObject({ known: knownRow })
const AT_ONCE = 20
const known = Prisma.sql`json_strip_nulls(json_build_object('id', q.id, 'order', q.order_number, 'kind', q.kind,
  'status', q.status, 'amount', q.amount,
  'externalId', q.external_id, 'paymentId', q.payment_id)) as known`

export const createPaymentRequests = (db: Db, clock: () => Date): PaymentRequests => ({
  async find(id) {
    const row = await readOne(db, found, Prisma.sql`select ${known} from payment_request q where q.id = ${id}::uuid`)
    return row?.known
  },
  async take({ underWay, back, backSince }) {
    const now = clock()
    const ago = (age: number): string => new Date(now.getTime() - age).toISOString()
    const rows = await read(
      db,
      found,
      Prisma.sql`update payment_request q set looked_at = ${now.toISOString()}::timestamptz from (
          select id from payment_request where external_id is not null
            and ((status in ('requested', 'in-doubt')
              and coalesce(looked_at, asked_at) <= ${ago(underWay)}::timestamptz)
              or (status = 'refunded' and asked_at >= ${ago(backSince)}::timestamptz
                and coalesce(looked_at, asked_at) <= ${ago(back)}::timestamptz))
          order by status = 'refunded', coalesce(looked_at, asked_at)
          limit ${AT_ONCE}::int for update skip locked) due
        where q.id = due.id returning ${known}`,
    )
    return rows.map((row) => row.known)
  },
  async named(most) {
    const rows = await read(
      db,
      found,
      Prisma.sql`select ${known} from payment_request q where q.external_id is not null order by q.asked_at desc
        limit ${most}::int`,
    )
    return rows.map((row) => row.known)
  },
})
