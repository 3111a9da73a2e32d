/**
 * Who is heard (rules.md C6 and C8), asked before anything is interpreted. Talk between people is
 * left alone; a place other companies read gets no customer data; a channel for staff serves staff.
 * Whether an order is the speaker's own to change is asked here too.
 */

import type { RequestKind } from '#conversation/requests/request.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { talkedHere } from '#conversation/turn/people/talk-ended.ts'
import type { Session } from '#conversation/turn/session.ts'
import { placedChange } from '#conversation/understanding/everyday/placed-changes.ts'
import { actorKey } from '#domain/model/actor.ts'
import { isAtDesk } from '#domain/model/hand-over.ts'
import { may } from '#domain/model/permissions.ts'
import type { Shop } from '#domain/model/shop.ts'
import { isForOrderGone, isForTheOrder, isSaidAtDesk } from './colleagues.ts'
import type { InterpretContext, NotHeard } from './heard.ts'

/** `context`: what words mean here, for those who are not addressed. */
export function notHeard(session: Session, context: Omit<InterpretContext, 'draft'>): NotHeard | undefined {
  const { actor, inbound, deps } = session
  if (isTalkAmongPeople(session, context)) return session.where === 'private' ? 'among-us' : 'silent'
  if (session.where === 'external') return 'external'
  const [channel = ''] = inbound.thread.split(':', 1)
  if (deps.staffOnly.includes(channel) && actor.kind !== 'staff' && actor.kind !== 'system') return 'not-staff'
  return isTheirs(session) ? undefined : 'not-yours'
}

/**
 * Where others read along, words are for Parley from the draft's owner, from who mentions it, when
 * they are a plain command or change the order that was just spoken of, and from a colleague who
 * answers its card or says an order change.
 */
function isTalkAmongPeople(session: Session, context: Omit<InterpretContext, 'draft'>): boolean {
  const { inbound, where, draft, actor, shop, turn } = session
  if (inbound.kind !== 'message' || inbound.mentionsBot === true) return false
  if (inbound.mentionsOther === true) return true
  // It was heard when it was said.
  const said = { ...context, draft }
  const { edits } = inbound
  if (edits !== undefined && draft?.undo.some(({ source }) => source.startsWith(edits)) === true) return false
  if (isForSomebody(inbound.text) && (actor.kind === 'staff' || where !== 'private')) return true
  if (actor.kind === 'staff' && isDesk(session)) {
    if (answersWhatWasAsked(session)) return false
    return !(isPlainCommand(inbound.text, shop) || isSaidAtDesk(inbound.text, { ...context, draft }))
  }
  if (talkedHere(session) !== undefined && where !== 'private' && isForOrderGone(inbound.text, said)) return false
  if (where === 'private' || turn.asked?.user === inbound.user) return false
  // Once it is placed, the thread goes on being the order's, for its people.
  const own =
    draft === undefined
      ? turn.orderPeople.includes(actorKey(actor)) && !isDesk(session)
      : actorKey(draft.owner) === actorKey(actor)
  if (own || isPlainCommand(inbound.text, shop)) return false
  if (actor.kind === 'staff' && isOfSpokenOrder(session)) return false
  const colleague = actor.kind === 'staff' && draft?.owner.kind === 'staff' && inbound.edits === undefined
  return !(colleague && isForTheOrder(inbound.text, said))
}

/** A change of the very order this thread spoke of, by its number. */
function isOfSpokenOrder({ inbound, turn, shop }: Session): boolean {
  if (inbound.kind !== 'message' || turn.spokenOrder === undefined) return false
  const methods = shop.settings.shippingMethods.flatMap(({ id, name }) => [id, name])
  return placedChange(inbound.text, { methods, placed: false })?.order === turn.spokenOrder
}

/** Where reps speak among themselves about somebody they help. */
const isDesk = ({ draft, turn, inbound: { thread } }: Session): boolean =>
  isAtDesk(draft === undefined ? turn.talk : draft.handOver, thread)

/** "@lee can you look at this?", however the name was written. */
export const isForSomebody = (text: string): boolean => /^\s*@(?!parley\b)\p{L}[\p{L}\p{N}_.-]*\b/iu.test(text)

/** "yes" and "2" to what the card has just asked this very person, about the order or about one that is placed. */
function answersWhatWasAsked({ inbound, draft, turn, shop }: Session): boolean {
  if (inbound.kind !== 'message') return false
  if (turn.asked?.user === inbound.user) return true
  if (draft?.pending === undefined || draft.overtaken === true || draft.askedOf !== inbound.user) return false
  const requests = parsePlain(inbound.text, shop.catalog.variants)?.requests ?? []
  const given = inbound.text.trim().toLowerCase()
  return (
    (requests.length > 0 && requests.every(({ kind }) => kind === 'yes' || kind === 'no' || kind === 'choose')) ||
    (draft.pending.kind === 'reason' && shop.settings.reasons.some((known) => known.toLowerCase() === given))
  )
}

/** A bare "yes" or "2" answers somebody's question, and asking for help asks people: only its owner's. */
const ANSWERS: ReadonlySet<RequestKind> = new Set(['yes', 'no', 'choose', 'ask-person'])
function isPlainCommand(text: string, { catalog }: Shop): boolean {
  const requests = parsePlain(text, catalog.variants)?.requests ?? []
  return requests.length > 0 && requests.every(({ kind }) => !ANSWERS.has(kind))
}

/**
 * A customer-side actor is heard only in a thread of their own draft; suspended staff nowhere.
 * Another person's data never shows.
 */
function isTheirs({ actor, draft, inbound, deps }: Session): boolean {
  if (inbound.thread === deps.approvalsDesk && actor.kind !== 'system' && !may(actor, 'approve')) return false
  switch (actor.kind) {
    case 'staff':
      return actor.active
    case 'system':
      return true
    case 'customer': {
      // A cart begun as a guest, by the same chat user, is theirs after linking too.
      if (draft === undefined || (draft.owner.kind === 'guest' && draft.owner.id === inbound.user)) return true
      const { buyer } = draft.content
      return (
        (draft.owner.kind === 'customer' && draft.owner.customerId === actor.customerId) ||
        (buyer.kind === 'registered' && buyer.customerId === actor.customerId)
      )
    }
    case 'guest':
      return draft === undefined || (draft.owner.kind === 'guest' && draft.owner.id === actor.id)
    default:
      return actor satisfies never
  }
}
