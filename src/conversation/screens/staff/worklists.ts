/**
 * Worklists: what there is to do about placed orders, each with its count, the oldest first, one
 * press to the order. For staff only. Next: overview.ts shows them on a rep's own page.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import type { ApprovalHead, FoundFacts, HandOverHead, OrderHead, Work, WorkHead } from '#conversation/engine-facts.ts'
import { button, listBlock, noticeView, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { ageText, itemText } from '#conversation/screens/names.ts'
import { staffWords } from '#conversation/words/staff.ts'
import { formatMoney } from '#domain/base/money.ts'
import { approvalName } from '#domain/draft/prices/approvals.ts'
import { may } from '#domain/model/permissions.ts'
import { WORKLISTS, type Worklist } from '#domain/model/placed/worklist.ts'
import { openerOf, orderStatusText } from './lists.ts'

export const WORK_TITLES = {
  'to-ship': staffWords.toShip,
  unpaid: staffWords.notSettled,
  waiting: staffWords.waitingForStock,
  returns: staffWords.returnsAnnounced,
  asked: staffWords.askedOfYou,
} as const satisfies Record<Worklist, string>

const NOTHING = {
  'to-ship': staffWords.nothingToShip,
  unpaid: staffWords.everyOrderIsSettled,
  waiting: staffWords.noneWaitsForStock,
  returns: staffWords.nothingComesBack,
  asked: staffWords.nobodyWaitsForYou,
} as const satisfies Record<Worklist, string>

type Asking = { readonly approvals: readonly ApprovalHead[]; readonly handOvers: readonly HandOverHead[] }
const NOBODY: Asking = { approvals: [], handOvers: [] }

/** Of one list; what is asked of somebody may be an approval or a customer as well as an order. */
export function worklistView(list: Worklist, work: Work, found: FoundFacts, ctx: ScreenContext): View {
  const orders = work[list]?.orders ?? []
  const others = list === 'asked' ? askingOf(found, ctx) : []
  const asked = list === 'asked' ? askedCount(found, ctx) : 0
  const count = (work[list]?.count ?? 0) + asked
  const title = WORK_TITLES[list]
  if (count === 0) return noticeView(`${title}: 0`, NOTHING[list], ctx)
  const shown = orders.length + others.length
  return {
    headline: staffWords.theOldestFirst(title, count),
    blocks: [
      ...(orders.length === 0 ? [] : [listBlock(orders.map((head) => workItem(list, head, ctx)))]),
      ...(others.length === 0 ? [] : [listBlock(others)]),
      ...(count > shown ? [textBlock(staffWords.moreThanShown(count - shown, shown))] : []),
    ],
    controls: [
      ...cameBack(orders, ctx),
      ...openers(orders, staffWords.showAnOrder, ctx),
      ...otherLists(list, work, ctx),
    ],
  }
}

/** Counts of all of them, one press to each. */
export function workView(work: Work, found: FoundFacts, ctx: ScreenContext): View {
  const asked = askedCount(found, ctx)
  const counts = WORKLISTS.map((list) => [list, (work[list]?.count ?? 0) + (list === 'asked' ? asked : 0)] as const)
  return {
    headline: staffWords.worklistTitle,
    blocks: [
      listBlock([
        ...counts.map(([list, count]) => `${WORK_TITLES[list]}: ${count}`),
        staffWords.ordersToday(found.orders.length),
      ]),
    ],
    controls: [
      ...counts
        .filter(([, count]) => count > 0)
        .map(([list, count]) => button(`${WORK_TITLES[list]} (${count})`, { kind: 'worklist', list }, ctx)),
      button(staffWords.todaySOrders, { kind: 'worklist', list: 'today' }, ctx),
    ],
  }
}

export function todayView(orders: readonly OrderHead[], count: number, ctx: ScreenContext): View {
  if (orders.length === 0) return noticeView(staffWords.noOrdersYetToday, undefined, ctx)
  const oldest = orders.toReversed()
  return {
    headline: staffWords.ordersTodayCount(count),
    blocks: [
      ...(count > orders.length ? [textBlock(staffWords.newestListed(orders.length))] : []),
      listBlock(oldest.map((head) => [...headText(head, ctx), orderStatusText(head.status)].join(' - '))),
    ],
    controls: openers(oldest, staffWords.showAnOrder, ctx),
  }
}

/** On the overview: those that are not empty, with the oldest few and a press to each. */
export function workSections(work: Work, ctx: ScreenContext): readonly Block[] {
  return WORKLISTS.flatMap((list): readonly Block[] => {
    const { count = 0, orders = [] } = work[list] ?? {}
    if (count === 0) return []
    const shown = orders.slice(0, SHOWN)
    const more = count - shown.length
    return [
      { kind: 'heading', text: `${WORK_TITLES[list]} (${count})` },
      listBlock([...shown.map((head) => workItem(list, head, ctx)), ...(more > 0 ? [staffWords.andMore(more)] : [])]),
    ]
  })
}
const SHOWN = 5

/** A select a list: its oldest orders. */
export const workOpeners = (work: Work, ctx: ScreenContext): readonly Control[] =>
  WORKLISTS.flatMap((list) =>
    openers(work[list]?.orders ?? [], `${WORK_TITLES[list]} (${work[list]?.count ?? 0})`, ctx),
  )

const openers = (orders: readonly OrderHead[], label: string, ctx: ScreenContext): readonly Control[] =>
  orders.length === 0
    ? []
    : openerOf(
        label,
        orders.map((head) => ({
          label: staffWords.orderFor(head.number, head.customer),
          press: { kind: 'status', order: head.number },
        })),
        ctx,
      )

/** For who has the goods in hand: what was announced is booked in from the list. */
function cameBack(orders: readonly WorkHead[], ctx: ScreenContext): readonly Control[] {
  if (!may(ctx.actor, 'return-items')) return []
  const choices = orders.flatMap(({ number, back = {} }) =>
    Object.entries(back).map(([item, units]) => ({
      label: `${number}: ${units} ${itemText(item, ctx)}`,
      press: {
        kind: 'change-order',
        order: number,
        act: { kind: 'received', item, quantity: String(units) },
      } as const,
    })),
  )
  return choices.length === 0 ? [] : openerOf(staffWords.thisCameBack, choices, ctx)
}

const otherLists = (list: Worklist, work: Work, ctx: ScreenContext): readonly Control[] =>
  WORKLISTS.filter((other) => other !== list && (work[other]?.count ?? 0) > 0).map((other) =>
    button(`${WORK_TITLES[other]} (${work[other]?.count ?? 0})`, { kind: 'worklist', list: other }, ctx),
  )

function workItem(list: Worklist, head: WorkHead, ctx: ScreenContext): string {
  const { units, since, status } = head
  const what = {
    'to-ship': staffWords.unitsToShip(units),
    unpaid: orderStatusText(status),
    waiting: staffWords.waiting(units),
    returns: staffWords.toComeBack(units),
    asked: staffWords.aChangeToDecide,
  } as const satisfies Record<Worklist, string>
  return inert([...headText(head, ctx), what[list], ageText(since, ctx.now)].join(' - '))
}

const headText = ({ number, customer, total, currency }: OrderHead, ctx: ScreenContext): readonly string[] => [
  `${number}: ${customer}`,
  `${formatMoney(total, { ...ctx.shop.settings, currency })} ${currency}`,
]

/** Of all there are, also those behind the page. */
const askedCount = ({ waiting }: FoundFacts, ctx: ScreenContext): number =>
  (may(ctx.actor, 'approve') ? (waiting?.othersApprovals ?? 0) : 0) + (waiting?.alone ?? 0)

/** Requests for an approval that somebody else made, and customers nobody has taken over. */
function askingOf({ approvals, handOvers }: FoundFacts, ctx: ScreenContext): readonly string[] {
  const mayDecide = may(ctx.actor, 'approve')
  const asking: Asking = { ...NOBODY, ...(mayDecide && approvals && { approvals }), ...(handOvers && { handOvers }) }
  const own = ctx.actor.kind === 'staff' ? `staff:${ctx.actor.id}` : ''
  return [
    ...asking.approvals
      .filter(({ approval }) => approval.askedBy !== own)
      .map(({ approval }) =>
        staffWords.anApprovalFor(approvalName(approval.id), approval.askedByName, ageText(approval.askedAt, ctx.now)),
      ),
    ...asking.handOvers
      .filter(({ handOver }) => handOver.status !== 'taken')
      .map(({ ref, handOver }) =>
        staffWords.draftWaitsForPerson(ref, handOver.name, ageText(handOver.askedAt, ctx.now)),
      ),
  ].map(inert)
}
