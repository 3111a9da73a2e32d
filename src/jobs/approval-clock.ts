/**
 * What is timed about approvals: the next approver is mentioned when nobody answered for five minutes, a given approval is recalled before it runs
 * out, and ends when it does. Each is an ordinary delivery with an id of its own, so that any number of processes say it exactly once.
 */
import type { ActionCodec } from '#conversation/action-codec.ts'
import type { Engine } from '#conversation/engine.ts'
import type { ThreadKey, UserKey } from '#conversation/inbound.ts'

export type Due = { readonly id: number; readonly expiresAt: string; readonly what: 'nudge' | 'remind' | 'expire' }
export type ApprovalClock = {
  readonly engine: Pick<Engine, 'claim' | 'handle'>
  readonly codec: ActionCodec
  readonly due: () => Promise<readonly Due[]>
  readonly desk: ThreadKey
  readonly user: UserKey
}

/** Milliseconds without an answer before the next approver is mentioned (orders.md, Approvals). */
export const APPROVAL_PATIENCE = 5 * 60_000

/** One look; answers how many were said by this process. */
export async function lookAtApprovals({ engine, codec, due, desk, user }: ApprovalClock): Promise<number> {
  let said = 0
  for (const { id, what, expiresAt } of await due()) {
    const token = codec.encode({ kind: 'approval-clock', id, what }, { ref: 0, revision: 0 })
    const delivery = what === 'expire' ? `approval-expire-${id}-${Date.parse(expiresAt)}` : `approval-${what}-${id}`
    const base = { id: delivery, thread: desk, user, userName: 'Parley', locale: 'en' }
    const { inbound, fresh } = await engine.claim({ ...base, kind: 'action', token })
    if (!fresh) continue
    await engine.handle(inbound)
    said++
  }
  return said
}

/** Looks now and then until it is stopped; a look that fails is reported and tried again. */
export function startApprovalClock(clock: ApprovalClock, every: number, onError: (error: unknown) => void): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(() => lookAtApprovals(clock)).catch(onError)
  }, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await last
  }
}
