/**
 * Ship groups of a draft: which methods fit each, the method assumed when none was chosen, and
 * units moving between addresses (rules.md O6, O7). Rule: a chosen method is never swapped
 * silently; groups with one address are one group; groups without units vanish, but main always
 * stays.
 */

import type { Quantity } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import type { Address } from '#domain/model/customer.ts'
import type { DraftContent, DraftLine, ShipGroup } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import { defaultMethod, eligibleMethods, type Load, type MethodChoice } from '#domain/pricing/shipping.ts'
import { addressKey } from './address.ts'
import { withDraftLines } from './lines.ts'

export const groupOf = (content: DraftContent, id: string): ShipGroup | undefined =>
  content.groups.find((group) => group.id === id)

export const changeGroup = (content: DraftContent, group: ShipGroup): DraftContent => ({
  ...content,
  groups: content.groups.map((other) => (other.id === group.id ? group : other)),
})

/** Units of a line in a group. */
export function unitsOfLine(line: DraftLine, group: string): number {
  if (group !== 'main') return line.elsewhere.find((part) => part.group === group)?.quantity ?? 0
  return line.quantity - line.elsewhere.reduce((total, part) => total + part.quantity, 0)
}

/** Grams, and minor units of goods before discounts, that leave with a group. */
export function loadOf(content: DraftContent, group: string, facts: Facts): Load {
  const loads = content.lines.map((line) => {
    const units = unitsOfLine(line, group)
    return {
      grams: units * (facts.shop.catalog.variants.get(line.sku)?.weightGrams ?? 0),
      goods: units * (line.override?.unitPrice ?? line.unitPrice),
    }
  })
  return {
    grams: loads.reduce((total, load) => total + load.grams, 0),
    goods: loads.reduce((total, load) => total + load.goods, 0),
  }
}

/** Methods a group can use, in the shop's order. */
export const methodsFor = (content: DraftContent, group: ShipGroup, facts: Facts): readonly MethodChoice[] =>
  eligibleMethods(facts.shop.settings, group.address, loadOf(content, group.id, facts))

export const canUse = (content: DraftContent, group: ShipGroup, facts: Facts): boolean =>
  methodsFor(content, group, facts).some((choice) => choice.method.id === group.method)

/** Every group that has an address and no method takes the shop's first delivery that fits. */
export function withAssumedMethods(content: DraftContent, facts: Facts): DraftContent {
  const groups = content.groups.map((group) => {
    if (group.method !== undefined || group.address === undefined) return group
    const found = defaultMethod(facts.shop.settings, group.address, loadOf(content, group.id, facts))
    return found === undefined ? group : { ...group, method: found.method.id }
  })
  return { ...content, groups }
}

/**
 * Other groups that now have this group's address join it; the group itself keeps its method. A
 * group joined by main's address becomes main.
 */
export function joinEqualGroups(content: DraftContent): DraftContent {
  const home = new Map<string, string>()
  const into = new Map<string, string>()
  for (const group of content.groups) {
    if (group.address === undefined) continue
    const key = addressKey(group.address)
    const first = home.get(key)
    if (first === undefined) home.set(key, group.id)
    else into.set(group.id, first)
  }
  if (into.size === 0) return content
  const lines = content.lines.map((line) => ({ ...line, elsewhere: joinParts(line, into) }))
  return withDraftLines({ ...content, groups: content.groups.filter((group) => !into.has(group.id)) }, lines)
}

function joinParts(line: DraftLine, into: ReadonlyMap<string, string>): DraftLine['elsewhere'] {
  const units = new Map<string, number>()
  for (const { group, quantity } of line.elsewhere) {
    const target = into.get(group) ?? group
    if (target !== 'main') units.set(target, (units.get(target) ?? 0) + quantity)
  }
  return [...units].map(([group, quantity]) => ({ group, quantity }))
}

/** The group of an address, made ("g2", "g3" ...) when there is none. */
export function groupFor(
  content: DraftContent,
  address: Address,
  label: string | undefined,
): { readonly content: DraftContent; readonly id: string } {
  const key = addressKey(address)
  const known = content.groups.find((group) => group.address !== undefined && addressKey(group.address) === key)
  if (known !== undefined) return { content, id: known.id }
  const id = `g${Math.max(1, ...content.groups.map((group) => Number(group.id.replace(/^\D+/, '')) || 1)) + 1}`
  const group: ShipGroup = { id, address, ...given({ label }) }
  return { content: { ...content, groups: [...content.groups, group] }, id }
}

/** Exactly `quantity` units of a line in a group; they come from main first, then from the other groups in order. */
export function placeUnits(line: DraftLine, group: string, quantity: Quantity): DraftLine {
  const others = line.elsewhere.filter((part) => part.group !== group)
  const rest = line.quantity - quantity
  let left =
    group === 'main'
      ? rest
      : Math.min(
          rest,
          others.reduce((total, part) => total + part.quantity, 0),
        )
  const kept = others.flatMap((part) => {
    const units = Math.min(part.quantity, left)
    left -= units
    return units > 0 ? [{ group: part.group, quantity: units }] : []
  })
  const elsewhere = group === 'main' || quantity === 0 ? kept : [...kept, { group, quantity }]
  return { ...line, elsewhere }
}
