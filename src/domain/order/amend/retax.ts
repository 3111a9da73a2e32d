/**
 * The units of a placed order taxed where they go now (rules.md O13). Rule: only units whose rate is
 * another one are taxed anew, per line and group, rounded once and spread over them (P2); every other
 * share stays as it was frozen. What a tax-inclusive price was paid stays: the tax in it changes.
 */
import type { Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import { spread } from '#domain/base/spread.ts'
import type { Component } from '#domain/model/ledger.ts'
import type { OrderGroup, OrderLine, UnitShare } from '#domain/model/order.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { alive, unitsOf } from '#domain/order/units.ts'
import { taxOn, taxPlace, taxRate } from '#domain/pricing/tax.ts'
import { sumUnits } from '#domain/pricing/unit-shares.ts'

type Groups = readonly OrderGroup[]
export type TaxContext = {
  readonly settings: ShopSettings
  readonly exempt: boolean
  readonly taxClassOf: (sku: Sku) => string
}

const CONTAINED: Omit<Component, 'amount'> = { source: 'tax', kind: 'included-tax', label: 'Tax in the price' }

/** `line` has its units in their new groups; `before` is the same line as it was. */
export function retaxed(
  { line, before }: { readonly line: OrderLine; readonly before: OrderLine },
  { was, now }: { readonly was: Groups; readonly now: Groups },
  context: TaxContext,
): OrderLine {
  const rate = rates(context, context.taxClassOf(line.sku))
  const old = unitsOf(before)
  const units = [...unitsOf(line)]
  const anew = new Map<string, number[]>()
  for (const [index, { group }] of units.entries()) {
    if (index >= alive(line) || rate(group, now) === rate(old[index]?.group ?? group, was)) continue
    anew.set(group, [...(anew.get(group) ?? []), index])
  }
  if (anew.size === 0) return line
  const components = withContained(line, context)
  const at = components.findIndex(({ kind }) => kind === 'included-tax')
  const whole = units.map(
    (unit): UnitShare => ({
      ...unit,
      components: components.map((_, index) => unit.components[index] ?? 0),
    }),
  )
  for (const [group, places] of anew) {
    const taxed = taxUnits(
      places.map((index) => whole[index]).filter((unit) => unit !== undefined),
      { at, rate: rate(group, now), context },
    )
    for (const [nth, index] of places.entries()) {
      const unit = taxed[nth]
      if (unit !== undefined) whole[index] = unit
    }
  }
  const { components: amounts, net, tax } = sumUnits(whole, components.length)
  return {
    ...line,
    units: whole,
    components: components.map((component, index) => ({ ...component, amount: amounts[index] ?? 0 })),
    net,
    tax,
  }
}

function rates({ settings }: TaxContext, taxClass: string) {
  return (id: string, groups: Groups): number => {
    const group = groups.find((one) => one.id === id) ?? groups[0]
    return group === undefined
      ? 0
      : taxRate(taxPlace({ id, method: group.method, ...given({ address: group.address }) }, settings), taxClass)
  }
}

const withContained = ({ components }: OrderLine, { settings }: TaxContext): readonly Component[] =>
  !settings.pricesIncludeTax || components.some(({ kind }) => kind === 'included-tax')
    ? components
    : [...components, { ...CONTAINED, amount: 0 }]

type Taxing = { readonly at: number; readonly rate: number; readonly context: TaxContext }

function taxUnits(units: readonly UnitShare[], { at, rate, context }: Taxing): readonly UnitShare[] {
  const paid = units.map((unit) => unit.net - (unit.components[at] ?? 0))
  const weights = paid.map((amount) => Math.max(0, amount))
  const { contained, tax } = taxOn(sum(paid), rate, {
    inclusive: context.settings.pricesIncludeTax,
    exempt: context.exempt,
  })
  const out = spread(contained, weights)
  const taxes = spread(tax, weights)
  return units.map((unit, index) => ({
    ...unit,
    components: unit.components.map((amount, place) => (place === at ? 0 - (out[index] ?? 0) : amount)),
    net: (paid[index] ?? 0) - (at < 0 ? 0 : (out[index] ?? 0)),
    tax: taxes[index] ?? 0,
  }))
}
