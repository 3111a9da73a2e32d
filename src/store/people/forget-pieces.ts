/**
 * The pieces of a card number that were kept before anybody could know what they were: once the last
 * one came (edge/redact-halves.ts), its turn takes them out of what was said, what was kept of it and
 * what was answered. Rule: whole pieces only, in words that people wrote or read; ids, keys and the
 * end of a stored card stay. Next: open-turn.ts asks, erase-rows.ts rewrites.
 */
import { z } from 'zod'
import { CARD_MARK } from '#conversation/edge/redact.ts'
import { isPiece, pieceMarks } from '#conversation/edge/redact-halves.ts'
import type { Instant, ThreadKey, UserKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'
import { clearWords } from './erase-rows.ts'

const saidRow = z.strictObject({ id: z.string(), text: z.nullable(z.string()) })

type Of = { readonly thread: ThreadKey; readonly user: UserKey; readonly since: Instant }

export async function forgetPieces(tx: Sql, { thread, user, since }: Of): Promise<void> {
  const before = await read(
    tx,
    saidRow,
    Prisma.sql`select id, payload->>'text' as text from inbox where thread_key = ${thread}
      and created_at > ${since}::timestamptz and payload->>'user' = ${user} and payload->>'kind' in ('message', 'command')`,
  )
  const pieces = before.filter(({ text }) => text !== null && isPiece(text))
  const words = pieces.flatMap(({ text }) => pieceMarks(text ?? ''))
  if (words.length === 0) return
  const drafts = Prisma.sql`select id from draft where ${thread} in (thread_key, desk_key, last_thread)`
  const orders = Prisma.sql`select number from orders where number in (select unnest(array[last_order, spoken_order])
    from thread where key = ${thread})`
  const deliveries = Prisma.sql`select id from inbox where thread_key = ${thread} and created_at > ${since}::timestamptz`
  const places: readonly (readonly [table: string, columns: readonly string[], where: Prisma.Sql])[] = [
    ['inbox', ['payload'], Prisma.sql`id = any(${pieces.map(({ id }) => id)}::text[])`],
    ['draft', ['state'], Prisma.sql`id in (${drafts})`],
    ['draft_event', ['label', 'before', 'after'], Prisma.sql`draft_id in (${drafts}) and at > ${since}::timestamptz`],
    ['approval_request', ['reason', 'state'], Prisma.sql`draft_id in (${drafts})`],
    ['orders', ['comments', 'memos', 'gift_note'], Prisma.sql`number in (${orders})`],
    ['order_line', ['note', 'free_text'], Prisma.sql`order_number in (${orders})`],
    ['order_event', ['label', 'detail'], Prisma.sql`order_number in (${orders}) and at > ${since}::timestamptz`],
    ['outbox', ['payload'], Prisma.sql`inbox_id in (${deliveries})`],
  ]
  for (const [table, columns, where] of places) await clearWords(tx, { table, columns, where }, words, CARD_MARK)
}
