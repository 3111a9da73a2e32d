/**
 * What to do with goods that are short: the four choices of an order, each with its dates and its
 * money before anything is chosen (rules.md S1). Pure what-if: the draft is never changed here. The
 * order a choice leads to is made by submission.ts and draft/submit/split-order.ts.
 */

import { given } from '#domain/base/given.ts'
import { withDraftLines } from '#domain/draft/lines.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { DraftContent, DraftLine, OrderDraft, Promised, ShownAmount } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { BackorderChoice, NoChoice, ShortLine } from '#domain/model/refusals.ts'
import { shortLines } from './availability.ts'

/** In the order they are offered and numbered. */
export const POLICIES: readonly BackorderPolicy[] = [
  'ship-complete',
  'ship-available-then-backorder',
  'ship-available-drop-rest',
  'move-to-separate-order',
]

/** Why a policy is not to be had for these lines; undefined = it is. */
export function whyUnavailable(
  policy: BackorderPolicy,
  short: readonly ShortLine[],
  content: Pick<DraftContent, 'lines'>,
): NoChoice | undefined {
  if (short.length === 0) return 'nothing-short'
  if (policy !== 'ship-complete' && nowOf(short, content) === 0) return 'nothing-now'
  if (policy !== 'ship-available-drop-rest' && short.some(({ never }) => never !== undefined)) return 'never'
  return undefined
}

export const possible = (
  short: readonly ShortLine[],
  content: Pick<DraftContent, 'lines'>,
): readonly BackorderPolicy[] => POLICIES.filter((policy) => whyUnavailable(policy, short, content) === undefined)

/** Units of the cart that are here. */
function nowOf(short: readonly ShortLine[], { lines }: Pick<DraftContent, 'lines'>): number {
  return lines.reduce((total, line) => total + line.quantity, 0) - short.reduce((total, line) => total + line.rest, 0)
}

export type Standing =
  | { readonly kind: 'all-here' }
  /** `by`: chosen on the draft, or the customer's stored preference. */
  | {
      readonly kind: 'chosen'
      readonly policy: BackorderPolicy
      readonly by: 'choice' | 'preference'
      readonly short: readonly ShortLine[]
    }
  | { readonly kind: 'open'; readonly short: readonly ShortLine[]; readonly policies: readonly BackorderPolicy[] }

/** What will become of the short lines as things stand. A choice that is no longer possible counts as none. */
export function standingOf({ content }: Pick<OrderDraft, 'content'>, facts: Facts): Standing {
  const short = shortLines(content, facts)
  if (short.length === 0) return { kind: 'all-here' }
  const policies = possible(short, content)
  const { backorderPolicy, buyer } = content
  if (backorderPolicy !== undefined)
    return policies.includes(backorderPolicy)
      ? { kind: 'chosen', policy: backorderPolicy, by: 'choice', short }
      : { kind: 'open', short, policies }
  const known =
    buyer.kind === 'registered' && facts.customer?.id === buyer.customerId
      ? facts.customer.backorderPreference
      : undefined
  return known !== undefined && policies.includes(known)
    ? { kind: 'chosen', policy: known, by: 'preference', short }
    : { kind: 'open', short, policies }
}

/**
 * The content without the units that are dropped; the same object where none are. The last units of
 * a line go, so those of its last ship group.
 */
export function withoutShort(content: DraftContent, short: readonly ShortLine[]): DraftContent {
  if (short.length === 0) return content
  const rest = new Map(short.map((line) => [line.lineId, line.rest]))
  const groups = content.groups.map(({ id }) => id)
  const lines = content.lines.flatMap((line) => {
    const gone = rest.get(line.id) ?? 0
    return gone === 0 ? [line] : gone === line.quantity ? [] : [fewer(line, gone, groups)]
  })
  return withDraftLines(content, lines)
}

function fewer(line: DraftLine, gone: number, groups: readonly string[]): DraftLine {
  let left = gone
  const taken = new Map<string, number>()
  for (const group of groups.toReversed()) {
    const units = line.elsewhere.find((part) => part.group === group)?.quantity ?? 0
    taken.set(group, Math.min(units, left))
    left -= Math.min(units, left)
  }
  const elsewhere = line.elsewhere.map((part) => ({ ...part, quantity: part.quantity - (taken.get(part.group) ?? 0) }))
  return { ...line, quantity: line.quantity - gone, elsewhere: elsewhere.filter(({ quantity }) => quantity > 0) }
}

/** The last day of what waits; absent as soon as any of it has none. */
export function lastDay(short: readonly ShortLine[]): string | undefined {
  const days = short.map(({ on }) => on)
  return days.some((day) => day === undefined) ? undefined : days.toSorted().at(-1)
}

/** Discounts and shipping that differ; goods and tax follow from the quantities and need no name. */
export function changedAmounts(
  whole: readonly ShownAmount[],
  part: readonly ShownAmount[],
): BackorderChoice['changes'] {
  const named = ({ source }: ShownAmount): boolean =>
    source !== 'items' && source !== 'tax' && !source.startsWith('subtraction:')
  const after = new Map(part.map((amount) => [amount.source, amount.amount]))
  return whole
    .filter(named)
    .map(({ source, label, amount }) => ({ label, from: amount, to: after.get(source) ?? 0 }))
    .filter(({ from, to }) => from !== to)
}

/** What a card tells of its short lines, to be compared at the submit. */
export const promisedOf = (short: readonly ShortLine[]): readonly Promised[] =>
  short.map(({ lineId, sku, wanted, now, on }) => ({ lineId, sku, wanted, now, ...given({ on }) }))

/** Lines that stand worse than they were shown: fewer now, or later. Better news stops nothing. */
export function brokenPromises(
  shown: readonly Promised[],
  short: readonly ShortLine[],
): readonly { readonly before: Promised; readonly now: Promised }[] {
  const before = new Map(shown.map((line) => [line.lineId, line]))
  return promisedOf(short).flatMap((now) => {
    const was = before.get(now.lineId) ?? { lineId: now.lineId, sku: now.sku, wanted: now.wanted, now: now.wanted }
    const later =
      was.now < was.wanted && now.on !== was.on && (now.on === undefined || (was.on !== undefined && now.on > was.on))
    return now.now < was.now || later ? [{ before: was, now }] : []
  })
}
