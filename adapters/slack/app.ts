/**
 * Bolt, with one listener per kind of payload. Everything is made durable before Bolt sees it,
 * because Bolt acknowledges events before its listeners run; and every payload is acknowledged
 * within 2.5 s, whatever happens. Next: inbound.ts (what was said), acts.ts (what is done about
 * it).
 */
import { App, type Receiver, type ReceiverEvent, type ViewSubmitAction } from '@slack/bolt'
import type { Acts } from '#adapters/slack/inbound/acts.ts'
import { nothingHeard, type SlackHeard } from '#adapters/slack/inbound/heard.ts'
import { isOwn } from '#adapters/slack/inbound/workspace.ts'
import { allowList, clientOptions } from '#adapters/slack/outbound/client.ts'
import type { SlackLog, SlackSelf, SlackSettings } from './host.ts'

export type AppOptions = {
  readonly settings: SlackSettings
  readonly self: SlackSelf
  readonly receiver: Receiver
  readonly acts: Acts
  readonly log: SlackLog
}
export type SlackApp = {
  readonly start: () => Promise<void>
  /** Takes nothing new, waits for what is being done (at most 8 s), then hangs up. */
  readonly stop: () => Promise<void>
}

/** Slack waits three seconds. */
const ACK_WITHIN = 2_300
const DRAIN = 8_000

export function slackApp({ settings, self, receiver, acts, log }: AppOptions): SlackApp {
  const said = new WeakMap<object, SlackHeard>()
  const running = new Set<Promise<void>>()
  let stopping = false

  async function take(event: ReceiverEvent, pass: (event: ReceiverEvent) => Promise<void>): Promise<void> {
    // Not acknowledged: Slack sends it again, to whoever serves then.
    if (stopping) return
    if (!isOwn(event.body, self)) {
      log({ event: 'slack', why: 'another-workspace' })
      return acts.refuse(event)
    }
    let heard: SlackHeard
    try {
      heard = await within(ACK_WITHIN, acts.claim(event.body))
    } catch (error) {
      log({ event: 'slack', why: 'not-claimed', error })
      return acts.sorry(event)
    }
    // A closed form, a warning of Slack's, a kind of payload that is newer than this: Bolt has
    // nothing to do with it either.
    if (heard.kind === 'nothing') {
      log({ event: 'slack', why: event.body['type'] === 'app_rate_limited' ? 'app-rate-limited' : 'nothing-to-do' })
      return event.ack()
    }
    said.set(event.body, heard)
    await pass(event)
  }
  const app = new App({
    receiver: claiming(receiver, (event, pass) => {
      const work = take(event, pass).finally(() => running.delete(work))
      running.add(work)
      return work
    }),
    authorize: async () => ({ botToken: settings.botToken, botId: self.bot, botUserId: self.user, teamId: self.team }),
    clientOptions: clientOptions(settings.apiUrl),
    logger: allowList(log),
    convoStore: false,
  })
  app.error(async (error) => log({ event: 'slack', why: 'listener', error }))
  listen(app, (body) => said.get(body) ?? nothingHeard, acts)
  return {
    start: async () => void (await app.start()),
    async stop() {
      stopping = true
      await within(DRAIN, Promise.all(running)).catch(() => log({ event: 'slack', why: 'not-drained' }))
      await app.stop()
    },
  }
}

/** One dispatcher a kind: Bolt runs every listener that matches, and does not acknowledge what none does. */
function listen(app: App, heardIn: (body: object) => SlackHeard, acts: Acts): void {
  app.event(/.*/, ({ body }) => acts.act(heardIn(body)))
  app.command(/.*/, async ({ ack, body }) => {
    await ack()
    await acts.act(heardIn(body))
  })
  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    await acts.act(heardIn(body))
  })
  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    await acts.act(heardIn(body))
  })
  app.options(/.*/, async ({ ack, body }) => {
    const offered = await within(ACK_WITHIN, acts.offer(heardIn(body))).catch(() => [])
    await ack({ options: [...offered] })
  })
  app.view<ViewSubmitAction>(/.*/, async ({ ack, body }) => acts.submit(heardIn(body), ack))
}

/** The receiver, handing every payload to `take` before Bolt. */
function claiming(
  receiver: Receiver,
  take: (event: ReceiverEvent, pass: (event: ReceiverEvent) => Promise<void>) => Promise<void>,
): Receiver {
  return {
    init(app) {
      const proxy = new Proxy(app, {
        get: (target, key) =>
          key === 'processEvent'
            ? (event: ReceiverEvent) => take(event, (claimed) => target.processEvent(claimed))
            : Reflect.get(target, key, target),
      })
      receiver.init(proxy)
    },
    start: (...given: unknown[]) => receiver.start(...given),
    stop: (...given: unknown[]) => receiver.stop(...given),
  }
}

export async function within<T>(patience: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('too late')), patience)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
