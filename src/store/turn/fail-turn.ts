/**
 * A turn that did not come to its end. What is in the way and passes by itself (a database that is
 * away, a queue that is full, a row somebody keeps) leaves the delivery for recovery; a fault is
 * stored as its answer. Next: recovery.ts.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { type Failed, type FaultWords, PASSED_OVER } from '#conversation/engine-ports.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Pools, Sql } from '#store/connection.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { TurnBlocked, whyAgain } from '#store/turn/queue/retry.ts'
import { BacklogFull } from '#store/turn/queue/turn-queue.ts'
import { inboxKey } from './inbox.ts'
import { storedReply } from './open-turn.ts'
import { outboxSql } from './save-turn.ts'
import { inTransaction, type Trying } from './transaction.ts'

type FailDeps = Trying & {
  readonly pools: Pick<Pools, 'turns'>
  readonly signals: Pick<Signals, 'send'>
  readonly clock: () => Date
}

/** Waiting behind others, or for a database that is away: tried again, it may go well. */
const passes = (error: unknown): boolean =>
  whyAgain(error) === 'away' || error instanceof TurnBlocked || error instanceof BacklogFull

/** One commit: the row failed with its reference, the words for the person. Done already: the stored reply. */
export async function failTurn(inbound: Inbound, error: unknown, words: FaultWords, deps: FailDeps): Promise<Failed> {
  const kept: Failed = { kept: true, reply: { inboundId: inbound.id, outgoing: words.kept } }
  if (passes(error)) return kept
  const now = deps.clock().toISOString()
  try {
    const outgoing = await inTransaction(
      deps.pools.turns,
      async (tx) => {
        const failed = await tx.$executeRaw(
          Prisma.sql`update inbox set status = 'failed', fault = ${words.reference}, updated_at = ${now}::timestamptz
            where id = ${inboxKey(inbound)} and status = 'new'`,
        )
        if (failed === 0) return { value: await storedReply(tx, inbound) }
        const last = words.failed.length > 0 ? outboxSql(inbound, words.failed, now) : undefined
        return { value: words.failed, last }
      },
      { ...deps, awayPatience: 0 }, // the turn itself has waited
    )
    for (const destination of new Set(outgoing.map((out) => out.to))) deps.signals.send('parley_outbox', destination)
    return { kept: false, reply: { inboundId: inbound.id, outgoing } }
  } catch (fault) {
    if (whyAgain(fault) === undefined) throw fault
    return kept
  }
}

/** Milliseconds in which what is passed over is gathered. */
const GATHER = 50

/** Deliveries that were too many, finished by one statement for all that come at about the same time. */
export function createPassOver(sql: Sql, now: () => string): (inbound: Inbound) => Promise<void> {
  let gathered: { readonly ids: string[]; readonly done: Promise<void> } | undefined
  async function flush(ids: readonly string[]): Promise<void> {
    await pause(GATHER)
    gathered = undefined
    await sql.$executeRaw(Prisma.sql`update inbox set status = 'failed', fault = ${PASSED_OVER},
      updated_at = ${now()}::timestamptz where id = any(${[...ids]}::text[]) and status = 'new'`)
  }
  return (inbound) => {
    if (gathered === undefined) {
      const ids: string[] = []
      gathered = { ids, done: flush(ids) }
    }
    gathered.ids.push(inboxKey(inbound))
    return gathered.done
  }
}
