/**
 * Submit: checks a draft once more and turns it into the order to be written (orders.md row 15). Pure: asked on what was read, and again under
 * the stock locks. Anything changed since the total was shown stops it with a readable difference; the writing is the store's.
 * The order itself is built by new-order.ts.
 */
import { type Actor, roleOf } from './actor.ts'
import { covered, isLive, isWaiting } from './approvals.ts'
import { shortLines } from './availability.ts'
import { methodRefusal } from './decide-shipping.ts'
import type { OrderDraft, ShownAmount } from './draft.ts'
import type { Facts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import { overLimit } from './limits.ts'
import { sellable, unitsInGroup } from './lines.ts'
import { missingFacts, needsPayment } from './missing.ts'
import { sum } from './money.ts'
import {
  dormantCodes,
  newOrder,
  type Redemption,
  type Remember,
  type Reservation,
  redemptions,
  remembered,
  reservations,
} from './new-order.ts'
import type { NewOrder } from './order.ts'
import { paymentRefusal, situationOf } from './payment-choice.ts'
import { may } from './permissions.ts'
import type { Refusal, SubmitWarning } from './refusals.ts'
import { no, ok, type Result } from './result.ts'

export type SubmitInput = { readonly draft: OrderDraft; readonly ledger: Ledger; readonly facts: Facts; readonly actor: Actor }
export type SubmitPlan = {
  /** First is the parent of the rest. */
  readonly orders: readonly NewOrder[]
  readonly reserve: readonly Reservation[]
  readonly redeem: readonly Redemption[]
  readonly remember: Remember
  /** Codes attached but without effect: named, not redeemed. */
  readonly dormant: readonly string[]
}

/** `ledger` is the draft's at this moment (draft-ledger.ts), after refreshPrices. Refusals in the order they are best told. */
export function prepareSubmit(input: SubmitInput): Result<SubmitPlan, Refusal> {
  for (const check of checks) {
    const refused = check(input)
    if (refused !== undefined) return no(refused)
  }
  const { draft, ledger, facts, actor } = input
  const order = newOrder({ draft, ledger, facts, actor })
  return ok({
    orders: [order],
    reserve: reservations(ledger),
    redeem: redemptions(ledger, facts),
    remember: remembered(draft.content, facts),
    dormant: dormantCodes(ledger),
  })
}

type Check = (input: SubmitInput) => Refusal | undefined

const mayPlace: Check = ({ draft, actor, facts }) => {
  if (!may(actor, 'place')) return { kind: 'not-allowed', role: roleOf(actor), to: 'place' }
  // A request that ran out stops nothing by itself: the amount stands unapproved.
  const ranOut = isWaiting(draft.approval) && !isLive(draft.approval, facts.now)
  if (draft.status === 'awaiting-approval') return ranOut ? undefined : { kind: 'awaiting-approval' }
  return draft.status === 'open' || draft.status === 'quoted' ? undefined : { kind: 'draft-closed', status: draft.status }
}

const hasItems: Check = ({ draft }) => (draft.content.lines.length === 0 ? { kind: 'empty-cart' } : undefined)

/** A method that no longer reaches the place says where it does not, before it counts as missing. */
const methodsFit: Check = ({ draft, facts }) => {
  const groups = draft.content.groups.filter((group) => unitsInGroup(draft.content, group.id) > 0)
  return groups.map((group) => methodRefusal(draft.content, group, facts)).find((refusal) => refusal !== undefined)
}

const isPayable: Check = ({ draft, ledger, facts, actor }) =>
  needsPayment(ledger, draft.content) ? paymentRefusal(situationOf(draft.content, actor, facts), ledger.total) : undefined

const nothingMissing: Check = ({ draft, ledger, facts }) => {
  const what = missingFacts(draft, ledger, facts)
  return what.length === 0 ? undefined : { kind: 'missing', what }
}

const stillSold: Check = ({ draft, facts }) => {
  const checked = draft.content.lines.map((line) => sellable(line.sku, facts))
  return checked.map((one) => (one.ok ? undefined : one.refusal)).find((refusal) => refusal !== undefined)
}

const withinLimits: Check = ({ draft, ledger, facts, actor }) =>
  covered(draft, ledger, facts.now) ? undefined : overLimit(ledger.giveAway, actor, facts.shop.settings, facts.givenBefore)

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

const inStock: Check = ({ draft, facts }) => {
  const lines = shortLines(draft.content, facts)
  return lines.length === 0 ? undefined : { kind: 'short-stock', lines }
}

const confirmed: Check = ({ draft, facts }) => {
  const warnings = submitWarnings(facts).filter((warning) => !draft.confirmedWarnings.includes(warningKey(warning)))
  return warnings.length === 0 ? undefined : { kind: 'warning', warnings }
}

const checks: readonly Check[] = [
  mayPlace,
  hasItems,
  methodsFit,
  isPayable,
  nothingMissing,
  stillSold,
  withinLimits,
  asShown,
  inStock,
  confirmed,
]

const FRESH_MINUTES = 10
const MINUTE = 60_000

/** Another open draft, or an order under ten minutes old, of the same buyer: told when the buyer is chosen, confirmed at place. */
export function submitWarnings(facts: Facts): readonly SubmitWarning[] {
  const drafts = facts.alsoOpen.map(({ ref, owner }): SubmitWarning => ({ kind: 'another-open-draft', ref, owner }))
  const orders = facts.recentOrders.flatMap(({ number, placedAt }): readonly SubmitWarning[] => {
    const minutes = Math.floor((Date.parse(facts.now) - Date.parse(placedAt)) / MINUTE)
    return minutes < FRESH_MINUTES ? [{ kind: 'fresh-order', number, minutes: Math.max(0, minutes) }] : []
  })
  return [...drafts, ...orders]
}

/** What the `confirm-warning` command names and the draft keeps. */
export const warningKey = (warning: SubmitWarning): string =>
  warning.kind === 'another-open-draft' ? `draft:${warning.ref}` : `order:${warning.number}`

/** The total as it is shown, by source, to be kept as `draft.shown.summary`. Minor units; they add up to the total. Discounts of one source on several lines are one amount. */
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

export type Difference = { readonly label: string; readonly from: number; readonly to: number }

/** Only what differs, discounts that came or went first, then items, shipping and tax. */
export function differences(before: readonly ShownAmount[], now: readonly ShownAmount[]): readonly Difference[] {
  const old = new Map(before.map((amount) => [amount.source, amount]))
  const current = new Map(now.map((amount) => [amount.source, amount]))
  const all = [...new Set([...old.keys(), ...current.keys()])]
  const found = all.map((source) => ({
    rest: source === 'items' || source === 'shipping' || source === 'tax',
    label: (current.get(source) ?? old.get(source))?.label ?? source,
    from: old.get(source)?.amount ?? 0,
    to: current.get(source)?.amount ?? 0,
  }))
  const changed = found.filter(({ from, to }) => from !== to)
  return [...changed.filter((one) => !one.rest), ...changed.filter((one) => one.rest)].map(({ label, from, to }) => ({ label, from, to }))
}
