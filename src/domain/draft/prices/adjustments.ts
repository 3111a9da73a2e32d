/**
 * A rep's price adjustments on content: subtraction, shipping override, line override (rules.md O10
 * to O12). What an adjustment makes of the content, whatever it gives away; limits.ts measures
 * that, decide-prices.ts decides.
 */

import type { Amount, Ppm } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { formatMoney, percentOf } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { changeLine, describeSku } from '#domain/draft/lines.ts'
import { changeGroup, groupOf } from '#domain/draft/ship-groups.ts'
import type { GivenBy } from '#domain/model/adjustment.ts'
import type { Prior, Stood } from '#domain/model/approval.ts'
import type { Adjustment, DraftCommand, PriceChange, Reason } from '#domain/model/command.ts'
import type { DraftContent, DraftLine } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'

export const isAdjustment = (command: DraftCommand): command is Adjustment =>
  command.kind === 'subtract' || command.kind === 'override-shipping' || command.kind === 'override-line'

/** Of the same thing: the order, the shipping of one parcel, one line. */
export function isSameAdjustment(one: DraftCommand, other: DraftCommand): boolean {
  if (!isAdjustment(one) || one.kind !== other.kind) return false
  switch (other.kind) {
    case 'override-shipping':
      return one.kind === other.kind && (one.group ?? 'main') === (other.group ?? 'main')
    case 'override-line':
      return one.kind === other.kind && one.lineId === other.lineId
    default:
      return true
  }
}

/** Beyond any order, and small enough that sums stay exact: minor units. */
const MAX_AMOUNT = 1_000_000_000_000
const WHOLE = 1_000_000
const MAX_REASON = 200

/** `by` is who gives it, kept with the adjustment. */
export function adjusted(
  content: DraftContent,
  command: Adjustment,
  facts: Facts,
  by: GivenBy,
): Result<DraftContent, Refusal> {
  const { reasons } = facts.shop.settings
  const reason = reasonOf(command.reason, reasons)
  if (reason === undefined) return no({ kind: 'reason-missing', known: reasons })
  switch (command.kind) {
    case 'subtract': {
      const wrong = badAmount(command.amount, 1)
      return wrong === undefined
        ? ok({ ...content, subtraction: { amount: command.amount, ...reason, ...by } })
        : no(wrong)
    }
    case 'override-shipping': {
      const group = groupOf(content, command.group ?? 'main')
      if (group === undefined) return no({ kind: 'no-such-line', what: command.group ?? 'main' })
      const wrong = badAmount(command.amount, 0)
      // Said before any way was chosen it is the price of the usual one.
      const usual = (): string | undefined =>
        facts.shop.settings.shippingMethods.find(({ kind }) => kind === 'delivery')?.id
      const setFor = given({ method: command.method ?? group.method ?? usual() })
      return wrong === undefined
        ? ok(changeGroup(content, { ...group, override: { amount: command.amount, ...reason, ...by, ...setFor } }))
        : no(wrong)
    }
    case 'override-line': {
      const line = content.lines.find((other) => other.id === command.lineId)
      if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
      const price = changedPrice(line, command.change)
      return price.ok
        ? ok(changeLine(content, { ...line, override: { unitPrice: price.value, ...reason, ...by } }))
        : price
    }
    default:
      return command satisfies never
  }
}

/** Minor units a piece; every way of typing a discount ends as a price between 0 and the list price. */
export function changedPrice(line: DraftLine, change: PriceChange): Result<number, Refusal> {
  const list = line.unitPrice
  switch (change.kind) {
    case 'price': {
      const wrong = badAmount(change.amount, 0)
      if (wrong !== undefined) return no(wrong)
      return change.amount > list ? no({ kind: 'bad-amount', why: 'raises-price' }) : ok(change.amount)
    }
    case 'amount-off': {
      const wrong = badAmount(change.amount, 1)
      if (wrong !== undefined) return no(wrong)
      return change.amount > list ? no({ kind: 'bad-amount', why: 'negative' }) : ok(list - change.amount)
    }
    case 'percent-off': {
      const wrong = badAmount(change.percentPpm, 1)
      if (wrong !== undefined) return no(wrong)
      return change.percentPpm > WHOLE
        ? no({ kind: 'bad-amount', why: 'negative' })
        : ok(list - percentOf(list, change.percentPpm))
    }
    default:
      return change satisfies never
  }
}

function badAmount(amount: Amount | Ppm, least: 0 | 1): Refusal | undefined {
  if (!(amount >= least)) return { kind: 'bad-amount', why: least === 1 ? 'not-positive' : 'negative' }
  if (!Number.isSafeInteger(amount)) return { kind: 'bad-amount', why: 'too-precise' }
  return amount > MAX_AMOUNT ? { kind: 'bad-amount', why: 'raises-price' } : undefined
}

/** A code of the shop's list; any other words are kept under "other", never rejected. Undefined: nothing was said. */
function reasonOf(
  reason: Reason,
  known: readonly string[],
): { readonly reason: string; readonly reasonText?: string } | undefined {
  const fold = (text: string): string => text.trim().toLowerCase()
  const words = (reason.text ?? '').trim().slice(0, MAX_REASON)
  const code = known.find((one) => fold(one) === fold(reason.code))
  if (code !== undefined) return { reason: code, ...(words === '' ? {} : { reasonText: words }) }
  const said = [...new Set([fold(reason.code) === 'other' ? '' : reason.code.trim(), words])]
    .filter((part) => part !== '')
    .join(': ')
  if (fold(reason.code) === 'other') return { reason: 'other', ...(said === '' ? {} : { reasonText: said }) }
  const mapped = known.find((one) => fold(one) === fold(words))
  if (mapped !== undefined) return { reason: mapped }
  return said === '' ? undefined : { reason: 'other', reasonText: said.slice(0, MAX_REASON) }
}

/** Its reason, in the words it was given where it is none of the shop's list. */
function because(given: Prior | undefined): string {
  const words = given?.reason === 'other' ? (given.reasonText ?? '') : (given?.reason ?? '')
  return words === '' ? '' : `: ${words}`
}

/** Words for the event: the amount taken off, or both prices. */
export function adjustmentLabel(before: DraftContent, after: DraftContent, command: Adjustment, facts: Facts): string {
  const { settings, catalog } = facts.shop
  const money = (amount: Amount): string => formatMoney(amount, settings)
  switch (command.kind) {
    case 'subtract':
      return (
        `${money(command.amount)} off${because(after.subtraction)}` +
        (before.subtraction === undefined ? '' : `, instead of ${money(before.subtraction.amount)}`)
      )
    case 'override-shipping':
      return `Shipping ${money(command.amount)}${because(groupOf(after, command.group ?? 'main')?.override)}`
    case 'override-line': {
      const line = after.lines.find((other) => other.id === command.lineId)
      const old = before.lines.find((other) => other.id === command.lineId)
      const was = old?.override?.unitPrice ?? old?.unitPrice ?? 0
      return (
        `${describeSku(line?.sku ?? '', catalog)}: ${money(was)}, now ` +
        `${money(line?.override?.unitPrice ?? was)}${because(line?.override)}`
      )
    }
    default:
      return command satisfies never
  }
}

/** What stands where the adjustment would go; undefined: nothing. */
export function priorOf(content: DraftContent, command: Adjustment): Prior | undefined {
  switch (command.kind) {
    case 'subtract':
      return content.subtraction
    case 'override-shipping':
      return groupOf(content, command.group ?? 'main')?.override
    case 'override-line':
      return content.lines.find((line) => line.id === command.lineId)?.override
    default:
      return command satisfies never
  }
}

/**
 * The content with `prior` where the adjustment went; undefined takes it off. A line or group that
 * is gone takes nothing with it.
 */
export function withPrior(content: DraftContent, command: Adjustment, prior: Prior | undefined): DraftContent {
  switch (command.kind) {
    case 'subtract': {
      const { subtraction: _, ...rest } = content
      return prior !== undefined && 'amount' in prior ? { ...rest, subtraction: prior } : rest
    }
    case 'override-shipping': {
      const group = groupOf(content, command.group ?? 'main')
      if (group === undefined) return content
      const { override: _, ...bare } = group
      return changeGroup(content, prior !== undefined && 'amount' in prior ? { ...bare, override: prior } : bare)
    }
    case 'override-line': {
      const line = content.lines.find((other) => other.id === command.lineId)
      if (line === undefined) return content
      const { override: _, ...bare } = line
      return changeLine(content, prior !== undefined && 'unitPrice' in prior ? { ...bare, override: prior } : bare)
    }
    default:
      return command satisfies never
  }
}

/**
 * The override on the draft as the command that would make it: the one of the same kind as `like`,
 * else the subtraction, shipping, a line.
 */
export function standingAdjustment(content: DraftContent, like?: Adjustment): Adjustment | undefined {
  const found = standingAdjustments(content)
  return found.find((one) => one.kind === like?.kind) ?? found[0]
}

/** Every override on the draft, each as the command that would make it. */
export function standingAdjustments(content: DraftContent): readonly Adjustment[] {
  const reasonOn = ({ reason, reasonText }: Prior): Reason => ({
    code: reason,
    ...given({ text: reasonText }),
  })
  const { subtraction } = content
  return [
    ...(subtraction === undefined
      ? []
      : [{ kind: 'subtract', amount: subtraction.amount, reason: reasonOn(subtraction) } as const]),
    ...content.groups.flatMap(({ id, override }): readonly Adjustment[] =>
      override === undefined
        ? []
        : [
            {
              kind: 'override-shipping',
              amount: override.amount,
              reason: reasonOn(override),
              ...(id === 'main' ? {} : { group: id }),
            },
          ],
    ),
    ...content.lines.flatMap(({ id, override }): readonly Adjustment[] =>
      override === undefined
        ? []
        : [
            {
              kind: 'override-line',
              lineId: id,
              change: { kind: 'price', amount: override.unitPrice },
              reason: reasonOn(override),
            },
          ],
    ),
  ]
}

/** Every override on the content, as it stands. */
export const stoodOn = (content: DraftContent): readonly Stood[] =>
  standingAdjustments(content).flatMap((of) => {
    const as = priorOf(content, of)
    return as === undefined ? [] : [{ of, as }]
  })

/** The content with these overrides and no other. */
export const withStood = (content: DraftContent, stood: readonly Stood[]): DraftContent =>
  stood.reduce((now, { of, as }) => withPrior(now, of, as), withoutAdjustments(content))

export function withoutAdjustments(content: DraftContent): DraftContent {
  const { subtraction: _, ...rest } = content
  return {
    ...rest,
    groups: content.groups.map(({ override: _o, ...group }) => group),
    lines: content.lines.map(({ override: _o, ...line }) => line),
  }
}
