/**
 * An exchange: another item for one of a placed order, in the same order, at what was paid for that
 * one, its coupon's share and all; a dearer one costs the difference of the list prices with its
 * tax, and shipping is not charged again (rules.md O16). Units with the customer are expected back,
 * and booked when they came (returns.ts); units that have not left are cancelled. The worth moves
 * to a new line, so every component adds up.
 */
import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Order, OrderLine, UnitShare } from '#domain/model/order.ts'
import type { ExchangeGoods, OrderCommand, OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { OrderRefusal, Refusal } from '#domain/model/refusals.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { type Taxed, taxOfMore } from '#domain/pricing/tax.ts'
import { sumUnits } from '#domain/pricing/unit-shares.ts'
import { eventOf, withOrderLines } from './change.ts'
import { settle } from './money.ts'
import { cancelUnits, choose, exchangeable, expectUnits, movesOf, open, type Taken, worth } from './units.ts'

type Exchange = Extract<OrderCommand, { kind: 'exchange' }>
const refuse = (order: Order, why: OrderRefusal): Result<never, Refusal> =>
  no({ kind: 'order', number: order.number, why })

export function exchange(order: Order, { part, goods }: Exchange, facts: OrderFacts): Result<OrderDecided, Refusal> {
  const own = order.lines.filter(
    (line) => line.sku === part.sku && !line.gift && !line.components.some(({ earnedBy }) => earnedBy),
  )
  if (own.length === 0) return refuse(order, { kind: 'no-such-item', what: part.sku })
  const taken = takenFrom({ ...order, lines: own }, part)
  if (taken === undefined) {
    const most = Math.max(count(own, exchangeable), count(own, open))
    return refuse(order, { kind: 'too-many', sku: part.sku, most, to: 'exchange' })
  }
  const quantity = taken.reduce((total, { units }) => total + units.length, 0)
  if (goods.here !== undefined && goods.here < quantity)
    return refuse(order, { kind: 'not-here', sku: goods.sku, here: goods.here })
  const lines = taken.map((one, index) =>
    lineOf(one, { order, goods, position: order.lines.length + index + 1 }, facts.settings),
  )
  const { order: after, moved } = settle(grown(withOrderLines(order, taken), lines, goods))
  const label = `Exchanged ${quantity} x ${part.sku} for ${quantity} x ${goods.sku}`
  const reserve: Taken[] = lines.map((line) => ({
    line,
    units: [],
    move: { sku: line.sku, onHand: 0, reserved: line.quantity, allocated: 0 },
  }))
  return ok({
    order: after,
    events: [
      eventOf({ kind: 'exchanged', label, detail: { ...moved, difference: differenceOf(order, after) } }, facts),
    ],
    stock: movesOf([...taken, ...reserve]),
    moved,
    givesCouponsBack: false,
  })
}

/** What an exchange costs, minor units. */
export const differenceOf = (before: Pick<Order, 'total' | 'money'>, after: Pick<Order, 'total' | 'money'>): number =>
  after.total - after.money.credited - (before.total - before.money.credited)

const count = (lines: readonly OrderLine[], of: (line: OrderLine) => number): number =>
  lines.reduce((total, line) => total + of(line), 0)

/** Of what the customer has, or else of what has not left. */
function takenFrom(order: Order, part: Exchange['part']): readonly Taken[] | undefined {
  const out = choose(order, part, exchangeable)
  if (out !== undefined && out.length > 0)
    return out.map(({ line, quantity }) => expectUnits(line, quantity, 'exchanged'))
  const here = choose(order, part, open)
  return here === undefined || here.length === 0
    ? undefined
    : here.map(({ line, quantity }) => cancelUnits(line, quantity))
}

type Making = { readonly order: Order; readonly goods: ExchangeGoods; readonly position: number }

function lineOf({ line, units: left }: Taken, { order, goods, position }: Making, settings: ShopSettings): OrderLine {
  const more = Math.max(0, goods.price - line.listPrice)
  const taxed =
    line.tax === 0 ? { contained: 0, tax: 0 } : taxOfMore(more, goods.taxClass, groupOf(order, left), settings)
  const units = left.map((unit) => movedUnit(unit, line, more, taxed))
  const { components: amounts, net, tax } = sumUnits(units, line.components.length)
  const components = line.components.map(({ earnedBy: _, ...component }, index) => ({
    ...component,
    amount: amounts[index] ?? 0,
  }))
  const { note, freeText } = line
  return {
    ...{
      position,
      sku: goods.sku,
      name: goods.name,
      optionText: goods.optionText,
      quantity: units.length,
      listPrice: goods.price,
    },
    unitPrice: line.unitPrice + more,
    gross: net - sum(components.map(({ amount }) => amount)),
    ...{ components, net, tax, gift: false, units },
    ...given({ note, freeText }),
    ...{ shipped: 0, reserved: units.length, backordered: 0, dropped: 0, cancelled: 0, returned: 0 },
  }
}

const groupOf = ({ groups }: Order, [unit]: readonly UnitShare[]) =>
  groups.find(({ id }) => id === unit?.group) ?? groups[0]

function movedUnit(
  { group, components, net, tax, standsFor }: UnitShare,
  line: OrderLine,
  more: number,
  taxed: Taxed,
): UnitShare {
  const contained = line.components.findIndex(({ kind }) => kind === 'included-tax')
  return {
    group,
    components: components.map((amount, index) => (index === contained ? amount - taxed.contained : amount)),
    net: net + more - (contained < 0 ? 0 : taxed.contained),
    tax: tax + taxed.tax,
    standsFor: standsFor ?? line.sku,
  }
}

/** The order with the new lines: its figures are theirs too. */
function grown(order: Order, lines: readonly OrderLine[], { name }: ExchangeGoods): Order {
  const of = (amount: (line: OrderLine) => number): number => sum(lines.map(amount))
  const more = of(({ units }) => worth(units))
  const total = order.total + more
  const label = `${of(({ quantity }) => quantity)} x ${name}, in exchange`
  return {
    ...order,
    lines: [...order.lines, ...lines],
    subtotal: order.subtotal + of(({ gross }) => gross),
    discount: order.discount + of(({ net, gross }) => net - gross),
    tax: order.tax + of(({ tax }) => tax),
    total,
    payment: { ...order.payment, amount: order.payment.amount + more },
    steps: [...order.steps, { stage: 'S6', source: 'exchange', label, amount: more, after: total }],
  }
}
