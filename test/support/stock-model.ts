/**
 * A whole shop in memory: orders, the queue and the counts, moved by nothing but the domain's own
 * decisions, so that its rules can be looked at after every step of thousands of random sequences.
 * Next: test/domain/release.test.ts.
 */
import fc from 'fast-check'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, StockMove } from '#domain/model/order-command.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { statusOf } from '#domain/order/money.ts'
import { fillQueue, type Waiter } from '#domain/stock/fill-queue.ts'
import { e1Facts } from '#test/support/golden-order.ts'
import { placedOrder } from '#test/support/placed-orders.ts'
import { contentOf, lineOf, NOW } from '#test/support/shop-fixtures.ts'

const SKUS = ['A', 'B', 'C'] as const
type Sku = (typeof SKUS)[number]
const facts = e1Facts()
const CARTS = ([{ A: 3 }, { A: 1 }, { B: 2, C: 1 }, { A: 2, B: 1, C: 2 }] as const).map((cart) =>
  placedOrder(contentOf(Object.entries(cart).map(([sku, quantity]) => lineOf(sku, quantity))), facts),
)

type Policy = 'ship-complete' | 'ship-available-then-backorder'
export type Move =
  | { readonly kind: 'submit'; readonly cart: number; readonly policy: Policy }
  | { readonly kind: 'receive'; readonly sku: Sku; readonly quantity: number }
  | { readonly kind: 'order'; readonly nth: number; readonly command: OrderCommand }

const sku = fc.constantFrom(...SKUS)
const few = fc.integer({ min: 1, max: 4 })
const system = { kind: 'system', id: 'stock' } as const
const command: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constantFrom<OrderCommand>(
    { kind: 'cancel' },
    { kind: 'ship' },
    { kind: 'release' },
    { kind: 'wait' },
    { kind: 'expedite' },
  ),
  fc.record({ kind: fc.constantFrom('cancel' as const, 'ship' as const), part: fc.record({ sku, quantity: few }) }),
  fc.record({ kind: fc.constant('return' as const), part: fc.record({ sku, quantity: few }) }),
  fc.record({ kind: fc.constant('set-quantity' as const), sku, quantity: fc.nat(3) }),
)
export const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      cart: fc.nat(CARTS.length - 1),
      policy: fc.constantFrom<Policy>('ship-complete', 'ship-available-then-backorder'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive' as const), sku, quantity: few }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('order' as const), nth: fc.nat(7), command }) },
)

type Counts = { onHand: number; reserved: number; allocated: number; received: number }
export type Shop = { readonly orders: Order[]; readonly stock: Map<string, Counts> }
export const newShop = (): Shop => ({
  orders: [],
  stock: new Map(SKUS.map((name) => [name, { onHand: 2, reserved: 0, allocated: 0, received: 2 }])),
})

export function act(made: Move, shop: Shop): void {
  switch (made.kind) {
    case 'submit':
      submit(made, shop)
      return
    case 'receive': {
      const counts = countsOf(shop, made.sku)
      counts.onHand += made.quantity
      counts.received += made.quantity
      giveOut(shop)
      return
    }
    case 'order': {
      const before = shop.orders[made.nth % Math.max(1, shop.orders.length)]
      if (before === undefined) return
      const decided = decide(before, made.command)
      if (decided !== undefined) apply(before, decided, shop)
      giveOut(shop)
      return
    }
    default:
      made satisfies never
  }
}

const countsOf = ({ stock }: Shop, name: string): Counts =>
  stock.get(name) ?? { onHand: 0, reserved: 0, allocated: 0, received: 0 }
function decide(order: Order, wanted: OrderCommand): OrderDecided | undefined {
  const result = decideOrder(order, wanted, {
    now: NOW,
    actor: system,
    source: 's',
    settings: facts.shop.settings,
    family: [],
  })
  return result.ok ? result.value : undefined
}

/** What is free is reserved, the rest waits. */
function submit({ cart, policy }: Extract<Move, { kind: 'submit' }>, shop: Shop): void {
  const template = CARTS[cart]
  if (template === undefined) return
  const lines = template.lines.map((line) => {
    const counts = countsOf(shop, line.sku)
    const reserved = Math.min(line.quantity, Math.max(0, counts.onHand - counts.reserved - counts.allocated))
    counts.reserved += reserved
    counts.allocated += line.quantity - reserved
    return { ...line, reserved, backordered: line.quantity - reserved }
  })
  shop.orders.push({
    ...template,
    number: 10_001 + shop.orders.length,
    lines,
    status: statusOf(lines),
    backorderPolicy: policy,
  })
}

function apply(before: Order, { order, stock }: OrderDecided, shop: Shop): void {
  shop.orders[shop.orders.indexOf(before)] = order
  for (const step of stock) add(step, shop)
}

function add({ sku: name, onHand, reserved, allocated }: StockMove, shop: Shop): void {
  const counts = countsOf(shop, name)
  counts.onHand += onHand
  counts.reserved += reserved
  counts.allocated += allocated
}

const queueOf = ({ orders }: Shop): readonly Waiter[] =>
  orders.flatMap((order) =>
    order.lines.flatMap(({ position, sku: name, backordered: quantity }) =>
      quantity === 0
        ? []
        : [
            {
              ...{ order: order.number, position, sku: name, quantity, seq: order.number * 10 + position },
              expedited: order.expedited === true,
              complete: order.backorderPolicy === 'ship-complete',
            },
          ],
    ),
  )
const hereOf = ({ stock }: Shop) => new Map([...stock].map(([name, { onHand, reserved }]) => [name, onHand - reserved]))

function giveOut(shop: Shop): void {
  const fills = fillQueue(queueOf(shop), hereOf(shop))
  for (const [number, parts] of Map.groupBy(fills, ({ order }) => order)) {
    const before = shop.orders.find((order) => order.number === number)
    const decided = before && decide(before, { kind: 'fill', parts, expected: [] })
    if (before === undefined || decided === undefined) throw new Error(`order ${number} did not take what it was given`)
    apply(before, decided, shop)
  }
}

/**
 * Everything that does not add up. A new order takes nothing that others wait for, so that goods
 * may lie there until the next act (`made`).
 */
export function wrong(made: Move, shop: Shop): readonly string[] {
  const lines = shop.orders.flatMap((order) => order.lines)
  const sum = (name: string, of: (line: Order['lines'][number]) => number): number =>
    lines.filter((line) => line.sku === name).reduce((total, line) => total + of(line), 0)
  const stock = [...shop.stock].flatMap(([name, { onHand, reserved, allocated, received }]) => [
    ...(0 <= reserved && reserved <= onHand ? [] : [`${name}: ${reserved} reserved of ${onHand}`]),
    ...(reserved === sum(name, (line) => line.reserved)
      ? []
      : [`${name}: ${reserved} reserved, orders say ${sum(name, (line) => line.reserved)}`]),
    ...(allocated === sum(name, (line) => line.backordered)
      ? []
      : [`${name}: ${allocated} waited for, orders say otherwise`]),
    ...(onHand === received - sum(name, (line) => line.shipped - line.returned)
      ? []
      : [`${name}: ${onHand} on hand of ${received} received`]),
  ])
  const counts = lines.flatMap((line) =>
    line.quantity === line.reserved + line.backordered + line.shipped + line.dropped + line.cancelled
      ? []
      : [`line ${line.sku} lost units`],
  )
  const idle = made.kind === 'submit' ? [] : fillQueue(queueOf(shop), hereOf(shop))
  return [...stock, ...counts, ...idle.map(({ order, sku: name }) => `${name} lies there while order ${order} waits`)]
}
