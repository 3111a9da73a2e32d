/**
 * What arrives for a placed order, and what its customer wants done with it: units are set aside
 * for it, it is told another day, it leaves as it comes or together, it goes to the front of the
 * queue. Who gets what is stock/fill-queue.ts; each part is frozen, so what is to be authorised for
 * it is exact.
 */

import type { Quantity } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import type {
  ExpectedPart,
  OrderDecided,
  OrderEventKind,
  OrderFacts,
  ReleaseCommand,
} from '#domain/model/order-command.ts'
import type { OrderRefusal, Refusal } from '#domain/model/refusals.ts'
import { changed, eventOf, nothingMoved } from './change.ts'
import { type Taken, unitsOf, worth } from './units.ts'

type Decision = Result<OrderDecided, Refusal>

export function decideRelease(order: Order, command: ReleaseCommand, facts: OrderFacts): Decision {
  switch (command.kind) {
    case 'fill':
      return fill(order, command, facts)
    case 'new-dates':
      return newDates(order, command.expected, facts)
    case 'release':
      return asItComes(order, facts)
    case 'wait':
      return together(order, facts)
    case 'expedite':
      return expedite(order, facts)
    default:
      return command satisfies never
  }
}

const refuse = (order: Order, why: OrderRefusal): Decision => no({ kind: 'order', number: order.number, why })
export const waitingUnits = ({ lines }: Pick<Order, 'lines'>): number =>
  lines.reduce((total, line) => total + line.backordered, 0)
const reservedUnits = ({ lines }: Order): number => lines.reduce((total, line) => total + line.reserved, 0)

/** The waiting units next in line become reserved ones. Never more than wait. */
function fill(
  order: Order,
  { parts, expected }: Extract<ReleaseCommand, { kind: 'fill' }>,
  facts: OrderFacts,
): Decision {
  const given = new Map(parts.map(({ position, quantity }) => [position, quantity]))
  const taken = order.lines.flatMap((line) => {
    const quantity = Math.min(given.get(line.position) ?? 0, line.backordered)
    return quantity > 0 ? [fillUnits(line, quantity)] : []
  })
  if (taken.length === 0) return refuse(order, { kind: 'nothing-waits' })
  const lines = taken.map(({ line, move }) => ({ sku: line.sku, quantity: move.reserved }))
  const authorise = taken.reduce((total, { units }) => total + worth(units), 0)
  const what = lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join(', ')
  const card =
    order.payment.choice.kind === 'stored' ? `, ${formatMoney(authorise, facts.settings)} to be authorised` : ''
  const label = `Set aside from what came: ${what}${card}`
  return ok(
    changed(
      { order: withDays(order, expected), taken: taken.map(keepDay(expected)) },
      { kind: 'released', label, detail: { lines, authorise } },
      facts,
    ),
  )
}

function fillUnits(line: OrderLine, quantity: Quantity): Taken {
  const first = line.shipped + line.reserved
  return {
    line: { ...line, reserved: line.reserved + quantity, backordered: line.backordered - quantity },
    units: unitsOf(line).slice(first, first + quantity),
    move: { sku: line.sku, onHand: 0, reserved: quantity, allocated: 0 - quantity },
  }
}

const keepDay =
  (expected: readonly ExpectedPart[]) =>
  ({ line, ...rest }: Taken): Taken => ({ ...rest, line: withDay(line, expected) })

const withDays = (order: Order, expected: readonly ExpectedPart[]): Order => ({
  ...order,
  lines: order.lines.map((line) => withDay(line, expected)),
})

/** What its customer is told; a line that no longer waits is expected no more. */
function withDay(line: OrderLine, expected: readonly ExpectedPart[]): OrderLine {
  const part = expected.find(({ position }) => position === line.position)
  const { expectedOn: told, ...rest } = line
  const on = line.backordered === 0 ? undefined : part === undefined ? told : part.on
  return on === undefined ? rest : { ...rest, expectedOn: on }
}

function newDates(order: Order, expected: readonly ExpectedPart[], facts: OrderFacts): Decision {
  const after = withDays(order, expected)
  const days = expected.flatMap(({ position, on }) => {
    const line = order.lines.find((one) => one.position === position)
    return line === undefined || line.expectedOn === on ? [] : [`${line.sku} ${on ?? 'without a date'}`]
  })
  if (days.length === 0) return refuse(order, { kind: 'nothing-waits' })
  return ok(onlySaid(after, 'dates-changed', `Expected now: ${days.join(', ')}`, facts))
}

/**
 * Something of it waits, or waited and came: who buys it chose what becomes of short goods. An
 * order that was complete from the start is shipped, not released.
 */
export const waitsOrCame = (order: Order): boolean =>
  waitingUnits(order) > 0 ||
  (order.backorderPolicy !== undefined && order.backorderPolicy !== 'ship-available-drop-rest')

function asItComes(order: Order, facts: OrderFacts): Decision {
  if (!waitsOrCame(order)) return refuse(order, { kind: 'nothing-waits' })
  if (order.backorderPolicy !== 'ship-complete' || waitingUnits(order) === 0)
    return reservedUnits(order) === 0
      ? refuse(order, { kind: 'nothing-to-ship', waiting: waitingUnits(order) })
      : ok(asked(order, facts))
  return ok(
    onlySaid(
      { ...order, backorderPolicy: 'ship-available-then-backorder' },
      'goes-as-it-comes',
      'Leaves as it comes',
      facts,
    ),
  )
}

const asked = (order: Order, facts: OrderFacts): OrderDecided =>
  onlySaid(order, 'goes-as-it-comes', 'What is here may leave now', facts)

function together(order: Order, facts: OrderFacts): Decision {
  if (waitingUnits(order) === 0) return refuse(order, { kind: 'nothing-waits' })
  if (order.backorderPolicy === 'ship-complete') return refuse(order, { kind: 'waits-already' })
  return ok(
    onlySaid(
      { ...order, backorderPolicy: 'ship-complete' },
      'goes-together',
      'Leaves together, when everything is here',
      facts,
    ),
  )
}

function expedite(order: Order, facts: OrderFacts): Decision {
  if (waitingUnits(order) === 0) return refuse(order, { kind: 'nothing-waits' })
  if (order.expedited === true) return refuse(order, { kind: 'expedited-already' })
  return ok(onlySaid({ ...order, expedited: true }, 'expedited', 'To the front of the queue', facts))
}

/** Neither goods nor money move. */
const onlySaid = (order: Order, kind: OrderEventKind, label: string, facts: OrderFacts): OrderDecided => ({
  order,
  events: [eventOf({ kind, label, detail: {} }, facts)],
  stock: [],
  moved: nothingMoved,
  givesCouponsBack: false,
})
