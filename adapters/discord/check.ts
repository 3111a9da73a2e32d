/**
 * What can be asked of Discord about the connection itself: each answer is a sentence, and what to
 * do where it is a no. Nothing is connected for it.
 */
import { REST, Routes } from 'discord.js'
import { z } from 'zod'
import { discordFailure } from '#adapters/discord/outbound/calls.ts'

type Check = { readonly ok: boolean; readonly what: string; readonly fix?: string }
type CheckOptions = { readonly token: string; readonly apiUrl?: string; readonly guildId?: string }

const named = z.object({ id: z.string(), username: z.string() })
/** Milliseconds. */
const TIMEOUT = 8_000

export async function checkDiscord({ token, apiUrl, guildId }: CheckOptions): Promise<readonly Check[]> {
  const rest = new REST({ ...(apiUrl === undefined ? {} : { api: apiUrl }), retries: 1, timeout: TIMEOUT }).setToken(
    token,
  )
  const bot = await ask(async () => named.parse(await rest.get(Routes.user())), {
    yes: ({ username }) => `Signed in as the bot ${username}.`,
    no: 'Discord refused the bot token.',
    fix: 'Copy DISCORD_TOKEN again: developer portal, Bot, Reset Token.',
  })
  if (!bot.ok || guildId === undefined) return [bot]
  return [
    bot,
    await ask(async () => rest.get(Routes.guild(guildId)), {
      yes: () => 'The bot is in the server of DISCORD_GUILD_ID.',
      no: 'The bot is not in the server of DISCORD_GUILD_ID.',
      fix: 'Open the invite link (README, "Connect Discord") and choose that server.',
    }),
  ]
}

type Words<T> = { readonly yes: (found: T) => string; readonly no: string; readonly fix: string }
async function ask<T>(question: () => Promise<T>, { yes, no, fix }: Words<T>): Promise<Check> {
  try {
    return { ok: true, what: yes(await question()) }
  } catch (error) {
    const { kind } = discordFailure(error)
    return kind === 'unauthorized' || kind === 'refused'
      ? { ok: false, what: no, fix }
      : { ok: false, what: 'Discord could not be reached.', fix: 'Try again, or look at https://discordstatus.com.' }
  }
}
