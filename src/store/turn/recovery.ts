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

/** After so many tries a delivery is given up: it stays in the inbox as failed, and `parley trace` shows it. */
const MAX_TRIES = 5
const BATCH = 100

export type Recovery = {
  /**
   * Takes over what is older than the configured age and whose owner is gone, oldest first. The
   * caller hands each to the engine.
   */
  readonly unfinished: () => Promise<readonly Inbound[]>
  /** Takes over one row if its owner is gone, whatever its age. */
  readonly takeOver: (blocker: { readonly id: string; readonly owner: number }) => Promise<Inbound | undefined>
}
export type RecoveryDeps = {
  readonly sql: Sql
  readonly owner: number
  readonly clock: () => Date
  /** Milliseconds a delivery may stay new before it is looked at. */
  readonly age: number
  /** This process's own rows in work: never taken over. */
  readonly inFlight: ReadonlySet<string>
}

/** Owners that hold their presence lock in this database right now. */
const ALIVE = Prisma.sql`(select l.objid::bigint from pg_locks l where l.locktype = 'advisory'
  and l.classid = ${PRESENCE}::int::oid and l.granted
  and l.database = (select oid from pg_database where datname = current_database()))`

const takenRow = z.strictObject({ payload: inboundDocument })

export function createRecovery({ sql, owner, clock, age, inFlight }: RecoveryDeps): Recovery {
  /** Gone, or this process's own and forgotten. */
  const abandoned = () =>
    Prisma.sql`status = 'new' and not (id = any(${[...inFlight]}::text[])) and (owner = ${owner}::int
      or owner not in ${ALIVE})`
  const take = async (which: Prisma.Sql): Promise<readonly Inbound[]> => {
    const now = clock().toISOString()
    const rows = await read(
      sql,
      takenRow,
      Prisma.sql`
      with found as (
        select id from inbox where ${which} and ${abandoned()} order by seq limit ${BATCH}::int for update skip locked
      ), taken as (
        update inbox set owner = ${owner}::int, tries = tries + 1, updated_at = ${now}::timestamptz,
          status = case when tries + 1 > ${MAX_TRIES}::int then 'failed' else status end,
          fault = case when tries + 1 > ${MAX_TRIES}::int then 'given up' else fault end
        where id in (select id from found) returning seq, payload, status
      )
      select payload from taken where status = 'new' order by seq`,
    )
    return rows.map((row) => row.payload)
  }
  return {
    unfinished: () => take(Prisma.sql`updated_at < ${new Date(clock().getTime() - age).toISOString()}::timestamptz`),
    async takeOver(blocker) {
      const [inbound] = await take(
        Prisma.sql`id = ${blocker.id} and owner = ${blocker.owner}::int and owner <> ${owner}::int`,
      )
      return inbound
    },
  }
}
