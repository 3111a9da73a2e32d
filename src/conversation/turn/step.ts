/**
 * Carries one resolved step out on the session: commands are decided in order, a question is kept
 * on the draft, the rest is told.
 */

import { closeQuestions, withQuestion } from '#domain/draft/open-questions.ts'
import { withinLimit } from '#domain/draft/prices/limits.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { PendingQuestion } from '#domain/model/draft.ts'
import type { ResolveStep } from '../resolve/step.ts'
import { change } from './facts.ts'
import { factsOf, type Session } from './session.ts'

export function carryOut(step: ResolveStep, session: Session): void {
  switch (step.kind) {
    case 'commands':
      for (const command of step.commands) if (!change(session, command)) offerLimit(command, session)
      return
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

/** Two adjustments in one message that lack a reason share one question. */
function keepQuestion(question: PendingQuestion, session: Session): void {
  const { draft } = session
  if (draft === undefined) throw new Error('a question without a draft')
  const { pending } = draft
  const here = pending !== undefined && pending !== session.before?.pending
  session.showCard = true
  if (question.kind !== 'reason' || pending?.kind !== 'reason') {
    session.draft = withQuestion(draft, question, here)
    return
  }
  const both = { ...question, asked: [...pending.asked, ...question.asked] }
  session.draft = withQuestion(
    closeQuestions(draft, (other) => other === pending),
    both,
  )
}

function offerLimit(command: DraftCommand, session: Session): void {
  const last = session.says.at(-1)
  const { draft, actor } = session
  if (draft === undefined || last?.kind !== 'refusal' || last.refusal.kind !== 'over-limit') return
  session.showCard = true
  const within = withinLimit(draft, command, { facts: factsOf(session).facts, actor, source: session.inbound.id })
  session.draft = withQuestion(draft, {
    kind: 'over-limit',
    asked: command,
    ...(within === undefined ? {} : { within }),
  })
}
