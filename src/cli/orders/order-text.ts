/**
 * An order for people at a command line: the same facts as the JSON, in words and amounts.
 */

import { type CurrencyFormat, formatMoney } from '#domain/base/money.ts'
import { formatAddress } from '#domain/draft/address.ts'
import type { Order, OrderLine, OrderPayment } from '#domain/model/order.ts'
import { due, toGiveBack } from '#domain/order/money.ts'
import { standing } from '#domain/order/payment.ts'
import { exponentOf } from '#shop-file/context.ts'

const formatOf = (currency: string): CurrencyFormat => ({ currency, exponent: exponentOf(currency), locale: 'en' })

/** One row of `orders list`. */
export const orderTextRow = (order: Order): string =>
  [
    String(order.number),
    order.placedAt.slice(0, 10),
    order.status.padEnd(14),
    `${formatMoney(order.total, formatOf(order.currency))} ${order.currency}`.padStart(16),
    ` ${buyerText(order)}`,
  ].join('  ')

export function orderText(order: Order): string {
  const format = formatOf(order.currency)
  const money = (amount: number): string => formatMoney(amount, format)
  return [
    `Order ${order.number}${order.parent === null ? '' : `, part of ${order.parent}`} - ${order.status}`,
    `Customer: ${buyerText(order)}`,
    `Placed: ${order.placedAt} by ${order.placedBy}`,
    '',
    ...order.lines.flatMap((line) => lineText(line, money)),
    '',
    ...amountsOf(order).map(([label, amount]) => `${label.padEnd(12)}${money(amount).padStart(12)} ${order.currency}`),
    '',
    ...order.groups.map(
      ({ address, methodName }) =>
        `Ship to: ${address === undefined ? '-' : formatAddress(address).join(', ')} (${methodName})`,
    ),
    ...order.parcels.map(
      ({ at, tracking, lines }) =>
        `Sent ${at}: ${lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join(', ')}` +
        (tracking === undefined ? '' : `, tracking ${tracking}`),
    ),
    `Payment: ${paymentText(order.payment)}`,
    ...standing(order.records).map(({ kind, amount, how, by, at, reference }) =>
      [
        `  ${kind === 'collected' ? 'paid' : 'given back'} ${money(amount)} ${order.currency}`,
        how,
        ...(reference === undefined ? [] : [reference]),
        by,
        at,
      ].join(', '),
    ),
    ...order.comments.map((comment) => `Comment: ${comment}`),
  ].join('\n')
}

function amountsOf(order: Order): readonly (readonly [string, number])[] {
  return [
    ['Subtotal', order.subtotal],
    ...(order.discount === 0 ? [] : [['Discounts', order.discount] as const]),
    ['Shipping', order.shipping],
    ['Tax', order.tax],
    ['Total', order.total],
    ...(order.money.credited === 0 ? [] : [['Not owed', 0 - order.money.credited] as const]),
    ...(order.money.captured === 0 ? [] : [['Paid', 0 - order.money.captured] as const]),
    ...(order.money.refunded === 0 ? [] : [['Given back', order.money.refunded] as const]),
    ...(toGiveBack(order) > 0
      ? [['To give back', 0 - toGiveBack(order)] as const]
      : order.total > 0
        ? [['Still to pay', due(order)] as const]
        : []),
  ]
}

function lineText(line: OrderLine, money: (amount: number) => string): readonly string[] {
  const name = `${line.quantity} x ${line.name}${line.optionText === '' ? '' : `, ${line.optionText}`} (${line.sku})`
  const price =
    line.unitPrice === line.listPrice
      ? money(line.unitPrice)
      : `${money(line.unitPrice)} instead of ${money(line.listPrice)}`
  const counts = COUNTS.filter((count) => line[count] > 0).map((count) => `${line[count]} ${count}`)
  return [
    `${name}: ${price} each, ${money(line.gross)}; net ${money(line.net)}, ` +
      `tax ${money(line.tax)}${counts.length === 0 ? '' : `; ${counts.join(', ')}`}`,
    ...line.components.map(({ label, source, amount }) => `    ${label} (${source}): ${money(amount)}`),
    ...(line.note === undefined ? [] : [`    Note: ${line.note}`]),
    ...(line.freeText === undefined ? [] : [`    Text: ${line.freeText}`]),
  ]
}
const COUNTS = ['shipped', 'reserved', 'backordered', 'dropped', 'cancelled', 'returned'] as const

function buyerText({ buyer, customerNumber }: Order): string {
  const name = 'name' in buyer ? buyer.name : undefined
  const email = 'email' in buyer ? buyer.email : undefined
  const parts = [name, email, customerNumber ?? (buyer.kind === 'registered' ? buyer.number : 'guest')]
  return parts.filter((part) => part !== undefined).join(', ')
}

function paymentText({ choice, status }: OrderPayment): string {
  switch (choice.kind) {
    case 'stored':
      return `${choice.brand} ending ${choice.last4}, ${status}`
    case 'invoice':
      return `invoice${choice.reference === undefined ? '' : ` ${choice.reference}`}, ${status}`
    case 'link':
      return `payment link, ${status}`
    case 'delivery':
      return `on delivery, ${status}`
    case 'none':
      return status
    default:
      return choice satisfies never
  }
}
