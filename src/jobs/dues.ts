/**
 * From what the store finds to what is due: one delivery each, named after what it is about and
 * when it runs out, so that an extended draft or a new hold is reminded of again. Customers are
 * reminded within the shop's hours only. Pure.
 */

import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { localDate } from '#domain/base/calendar.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import { isOpen, remindAt } from '#domain/base/hours.ts'
import { draftEnds, holdWarning, type Idle, warningOf } from '#domain/draft/idle.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { isLater, placesOf, queueKey, type Waiter } from '#domain/stock/fill-queue.ts'
import type { Due, Look } from './clock.ts'

/** Milliseconds without an answer before the next approver is mentioned (rules.md A1). */
const APPROVAL_PATIENCE = 5 * 60_000

/** `row`: of an undelivered one, the message that was refused. */
export type DueApproval = {
  readonly id: number
  readonly expiresAt: Instant
  readonly what: 'nudge' | 'remind' | 'expire' | 'undelivered'
  readonly row?: number
}
/** An open draft that nobody touched for a while, or whose quote ends soon. */
export type IdleDraft = Idle & {
  readonly ref: number
  readonly revision: number
  readonly thread: ThreadKey
  readonly staff: boolean
}
/** An open draft whose total may rise by itself: a coupon or a kept price ends. */
export type EndingPrice = {
  readonly ref: number
  readonly ends: string
  readonly thread: ThreadKey
  readonly staff: boolean
}
/** An order to be paid by a link that holds stock. */
export type HeldOrder = { readonly number: number; readonly until: string; readonly thread: ThreadKey }

const approvalDues = (found: readonly DueApproval[], desk: ThreadKey): readonly Due[] =>
  found.map(({ id, what, expiresAt, row }) => ({
    delivery: ['approval', what, id, what === 'expire' ? Date.parse(expiresAt) : row]
      .filter((part) => part !== undefined)
      .join('-'),
    thread: desk,
    request: { kind: 'approval-clock', id, what },
  }))

type Moment = { readonly now: Instant; readonly settings: ShopSettings }
type What = Extract<Due['request'], { kind: 'clock' }>['what']
type Ending = {
  readonly id: number
  readonly ends: string
  readonly thread: ThreadKey
  readonly end: What
  readonly remind: What
}

/** What is due of a draft, and when it is to be looked at again unless it is saved before. */
export type DraftLook = { readonly dues: readonly Due[]; readonly next: string }

export function lookAtDraft(draft: IdleDraft, moment: Moment): DraftLook {
  const { ref: id, thread, staff, quote } = draft
  const ends = quote?.until ?? draftEnds(draft, moment.settings)
  const about = { id, thread, ends }
  const [end, remind]: readonly [What, What] =
    quote === undefined ? ['draft-end', 'draft-remind'] : ['quote-end', 'quote-remind']
  const now = Date.parse(moment.now)
  const later = (milliseconds: number): string => new Date(now + milliseconds).toISOString()
  // Said by then; where it could not end, somebody went on with it, which is looked at anyway.
  if (Date.parse(ends) <= now) return { dues: [due(end, about)], next: later(HOUR) }
  const when = { ...moment, warning: warningOf(moment.settings), toCustomer: !staff }
  const reminded = remindAt(ends, when.warning, moment.settings, when.toCustomer)
  if (Date.parse(reminded) > now) return { dues: [], next: reminded }
  if (reminderIsDue(ends, when)) return { dues: [due(remind, about)], next: ends }
  const opens = later(UNTIL_OPEN)
  return { dues: [], next: opens < ends ? opens : ends }
}
const HOUR = 3_600_000
/** How often a shop that is closed is asked whether it opened, milliseconds. */
const UNTIL_OPEN = 600_000

/** Whoever pays by a link is the customer, wherever it was placed; an hour cannot wait for the shop to open. */
const holdDues = (found: readonly HeldOrder[], moment: Moment): readonly Due[] =>
  found.flatMap(({ number: id, until: ends, thread }) =>
    dueOf(
      { id, thread, ends, end: 'hold-end', remind: 'hold-remind' },
      { ...moment, warning: holdWarning(moment.settings), toCustomer: false },
    ),
  )

/** Nothing is done when it ends: the next turn prices anew and shows the difference. */
const priceDues = (found: readonly EndingPrice[], moment: Moment): readonly Due[] =>
  found.flatMap(({ ref: id, ends, thread, staff }) => {
    const when = { ...moment, warning: warningOf(moment.settings), toCustomer: !staff }
    return reminderIsDue(ends, when) ? [due('price-remind', { id, ends, thread })] : []
  })

type When = Moment & { readonly warning: number; readonly toCustomer: boolean }

function dueOf({ end, remind, ...about }: Ending, when: When): readonly Due[] {
  if (Date.parse(about.ends) <= Date.parse(when.now)) return [due(end, about)]
  return reminderIsDue(about.ends, when) ? [due(remind, about)] : []
}

const due = (what: What, { id, ends, thread }: Pick<Ending, 'id' | 'ends' | 'thread'>): Due => ({
  delivery: `${what}-${id}-${Date.parse(ends)}`,
  thread,
  request: { kind: 'clock', what, id },
})

const reminderIsDue = (ends: string, { now, settings, warning, toCustomer }: When): boolean =>
  Date.parse(remindAt(ends, warning, settings, toCustomer)) <= Date.parse(now) && (!toCustomer || isOpen(now, settings))

/** A line that waits, with what its thread was told. */
export type WaitingLine = Waiter & { readonly told?: string; readonly thread?: ThreadKey }
export type Waiting = { readonly waiters: readonly WaitingLine[]; readonly stock: readonly StockFact[] }

/** Days later than told, or gone; one delivery an order. */
export function slipDues({ waiters, stock }: Waiting, { now, settings }: Moment): readonly Due[] {
  const today = localDate(now, settings.timeZone)
  const queues = Map.groupBy(waiters, ({ sku }) => sku)
  const days = new Map(
    stock
      .flatMap((fact) => placesOf(queues.get(fact.sku) ?? [], fact, today))
      .map((place) => [queueKey(place), place.on] as const),
  )
  const slipped = waiters.flatMap((waiter) => {
    const on = days.get(queueKey(waiter))
    const { order, position, quantity, told, thread } = waiter
    return thread !== undefined && isLater(told, on)
      ? [{ order, thread, key: `${position}.${quantity}.${told}.${on ?? 'none'}` }]
      : []
  })
  return [...Map.groupBy(slipped, ({ order }) => order)].flatMap(([id, lines]): readonly Due[] => {
    const thread = lines[0]?.thread
    const delivery = `date-slipped-${id}-${lines.map(({ key }) => key).join('-')}`
    return thread === undefined ? [] : [{ delivery, thread, request: { kind: 'clock', what: 'date-slipped', id } }]
  })
}

/** Goods that are here while somebody waits for them. */
export type OwedLine = {
  readonly order: number
  readonly position: number
  readonly onHand: number
  readonly reserved: number
  readonly allocated: number
  readonly thread: ThreadKey | null
}

/** Named after the counts: as long as nothing moves there is nothing to give out either. */
const owedDues = (found: readonly OwedLine[], desk: ThreadKey): readonly Due[] =>
  found.map(({ order: id, position, onHand, reserved, allocated, thread }) => ({
    delivery: `give-out-${id}.${position}-${onHand}.${reserved}.${allocated}`,
    thread: thread ?? desk,
    request: { kind: 'clock', what: 'give-out', id },
  }))

/** What the store answers; each finds candidates and locks nothing. */
export type DueSource = {
  readonly now: () => Date
  readonly settings: () => Promise<ShopSettings>
  /** Milliseconds; `channel` is the approvals desk's. */
  readonly dueApprovals: (times: {
    readonly patience: number
    readonly warning: number
    readonly channel: string
  }) => Promise<readonly DueApproval[]>
  readonly idleDrafts: () => Promise<readonly IdleDraft[]>
  readonly putOff: (
    drafts: readonly { readonly ref: number; readonly revision: number; readonly next: string }[],
  ) => Promise<void>
  readonly endingPrices: (
    settings: Pick<ShopSettings, 'priceFreezeHours' | 'timeZone'>,
  ) => Promise<readonly EndingPrice[]>
  readonly heldOrders: (ahead: number) => Promise<readonly HeldOrder[]>
  readonly owedLines: () => Promise<readonly OwedLine[]>
  /** Each queue somebody was given a day in, with what its days follow from. */
  readonly datedQueues: () => Promise<readonly { readonly sku: Sku; readonly state: string }[]>
  readonly waitingLines: (skus: readonly Sku[]) => Promise<Waiting>
  /** Which of them were said before, by whichever process. */
  readonly spoken: (dues: readonly Due[]) => Promise<ReadonlySet<string>>
}

/** `queues`: the state each queue was in when it was looked at last, by this process. */
export type DueWhere = { readonly desk: ThreadKey; readonly queues: Map<string, string> }

/** Everything timed, of every feature; what was said before is left out. */
export async function whatIsDue(source: DueSource, { desk, queues }: DueWhere): Promise<Look> {
  const settings = await source.settings()
  const moment = { now: source.now().toISOString(), settings }
  const times = { patience: APPROVAL_PATIENCE, warning: warningOf(settings), channel: desk.split(':', 1)[0] ?? '' }
  const drafts = (await source.idleDrafts()).map((draft) => ({ ...draft, ...lookAtDraft(draft, moment) }))
  const slips = isOpen(moment.now, settings) ? await slipsOf(source, queues, moment) : NO_SLIPS
  const dues = [
    ...approvalDues(await source.dueApprovals(times), desk),
    ...drafts.flatMap((draft) => draft.dues),
    ...priceDues(await source.endingPrices(settings), moment),
    ...owedDues(await source.owedLines(), desk),
    ...holdDues(await source.heldOrders(holdWarning(settings)), moment),
  ]
  const said = await source.spoken([...dues, ...slips.dues])
  const unsaid = ({ delivery }: Due): boolean => !said.has(delivery)
  const slipped = slips.dues.filter(unsaid)
  return {
    dues: [...dues.filter(unsaid), ...slipped.slice(0, SLIPS_A_LOOK)],
    async looked() {
      if (slipped.length <= SLIPS_A_LOOK) slips.looked()
      await source.putOff(drafts.map(({ ref, revision, next }) => ({ ref, revision, next })))
    },
  }
}

const NO_SLIPS = { dues: [], looked: () => undefined } as const
/** Queues of one look, and orders told in it: what is left is next time's. */
const QUEUES_A_LOOK = 100
const SLIPS_A_LOOK = 200

/**
 * Only queues that are not as they were: goods came or were announced otherwise, somebody left or
 * went ahead, a day went by.
 */
async function slipsOf(
  source: DueSource,
  queues: DueWhere['queues'],
  moment: Moment,
): Promise<{ readonly dues: readonly Due[]; readonly looked: () => void }> {
  const today = localDate(moment.now, moment.settings.timeZone)
  const now = (await source.datedQueues()).map(({ sku, state }) => ({ sku, state: `${today} ${state}` }))
  const changed = now.filter(({ sku, state }) => queues.get(sku) !== state).slice(0, QUEUES_A_LOOK)
  return {
    dues: slipDues(await source.waitingLines(changed.map(({ sku }) => sku)), moment),
    looked() {
      const known = new Set(now.map(({ sku }) => sku))
      for (const sku of queues.keys()) if (!known.has(sku)) queues.delete(sku)
      for (const { sku, state } of changed) queues.set(sku, state)
    },
  }
}
