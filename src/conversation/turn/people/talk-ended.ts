/**
 * What a rep says to an order in the thread where they had it, once its talk is over. Rule: it is
 * the customer's alone again, so nothing is changed; whose it is and how to have it again is said.
 * Words that begin an order of their own do that. Next: hand-over.ts, where a talk ends.
 */

import { isIn, type Request, type RequestKind } from '#conversation/requests/request.ts'
import type { HeardOrNot } from '#conversation/turn/reading/heard.ts'
import type { Session } from '#conversation/turn/session.ts'
import { handOverWords } from '#conversation/words/hand-over.ts'
import type { HandOver } from '#domain/model/hand-over.ts'

/** The hand-over that ended in this thread, while nothing else was begun here. */
export const talkedHere = ({ draft, turn, actor }: Session): HandOver | undefined =>
  draft === undefined && turn.talk === undefined && actor.kind === 'staff' ? turn.talked : undefined

const OF_GOODS: ReadonlySet<RequestKind> = new Set([
  ...(['which-product', 'no-variant', 'unclear', 'confirm-reading', 'propose', 'not-found', 'not-understood'] as const),
])
const isToOrder = (request: Request): boolean => isIn('edit', 'flow')(request) || OF_GOODS.has(request.kind)

/** Answers the requests that remain. */
export function afterTalk(heard: HeardOrNot, session: Session): HeardOrNot {
  const known = session.inbound.kind === 'message' ? talkedHere(session) : undefined
  if (known === undefined || heard.kind !== 'requests') return heard
  if (heard.requests.some(isIn('buyer', 'draft')) || !heard.requests.some(isToOrder)) return heard
  session.says.push({
    kind: 'tell',
    headline: handOverWords.withAssistantNow(known.name),
    text: handOverWords.haveItAgain,
  })
  return { ...heard, requests: heard.requests.filter((request) => !isToOrder(request)), unexplained: [] }
}
