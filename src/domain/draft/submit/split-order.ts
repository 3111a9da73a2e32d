/**
 * Move to a separate order: the waiting units become an order of their own, at the shares they were
 * priced with (rules.md P4). Nothing is priced, tested or rounded again: the second order is the
 * sum of its units, the first is what is left, so every cent and every component is conserved. The
 * whole shipping charge stays on the order that ships first; the coupon is redeemed once, by the
 * family.
 */

import type { Amount } from '#domain/base/flavour.ts'
import { sum } from '#domain/base/money.ts'
import type { Component, LedgerStep } from '#domain/model/ledger.ts'
import type { NewOrder, OrderGroup, OrderLine, OrderPayment, UnitShare } from '#domain/model/order.ts'
import { sumUnits } from '#domain/pricing/unit-shares.ts'

/**
 * The order with lines partly or wholly waiting; both halves have at least one line: backorders.ts
 * offers nothing else.
 */
export function splitOrder(order: NewOrder): readonly [NewOrder, NewOrder] {
  const here = order.lines.flatMap((line) => partOf(line, 0, line.quantity - line.backordered) ?? [])
  const waiting = order.lines.flatMap((line) => partOf(line, line.quantity - line.backordered, line.quantity) ?? [])
  const second = secondOf(order, renumbered(waiting))
  return [firstOf(order, renumbered(here), second), second]
}

const renumbered = (lines: readonly OrderLine[]): readonly OrderLine[] =>
  lines.map((line, index) => ({ ...line, position: index + 1 }))

/** Units `from` to `to` of a line as a line of their own; undefined when there are none. */
function partOf(line: OrderLine, from: number, to: number): OrderLine | undefined {
  if (from === to) return undefined
  const units = line.units.slice(from, to)
  const shares = sumUnits(units, line.components.length)
  const waits = from >= line.quantity - line.backordered
  const { expectedOn, ...rest } = line
  return {
    ...rest,
    quantity: to - from,
    gross: line.unitPrice * (to - from),
    components: line.components.map((component, index) => ({ ...component, amount: shares.components[index] ?? 0 })),
    net: shares.net,
    tax: shares.tax,
    units,
    reserved: waits ? 0 : to - from,
    backordered: waits ? to - from : 0,
    ...(waits && expectedOn !== undefined ? { expectedOn } : {}),
  }
}

function secondOf(order: NewOrder, lines: readonly OrderLine[]): NewOrder {
  const groups = order.groups.filter(({ id }) => isUsed(id, lines)).map(freeOfCharge)
  const subtotal = sum(lines.map((line) => line.gross))
  const discount = sum(lines.map((line) => line.net)) - subtotal
  const tax = sum(lines.map((line) => line.tax))
  const { given: _, ...rest } = order
  return {
    ...rest,
    ...withMoney({ subtotal, discount, shipping: 0, tax }, order.payment),
    lines,
    groups,
    coupons: order.coupons.map(({ code }) => ({ code, amount: couponShare(code, lines) })),
    steps: stepsOf({ lines, shipping: 0, tax }),
  }
}

/** A ship group nothing leaves with any more stays where it carries a charge. */
function firstOf(order: NewOrder, lines: readonly OrderLine[], second: NewOrder): NewOrder {
  const subtotal = order.subtotal - second.subtotal
  const discount = order.discount - second.discount
  const tax = order.tax - second.tax
  const { shipping } = order
  return {
    ...order,
    ...withMoney({ subtotal, discount, shipping, tax }, order.payment),
    lines,
    groups: order.groups.filter((group) => isUsed(group.id, lines) || group.charge !== 0 || group.tax !== 0),
    coupons: order.coupons.map(({ code, amount }) => ({
      code,
      amount: amount - (second.coupons.find((other) => other.code === code)?.amount ?? 0),
    })),
    steps: stepsOf({ lines, shipping, tax }),
  }
}

type Money = Pick<NewOrder, 'subtotal' | 'discount' | 'shipping' | 'tax'>

function withMoney(money: Money, payment: OrderPayment): Money & Pick<NewOrder, 'total' | 'payment'> {
  const total = money.subtotal + money.discount + money.shipping + money.tax
  if (payment.status === 'nothing-due') return { ...money, total, payment }
  return {
    ...money,
    total,
    payment:
      total === 0 ? { choice: { kind: 'none' }, status: 'nothing-due', amount: 0 } : { ...payment, amount: total },
  }
}

const isUsed = (group: string, lines: readonly OrderLine[]): boolean =>
  lines.some((line) => line.units.some((unit: UnitShare) => unit.group === group))

function freeOfCharge({ override: _o, freeBy: _f, ...group }: OrderGroup): OrderGroup {
  return { ...group, rate: 0, charge: 0, tax: 0 }
}

const isCoupon = ({ kind }: Component): boolean => kind === 'line-coupon' || kind === 'order-coupon' || kind === 'gift'
const couponShare = (code: string, lines: readonly OrderLine[]): number =>
  sum(
    lines.flatMap((line) =>
      line.components
        .filter((component) => component.source === code && isCoupon(component))
        .map(({ amount }) => amount),
    ),
  )

const STAGES = {
  'line-promotion': 'S1',
  'line-coupon': 'S1',
  gift: 'S1',
  'order-coupon': 'S2a',
  'order-promotion': 'S2b',
  subtraction: 'S3',
  'included-tax': 'S5',
} as const satisfies Record<Component['kind'], LedgerStep['stage']>
const IN_ORDER: readonly LedgerStep['stage'][] = ['S1', 'S2a', 'S2b', 'S3']

/** "Why" of one half: its own goods, its share of every discount, shipping, tax. */
function stepsOf({ lines, shipping, tax }: Pick<NewOrder, 'lines' | 'shipping' | 'tax'>): readonly LedgerStep[] {
  const goods = lines.map((line) => step('S0', line.sku, `${line.quantity} x ${line.name}`, line.gross))
  const shares = new Map<string, Omit<LedgerStep, 'after'>>()
  for (const component of lines.flatMap((line) => line.components)) {
    const key = `${component.kind}:${component.source}`
    const before = shares.get(key)?.amount ?? 0
    shares.set(key, step(STAGES[component.kind], component.source, component.label, before + component.amount))
  }
  const discounts = IN_ORDER.flatMap((stage) => [...shares.values()].filter((share) => share.stage === stage))
  const contained = [...shares.values()].filter((share) => share.stage === 'S5')
  const steps = [
    ...goods,
    ...discounts,
    step('S4', 'shipping', 'Shipping', shipping),
    ...contained,
    step('S5', 'tax', 'Tax', tax),
  ]
  let after = 0
  const running = steps.map((one) => {
    after += one.amount
    return { ...one, after }
  })
  return [...running, { ...step('S6', 'total', 'Total', after), after }]
}

const step = (
  stage: LedgerStep['stage'],
  source: string,
  label: string,
  amount: Amount,
): Omit<LedgerStep, 'after'> => ({
  stage,
  source,
  label,
  amount,
})
