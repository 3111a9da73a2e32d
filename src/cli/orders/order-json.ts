/**
 * The JSON of `orders show` and `orders list`: amounts are numbers in minor units, discounts
 * negative. For every line gross + components = net; subtotal + discount + shipping + tax = total.
 * A head is the same object without `lines`. Its shape is a promise to scripts: only add keys.
 */
import { given } from '#domain/base/given.ts'
import type { Buyer } from '#domain/model/customer.ts'
import type { Order, OrderLine, OrderPayment } from '#domain/model/order.ts'
import { due, toGiveBack } from '#domain/order/money.ts'

export function orderHead(order: Order) {
  const {
    number,
    parent,
    status,
    currency,
    subtotal,
    discount,
    shipping,
    tax,
    total,
    placedAt,
    placedBy,
    coupons,
    backorderPolicy,
    money,
  } = order
  return {
    number,
    parent,
    status,
    customer: customerOf(order),
    currency,
    subtotal,
    discount,
    shipping,
    tax,
    total,
    payment: {
      ...paymentOf(order.payment),
      ...money,
      due: due(order),
      toGiveBack: toGiveBack(order),
      records: order.records,
    },
    coupons: coupons.map(({ code, amount }) => ({ code, amount })),
    backorders: backorderPolicy ?? null,
    shipments: order.groups.map(shipmentOf),
    parcels: order.parcels,
    comments: order.comments,
    placedAt,
    placedBy,
  }
}

export function orderJson(order: Order) {
  const { number, parent, status, customer, currency, ...rest } = orderHead(order)
  return { number, parent, status, customer, currency, lines: order.lines.map(lineJson), ...rest }
}

const shipmentOf = ({ id, method, address, rate, charge, freeBy, override, tax }: Order['groups'][number]) => ({
  ...{ id, method, rate, charge, tax },
  freeBy: freeBy ?? null,
  override: override ?? null,
  address: address ?? null,
})

function lineJson(line: OrderLine) {
  const { sku, quantity, unitPrice, listPrice, gross, components, net, tax } = line
  const { shipped, reserved, backordered, dropped, cancelled, returned } = line
  return {
    ...{ sku, quantity, unitPrice, gross },
    components: components.map(({ source, kind, amount }) => ({ source, kind, amount })),
    ...{ net, tax, shipped, reserved, backordered, dropped, cancelled, returned },
    ...(unitPrice === listPrice ? {} : { events: [{ kind: 'line-overridden', before: listPrice, after: unitPrice }] }),
    ...given({ note: line.note, freeText: line.freeText }),
  }
}

/** A person who registered with this order is a registered customer of it. */
function customerOf({ buyer, customerNumber }: Order) {
  const number = customerNumber ?? ('number' in buyer ? buyer.number : null)
  return {
    kind: number === null ? 'guest' : 'registered',
    email: emailOf(buyer),
    number,
    name: 'name' in buyer ? (buyer.name ?? null) : null,
    phone: 'phone' in buyer ? (buyer.phone ?? null) : null,
  }
}
const emailOf = (buyer: Buyer): string | null => ('email' in buyer ? (buyer.email ?? null) : null)

function paymentOf({ choice, status, amount }: OrderPayment) {
  switch (choice.kind) {
    case 'stored':
      return { kind: choice.kind, status, amount, brand: choice.brand, last4: choice.last4 }
    case 'invoice':
      return { kind: choice.kind, status, amount, reference: choice.reference ?? null }
    case 'link':
    case 'delivery':
    case 'none':
      return { kind: choice.kind, status, amount }
    default:
      return choice satisfies never
  }
}
