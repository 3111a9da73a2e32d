// What is for staff never gets onto a customer's card, by type: these lines must not compile, and
// the type check fails where one of them does. Rule: a customer's view is made from what
// customerSide (src/domain/draft/sides.ts) leaves of a draft. Next: test/reliability/sides.test.ts,
// the same alive.
import { expect, expectTypeOf, test } from 'vitest'
import type { CardFacts } from '#conversation/screens/cart/card-facts.ts'
import { type cartView, customerCartView } from '#conversation/screens/cart/cart.ts'
import type { CustomerContext, StaffContext } from '#conversation/screens/context.ts'
import type { approvalView } from '#conversation/screens/staff/approvals.ts'
import type { CustomerDraft, CustomerLedger, CustomerQuestion } from '#domain/draft/sides.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'

type Given = {
  readonly draft: OrderDraft
  readonly ledger: Ledger
  readonly theirs: CustomerDraft
  readonly sum: CustomerLedger
  readonly ctx: CustomerContext
  readonly card: CardFacts
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
  expect(mustNotCompile).toBeTypeOf('function')
})
