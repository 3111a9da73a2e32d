/**
 * What is timed, said in the conversation: each is an ordinary delivery with an id of its own, made
 * from what it is about and when it was due, so that any number of processes say it exactly once.
 * The turn looks again whether it is still so. What is due: dues.ts; what is said: turn/clock.ts.
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Engine } from '#conversation/engine.ts'
import type { Request } from '#conversation/requests/request.ts'
import { every } from './every.ts'

export type Due = {
  /** The delivery's id: the same for every process, another one for every time it is due. */
  readonly delivery: string
  /** Where it is heard: the thread whose draft or order it is about. */
  readonly thread: ThreadKey
  readonly request: Extract<Request, { kind: 'approval-clock' | 'clock' }>
}
/** What a look found. `looked` is called once all of it is claimed: nothing is put off unsaid. */
export type Look = { readonly dues: readonly Due[]; readonly looked: () => Promise<void> }
export type Clock = {
  readonly engine: Pick<Engine, 'claim' | 'handle'>
  readonly codec: ActionCodec
  readonly due: () => Promise<Look>
  readonly user: UserKey
}

/** One look; answers how many were said by this process. */
export async function lookAtClock({ engine, codec, due, user }: Clock): Promise<number> {
  let said = 0
  const { dues, looked } = await due()
  for (const { delivery, thread, request } of dues) {
    const token = codec.encode(request, { ref: 0, revision: 0 })
    const { inbound, fresh } = await engine.claim({
      id: delivery,
      thread,
      user,
      userName: 'Parley',
      locale: 'en',
      kind: 'action',
      token,
    })
    if (!fresh) continue
    await engine.handle(inbound)
    said++
  }
  await looked()
  return said
}

/**
 * Looks now and then until it is stopped, while it is this process's turn (`ours`); a look that
 * fails is reported and tried again.
 */
export function startClock(
  clock: Clock & { readonly ours: () => Promise<boolean> },
  pause: number,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let over = false
  const look = async (): Promise<void> => {
    // What was said may leave more to say: a long queue is served a part at a time, while it is ours.
    while (!over && (await clock.ours()) && (await lookAtClock(clock)) > 0);
  }
  const stop = every(pause, look, onError)
  return async () => {
    over = true
    await stop()
  }
}
