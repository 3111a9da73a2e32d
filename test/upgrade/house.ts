// A whole shop on every channel at once, for the upgrade proof: one Parley on the fake Slack, the
// loopback Discord, a mail server and terminals, on one database that a later Parley goes on with.
// Rule: people act only through their channels, so that what a dump holds was made as in real life.
// Next: make.ts, who fills it and keeps it; upgrade.test.ts, who finishes everything with the code
// of today.
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { parseConfig } from '#config'
import { type Parley, type ParleyOptions, startParley } from '#host/parley.ts'
import type { FakeDiscord } from '#playground/loopback/discord/discord.ts'
import type { DiscordMemory } from '#playground/loopback/discord/memory.ts'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import { type FakeSlack, fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import type { SlackMemory } from '#playground/loopback/slack/memory.ts'
import { fakeDiscord } from '#test/support/fake-discord.ts'
import { fakeSmtp } from '#test/support/fake-smtp.ts'

export type Platforms = { readonly slack: SlackMemory; readonly discord: DiscordMemory }
export type House = {
  readonly slack: FakeSlack
  readonly discord: FakeDiscord
  readonly environment: Readonly<Record<string, string>>
  /** What the operator's log heard of faults. */
  readonly faults: readonly string[]
  readonly start: (only?: ParleyOptions['only']) => Promise<Parley>
  /** Makes this person a customer of the shop, by the mailed code. */
  readonly links: (user: User, email: string) => Promise<Channel>
}
/** Call it while the file loads. */
export async function openHouse(url: string, memory?: Platforms): Promise<House> {
  const slack = await fakeSlack(memory === undefined ? {} : { memory: memory.slack })
  const discord = await fakeDiscord(memory === undefined ? {} : { memory: memory.discord })
  const mail = await fakeSmtp()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-upgrade-'))
  const faults: string[] = []
  const environment = {
    ...slack.environment('http'),
    ...{
      DATABASE_URL: url,
      PARLEY_DATA: folder,
      PARLEY_SECRET: 'a secret only tests know, long enough',
      MESSAGES_PER_MINUTE: '0',
      PORT: '0',
    },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, DISCORD_GUILD_ID: discord.guild },
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'shop@harbor.example' },
  }
  afterAll(() => slack.close())
  return {
    ...{ slack, discord, environment, faults },
    async start(only) {
      const read = parseConfig(environment, folder)
      if (!read.ok) throw new Error(JSON.stringify(read.problems))
      const log: ParleyOptions['log'] = (entry) =>
        entry.event === 'fault' || entry.event === 'undeliverable'
          ? void faults.push(`${JSON.stringify(entry)} ${causeOf(entry)}`)
          : undefined
      const parley = await startParley({
        config: read.config,
        say: () => undefined,
        log,
        ...(only === undefined ? {} : { only }),
      })
      slack.app.url = parley.http === undefined ? '' : `${parley.http.address}/slack/events`
      return parley
    },
    async links(user, email) {
      const direct = discord.direct(user)
      discord.types(user, direct, `link ${email}`)
      const { text } = await mail.to(email, 0)
      discord.types(user, direct, `code ${/\b\d{6}\b/.exec(text)?.[0]}`)
      await discord.sees(user, direct, /linked/i)
      return direct
    },
  }
}

const causeOf = (entry: object): string =>
  'error' in entry && entry.error instanceof Error ? (entry.error.stack ?? '') : ''
