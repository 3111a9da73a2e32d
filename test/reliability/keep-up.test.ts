// How long a lost line is left alone, and what a channel of several lines is called. Rule: told by
// what the host sees of it, with lines that fail to order. Next: src/host/keep-up.ts;
// connections.test.ts, the same with the real SDKs.
import { expect, test } from 'vitest'
import type { Line, LineEvents, Lost } from '#conversation/edge/line.ts'
import { keepChannel } from '#host/channel-keeper.ts'
import { backoff } from '#host/keep-up.ts'
import type { LogLine } from '#host/watch/log.ts'
import { eventually } from '#playground/loopback/eventually.ts'

const gone: Lost = { kind: 'unreachable', why: 'ECONNREFUSED' }
const refused: Lost = { kind: 'refused', why: 'invalid_auth', fix: 'Copy the token again.' }

test('the network is tried again within 5 s however often it failed, a refusal once soon and then a minute later', () => {
  for (const attempt of [0, 1, 5, 40, 4_000]) {
    expect(backoff(gone, attempt)).toBeGreaterThan(100)
    expect(backoff(gone, attempt)).toBeLessThanOrEqual(5_000)
  }
  expect(backoff({ ...gone, wait: 9_000 }, 0)).toBe(9_000)
  expect(backoff(refused, 0)).toBeLessThanOrEqual(2_000)
  expect(backoff(refused, 1)).toBeGreaterThan(50_000)
  expect(new Set(Array.from({ length: 20 }, () => backoff(gone, 9))).size).toBeGreaterThan(10)
})

/** A line that fails as `plan` says, one entry an attempt, and is open afterwards. */
function lineOf(part: string, plan: readonly Lost[]) {
  const left = [...plan]
  const opened: LineEvents[] = []
  const closed: number[] = []
  const history: string[] = []
  const line: Line = {
    ...{ part, sends: true },
    lostBy: (error) => error as Lost,
    async open(events) {
      const fails = left.shift()
      if (fails !== undefined) throw fails
      const at = opened.push(events) - 1
      history.push(`${at} opens`)
      return async () => {
        history.push(`${at} closes`)
        closed.push(at)
      }
    },
  }
  return { line, opened, closed, history }
}
const soon = () => 5
const becomes = (state: () => string, wanted: string) =>
  eventually(wanted, 2_000, async () => (state() === wanted ? true : undefined))

test('one of two sockets is enough; the operator is told once that both are gone, and once that one is back', async () => {
  const log: LogLine[] = []
  const said: string[] = []
  const [one, two] = [lineOf('sockets', []), lineOf('sockets', [])]
  const api = lineOf('api', [])
  const lines = [api.line, one.line, two.line]
  const keeper = keepChannel('slack', lines, {
    log: (line) => void log.push(line),
    say: (line) => said.push(line),
    waitAfter: () => 300,
  })
  await keeper.tried
  expect(keeper.state()).toBe('up')
  one.opened[0]?.lost(gone)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(keeper.state()).toBe('up')
  two.opened[0]?.lost(gone)
  await becomes(keeper.state, 'reconnecting')
  await becomes(keeper.state, 'up')
  await keeper.close()
  expect(log.map(({ state }) => state)).toEqual(['reconnecting', 'up'])
  expect(said).toEqual([])
  // Nothing is left open.
  for (const { opened, closed } of [one, two, api]) expect(closed).toHaveLength(opened.length)
})

test('a refusal is said once with what to do about it, however often it is repeated', async () => {
  const said: string[] = []
  const { line } = lineOf('api', [refused, refused, refused])
  const keeper = keepChannel('slack', [line], {
    log: () => undefined,
    say: (words) => said.push(words),
    waitAfter: soon,
  })
  await keeper.tried
  expect(keeper.state()).toBe('refused')
  await becomes(keeper.state, 'up')
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('Copy the token again.')
  await keeper.close()
})

test('once one socket is in, one that was refused tries again at once', async () => {
  const [one, two] = [lineOf('sockets', [gone]), lineOf('sockets', [refused, refused])]
  const keeper = keepChannel('slack', [one.line, two.line], {
    log: () => undefined,
    say: () => undefined,
    waitAfter: ({ kind }, attempt) => (kind === 'refused' ? ([10, 60_000][attempt] ?? 60_000) : 200),
  })
  await keeper.tried
  expect(keeper.state()).toBe('reconnecting')
  await eventually('both open', 2_000, async () => (one.opened.length + two.opened.length === 2 ? true : undefined))
  await keeper.close()
})

test('a line that announces its end is replaced before it closes, one after the other', async () => {
  const [one, two] = [lineOf('sockets', []), lineOf('sockets', [])]
  const log: LogLine[] = []
  const keeper = keepChannel('slack', [one.line, two.line], {
    log: (line) => void log.push(line),
    say: () => undefined,
    waitAfter: soon,
  })
  await keeper.tried
  for (const { opened } of [one, two]) opened[0]?.lost({ kind: 'renew' })
  await eventually('both replaced', 2_000, async () => (one.closed.length + two.closed.length === 2 ? true : undefined))
  for (const { history } of [one, two]) expect(history).toEqual(['0 opens', '1 opens', '0 closes'])
  expect(log).toEqual([])
  await keeper.close()
})

test('a line that mends itself is told as reconnecting, and one that was given up says nothing more', async () => {
  const { line, opened } = lineOf('gateway', [])
  const keeper = keepChannel('discord', [line], { log: () => undefined, say: () => undefined, waitAfter: soon })
  await keeper.tried
  opened[0]?.mending(true)
  expect(keeper.state()).toBe('reconnecting')
  opened[0]?.mending(false)
  expect(keeper.state()).toBe('up')
  keeper.restart('fault')
  await eventually('another', 2_000, async () => (opened.length === 2 ? true : undefined))
  await becomes(keeper.state, 'up')
  opened[0]?.mending(true)
  expect(keeper.state()).toBe('up')
  await keeper.close()
})
