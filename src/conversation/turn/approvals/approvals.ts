/**
 * Approvals in the conversation (rules.md A1; rules.md A1): the rep asks, accepts or withdraws on their own draft;
 * an approver decides from whatever thread they are in. Each side's card changes in place, and who
 * must act next is mentioned once.
 */

import type { ApprovalTarget } from '#conversation/engine-ports.ts'
import { decisionForm } from '#conversation/forms/decision-form.ts'
import type { Of } from '#conversation/requests/request.ts'
import { figureOfText } from '#conversation/resolve/prices.ts'
import { asShop } from '#conversation/screens/context.ts'
import { notFoundView } from '#conversation/screens/notices.ts'
import { approvalView, queueView } from '#conversation/screens/staff/approvals.ts'
import { change, loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { type Carry, factsOf, marked, type Session, seal, startSession } from '#conversation/turn/session.ts'
import { approvalsWords } from '#conversation/words/approvals.ts'
import { rightsWords } from '#conversation/words/rights.ts'
import { given } from '#domain/base/given.ts'
import { questionAt, questionsOf } from '#domain/draft/open-questions.ts'
import { standingAdjustment } from '#domain/draft/prices/adjustments.ts'
import { isOverLimitOf, overLimitQuestion } from '#domain/draft/prices/approval-standing.ts'
import { approvalName, authorsOf, covered, isLive, isWaiting } from '#domain/draft/prices/approvals.ts'
import { backToGranted } from '#domain/draft/prices/as-granted.ts'
import { answersFor, overLimit } from '#domain/draft/prices/limits.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import { may } from '#domain/model/permissions.ts'
import { oneMore, waysAround } from './approval-ways.ts'

export const APPROVAL_ROOM = {
  'limit-choice': (request, session) => chooseLimit(request, session),
  approvals: showQueue,
  'decide-approval': decideOn,
  'approval-clock': clock,
  'accept-counter': own,
  'withdraw-approval': own,
} satisfies Carry<'approval'>

/** About the request of one's own draft. */
function own({ kind, id }: Of<'accept-counter' | 'withdraw-approval'>, session: Session): void {
  const { draft, actor } = session
  if (actor.kind !== 'staff') return void notAllowed(session, kind)
  if (draft === undefined || (id !== undefined && draft.approval?.id !== id)) return void refuse(session, id)
  session.showCard = true
  change(session, { kind })
}

function refuse(session: Session, id?: number): void {
  session.says.push({ kind: 'refusal', refusal: { kind: 'no-approval', ...given({ id }) } })
}

/** Above the limit the rep gives what the limit allows, asks, or leaves it. */
async function chooseLimit({ choice, point }: Of<'limit-choice'>, session: Session): Promise<void> {
  if (session.actor.kind !== 'staff') return notAllowed(session, 'adjust-prices')
  const question = limitQuestion(session, point)
  if (session.draft === undefined || question === undefined)
    return void session.says.push({ kind: 'tell', headline: approvalsWords.nothingWaitsForThat })
  session.showCard = true
  // The card says why it cannot be given; only leaving it answers that.
  if (question.moot !== undefined && choice !== 'leave') {
    session.askedAgain = true
    return
  }
  if (choice === 'ask' && session.draft.content.lines.length === 0)
    return void session.says.push({ kind: 'refusal', refusal: { kind: 'empty-cart' } })
  marked(session, { kind: 'close', isOver: (other) => isOverLimitOf(other, question.asked) })
  if (choice === 'ask') return ask(question.asked, session)
  if (choice === 'leave') return leave(question.asked, session)
  if (question.within !== undefined) return void change(session, question.within)
  session.says.push({
    kind: 'tell',
    headline: approvalsWords.nothingWithinLimit,
    text: approvalsWords.askOrLeaveIt,
  })
}

/** The question on the draft, or, where it lapsed, the one its overrides still raise. */
function limitQuestion(session: Session, point?: string) {
  const { draft, actor } = session
  if (draft === undefined) return undefined
  const named = point === undefined ? undefined : questionAt(draft, point)
  const open = questionsOf(draft).find((question) => question.kind === 'over-limit')
  if (named?.kind === 'over-limit') return named
  if (open !== undefined) return open
  if (isWaiting(draft.approval) && isLive(draft.approval, session.turn.now)) return undefined
  const { facts } = factsOf(session)
  const ledger = ledgerOf(draft, facts)
  if (
    covered(draft, ledger, facts.now) ||
    overLimit(ledger.giveAway, answersFor(actor, draft.content), facts.shop.settings, facts.givenBefore) === undefined
  )
    return undefined
  return overLimitQuestion(draft, { facts, actor, source: session.inbound.id })
}

async function ask(asked: DraftCommand, session: Session): Promise<void> {
  const { givenLately = { byRep: 0, toCustomer: 0, orders: 0 } } = factsOf(session).found
  change(session, { kind: 'ask-approval', id: await session.turn.nextApproval(), asked, lately: givenLately })
}

/**
 * An override that already stands on the draft goes back to what is approved, or goes; one that was
 * only asked for was never made.
 */
function leave(asked: DraftCommand, session: Session): void {
  const { draft } = session
  if (draft === undefined || !isAdjusting(asked)) return
  const standing = standingAdjustment(draft.content, asked)
  if (
    standing === undefined ||
    standing.kind !== asked.kind ||
    JSON.stringify({ ...standing, reason: 0 }) !== JSON.stringify({ ...asked, reason: 0 })
  )
    return
  const back = backToGranted(draft, factsOf(session).facts)
  if (back !== undefined) {
    for (const command of back) change(session, command)
    return
  }
  change(session, {
    kind: 'remove-adjustment',
    what: ({ subtract: 'subtraction', 'override-shipping': 'shipping', 'override-line': 'lines' } as const)[asked.kind],
  })
}
const isAdjusting = (
  command: DraftCommand,
): command is Extract<DraftCommand, { kind: 'subtract' | 'override-shipping' | 'override-line' }> =>
  command.kind === 'subtract' || command.kind === 'override-shipping' || command.kind === 'override-line'

/** Approvers see everything that waits, a rep what they asked for themselves. */
function showQueue({ id }: Of<'approvals'>, session: Session): void {
  const { actor } = session
  if (actor.kind !== 'staff') return void notAllowed(session, rightsWords.seeApprovals)
  const all = factsOf(session).found.approvals ?? []
  const mine = may(actor, 'approve') ? all : all.filter(({ approval }) => approval.askedBy === `staff:${actor.id}`)
  const named = mine.find(({ approval }) => approval.id === id)
  if (id !== undefined && named === undefined) {
    refuse(session, id)
    return
  }
  const [only] = named === undefined ? mine : [named]
  const one = named ?? (mine.length === 1 ? only : undefined)
  session.says.push({
    kind: 'screen',
    draw: (context) =>
      one === undefined ? queueView(mine, asShop(context)) : approvalView(one.approval, one.ref, asShop(context)),
  })
}

async function decideOn(request: Of<'decide-approval'>, session: Session): Promise<void> {
  const { actor } = session
  const pressed = session.inbound.kind === 'action'
  if (actor.kind !== 'staff') return pressed ? notFound(session) : notAllowed(session, 'approve')
  const id = request.id ?? theOne(session)
  if (id === undefined) return
  const target = await session.turn.approval(id)
  const approval = target?.draft.approval
  if (target === undefined || (request.ref !== undefined && request.ref !== target.draft.ref))
    return pressed ? notFound(session) : refuse(session, id)
  const expired =
    approval !== undefined &&
    (approval.status === 'expired' || (isWaiting(approval) && !isLive(approval, session.turn.now)))
  if (pressed && (approval?.id !== id || expired)) return notFound(session)
  if (approval?.status === 'open' && !expired && isIncomplete(request, session)) {
    if (session.inbound.kind === 'form') return reasonMissing(session)
    const asked = { ...request, id, ref: target.draft.ref }
    return void session.says.push({ kind: 'form', draw: (context) => decisionForm(asked, approval, asShop(context)) })
  }
  const command = decisionOf(request, id, target, session)
  if (command !== undefined) await onTarget(target, command, session)
}

/** A press says which decision; why, and what is offered instead, is filled in. Typed words may say it at once. */
function isIncomplete(request: Of<'decide-approval'>, { inbound }: Session): request is Incomplete {
  if (request.decision === 'approve') return false
  return inbound.kind === 'action' || (request.decision === 'decline' && (request.reason ?? '') === '')
}
type Incomplete = Of<'decide-approval'> & { readonly decision: 'decline' | 'counter' }

const reasonMissing = (session: Session): void =>
  void session.says.push({
    kind: 'refusal',
    refusal: { kind: 'reason-missing', known: session.shop.settings.reasons },
  })

/** What is the shop's own business is nobody else's, whatever waits. */
const notAllowed = ({ actor, says }: Session, to: string): void =>
  void says.push({ kind: 'refusal', refusal: { kind: 'not-allowed', role: roleOf(actor), to } })

/** Forged, foreign and run out: the same words. */
const notFound = (session: Session): void =>
  void session.says.push({ kind: 'screen', draw: (context) => notFoundView(context) })

/** Without a number: the request of this thread, or the only one there is. */
function theOne(session: Session): number | undefined {
  const own = session.draft?.approval
  if (own?.status === 'open') return own.id
  const open = (factsOf(session).found.approvals ?? []).filter(({ approval }) => approval.status === 'open')
  const [only] = open
  if (open.length === 1 && only !== undefined) return only.approval.id
  if (open.length === 0) refuse(session)
  else
    session.says.push({
      kind: 'tell',
      headline: approvalsWords.whichRequest,
      text: approvalsWords.waitingRequests(
        open.map(({ approval }) => approvalName(approval.id)).join(', '),
        approvalName(only?.approval.id ?? 1),
      ),
    })
  return undefined
}

function decisionOf(
  request: Of<'decide-approval'>,
  id: number,
  target: ApprovalTarget,
  session: Session,
): DraftCommand | undefined {
  switch (request.decision) {
    case 'approve':
      return { kind: 'decide-approval', id, decision: { kind: 'approve' } }
    case 'decline':
      return {
        kind: 'decide-approval',
        id,
        decision: { kind: 'decline', ...given({ reason: request.reason }) },
      }
    case 'counter': {
      const asked = target.draft.approval?.asked
      const reason = request.reason === undefined ? {} : { reason: request.reason }
      const figure = request.figure ?? figureOfText(request.amount ?? '', asked, session.shop.settings)
      if (typeof figure === 'number')
        return { kind: 'decide-approval', id, decision: { kind: 'counter', figure, ...reason } }
      session.says.push(figure)
      return undefined
    }
    default:
      return request.decision satisfies never
  }
}

/** On this thread's own draft, or on another's: then that thread gets its card and the news, and this one a note. */
export async function onTarget(target: ApprovalTarget, command: DraftCommand, session: Session): Promise<boolean> {
  if (session.draft?.id === target.draft.id) {
    session.showCard = true
    return change(session, command, target.actor)
  }
  const { turn, inbound, shop, newId, deps } = session
  const there = {
    ...turn,
    actor: target.actor,
    draft: target.draft,
    facts: (needs: Parameters<typeof turn.facts>[0]) => turn.facts({ ...needs, draftId: target.draft.id }),
  }
  const other = startSession({ inbound, turn: there, shop, newId, deps, where: target.where })
  await loadFacts(other, {
    ...needsOf([], other),
    staff: true,
    givenBy: authorsOf(target.draft.content, target.draft.approval),
  })
  const done = change(other, command)
  if (done && other.draft !== undefined) {
    seal(other)
    const { thread, card, place } = target
    session.other = { session: other, thread, card, ...given({ place }) }
  } else session.says.push(...other.says)
  return done
}

/** Parley's own clock: the next approver after five minutes, a reminder before an approval runs out, and its end. */
async function clock({ id, what }: Of<'approval-clock'>, session: Session): Promise<void> {
  if (session.actor.kind !== 'system') return notFound(session)
  const target = await session.turn.approval(id)
  const approval = target?.draft.approval
  if (target === undefined || approval?.id !== id) return
  if (what === 'expire') return void (await onTarget(target, { kind: 'expire-approval', id }, session))
  const ways =
    what === 'undelivered'
      ? await waysAround(target.draft, session)
      : what === 'nudge'
        ? oneMore(target.draft, session)
        : undefined
  if (ways !== undefined) return void (await onTarget(target, { kind: 'reroute-approval', id, ways }, session))
  if (what === 'undelivered' || (what === 'nudge' && approval.ways !== undefined)) return
  const due = what === 'nudge' ? approval.status === 'open' : approval.status === 'approved'
  if (!due || !isLive(approval, session.turn.now)) return
  session.news.push({ kind: what, target })
}
