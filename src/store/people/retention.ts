/**
 * What is kept only for a time: what was said, carts nobody placed, contacts of guests, the history of
 * carts. Rule: rows that still tell a turn something stay without their words; orders, money and
 * customers stay. A batch a commit, oldest first, each found by what it is, so that it goes on anywhere.
 * Next: retention-kinds.ts, what each kind is; personal.ts, where words about people stand.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db } from '#store/connection.ts'
import { read, readOne } from '#store/read.ts'
import { type Before, KINDS, RETENTION_KINDS, type RetentionKind } from './retention-kinds.ts'

/** Days each is kept; 0: for ever. */
export type KeepDays = {
  /** What was said: messages, answers, codes. */
  readonly talk: number
  /** Carts that ended without an order. */
  readonly carts: number
  /** E-mail and phone of guests, after all of their order left or ended. */
  readonly contacts: number
  /** What happened to carts that were placed. */
  readonly history: number
}
export const KEEP_DAYS: KeepDays = { talk: 30, carts: 30, contacts: 90, history: 180 }

/** How many rows of each kind. */
export type Overdue = Readonly<Record<RetentionKind, number>>

export type Retention = {
  /** Changes nothing. */
  readonly overdue: (keep: KeepDays) => Promise<Overdue>
  /** `goesOn` is asked before each batch. */
  readonly clear: (keep: KeepDays, goesOn: () => boolean) => Promise<Overdue>
}

const BATCH = 500
/** Milliseconds between batches, which people talk in. */
const BREATH = 20
const DAY = 86_400_000

const foundRow = z.strictObject({ key: z.number(), id: z.string() })
const countRow = z.strictObject({ count: z.int() })

export function createRetention(patient: () => Db, clock: () => Date): Retention {
  const before = (keep: KeepDays): Before => {
    const cutoff = (days: number): string => new Date(days === 0 ? 0 : clock().getTime() - days * DAY).toISOString()
    const { talk, carts, contacts, history } = keep
    return { talk: cutoff(talk), carts: cutoff(carts), contacts: cutoff(contacts), history: cutoff(history) }
  }
  return {
    overdue: (keep) =>
      ofEach(async (kind) => {
        const all = KINDS[kind].find(before(keep), -1, Prisma.empty)
        const row = await readOne(patient(), countRow, Prisma.sql`select count(*)::int as count from (${all}) found`)
        return row?.count ?? 0
      }),
    clear: (keep, goesOn) => ofEach((kind) => clearKind(patient(), kind, before(keep), goesOn)),
  }
}

/** The key of the last row found is where the next batch begins. */
async function clearKind(db: Db, kind: RetentionKind, before: Before, goesOn: () => boolean): Promise<number> {
  const { find, clear } = KINDS[kind]
  let done = 0
  for (let after = -1; goesOn(); ) {
    const rows = await read(db, foundRow, find(before, after, Prisma.sql`limit ${BATCH}::int`))
    const last = rows.at(-1)
    if (last === undefined) break
    const ids = rows.map(({ id }) => id)
    await db.$transaction((tx) => clear(tx, ids), { timeout: 120_000 })
    done += ids.length
    after = last.key
    await pause(BREATH)
  }
  return done
}

/** One after the other. */
async function ofEach(of: (kind: RetentionKind) => Promise<number>): Promise<Overdue> {
  const counts = { messages: 0, posts: 0, codes: 0, carts: 0, contacts: 0, moves: 0 }
  for (const kind of RETENTION_KINDS) counts[kind] = await of(kind)
  return counts
}
