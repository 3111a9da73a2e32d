/**
 * The receipt: what the same card becomes once the order is placed. Names the number and what
 * happens next; the figures are the ones just shown.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, View } from '#conversation/edge/view.ts'
import { receiptWords } from '#conversation/screens/backorders.ts'
import { lineRows, type ShownDraft } from '#conversation/screens/cart/cart-lines.ts'
import { totalRows } from '#conversation/screens/cart/cart-totals.ts'
import {
  button,
  type CustomerContext,
  isStaff,
  money,
  moneyWithCurrency,
  notice,
  type ScreenContext,
  type StaffContext,
} from '#conversation/screens/context.ts'
import {
  addressText,
  andList,
  buyerName,
  clockText,
  isPickedUp,
  ownerName,
  paymentText,
} from '#conversation/screens/names.ts'
import { masked } from '#conversation/screens/order/paying.ts'
import { goesOn } from '#conversation/screens/staff/hand-over.ts'
import type { CustomerDraft, CustomerLedger } from '#domain/draft/sides.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { HandOver } from '#domain/model/hand-over.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { BackorderChoice, ShortLine } from '#domain/model/refusals.ts'

/** `choice`: what became of the lines that were short. */
export type PlacedNews = {
  readonly numbers: readonly number[]
  readonly short: readonly ShortLine[]
  readonly stock: Facts['stock']
  readonly choice?: BackorderChoice | undefined
  /** A person of the shop and the customer go on talking. */
  readonly talk?: HandOver | undefined
}

/** For the shop; `customer` for what the account says of payment. */
export const receiptView = (
  draft: OrderDraft,
  ledger: Ledger,
  ctx: StaffContext,
  placed: PlacedNews & { readonly customer?: RegisteredCustomer | undefined },
): View => drawn(draft, ledger, ctx, placed)

/** For the customer: made from what is theirs, so that nothing else can get onto it. */
export const customerReceiptView = (
  draft: CustomerDraft,
  ledger: CustomerLedger,
  ctx: CustomerContext,
  placed: PlacedNews & { readonly customer?: never },
): View => drawn(draft, ledger, ctx, placed)

function drawn(
  draft: ShownDraft['draft'],
  ledger: ShownDraft['ledger'],
  ctx: ScreenContext,
  {
    numbers,
    short,
    stock,
    choice,
    talk,
    customer,
  }: PlacedNews & { readonly customer?: RegisteredCustomer | undefined },
): View {
  const shown = { draft, ledger, short, stock, ...(choice === undefined ? {} : { policy: choice.policy }) }
  const { content } = draft
  const [number] = numbers
  const orders = `${numbers.length === 1 ? 'order' : 'orders'} ${andList(numbers.map(String))}`
  const name = buyerName(content.buyer, ctx)
  return {
    headline: isStaff(ctx)
      ? `${name}: ${orders} placed, ${money(ledger.total, ctx)}`
      : `Thank you! ${orders.slice(0, 1).toUpperCase()}${orders.slice(1)} ${numbers.length > 1 ? 'are' : 'is'} ` +
        `placed, ${moneyWithCurrency(ledger.total, ctx)}`,
    root: inert([name, money(ledger.total, ctx), `${orders} placed`, ownerName(draft)].join(' - ')),
    blocks: [
      { kind: 'lines', rows: lineRows(shown, ctx) },
      { kind: 'totals', rows: totalRows(shown, ctx) },
      { kind: 'fields', fields: receiptFields(draft, customer, ctx) },
      ...receiptWords(choice, numbers, ctx).map((words) => notice('info', words)),
      ...dormant(ledger, ctx),
      ...nextSteps(draft, { ledger, customer }, numbers, ctx),
      ...(talk === undefined ? [] : [notice('info', goesOn(talk, ctx))]),
    ],
    controls: [
      ...(number === undefined ? [] : [button(`Show order ${number}`, { kind: 'status', order: number }, ctx)]),
      button('New order', { kind: 'new' }, ctx),
      ...(talk === undefined ? [] : [button('End the talk', { kind: 'end-talk' }, ctx)]),
    ],
  }
}

function receiptFields(
  { content }: ShownDraft['draft'],
  customer: RegisteredCustomer | undefined,
  ctx: ScreenContext,
): readonly { readonly label: string; readonly value: string }[] {
  const ships = content.groups.flatMap((group) =>
    group.address === undefined || isPickedUp(group, ctx)
      ? []
      : [{ label: group.id === 'main' ? 'Ship to' : 'Also ship to', value: addressText(group.address, ctx) }],
  )
  const payment =
    content.payment === undefined ? [] : [{ label: 'Payment', value: paymentText(content.payment, ctx, customer) }]
  return [...ships, ...payment, ...content.comments.map((comment) => ({ label: 'Comment', value: inert(comment) }))]
}

/** A coupon that did nothing is named and not used up (rules.md O9). */
function dormant(ledger: ShownDraft['ledger'], ctx: ScreenContext): readonly Block[] {
  const codes = ledger.coupons.filter(({ outcome }) => outcome.kind !== 'active').map(({ code }) => code)
  if (codes.length === 0) return []
  return [
    notice(
      'info',
      `Coupon ${andList(codes)} did not apply and stays unused${isStaff(ctx) ? '' : ': keep it for another time'}.`,
    ),
  ]
}

function nextSteps(
  { content }: ShownDraft['draft'],
  { ledger, customer }: { readonly ledger: ShownDraft['ledger']; readonly customer: RegisteredCustomer | undefined },
  numbers: readonly number[],
  ctx: ScreenContext,
): readonly Block[] {
  const [number] = numbers
  const status = number === undefined ? '' : ` Say "status ${number}" any time.`
  return [
    notice(
      'success',
      `${paymentNext(content.payment?.kind, { ledger, numbers, email: emailOf(content, customer) }, ctx)}${status}`,
    ),
  ]
}

/**
 * The shop's clock time when the items of an unpaid link go back; the submit of this very moment
 * set it (new-order.ts).
 */
function holdEnds(ctx: ScreenContext): string {
  return clockText(new Date(Date.parse(ctx.now) + ctx.shop.settings.linkHoldMinutes * 60_000).toISOString(), ctx)
}

function emailOf(
  { buyer }: ShownDraft['draft']['content'],
  customer: RegisteredCustomer | undefined,
): string | undefined {
  const own = 'email' in buyer ? buyer.email : undefined
  return own ?? (buyer.kind === 'registered' ? customer?.email : undefined)
}

type Links = { readonly until: string; readonly email: string | undefined; readonly numbers: readonly number[] }
/** A provider makes a link for each order: they come once this is committed. */
function linkNext({ until, email, numbers }: Links, ctx: ScreenContext): string {
  const several = numbers.length > 1
  const each = several ? ` ${ordersText(numbers)}: a payment of its own for each.` : ''
  if (!isStaff(ctx))
    return (
      `Not paid yet: the ${several ? 'buttons' : 'button'} to pay ${several ? 'come' : 'comes'} in a moment; your ` +
      `items are held until ${until}.${each}`
    )
  const link = several ? 'links' : 'link'
  const where =
    email === undefined || ctx.outside?.mail !== true
      ? `${several ? 'come' : 'comes'} here in a moment`
      : `${several ? 'are' : 'is'} sent to ${masked(email)}`
  const held = `The items are held until ${until}; you hear when it is paid.`
  return `Not paid yet: the payment ${link} ${where}. ${held}${each}`
}

/** "Two orders (10001 and 10002)" */
const ordersText = (numbers: readonly number[]): string =>
  `${numbers.length === 2 ? 'Two' : numbers.length} orders (${andList(numbers.map(String))})`

function paymentNext(
  payment: NonNullable<OrderDraft['content']['payment']>['kind'] | undefined,
  {
    ledger,
    numbers,
    email,
  }: {
    readonly ledger: ShownDraft['ledger']
    readonly numbers: readonly number[]
    readonly email: string | undefined
  },
  ctx: ScreenContext,
): string {
  const staff = isStaff(ctx)
  const sayPaid = `Say ${andList(numbers.map((number) => `"paid ${number}"`))} once it is.`
  if (ledger.total === 0 || payment === undefined) return 'Nothing is to be paid.'
  switch (payment) {
    case 'stored':
      return staff
        ? `The stored card is to be charged by you when it ships. ${sayPaid}`
        : 'Your card will be charged when it ships.'
    case 'link': {
      const until = holdEnds(ctx)
      if (ctx.outside?.links === true) return linkNext({ until, email, numbers }, ctx)
      return staff
        ? `Not paid yet: the payment link has to be sent by you. The items are held until ${until}. ${sayPaid}`
        : `Not paid yet: we send you a payment link; your items are held until ${until}.`
    }
    case 'invoice':
      return staff ? `The invoice has to be sent by you. ${sayPaid}` : 'The invoice comes with the order.'
    case 'delivery':
      return staff ? `It is to be paid on delivery. ${sayPaid}` : 'It is to be paid on delivery.'
    default:
      return payment satisfies never
  }
}
