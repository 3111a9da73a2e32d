/**
 * What an operator's dashboard reads: counts and times of this process, and how the database stands,
 * in Prometheus' text form. Rule: no personal data and no label whose values people can make up.
 * Next: http.ts serves it where METRICS_TOKEN is set.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Engine } from '#conversation/engine.ts'
import type { Route } from '#host/http.ts'
import type { LineState } from '#host/keep-up.ts'
import type { Health } from '#store/admin/health.ts'
import type { Store } from '#store/turn/open.ts'

export type Metrics = {
  readonly timed: (handle: Engine['handle']) => Engine['handle']
  /** `why` and `kind` are names of the code, so their number is bounded. */
  readonly retried: (why: string) => void
  readonly refused: (kind: string) => void
  /** For whoever knows the token. */
  readonly route: (token: string, standing: Measured) => Route
}
/** How things stand at the moment of asking. */
export type Measured = {
  readonly store: Pick<Store, 'health'>
  readonly channels: () => Readonly<Record<string, LineState>>
}

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const STATES = ['up', 'reconnecting', 'refused'] as const satisfies readonly LineState[]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const turns = new Histogram({
    ...{ name: 'parley_turn_seconds', help: 'From being handled to being answered.', buckets: SECONDS, registers },
  })
  const kept = new Counter({ name: 'parley_turns_without_words_total', help: 'Turns nobody is told of.', registers })
  const retries = new Counter({
    ...{ name: 'parley_retries_total', help: 'Turns that were run again, by why.', labelNames: ['why'], registers },
  })
  const refusals = new Counter({
    ...{ name: 'parley_refusals_total', help: 'What was refused, by kind.', labelNames: ['kind'], registers },
  })
  const show = createGauges(registers)
  async function text({ store, channels }: Measured): Promise<string> {
    const health = await store.health()
    show(health, channels())
    return registry.metrics()
  }
  return {
    timed: (handle) => async (inbound) => {
      const began = performance.now()
      const reply = await handle(inbound)
      turns.observe((performance.now() - began) / 1_000)
      if (reply.outgoing.length === 0) kept.inc()
      return reply
    },
    retried: (why) => retries.inc({ why }),
    refused: (kind) => refusals.inc({ kind }),
    route: (token, standing) => ({
      method: 'GET',
      path: '/metrics',
      async handle(request, response) {
        if (!isBearer(request.headers.authorization, token)) {
          response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
          return
        }
        response.writeHead(200, { 'content-type': registry.contentType }).end(await text(standing))
      },
    }),
  }
}

type Shown = (health: Health, channels: Readonly<Record<string, LineState>>) => void

function createGauges(registers: Registry[]): Shown {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name: `parley_${name}`, help, labelNames: [...labelNames], registers })
  const running = gauge('turns_running', 'Turns that run now.')
  const waiting = gauge('turns_waiting', 'Turns that wait in this process.')
  const up = gauge('up', 'Whether a part answers.', ['part'])
  const inbox = gauge('inbox_oldest_seconds', 'Age of the oldest delivery without an answer.')
  const outbox = gauge('outbox_oldest_seconds', 'Age of the oldest message that waits to be delivered.')
  const pending = gauge('outbox_messages', 'Messages by state.', ['status'])
  const channel = gauge('channel_state', 'One for the state a channel is in.', ['channel', 'state'])
  return (health, channels) => {
    running.set(health.running)
    waiting.set(health.waiting)
    up.set({ part: 'database' }, health.database === 'up' ? 1 : 0)
    up.set({ part: 'signals' }, health.signals === 'up' ? 1 : 0)
    inbox.set(health.oldestInbox)
    outbox.set(health.oldestOutbox)
    pending.set({ status: 'pending' }, health.pending)
    pending.set({ status: 'dead' }, health.dead)
    for (const [name, state] of Object.entries(channels))
      for (const each of STATES) channel.set({ channel: name, state: each }, state === each ? 1 : 0)
  }
}

/** As long to refuse as to let in, whatever is wrong with it. */
function isBearer(given: string | undefined, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given ?? ''), hash(`Bearer ${token}`))
}
