/**
 * Where other programs are told of orders, and sending again what they were told. A change counts
 * from the next turn on: the shop's version grows with it, so that every process reads it anew.
 * Next: jobs/webhook-channel.ts sends, turn/save-turn.ts makes one message for each endpoint.
 */
import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { SHOP_EVENTS, type ShopEventKind } from '#conversation/edge/shop-event.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db } from '#store/connection.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { read } from '#store/read.ts'

const endpointRow = z.strictObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(SHOP_EVENTS)),
  waiting: z.int(),
  dead: z.int(),
})
export type Endpoint = Readonly<z.output<typeof endpointRow>>

export type Webhooks = {
  readonly add: (url: string, events: readonly ShopEventKind[]) => Promise<string>
  readonly list: () => Promise<readonly Endpoint[]>
  /** What waited for it is given up. False: there is none like that. */
  readonly remove: (id: string) => Promise<boolean>
  readonly endpoint: (id: string) => Promise<string | undefined>
  /** What it was told, or could not be, since then waits again. Answers how many. */
  readonly replay: (id: string, since: Date) => Promise<number>
}

const destination = (id: string): string => `webhook:${id}`

export function createWebhooks(db: Db, signals: Signals, clock: () => Date): Webhooks {
  const changed = async (): Promise<void> => {
    await db.shop.updateMany({ data: { version: { increment: 1 } } })
    signals.send('parley_shop', '')
  }
  return {
    async add(url, events) {
      const id = randomUUIDv7()
      await db.webhookEndpoint.create({ data: { id, url, events: [...events], createdAt: clock() } })
      await changed()
      return id
    },
    list: () =>
      read(
        db,
        endpointRow,
        Prisma.sql`select e.id::text, e.url, e.events, count(o.id) filter (where o.status = 'pending')::int as waiting,
          count(o.id) filter (where o.status = 'dead')::int as dead
          from webhook_endpoint e left join outbox o on o.destination = 'webhook:' || e.id where e.active
            group by e.id order by e.created_at`,
      ),
    async remove(id) {
      const gone = await db.webhookEndpoint.updateMany({ where: { id, active: true }, data: { active: false } })
      const where = { destination: destination(id), status: { in: ['pending', 'dead'] } }
      await db.outbox.updateMany({ where, data: { status: 'dropped', updatedAt: clock() } })
      await changed()
      return gone.count === 1
    },
    async endpoint(id) {
      const found = await db.webhookEndpoint.findFirst({ where: { id, active: true }, select: { url: true } })
      return found?.url
    },
    async replay(id, since) {
      const where = { destination: destination(id), status: { in: ['sent', 'dead'] }, createdAt: { gte: since } }
      const data = {
        status: 'pending',
        attempts: 0,
        unsure: false,
        notBefore: null,
        leaseUntil: null,
        updatedAt: clock(),
      }
      const again = await db.outbox.updateMany({ where, data })
      signals.send('parley_outbox', destination(id))
      return again.count
    },
  }
}
