/**
 * What everybody is told when a request changed in this turn: the approvals desk (a posted message
 * that mentions who may answer, later edited in place), and the thread of the draft (its card in
 * place, one post that mentions the rep). Who decided from a third thread gets a note there.
 */

import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import { asShop, type ScreenContext, type StaffContext } from '#conversation/screens/context.ts'
import { outcomeView, reminderView } from '#conversation/screens/staff/approval-news.ts'
import { approvalView, decidedView, laterView } from '#conversation/screens/staff/approvals.ts'
import { checkedView } from '#conversation/screens/staff/hand-over.ts'
import { factsOf, type Session } from '#conversation/turn/session.ts'
import { approvalsWords } from '#conversation/words/approvals.ts'
import { approvalName, approversFor, authorsOf, type Colleague } from '#domain/draft/prices/approvals.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { Approval } from '#domain/model/approval.ts'
import type { OrderDraft } from '#domain/model/draft.ts'

type Draw = (draft: OrderDraft | undefined) => ScreenContext

/** Of the session's own draft: asked, answered in its own thread, refreshed, withdrawn, void. */
export function ownNews(session: Session, context: Draw): void {
  const { draft, before, inbound } = session
  const approval = draft?.approval
  if (draft === undefined || approval === undefined || !isNews(before?.approval, approval)) return
  const asked = before?.approval?.id !== approval.id
  desk(session, draft, {
    context: asShop(context(draft)),
    before: before?.approval,
    url: linkTo(session, inbound.thread, session.turn.rootAt),
  })
  const where = draft.handOver?.desk ?? inbound.thread
  const over = spent(before?.approval, approval, asShop(context(draft)))
  if (over !== undefined) put(session, where, over)
  if (!asked && isOutcome(before?.approval, approval) && approval.askedBy !== actorKey(session.actor)) {
    put(session, where, outcomePost(approval, session, where, asShop(context(draft))))
  }
  toCustomer(draft, before?.approval, session, context)
}

/**
 * Who was told that the order is being checked is told when that is over: in a sentence, and without
 * a word of who decided what.
 */
function toCustomer(draft: OrderDraft, before: Approval | undefined, session: Session, context: Draw): void {
  const { handOver, approval } = draft
  if (handOver === undefined || approval === undefined || !isOver(before, approval)) return
  const ctx: ScreenContext = { ...context(draft), actor: draft.owner, shared: false }
  put(session, handOver.home, post(checkedView(approval.status === 'approved', ctx), { mention: handOver.user }))
}

/** Answered, or taken back by who had asked: of each the customer is told once. */
const isOver = (before: Approval | undefined, after: Approval): boolean =>
  CHECKED.has(after.status) && (before?.id !== after.id || before.status !== after.status) && before !== undefined
const CHECKED: ReadonlySet<Approval['status']> = new Set(['approved', 'declined', 'withdrawn', 'expired'])

/** Of a draft in another thread that was decided on from here. */
export function otherNews(session: Session, card: Placement | undefined, context: Draw): void {
  const { other, inbound } = session
  const draft = other?.session.draft
  if (other === undefined || draft?.approval === undefined) return
  const { approval } = draft
  const before = other.session.before?.approval
  desk(
    session,
    draft,
    { context: asShop(context(draft)), before, url: linkTo(session, other.thread, other.place) },
    other.session,
  )
  if (card !== undefined && other.card === 'shown') put(session, other.thread, card)
  put(session, other.thread, outcomePost(approval, other.session, other.thread, asShop(context(draft))))
  if (session.actor.kind !== 'system')
    put(session, inbound.thread, {
      place: 'note',
      to: inbound.user,
      view: decidedView(approval, asShop(context(draft))),
    })
  toCustomer(draft, other.session.before?.approval, session, context)
}

/** What the clock found: nobody answered yet, or an approval runs out soon. */
export function clockNews(session: Session, context: Draw): void {
  for (const { kind, target } of session.news) {
    const { approval } = target.draft
    if (approval === undefined) continue
    const ctx = asShop(context(target.draft))
    if (kind === 'remind') {
      put(
        session,
        target.thread,
        post(reminderView(approval, ctx), { mention: userNamed(approval.askedBy, staffNamed(session), target.thread) }),
      )
      continue
    }
    const [, next] = candidates(target.draft, session)
    const to = session.deps.approvalsDesk
    if (next !== undefined)
      put(
        session,
        to,
        post(approvalView(approval, target.draft.ref, ctx, linkTo(session, target.thread, target.place)), {
          mention: mentionOf(next, to),
          subject: approvalName(approval.id),
        }),
      )
  }
}

/** An approved request is only spoken of again when it stops or starts to cover the draft. */
function isNews(before: Approval | undefined, after: Approval): boolean {
  if (before?.id !== after.id || before.status !== after.status || before.standing !== after.standing) return true
  return after.status === 'open' && JSON.stringify(before.shown) !== JSON.stringify(after.shown)
}
const isOutcome = (before: Approval | undefined, after: Approval): boolean =>
  before?.status !== after.status && after.status !== 'superseded'

type DeskNews = {
  readonly context: StaffContext
  readonly before: Approval | undefined
  readonly url: string | undefined
}
const linkTo = ({ deps }: Session, thread: ThreadKey, place: string | undefined): string | undefined =>
  deps.linkTo(thread, place)

/**
 * Posted wherever it was not asked before, with a mention of who may answer; edited where it was,
 * until it is decided: then it stays as it was decided, and what comes later stands below it.
 * `facts`: the session that knows the draft's.
 */
function desk(session: Session, draft: OrderDraft, { context, before, url }: DeskNews, facts: Session = session): void {
  const { approval } = draft
  if (approval === undefined) return
  const view = approvalView(approval, draft.ref, context, url)
  const subject = approvalName(approval.id)
  const same = before?.id === approval.id ? before : undefined
  if (same === undefined && before?.status === 'open') closed(before, draft.ref, context, session)
  // What had been refused and is asked now has arrived there after all.
  const late = same?.ways?.refused.map(({ thread }) => thread) ?? []
  const known = same === undefined ? [] : [...askedAt(same, session), ...late]
  for (const to of askedAt(approval, session)) {
    if (known.includes(to)) {
      const decided = same?.status !== 'open'
      const by = 'name' in session.actor ? session.actor.name : 'Parley'
      put(session, to, decided ? post(laterView(approval, by, context), {}) : { place: 'card', view, subject })
      continue
    }
    const [first] = to === session.deps.approvalsDesk ? candidates(draft, facts) : []
    put(session, to, post(view, { mention: first && mentionOf(first, to), subject }))
  }
}

/** Another request took its place: its buttons go. */
function closed(before: Approval, ref: number, context: StaffContext, session: Session): void {
  const view = approvalView({ ...before, status: 'superseded' }, ref, context)
  for (const to of askedAt(before, session))
    put(session, to, { place: 'card', view, subject: approvalName(before.id), follows: true })
}

const askedAt = ({ ways }: Approval, { deps }: Session): readonly ThreadKey[] =>
  ways === undefined ? [deps.approvalsDesk] : ways.asked.map(({ thread }) => thread)

export function candidates(draft: OrderDraft, session: Session): readonly Colleague[] {
  const { facts } = factsOf(session)
  const given = {
    ...ledgerOf(draft, facts).giveAway,
    ...(draft.approval && { total: draft.approval.shown.given, base: draft.approval.shown.base }),
  }
  return approversFor(staffNamed(session), authorsOf(draft.content, draft.approval), given, facts)
}

export const staffNamed = (session: Session): readonly Colleague[] => session.found?.staff ?? []
export const platformOf = (thread: ThreadKey): string => thread.split(':', 1)[0] ?? ''
const mentionOf = ({ users }: Colleague, thread: ThreadKey): UserKey | undefined =>
  users.find((user) => platformOf(user) === platformOf(thread)) ?? users[0]
export const userNamed = (key: string, staff: readonly Colleague[], thread: ThreadKey): UserKey | undefined => {
  const person = staff.find((one) => actorKey(one) === key)
  return person && mentionOf(person, thread)
}

const outcomePost = (approval: Approval, session: Session, thread: ThreadKey, context: StaffContext): Placement =>
  post(outcomeView(approval, context), {
    mention: userNamed(approval.askedBy, staffNamed(session), thread),
    subject: answerOf(approval),
  })

/** What the rep was told of an answer: the buttons of a counter-offer go once it is accepted, withdrawn or over. */
const answerOf = ({ id }: Approval): string => approvalsWords.answerTo(approvalName(id))

function spent(before: Approval | undefined, after: Approval, context: StaffContext): Placement | undefined {
  if (before?.id !== after.id || before.status !== 'countered' || after.status === 'countered') return undefined
  return { place: 'card', subject: answerOf(after), follows: true, view: outcomeView(after, context) }
}

type PostExtra = { readonly mention?: UserKey | undefined; readonly subject?: string }
const post = (view: Extract<Placement, { place: 'post' }>['view'], { mention, subject }: PostExtra): Placement => ({
  place: 'post',
  view,
  ...(mention === undefined ? {} : { mention }),
  ...(subject === undefined ? {} : { subject }),
})

const put = (session: Session, to: ThreadKey, placement: Placement): void =>
  void session.outgoing.push({ to, placement })
