/**
 * `parley orders export --csv`: one row an order line and one for each shipping charge, so that a
 * column of amounts adds up to the orders' totals. Amounts are in currency units with a point; days
 * and times are UTC. Columns are a promise to scripts: only add at the end.
 */

import { csvText } from '#cli/csv.ts'
import type { Order } from '#domain/model/order.ts'
import { due, toGiveBack } from '#domain/order/money.ts'
import { exponentOf } from '#shop-file/context.ts'

const COLUMNS = [
  'order',
  'part of',
  'placed',
  'status',
  'customer number',
  'customer',
  'email',
  'row',
  'sku',
  'item',
  'quantity',
  'unit price',
  'gross',
  'discount',
  'net',
  'tax',
  'currency',
  'shipped',
  'reserved',
  'backordered',
  'dropped',
  'cancelled',
  'returned',
  'order total',
  'order no longer owed',
  'order charged',
  'order refunded',
  'tracking',
  'order due',
  'order to give back',
  'payment',
  'text',
  'note',
] as const

/** With the names of the columns. */
export const ordersCsv = (orders: readonly Order[]): string => csvText([COLUMNS, ...orders.flatMap(rowsOf)])
export const csvRowsOf = (orders: readonly Order[]): string => csvText(orders.flatMap(rowsOf))

function rowsOf(order: Order): readonly (readonly string[])[] {
  const exponent = exponentOf(order.currency)
  const amount = (value: number): string => (value / 10 ** exponent).toFixed(exponent)
  const head = headOf(order)
  const { money } = order
  const tracking = order.parcels.flatMap((parcel) => parcel.tracking ?? []).join(' ')
  const tail = [
    ...[order.total, money.credited, money.captured, money.refunded].map(amount),
    tracking,
    ...[due(order), toGiveBack(order)].map(amount),
    order.payment.status,
  ]
  const lines = order.lines.map((line) => [
    ...[
      ...head,
      'line',
      line.sku,
      [line.name, line.optionText].filter((part) => part !== '').join(', '),
      String(line.quantity),
    ],
    ...[line.unitPrice, line.gross, line.net - line.gross, line.net, line.tax].map(amount),
    order.currency,
    ...[line.shipped, line.reserved, line.backordered, line.dropped, line.cancelled, line.returned].map(String),
    ...tail,
    ...[line.freeText ?? '', line.note ?? ''],
  ])
  const shipping = order.groups.map(({ methodName, charge, tax }) => [
    ...[...head, 'shipping', '', methodName, '1'],
    ...[charge, charge, 0, charge, tax].map(amount),
    order.currency,
    ...NO_COUNTS,
    ...tail,
    ...['', ''],
  ])
  return [...lines, ...shipping]
}
const NO_COUNTS = ['', '', '', '', '', '']

function headOf({ number, parent, placedAt, status, customerNumber, buyer }: Order): readonly string[] {
  return [
    String(number),
    parent === null ? '' : String(parent),
    placedAt,
    status,
    customerNumber ?? '',
    'name' in buyer ? (buyer.name ?? '') : '',
    'email' in buyer ? (buyer.email ?? '') : '',
  ]
}
