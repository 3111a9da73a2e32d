/**
 * Reads the turn's facts and starts a draft where there is none. A fresh draft of a customer or
 * guest carries them as the buyer from the start.
 */

import type { FactNeeds } from '#conversation/engine-facts.ts'
import { no, type Result } from '#domain/base/result.ts'
import { type Decided, decide } from '#domain/draft/decide/decide.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { factsOf, keep, marked, type Session } from './session.ts'

export async function loadFacts(session: Session, needs: FactNeeds): Promise<void> {
  const found = await session.turn.facts(needs)
  const {
    customers: _c,
    order: _o,
    history: _h,
    orders: _l,
    drafts: _d,
    approvals: _a,
    staff: _s,
    givenLately: _g,
    ...rest
  } = found
  session.found = found
  session.facts = { ...rest, now: session.turn.now, shop: session.shop }
}

/** The thread's draft, or a new one. Throws nothing: who may not compose is refused by the first command. */
export async function ensureDraft(session: Session): Promise<OrderDraft> {
  if (session.draft !== undefined) return session.draft
  const { facts } = factsOf(session)
  const ref = await session.turn.nextRef()
  const start = newDraft({
    id: session.newId(),
    ref,
    owner: session.actor,
    currency: session.shop.settings.currency,
    now: facts.now,
    source: session.inbound.id,
  })
  keep(session, start)
  const { talk } = session.turn
  // Who helps this customer helps with the next cart too.
  if (talk !== undefined && talk.home === session.inbound.thread) marked(session, { kind: 'hand-over', between: talk })
  const self = selfAsBuyer(session)
  if (self !== undefined) change(session, self)
  return session.draft ?? start.draft
}

function selfAsBuyer(session: Session): DraftCommand | undefined {
  const { actor } = session
  const { facts } = factsOf(session)
  if (actor.kind === 'customer' && facts.customer !== undefined)
    return { kind: 'select-customer', customer: facts.customer }
  return actor.kind === 'guest' ? { kind: 'set-guest', chatUser: actor.id } : undefined
}

/** Decides one command on the session's draft; a refusal is kept to be told, and nothing else happens. */
/** Whoever enters wrong coupons again and again has to pause before the next is looked up. */
function decideFor(session: Session, command: DraftCommand, actor: Actor): Result<Decided, Refusal> {
  const { draft, inbound, deps } = session
  const { facts } = factsOf(session)
  if (draft === undefined) throw new Error('a command without a draft')
  const decided = (): Result<Decided, Refusal> => decide(draft, command, { facts, actor, source: inbound.id })
  if (command.kind !== 'add-coupon') return decided()
  const minutes = deps.coupons.pausedFor(inbound.user)
  if (minutes > 0) return no({ kind: 'coupon', code: command.code, why: { kind: 'paused', minutes } })
  const entered = decided()
  deps.coupons.entered(inbound.user, !isUnknownCoupon(entered))
  return entered
}

const isUnknownCoupon = (decided: Result<unknown, Refusal>): boolean =>
  !decided.ok && decided.refusal.kind === 'coupon' && decided.refusal.why.kind === 'unknown'

export function change(session: Session, command: DraftCommand, actor: Actor = session.actor): boolean {
  const decided = decideFor(session, command, actor)
  if (!decided.ok) {
    session.says.push({ kind: 'refusal', refusal: decided.refusal })
    return false
  }
  keep(session, decided.value)
  return true
}
