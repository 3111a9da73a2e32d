/**
 * S5 and the ledger's rows: every line and ship group with its tax, from what the discount stages
 * and shipping left standing. Rows come in display order, gifts last; pricing itself walked them in
 * canonical order.
 */

import { given } from '#domain/base/given.ts'
import { formatPercent, sum } from '#domain/base/money.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Component, PricedGroup, PricedLine } from '#domain/model/ledger.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import type { DiscountStep } from '#domain/pricing/discounts/discount-rules.ts'
import type { Stages } from '#domain/pricing/discounts/discount-stages.ts'
import type { CartLine } from './cart.ts'
import type { GroupShipping } from './shipping-stage.ts'
import { ruleName, shippingTax, type TaxMode, type TaxPlace, taxLine } from './tax.ts'

export type TaxInput = { readonly places: ReadonlyMap<string, TaxPlace>; readonly mode: TaxMode }

export function pricedLines(content: DraftContent, stages: Stages, tax: TaxInput): readonly PricedLine[] {
  const rows = new Map(
    stages.lines.map((line, index) => [line.lineId, pricedLine(line, stages.standing.components[index] ?? [], tax)]),
  )
  const shown = [
    ...content.lines.map((line) => line.id),
    ...stages.lines.filter((line) => line.gift).map((line) => line.lineId),
  ]
  return shown.flatMap((id) => rows.get(id) ?? [])
}

function pricedLine(line: CartLine, discounts: readonly Component[], { places, mode }: TaxInput): PricedLine {
  const { parts, contained } = taxLine(line, discounts, places, mode)
  const included: Component = { source: 'tax', kind: 'included-tax', label: 'Tax in the price', amount: -contained }
  return {
    lineId: line.lineId,
    sku: line.sku,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    listPrice: line.listPrice,
    overridden: line.overridden,
    gift: line.gift,
    gross: line.gross,
    components: contained === 0 ? discounts : [...discounts, included],
    net: sum(parts.map((part) => part.net)),
    tax: sum(parts.map((part) => part.tax)),
    parts,
  }
}

export function pricedGroup(shipping: GroupShipping, settings: ShopSettings, { places, mode }: TaxInput): PricedGroup {
  const { group, method, rate, oldRate, freeBy } = shipping
  const place = places.get(group.id) ?? {}
  const { contained, tax } = shippingTax(shipping.charge, place, mode)
  const abroad = method?.kind !== 'pickup' && group.address !== undefined && group.address.country !== settings.country
  return {
    id: group.id,
    ...(method === undefined ? {} : { method: method.id, methodName: method.name }),
    ...given({ rate, oldRate }),
    ...(freeBy === undefined ? {} : { freeBy: freeBy.source }),
    ...(group.override === undefined ? {} : { override: group.override.amount }),
    charge: mode.exempt ? shipping.charge - contained : shipping.charge,
    tax,
    ...(place.noRule === undefined || mode.exempt ? {} : { noTaxRule: place.noRule }),
    international: abroad || method?.international === true,
  }
}

/**
 * One step per rule and rate, goods and shipping apart; what an inclusive price contains is named
 * and moves nothing.
 */
export function taxSteps(
  lines: readonly PricedLine[],
  groups: readonly PricedGroup[],
  settings: ShopSettings,
  { places, mode }: TaxInput,
): readonly DiscountStep[] {
  const steps = new Map<string, DiscountStep>()
  const add = (groupId: string, ratePpm: number | undefined, tax: number): void => {
    const rule = places.get(groupId)?.rule
    if (rule === undefined || tax === 0) return
    const what = ratePpm === undefined ? 'on shipping' : formatPercent(ratePpm, settings.locale)
    const label = `Tax ${ruleName(rule)} ${what}${mode.inclusive ? ', in the price' : ''}`
    const before = steps.get(label)?.amount ?? 0
    steps.set(label, { stage: 'S5', source: ruleName(rule), label, amount: mode.inclusive ? 0 : before + tax })
  }
  for (const line of lines) for (const part of line.parts) add(part.group, part.taxRatePpm, part.tax)
  for (const group of groups) add(group.id, undefined, group.tax)
  return [...steps.values()].sort((a, b) => (a.label < b.label ? -1 : 1))
}
