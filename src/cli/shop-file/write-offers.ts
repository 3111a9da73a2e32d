/**
 * Promotions and coupons, written back. The way there is build-offers.ts.
 */
import type { Conditions, Effect, Target } from '#domain/model/shop.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { exponentOf } from './context.ts'
import { given } from './given.ts'
import type { ShopFileInput } from './schema.ts'
import { amountText, percentText } from './write-shop.ts'

type EffectInput = NonNullable<ShopFileInput['promotions']>[number]['effect']
/** Product id -> code, which is what people write. */
type Names = { readonly codes: ReadonlyMap<string, string>; readonly exponent: number }

export const writePromotions = (data: ShopData): ShopFileInput['promotions'] =>
  data.settings.promotions.map((promotion, index) => {
    const names = { codes: codes(data), exponent: data.settings.exponent }
    return {
      id: promotion.id,
      title: promotion.title,
      ...given('priority', promotion.priority === index + 1 ? undefined : String(promotion.priority)),
      ...given('when', writeWhen(promotion.conditions, names)),
      effect: writeEffect(promotion.effect, names),
      ...given('group', promotion.group),
      ...given('exclusive', promotion.exclusive ? true : undefined),
    }
  })

export const writeCoupons = (data: ShopData): ShopFileInput['coupons'] =>
  data.coupons.map((coupon, index) => {
    const names = { codes: codes(data), exponent: exponentOf(coupon.currency) }
    return {
      code: coupon.code,
      title: coupon.title,
      ...given('priority', coupon.priority === index + 1 ? undefined : String(coupon.priority)),
      ...given('currency', coupon.currency === data.settings.currency ? undefined : coupon.currency),
      ...given('when', writeWhen(coupon.conditions, names)),
      effect: writeEffect(coupon.effect, names),
      ...given('combinable', coupon.combinable ? undefined : false),
      ...given('limit', coupon.limit === undefined ? undefined : String(coupon.limit)),
      ...given('limitPerCustomer', coupon.limitPerCustomer === undefined ? undefined : String(coupon.limitPerCustomer)),
    }
  })

const codes = (data: ShopData): Names['codes'] => new Map(data.products.map(({ id, code }) => [id, code]))

function writeEffect(effect: Effect, names: Names): EffectInput {
  switch (effect.kind) {
    case 'line-percent':
      return { kind: effect.kind, percent: percentText(effect.percentPpm), ...given('on', writeTarget(effect.target, names)) }
    case 'line-amount':
      return {
        kind: effect.kind,
        amount: amountText(effect.amountPerUnit, names.exponent),
        ...given('on', writeTarget(effect.target, names)),
      }
    case 'order-percent':
      return { kind: effect.kind, percent: percentText(effect.percentPpm) }
    case 'order-amount':
      return { kind: effect.kind, amount: amountText(effect.amount, names.exponent) }
    case 'free-shipping':
      return { kind: effect.kind, methods: [...effect.methods] }
    case 'buy-x-get-y':
      return { kind: effect.kind, buy: String(effect.buy), free: String(effect.free), ...given('on', writeTarget(effect.target, names)) }
    case 'gift':
      return { kind: effect.kind, sku: effect.sku, ...given('quantity', effect.quantity === 1 ? undefined : String(effect.quantity)) }
    default:
      return effect satisfies never
  }
}

function writeWhen(when: Conditions, names: Names) {
  const { minimum, minimumOn, quantity, customerGroup, firstOrder, countries, from, until } = when
  const written = {
    ...given('minimum', minimum === undefined ? undefined : amountText(minimum, names.exponent)),
    ...given('minimumOn', minimumOn),
    ...given('quantity', quantity && { atLeast: String(quantity.atLeast), ...given('of', writeTarget(quantity.of, names)) }),
    ...given('customerGroup', customerGroup),
    ...given('firstOrder', firstOrder),
    ...given('countries', countries && [...countries]),
    ...given('from', from),
    ...given('until', until),
  }
  return Object.keys(written).length === 0 ? undefined : written
}

function writeTarget(target: Target, { codes: names }: Names) {
  if (target.kind === 'all') return undefined
  const { skus, products, categories } = target
  return {
    ...given('skus', skus.length === 0 ? undefined : [...skus]),
    ...given('products', products.length === 0 ? undefined : products.map((id) => names.get(id) ?? id)),
    ...given('categories', categories.length === 0 ? undefined : [...categories]),
  }
}
