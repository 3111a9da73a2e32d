/**
 * Which units of a placed order go where after a change: the ship groups with their places, and the
 * units that have not left in them (rules.md O6). Units that were cancelled or dropped stay where
 * they were frozen. Next: rates.ts prices the groups, retax.ts the units.
 */
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { addressKey } from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import type { Amendment } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { alive, choose, open, unitsOf } from '#domain/order/units.ts'

/** Where goods leave for; `method` absent: it is to be found. */
export type ShipTarget = { readonly id: string; readonly address?: Address; readonly method?: string }
export type Arrangement = { readonly targets: readonly ShipTarget[]; readonly lines: readonly OrderLine[] }
export type Moving = Extract<Amendment, { kind: 'address' | 'split' | 'method' }>

export function arrange(
  order: Order,
  amendment: Moving,
  { shippingMethods }: Pick<ShopSettings, 'shippingMethods'>,
): Result<Arrangement, Refusal> {
  switch (amendment.kind) {
    case 'address':
      return ok(allTo(order, amendment, shippingMethods))
    case 'split':
      return someTo(order, amendment)
    case 'method': {
      const { method, part } = amendment
      if (part !== undefined) return someBy(order, { method, part }, shippingMethods)
      if (shippingMethods.some(({ id, kind }) => id === method && kind === 'pickup')) return ok(together(order, method))
      const targets = order.groups.map((group) => ({ ...targetOf(group), method }))
      return ok({ targets, lines: order.lines })
    }
    default:
      return amendment satisfies never
  }
}

const targetOf = ({ id, address, method }: Order['groups'][number]): ShipTarget => ({
  id,
  method,
  ...given({ address }),
})

/** Everything that has not left goes there, in one group; what was to be picked up is sent then. */
function allTo(
  { groups, lines }: Order,
  { address, method }: Extract<Moving, { kind: 'address' }>,
  methods: ShopSettings['shippingMethods'],
): Arrangement {
  const [first] = groups
  const id = first?.id ?? 'main'
  const before = methods.some((one) => one.id === first?.method && one.kind === 'pickup') ? undefined : first?.method
  const kept = method ?? before
  return {
    targets: [{ id, address, ...given({ method: kept }) }],
    lines: lines.map((line) => moved(line, alive(line), () => id)),
  }
}

/** What is picked up is in one place; where it would go to stays known. */
function together({ groups, lines }: Order, method: string): Arrangement {
  const [first] = groups
  const id = first?.id ?? 'main'
  return {
    targets: [{ ...(first === undefined ? {} : targetOf(first)), id, method }],
    lines: groups.length < 2 ? lines : lines.map((line) => moved(line, alive(line), () => id)),
  }
}

/** The last units that have not left; a place that is one of the order's already takes them up. */
function someTo(order: Order, amendment: Extract<Moving, { kind: 'split' }>): Result<Arrangement, Refusal> {
  const { address, method } = amendment
  const taken = takenOf(order, amendment)
  if (!taken.ok) return taken
  const known = order.groups.find((group) => group.address && addressKey(group.address) === addressKey(address))
  const id = known?.id ?? freeId(order.groups)
  const lines = order.lines.map((line) => moved(line, taken.value.get(line.position) ?? 0, () => id))
  const added: ShipTarget = { id, address, ...given({ method }) }
  const targets = [...order.groups.map(targetOf), ...(known === undefined ? [added] : [])]
  return ok({ targets: targets.filter((target) => isUsed(target.id, lines)), lines })
}

type Part = { readonly sku: Sku; readonly quantity: Quantity }
/** How many units of which line. */
function takenOf(order: Order, { sku, quantity }: Part): Result<ReadonlyMap<number, number>, Refusal> {
  const refuse = (why: Extract<Refusal, { kind: 'order' }>['why']): Result<never, Refusal> =>
    no({ kind: 'order', number: order.number, why })
  if (!order.lines.some((line) => line.sku === sku)) return refuse({ kind: 'no-such-item', what: sku })
  const chosen = choose(order, { sku, quantity }, open)
  if (chosen !== undefined && chosen.length > 0)
    return ok(new Map(chosen.map(({ line, quantity: units }) => [line.position, units])))
  const most = order.lines.reduce((total, line) => total + (line.sku === sku ? open(line) : 0), 0)
  return refuse({ kind: 'too-many', sku, most, to: 'split' })
}

/** Another way for a part only: it goes where it went. A group that goes so as a whole stays one. */
function someBy(
  order: Order,
  { method, part }: { readonly method: string; readonly part: Part },
  methods: ShopSettings['shippingMethods'],
): Result<Arrangement, Refusal> {
  const taken = takenOf(order, part)
  if (!taken.ok) return taken
  const isPickup = methods.some(({ id, kind }) => id === method && kind === 'pickup')
  const inGroup = (id: string, moving: boolean): boolean =>
    order.lines.some((line) => {
      const first = alive(line) - (taken.value.get(line.position) ?? 0)
      return unitsOf(line).some((unit, index) => unit.group === id && index < alive(line) && moving === index >= first)
    })
  const targets: ShipTarget[] = []
  const to = new Map<string, string>()
  const added: ShipTarget[] = []
  for (const group of order.groups) {
    const target = targetOf(group)
    const key = target.address === undefined ? '' : addressKey(target.address)
    const there = [...order.groups, ...added].find(
      (one) =>
        one.id !== group.id &&
        one.method === method &&
        (isPickup || (one.address !== undefined && addressKey(one.address) === key)),
    )
    const leaves = group.method !== method && inGroup(group.id, true)
    const whole = leaves && there === undefined && !inGroup(group.id, false)
    targets.push(whole ? { ...target, method } : target)
    if (!leaves || whole) continue
    const id = there?.id ?? freeId([...order.groups, ...added])
    if (there === undefined) added.push({ ...target, id, method })
    to.set(group.id, id)
  }
  const lines = order.lines.map((line) =>
    moved(line, taken.value.get(line.position) ?? 0, (group) => to.get(group) ?? group),
  )
  return ok({ targets: [...targets, ...added].filter(({ id }) => isUsed(id, lines)), lines })
}

const freeId = (groups: readonly { readonly id: string }[]): string =>
  `g${Math.max(1, ...groups.map(({ id }) => Number(id.replace(/^\D+/, '')) || 1)) + 1}`

/** The last `count` units that are still wanted. */
function moved(line: OrderLine, count: number, to: (group: string) => string): OrderLine {
  if (count === 0) return line
  const end = alive(line)
  const units = unitsOf(line).map((unit, index) =>
    index >= end - count && index < end ? { ...unit, group: to(unit.group) } : unit,
  )
  return { ...line, units }
}

/** Something that is still wanted goes there. */
export const isUsed = (group: string, lines: readonly OrderLine[]): boolean =>
  lines.some((line) => unitsOf(line).some((unit, index) => index < alive(line) && unit.group === group))
