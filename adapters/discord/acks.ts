/**
 * Interactions that were acknowledged and can still be answered privately: their tokens, kept in memory for as long as Discord takes them (15 minutes).
 * What is lost with the process is only this way of answering; deliver.ts then posts in the conversation itself.
 */
import type { Calls } from './calls.ts'
import type { Body } from './renderer/message.ts'

/**
 * `waiting`: nothing was answered yet. `answer`: a private answer stands there ("thinking", a sheet) and is to be filled or taken away. `quiet`: the
 * press was acknowledged without words.
 */
type State = 'waiting' | 'answer' | 'filled' | 'quiet'
export type Ack = {
  readonly id: string
  readonly token: string
  readonly user: string
  readonly channel: string
  readonly guild: boolean
  readonly parent: string
  readonly until: number
  state: State
}
export type Acks = {
  readonly keep: (ack: Pick<Ack, 'id' | 'token' | 'channel' | 'guild' | 'parent'> & { readonly user: { readonly id: string } }) => Ack
  /** Undefined: not known here, or over. */
  readonly of: (inboundId: string | undefined) => Ack | undefined
}

const LIFE = 14.5 * 60_000
const KEPT = 5_000

export function createAcks(now: () => number): Acks {
  const acks = new Map<string, Ack>()
  const tidy = (): void => {
    for (const [id, { until }] of acks) if (until < now() || acks.size > KEPT) acks.delete(id)
  }
  return {
    keep({ user, ...asked }) {
      tidy()
      const ack: Ack = { ...asked, user: user.id, until: now() + LIFE, state: 'waiting' }
      acks.set(ack.id, ack)
      return ack
    },
    of(id) {
      const ack = id === undefined ? undefined : acks.get(id)
      return ack === undefined || ack.until < now() ? undefined : ack
    },
  }
}

/** Something only this person reads: the answer that is waited for, or one more message below it. */
export async function sayPrivately(calls: Calls, ack: Ack, body: Body): Promise<void> {
  if (ack.state !== 'answer') return calls.followUp(ack.token, body)
  await calls.editAnswer(ack.token, body)
  ack.state = 'filled'
}
