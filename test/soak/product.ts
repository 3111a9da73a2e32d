// The product as a process of its own, connected to a Slack and a Discord of this machine; what it
// says of its channels, and whether it still runs. Next: weather.ts.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FakeDiscord } from '#playground/loopback/discord/discord.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { obj } from '#playground/loopback/json.ts'
import type { FakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { freePort } from './desk.ts'

const PARLEY = path.join(import.meta.dirname, '../../bin/parley.js')

export type Product = {
  readonly isUp: (channel: 'slack' | 'discord') => Promise<boolean>
  readonly problems: () => readonly string[]
  readonly stop: () => Promise<void>
}
type Platforms = { readonly slack: FakeSlack; readonly discord: FakeDiscord }

export async function startProduct(url: string, { slack, discord }: Platforms): Promise<Product> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-weather-'))
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, [PARLEY, 'start'], {
    env: {
      ...{ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TMPDIR: os.tmpdir() },
      ...slack.environment('socket'),
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, DISCORD_GUILD_ID: discord.guild },
      ...{
        DATABASE_URL: url,
        PARLEY_DATA: folder,
        PORT: String(port),
        PARLEY_SECRET: 'a secret only tests know, long enough',
        MESSAGES_PER_MINUTE: '0',
      },
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (text) => {
    said = `${said}${String(text)}`.slice(-4_000)
  })
  const readyz = async (): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    return obj(obj(await answer?.json().catch(() => undefined))['channels'])
  }
  const isUp: Product['isUp'] = async (channel) => (await readyz())[channel] === 'up'
  await eventually(`both channels to be up; it said:\n${said}`, 60_000, async () => {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}:\n${said}`)
    return (await isUp('slack')) && (await isUp('discord')) ? true : undefined
  })
  return {
    isUp,
    problems: () => (child.exitCode === null && child.signalCode === null ? [] : [`the process ended:\n${said}`]),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
