/**
 * Recovery: deliveries that were claimed and never finished, because their process died or could
 * not reach the database. Whoever finds them takes them over and handles them again; the inbox row
 * makes a second handling harmless. The lock of signals.ts tells who is alive.
 */
import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { inboundDocument } from '#store/outbox/outbox-columns.ts'
import { PRESENCE } from '#store/outbox/signals.ts'
import { read } from '#store/read.ts'

/** A delivery is given up after so many tries, and not before its time: while the database is away nothing is tried. */
const MAX_TRIES = 8
const BATCH = 100
/** Each try waits twice as long as the one before, up to so many times the age. */
const MOST_WAITS = 16

export type Recovery = {
  /**
   * Takes over what is older than the configured age and whose owner is gone, oldest first. The
   * caller hands each to the engine.
   */
  readonly unfinished: () => Promise<readonly Inbound[]>
  /** What no try brought to its end: the caller tells whoever said it. */
  readonly hopeless: () => Promise<readonly Inbound[]>
  /** Takes over one row if its owner is gone, whatever its age. */
  readonly takeOver: (blocker: { readonly id: string; readonly owner: number }) => Promise<Inbound | undefined>
}
export type RecoveryDeps = {
  readonly sql: Sql
  readonly owner: number
  readonly clock: () => Date
  /** Milliseconds a delivery may stay new before it is looked at. */
  readonly age: number
  /** Milliseconds from being claimed to being given up at the earliest. */
  readonly giveUpAfter: number
  /** This process's own rows in work: never taken over. */
  readonly inFlight: ReadonlySet<string>
}

/** Owners that hold their presence lock in this database right now. */
const ALIVE = Prisma.sql`(select l.objid::bigint from pg_locks l where l.locktype = 'advisory'
  and l.classid = ${PRESENCE}::int::oid and l.granted
  and l.database = (select oid from pg_database where datname = current_database()))`

const takenRow = z.strictObject({ payload: inboundDocument })

export function createRecovery({ sql, owner, clock, age, giveUpAfter, inFlight }: RecoveryDeps): Recovery {
  const ago = (milliseconds: number): Prisma.Sql =>
    Prisma.sql`${new Date(clock().getTime() - milliseconds).toISOString()}::timestamptz`
  /** Gone, or this process's own and forgotten. */
  const abandoned = () =>
    Prisma.sql`status = 'new' and not (id = any(${[...inFlight]}::text[])) and (owner = ${owner}::int
      or owner not in ${ALIVE})`
  const rested = () => Prisma.sql`updated_at + make_interval(secs => ${age / 1_000}::float8
    * least(power(2, tries), ${MOST_WAITS}::int)) < ${ago(0)}`
  const isHopeless = () => Prisma.sql`tries >= ${MAX_TRIES}::int and created_at <= ${ago(giveUpAfter)}`
  const take = async (which: Prisma.Sql): Promise<readonly Inbound[]> => {
    const rows = await read(
      sql,
      takenRow,
      Prisma.sql`
      with found as (
        select id from inbox where ${which} and ${abandoned()} order by seq limit ${BATCH}::int for update skip locked
      ), taken as (
        update inbox set owner = ${owner}::int, tries = tries + 1, updated_at = ${ago(0)}
        where id in (select id from found) returning seq, payload
      )
      select payload from taken order by seq`,
    )
    return rows.map((row) => row.payload)
  }
  return {
    unfinished: () => take(Prisma.sql`${rested()} and not (${isHopeless()})`),
    hopeless: () => take(Prisma.sql`${rested()} and ${isHopeless()}`),
    async takeOver(blocker) {
      const [inbound] = await take(
        Prisma.sql`id = ${blocker.id} and owner = ${blocker.owner}::int and owner <> ${owner}::int
          and not (${isHopeless()})`,
      )
      return inbound
    },
  }
}
