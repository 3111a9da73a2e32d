/**
 * Submit: checks a draft once more and turns it into the order to be written (rules.md O15). Pure:
 * asked on what was read, and again under the stock locks. Anything changed since the total was
 * shown stops it with a readable difference; the writing is the store's. The order itself is built
 * by new-order.ts.
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import { backorderChoices, ordersOf } from '#domain/draft/backorder-choices.ts'
import { methodRefusal } from '#domain/draft/decide/decide-shipping.ts'
import { sellableNow, unitsInGroup } from '#domain/draft/lines.ts'
import { missingFacts, needsPayment } from '#domain/draft/missing.ts'
import { paymentRefusal, paymentSituation } from '#domain/draft/payment-choice.ts'
import { covered, isLive, isWaiting } from '#domain/draft/prices/approvals.ts'
import { answersFor, overLimit } from '#domain/draft/prices/limits.ts'
import { overrideInDoubt } from '#domain/draft/prices/shipping-override.ts'
import { sideOf } from '#domain/draft/sides.ts'
import { type Actor, roleOf } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { NewOrder } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import type { Refusal, SubmitWarning } from '#domain/model/refusals.ts'
import { differences, shownAmounts } from '#domain/pricing/shown-amounts.ts'
import { brokenPromises, standingOf } from '#domain/stock/backorders.ts'
import { dormantCodes, type Redemption, type Reservation, redemptions, reservations } from './new-order.ts'
import { type Remember, remembered } from './remembered.ts'

export type SubmitInput = {
  readonly draft: OrderDraft
  readonly ledger: Ledger
  readonly facts: Facts
  readonly actor: Actor
}
export type SubmitPlan = {
  /** First is the parent of the rest. */
  readonly orders: readonly NewOrder[]
  readonly reserve: readonly Reservation[]
  readonly redeem: readonly Redemption[]
  readonly remember: Remember
  /** Codes attached but without effect: named, not redeemed. */
  readonly dormant: readonly string[]
}

/**
 * `ledger` is the draft's at this moment (draft-ledger.ts), after refreshPrices. Refusals in the
 * order they are best told.
 */
export function prepareSubmit(input: SubmitInput): Result<SubmitPlan, Refusal> {
  for (const check of checks) {
    const refused = check(input)
    if (refused !== undefined) return no(refused)
  }
  const { draft, ledger, facts, actor } = input
  const standing = standingOf(draft, facts)
  const orders = ordersOf({ draft, ledger, facts, actor }, standing.kind === 'chosen' ? standing : undefined)
  return ok({
    orders,
    reserve: reservations(orders),
    redeem: redemptions(ledger, facts),
    remember: remembered(draft, actor, facts),
    dormant: dormantCodes(ledger),
  })
}

type Check = (input: SubmitInput) => Refusal | undefined

const mayPlace: Check = ({ draft, actor, facts }) => {
  if (!may(actor, 'place')) return { kind: 'not-allowed', role: roleOf(actor), to: 'place' }
  // A request that ran out stops nothing by itself: the amount stands unapproved.
  const ranOut = isWaiting(draft.approval) && !isLive(draft.approval, facts.now)
  if (draft.status === 'awaiting-approval') return ranOut ? undefined : { kind: 'awaiting-approval' }
  return draft.status === 'open' || draft.status === 'quoted'
    ? undefined
    : { kind: 'draft-closed', status: draft.status }
}

const hasItems: Check = ({ draft }) => (draft.content.lines.length === 0 ? { kind: 'empty-cart' } : undefined)

/** A method that no longer reaches the place says where it does not, before it counts as missing. */
const methodsFit: Check = ({ draft, facts }) => {
  const groups = draft.content.groups.filter((group) => unitsInGroup(draft.content, group.id) > 0)
  return groups.map((group) => methodRefusal(draft.content, group, facts)).find((refusal) => refusal !== undefined)
}

const shippingIsMeant: Check = ({ draft }) => {
  const group = overrideInDoubt(draft.content)
  if (group?.override === undefined || unitsInGroup(draft.content, group.id) === 0) return undefined
  return { kind: 'override-in-doubt', method: group.method ?? '', amount: group.override.amount }
}

const isPayable: Check = ({ draft, ledger, facts, actor }) =>
  needsPayment(ledger, draft.content) ? paymentRefusal(paymentSituation(draft, actor, facts), ledger.total) : undefined

const nothingMissing: Check = ({ draft, ledger, facts }) => {
  const what = missingFacts(draft, ledger, facts)
  return what.length === 0 ? undefined : { kind: 'missing', what }
}

const stillSold: Check = ({ draft, facts }) => {
  const checked = draft.content.lines.map((line) => sellableNow(line.sku, facts))
  return checked
    .map((one) => (one.ok || isGone(one.refusal) ? undefined : one.refusal))
    .find((refusal) => refusal !== undefined)
}

/** Out of stock for good: told with what can be done about it, by `inStock`. */
const isGone = (refusal: Refusal): boolean =>
  refusal.kind === 'not-for-sale' && (refusal.why === 'discontinued' || refusal.why === 'sold-out')

const withinLimits: Check = ({ draft, ledger, facts, actor }) => {
  if (covered(draft, ledger, facts.now)) return undefined
  const over = overLimit(ledger.giveAway, answersFor(actor, draft.content), facts.shop.settings, facts.givenBefore)
  // A customer neither chose it nor hears of limits: the shop has to decide first.
  return over === undefined || sideOf(actor) === 'staff' ? over : { kind: 'awaiting-approval' }
}

/** Never shown yet: there is no other total to be different from. */
const asShown: Check = ({ draft, ledger }) => {
  if (draft.shown === undefined || draft.shown.total === ledger.total) return undefined
  return {
    kind: 'total-changed',
    from: draft.shown.total,
    to: ledger.total,
    differences: differences(draft.shown.summary, shownAmounts(ledger)),
  }
}

/** Somebody was faster, or a day slipped, since it was shown: the choice was made on other terms. */
const asPromised: Check = ({ draft, facts }) => {
  const standing = standingOf(draft, facts)
  if (standing.kind !== 'chosen' || draft.shown?.promised === undefined) return undefined
  const lines = brokenPromises(draft.shown.promised, standing.short)
  return lines.length === 0 ? undefined : { kind: 'promise-changed', lines }
}

const inStock: Check = ({ draft, facts }) => {
  const standing = standingOf(draft, facts)
  return standing.kind === 'open'
    ? { kind: 'short-stock', lines: standing.short, choices: backorderChoices(draft, facts) }
    : undefined
}

const confirmed: Check = ({ draft, facts, ledger, actor }) => {
  const warnings = [...submitWarnings(facts), ...notAgreed(draft, ledger.total, actor)].filter(
    (warning) => !draft.confirmedWarnings.includes(warningKey(warning)),
  )
  return warnings.length === 0 ? undefined : { kind: 'warning', warnings }
}

const checks: readonly Check[] = [
  mayPlace,
  hasItems,
  methodsFit,
  shippingIsMeant,
  isPayable,
  nothingMissing,
  stillSold,
  withinLimits,
  asShown,
  asPromised,
  inStock,
  confirmed,
]

const FRESH_MINUTES = 10
const MINUTE = 60_000

/**
 * Another open draft, or an order under ten minutes old, of the same buyer: told when the buyer is
 * chosen, confirmed at place.
 */
export function submitWarnings(facts: Facts): readonly SubmitWarning[] {
  const drafts = facts.alsoOpen.map((other): SubmitWarning => ({ kind: 'another-open-draft', ...other }))
  const orders = facts.recentOrders.flatMap(({ number, placedAt }): readonly SubmitWarning[] => {
    const minutes = Math.floor((Date.parse(facts.now) - Date.parse(placedAt)) / MINUTE)
    return minutes < FRESH_MINUTES ? [{ kind: 'fresh-order', number, minutes: Math.max(0, minutes) }] : []
  })
  return [...drafts, ...orders]
}

/**
 * The customer of a hand-over agrees by their own press on [Buy now]; who places for them says that
 * they agreed some other way, to this very total.
 */
function notAgreed({ handOver }: OrderDraft, total: number, actor: Actor): readonly SubmitWarning[] {
  return handOver === undefined || actor.kind !== 'staff' ? [] : [{ kind: 'not-agreed', name: handOver.name, total }]
}

/** What the `confirm-warning` command names and the draft keeps. */
export function warningKey(warning: SubmitWarning): string {
  switch (warning.kind) {
    case 'another-open-draft':
      return `draft:${warning.ref}`
    case 'fresh-order':
      return `order:${warning.number}`
    case 'not-agreed':
      return `not agreed:${warning.total}`
    default:
      return warning satisfies never
  }
}
