/**
 * Place: the one road from a draft to numbered orders (rules.md O15). Checked once on what was
 * read, then again under the stock locks; anything that changed since the total was shown stops
 * with a readable difference, never silently. A warning is confirmed by its own control, or by
 * words said after it was shown (domain/draft/submit/seen.ts).
 */

import type { PlaceResult } from '#conversation/engine-placing.ts'
import type { Of } from '#conversation/requests/request.ts'
import { buyByPressView } from '#conversation/screens/cart/cart-controls.ts'
import { placedLeaves, withAsks } from '#conversation/turn/order/leaves.ts'
import { changeOrders } from '#conversation/turn/order/records.ts'
import { agree } from '#conversation/turn/people/hand-over.ts'
import { stillOpen } from '#conversation/turn/reading/open-points.ts'
import { buyerKeys, needsOf } from '#conversation/turn/reading/read-facts.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Result } from '#domain/base/result.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { refreshPrices } from '#domain/draft/decide/decide.ts'
import { missingFacts } from '#domain/draft/missing.ts'
import { holdsWords, openQuestions } from '#domain/draft/open-questions.ts'
import { isOverLimitOf, overLimitQuestion } from '#domain/draft/prices/approval-standing.ts'
import { overrideInDoubt, overrideQuestion } from '#domain/draft/prices/shipping-override.ts'
import { readBy, sideOf } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { seenOf } from '#domain/draft/submit/seen.ts'
import { prepareSubmit, type SubmitPlan, warningKey } from '#domain/draft/submit/submission.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { standingOf } from '#domain/stock/backorders.ts'
import { change, loadFacts } from './facts.ts'
import { factsOf, keep, marked, type Session } from './session.ts'

const nothingToPlace = ({ turn: { lastOrder }, says }: Session): void =>
  void says.push({
    kind: 'tell',
    headline: lastOrder === undefined ? draftsWords.nothingToPlace : draftsWords.alreadyPlaced(lastOrder),
    text: lastOrder === undefined ? draftsWords.addItemFirst : draftsWords.seeStatus(lastOrder),
  })

/**
 * A customer buys with the button that names the amount, never by a word: it is posted, or what it
 * waits for is said.
 */
export function askToPress(session: Session): void {
  const { draft, actor } = session
  if (draft === undefined) return void nothingToPlace(session)
  if (openQuestions(draft).length > 0) return void stillOpen(session)
  const { facts } = factsOf(session)
  const own = readBy(actor, draft, facts)
  const ledger = ledgerOf(own, facts)
  const what = missingFacts(own, ledger, facts)
  const standing = standingOf(own, facts)
  session.showCard = true
  if (own.status === 'awaiting-approval') session.says.push({ kind: 'refusal', refusal: { kind: 'awaiting-approval' } })
  else if (what.length > 0) session.says.push({ kind: 'refusal', refusal: { kind: 'missing', what } })
  else if (standing.kind === 'open')
    refused(session, { kind: 'short-stock', lines: standing.short, choices: backorderChoices(own, facts) })
  else {
    const anyway = own.pending?.kind === 'confirm-place'
    session.says.push({ kind: 'screen', draw: (context) => buyByPressView(ledger.total, anyway, context) })
  }
}

export async function place({ seen }: Of<'place'>, session: Session): Promise<void> {
  if (session.draft === undefined) return nothingToPlace(session)
  if (openQuestions(session.draft).length > 0) return stillOpen(session)
  const { actor, inbound } = session
  keep(session, refreshPrices(session.draft, { facts: factsOf(session).facts, actor, source: inbound.id }))
  const meant = isMeant(seen, session)
  // A rep is asked about its price: the customer's press waits for that.
  if (
    sideOf(actor) === 'customer' &&
    readBy(actor, session.draft, factsOf(session).facts).status === 'awaiting-approval'
  )
    return refused(session, { kind: 'awaiting-approval' })
  const first = meant ? prepareConfirmed(session) : prepare(session)
  if (!first.ok) return refused(session, first.refusal)
  if (!meant) return lookAgain(session)
  const { facts } = factsOf(session)
  const stock = await session.turn.lockStock(first.value.reserve.map((part) => part.sku))
  session.facts = { ...facts, stock: new Map([...facts.stock, ...stock]) }
  const locked = prepare(session)
  if (!locked.ok) return refused(session, locked.refusal)
  const buyer = buyerKeys(session.draft.content.buyer, session.actor)
  const plan = { ...locked.value, draft: session.draft, buyer }
  const result = await session.turn.place(plan)
  // The address got an account meanwhile: a rep is told; anybody else orders as a guest and hears nothing of it.
  const guestly = result.kind === 'account-exists' && session.actor.kind !== 'staff'
  await settle(session, guestly ? await session.turn.place({ ...plan, remember: { addresses: [] } }) : result)
}

function prepare(session: Session): Result<SubmitPlan, Refusal> {
  const { facts } = factsOf(session)
  const { draft, actor } = session
  if (draft === undefined) throw new Error('nothing to prepare')
  return prepareSubmit({ draft, ledger: ledgerOf(draft, facts), facts, actor })
}

/**
 * A press means what its card showed; words mean the draft as it is. A control of an earlier
 * version does not say what that was: it counts until another card was drawn.
 */
function isMeant(seen: string | undefined, { inbound, draft, facts, actor }: Session): boolean {
  if (inbound.kind !== 'action') return true
  if (draft === undefined || facts === undefined) return false
  if (seen === undefined) return draft.shown !== undefined && draft.shown.seen === undefined
  const whole = readBy(actor, draft, facts)
  return seen === seenOf(whole, ledgerOf(whole, facts), standingOf(whole, facts))
}

function lookAgain(session: Session): void {
  session.says.push({
    kind: 'tell',
    headline: draftsWords.buttonShowedOther,
    text: draftsWords.cardUpToDate,
  })
  session.showCard = true
}

/**
 * The warnings that were shown are confirmed, and kept on the draft so that each is asked once;
 * what was said before they were shown is no answer.
 */
function prepareConfirmed(session: Session): Result<SubmitPlan, Refusal> {
  const result = prepare(session)
  const pending = session.draft?.pending
  if (result.ok || result.refusal.kind !== 'warning' || pending?.kind !== 'confirm-place') return result
  if (session.turn.saidAt < (pending.askedAt ?? '')) return result
  // Whoever says it in words was shown the warning; its control shows what it confirms.
  const { askedOf } = session.draft ?? {}
  if (session.inbound.kind !== 'action' && askedOf !== undefined && askedOf !== session.inbound.user) return result
  const shown = result.refusal.warnings.map(warningKey).filter((warning) => pending.warnings?.includes(warning))
  for (const warning of shown) change(session, { kind: 'confirm-warning', warning })
  return prepare(session)
}

function refused(session: Session, refusal: Refusal): void {
  session.says.push({ kind: 'refusal', refusal })
  session.showCard = true
  const { draft } = session
  const question = draft && questionOf(refusal, draft, session)
  if (question === undefined) return
  marked(session, {
    kind: 'close',
    isOver: (other) => question.kind === 'over-limit' && isOverLimitOf(other, question.asked),
  })
  marked(session, { kind: holdsWords(question) ? 'ask' : 'put', question })
}

/** What a refusal asks whoever placed. */
function questionOf(refusal: Refusal, draft: OrderDraft, session: Session): PendingQuestion | undefined {
  const { actor, inbound, turn } = session
  const { facts } = factsOf(session)
  if (refusal.kind === 'over-limit' && actor.kind === 'staff')
    return overLimitQuestion(draft, { facts, actor, source: inbound.id })
  if (refusal.kind === 'short-stock' && refusal.choices.length > 0)
    return { kind: 'backorder-choice', policies: refusal.choices.map(({ policy }) => policy) }
  if (refusal.kind === 'override-in-doubt') {
    const group = overrideInDoubt(draft.content)
    return group === undefined ? undefined : overrideQuestion(group)
  }
  if (refusal.kind !== 'warning') return undefined
  const warnings = refusal.warnings.map(warningKey)
  return { kind: 'confirm-place', shownTotal: ledgerOf(draft, facts).total, warnings, askedAt: turn.now }
}

async function settle(session: Session, result: PlaceResult): Promise<void> {
  switch (result.kind) {
    case 'placed':
    case 'already-placed':
      await submitted(result, session)
      break
    case 'coupon-gone':
      refused(session, { kind: 'coupon', code: result.code, why: { kind: result.why } })
      break
    case 'stock-gone':
      refused(session, { kind: 'short-stock', lines: [], choices: [] })
      break
    case 'account-exists':
      return accountThere(result.email, session)
    default:
      result satisfies never
  }
}

async function accountThere(email: string, session: Session): Promise<void> {
  await loadFacts(session, { ...needsOf([], session), customer: { by: 'email', value: email } })
  const [hit] = factsOf(session).found.customers
  if (hit === undefined) return
  refused(session, { kind: 'account-exists', customerId: hit.customer.id, name: hit.customer.name, email })
}

/** The draft is closed in the same commit as its orders; a replay of the submit answers the same numbers. */
async function submitted(
  result: Extract<PlaceResult, { kind: 'placed' | 'already-placed' }>,
  session: Session,
): Promise<void> {
  const { draft, actor, inbound } = session
  session.placed = result.numbers
  if (draft === undefined || result.kind === 'already-placed') return
  agree(
    session,
    `${formatMoney(ledgerOf(draft, factsOf(session).facts).total, session.shop.settings)} ${draft.currency}`,
  )
  marked(session, { kind: 'submitted' })
  if (draft.handOver !== undefined) session.talk = { between: draft.handOver, on: true }
  const label = draftsWords.placed(result.numbers.join(' and '))
  session.events.push({
    kind: 'submitted',
    label,
    actor: actorKey(actor),
    source: inbound.id,
    at: session.turn.now,
    before: {},
    after: {},
  })
  await left(result.numbers, session)
}

/** Where something is connected that wants to know, the orders are read as they were written. */
async function left([number]: readonly number[], session: Session): Promise<void> {
  const { deps, shop, turn } = session
  if (number === undefined || !(deps.outside.links || deps.outside.mail || shop.hasWebhooks === true)) return
  const target = await turn.order(number)
  if (target === undefined) return
  const orders = [target.order, ...target.family]
  for (const order of orders) placedLeaves(order, orders, session)
  const paid = orders.filter((order) => withAsks(order, session).requests.length > 0)
  const change = { events: [], stock: [], givesCouponsBack: false }
  if (paid.length > 0)
    await changeOrders(
      paid.map((before) => ({ ...change, before, after: before })),
      session,
    )
}
