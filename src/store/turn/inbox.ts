/**
 * The inbox: every delivery is inserted once, before it is acknowledged, and done once, inside the
 * turn's own transaction (open-turn.ts). A delivery id that comes back with another body is treated
 * as the duplicate it claims to be, and reported.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { storable, toJson } from '#store/json.ts'

export type Claimed = {
  readonly fresh: boolean
  /** Order of arrival; of one thread's turns the lowest goes first. */
  readonly seq: number
  /** The same id was seen before with another body. */
  readonly mismatch: boolean
}

/** Delivery ids are unique within a channel only. */
export const inboxKey = (inbound: Inbound): string => storable(`${channelOf(inbound.thread)}|${inbound.id}`)
export const channelOf = (thread: string): string => thread.split(':', 1)[0] ?? thread

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

type ClaimRow = { readonly seq: string; readonly fresh: boolean; readonly hash: string | null }

/**
 * One statement, its own commit, on the claim pool. Faults are the driver's: the caller did not
 * acknowledge, so the platform delivers again.
 */
export async function claimInbound(
  pool: pg.Pool,
  inbound: Inbound,
  by: { readonly owner: number; readonly now: string },
): Promise<Claimed> {
  const payload = toJson(inbound)
  const hash = createHash('sha256').update(payload).digest('base64url')
  const values = [inboxKey(inbound), storable(inbound.thread), payload, hash, by.owner, by.now]
  const { rows } = await pool.query<ClaimRow>({ name: 'claim', text: CLAIM, values })
  const row = rows[0]
  // Inserted by another claim between our conflict and our look: a duplicate whose number we do not need.
  if (row === undefined) return { fresh: false, seq: Number.MAX_SAFE_INTEGER, mismatch: false }
  return { fresh: row.fresh, seq: Number(row.seq), mismatch: !row.fresh && row.hash !== hash }
}
