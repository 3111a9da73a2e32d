/**
 * Another way to ask: where a platform refuses to post a request (the bot is not in the channel,
 * may not post, the channel is gone), somebody who may decide is asked in their direct messages,
 * one after the other; with nobody left the request stays in the queue and the rep is told so. A
 * platform that takes no token any more takes none of its messages; what waits there is posted when
 * it does again, and that is told too.
 */
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { SIGNED_OUT } from '#conversation/edge/line.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { ApprovalWays } from '#domain/model/command.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { candidates, platformOf } from './approval-news.ts'

/** Undefined: nothing was refused, or arrived after all, that is not known already. */
export async function waysAround(draft: OrderDraft, session: Session): Promise<ApprovalWays | undefined> {
  const { approval } = draft
  if (approval === undefined) return undefined
  const known = approval.ways ?? { asked: [{ thread: session.deps.approvalsDesk }], refused: [] }
  const refused = await session.turn.refusedAsks(approval.id)
  const isIn = (list: readonly Way[], thread: ThreadKey): boolean => list.some((one) => one.thread === thread)
  const arrived = known.refused.filter(({ thread }) => !isIn(refused, thread)).map(({ thread }) => ({ thread }))
  if (arrived.length === 0 && refused.every(({ thread }) => isIn(known.refused, thread))) return undefined
  const asked = [...arrived, ...known.asked.filter(({ thread }) => !isIn(refused, thread))]
  return asked.length > 0 ? { asked, refused } : { asked: nextWay(draft, { asked, refused }, session), refused }
}

/** Nobody answered where a colleague was asked directly: the next one is asked too. */
export function oneMore(draft: OrderDraft, session: Session): ApprovalWays | undefined {
  const ways = draft.approval?.ways
  const next = ways === undefined ? [] : nextWay(draft, ways, session)
  return ways === undefined || next.length === 0 ? undefined : { ...ways, asked: [...ways.asked, ...next] }
}

type Way = { readonly thread: ThreadKey }

function nextWay(draft: OrderDraft, { asked, refused }: ApprovalWays, session: Session): ApprovalWays['asked'] {
  const tried = new Set([...asked, ...refused].map(({ thread }) => thread))
  const out = new Set(refused.filter(({ why }) => why.startsWith(SIGNED_OUT)).map(({ thread }) => platformOf(thread)))
  for (const { name, users } of candidates(draft, session)) {
    const thread = users
      .map((user) => session.deps.directTo(user))
      .find((to) => to !== undefined && !tried.has(to) && !out.has(platformOf(to)))
    if (thread !== undefined) return [{ thread, name }]
  }
  return []
}
