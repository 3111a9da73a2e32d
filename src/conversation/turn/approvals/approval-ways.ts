/**
 * Another way to ask: where a platform refuses to post a request (the bot is not in the channel,
 * may not post, the channel is gone), somebody who may decide is asked in their direct messages,
 * one after the other; with nobody left the request stays in the queue and the rep is told so.
 */
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { ApprovalWays } from '#domain/model/command.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { candidates } from './approval-news.ts'

/** Undefined: nothing was refused that is not known already. */
export async function waysAround(draft: OrderDraft, session: Session): Promise<ApprovalWays | undefined> {
  const { approval } = draft
  if (approval === undefined) return undefined
  const known = approval.ways ?? { asked: [{ thread: session.deps.approvalsDesk }], refused: [] }
  const refused = await session.turn.refusedAsks(approval.id)
  const isKnown = (thread: ThreadKey): boolean => known.refused.some((one) => one.thread === thread)
  if (refused.every(({ thread }) => isKnown(thread))) return undefined
  const asked = known.asked.filter(({ thread }) => !refused.some((one) => one.thread === thread))
  return asked.length > 0 ? { asked, refused } : { asked: nextWay(draft, { asked, refused }, session), refused }
}

/** Nobody answered where a colleague was asked directly: the next one is asked too. */
export function oneMore(draft: OrderDraft, session: Session): ApprovalWays | undefined {
  const ways = draft.approval?.ways
  const next = ways === undefined ? [] : nextWay(draft, ways, session)
  return ways === undefined || next.length === 0 ? undefined : { ...ways, asked: [...ways.asked, ...next] }
}

function nextWay(draft: OrderDraft, { asked, refused }: ApprovalWays, session: Session): ApprovalWays['asked'] {
  const tried = new Set([...asked, ...refused].map(({ thread }) => thread))
  for (const { name, users } of candidates(draft, session)) {
    const thread = users.map((user) => session.deps.directTo(user)).find((to) => to !== undefined && !tried.has(to))
    if (thread !== undefined) return [{ thread, name }]
  }
  return []
}
