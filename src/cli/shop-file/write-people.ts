/**
 * Customers and the orders from before the load, written back with the amounts that were charged. The way there is build-people.ts and
 * build-orders.ts.
 */
import { addressKey } from '#domain/draft/address.ts'
import type { CustomerData, PastOrderData, ShopData } from '#store/shop/shop-data.ts'
import { dayAt } from './context.ts'
import { given } from './given.ts'
import type { ShopFileInput } from './schema.ts'
import { amountText, writeAddress } from './write-shop.ts'

export const writeCustomers = (customers: readonly CustomerData[]): ShopFileInput['customers'] =>
  customers.map((customer) => ({
    number: customer.number,
    name: customer.name,
    ...given('email', customer.email),
    ...given('phone', customer.phone),
    ...given('groups', customer.groups.length === 0 ? undefined : [...customer.groups]),
    ...given('taxExempt', customer.taxExempt ? true : undefined),
    ...given('invoice', customer.invoiceAllowed ? { days: String(customer.invoiceDays) } : undefined),
    ...given('note', customer.note),
    ...given('backorders', customer.backorderPreference),
    ...given(
      'addresses',
      customer.addresses.length === 0 ? undefined : customer.addresses.map((saved) => writeSaved(saved, customer.name)),
    ),
    ...given('cards', customer.methods.length === 0 ? undefined : customer.methods.map(writeCard)),
  }))

const writeSaved = ({ label, address, isDefault }: CustomerData['addresses'][number], name: string) => ({
  label,
  ...given('default', isDefault ? true : undefined),
  ...writeAddress(address, name),
})

const writeCard = ({ brand, last4, token, isDefault }: CustomerData['methods'][number]) => ({
  brand,
  last4,
  token,
  ...given('default', isDefault ? true : undefined),
})

export function writeOrders(data: ShopData): ShopFileInput['orders'] {
  const { exponent, timeZone } = data.settings
  return data.orders.map(({ number, order }) => ({
    number: String(number),
    ...writeBuyer(order, data.customers),
    placed: dayAt(order.placedAt, timeZone),
    ...given('by', order.placedBy),
    lines: order.lines.map(({ sku, quantity, unitPrice, tax }) => ({
      sku,
      quantity: String(quantity),
      price: amountText(unitPrice, exponent),
      tax: amountText(tax, exponent),
    })),
    method: order.groups[0]?.method ?? '',
    shipping: amountText(order.shipping, exponent),
    paid: order.payment.choice.kind === 'stored' ? ('card' as const) : ('invoice' as const),
  }))
}

function writeBuyer({ buyer, groups }: PastOrderData['order'], customers: readonly CustomerData[]) {
  const number = buyer.kind === 'registered' ? buyer.number : ''
  const address = groups[0]?.address
  const saved = customers
    .find((customer) => customer.number === number)
    ?.addresses.find((entry) => address && addressKey(entry.address) === addressKey(address))
  return { customer: number, ...given('shipTo', saved?.label) }
}
