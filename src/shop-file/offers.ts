/**
 * Promotions and coupons: shape, building and writing back. Both carry a condition (`when`) and an
 * `effect`, every target, method and currency checked against the rest of the file; lists are in
 * priority order. A new kind of effect is one more entry of `effectSchema`; the compiler leads on.
 */
import { z } from 'zod'
import type { Conditions, Coupon, Effect, Promotion, Target } from '#domain/model/shop.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { type Building, exponentOf, isCurrency, type Known, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { presentIn } from './present.ts'
import {
  amount,
  amountText,
  code,
  country,
  date,
  flag,
  percent,
  positive,
  textScalar,
  usually,
  whole,
} from './scalars.ts'

const some = z.strictObject({
  skus: z.array(code).optional(),
  products: z.array(textScalar).optional().describe('Product codes or ids.'),
  categories: z.array(textScalar).optional(),
})
const target = some.optional().describe('Which lines; left out: all.')
type TargetSection = z.infer<typeof target>

const effectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line-percent'), percent, on: target }),
  z.strictObject({ kind: z.literal('line-amount'), amount: amount.describe('Off each unit.'), on: target }),
  z.strictObject({ kind: z.literal('order-percent'), percent }),
  z.strictObject({ kind: z.literal('order-amount'), amount }),
  z.strictObject({ kind: z.literal('free-shipping'), methods: z.array(textScalar).min(1) }),
  z.strictObject({ kind: z.literal('buy-x-get-y'), buy: positive, free: positive, on: target }),
  z.strictObject({ kind: z.literal('gift'), sku: code, quantity: usually(positive, 1) }),
])
type EffectSection = z.infer<typeof effectSchema>

const whenSchema = z.strictObject({
  minimum: amount.optional().describe("The order's merchandise after line discounts."),
  minimumOn: z.enum(['after-line-discounts', 'gross']).optional(),
  quantity: z.strictObject({ atLeast: positive, of: target }).optional(),
  customerGroup: textScalar.optional(),
  firstOrder: flag.optional(),
  countries: z.array(country).min(1).optional(),
  from: date.optional().describe('First day, in the time zone of the shop.'),
  until: date.optional().describe('Last day, included.'),
})
type WhenSection = z.infer<typeof whenSchema>

const priority = whole.optional().describe('Lower first; left out: the place in this list.')

export const promotionSchema = z.strictObject({
  id: code,
  title: textScalar.describe('Words for people and for the ledger.'),
  priority,
  when: usually(whenSchema, {}),
  effect: effectSchema,
  group: textScalar.optional().describe('Of one group, only the promotion that saves most applies.'),
  exclusive: usually(flag, false).describe('No other promotion on the order.'),
})
type PromotionSection = z.infer<typeof promotionSchema>

export const couponSchema = z.strictObject({
  code,
  title: textScalar,
  priority,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code such as USD')
    .optional(),
  when: usually(whenSchema, {}),
  effect: effectSchema,
  combinable: usually(flag, true).describe('false: no other coupon beside it.'),
  limit: positive.optional().describe('Uses in all.'),
  limitPerCustomer: positive.optional(),
})
type CouponSection = z.infer<typeof couponSchema>

export function buildPromotions(
  building: Building,
  promotions: readonly Piece<PromotionSection>[],
  known: Known,
): readonly Promotion[] {
  unique(building, promotions, (promotion) => promotion.id, 'the promotion')
  const offer = { building, known, currency: building.currency }
  return promotions.map(({ path, value: { when, effect, ...rest } }, index) =>
    presentIn({ ...rest, priority: rest.priority ?? index + 1, ...buildOffer(offer, path, { when, effect }) }),
  )
}

/**
 * Amounts of a coupon are in its own currency: one in another currency is kept, and refused with
 * that reason when it is presented.
 */
export function buildCoupons(
  building: Building,
  coupons: readonly Piece<CouponSection>[],
  known: Known,
): readonly Coupon[] {
  unique(building, coupons, (coupon) => coupon.code, 'the coupon')
  return coupons.map(({ path, value: { when, effect, ...rest } }, index) => {
    const currency = rest.currency ?? building.currency
    if (rest.currency !== undefined && !isCurrency(currency))
      building.problem([...path, 'currency'], `${currency} is not a currency`)
    const priority = rest.priority ?? index + 1
    return presentIn({
      ...rest,
      priority,
      currency,
      ...buildOffer({ building, known, currency }, path, { when, effect }),
    })
  })
}

type Offer = { readonly building: Building; readonly known: Known; readonly currency: string }

const buildOffer = (offer: Offer, path: Path, { when, effect }: Pick<PromotionSection, 'when' | 'effect'>) => ({
  conditions: buildWhen(offer, [...path, 'when'], when),
  effect: buildEffect(offer, [...path, 'effect'], effect),
})

function buildEffect(offer: Offer, path: Path, effect: EffectSection): Effect {
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
      isKnown(building, [...path, 'methods'], {
        said: effect.methods,
        known: known.methods,
        otherwise: 'there is no shipping method',
      })
      return effect
    case 'buy-x-get-y':
      return {
        kind: effect.kind,
        buy: effect.buy,
        free: effect.free,
        target: buildTarget(offer, [...path, 'on'], effect.on),
      }
    case 'gift':
      if (!known.skus.has(effect.sku)) building.problem([...path, 'sku'], `there is no SKU ${effect.sku}`)
      return effect
    default:
      return effect satisfies never
  }
}

function buildWhen(offer: Offer, path: Path, when: WhenSection): Conditions {
  const { building, currency } = offer
  const { quantity, from, until } = when
  if (from !== undefined && until !== undefined && until < from)
    building.problem([...path, 'until'], `is before ${from}`)
  return presentIn({
    ...when,
    minimum: building.moneyIf([...path, 'minimum'], when.minimum, currency),
    quantity: quantity && { ...quantity, of: buildTarget(offer, [...path, 'quantity', 'of'], quantity.of) },
  })
}

function buildTarget({ building, known }: Offer, path: Path, target: TargetSection): Target {
  if (target === undefined) return { kind: 'all' }
  const { skus = [], products = [], categories = [] } = target
  if (skus.length + products.length + categories.length === 0)
    building.problem(path, 'names nothing; leave it out for every line')
  isKnown(building, [...path, 'skus'], { said: skus, known: known.skus, otherwise: 'there is no SKU' })
  isKnown(building, [...path, 'products'], { said: products, known: known.products, otherwise: 'there is no product' })
  isKnown(building, [...path, 'categories'], {
    said: categories,
    known: known.categories,
    otherwise: 'there is no product in category',
  })
  return { kind: 'some', skus, products: products.map((product) => known.products.get(product) ?? product), categories }
}

type Names = {
  readonly said: readonly string[]
  readonly known: { readonly has: (name: string) => boolean }
  readonly otherwise: string
}
function isKnown(building: Building, path: Path, { said, known, otherwise }: Names): void {
  for (const [index, name] of said.entries())
    if (!known.has(name)) building.problem([...path, index], `${otherwise} ${name}`)
}

/** Product id -> code, which is what people write. */
type Written = { readonly codes: ReadonlyMap<string, string>; readonly exponent: number }
const codes = (data: ShopData): Written['codes'] => new Map(data.products.map(({ id, code }) => [id, code]))

export function writePromotions(data: ShopData): PromotionSection[] {
  const names = { codes: codes(data), exponent: data.settings.exponent }
  return data.settings.promotions.map(({ conditions, effect, ...rest }, index) => ({
    ...rest,
    ...writeOffer({ conditions, effect, priority: rest.priority }, index, names),
  }))
}

export const writeCoupons = (data: ShopData): CouponSection[] =>
  data.coupons.map(({ conditions, effect, ...rest }, index) => ({
    ...rest,
    currency: rest.currency === data.settings.currency ? undefined : rest.currency,
    ...writeOffer({ conditions, effect, priority: rest.priority }, index, {
      codes: codes(data),
      exponent: exponentOf(rest.currency),
    }),
  }))

const writeOffer = (
  { conditions, effect, priority }: Pick<Promotion, 'conditions' | 'effect' | 'priority'>,
  index: number,
  names: Written,
) => ({
  priority: priority === index + 1 ? undefined : priority,
  when: writeWhen(conditions, names),
  effect: writeEffect(effect, names),
})

function writeEffect(effect: Effect, names: Written): EffectSection {
  switch (effect.kind) {
    case 'line-percent':
      return { kind: effect.kind, percent: effect.percentPpm, on: writeTarget(effect.target, names) }
    case 'line-amount':
      return {
        kind: effect.kind,
        amount: amountText(effect.amountPerUnit, names.exponent),
        on: writeTarget(effect.target, names),
      }
    case 'order-percent':
      return { kind: effect.kind, percent: effect.percentPpm }
    case 'order-amount':
      return { kind: effect.kind, amount: amountText(effect.amount, names.exponent) }
    case 'free-shipping':
      return { kind: effect.kind, methods: [...effect.methods] }
    case 'buy-x-get-y':
      return { kind: effect.kind, buy: effect.buy, free: effect.free, on: writeTarget(effect.target, names) }
    case 'gift':
      return effect
    default:
      return effect satisfies never
  }
}

function writeWhen({ minimum, quantity, countries, ...when }: Conditions, names: Written): WhenSection {
  return presentIn({
    ...when,
    minimum: minimum === undefined ? undefined : amountText(minimum, names.exponent),
    quantity: quantity && { atLeast: quantity.atLeast, of: writeTarget(quantity.of, names) },
    countries: countries && [...countries],
  })
}

function writeTarget(target: Target, { codes }: Written): TargetSection {
  if (target.kind === 'all') return undefined
  const { skus, products, categories } = target
  return {
    skus: skus.length === 0 ? undefined : [...skus],
    products: products.length === 0 ? undefined : products.map((id) => codes.get(id) ?? id),
    categories: categories.length === 0 ? undefined : [...categories],
  }
}
