/**
 * From what the store finds to what is due: one delivery each, named after what it is about and
 * when it runs out, so that an extended draft or a new hold is reminded of again. Customers are
 * reminded within the shop's hours only. Pure.
 */
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { localDate } from '#domain/base/calendar.ts'
import { isOpen, remindAt } from '#domain/base/hours.ts'
import { draftEnds, holdWarning, type Idle, warningOf } from '#domain/draft/idle.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { isLater, placesOf, queueKey, type Waiter } from '#domain/stock/fill-queue.ts'
import type { Due } from './clock.ts'

/** Milliseconds without an answer before the next approver is mentioned (rules.md A1). */
const APPROVAL_PATIENCE = 5 * 60_000

/** `row`: of an undelivered one, the message that was refused. */
export type DueApproval = {
  readonly id: number
  readonly expiresAt: string
  readonly what: 'nudge' | 'remind' | 'expire' | 'undelivered'
  readonly row?: number
}
/** An open draft that nobody touched for a while, or whose quote ends soon. */
export type IdleDraft = Idle & { readonly ref: number; readonly thread: ThreadKey; readonly staff: boolean }
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

type Moment = { readonly now: string; readonly settings: ShopSettings }
type What = Extract<Due['request'], { kind: 'clock' }>['what']
type Ending = {
  readonly id: number
  readonly ends: string
  readonly thread: ThreadKey
  readonly end: What
  readonly remind: What
}

function draftDues(found: readonly IdleDraft[], moment: Moment): readonly Due[] {
  return found.flatMap((draft) => {
    const { ref: id, thread, staff, quote } = draft
    const ends = draftEnds(draft, moment.settings)
    const draftEnd = { id, thread, ends, end: 'draft-end', remind: 'draft-remind' } as const
    const quoteEnd = { id, thread, ends: quote?.until ?? ends, end: 'quote-end', remind: 'quote-remind' } as const
    return dueOf(quote === undefined ? draftEnd : quoteEnd, {
      ...moment,
      warning: warningOf(moment.settings),
      toCustomer: !staff,
    })
  })
}

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

/** Days later than told, or gone; one delivery an order, within the shop's hours. */
function slipDues({ waiters, stock }: Waiting, { now, settings }: Moment): readonly Due[] {
  const today = localDate(now, settings.timeZone)
  const places = stock.flatMap((fact) =>
    placesOf(
      waiters.filter(({ sku }) => sku === fact.sku),
      fact,
      today,
    ),
  )
  const slipped = waiters.flatMap((waiter) => {
    const on = places.find((place) => queueKey(place) === queueKey(waiter))?.on
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
  readonly idleDrafts: (idleMilliseconds: number) => Promise<readonly IdleDraft[]>
  readonly endingPrices: (
    settings: Pick<ShopSettings, 'priceFreezeHours' | 'timeZone'>,
  ) => Promise<readonly EndingPrice[]>
  readonly heldOrders: (ahead: number) => Promise<readonly HeldOrder[]>
  readonly waitingLines: () => Promise<Waiting>
  /** Which of them were said before, by whichever process. */
  readonly spoken: (dues: readonly Due[]) => Promise<ReadonlySet<string>>
}

const DAY = 86_400_000

/** Everything timed, of every feature; what was said before is left out. */
export async function whatIsDue(source: DueSource, desk: ThreadKey): Promise<readonly Due[]> {
  const settings = await source.settings()
  const moment = { now: source.now().toISOString(), settings }
  const times = { patience: APPROVAL_PATIENCE, warning: warningOf(settings), channel: desk.split(':', 1)[0] ?? '' }
  const dues = [
    ...approvalDues(await source.dueApprovals(times), desk),
    ...draftDues(await source.idleDrafts(settings.draftIdleDays * DAY), moment),
    ...priceDues(await source.endingPrices(settings), moment),
    ...holdDues(await source.heldOrders(holdWarning(settings)), moment),
    ...(isOpen(moment.now, settings) ? slipDues(await source.waitingLines(), moment) : []),
  ]
  const said = await source.spoken(dues)
  return dues.filter(({ delivery }) => !said.has(delivery))
}
