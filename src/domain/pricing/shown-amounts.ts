/**
 * The total as it is shown, amount by amount, and what is different between two of them: a submit
 * never goes through silently at another total than the one last shown (rules.md O5), and a what-if
 * names every discount that changes.
 */

import { sum } from '#domain/base/money.ts'
import type { ShownAmount } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { Difference } from '#domain/model/refusals.ts'

/**
 * The total as it is shown, by source, to be kept as `draft.shown.summary`. Minor units; they add
 * up to the total. Discounts of one source on several lines are one amount.
 */
export function shownAmounts(ledger: Ledger): readonly ShownAmount[] {
  const discounts = new Map<string, ShownAmount>()
  for (const component of ledger.lines.flatMap((line) => line.components)) {
    const source = `${component.kind}:${component.source}`
    const amount = (discounts.get(source)?.amount ?? 0) + component.amount
    discounts.set(source, { source, label: component.label, amount })
  }
  const overridden = ledger.groups.some((group) => group.override !== undefined)
  return [
    { source: 'items', label: 'Items', amount: sum(ledger.lines.map((line) => line.gross)) },
    ...discounts.values(),
    { source: 'shipping', label: overridden ? 'Shipping (overridden)' : 'Shipping', amount: ledger.shipping },
    { source: 'tax', label: 'Tax', amount: ledger.tax },
  ]
}

/** Only what differs, discounts that came or went first, then items, shipping and tax. */
export function differences(before: readonly ShownAmount[], now: readonly ShownAmount[]): readonly Difference[] {
  const old = new Map(before.map((amount) => [amount.source, amount]))
  const current = new Map(now.map((amount) => [amount.source, amount]))
  const all = [...new Set([...old.keys(), ...current.keys()])]
  const found = all.map((source) => ({
    source,
    rest: source === 'items' || source === 'shipping' || source === 'tax',
    label: (current.get(source) ?? old.get(source))?.label ?? source,
    from: old.get(source)?.amount ?? 0,
    to: current.get(source)?.amount ?? 0,
  }))
  const changed = found.filter(({ from, to }) => from !== to)
  return [...changed.filter((one) => !one.rest), ...changed.filter((one) => one.rest)].map(
    ({ label, from, to, source }) => ({
      ...{ label, from, to },
      ...(source.startsWith('subtraction:') ? { ours: 'Discount' } : source === 'shipping' ? { ours: 'Shipping' } : {}),
    }),
  )
}
