/**
 * What a gift, or a line that is wholly free by "buy X get Y", was earned by: frozen with the
 * order, since the shop's promotions change and the order does not. A gift of a condition on goods
 * needs those goods; one of a threshold needs anything at all. Rewards within a line are its
 * shares. Next: domain/order/earned.ts has them leave with what earned them (rules.md O16).
 */
import { given } from '#domain/base/given.ts'
import type { Component, EarnedBy } from '#domain/model/ledger.ts'
import type { OrderLine } from '#domain/model/order.ts'
import type { Effect, Promotion, Shop, Target } from '#domain/model/shop.ts'
import { isEarned } from '#domain/order/earned.ts'
import { matches } from '#domain/pricing/discounts/discount-effects.ts'

const ALL: Target = { kind: 'all' }

export function withEarners(lines: readonly OrderLine[], shop: Shop): readonly OrderLine[] {
  const rules = new Map<string, Pick<Promotion, 'effect' | 'conditions'>>([
    ...shop.settings.promotions.map((rule) => [rule.id, rule] as const),
    ...shop.coupons,
  ])
  const marked = lines.map((line) => {
    let standing = line.gross
    const components = line.components.map((component) => {
      standing += component.amount
      const rule = rules.get(component.source)
      if (rule === undefined || component.amount === 0 || standing !== 0 || !isReward(component, rule.effect))
        return component
      const others = (target: Target): readonly string[] => earners(target, component, lines, shop)
      const { effect, conditions } = rule
      const goods = conditions.quantity
      const earnedBy: EarnedBy =
        effect.kind === 'buy-x-get-y'
          ? { skus: others(effect.target), atLeast: effect.buy, gives: effect.free }
          : { skus: others(goods?.of ?? ALL), atLeast: goods?.atLeast ?? 1, gives: line.quantity }
      return { ...component, earnedBy }
    })
    return { ...line, components }
  })
  return marked.map((line) => ({
    ...line,
    components: line.components.map((component) => asEarned(component, marked)),
  }))
}

/**
 * Where odd minor units alone made a line free, not every unit of it was given: then it is a reward
 * within the line.
 */
function asEarned(component: Component, lines: readonly OrderLine[]): Component {
  const { earnedBy, ...plain } = component
  return earnedBy === undefined || isEarned({ source: component.source, earnedBy }, lines) ? component : plain
}

const isReward = ({ kind }: Component, effect: Effect): boolean =>
  kind === 'gift'
    ? effect.kind === 'gift'
    : effect.kind === 'buy-x-get-y' && (kind === 'line-promotion' || kind === 'line-coupon')

/** Ascending, so that the rewards of one rule say the same. */
function earners(
  target: Target,
  { source }: Component,
  lines: readonly OrderLine[],
  { catalog }: Shop,
): readonly string[] {
  const paid = lines.filter((line) => {
    const productId = catalog.variants.get(line.sku.toUpperCase())?.productId
    const product = productId === undefined ? undefined : catalog.products.get(productId)
    const free = line.net === 0 && line.components.some((one) => one.source === source && one.amount !== 0)
    return !line.gift && !free && matches(target, { sku: line.sku, ...given({ product }) })
  })
  return [...new Set(paid.map(({ sku }) => sku))].sort()
}
