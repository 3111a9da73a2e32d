/**
 * What every screen of a turn is drawn with: the shop, who reads, and how controls are stamped.
 * Next: answer.ts draws here, answer-elsewhere.ts in other threads.
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Session } from './session.ts'

/** Controls are stamped with the draft as it stands after the turn. */
export function screenContext(session: Session, codec: ActionCodec): ScreenContext {
  return contextOf(session, session.draft, codec)
}

export function contextOf(session: Session, draft: OrderDraft | undefined, codec: ActionCodec): ScreenContext {
  const { shop, turn } = session
  // What the clock draws is read by whose draft it is.
  const actor = session.actor.kind === 'system' && draft !== undefined ? draft.owner : session.actor
  const stamp = { ref: draft?.ref ?? 0, revision: draft?.revision ?? 0 }
  return {
    shop,
    now: turn.now,
    actor,
    shared: session.where !== 'private',
    linkTo: session.deps.linkTo,
    outside: session.deps.outside,
    token: (request) => codec.encode(request, stamp),
  }
}
