/**
 * The inbox: every delivery is inserted once, before it is acknowledged, and done once, inside the
 * turn's own transaction (open-turn.ts). A delivery id that comes back with another body is treated
 * as the duplicate it claims to be, and reported.
 */

import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { SaidBefore } from '#conversation/edge/redact-halves.ts'
import type { HeardBefore } from '#conversation/engine-ports.ts'
import type { Instant, ThreadKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { readOne } from '#store/read.ts'

export type Claimed = {
  /** As it was stored. */
  readonly inbound: Inbound
  readonly fresh: boolean
  /** Order of arrival; of one thread's turns the lowest goes first. */
  readonly seq: number
  /** The same id was seen before with another body. */
  readonly mismatch: boolean
}

/** Delivery ids are unique within a channel only. */
export const inboxKey = (inbound: Inbound): string => storable(`${channelOf(inbound.thread)}|${inbound.id}`)
export const channelOf = (thread: ThreadKey): string => thread.split(':', 1)[0] ?? thread

const CLAIM = `
with added as (
  insert into inbox (id, thread_key, payload, payload_hash, owner, created_at, updated_at)
  values ($1, $2, $3::jsonb, $4, $5, $6::timestamptz, $6::timestamptz)
  on conflict (id) do nothing
  returning seq
)
select seq::text, true as fresh, null as hash from added
union all
select seq::text, false, payload_hash from inbox where id = $1 and not exists (select 1 from added)`

/** Instead of the hash of a body that never came first. */
const UNSEEN = ''

type ClaimRow = { readonly seq: string; readonly fresh: boolean; readonly hash: string | null }

type By = { readonly owner: number; readonly now: Instant }
type Db = Pick<pg.Pool, 'query'>

/**
 * One statement, its own commit, on the claim pool. Faults are the driver's: the caller did not
 * acknowledge, so the platform delivers again.
 */
export async function claimInbound(db: Db, inbound: Inbound, by: By): Promise<Claimed> {
  const payload = toJson(inbound)
  const hash = createHash('sha256').update(payload).digest('base64url')
  const values = [inboxKey(inbound), storable(inbound.thread), payload, hash, by.owner, by.now]
  const { rows } = await db.query<ClaimRow>({ name: 'claim', text: CLAIM, values })
  const row = rows[0]
  // Inserted by another claim between our conflict and our look: a duplicate whose number we do not need.
  if (row === undefined) return { inbound, fresh: false, seq: Number.MAX_SAFE_INTEGER, mismatch: false }
  const mismatch = !row.fresh && row.hash !== UNSEEN && row.hash !== hash
  return { inbound, fresh: row.fresh, seq: Number(row.seq), mismatch }
}

/**
 * The pieces of one person come one after the other, in every process: whoever looks what was said
 * before stores what follows from it before the next one looks.
 */
export async function claimPiece(
  pool: pg.Pool,
  received: Inbound,
  { seen, ...by }: By & { readonly seen: (before: SaidBefore) => Inbound },
): Promise<Claimed> {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [
      PIECES,
      `${received.thread} ${received.user}`,
    ])
    const claimed = await claimInbound(client, seen(await saidBefore(client, received, by.now)), by)
    await client.query('commit')
    return claimed
  } catch (error) {
    fault = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    // A connection in the middle of something is not used again.
    client.release(fault)
  }
}
/** First half of the advisory lock's key. */
const PIECES = 7_303

const SAID_BEFORE = `
select payload->>'text' as text, coalesce(payload->'cleaned' ? 'card', false) as card
from inbox where thread_key = $1 and id <> $2 and created_at > $3::timestamptz and payload->>'user' = $4
  and payload->>'kind' in ('message', 'command')
order by seq desc limit 12`
/** A number told piece by piece is told within this, milliseconds. */
export const MINUTES = 5 * 60_000

/** What the same person said in the same thread in the minutes before, oldest first. */
async function saidBefore(db: Db, inbound: Inbound, now: Instant): Promise<SaidBefore> {
  const since = new Date(Date.parse(now) - MINUTES).toISOString()
  const values = [storable(inbound.thread), inboxKey(inbound), since, storable(inbound.user)]
  const { rows } = await db.query<SaidBefore[number]>({ name: 'said-before', text: SAID_BEFORE, values })
  return rows.toReversed()
}

const changeRow = z.strictObject({ first: z.boolean(), newer: z.boolean() })

/**
 * Platforms send again what was not acknowledged, so a change of a message may come before the
 * message, and before an older change: the last change is what was said, and the message is done
 * when it comes. Ids of changes end with when it was: a later one is the greater.
 */
export async function heardBefore(tx: Sql, inbound: Inbound): Promise<HeardBefore> {
  if (inbound.kind !== 'message' || inbound.edits === undefined) return 'message'
  const { edits, ...said } = inbound
  const message = { ...said, id: edits, text: '' }
  const [id, change] = [inboxKey(message), inboxKey(inbound)]
  const row = await readOne(
    tx,
    changeRow,
    Prisma.sql`
    with kept as (
      insert into inbox (id, thread_key, payload, payload_hash, status, owner, created_at, updated_at)
      select ${id}, thread_key, ${toJson(message)}::jsonb, ${UNSEEN}, 'done', owner, created_at, updated_at
      from inbox where id = ${change}
      on conflict (id) do update set status = 'done', updated_at = excluded.updated_at where inbox.status = 'new'
      returning 1
    )
    select exists (select 1 from kept) as first, exists (select 1 from inbox where status = 'done'
      and thread_key = ${storable(inbound.thread)} and starts_with(id, ${id}) and id collate "C" > ${change}) as newer`,
  )
  return row?.newer === true ? 'newer' : row?.first === true ? 'nothing' : 'message'
}
