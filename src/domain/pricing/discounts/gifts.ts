/**
 * Gift items: a line of their own at list price with a 100 % component. Rule: rules.md O8: a gift
 * reserves stock, never backorders (only as many units as are free now), is outside thresholds and
 * counts, and is gone with what triggered it, because it is made anew at every pricing.
 */

import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Component } from '#domain/model/ledger.ts'
import type { Effect, Shop } from '#domain/model/shop.ts'
import type { CartLine } from '#domain/pricing/cart.ts'
import { contenders, type DiscountStep, type Rule, type RuleOutcome } from './discount-rules.ts'
import { type Circumstances, unmetCondition } from './promotion-conditions.ts'

export type GiftLine = { readonly line: CartLine; readonly component: Component }
export type Gifts = {
  readonly gifts: readonly GiftLine[]
  readonly outcomes: ReadonlyMap<Rule, RuleOutcome>
  readonly steps: readonly DiscountStep[]
}
type GiftInput = {
  readonly rules: readonly Rule[]
  readonly lines: readonly CartLine[]
  readonly around: Circumstances
  readonly merchandise: number
  readonly facts: Facts
}
type GiftEffect = Extract<Effect, { kind: 'gift' }>

/** SKUs that pricing may add by itself; their stock belongs to the facts of a turn. */
export function giftSkus(shop: Shop): readonly string[] {
  const effects = [...shop.settings.promotions, ...shop.coupons.values()].map((rule) => rule.effect)
  return [...new Set(effects.flatMap((effect) => (effect.kind === 'gift' ? [effect.sku] : [])))].sort()
}

export function giveGifts(input: GiftInput): Gifts {
  const { rules, lines, around, merchandise, facts } = input
  if (rules.length === 0 || lines.length === 0)
    return { gifts: [], outcomes: new Map(rules.map((rule) => [rule, { kind: 'nothing-matches' }])), steps: [] }
  const taken = new Map<string, number>()
  for (const line of lines) taken.set(line.sku, (taken.get(line.sku) ?? 0) + line.quantity)
  const free = (effect: GiftEffect): number =>
    Math.max(0, Math.min(effect.quantity, freeNow(effect.sku, facts) - (taken.get(effect.sku) ?? 0)))
  const unmet = (rule: Rule): RuleOutcome | undefined => unmetCondition(rule.conditions, around, merchandise)
  const saving = (rule: Rule): number =>
    rule.effect.kind === 'gift' ? free(rule.effect) * priceOf(rule.effect.sku, facts) : 0
  const { winners, outcomes } = contenders(rules, unmet, saving)
  const gifts: GiftLine[] = []
  for (const rule of winners) {
    if (rule.effect.kind !== 'gift') continue
    const quantity = free(rule.effect)
    taken.set(rule.effect.sku, (taken.get(rule.effect.sku) ?? 0) + quantity)
    const gift = giftLine(rule, rule.effect, quantity, input)
    outcomes.set(
      rule,
      gift === undefined ? { kind: 'gift-out-of-stock' } : { kind: 'applied', amount: gift.component.amount },
    )
    if (gift !== undefined) gifts.push(gift)
  }
  const steps = gifts.flatMap(({ line, component }): readonly DiscountStep[] => [
    { stage: 'S0', source: line.sku, label: `${line.quantity} x ${line.name}`, amount: line.gross },
    { stage: 'S1', source: component.source, label: component.label, amount: component.amount },
  ])
  return { gifts, outcomes, steps }
}

/** Units free right now, without anything expected; a SKU nobody counts is always there. */
function freeNow(sku: Sku, facts: Facts): number {
  const stock = facts.stock.get(sku)
  if (stock?.discontinued === true && !stock.tracked) return 0
  return stock === undefined || !stock.tracked
    ? Number.MAX_SAFE_INTEGER
    : stock.onHand - stock.reserved - stock.allocated
}

const priceOf = (sku: Sku, facts: Facts): number => facts.shop.catalog.variants.get(sku.toUpperCase())?.price ?? 0

function giftLine(rule: Rule, effect: GiftEffect, quantity: Quantity, input: GiftInput): GiftLine | undefined {
  const { catalog } = input.facts.shop
  const variant = catalog.variants.get(effect.sku.toUpperCase())
  if (variant === undefined || !variant.active || quantity === 0) return undefined
  const product = catalog.products.get(variant.productId)
  const gross = variant.price * quantity
  const main = input.lines.some((line) => line.placement.some((part) => part.group === 'main'))
  const group = main ? 'main' : (input.lines[0]?.placement[0]?.group ?? 'main')
  const line: CartLine = {
    lineId: `gift:${rule.source}`,
    sku: variant.sku,
    name: product?.name ?? variant.sku,
    quantity,
    unitPrice: variant.price,
    listPrice: variant.price,
    overridden: false,
    gift: true,
    gross,
    ...given({ product }),
    taxClass: product?.taxClass ?? 'default',
    weightGrams: variant.weightGrams,
    placement: [{ group, quantity }],
  }
  return { line, component: { source: rule.source, kind: 'gift', label: rule.title, amount: 0 - gross } }
}
