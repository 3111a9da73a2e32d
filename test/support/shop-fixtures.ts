/**
 * A small shop for tests: the demo shop's rules with a handful of its SKUs, plus A, B, C of the
 * golden example. Everything is plain data; each builder takes what the test is about and leaves
 * the rest at a sensible default.
 */
import { catalogFrom } from '#domain/catalog/catalog-from.ts'
import type { Catalog, Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Address, RegisteredCustomer } from '#domain/model/customer.ts'
import type { DraftContent, DraftLine } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Coupon, Effect, Promotion, ShippingMethod, Shop, ShopSettings, Target } from '#domain/model/shop.ts'

/** Monday 23 November 2026, 9:00 in Chicago. */
export const NOW = '2026-11-23T15:00:00.000Z'

export const ALL: Target = { kind: 'all' }
export const some = (on: {
  readonly skus?: readonly string[]
  readonly products?: readonly string[]
  readonly categories?: readonly string[]
}): Target => ({
  kind: 'some',
  skus: on.skus ?? [],
  products: on.products ?? [],
  categories: on.categories ?? [],
})

type Sold = {
  readonly sku: string
  readonly product: string
  readonly category: string
  readonly price: number
  readonly grams?: number
  readonly options?: Readonly<Record<string, string>>
}
const SOLD: readonly Sold[] = [
  {
    sku: 'MUG-BLUE-11OZ',
    product: 'classic-mug',
    category: 'drinkware',
    price: 1200,
    grams: 350,
    options: { colour: 'blue', volume: '11oz' },
  },
  {
    sku: 'MUG-BLUE-15OZ',
    product: 'classic-mug',
    category: 'drinkware',
    price: 1200,
    grams: 420,
    options: { colour: 'blue', volume: '15oz' },
  },
  {
    sku: 'EMUG-WHITE',
    product: 'enamel-mug',
    category: 'drinkware',
    price: 1400,
    grams: 250,
    options: { colour: 'white' },
  },
  {
    sku: 'HOOD-BLACK-L',
    product: 'pullover-hoodie',
    category: 'apparel',
    price: 4500,
    grams: 600,
    options: { colour: 'black', size: 'l' },
  },
  {
    sku: 'CREW-GREY-M',
    product: 'crewneck-sweatshirt',
    category: 'apparel',
    price: 4200,
    grams: 500,
    options: { colour: 'grey', size: 'm' },
  },
  {
    sku: 'POLO-WHITE-M',
    product: 'polo-shirt',
    category: 'apparel',
    price: 3200,
    grams: 250,
    options: { colour: 'white', size: 'm' },
  },
  {
    sku: 'SOCK-BLACK-SM',
    product: 'crew-socks',
    category: 'apparel',
    price: 900,
    grams: 80,
    options: { colour: 'black' },
  },
  {
    sku: 'SOCK-WHITE-SM',
    product: 'crew-socks',
    category: 'apparel',
    price: 800,
    grams: 80,
    options: { colour: 'white' },
  },
  { sku: 'PEN', product: 'pen', category: 'home', price: 150, grams: 20 },
  { sku: 'A', product: 'a', category: 'golden', price: 1999 },
  { sku: 'B', product: 'b', category: 'golden', price: 4550 },
  { sku: 'C', product: 'c', category: 'golden', price: 725 },
]

export function catalogOf(sold: readonly Sold[] = SOLD): Catalog {
  const products = new Map<string, Product>()
  const variants: Variant[] = []
  for (const { sku, product, category, price, grams = 100, options = {} } of sold) {
    const name = product.replaceAll('-', ' ')
    products.set(product, {
      id: product,
      name,
      plural: `${name}s`,
      code: sku.split('-')[0] ?? sku,
      synonyms: [],
      category,
      taxClass: 'standard',
      options: Object.keys(options),
      defaults: {},
    })
    variants.push({
      sku,
      productId: product,
      options,
      price,
      weightGrams: grams,
      active: true,
      maxPerOrder: 999,
    })
  }
  return catalogFrom({ options: [...optionsOf(sold).values()], products: [...products.values()], variants })
}

function optionsOf(sold: readonly Sold[]): ReadonlyMap<string, Option> {
  const values = new Map<string, Set<string>>()
  for (const { options = {} } of sold)
    for (const [id, value] of Object.entries(options)) values.set(id, (values.get(id) ?? new Set()).add(value))
  return new Map(
    [...values].map(([id, ids]) => [
      id,
      { id, name: id, values: [...ids].map((value) => ({ id: value, name: value, synonyms: [] })) },
    ]),
  )
}

const delivery = (
  id: string,
  amount: number,
  days: readonly [number, number],
  countries: readonly string[],
): ShippingMethod => ({
  id,
  name: id,
  kind: 'delivery',
  zones: [{ countries }],
  rates: { kind: 'flat', amount },
  days: { min: days[0], max: days[1] },
  international: !countries.includes('US'),
})
export const METHODS: readonly ShippingMethod[] = [
  delivery('standard', 595, [3, 5], ['US']),
  delivery('express', 1495, [1, 2], ['US']),
  {
    id: 'pickup',
    name: 'pickup',
    kind: 'pickup',
    zones: [],
    rates: { kind: 'flat', amount: 0 },
    days: { min: 0, max: 0 },
    international: false,
  },
  delivery('international', 2495, [7, 14], ['CA', 'GB', 'DE']),
]

export const promotion = (id: string, effect: Effect, rest: Partial<Promotion> = {}): Promotion => ({
  id,
  title: id,
  priority: 10,
  conditions: {},
  exclusive: false,
  ...rest,
  effect,
})
export const coupon = (code: string, effect: Effect, rest: Partial<Coupon> = {}): Coupon => ({
  code,
  title: code,
  priority: 10,
  currency: 'USD',
  conditions: {},
  combinable: true,
  ...rest,
  effect,
})

const MUGS = some({ products: ['classic-mug', 'enamel-mug', 'travel-mug'] })
export const DEMO_PROMOTIONS: readonly Promotion[] = [
  promotion(
    'MUGS3',
    { kind: 'line-percent', percentPpm: 100_000, target: MUGS },
    { priority: 1, conditions: { quantity: { atLeast: 3, of: MUGS } } },
  ),
  promotion(
    'SOCKS3',
    { kind: 'buy-x-get-y', buy: 2, free: 1, target: some({ products: ['crew-socks'] }) },
    { priority: 2 },
  ),
  promotion('SPEND100', { kind: 'order-amount', amount: 500 }, { priority: 3, conditions: { minimum: 10_000 } }),
  promotion(
    'FREE75',
    { kind: 'free-shipping', methods: ['standard'] },
    { priority: 4, conditions: { minimum: 7_500 } },
  ),
]
export const DEMO_COUPONS: readonly Coupon[] = [
  coupon('SAVE10', { kind: 'order-percent', percentPpm: 100_000 }, { limitPerCustomer: 1 }),
  coupon('WELCOME5', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 2_500, firstOrder: true } }),
  coupon(
    'BULK15',
    { kind: 'order-percent', percentPpm: 150_000 },
    { conditions: { minimum: 20_000 }, combinable: false },
  ),
  coupon('HOODIE20', {
    kind: 'line-percent',
    percentPpm: 200_000,
    target: some({ products: ['pullover-hoodie', 'zip-hoodie'] }),
  }),
  coupon('LIMIT3', { kind: 'order-amount', amount: 300 }, { limit: 3 }),
  coupon('SPRING-20', { kind: 'order-percent', percentPpm: 200_000 }, { conditions: { until: '2026-04-30' } }),
  coupon('SUMMER27', { kind: 'order-percent', percentPpm: 100_000 }, { conditions: { from: '2027-06-01' } }),
  coupon('EURO5', { kind: 'order-amount', amount: 500 }, { currency: 'EUR' }),
]

export const IL: Address = {
  name: 'Jane Doe',
  lines: ['12 Oak St'],
  city: 'Springfield',
  subdivision: 'IL',
  postcode: '62704',
  country: 'US',
}
export const inUS = (subdivision: string, postcode = '00001'): Address => ({ ...IL, subdivision, postcode })
export const BONN: Address = {
  name: 'Max Weber',
  lines: ['Hauptstr. 5'],
  city: 'Bonn',
  postcode: '53111',
  country: 'DE',
}

const usTax = (subdivision: string, ppm: number) => ({
  country: 'US',
  subdivision,
  rates: { default: ppm },
  shippingTaxable: false,
})

export const settingsOf = (rest: Partial<ShopSettings> = {}): ShopSettings => ({
  name: 'Harbor Goods',
  currency: 'USD',
  exponent: 2,
  locale: 'en-US',
  timeZone: 'America/Chicago',
  country: 'US',
  address: {
    name: 'Harbor Goods',
    lines: ['1 Pier Rd'],
    city: 'Springfield',
    subdivision: 'IL',
    postcode: '62701',
    country: 'US',
  },
  pricesIncludeTax: false,
  hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  cutOff: '14:00',
  reasons: ['late delivery', 'damaged', 'price match', 'goodwill', 'other'],
  taxRules: [usTax('IL', 82_500), usTax('CA', 72_500), usTax('NY', 88_750), usTax('OR', 0)],
  shippingMethods: METHODS,
  promotions: DEMO_PROMOTIONS,
  payment: { link: true, stored: true, invoice: true, delivery: { cap: 30_000 } },
  limits: {
    rep: { percentPpm: 100_000, amount: 1_000, linePercentPpm: 200_000 },
    lead: { percentPpm: 250_000, amount: 5_000, linePercentPpm: 500_000 },
    manager: {},
  },
  priceFreezeHours: 24,
  draftIdleDays: 7,
  linkHoldMinutes: 60,
  reminderMinutes: 60,
  approvalHours: 24,
  firstOrderNumber: 10_001,
  ...rest,
})

export const shopOf = (
  rest: Partial<ShopSettings> = {},
  coupons: readonly Coupon[] = DEMO_COUPONS,
  sold: readonly Sold[] = SOLD,
): Shop => ({
  version: 1,
  settings: settingsOf(rest),
  catalog: catalogOf(sold),
  coupons: new Map(coupons.map((each) => [each.code, each])),
})

export const JANE: RegisteredCustomer = {
  id: 'jane',
  number: 'C-1001',
  name: 'Jane Doe',
  email: 'jane.doe@example.com',
  phone: '+12175550142',
  groups: [],
  taxExempt: false,
  invoiceAllowed: true,
  invoiceDays: 30,
  addresses: [{ id: 'home', label: 'home', address: IL, isDefault: true }],
  methods: [{ id: 'visa', brand: 'visa', last4: '4242', token: 'tok_visa', isDefault: true }],
}
export const ACME: RegisteredCustomer = {
  ...JANE,
  id: 'acme',
  number: 'C-1002',
  name: 'Acme Corp',
  email: 'orders@acme.example',
  taxExempt: true,
  methods: [],
}

export const factsOf = (shop: Shop = shopOf(), rest: Partial<Facts> = {}): Facts => ({
  now: NOW,
  shop,
  previousOrders: 0,
  stock: new Map(),
  couponUse: new Map(),
  alsoOpen: [],
  recentOrders: [],
  ...rest,
})

/** A line at its list price: "2 x MUG-BLUE-11OZ". */
export function lineOf(sku: string, quantity: number, rest: Partial<DraftLine> = {}): DraftLine {
  const price = catalogOf().variants.get(sku)?.price ?? 0
  return { id: sku, sku, quantity, unitPrice: price, pricedAt: NOW, assumed: [], elsewhere: [], ...rest }
}

/** A draft's content shipped standard to Illinois, unless the test says otherwise. */
export const contentOf = (lines: readonly DraftLine[], rest: Partial<DraftContent> = {}): DraftContent => ({
  buyer: { kind: 'guest' },
  lines,
  groups: [{ id: 'main', address: IL, method: 'standard' }],
  billing: { kind: 'same' },
  coupons: [],
  comments: [],
  memos: [],
  ...rest,
})

export const presenting = (...codes: readonly string[]): Pick<DraftContent, 'coupons'> => ({
  coupons: codes.map((code) => ({ code, by: 'staff:sam' })),
})
export const takingOff = (amount: number): Pick<DraftContent, 'subtraction'> => ({
  subtraction: { amount, reason: 'late delivery', by: 'staff:sam' },
})
export const registered = (customer: RegisteredCustomer): Pick<DraftContent, 'buyer'> => ({
  buyer: { kind: 'registered', customerId: customer.id, number: customer.number, name: customer.name },
})
