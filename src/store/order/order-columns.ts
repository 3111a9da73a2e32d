/**
 * The column tables of a placed order and what hangs on it. One object each for reading
 * (turn/rows.ts, turn/facts.ts) and writing (place-rows.ts, order-turn.ts, shop-load.ts); their
 * rows are the domain's Order, OrderLine and so on, which the compiler holds against each other.
 */
import { z } from 'zod'
import type { Buyer } from '#domain/model/customer.ts'
import type { LedgerStep } from '#domain/model/ledger.ts'
import { type OrderPayment, PAYMENT_WAYS } from '#domain/model/order.ts'
import { ORDER_EVENTS } from '#domain/model/order-command.ts'
import type { ProposedChange } from '#domain/model/placed/amendment.ts'
import { REQUEST_STATUSES } from '#domain/model/placed/payment-request.ts'
import { LETTER_KINDS } from '#domain/model/shop.ts'
import {
  big,
  bool,
  day,
  instant,
  int,
  json,
  named,
  nullable,
  oneOf,
  textColumn,
  textsColumn,
  uuid,
} from '#store/columns.ts'
import { addressDocument, POLICY } from '#store/people/people-columns.ts'
import { document } from '#store/read.ts'

const COMPONENT_KINDS = [
  'line-promotion',
  'line-coupon',
  'order-coupon',
  'order-promotion',
  'subtraction',
  'gift',
  'included-tax',
] as const
export const callerCheckDocument = z.strictObject({
  how: z.enum(['order', 'postcode', 'code']),
  by: z.string(),
  at: z.string(),
})
const linesOf = z.array(z.strictObject({ sku: z.string(), quantity: z.int() }))

const given = { given: big, givenBase: big, givenBy: textsColumn }
/** What says who the buyer is, beside `buyer` itself: for lists, guards and warnings. */
const buyerColumns = {
  email: named('buyer_email', nullable(textColumn)),
  phone: named('buyer_phone', nullable(textColumn)),
  chat: named('buyer_chat', nullable(textColumn)),
}
export const ORDERS = z.strictObject({
  number: int,
  parent: nullable(int),
  draftId: nullable(uuid),
  thread: named('thread_key', nullable(textColumn)),
  status: oneOf('placed', 'waiting', 'partly-shipped', 'shipped', 'cancelled', 'returned'),
  customerId: nullable(uuid),
  buyer: json(document<Buyer>('kind')),
  ...buyerColumns,
  currency: textColumn,
  billing: json(z.union([z.strictObject({ kind: z.literal('same') }), addressDocument])),
  subtotal: big,
  discount: big,
  shipping: big,
  tax: big,
  total: big,
  coupons: json(z.array(z.strictObject({ code: z.string(), amount: z.int() }))),
  backorderPolicy: nullable(POLICY),
  comments: json(z.array(z.string())),
  memos: json(z.array(z.string())),
  steps: json(z.array(document<LedgerStep>('stage', 'amount'))),
  placedBy: textColumn,
  placedAt: instant,
  deliverOn: nullable(day),
  giftNote: nullable(textColumn),
  proposed: nullable(json(document<ProposedChange>('id', 'amendment', 'by', 'at'))),
  callerCheck: nullable(json(callerCheckDocument)),
  ...given,
})

/** `expectedOn` stands in the queue (BACKORDER). */
export const ORDER_LINE = z.strictObject({
  position: int,
  sku: textColumn,
  name: textColumn,
  optionText: textColumn,
  quantity: int,
  unitPrice: big,
  listPrice: big,
  gross: big,
  components: json(
    z.array(
      z.strictObject({
        ...{ source: z.string(), kind: z.enum(COMPONENT_KINDS), label: z.string(), amount: z.int() },
        earnedBy: z.exactOptional(z.strictObject({ skus: z.array(z.string()), atLeast: z.int(), gives: z.int() })),
      }),
    ),
  ),
  net: big,
  tax: big,
  gift: bool,
  note: nullable(textColumn),
  freeText: nullable(textColumn),
  units: json(
    z.array(
      z.strictObject({
        group: z.string(),
        components: z.array(z.int()),
        net: z.int(),
        tax: z.int(),
        returned: z.exactOptional(z.literal(true)),
        announced: z.exactOptional(z.literal(true)),
        exchanged: z.exactOptional(z.literal(true)),
        standsFor: z.exactOptional(z.string()),
      }),
    ),
  ),
  shipped: int,
  reserved: int,
  backordered: int,
  dropped: int,
  cancelled: int,
  returned: int,
})
/** Where the units of a line are. */
export const LINE_COUNTS = ORDER_LINE.pick({
  shipped: true,
  reserved: true,
  backordered: true,
  dropped: true,
  cancelled: true,
  returned: true,
})

/** Whose limits are wider than a rep's. */
const RAISED = z.enum(['lead', 'manager', 'admin'])

export const ORDER_GROUP = z.strictObject({
  id: textColumn,
  address: nullable(json(addressDocument)),
  method: textColumn,
  methodName: textColumn,
  rate: big,
  charge: big,
  freeBy: nullable(textColumn),
  override: nullable(
    json(
      z.strictObject({
        ...{ amount: z.int(), reason: z.string(), by: z.string() },
        ...{
          reasonText: z.exactOptional(z.string()),
          method: z.exactOptional(z.string()),
          role: z.exactOptional(RAISED),
        },
      }),
    ),
  ),
  tax: big,
})

export const PAYMENT = z.strictObject({
  choice: json(document<OrderPayment['choice']>('kind')),
  status: oneOf('nothing-due', 'to-be-paid', 'part-paid', 'authorised', 'paid', 'to-give-back', 'failed', 'expired'),
  amount: big,
  holdUntil: nullable(instant),
})
export const MONEY = z.strictObject({
  captured: big,
  refunded: big,
  credited: big,
  goodwill: big,
  lowered: nullable(big),
})

export const PAYMENT_RECORD = z.strictObject({
  kind: oneOf('collected', 'given-back'),
  amount: big,
  how: oneOf(...PAYMENT_WAYS),
  by: textColumn,
  at: instant,
  reference: nullable(textColumn),
})

export const PAYMENT_REQUEST = z.strictObject({
  id: uuid,
  kind: oneOf('link', 'refund'),
  status: oneOf(...REQUEST_STATUSES),
  amount: big,
  askedAt: instant,
  until: nullable(instant),
  externalId: nullable(textColumn),
  paymentId: nullable(textColumn),
  url: nullable(textColumn),
  ending: bool,
  refundOf: nullable(uuid),
  beyond: nullable(big),
  why: nullable(textColumn),
})

export const ORDER_EVENT = z.strictObject({
  kind: oneOf('placed', ...ORDER_EVENTS),
  label: textColumn,
  actor: textColumn,
  source: textColumn,
  at: instant,
  detail: json(z.record(z.string(), z.unknown())),
})

export const BACKORDER = z.strictObject({
  position: int,
  sku: textColumn,
  quantity: int,
  policy: oneOf('available', 'complete'),
  submittedAt: instant,
  threadKey: nullable(textColumn),
  toldOn: nullable(day),
})

const parcelRow = z.strictObject({ at: z.string(), tracking: z.exactOptional(z.string()), lines: linesOf })

/** What turn/rows.ts makes of an order; see orderOf for what is absent instead of null. */
export const ORDER_READ = ORDERS.omit({
  email: true,
  phone: true,
  chat: true,
  given: true,
  givenBase: true,
  givenBy: true,
})
export const orderRow = ORDER_READ.extend({
  customerNumber: z.exactOptional(z.string()),
  linkedTo: z.exactOptional(z.string()),
  accountEmail: z.exactOptional(z.string()),
  mailed: z.exactOptional(z.partialRecord(z.enum(LETTER_KINDS), z.int())),
  given: z.exactOptional(z.strictObject({ total: z.int(), base: z.int(), by: z.array(z.string()) })),
  expedited: z.exactOptional(z.literal(true)),
  parcels: z.array(parcelRow),
  refundedShipping: z.exactOptional(z.int()),
  lines: z.array(ORDER_LINE.extend({ expectedOn: z.exactOptional(z.string()) })),
  groups: z.array(ORDER_GROUP),
  payment: PAYMENT,
  records: z.array(PAYMENT_RECORD),
  requests: z.array(PAYMENT_REQUEST),
  money: MONEY,
})
export const orderHeadRow = z.strictObject({
  number: z.int(),
  parent: z.nullable(z.int()),
  status: z.string(),
  customer: z.string(),
  total: z.int(),
  currency: z.string(),
  placedAt: z.string(),
})
/** Of statements that answer which orders they found, locked or made. */
export const numberRow = z.strictObject({ number: z.int() })
/** `orderJson as found` */
export const foundOrderRow = z.strictObject({ found: orderRow })
