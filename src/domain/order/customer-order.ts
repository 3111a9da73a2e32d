/**
 * A placed order as its customer reads it. Rule: nothing of the shop's own is in it, by type: a
 * whole order is no CustomerOrder, and customerOrder is the only way to one. Next:
 * #domain/draft/sides.ts, the same for a cart; customer-refusal.ts, the same for every "no".
 */
import type { Order, OrderGroup } from '#domain/model/order.ts'

type Ours = 'memos' | 'records' | 'given' | 'steps' | 'customerNumber' | 'callerCheck' | 'placedBy'
/** What both sides read of an order. */
export type SharedOrder = Omit<Order, Ours | 'groups'> & { readonly groups: readonly Omit<OrderGroup, 'override'>[] }
export type CustomerOrder = SharedOrder & { readonly [K in Ours]?: never } & {
  readonly groups: readonly (Omit<OrderGroup, 'override'> & { readonly override?: never })[]
}

/** Who placed it says where a letter or a link went. */
type Untold = Exclude<Ours, 'records' | 'placedBy'>
/** What words about an order are made from, whoever reads them. */
export type OpenOrder = Omit<Order, Untold>
/** What news of a change is made from: whoever reads the thread of the order reads them. */
export type ToldOrder = OpenOrder & { readonly [K in Untold]?: never }

export function toldOrder(order: Order): ToldOrder {
  const { memos: _m, given: _g, steps: _s, customerNumber: _c, callerCheck: _k, ...rest } = order
  return rest
}

/** Why something was taken off is the shop's own business. */
export function customerOrder(order: Order): CustomerOrder {
  const {
    memos: _m,
    records: _r,
    given: _g,
    steps: _s,
    customerNumber: _c,
    callerCheck: _k,
    placedBy: _p,
    groups,
    lines,
    ...rest
  } = order
  return {
    ...rest,
    groups: groups.map(({ override: _, ...group }) => group),
    lines: lines.map((line) => ({
      ...line,
      components: line.components.map((part) =>
        part.kind === 'subtraction' ? { ...part, source: 'discount', label: 'Discount' } : part,
      ),
    })),
  }
}
