// What is for staff never gets onto a customer's card, by type: these lines must not compile, and
// the type check fails where one of them does. Rule: a customer's view is made from what
// customerSide (src/domain/draft/sides.ts) leaves of a draft. Next: test/reliability/sides.test.ts,
// the same alive.
import { expect, expectTypeOf, test } from 'vitest'
import type { CustomerCardFacts } from '#conversation/screens/cart/card-facts.ts'
import { type cartView, customerCartView } from '#conversation/screens/cart/cart.ts'
import { customerReadBackView } from '#conversation/screens/cart/read-back.ts'
import type { CustomerContext, StaffContext } from '#conversation/screens/context.ts'
import { customerReceiptView, type PlacedNews } from '#conversation/screens/order/receipt.ts'
import { customerOrderView } from '#conversation/screens/order/status.ts'
import { customerRefusalView } from '#conversation/screens/refusal.ts'
import type { approvalView } from '#conversation/screens/staff/approvals.ts'
import { customerWhyView } from '#conversation/screens/staff/why.ts'
import type { CustomerDraft, CustomerLedger, CustomerQuestion } from '#domain/draft/sides.ts'
import type { CustomerRefusal } from '#domain/model/customer-refusal.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { Order } from '#domain/model/order.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { CustomerOrder } from '#domain/order/customer-order.ts'

type Given = {
  readonly draft: OrderDraft
  readonly ledger: Ledger
  readonly theirs: CustomerDraft
  readonly sum: CustomerLedger
  readonly ctx: CustomerContext
  readonly card: CustomerCardFacts
  readonly facts: Facts
  readonly order: Order
  readonly ours: CustomerOrder
  readonly placed: PlacedNews
  readonly no: Refusal
}
/** Never called: only its types count. */
function mustNotCompile({ draft, ledger, theirs, sum, ctx, card }: Given): void {
  // @ts-expect-error a whole draft has approvals, memos and what is not approved
  customerCartView(draft, sum, ctx, card)
  // @ts-expect-error a whole ledger has what is given away, and so the limits' base
  customerCartView(theirs, ledger, ctx, card)
  // @ts-expect-error an approval is for the shop
  customerCartView({ ...theirs, approval: draft.approval ?? raise() }, sum, ctx, card)
  // @ts-expect-error so are memos
  customerCartView({ ...theirs, content: { ...theirs.content, memos: draft.content.memos } }, sum, ctx, card)
  // @ts-expect-error the choice of a rep at their limit is no question for a customer
  customerCartView({ ...theirs, pending: { kind: 'over-limit', asked: { kind: 'undo' } } }, sum, ctx, card)
}
/** Never called either. */
function norMustThese({ draft, ledger, theirs, sum, ctx, card, facts, order, ours, placed, no }: Given): void {
  // @ts-expect-error the facts of a turn have limits, and what was given before
  customerCartView(theirs, sum, ctx, { ...card, facts })
  // @ts-expect-error a receipt is made of what is theirs
  customerReceiptView(draft, sum, ctx, placed)
  // @ts-expect-error nor of what was given away
  customerReceiptView(theirs, ledger, ctx, placed)
  // @ts-expect-error a whole order has memos, records, and who gave what
  customerOrderView(order, ctx)
  // @ts-expect-error so they stay apart one by one
  customerOrderView({ ...ours, memos: order.memos }, ctx)
  // @ts-expect-error what was recorded is for the shop
  customerOrderView({ ...ours, records: order.records }, ctx)
  // @ts-expect-error who placed it is the shop's own key
  ours.placedBy.length
  // @ts-expect-error the price is explained of what is theirs
  customerWhyView(draft, sum, ctx)
  // @ts-expect-error and read back of what is theirs
  customerReadBackView(draft, sum, ctx)
  // @ts-expect-error any refusal may name a limit
  customerRefusalView(no, true, ctx)
  // @ts-expect-error a limit is none of a customer's answers
  customerRefusalView(limit, true, ctx)
  // @ts-expect-error nor is whose other draft it is
  customerRefusalView(others, true, ctx)
  // @ts-expect-error a screen reads no limits of the shop
  ctx.shop.settings.limits
}
const limit = { kind: 'over-limit', role: 'rep', asked: 1, allowed: 0, percentPpm: 1, limit: 'amount' } as const
const others = { kind: 'warning', warnings: [{ kind: 'another-open-draft', ref: 1, owner: 'staff:lee' }] } as const
const raise = (): never => {
  throw new Error('never')
}

test('the types of the two sides keep apart', () => {
  expectTypeOf<OrderDraft>().not.toExtend<CustomerDraft>()
  expectTypeOf<Ledger>().not.toExtend<CustomerLedger>()
  expectTypeOf<CustomerContext>().not.toExtend<StaffContext>()
  expectTypeOf<Parameters<typeof cartView>[2]>().toEqualTypeOf<StaffContext>()
  expectTypeOf<Parameters<typeof approvalView>[2]>().toEqualTypeOf<StaffContext>()
  expectTypeOf<CustomerQuestion['kind']>().extract<'over-limit' | 'reason'>().toBeNever()
  expectTypeOf<Refusal>().not.toExtend<CustomerRefusal>()
  expectTypeOf<Order>().not.toExtend<CustomerOrder>()
  expect([mustNotCompile, norMustThese]).toHaveLength(2)
})
