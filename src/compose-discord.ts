/**
 * Discord put together: the adapter with the engine, the store's questions and the operator's log. Only loaded when a token is configured, so that
 * nobody else pays for the SDK. main.ts starts and closes it.
 */
import type { Discord, DiscordOptions } from '#adapters/discord/app.ts'
import type { DiscordEvent } from '#adapters/discord/host.ts'
import type { Log } from '#cli/log.ts'
import type { DiscordConfig } from '#config'
import type { ActionCodec } from '#conversation/action-codec.ts'
import type { Engine } from '#conversation/engine.ts'
import type { Store } from '#store/open.ts'

/** What tests change: how requests are made and how long they may take. */
export type DiscordTuning = Partial<Pick<DiscordOptions, 'restTimeout' | 'makeRequest'>>
export type ComposeOptions = {
  readonly config: DiscordConfig
  readonly store: Store
  readonly engine: Engine
  readonly codec: ActionCodec
  readonly log: Log
  readonly tuning?: DiscordTuning
  /** The token was refused while running: nothing works any more without a new one. */
  readonly onRefused: () => void
}

/** Throws DiscordRefused when Discord does not let the bot in. */
export async function composeDiscord({ config, store, engine, codec, log, tuning = {}, onRefused }: ComposeOptions): Promise<Discord> {
  const { openDiscord } = await import('#adapters/discord/app.ts')
  const report = (event: DiscordEvent): void => {
    if (event.kind === 'error') return log({ event: 'connection', error: event.error })
    log({ event: 'channel', channel: 'discord', state: event.state })
    if (event.state === 'refused') onRefused()
  }
  return openDiscord({
    ...config,
    ...tuning,
    report,
    host: {
      claim: engine.claim,
      handle: engine.handle,
      peek: codec.peek,
      suggest: engine.suggest,
      threadAt: (channel) => store.surfaces.threadAt('discord', channel),
      openThread: (user) => store.queries.openPlace([`discord:@${user}`], `discord:%/${user}/%`),
    },
  })
}
