/**
 * What can be asked of Discord about the connection itself: each answer is a sentence, and what to
 * do where it is a no. Nothing is connected for it.
 */
import { PermissionFlagsBits, REST, Routes } from 'discord.js'
import { z } from 'zod'
import { discordFailure } from '#adapters/discord/outbound/calls.ts'

type Check = { readonly ok: boolean; readonly unknown?: true; readonly what: string; readonly fix?: string }
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
      fix: INVITE,
    }),
    await permissions(rest, guildId),
  ]
}

const INVITE = 'Open the invite link (docs/DISCORD.md) and choose that server.'
/** What each is for stands in the docs. */
const NEEDED = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Create Private Threads': PermissionFlagsBits.CreatePrivateThreads,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
} as const
const servers = z.array(z.object({ id: z.string(), permissions: z.string().regex(/^\d{1,25}$/) }))

/** Of the whole server; a channel may take some of them back. */
async function permissions(rest: REST, guildId: string): Promise<Check> {
  try {
    const found = servers.parse(await rest.get(Routes.userGuilds())).find(({ id }) => id === guildId)
    if (found === undefined)
      return { ok: true, unknown: true, what: 'Discord does not say which permissions the bot has.' }
    const has = BigInt(found.permissions)
    const missing = Object.entries(NEEDED).flatMap(([name, bit]) =>
      (has & (bit | PermissionFlagsBits.Administrator)) === 0n ? [name] : [],
    )
    return missing.length === 0
      ? { ok: true, what: 'The bot has every permission it needs in the server; a channel may still take some back.' }
      : {
          ok: false,
          what: `Permissions are missing: ${missing.join(', ')}.`,
          fix: `${INVITE} Or add them to its role.`,
        }
  } catch (error) {
    discordFailure(error)
    return { ok: true, unknown: true, what: 'Discord does not say which permissions the bot has.' }
  }
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
