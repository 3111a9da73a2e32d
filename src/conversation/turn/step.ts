/**
 * Carries one resolved step out on the session: commands are decided in order, a question is kept
 * on the draft, the rest is told.
 */

import { handOverWords } from '#conversation/words/hand-over.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import { isAdjustment, isSameAdjustment, standingAdjustment } from '#domain/draft/prices/adjustments.ts'
import { isOverLimitOf, limitQuestionOf, overLimitQuestion } from '#domain/draft/prices/approval-standing.ts'
import { covered, isWaiting } from '#domain/draft/prices/approvals.ts'
import { answersFor, figureOf, overLimit } from '#domain/draft/prices/limits.ts'
import { keptForShop } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { ResolveStep } from '../resolve/step.ts'
import { change } from './facts.ts'
import { factsOf, marked, type Session } from './session.ts'

export function carryOut(step: ResolveStep, session: Session): void {
  switch (step.kind) {
    case 'commands': {
      const { draft } = session
      for (const command of step.commands) forReaders(command, session)
      askGrownLimit(draft, session)
      return
    }
    case 'refuse':
      session.says.push({ kind: 'refusal', refusal: step.refusal })
      return
    case 'ask':
      keepQuestion(step.question, session)
      break
    case 'tell':
      session.says.push(step)
      return
    default:
      step satisfies never
  }
}

/**
 * What of it the customer would read, and nobody said they should, is kept for the shop, and the
 * rep is told how else.
 */
function forReaders(command: DraftCommand, session: Session): void {
  const { draft, actor } = session
  const meant = draft === undefined ? [command] : keptForShop(command, draft, actor)
  for (const each of meant) if (!change(session, each)) offerLimit(each, session)
  if (meant.includes(command)) return
  session.says.push({ kind: 'tell', headline: handOverWords.keptForTheShop, text: handOverWords.forTheCustomer })
}

/** Adjustments that lack a reason share one question; of the same one the last word counts. */
function keepQuestion(question: PendingQuestion, session: Session): void {
  const { draft } = session
  if (draft === undefined) throw new Error('a question without a draft')
  const { pending } = draft
  const here = pending !== undefined && pending !== session.before?.pending
  session.showCard = true
  const open = questionsOf(draft).find(({ kind }) => kind === 'reason')
  if (question.kind !== 'reason' || open?.kind !== 'reason') {
    marked(session, { kind: 'ask', question, behind: here })
    return
  }
  const other = open.asked.filter((one) => !question.asked.some((again) => isSameAdjustment(one, again)))
  marked(session, { kind: 'close', isOver: (each) => each === open })
  marked(session, { kind: 'ask', question: { ...question, asked: [...other, ...question.asked] } })
}

function offerLimit(command: DraftCommand, session: Session): void {
  const last = session.says.at(-1)
  const { draft, actor } = session
  if (draft === undefined || last?.kind !== 'refusal' || last.refusal.kind !== 'over-limit') return
  session.showCard = true
  const question = limitQuestionOf(draft, command, {
    facts: factsOf(session).facts,
    actor,
    source: session.inbound.id,
  })
  marked(session, { kind: 'close', isOver: (other) => isOverLimitOf(other, command) })
  marked(session, { kind: 'ask', question })
}

/** What the limit still allows of what waits for an answer, once something else was given. */
export function offerAnew(session: Session): void {
  const { draft, actor, inbound } = session
  if (draft === undefined || actor.kind !== 'staff') return
  const context = { facts: factsOf(session).facts, actor, source: inbound.id }
  marked(session, {
    kind: 'reword',
    word(question) {
      if (question.kind !== 'over-limit') return question
      const now = limitQuestionOf(draft, question.asked, context)
      const same = JSON.stringify([now.within, now.moot]) === JSON.stringify([question.within, question.moot])
      return same ? question : now
    },
  })
}

/**
 * What was within the limit and no longer is, because of an address, a method or a line that went:
 * it is asked about at once, not when the order is placed.
 */
function askGrownLimit(before: OrderDraft | undefined, session: Session): void {
  const { draft, actor } = session
  if (draft === undefined || draft === before || before === undefined || actor.kind !== 'staff') return
  if (!isAdjusted(draft.content) || isWaiting(draft.approval)) return
  if (questionsOf(draft).some(({ kind }) => kind === 'over-limit')) return
  const { facts } = factsOf(session)
  const over = isOver(draft, session)
  if (over === undefined || isOver(before, session) !== undefined) return
  const question = overLimitQuestion(draft, { facts, actor, source: session.inbound.id })
  if (question !== undefined) marked(session, { kind: 'ask', question })
  session.says.push({ kind: 'refusal', refusal: over })
}

/** More is given than who speaks may, and nobody was asked: it is asked now. */
export function askAboutLimit(session: Session): void {
  const { draft, actor } = session
  if (draft === undefined || actor.kind !== 'staff' || isWaiting(draft.approval)) return
  if (questionsOf(draft).some(({ kind }) => kind === 'over-limit') || isOver(draft, session) === undefined) return
  const question = overLimitQuestion(draft, { facts: factsOf(session).facts, actor, source: session.inbound.id })
  if (question !== undefined) marked(session, { kind: 'ask', question })
}

/** What was asked about stands on the order, and is within the limit as the order stands now. */
export function isWithinNow(question: PendingQuestion, session: Session): boolean {
  const { draft } = session
  if (draft === undefined || question.kind !== 'over-limit' || !isAdjustment(question.asked)) return false
  const standing = standingAdjustment(draft.content, question.asked)
  return (
    standing !== undefined &&
    isSameAdjustment(standing, question.asked) &&
    figureOf(standing) === figureOf(question.asked) &&
    isOver(draft, session) === undefined
  )
}

const isAdjusted = ({ subtraction, groups, lines }: DraftContent): boolean =>
  subtraction !== undefined || [...groups, ...lines].some(({ override }) => override !== undefined)

function isOver(draft: OrderDraft, session: Session): Refusal | undefined {
  const { facts } = factsOf(session)
  const ledger = ledgerOf(draft, facts)
  return covered(draft, ledger, facts.now)
    ? undefined
    : overLimit(ledger.giveAway, answersFor(session.actor, draft.content), facts.shop.settings, facts.givenBefore)
}
