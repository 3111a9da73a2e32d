/**
 * Promotions and coupons: the domain's effects and conditions, with every target, method and currency checked against the rest of the file.
 * A new kind of effect is one case here, one in schema-offers.ts and one in the domain's promotions.ts.
 */
import type { Conditions, Coupon, Effect, Promotion, Target } from '#domain/model/shop.ts'
import { type Building, isCurrency, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { given } from './given.ts'
import type { ShopFile } from './schema.ts'

type PromotionInput = ShopFile['promotions'][number]
type CouponInput = ShopFile['coupons'][number]
type EffectInput = PromotionInput['effect']
type WhenInput = NonNullable<PromotionInput['when']>
type TargetInput = Extract<EffectInput, { kind: 'line-percent' }>['on']

/** The names offers may point at, from everything the file says, even where it has other mistakes. */
export type Known = {
  readonly skus: ReadonlySet<string>
  /** Product code or id -> id. */
  readonly products: ReadonlyMap<string, string>
  readonly categories: ReadonlySet<string>
  readonly methods: ReadonlySet<string>
}

export function buildPromotions(building: Building, promotions: readonly Piece<PromotionInput>[], known: Known): readonly Promotion[] {
  unique(building, promotions, (promotion) => promotion.id, 'the promotion')
  return promotions.map(({ path, value }, index) => ({
    id: value.id,
    title: value.title,
    priority: value.priority ?? index + 1,
    conditions: buildWhen({ building, known, currency: building.currency }, [...path, 'when'], value.when ?? {}),
    effect: buildEffect({ building, known, currency: building.currency }, [...path, 'effect'], value.effect),
    ...given('group', value.group),
    exclusive: value.exclusive ?? false,
  }))
}

/** Amounts of a coupon are in its own currency: one in another currency is kept, and refused with that reason when it is presented. */
export function buildCoupons(building: Building, coupons: readonly Piece<CouponInput>[], known: Known): readonly Coupon[] {
  unique(building, coupons, (coupon) => coupon.code, 'the coupon')
  return coupons.map(({ path, value }, index) => {
    const currency = value.currency ?? building.currency
    if (value.currency !== undefined && !isCurrency(currency)) building.problem([...path, 'currency'], `${currency} is not a currency`)
    return {
      code: value.code,
      title: value.title,
      priority: value.priority ?? index + 1,
      currency,
      conditions: buildWhen({ building, known, currency }, [...path, 'when'], value.when ?? {}),
      effect: buildEffect({ building, known, currency }, [...path, 'effect'], value.effect),
      combinable: value.combinable ?? true,
      ...given('limit', value.limit),
      ...given('limitPerCustomer', value.limitPerCustomer),
    }
  })
}

type Offer = { readonly building: Building; readonly known: Known; readonly currency: string }

function buildEffect(offer: Offer, path: Path, effect: EffectInput): Effect {
  const { building, known, currency } = offer
  switch (effect.kind) {
    case 'line-percent':
      return { kind: effect.kind, percentPpm: effect.percent, target: buildTarget(offer, [...path, 'on'], effect.on) }
    case 'line-amount': {
      const amountPerUnit = building.money([...path, 'amount'], effect.amount, currency)
      return { kind: effect.kind, amountPerUnit, target: buildTarget(offer, [...path, 'on'], effect.on) }
    }
    case 'order-percent':
      return { kind: effect.kind, percentPpm: effect.percent }
    case 'order-amount':
      return { kind: effect.kind, amount: building.money([...path, 'amount'], effect.amount, currency) }
    case 'free-shipping':
      effect.methods.forEach((method, index) => {
        if (!known.methods.has(method)) building.problem([...path, 'methods', index], `there is no shipping method ${method}`)
      })
      return { kind: effect.kind, methods: effect.methods }
    case 'buy-x-get-y':
      return { kind: effect.kind, buy: effect.buy, free: effect.free, target: buildTarget(offer, [...path, 'on'], effect.on) }
    case 'gift':
      if (!known.skus.has(effect.sku)) building.problem([...path, 'sku'], `there is no SKU ${effect.sku}`)
      return { kind: effect.kind, sku: effect.sku, quantity: effect.quantity ?? 1 }
    default:
      return effect satisfies never
  }
}

function buildWhen(offer: Offer, path: Path, when: WhenInput): Conditions {
  const { building, currency } = offer
  const minimum = when.minimum === undefined ? undefined : building.money([...path, 'minimum'], when.minimum, currency)
  const quantity = when.quantity && {
    atLeast: when.quantity.atLeast,
    of: buildTarget(offer, [...path, 'quantity', 'of'], when.quantity.of),
  }
  if (when.from !== undefined && when.until !== undefined && when.until < when.from)
    building.problem([...path, 'until'], `is before ${when.from}`)
  return {
    ...given('minimum', minimum),
    ...given('minimumOn', when.minimumOn),
    ...given('quantity', quantity),
    ...given('customerGroup', when.customerGroup),
    ...given('firstOrder', when.firstOrder),
    ...given('countries', when.countries),
    ...given('from', when.from),
    ...given('until', when.until),
  }
}

function buildTarget({ building, known }: Offer, path: Path, target: TargetInput): Target {
  if (target === undefined) return { kind: 'all' }
  const { skus = [], products = [], categories = [] } = target
  if (skus.length + products.length + categories.length === 0) building.problem(path, 'names nothing; leave it out for every line')
  skus.forEach((sku, index) => {
    if (!known.skus.has(sku)) building.problem([...path, 'skus', index], `there is no SKU ${sku}`)
  })
  products.forEach((product, index) => {
    if (!known.products.has(product)) building.problem([...path, 'products', index], `there is no product ${product}`)
  })
  categories.forEach((category, index) => {
    if (!known.categories.has(category)) building.problem([...path, 'categories', index], `there is no product in category ${category}`)
  })
  return { kind: 'some', skus, products: products.map((product) => known.products.get(product) ?? product), categories }
}
