// `parley test-order --channel slack`, run as a person runs it: what works, what does not, and a
// marked order that is posted, pressed and cancelled.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { slackDatabase } from '#test/support/slack-shop.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const url = await slackDatabase()
const slack = await fakeSlack({ mode: 'socket' })
afterAll(() => slack.close())

async function testOrder(
  change: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly said: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-test-order-'))
  const env = {
    ...process.env,
    ...slack.environment('socket'),
    DATABASE_URL: url,
    PARLEY_DATA: folder,
    PORT: '0',
    ...change,
  }
  const child = spawn(process.execPath, ['src/cli/main.ts', 'test-order', '--channel', 'slack'], {
    cwd: ROOT,
    env,
    timeout: 60_000,
  })
  const ended = Promise.withResolvers<number | null>()
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  child.on('close', ended.resolve)
  return { code: await ended.promise, said }
}

test('posts, presses and cancels a marked order, says what works, and orders nothing', async () => {
  const { code, said } = await testOrder()
  expect(said.split('\n').filter((line) => line.startsWith('ok'))).toHaveLength(8)
  expect(said).not.toContain('FAILED')
  expect(code).toBe(0)
  const screen = slack.reads('USAM', 'CORDERS')
  expect(screen).toMatch(/Test Order Please Ignore: order cancelled/)
  expect(screen).not.toContain('[')
  expect(slack.violations).toEqual([])
}, 90_000)

test('where Slack does not report which permissions there are, it says that it cannot tell', async () => {
  slack.reports.scopes = false
  const { code, said } = await testOrder()
  slack.reports.scopes = true
  expect(said).toMatch(/^cannot tell\s+.*permissions/m)
  expect(said).not.toMatch(/^ok.*permission/m)
  expect(code).toBe(0)
}, 90_000)

test('a token Slack refuses is named, with where the right one is', async () => {
  const { code, said } = await testOrder({ SLACK_BOT_TOKEN: 'xoxb-not-ours' })
  expect(said).toMatch(/Slack refused SLACK_BOT_TOKEN \(invalid_auth\).*OAuth & Permissions/)
  expect(code).toBe(78)
}, 90_000)
