/**
 * What is timed, said in the conversation: each is an ordinary delivery with an id of its own, made
 * from what it is about and when it was due, so that any number of processes say it exactly once.
 * The turn looks again whether it is still so. What is due: dues.ts; what is said: turn/clock.ts.
 */
import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Engine } from '#conversation/engine.ts'
import type { Request } from '#conversation/requests/request.ts'

export type Due = {
  /** The delivery's id: the same for every process, another one for every time it is due. */
  readonly delivery: string
  /** Where it is heard: the thread whose draft or order it is about. */
  readonly thread: ThreadKey
  readonly request: Extract<Request, { kind: 'approval-clock' | 'clock' }>
}
export type Clock = {
  readonly engine: Pick<Engine, 'claim' | 'handle'>
  readonly codec: ActionCodec
  readonly due: () => Promise<readonly Due[]>
  readonly user: UserKey
}

/** One look; answers how many were said by this process. */
export async function lookAtClock({ engine, codec, due, user }: Clock): Promise<number> {
  let said = 0
  for (const { delivery, thread, request } of await due()) {
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
  return said
}

/** Looks now and then until it is stopped; a look that fails is reported and tried again. */
export function startClock(clock: Clock, every: number, onError: (error: unknown) => void): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(() => lookAtClock(clock)).catch(onError)
  }, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await last
  }
}
