// Slack and Discord fail, one at a time and in every way: the process stays, the other channel
// answers meanwhile, the one that failed answers within ten seconds of its platform being back.
// Rule: the real SDKs in a process of its own with everything on, as `parley start` has it; looked
// at from outside. Next: src/host/channel-keeper.ts, src/host/guard.ts.
import { afterEach, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { shopWithAda } from '#test/adapters/discord/shop.ts'
import { fakeDiscord } from '#test/support/fake-discord.ts'
import { startProcess } from '#test/support/parley-process.ts'
import { slackDatabase } from '#test/support/slack-shop.ts'

const slack = await fakeSlack({ mode: 'socket', compress: 60 })
const discord = await fakeDiscord()
const parley = await startProcess({
  ...slack.environment('socket'),
  DATABASE_URL: await slackDatabase(shopWithAda()),
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.api,
  DISCORD_GUILD_ID: discord.guild,
  PARLEY_SECRET: 'a secret only tests know, long enough',
  MESSAGES_PER_MINUTE: '0',
  PORT: '0',
})
let ended = false
void parley.ended.then(() => {
  ended = true
})

/** Milliseconds a channel has from the moment its platform is back. */
const BACK = 10_000
let asked = 0

async function slackAnswers(): Promise<void> {
  const mugs = 1 + (++asked % 90)
  await slack.says('USAM', 'DSAM', 'new')
  await slack.says('USAM', 'DSAM', `order for buyer1@example.com: ${mugs} blue 11oz mugs`)
  await slack.sees('USAM', 'DSAM', new RegExp(`\\+${mugs} Classic mug`))
}
const vera = discord.person('Vera')
const direct = discord.direct(vera)
async function discordAnswers(patience = BACK): Promise<void> {
  const sentences = ++asked % 900
  discord.types(vera, direct, `make it ${sentences}`)
  await discord.sees(vera, direct, new RegExp(`${sentences} x|now ${sentences}\\b`), patience)
}
/** Long enough for more attempts than the SDKs make by themselves. */
const longer = () => new Promise((resolve) => setTimeout(resolve, 4_000))
const readyz = async () => {
  const { status, body } = await fetch(`${parley.address}/readyz`).then(async (answer) => ({
    status: answer.status,
    body: await answer.json(),
  }))
  return { status, channels: body.channels as Readonly<Record<string, string>> }
}
const becomes = (channel: string, state: string, patience = BACK) =>
  eventually(`${channel} to be ${state}`, patience, async () =>
    (await readyz()).channels[channel] === state ? true : undefined,
  )
const told = (channel: string, state: string): number =>
  parley.told.filter((each) => 'line' in each && each.line['channel'] === channel && each.line['state'] === state)
    .length

afterEach(() => expect(slack.violations).toEqual([]))

test('both are up, and answer', async () => {
  expect(await readyz()).toEqual({ status: 200, channels: { slack: 'up', discord: 'up' } })
  expect(slack.sockets.open()).toBe(2)
  discord.types(vera, direct, '1 white teapot')
  await discord.sees(vera, direct, '+1 Teapot, white')
  await slackAnswers()
  await discordAnswers()
})

test.each([500, 503, 'refused'] as const)(
  'Slack is gone (%s): Discord answers, Slack is back when Slack is',
  { timeout: 60_000 },
  async (how) => {
    const before = told('slack', 'reconnecting')
    await slack.outage.begin(how)
    await becomes('slack', 'reconnecting')
    await discordAnswers()
    if (how === 'refused') await longer()
    expect(await readyz()).toEqual({ status: 503, channels: { slack: 'reconnecting', discord: 'up' } })
    await slack.outage.end()
    await becomes('slack', 'up')
    await slackAnswers()
    expect(told('slack', 'reconnecting') - before).toBe(1)
    expect(ended).toBe(false)
  },
)

test.each([500, 503, 'refused'] as const)(
  'Discord is gone (%s): Slack answers, Discord is back when Discord is',
  { timeout: 60_000 },
  async (how) => {
    const before = told('discord', 'reconnecting')
    await discord.outage.begin(how)
    await becomes('discord', 'reconnecting')
    await slackAnswers()
    if (how === 'refused') await longer()
    expect(await readyz()).toEqual({ status: 503, channels: { slack: 'up', discord: 'reconnecting' } })
    await discord.outage.end()
    await becomes('discord', 'up')
    await discordAnswers()
    expect(told('discord', 'reconnecting') - before).toBe(1)
    expect(ended).toBe(false)
  },
)

test.each(['invalid_auth', 'account_inactive'])(
  'Slack says %s to both sockets: said once, and forgotten when it is good again',
  { timeout: 60_000 },
  async (error) => {
    await eventually('two sockets', BACK, async () => (slack.sockets.open() === 2 ? true : undefined))
    const before = parley.told.length
    const good = slack.faults.during('apps.connections.open', { kind: 'error', error })
    slack.sockets.cut('all')
    await becomes('slack', 'refused')
    good()
    await discordAnswers()
    await becomes('slack', 'up')
    await slackAnswers()
    expect(
      parley.told.slice(before).filter((each) => 'said' in each && each.said.includes(`SLACK_APP_TOKEN (${error})`)),
    ).toHaveLength(1)
  },
)

test('Slack says invalid_auth to one message: it is sent all the same, and the channel is up by itself', {
  timeout: 60_000,
}, async () => {
  slack.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_auth' })
  await slackAnswers()
  await becomes('slack', 'up')
  expect(slack.faults.waiting()).toBe(0)
})

test('Slack ends both sockets at once, announced: nothing is missed, not for a moment', {
  timeout: 60_000,
}, async () => {
  const from = slack.acks.length
  slack.sockets.refresh('all')
  await slackAnswers()
  expect((await readyz()).channels['slack']).toBe('up')
  expect(slack.acks.slice(from).filter(({ ack }) => ack.kind !== 'acked').length).toBeLessThanOrEqual(3)
  await eventually('two new sockets', BACK, async () => (slack.sockets.open() === 2 ? true : undefined))
})

test('frames of Slack that nobody can read cost nothing', async () => {
  slack.sockets.garble()
  await slackAnswers()
  expect(slack.sockets.open()).toBe(2)
  expect(ended).toBe(false)
})

test('packets that discord.js cannot parse cost nothing: the same session goes on', async () => {
  const sessions = discord.gateway.sessions.length
  discord.gateway.disturb('packet')
  await discordAnswers()
  expect(discord.gateway.sessions).toHaveLength(sessions)
  expect((await readyz()).channels['discord']).toBe('up')
  expect(ended).toBe(false)
})

test('what nobody catches costs Discord its connection, and nothing else', { timeout: 60_000 }, async () => {
  const sessions = discord.gateway.sessions.length
  discord.gateway.disturb('frame')
  await slackAnswers()
  await eventually('a new session', 20_000, async () => (discord.gateway.sessions.length > sessions ? true : undefined))
  await becomes('discord', 'up', 20_000)
  await discordAnswers()
  expect(ended).toBe(false)
})

test('stopped, it ends by itself', { timeout: 30_000 }, async () => {
  parley.kill('SIGTERM')
  expect(await parley.ended).toEqual({ code: 0, signal: null })
  await slack.close()
})
