/**
 * Orders from before the load, listed like any other: shape, building and writing back. They were
 * shipped whole and paid, so they hold no stock; their amounts are the ones given, else worked out
 * from the file's own prices, rates and tax. They never carry discounts.
 */
import { z } from 'zod'
import { percentOf, sum, withoutTax } from '#domain/base/money.ts'
import { addressKey } from '#domain/draft/address.ts'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { OrderGroup, OrderLine, OrderPayment } from '#domain/model/order.ts'
import type { ShippingMethod, TaxRule } from '#domain/model/shop.ts'
import type { CustomerData, PastOrderData, ShopData } from '#store/shop/shop-data.ts'
import { type Building, dayAt, dayOf, instantAt, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { amount, amountText, code, positive, relativeDate, textScalar } from './scalars.ts'

export const orderSchema = z.strictObject({
  number: positive,
  customer: code,
  shipTo: textScalar.optional().describe("Label of one of the customer's addresses; left out: the default one."),
  placed: relativeDate.describe('Noon of that day at the shop.'),
  by: textScalar.optional().describe('Who placed it, such as staff:sam; left out: the customer.'),
  lines: z
    .array(z.strictObject({ sku: code, quantity: positive, price: amount.optional(), tax: amount.optional() }))
    .min(1),
  method: textScalar,
  shipping: amount.optional(),
  paid: z.enum(['card', 'invoice']).describe("With the customer's default card, or by invoice."),
})
type OrderSection = z.infer<typeof orderSchema>

export type OrderBasis = {
  readonly customers: readonly CustomerData[]
  readonly products: readonly Product[]
  readonly variants: readonly Variant[]
  readonly options: ReadonlyMap<string, Option>
  readonly methods: readonly ShippingMethod[]
  readonly taxRules: readonly TaxRule[]
  readonly pricesIncludeTax: boolean
  readonly firstOrderNumber: number
}

export function buildOrders(
  building: Building,
  orders: readonly Piece<OrderSection>[],
  basis: OrderBasis,
): readonly PastOrderData[] {
  unique(building, orders, (order) => String(order.number), 'the order')
  return orders.flatMap((piece) => buildOrder(building, piece, basis) ?? [])
}

function buildOrder(
  building: Building,
  { path, value }: Piece<OrderSection>,
  basis: OrderBasis,
): PastOrderData | undefined {
  if (value.number >= basis.firstOrderNumber)
    building.problem([...path, 'number'], `must be below firstOrderNumber ${basis.firstOrderNumber}`)
  const customer = basis.customers.find(({ number }) => number === value.customer)
  if (customer === undefined)
    return void building.problem([...path, 'customer'], `there is no customer ${value.customer}`)
  const saved = customer.addresses.find(({ label, isDefault }) =>
    value.shipTo === undefined ? isDefault : label === value.shipTo,
  )
  if (saved === undefined)
    building.problem([...path, 'shipTo'], `${value.customer} has no address ${value.shipTo ?? 'yet'}`)
  const rates = taxRates(basis.taxRules, saved?.address, customer.taxExempt)
  const lines = value.lines.map((_, index) => buildLine({ building, basis, rates }, path, value, index))
  const group = buildGroup(building, path, value, basis)
  const subtotal = sum(lines.map((line) => line.gross))
  const discount = sum(lines.flatMap((line) => line.components.map((component) => component.amount)))
  const tax = sum(lines.map((line) => line.tax))
  const total = subtotal + discount + group.charge + tax
  const placedAt = instantAt(dayOf(building, value.placed), '12:00', building.timeZone)
  const email = customer.email === undefined ? {} : { email: customer.email }
  const order: PastOrderData['order'] = {
    buyer: { kind: 'registered', customerId: '', number: customer.number, name: customer.name, ...email },
    ...{ currency: building.currency, lines, billing: { kind: 'same' } },
    groups: [saved === undefined ? group : { ...group, address: saved.address }],
    ...{ subtotal, discount, shipping: group.charge, tax, total },
    payment: { ...buildPaid(building, path, value, customer), amount: total },
    ...{ coupons: [], comments: [], memos: [], steps: [] },
    ...{ placedBy: value.by ?? `customer:${customer.number}`, placedAt },
  }
  return { number: value.number, order }
}

type LineBasis = {
  readonly building: Building
  readonly basis: OrderBasis
  readonly rates: Readonly<Record<string, number>>
}

function buildLine({ building, basis, rates }: LineBasis, path: Path, order: OrderSection, index: number): OrderLine {
  const at = [...path, 'lines', index]
  const line = order.lines[index] ?? { sku: '', quantity: 0 }
  const variant = basis.variants.find(({ sku }) => sku === line.sku)
  const product = basis.products.find(({ id }) => id === variant?.productId)
  if (variant === undefined) building.problem([...at, 'sku'], `there is no SKU ${line.sku}`)
  const unitPrice = building.moneyIf([...at, 'price'], line.price) ?? variant?.price ?? 0
  const gross = unitPrice * line.quantity
  const rate = rates[product?.taxClass ?? 'default'] ?? rates['default'] ?? 0
  const due = basis.pricesIncludeTax ? gross - withoutTax(gross, rate) : percentOf(gross, rate)
  const tax = building.moneyIf([...at, 'tax'], line.tax) ?? due
  const included = basis.pricesIncludeTax && tax > 0
  const net = included ? gross - tax : gross
  return {
    ...{
      position: index,
      sku: line.sku,
      name: product?.name ?? line.sku,
      optionText: optionText(variant, product, basis.options),
    },
    ...{ quantity: line.quantity, unitPrice, listPrice: unitPrice, gross },
    components: included ? [{ source: 'tax', kind: 'included-tax', label: 'Included tax', amount: -tax }] : [],
    ...{ net, tax, gift: false, units: equalUnits(line.quantity, net, tax, included) },
    ...{ shipped: line.quantity, reserved: 0, backordered: 0, dropped: 0, cancelled: 0, returned: 0 },
  }
}

/** Shares of equal units: the earlier ones get the odd cent (rules.md P2). */
function equalUnits(quantity: number, net: number, tax: number, included: boolean): OrderLine['units'] {
  const share = (amount: number, unit: number): number =>
    Math.floor(amount / quantity) + (unit < amount % quantity ? 1 : 0)
  return Array.from({ length: quantity }, (_, unit) => ({
    group: 'main',
    components: included ? [-share(tax, unit)] : [],
    net: share(net, unit),
    tax: share(tax, unit),
  }))
}

function buildGroup(building: Building, path: Path, order: OrderSection, basis: OrderBasis): OrderGroup {
  const method = basis.methods.find(({ id }) => id === order.method)
  if (method === undefined) building.problem([...path, 'method'], `there is no shipping method ${order.method}`)
  const flat = method?.rates.kind === 'flat' ? method.rates.amount : undefined
  if (order.shipping === undefined && method !== undefined && flat === undefined)
    building.problem(path, 'needs shipping: what was charged')
  const charge = building.moneyIf([...path, 'shipping'], order.shipping) ?? flat ?? 0
  return { id: 'main', method: order.method, methodName: method?.name ?? order.method, rate: charge, charge, tax: 0 }
}

function buildPaid(
  building: Building,
  path: Path,
  order: OrderSection,
  customer: CustomerData,
): Omit<OrderPayment, 'amount'> {
  if (order.paid === 'invoice') return { choice: { kind: 'invoice' }, status: 'paid' }
  const card = customer.methods.find(({ isDefault }) => isDefault)
  if (card === undefined) building.problem([...path, 'paid'], `${customer.number} has no card`)
  const { token = '', brand = '', last4 = '' } = card ?? {}
  return { choice: { kind: 'stored', methodId: token, brand, last4 }, status: 'paid' }
}

/** The most exact rule of a place: postcode, then subdivision, then country. */
function taxRates(
  rules: readonly TaxRule[],
  place: { readonly country: string; readonly subdivision?: string; readonly postcode?: string } | undefined,
  exempt: boolean,
) {
  if (place === undefined || exempt) return {}
  const matching = rules.filter(
    (rule) =>
      rule.country === place.country &&
      (rule.subdivision === undefined || rule.subdivision === place.subdivision) &&
      (rule.postcodePrefix === undefined || place.postcode?.startsWith(rule.postcodePrefix)),
  )
  const exact = (rule: TaxRule): number =>
    (rule.postcodePrefix?.length ?? 0) * 2 + (rule.subdivision === undefined ? 0 : 1)
  return matching.sort((a, b) => exact(b) - exact(a))[0]?.rates ?? {}
}

function optionText(
  variant: Variant | undefined,
  product: Product | undefined,
  options: ReadonlyMap<string, Option>,
): string {
  const names = (product?.options ?? []).map(
    (option) => options.get(option)?.values.find(({ id }) => id === variant?.options[option])?.name,
  )
  return names.filter((name) => name !== undefined).join(', ')
}

export function writePastOrders({ orders, customers, settings }: ShopData): OrderSection[] {
  const { exponent, timeZone } = settings
  return orders.map(({ number, order }) => ({
    number,
    ...writeBuyer(order, customers),
    placed: dayAt(order.placedAt, timeZone),
    by: order.placedBy,
    lines: order.lines.map(({ sku, quantity, unitPrice, tax }) => ({
      ...{ sku, quantity },
      price: amountText(unitPrice, exponent),
      tax: amountText(tax, exponent),
    })),
    method: order.groups[0]?.method ?? '',
    shipping: amountText(order.shipping, exponent),
    paid: order.payment.choice.kind === 'stored' ? 'card' : 'invoice',
  }))
}

function writeBuyer({ buyer, groups }: PastOrderData['order'], customers: readonly CustomerData[]) {
  const number = buyer.kind === 'registered' ? buyer.number : ''
  const address = groups[0]?.address
  const saved = customers
    .find((customer) => customer.number === number)
    ?.addresses.find((entry) => address && addressKey(entry.address) === addressKey(address))
  return { customer: number, shipTo: saved?.label }
}
