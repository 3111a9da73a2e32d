/**
 * Limits on what a role may give away (rules.md A1): percent of the base, amount, percent of one
 * line; whichever trips first. Exact integers are compared; equal to the limit passes. Customers
 * may give nothing. Approvals ask the same questions with their own ceilings.
 */

import type { Ppm } from '#domain/base/flavour.ts'
import type { DecideContext } from '#domain/draft/decide/decide-change.ts'
import { groupOf } from '#domain/draft/ship-groups.ts'
import { chargedFor } from '#domain/draft/submit/draft-ledger.ts'
import { type Actor, actorKey, type Role, roleOf } from '#domain/model/actor.ts'
import type { GivenBy } from '#domain/model/adjustment.ts'
import type { Adjustment, DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { MootShipping } from '#domain/model/draft-question.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { GiveAway } from '#domain/model/ledger.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { OverrideLimit, ShopSettings } from '#domain/model/shop.ts'
import { adjusted, isAdjustment } from './adjustments.ts'

const WHOLE = 1_000_000
const nothing: OverrideLimit = { percentPpm: 0, amount: 0, linePercentPpm: 0 }

/** A role the shop does not list may give nothing, except the ones that answer for the shop. */
export function limitOf(role: Role, settings: ShopSettings): OverrideLimit {
  if (role === 'customer') return nothing
  return settings.limits[role] ?? (role === 'manager' || role === 'admin' ? {} : nothing)
}

export type Exceeded = { readonly limit: 'percent' | 'amount' | 'line-percent'; readonly percentPpm: Ppm }

/**
 * What the same rep gave the same customer in the 24 hours before: counted together with a draft
 * (rules.md A1). Minor units.
 */
export type GivenBefore = Pick<GiveAway, 'total' | 'base'>

/**
 * The first limit a give-away is over, by itself or together with what was given before; undefined
 * when it is within all.
 */
export function exceeded(given: GiveAway, limit: OverrideLimit, before?: GivenBefore): Exceeded | undefined {
  const alone = over(given, limit)
  if (alone !== undefined || before === undefined || before.total === 0 || given.total === 0) return alone
  return over({ ...given, total: given.total + before.total, base: given.base + before.base }, limit)
}

function over(given: GiveAway, limit: OverrideLimit): Exceeded | undefined {
  const percentPpm = share(given.total, given.base)
  if (limit.percentPpm !== undefined && isMore(given.total, given.base, limit.percentPpm))
    return { limit: 'percent', percentPpm }
  if (limit.amount !== undefined && given.total > limit.amount) return { limit: 'amount', percentPpm }
  const { linePercentPpm } = limit
  const line =
    linePercentPpm === undefined ? undefined : given.perLine.find((one) => isMore(one.given, one.list, linePercentPpm))
  return line === undefined ? undefined : { limit: 'line-percent', percentPpm: share(line.given, line.list) }
}

/** given / base > ppm / 1 000 000, without rounding. */
const isMore = (given: number, base: number, ppm: number): boolean =>
  given > 0 && BigInt(given) * BigInt(WHOLE) > BigInt(Math.max(base, 0)) * BigInt(ppm)

const share = (given: number, base: number): number =>
  base > 0 ? Math.round((given / base) * WHOLE) : given > 0 ? WHOLE : 0

/** Minor units a limit allows in all on a base. */
export function allowedAmount(base: number, limit: OverrideLimit): number {
  const byPercent =
    limit.percentPpm === undefined
      ? undefined
      : Number((BigInt(Math.max(base, 0)) * BigInt(limit.percentPpm)) / BigInt(WHOLE))
  return Math.min(byPercent ?? Number.MAX_SAFE_INTEGER, limit.amount ?? Number.MAX_SAFE_INTEGER)
}

/** As it is kept with what they give. */
export function giverOf(actor: Actor): GivenBy {
  const role = roleOf(actor)
  return { by: actorKey(actor), ...(role === 'customer' || role === 'rep' ? {} : { role }) }
}

/** Whose limit counts when this person places it: a customer gives nothing, so whoever of the shop gave most. */
export function answersFor(actor: Actor, { subtraction, groups, lines }: DraftContent): Role {
  if (roleOf(actor) !== 'customer') return roleOf(actor)
  const roles = [subtraction, ...[...groups, ...lines].map(({ override }) => override)].map((one) => one?.role)
  return RANKED.findLast((role) => roles.includes(role)) ?? 'rep'
}
const RANKED = ['lead', 'manager', 'admin'] as const satisfies readonly Role[]

/**
 * The draft as it stands gives away more than its placer may: asked again by the submit.
 * Adjustments a customer places were staff's.
 */
export function overLimit(
  given: GiveAway,
  role: Role,
  settings: ShopSettings,
  before?: GivenBefore,
): Refusal | undefined {
  const limit = limitOf(role, settings)
  const found = exceeded(given, limit, before)
  return found === undefined
    ? undefined
    : { kind: 'over-limit', role, asked: given.total, allowed: allowedAmount(given.base, limit), ...found }
}

/**
 * Undefined: the actor may make this adjustment. `asked` and `allowed` are in the command's own
 * terms: minor units, or ppm for percent off.
 */
export function adjustmentRefusal(draft: OrderDraft, command: Adjustment, context: DecideContext): Refusal | undefined {
  const role = roleOf(context.actor)
  const over = overAfter(draft.content, command, context)
  if (over === undefined) return undefined
  const within = withinLimit(draft, command, context)
  return {
    kind: 'over-limit',
    role,
    asked: figureOf(command),
    allowed: within === undefined ? harmless(draft.content, command, context.facts) : figureOf(within),
    ...over,
  }
}

/** The same adjustment, as far as the actor's limit goes; undefined when the limit allows nothing of it. */
export function withinLimit(draft: OrderDraft, command: DraftCommand, context: DecideContext): Adjustment | undefined {
  if (!isAdjustment(command) || mootShipping(draft, command, context.facts) !== undefined) return undefined
  const { content } = draft
  const fits = (figure: number): boolean => overAfter(content, withFigure(command, figure), context) === undefined
  const asked = figureOf(command)
  const none = harmless(content, command, context.facts)
  const step = command.kind === 'override-line' && command.change.kind === 'percent-off' ? PERCENT_STEP : 1
  if (fits(asked)) return command
  const figure = lastThatFits({ none, asked, step }, fits)
  return figure === none ? undefined : withFigure(command, figure)
}

/** The figure nearest to the asked one that fits, from giving nothing on; the asked one is known not to. */
export function lastThatFits(
  { none, asked, step }: { readonly none: number; readonly asked: number; readonly step: number },
  fits: (figure: number) => boolean,
): number {
  const towardsAsked = Math.sign(asked - none)
  let low = 0
  let high = Math.ceil(Math.abs(asked - none) / step)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (fits(none + towardsAsked * middle * step)) low = middle
    else high = middle
  }
  return none + towardsAsked * low * step
}

/**
 * A shipping price that was asked for is for the method it was asked for, and a concession only
 * below what is charged without it; undefined: it can be given.
 */
export function mootShipping({ content }: OrderDraft, command: DraftCommand, facts: Facts): MootShipping | undefined {
  if (command.kind !== 'override-shipping') return undefined
  const { method } = groupOf(content, command.group ?? 'main') ?? {}
  if (command.method !== undefined && method !== undefined && command.method !== method)
    return { why: 'other-method', asked: command.method, chosen: method }
  const charged = harmless(content, command, facts)
  return command.amount > charged ? { why: 'not-less', charged } : undefined
}

/** Percentages are offered in tenths of a percent. */
const PERCENT_STEP = 1_000

function overAfter(content: DraftContent, command: Adjustment, { facts, actor }: DecideContext): Exceeded | undefined {
  const changed = adjusted(content, command, facts, giverOf(actor))
  if (!changed.ok) return undefined
  const limit = limitOf(roleOf(actor), facts.shop.settings)
  const found = exceeded(chargedFor(changed.value, facts).giveAway, limit, facts.givenBefore)
  // Nothing to take it from yet: the amount itself is what can be judged.
  const early =
    command.kind === 'subtract' &&
    content.lines.length === 0 &&
    limit.amount !== undefined &&
    command.amount > limit.amount
  return found ?? (early ? { limit: 'amount', percentPpm: WHOLE } : undefined)
}

export function figureOf(command: Adjustment): number {
  if (command.kind !== 'override-line') return command.amount
  return command.change.kind === 'percent-off' ? command.change.percentPpm : command.change.amount
}

export function withFigure(command: Adjustment, figure: number): Adjustment {
  if (command.kind !== 'override-line') return { ...command, amount: figure }
  const { change } = command
  return {
    ...command,
    change:
      change.kind === 'percent-off'
        ? { kind: 'percent-off', percentPpm: figure }
        : { kind: change.kind, amount: figure },
  }
}

/** The figure with which the adjustment gives nothing away: the list price, the rate, or 0 off. */
export function harmless(content: DraftContent, command: Adjustment, facts: Facts): number {
  switch (command.kind) {
    case 'subtract':
      return 0
    case 'override-shipping': {
      const group = chargedFor(content, facts).groups.find((one) => one.id === (command.group ?? 'main'))
      return group?.freeBy === undefined ? (group?.rate ?? command.amount) : 0
    }
    case 'override-line':
      return command.change.kind === 'price'
        ? (content.lines.find((line) => line.id === command.lineId)?.unitPrice ?? 0)
        : 0
    default:
      return command satisfies never
  }
}
