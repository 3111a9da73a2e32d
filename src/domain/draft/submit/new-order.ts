/**
 * Builds what a submit writes: the order with its frozen unit shares, what to reserve and redeem,
 * and what to remember of the buyer. Nothing of the order is ever priced or rounded again (rules.md
 * P2).
 */

import type { Amount, Quantity, Sku } from '#domain/base/flavour.ts'
import { withEarners } from '#domain/draft/earned-by.ts'
import { optionText } from '#domain/draft/lines.ts'
import { authorsOf } from '#domain/draft/prices/approvals.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { DraftContent, DraftLine, OrderDraft, ShipGroup } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger, PricedGroup, PricedLine } from '#domain/model/ledger.ts'
import type { NewOrder, OrderGroup, OrderLine, OrderPayment } from '#domain/model/order.ts'
import type { ShortLine } from '#domain/model/refusals.ts'
import { splitUnits } from '#domain/pricing/unit-shares.ts'

export type Reservation = { readonly sku: Sku; readonly quantity: Quantity }

export type Redemption = {
  readonly code: string
  readonly limit?: number
  readonly limitPerCustomer?: number
  readonly amount: Amount
}

type OrderInput = {
  readonly draft: OrderDraft
  readonly ledger: Ledger
  readonly facts: Facts
  readonly actor: Actor
  /**
   * What is short, and what becomes of it; absent = everything is here. A ledger of
   * `ship-available-drop-rest` is already without the dropped units.
   */
  readonly late?: { readonly policy: BackorderPolicy; readonly short: readonly ShortLine[] }
}

/** The draft is complete: prepareSubmit has checked it. */
export function newOrder({ draft, ledger, facts, actor, late }: OrderInput): NewOrder {
  const { content } = draft
  return {
    buyer: content.buyer,
    currency: draft.currency,
    lines: withEarners(orderLines(ledger, content, facts, late), facts.shop),
    groups: ledger.groups.flatMap((group) => orderGroup(group, content, ledger) ?? []),
    billing: content.billing.kind === 'same' ? { kind: 'same' } : content.billing.address,
    subtotal: ledger.subtotal,
    discount: ledger.discount,
    shipping: ledger.shipping,
    tax: ledger.tax,
    total: ledger.total,
    payment: paymentOf(content, ledger, facts),
    coupons: activeCoupons(ledger),
    ...(late === undefined ? {} : { backorderPolicy: late.policy }),
    comments: content.comments,
    memos: content.memos,
    steps: ledger.steps,
    placedBy: actorKey(actor),
    placedAt: facts.now,
    ...given(ledger, content),
    ...checkedCaller(draft),
  }
}

/** Kept with an order that the card pays. */
function checkedCaller({ callerCheck, content }: OrderDraft): Pick<NewOrder, 'callerCheck'> {
  if (callerCheck === undefined || content.payment?.kind !== 'stored') return {}
  const { customerId, ...check } = callerCheck
  return content.buyer.kind === 'registered' && content.buyer.customerId === customerId ? { callerCheck: check } : {}
}

function given({ giveAway: { total, base } }: Ledger, content: DraftContent): Pick<NewOrder, 'given'> {
  return total === 0 ? {} : { given: { total, base, by: authorsOf(content) } }
}

/** In canonical order; what was dropped whole comes last. */
function orderLines(
  ledger: Ledger,
  content: DraftContent,
  facts: Facts,
  late: OrderInput['late'],
): readonly OrderLine[] {
  const typed = new Map(content.lines.map((line) => [line.id, line]))
  const short = new Map((late?.short ?? []).map((line) => [line.lineId, line]))
  const drops = late?.policy === 'ship-available-drop-rest'
  const priced = ledger.lines.map((line, index) => {
    const made = orderLine(line, index + 1, typed.get(line.lineId), facts)
    const part = short.get(line.lineId)
    return part === undefined ? made : drops ? withDropped(made, part.rest) : waitingFor(made, part)
  })
  const present = new Set(ledger.lines.map((line) => line.lineId))
  const gone = drops ? content.lines.filter((line) => short.has(line.id) && !present.has(line.id)) : []
  const dropped = gone.map((line, index) => {
    const unitPrice = line.override?.unitPrice ?? line.unitPrice
    const nothing = {
      lineId: line.id,
      sku: line.sku,
      quantity: 0,
      unitPrice,
      listPrice: line.unitPrice,
      overridden: false,
      gift: false,
    }
    const empty = { ...nothing, gross: 0, components: [], net: 0, tax: 0, parts: [] }
    return withDropped(orderLine(empty, priced.length + index + 1, line, facts), line.quantity)
  })
  return [...priced, ...dropped]
}

const waitingFor = (line: OrderLine, { rest, on }: ShortLine): OrderLine => ({
  ...line,
  reserved: line.quantity - rest,
  backordered: rest,
  ...(on === undefined ? {} : { expectedOn: on }),
})

/** Dropped units are the last ones and worth nothing; ordered they were. */
function withDropped(line: OrderLine, dropped: number): OrderLine {
  const nothing = { group: 'main', components: line.components.map(() => 0), net: 0, tax: 0 }
  return {
    ...line,
    quantity: line.quantity + dropped,
    dropped,
    units: [...line.units, ...Array.from({ length: dropped }, () => nothing)],
  }
}

function orderLine(line: PricedLine, position: number, typed: DraftLine | undefined, { shop }: Facts): OrderLine {
  const variant = shop.catalog.variants.get(line.sku)
  const product = variant && shop.catalog.products.get(variant.productId)
  return {
    position,
    sku: line.sku,
    name: product?.name ?? line.sku,
    optionText: variant === undefined ? '' : optionText(variant, shop.catalog),
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    listPrice: line.listPrice,
    gross: line.gross,
    components: line.components,
    net: line.net,
    tax: line.tax,
    gift: line.gift,
    ...(typed?.note === undefined ? {} : { note: typed.note }),
    ...(typed?.freeText === undefined ? {} : { freeText: typed.freeText }),
    units: splitUnits(line),
    shipped: 0,
    reserved: line.quantity,
    backordered: 0,
    dropped: 0,
    cancelled: 0,
    returned: 0,
  }
}

/** Groups nothing leaves with are no part of the order. */
function orderGroup(priced: PricedGroup, content: DraftContent, ledger: Ledger): OrderGroup | undefined {
  const group: ShipGroup | undefined = content.groups.find((one) => one.id === priced.id)
  const used = ledger.lines.some((line) => line.parts.some((part) => part.group === priced.id && part.quantity > 0))
  if (group === undefined || !used) return undefined
  return {
    id: priced.id,
    ...(group.address === undefined ? {} : { address: group.address }),
    method: priced.method ?? '',
    methodName: priced.methodName ?? '',
    rate: priced.rate ?? 0,
    charge: priced.charge,
    ...(priced.freeBy === undefined ? {} : { freeBy: priced.freeBy }),
    ...(group.override === undefined ? {} : { override: group.override }),
    tax: priced.tax,
  }
}

const MINUTE = 60_000

/**
 * Recorded, nothing taken: the payment port takes it from here. A link holds the stock for the
 * shop's time, then the order is given up.
 */
function paymentOf(content: DraftContent, ledger: Ledger, { now, shop }: Facts): OrderPayment {
  if (ledger.total === 0 || content.payment === undefined)
    return { choice: { kind: 'none' }, status: 'nothing-due', amount: 0 }
  const until = new Date(Date.parse(now) + shop.settings.linkHoldMinutes * MINUTE).toISOString()
  const hold = content.payment.kind === 'link' ? { holdUntil: until } : {}
  return { choice: content.payment, status: 'to-be-paid', amount: ledger.total, ...hold }
}

const activeCoupons = (ledger: Ledger): NewOrder['coupons'] =>
  ledger.coupons.flatMap(({ code, outcome }) => (outcome.kind === 'active' ? [{ code, amount: outcome.amount }] : []))

export const dormantCodes = (ledger: Ledger): readonly string[] =>
  ledger.coupons.flatMap(({ code, outcome }) => (outcome.kind === 'active' ? [] : [code]))

/**
 * Units per SKU to hold now, gifts included, in ascending SKU order: the order in which stock is
 * locked. SKUs that only wait are named with 0.
 */
export function reservations(orders: readonly NewOrder[]): readonly Reservation[] {
  const units = new Map<string, number>()
  for (const { sku, reserved } of orders.flatMap((order) => order.lines))
    units.set(sku, (units.get(sku) ?? 0) + reserved)
  return [...units]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : 0))
}

export const redemptions = (ledger: Ledger, { shop }: Facts): readonly Redemption[] =>
  activeCoupons(ledger).map(({ code, amount }) => {
    const coupon = shop.coupons.get(code)
    return {
      code,
      ...(coupon?.limit === undefined ? {} : { limit: coupon.limit }),
      ...(coupon?.limitPerCustomer === undefined ? {} : { limitPerCustomer: coupon.limitPerCustomer }),
      amount,
    }
  })
