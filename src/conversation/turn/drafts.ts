/**
 * Several drafts of one rep: a new one, another of theirs, the next that waits, and giving one to a
 * colleague. Rule: a draft is one person's, whoever gave it; the colleague is told where they read,
 * with their name on it. Next: store/turn/turn-store.ts (switchDraft), screens/staff/lists.ts (the list).
 */

import type { Of } from '#conversation/requests/request.ts'
import { joinedView, notAnotherView } from '#conversation/screens/staff/hand-over.ts'
import { givenView } from '#conversation/screens/staff/lists.ts'
import { staffNamed, userNamed } from '#conversation/turn/approvals/approval-news.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { rightsWords } from '#conversation/words/rights.ts'
import { given } from '#domain/base/given.ts'
import type { Colleague } from '#domain/draft/prices/approvals.ts'
import { facing, sideOf } from '#domain/draft/sides.ts'
import { type Actor, actorKey, roleOf } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { type HandOver, isAtDesk } from '#domain/model/hand-over.ts'
import { may } from '#domain/model/permissions.ts'
import { loadFacts } from './facts.ts'
import { type Carry, factsOf, marked, type Say, type Session, switchTo } from './session.ts'

const tell = (headline: string, text?: string): Say => ({
  kind: 'tell',
  headline,
  ...given({ text }),
})
const notAllowed = ({ actor }: Session): Say => ({
  kind: 'refusal',
  refusal: { kind: 'not-allowed', role: roleOf(actor), to: rightsWords.seeDrafts },
})

export const DRAFTS = {
  new: turnTo,
  resume: turnTo,
  next: turnTo,
  'give-to': ({ staff }, session) => give(staff, session),
} satisfies Carry<'draft'>

async function turnTo(request: Of<'new' | 'resume' | 'next'>, session: Session): Promise<void> {
  const { actor, turn } = session
  const { handOver } = session.draft ?? {}
  if (handOver !== undefined) {
    const atDesk = isAtDesk(handOver, session.inbound.thread)
    return void session.says.push({ kind: 'screen', draw: (context) => notAnotherView(handOver, atDesk, context) })
  }
  const own = factsOf(session).found.drafts.filter((head) => head.ref !== session.draft?.ref)
  const ref = request.kind === 'resume' ? request.ref : request.kind === 'next' ? own[0]?.ref : undefined
  if (request.kind === 'next' && ref === undefined)
    return void session.says.push(
      actor.kind === 'staff'
        ? tell(draftsWords.noOtherDraft)
        : tell(draftsWords.noOtherCart, draftsWords.shopsOwnStayThere),
    )
  const switched = await turn.switchDraft(ref)
  const target = switched && facing(switched, sideOf(session.actor))
  if (ref !== undefined && target === undefined)
    return void session.says.push(
      actor.kind === 'staff'
        ? tell(draftsWords.noSuchDraft(ref), draftsWords.openDraftsHow)
        : tell(draftsWords.cartNotOpen, draftsWords.showOpenOne),
    )
  const left = session.before === undefined ? '' : draftsWords.otherCartKept
  switchTo(session, target)
  session.showCard = target !== undefined
  if (target === undefined)
    session.says.push(
      actor.kind === 'staff'
        ? tell(draftsWords.newOrder, draftsWords.newOrderHow)
        : tell(draftsWords.newCart, draftsWords.newCartHow(left)),
    )
  else await loadFacts(session, needsOf([], session))
  adopt(session)
}

/** What a suspended colleague left behind belongs to whoever takes it. */
function adopt(session: Session): void {
  const { draft, actor } = session
  if (draft === undefined || actor.kind !== 'staff' || draft.owner.kind !== 'staff' || draft.owner.id === actor.id)
    return
  setOwner(draft, actor, session)
}

/**
 * Said by who has the order, or who may see everybody's. A customer's own order, handed over, keeps
 * its owner: only who helps changes.
 */
function give(to: string, session: Session): void {
  const { draft, actor, inbound } = session
  if (actor.kind !== 'staff') return void session.says.push(notAllowed(session))
  if (draft === undefined)
    return void session.says.push(tell(draftsWords.nothingToGive, draftsWords.sayWhereTheOrderIs))
  const handed = isAtDesk(draft.handOver, inbound.thread) ? draft.handOver : undefined
  if (handed === undefined && draft.owner.kind !== 'staff')
    return void session.says.push(tell(draftsWords.customersOwnOrder, draftsWords.customersOwnStays))
  const holder = handed === undefined ? ownerOf(draft) : handed.by
  if (holder?.id !== actor.id && !may(actor, 'see-others-drafts'))
    return void session.says.push(
      tell(
        holder === undefined ? draftsWords.takeOverFirst : draftsWords.orderOfColleague(holder.name),
        draftsWords.whoMayGive,
      ),
    )
  const colleague = named(to, staffNamed(session))
  if (colleague === undefined)
    return void session.says.push(
      tell(draftsWords.noSuchColleague(to), draftsWords.whoCanTakeIt(others(session, holder?.id))),
    )
  if (colleague.id === holder?.id) return void session.says.push(tell(draftsWords.colleagueHasIt(colleague.name)))
  if (handed === undefined) giveDraft(draft, colleague, actor.name, session)
  else giveHelp({ ...draft, handOver: handed }, colleague, actor.name, session)
}

function giveDraft(draft: OrderDraft, colleague: Colleague, from: string, session: Session): void {
  const { inbound, deps, where } = session
  const user = userNamed(actorKey(colleague), staffNamed(session), inbound.thread)
  setOwner(draft, colleague, session)
  const to = where !== 'private' ? inbound.thread : user && deps.directTo(user)
  const mention = where === 'private' || user === undefined ? {} : { mention: user }
  if (to !== undefined)
    session.posts.push({ to, reader: colleague, ...mention, draw: (context) => givenView(from, draft, context) })
  session.says.push(tell(draftsWords.colleagueGotIt(colleague.name), draftsWords.howTheyOpenIt(draft.ref)))
}

type HandedOver = OrderDraft & { readonly handOver: HandOver }

/** The customer sees who helps them from now on. */
function giveHelp(draft: HandedOver, { id, name, ...colleague }: Colleague, from: string, session: Session): void {
  const { inbound } = session
  const { home, user: customer } = draft.handOver
  const user = userNamed(actorKey({ id, name, ...colleague }), staffNamed(session), inbound.thread) ?? inbound.user
  marked(session, { kind: 'hand-over', between: { ...draft.handOver, status: 'taken', by: { id, name, user } } })
  note(draftsWords.givenTo(from, name), session)
  session.posts.push({ to: home, mention: customer, draw: (context) => joinedView(name, context) })
  session.posts.push({ to: inbound.thread, mention: user, draw: (context) => givenView(from, draft, context) })
}

const ownerOf = ({ owner }: OrderDraft): { readonly id: string; readonly name: string } | undefined =>
  owner.kind === 'staff' ? owner : undefined

const named = (said: string, staff: readonly Colleague[]): Colleague | undefined =>
  staff.find((one) => may(one, 'compose') && [one.id, one.name.toLowerCase()].includes(said.toLowerCase()))

function others(session: Session, holder: string | undefined): string {
  const ids = staffNamed(session).filter((one) => may(one, 'compose') && one.id !== holder)
  return ids.length === 0 ? draftsWords.nobodyToGiveTo : ids.map(({ id }) => id).join(', ')
}

function setOwner(draft: OrderDraft, to: Extract<Actor, { kind: 'staff' }>, session: Session): void {
  const { id, name, role, active } = to
  const from = draft.owner.kind === 'system' ? draft.owner.id : draft.owner.name
  marked(session, { kind: 'own', owner: { kind: 'staff', id, name, role, active } })
  note(draftsWords.nowOf(from, name), session)
}

function note(label: string, session: Session): void {
  const { actor, inbound, turn } = session
  session.events.push({
    kind: 'handed-to',
    label,
    actor: actorKey(actor),
    source: inbound.id,
    at: turn.now,
    before: {},
    after: {},
  })
}
