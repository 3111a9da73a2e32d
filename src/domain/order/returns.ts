/**
 * Goods that come back: announced first, then received (rules.md O16). An announcement books
 * nothing; what came is worth its frozen shares, is on hand again, and takes along what it earned.
 * Next: exchange.ts, another item for one of these.
 */
import type { Quantity } from '#domain/base/flavour.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { OrderRefusal, Refusal } from '#domain/model/refusals.ts'
import { changed, eventOf, nothingMoved, withOrderLines } from './change.ts'
import { choose, expectUnits, kept, open, returnable, returnUnits } from './units.ts'

type Of<K extends OrderCommand['kind']> = Extract<OrderCommand, { kind: K }>
type Decision = Result<OrderDecided, Refusal>
type Chosen = readonly { readonly line: OrderLine; readonly quantity: Quantity }[]

const refuse = (order: Order, why: OrderRefusal): Decision => no({ kind: 'order', number: order.number, why })

export function decideReturn(
  order: Order,
  command: Of<'announce-return' | 'withdraw-return' | 'return'>,
  facts: OrderFacts,
): Result<OrderDecided, Refusal> {
  switch (command.kind) {
    case 'announce-return':
      return announce(order, command, facts)
    case 'withdraw-return':
      return withdraw(order, command, facts)
    case 'return':
      return receive(order, command, facts)
    default:
      return command satisfies never
  }
}

function announce(order: Order, { part, instead }: Of<'announce-return'>, facts: OrderFacts): Decision {
  const chosen = from(order, part, returnable)
  if (!chosen.ok) return chosen
  const taken = chosen.value.map(({ line, quantity }) => expectUnits(line, quantity, 'announced'))
  const other = instead === undefined ? '' : `, to be exchanged for ${instead}`
  const label = `Return announced: ${listed(chosen.value)}${other}`
  return ok(
    onlySaid(
      withOrderLines(order, taken),
      { kind: 'return-announced', label, detail: { lines: partsOf(chosen.value) } },
      facts,
    ),
  )
}

function withdraw(order: Order, { sku }: Of<'withdraw-return'>, facts: OrderFacts): Decision {
  const lines = order.lines.map((line) =>
    (sku === undefined || line.sku === sku) && line.units.some((unit) => unit.announced === true)
      ? { ...line, units: line.units.map(({ announced: _, ...unit }) => unit) }
      : line,
  )
  if (lines.every((line, index) => line === order.lines[index])) return refuse(order, { kind: 'nothing-announced' })
  return ok(
    onlySaid(
      { ...order, lines },
      {
        kind: 'return-withdrawn',
        label: `${sku ?? 'Nothing'} ${sku === undefined ? 'comes' : 'does not come'} back after all`,
        detail: {},
      },
      facts,
    ),
  )
}

/** Within what was shipped, at what was paid. */
function receive(order: Order, { part }: Of<'return'>, facts: OrderFacts): Decision {
  const chosen = from(order, part, kept)
  if (!chosen.ok) return chosen
  const taken = chosen.value.map(({ line, quantity }) => returnUnits(line, quantity))
  const label = `Returned ${listed(chosen.value)}`
  return ok(changed({ order, taken }, { kind: 'returned', label, detail: { lines: partsOf(chosen.value) } }, facts))
}

function from(order: Order, part: Of<'return'>['part'], has: (line: OrderLine) => number): Result<Chosen, Refusal> {
  const lines = order.lines.filter((line) => line.sku === part.sku)
  if (lines.length === 0)
    return no({ kind: 'order', number: order.number, why: { kind: 'no-such-item', what: part.sku } })
  const most = lines.reduce((total, line) => total + has(line), 0)
  const chosen = most === 0 ? undefined : choose(order, part, has)
  if (chosen === undefined || chosen.length === 0) {
    const left = lines.some((line) => open(line) > 0) ? ({ open: true } as const) : {}
    const why = { kind: 'too-many', sku: part.sku, most, to: 'return', ...left } as const
    return no({ kind: 'order', number: order.number, why })
  }
  return ok(chosen)
}

/** Neither goods nor money move. */
const onlySaid = (order: Order, event: Parameters<typeof eventOf>[0], facts: OrderFacts): OrderDecided => ({
  order,
  events: [eventOf(event, facts)],
  stock: [],
  moved: nothingMoved,
  givesCouponsBack: false,
})

const partsOf = (chosen: Chosen) => chosen.map(({ line, quantity }) => ({ sku: line.sku, quantity }))
const listed = (chosen: Chosen): string => chosen.map(({ line, quantity }) => `${quantity} x ${line.sku}`).join(', ')
