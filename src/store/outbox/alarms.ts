/**
 * What operators were told of troubles, kept as the messages themselves: the outbox says which
 * causes are open, so that any number of processes tell each once, and a restart forgets none.
 * Next: jobs/alarms.ts decides what is told.
 */
import { z } from 'zod'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { View } from '#conversation/edge/view.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { read } from '#store/read.ts'
import { channelOf } from '#store/turn/inbox.ts'
import type { Signals } from './signals.ts'

const toldRow = z.strictObject({ cause: z.string(), id: z.int(), at: z.date(), isOpen: z.boolean() })
/** `id`: the message that told of it last. */
export type ToldAlarm = Readonly<z.output<typeof toldRow>>
export type AlarmNews = {
  readonly cause: string
  /** The message that told of it before; 0: none. */
  readonly after: number
  readonly over: boolean
  readonly view: View
}
export type Alarms = {
  /** Of each cause what was told last. */
  readonly told: () => Promise<readonly ToldAlarm[]>
  /** The same news after the same message is told once. */
  readonly tell: (to: ThreadKey, news: AlarmNews) => Promise<void>
}

export const createAlarms = (sql: Sql, signals: Pick<Signals, 'send'>, clock: () => Date): Alarms => ({
  told: () =>
    read(
      sql,
      toldRow,
      Prisma.sql`select distinct on (split_part(dedupe_key, '|', 2)) split_part(dedupe_key, '|', 2) as cause,
          id::int as id, created_at as at, split_part(dedupe_key, '|', 3) = 'on' as "isOpen"
        from outbox where dedupe_key like 'alarm|%' order by split_part(dedupe_key, '|', 2), outbox.id desc`,
    ),
  async tell(to, { cause, after, over, view }) {
    const now = clock().toISOString()
    const key = `alarm|${cause}|${over ? 'over' : 'on'}|${after}`
    await sql.$executeRaw(Prisma.sql`insert into outbox (channel, destination, place, payload, dedupe_key, created_at,
      updated_at)
      values (${channelOf(to)}, ${storable(to)}, 'post', ${toJson({ place: 'post', view })}::jsonb, ${key},
        ${now}::timestamptz, ${now}::timestamptz)
      on conflict (dedupe_key) do nothing`)
    signals.send('parley_outbox', to)
  },
})
