/**
 * The composition root: configuration -> database -> store -> engine -> channels. The only file
 * that knows all of them; everything below takes what it needs as parameters. Next: cli/start.ts
 * (what `parley start` does with it), conversation/engine.ts.
 */

import { createHmac, randomInt, randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SlackTuning } from '#adapters/slack/slack.ts'
import type { TerminalHost } from '#adapters/terminal/host.ts'
import { type ActionCodec, createActionCodec } from '#conversation/edge/action-codec.ts'
import type { Channel } from '#conversation/edge/channel.ts'
import { createFloods, type Floods } from '#conversation/edge/floods.ts'
import { createEngine, type Engine, type EngineDeps } from '#conversation/engine.ts'
import { given } from '#domain/base/given.ts'
import { startAlarms } from '#host/watch/alarming.ts'
import type { Log } from '#host/watch/log.ts'
import { metricsOf, timed } from '#host/watch/measured.ts'
import type { Metrics } from '#host/watch/metrics.ts'
import { type DeliveryJob, startDelivery } from '#jobs/delivery.ts'
import { webhookChannel } from '#jobs/webhook-channel.ts'
import { webhookPoster } from '#ports/webhook.ts'
import type { Store } from '#store/turn/open.ts'
import type { Config } from '../config.ts'
import { type ChannelKeeper, keepChannel } from './channel-keeper.ts'
import { channelFacts, openChannels } from './channels.ts'
import { openDatabase, openStoreAt, patiently, type Tell } from './database.ts'
import type { DiscordTuning } from './discord.ts'
import { CommandError, EXIT } from './exit.ts'
import type { Guard } from './guard.ts'
import type { HostedChannel } from './host.ts'
import { type HttpServer, type Serving, serveHttp } from './http.ts'
import { httpLimitsOf } from './http-limits.ts'
import { engineReport, storeReport } from './reporting.ts'
import { secretOf } from './secret.ts'
import { startTimed, sweep } from './sweeping.ts'

export type Parley = {
  readonly store: Store
  readonly engine: Engine
  readonly terminal: TerminalHost
  /** Where health checks and channels that receive over HTTP are; absent: nothing needs it. */
  readonly http?: HttpServer
  /** The channels that push. */
  readonly channels: readonly HostedChannel[]
  /** How they are connected. */
  readonly keepers: readonly Pick<ChannelKeeper, 'name' | 'state'>[]
  /** Finishes the turns that run, then lets go of the database. */
  readonly close: () => Promise<void>
}
export type ParleyOptions = {
  readonly config: Config
  readonly say: Tell
  readonly log: Log
  /**
   * `terminal`: no channel that pushes is hosted here; what is said for one waits for a process
   * that does. `delivery`: they send and hear nothing.
   */
  readonly only?: 'terminal' | 'delivery'
  /** Serves /livez and /readyz even if no channel receives over HTTP. */
  readonly http?: 'always'
  /** Told of the channels, so that what nobody caught costs at most one of them. */
  readonly guard?: Guard
  /** How long requests to Discord may take, how often it may be signed in; only tests change it. */
  readonly discord?: DiscordTuning
  /** The same of Slack. */
  readonly slack?: SlackTuning
  /** Milliseconds between two looks at what is due; only tests change it. */
  readonly lookEvery?: number
  /** Another time than the machine's; only the playground has one. */
  readonly clock?: () => Date
  /** Ends the process at a named point; only crash tests give one. */
  readonly crash?: (point: string) => void
}

const DATABASE_PATIENCE = 30_000
const DATABASE_PAUSE = 100

/** One-time codes have six digits. */
const CODES = 1_000_000

const storeOptions = ({ log, crash, clock }: ParleyOptions, metrics: Metrics | undefined) => ({
  report: storeReport(log, metrics),
  ...given({ crash, clock }),
})

/** Throws CommandError when the database cannot be reached or brought up to date. */
export async function startParley(options: ParleyOptions): Promise<Parley> {
  const { config, say, log } = options
  const database = await openDatabase(config, say)
  try {
    const hosted = options.only === 'terminal' ? [] : await openChannels(config, log, options)
    const metrics = await metricsOf(config)
    const store = await openStoreAt(database, storeOptions(options, metrics))
    await patiently(() => withShop(store, say), database.url, say)
    const secret = secretOf(config)
    const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url')
    const codec = createActionCodec({ sign })
    const facts = { ...channelFacts(config, hosted), ...floodsOf(config) }
    const reports = engineReport(log, metrics)
    const engine = timed(createEngine({ ...facts, ...engineOf(store), ...reports, codec }), metrics)
    store.onOrphan(engine.handle)
    const stopSweeping = await sweep({ store, engine, log, mails: config.mail !== undefined })
    const timing = { store, engine, codec, log, desk: facts.approvalsDesk }
    const clock = startTimed({
      ...timing,
      ...given({ keep: config.keepDays, stockSync: config.stockSync, lookEvery: options.lookEvery }),
    })
    const settle = async (): Promise<void> => {
      await clock.stop()
      await stopSweeping()
      await store.close()
    }
    const plan = { hosted, store, engine, codec, options, metrics, clockAge: clock.age }
    const channels = await startChannels(plan).catch(async (error: unknown) => {
      await settle()
      throw error
    })
    return {
      store,
      engine,
      terminal: terminalHost(store, engine),
      channels: hosted,
      keepers: channels.keepers,
      ...given({ http: channels.http }),
      async close() {
        await channels.stop()
        await settle()
        await database.release()
      },
    }
  } catch (error) {
    await database.release()
    throw error
  }
}

const engineOf = (store: Store): Pick<EngineDeps, 'store' | 'newId' | 'newCode'> => ({
  store: store.engine,
  newId: randomUUIDv7,
  newCode: () => String(randomInt(CODES)).padStart(6, '0'),
})

const floodsOf = ({ messagesPerMinute: perMinute }: Config): { readonly floods?: Floods } =>
  perMinute === 0 ? {} : { floods: createFloods({ perMinute, now: () => performance.now() }) }

async function withShop(store: Store, say: Tell): Promise<void> {
  if (!(await store.hasShop())) await loadDemo(store, say)
}

async function loadDemo(store: Store, say: Tell): Promise<void> {
  const { demoShop } = await import('#shop-file/demo.ts')
  const shop = demoShop(new Date().toISOString())
  await store.loadShop(shop)
  say(
    `The database was empty: loaded the demo shop "${shop.settings.name}" (copy prisma/demo/harbor-goods.yaml to ` +
      `make your own).`,
  )
}

function terminalHost(store: Store, engine: Engine): TerminalHost {
  return {
    // A person at a terminal waits for a database that is being started again, instead of being told to try once more.
    async claim(raw) {
      await databaseUp(store)
      return engine.claim(raw)
    },
    handle: engine.handle,
    follow: store.followThread,
    recent: store.outbox.recent,
  }
}

type ChannelsPlan = {
  readonly hosted: readonly HostedChannel[]
  readonly store: Store
  readonly engine: Engine
  readonly codec: ActionCodec
  readonly options: Pick<ParleyOptions, 'config' | 'say' | 'log' | 'http' | 'only' | 'guard'>
  readonly metrics: Metrics | undefined
  readonly clockAge: () => number
}

/** A channel that has not answered by then goes on trying behind; milliseconds. */
const FIRST_ATTEMPT = 15_000

/**
 * Delivery first, so that the first thing heard is answered; stopped the other way round, so that
 * the last thing heard is.
 */
async function startChannels(plan: ChannelsPlan) {
  const { hosted, store, engine, codec, options } = plan
  const { config, log, say } = options
  const sendsOnly = options.only === 'delivery'
  const keepers: ChannelKeeper[] = []
  const channels = () => Object.fromEntries(keepers.map(({ name, state }) => [name, state()]))
  const onFault = (error: unknown): void => log({ event: 'fault', error })
  const routes = [...hosted.flatMap((each) => each.routes), ...figures(plan, channels)]
  const needed = !sendsOnly && (routes.length > 0 || options.http === 'always')
  const http = needed
    ? await serveHttp(config, { ...plan, channels, routes, onFault }, httpLimitsOf(config))
    : undefined
  const post = webhookPoster({ allowPrivate: config.privateWebhooks === true })
  const webhooks = webhookChannel({ post, endpoint: store.webhooks.endpoint, secret: secretOf(config) })
  const channelsOut = [...hosted.map(({ channel }) => channel), webhooks]
  const delivery = options.only === 'terminal' ? undefined : deliveryOf(channelsOut, store, log)
  for (const { channel, lines } of hosted) {
    const wanted = lines({ engine, codec, store, sendsOnly }).filter(({ sends }) => sends || !sendsOnly)
    keepers.push(keepChannel(channel.name, wanted, { log, say }))
  }
  options.guard?.watch(keepers)
  const stopAlarms = startAlarms({ ...plan, log, channels, to: alarmsTo(options) })
  const stop = async (): Promise<void> => {
    for (const { freeze } of keepers) freeze()
    await Promise.all(hosted.map((each) => each.stop()))
    await stopAlarms()
    await delivery?.close()
    await Promise.all(keepers.map(({ close }) => close()))
    await Promise.all(hosted.map((each) => each.close?.()))
    await http?.close()
  }
  try {
    await Promise.race([
      Promise.all(keepers.map(({ tried }) => tried)),
      sleep(FIRST_ATTEMPT, undefined, { ref: false }),
    ])
    if (sendsOnly) for (const keeper of keepers) demandUp(keeper)
  } catch (error) {
    await stop()
    throw error
  }
  return { ...given({ http }), keepers, stop }
}

/** Told by whoever has the channels open: a terminal beside it sees none of them. */
const alarmsTo = ({ only, config }: ChannelsPlan['options']): string | undefined =>
  only === undefined ? config.alarmsTo : undefined

const figures = ({ metrics, store, options }: ChannelsPlan, channels: () => ReturnType<Serving['channels']>) =>
  metrics === undefined ? [] : [metrics.route(options.config.metricsToken ?? '', { store, channels })]

/** Who only wants to send is told at once what is wrong. Throws CommandError. */
function demandUp({ name, state, failure }: ChannelKeeper): void {
  const why = failure()
  if (state() === 'up' || why === undefined || why.kind === 'renew') return
  if (why.kind === 'refused') throw new CommandError(EXIT.config, why.fix)
  throw new CommandError(
    EXIT.unavailable,
    `${name === 'slack' ? 'Slack' : name} could not be reached (${why.why}). Try again in a minute.`,
  )
}

const deliveryOf = (channels: readonly Channel[], store: Store, log: Log): DeliveryJob =>
  startDelivery({
    channels,
    outbox: store.outbox,
    surfaces: store.surfaces,
    onOutgoing: store.onOutgoing,
    now: store.now,
    report: {
      again: ({ id, why, attempt }) => log({ event: 'delivery', outboxId: id, why, attempt }),
      dead: ({ id, why }) => log({ event: 'undeliverable', outboxId: id, why }),
      failed: (error) => log({ event: 'fault', error }),
      unreachable: (error) => log({ event: 'connection', error }),
    },
  })

/** Settles when the database answers, at the latest after 30 s: then claiming says what is wrong. */
async function databaseUp(store: Store): Promise<void> {
  const deadline = performance.now() + DATABASE_PATIENCE
  while (!(await store.isUp()) && performance.now() < deadline) await sleep(DATABASE_PAUSE)
}
