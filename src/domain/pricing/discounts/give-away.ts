/**
 * What a rep gives away with overrides, and the base it is measured on. Rule: rules.md A1:
 * give-away = line overrides below list + subtraction + shipping overrides below what would be due;
 * base = S2b net + give-away on lines + shipping that would be due. Limits: limits.ts.
 */

import { sum } from '#domain/base/money.ts'
import type { GiveAway } from '#domain/model/ledger.ts'
import type { ShippingStage } from '#domain/pricing/shipping-stage.ts'
import type { Stages } from './discount-stages.ts'

export function giveAwayOf(stages: Stages, shipping: ShippingStage): GiveAway {
  const perLine = stages.lines
    .filter((line) => line.overridden)
    .map((line) => {
      const list = line.listPrice * line.quantity
      return { lineId: line.lineId, list, given: Math.max(0, list - line.gross) }
    })
  const lines = sum(perLine.map((line) => line.given))
  const subtraction = stages.subtraction?.applied ?? 0
  const used = shipping.groups.filter((group) => group.group.override !== undefined)
  const shippingGiven = sum(used.map((group) => Math.max(0, group.due - group.charge)))
  return {
    lines,
    subtraction,
    shipping: shippingGiven,
    total: lines + subtraction + shippingGiven,
    base: stages.afterS2 + lines + sum(shipping.groups.map((group) => group.due)),
    perLine,
  }
}
