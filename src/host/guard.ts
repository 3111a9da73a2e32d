/**
 * The last net under the process: what no code caught is written to the operator's log, and costs
 * at most the channel whose code it came from, which is restarted. Rule: an exception from nowhere
 * we know ends the process, as it would without this; a rejection never does.
 */
import { given } from '#domain/base/given.ts'
import type { Log } from '#host/watch/log.ts'
import type { ChannelKeeper } from './channel-keeper.ts'

export type Guard = {
  readonly watch: (channels: readonly Pick<ChannelKeeper, 'name' | 'restart'>[]) => void
  readonly stop: () => void
}

/** Whose code stands in the stack. */
const OWNERS: readonly (readonly [string, RegExp])[] = [
  ['slack', /[\\/]@slack[\\/]|[\\/]adapters[\\/]slack[\\/]/],
  ['discord', /[\\/]discord\.js[\\/]|[\\/]@discordjs[\\/]|[\\/]adapters[\\/]discord[\\/]/],
]

export function guardProcess(log: Log, end: () => void): Guard {
  let watched: readonly Pick<ChannelKeeper, 'name' | 'restart'>[] = []
  function restartOwner(error: unknown): boolean {
    const stack = error instanceof Error ? (error.stack ?? '') : ''
    const owner = OWNERS.find(([, code]) => code.test(stack))?.[0]
    const channel = watched.find(({ name }) => name === owner)
    log({ event: 'fault', error, ...given({ channel: owner }) })
    channel?.restart('fault')
    return channel !== undefined
  }
  const onRejection = (reason: unknown): void => void restartOwner(reason)
  const onException = (error: unknown): void => {
    if (!restartOwner(error)) end()
  }
  process.on('unhandledRejection', onRejection)
  process.on('uncaughtException', onException)
  return {
    watch(channels) {
      watched = channels
    },
    stop() {
      process.off('unhandledRejection', onRejection)
      process.off('uncaughtException', onException)
    },
  }
}
