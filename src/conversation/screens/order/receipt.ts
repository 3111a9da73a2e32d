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
import { placedWords } from '#conversation/words/order/placed.ts'
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
  const orders = placedWords.ordersNamed(numbers.length, andList(numbers.map(String)))
  const name = buyerName(content.buyer, ctx)
  return {
    headline: isStaff(ctx)
      ? placedWords.placedFor(name, orders, money(ledger.total, ctx))
      : placedWords.thankYouPlaced(
          orders.slice(0, 1).toUpperCase(),
          orders.slice(1),
          numbers.length > 1 ? 'are' : 'is',
          moneyWithCurrency(ledger.total, ctx),
        ),
    root: inert([name, money(ledger.total, ctx), placedWords.placedAt(orders), ownerName(draft)].join(' - ')),
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
      ...numbers.map((each) => button(placedWords.showOrder(each), { kind: 'status', order: each }, ctx)),
      button(placedWords.newOrder, { kind: 'new' }, ctx),
      ...(talk === undefined
        ? []
        : [
            button(
              talk.status === 'waiting' ? placedWords.leaveTheQueue : placedWords.endTheTalk,
              { kind: 'end-talk' },
              ctx,
            ),
          ]),
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
      : [
          {
            label: group.id === 'main' ? placedWords.shipTo : placedWords.alsoShipTo,
            value: addressText(group.address, ctx),
          },
        ],
  )
  const payment =
    content.payment === undefined
      ? []
      : [{ label: placedWords.payment, value: paymentText(content.payment, ctx, customer) }]
  return [
    ...ships,
    ...payment,
    ...content.comments.map((comment) => ({ label: placedWords.comment, value: inert(comment) })),
  ]
}

/** A coupon that did nothing is named and not used up (rules.md O9). */
function dormant(ledger: ShownDraft['ledger'], ctx: ScreenContext): readonly Block[] {
  const codes = ledger.coupons.filter(({ outcome }) => outcome.kind !== 'active').map(({ code }) => code)
  if (codes.length === 0) return []
  return [notice('info', placedWords.couponUnused(andList(codes), isStaff(ctx)))]
}

function nextSteps(
  { content }: ShownDraft['draft'],
  { ledger, customer }: { readonly ledger: ShownDraft['ledger']; readonly customer: RegisteredCustomer | undefined },
  numbers: readonly number[],
  ctx: ScreenContext,
): readonly Block[] {
  const [number] = numbers
  const status = number === undefined ? '' : placedWords.statusAnyTime(number)
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
  const each = placedWords.paymentForEach(several, ordersText(numbers))
  if (!isStaff(ctx)) return placedWords.buttonsComeSoon(several, until, each)
  const link = placedWords.links(several)
  const where =
    email === undefined || ctx.outside?.mail !== true
      ? placedWords.comeHereSoon(several)
      : placedWords.goToAddress(several, masked(email))
  const held = placedWords.itemsHeldUntil(until)
  return placedWords.linksCome(link, where, held, each)
}

/** "Two orders (10001 and 10002)" */
const ordersText = (numbers: readonly number[]): string =>
  placedWords.severalOrders(numbers.length === 2 ? placedWords.two : numbers.length, andList(numbers.map(String)))

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
  const sayPaid = placedWords.sayOncePaid(andList(numbers.map((number) => placedWords.sayPaid(number))))
  if (ledger.total === 0 || payment === undefined) return placedWords.nothingToBePaid
  switch (payment) {
    case 'stored':
      return placedWords.cardIsCharged(staff, sayPaid)
    case 'link': {
      const until = holdEnds(ctx)
      if (ctx.outside?.links === true) return linkNext({ until, email, numbers }, ctx)
      return placedWords.linkIsSentByHand(staff, until, sayPaid)
    }
    case 'invoice':
      return placedWords.invoiceComes(staff, sayPaid)
    case 'delivery':
      return placedWords.paidOnDelivery(staff, sayPaid)
    default:
      return payment satisfies never
  }
}
