/**
 * Discord for a process that only sends (`parley test-order`): the calls without a gateway, so that
 * nothing is taken from a Parley that is running. Next: app.ts, the whole of it.
 */
import { REST, Routes } from 'discord.js'
import { z } from 'zod'
import { createAcks } from '#adapters/discord/inbound/acks.ts'
import { createCalls, discordFailure } from '#adapters/discord/outbound/calls.ts'
import { createChannel } from '#adapters/discord/outbound/deliver.ts'
import { createPlaces } from '#adapters/discord/outbound/places.ts'
import { restOptions } from '#adapters/discord/outbound/rest.ts'
import { type Discord, type DiscordOptions, DiscordRefused, FATAL } from './app.ts'

const me = z.object({ id: z.string() })

/** Throws DiscordRefused when Discord does not let the bot in. */
export async function openSender(options: DiscordOptions): Promise<Discord> {
  const rest = new REST(restOptions(options)).setToken(options.token)
  const { id } = await whoAmI(rest)
  const calls = createCalls(
    rest,
    () => ({ user: id, application: id }),
    (why) => options.report({ kind: 'payload-refused', why }),
  )
  const parts = { calls, acks: createAcks(), places: createPlaces(calls), now: options.host.now }
  return {
    channel: createChannel({ ...parts, reads: options.messageContent, onUnauthorized: () => undefined }),
    drain: async () => undefined,
    close: async () => undefined,
  }
}

async function whoAmI(rest: REST): Promise<z.infer<typeof me>> {
  try {
    return me.parse(await rest.get(Routes.user()))
  } catch (error) {
    throw discordFailure(error).kind === 'unauthorized' ? new DiscordRefused(FATAL[4004]) : error
  }
}
