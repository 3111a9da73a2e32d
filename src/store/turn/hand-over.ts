/**
 * What a hand-over asks of the database: how many wait before this one, and what the customer wrote
 * so far. Read inside the turn; the lock of the draft is held already. How somebody proved who they
 * are is nobody's business.
 */

import { z } from 'zod'
import type { Asking } from '#conversation/engine-ports.ts'
import type { ThreadKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { readOne } from '#store/read.ts'

const LINES = 10

const askingRow = z.strictObject({
  waiting: z.int(),
  talk: z.array(z.strictObject({ name: z.string(), text: z.string() })),
})

export async function asking(sql: Sql, thread: ThreadKey): Promise<Asking> {
  const row = await readOne(
    sql,
    askingRow,
    Prisma.sql`
    select (select count(*)::int from draft where desk_key is not null and state->'handOver'->>'status' = 'waiting')
      as waiting,
      (select coalesce(json_agg(json_build_object('name', said.name, 'text', said.text) order by said.seq), '[]') from (
        select seq, payload->>'userName' as name, payload->>'text' as text from inbox
        where thread_key = ${storable(thread)} and payload->>'kind' in ('message', 'command')
          and payload->>'text' <> '' and payload->>'text' !~* '^\\s*(link|code)\\M'
        order by seq desc limit ${LINES}::int) said) as talk`,
  )
  return row ?? { waiting: 0, talk: [] }
}
