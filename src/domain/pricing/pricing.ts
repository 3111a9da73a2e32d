/**
 * Pricing: what a draft costs at a moment, as a ledger with the rule behind each step. Pure: the
 * moment is facts.now. The order of the stages is fixed (rules.md P1): S0 base line, S1 line rules,
 * S2a order coupons, S2b order promotions, S3 subtraction, S4 shipping, S5 tax, S6 total. Next:
 * discount-stages.ts (S1-S3), shipping-stage.ts (S4), ledger-lines.ts (S5), explain.ts (why).
 */

import { given } from '#domain/base/given.ts'
import { formatMoney, sum } from '#domain/base/money.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger, LedgerStep } from '#domain/model/ledger.ts'
import { type ChosenCoupons, chooseCoupons, presented } from '#domain/pricing/discounts/coupon-state.ts'
import { byPrecedence, type DiscountStep, type Rule, rulesOf } from '#domain/pricing/discounts/discount-rules.ts'
import { runStages, type Stages } from '#domain/pricing/discounts/discount-stages.ts'
import { giveAwayOf } from '#domain/pricing/discounts/give-away.ts'
import { type Chosen, choosePromotions, offersOf } from '#domain/pricing/discounts/promotions.ts'
import { cartLines } from './cart.ts'
import { circumstances } from './circumstances.ts'
import { pricedGroup, pricedLines, type TaxInput, taxSteps } from './ledger-lines.ts'
import { type ShippingStage, shipGroups } from './shipping-stage.ts'
import { taxPlace } from './tax.ts'

type Run = {
  readonly stages: Stages
  readonly shipping: ShippingStage
  readonly outcomes: Stages['outcomes']
  readonly merchandise: number
}
type Decided = Chosen<ChosenCoupons<Run>>

/** Ledgers already made: a turn asks for the same one several times (limits, coupons, card, submit). */
const priced = new WeakMap<DraftContent, { readonly facts: Facts; readonly ledger: Ledger }>()

/** Throws RangeError when an amount leaves the safe integers; everything else a draft may hold has a price. */
export function priceDraft(content: DraftContent, facts: Facts): Ledger {
  const known = priced.get(content)
  if (known?.facts === facts) return known.ledger
  const ledger = price(content, facts)
  priced.set(content, { facts, ledger })
  return ledger
}

function price(content: DraftContent, facts: Facts): Ledger {
  const { settings } = facts.shop
  const lines = cartLines(content, facts.shop)
  const around = circumstances(content, facts, lines)
  const codes = presented(content, facts, around)
  const run = (rules: readonly Rule[]): Run => {
    const { subtraction } = content
    const stages = runStages({ lines, around, facts, rules, ...given({ subtraction }) })
    const shipping = shipGroups({ content, settings, stages, rules: rulesOf(rules, 'shipping'), around })
    return {
      stages,
      shipping,
      outcomes: new Map([...stages.outcomes, ...shipping.outcomes]),
      merchandise: stages.merchandise,
    }
  }
  const decided = choosePromotions(offersOf(settings), (promotions) =>
    chooseCoupons(codes, around, (coupons) => run([...coupons, ...promotions].sort(byPrecedence))),
  )
  return ledgerOf(content, facts, decided)
}

function ledgerOf(content: DraftContent, facts: Facts, decided: Decided): Ledger {
  const { settings } = facts.shop
  const { stages, shipping } = decided.run.run
  const tax = taxInput(content, facts)
  const lines = pricedLines(content, stages, tax)
  const groups = shipping.groups.map((group) => pricedGroup(group, settings, tax))
  const charged = sum(groups.map((group) => group.charge))
  const contained = settings.pricesIncludeTax ? sum(groups.map((group) => group.tax)) : 0
  const subtotal = sum(lines.map((line) => line.gross))
  const discount = sum(lines.map((line) => line.net)) - subtotal
  const shippingNet = charged - contained
  const taxes = sum(lines.map((line) => line.tax)) + sum(groups.map((group) => group.tax))
  const total = subtotal + discount + shippingNet + taxes
  const taxing = taxSteps(lines, groups, settings, tax)
  return {
    currency: settings.currency,
    lines,
    groups,
    subtotal,
    discount,
    shipping: shippingNet,
    tax: taxes,
    total,
    pricesIncludeTax: settings.pricesIncludeTax,
    promotions: decided.promotions,
    coupons: decided.run.coupons,
    ...given({ subtraction: stages.subtraction }),
    giveAway: giveAwayOf(stages, shipping),
    steps: runningSteps([...baseSteps(stages, facts), ...stages.steps, ...shipping.steps, ...taxing], total),
  }
}

function taxInput(content: DraftContent, facts: Facts): TaxInput {
  const { settings } = facts.shop
  const exempt = content.buyer.kind === 'registered' && facts.customer?.taxExempt === true
  return {
    places: new Map(content.groups.map((group) => [group.id, taxPlace(group, settings)])),
    mode: { inclusive: settings.pricesIncludeTax, exempt },
  }
}

const baseSteps = (stages: Stages, facts: Facts): readonly DiscountStep[] =>
  stages.lines
    .filter((line) => !line.gift)
    .map((line) => ({
      stage: 'S0',
      source: line.sku,
      label: `${line.quantity} x ${formatMoney(line.unitPrice, facts.shop.settings)} ${line.name}`,
      amount: line.gross,
    }))

/**
 * Stage order with the amount left after each step; S6 is the total, with what exemption takes out
 * of inclusive prices on its way.
 */
function runningSteps(steps: readonly DiscountStep[], total: number): readonly LedgerStep[] {
  let after = 0
  const running = [...steps]
    .sort((a, b) => (a.stage < b.stage ? -1 : a.stage > b.stage ? 1 : 0))
    .map((step): LedgerStep => {
      after += step.amount
      return { ...step, after }
    })
  const exempted: readonly LedgerStep[] =
    after === total ? [] : [{ stage: 'S5', source: 'exempt', label: 'Tax exempt', amount: total - after, after: total }]
  return [...running, ...exempted, { stage: 'S6', source: 'total', label: 'Total', amount: total, after: total }]
}
