/**
 * Interactions that were acknowledged and can still be answered privately: their tokens, kept in
 * memory for as long as Discord takes them (15 minutes). What is lost with the process is only this
 * way of answering; deliver.ts then posts in the conversation itself.
 */
import type { Calls } from '#adapters/discord/outbound/calls.ts'
import type { Body } from '#adapters/discord/renderer/message.ts'

/**
 * `waiting`: nothing was answered yet. `answer`: a private answer stands there ("thinking", a
 * sheet) and is to be filled or taken away. `quiet`: the press was acknowledged without words.
 */
type State = 'waiting' | 'answer' | 'filled' | 'quiet'
export type Ack = {
  readonly id: string
  readonly token: string
  readonly user: string
  readonly channel: string
  /** A private thread may be made there: its moderators are the shop's own. */
  readonly threads: boolean
  readonly parent: string
  /** When it came, and until when Discord takes its token. */
  readonly since: number
  readonly until: number
  state: State
  /** Settles once Discord was answered, or will not be by this process. */
  readonly settled: Promise<void>
  readonly settle: () => void
}
export type Acks = {
  readonly keep: (asked: Asked) => Ack
  /** What was said by it under another id is answered by it too. */
  readonly also: (inboundId: string, ack: Ack) => void
  /** Undefined: not known here, or over. */
  readonly of: (inboundId: string | undefined) => Ack | undefined
}

type Asked = Pick<Ack, 'id' | 'token' | 'channel' | 'parent'> & {
  readonly guild: boolean
  readonly guildId?: string
  readonly user: { readonly id: string }
}

const LIFE = 14.5 * 60_000
const KEPT = 5_000

/** `shop`: its own server; moderators of any other one read no order. Not known: every server is the shop's. */
export function createAcks(shop?: string): Acks {
  const acks = new Map<string, Ack>()
  const tidy = (): void => {
    for (const [id, { until }] of acks) if (until < performance.now() || acks.size > KEPT) acks.delete(id)
  }
  return {
    keep({ id, token, channel, guild, guildId, parent, user }) {
      tidy()
      const answered = Promise.withResolvers<void>()
      const ack: Ack = {
        ...{ id, token, channel, parent, user: user.id },
        threads: guild && (shop === undefined || guildId === shop),
        since: performance.now(),
        until: performance.now() + LIFE,
        state: 'waiting',
        settled: answered.promise,
        settle: answered.resolve,
      }
      acks.set(ack.id, ack)
      return ack
    },
    also: (id, ack) => void acks.set(id, ack),
    of(id) {
      const ack = id === undefined ? undefined : acks.get(id)
      return ack === undefined || ack.until < performance.now() ? undefined : ack
    },
  }
}

/**
 * Something only this person reads: the answer that is waited for, or one more message below it.
 * Discord must have been answered before.
 */
export async function sayPrivately(calls: Calls, ack: Ack, body: Body): Promise<void> {
  await ack.settled
  if (ack.state !== 'answer') return calls.followUp(ack.token, body)
  ack.state = 'filled'
  await calls.editAnswer(ack.token, body)
}
