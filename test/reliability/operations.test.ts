// What operators and machines around Parley see of it: connections that dribble or come in masses,
// health that tells the truth, figures without people, a log nobody reads. Next: src/host/http.ts.
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readBody, type Serving, serveHttp } from '#host/http.ts'
import { addressOf } from '#host/http-limits.ts'
import { engineReport, storeReport } from '#host/reporting.ts'
import type { LogLine } from '#host/watch/log.ts'
import { logSink } from '#host/watch/log-sink.ts'
import { createMetrics } from '#host/watch/metrics.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { codec, message, openParley, press } from '#test/support/open-parley.ts'
import { slowProxy } from '#test/support/slow-proxy.ts'
import { world } from '#test/support/world.ts'

const metrics = createMetrics()
const logged: LogLine[] = []
const { onRefused } = engineReport((line) => void logged.push(line), metrics)
const shop = await world({ engine: { onRefused } })
const TOKEN = 'a token only tests know'
const standing = { store: shop.store, channels: () => ({ slack: 'up' }) as const }
let clock = 0
const faults: unknown[] = []
const reads: Serving['routes'][number] = {
  ...{ method: 'POST', path: '/reads' },
  handle: async (request, response) => void response.end(await readBody(request)),
}
const serving: Serving = {
  ...standing,
  clockAge: () => clock,
  onFault: (error) => void faults.push(error),
  routes: [metrics.route(TOKEN, standing), reads],
}
const limits = { deadline: 500, perAddress: 20, trustedProxies: 0 }
const http = await serveHttp({ host: '127.0.0.1', port: 0 }, serving, limits)
afterAll(() => http.close())
const { port } = new URL(http.address)
const PATIENCE = 20_000

test('one address has its share of connections, whatever their deadline', { timeout: 60_000 }, async () => {
  const patient = await serveHttp({ host: '127.0.0.1', port: 0 }, serving, {
    ...{ deadline: 600_000, perAddress: 5, trustedProxies: 0 },
  })
  const sockets = Array.from({ length: 9 }, () => {
    const socket = net.connect(Number(new URL(patient.address).port), '127.0.0.1')
    return socket.on('error', () => undefined).resume()
  })
  const closed = () => sockets.filter((socket) => socket.closed).length
  await eventually('what is beyond it to be closed', PATIENCE, async () => (closed() >= 4 ? true : undefined))
  expect(closed()).toBe(4)
  for (const socket of sockets) socket.destroy()
  await patient.close()
})

test('connections that dribble are closed, at the head of a request and in its body', { timeout: 60_000 }, async () => {
  const begun = ['X-Slow: ', 'Content-Length: 50\r\n\r\nhalf of it']
  const open = Array.from({ length: 16 }, (_, n) => {
    const socket = net.connect(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('connect', () => socket.write(`POST /reads HTTP/1.1\r\nHost: x\r\n${begun[n % 2]}`))
    socket.resume()
    return socket
  })
  await eventually('all of them to be closed', PATIENCE, async () =>
    open.every((socket) => socket.closed) ? true : undefined,
  )
  expect((await fetch(`${http.address}/livez`)).status).toBe(200)
  const whole = await fetch(`${http.address}/reads`, { method: 'POST', body: 'all of it' })
  expect([await whole.text(), faults]).toEqual(['all of it', []])
})

test('the address behind trusted proxies is the one they name', () => {
  const socket = new net.Socket()
  const headers = { 'x-forwarded-for': 'made up, 203.0.113.7, 10.0.0.2' }
  expect(addressOf({ headers, socket }, 2)).toBe('203.0.113.7')
  expect(addressOf({ headers, socket }, 1)).toBe('10.0.0.2')
  expect(addressOf({ headers, socket }, 0)).toBe('')
})

test('figures are for whoever knows the token, and name nobody', async () => {
  const handle = metrics.timed(shop.engine.handle)
  await handle((await shop.engine.claim(message('terminal:sam', 'terminal:figures', 'help'))).inbound)
  expect((await fetch(`${http.address}/metrics`)).status).toBe(401)
  const answer = await fetch(`${http.address}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  const text = await answer.text()
  expect(text).toMatch(/parley_turn_seconds_count 1/)
  expect(text).toMatch(/parley_channel_state\{channel="slack",state="up"\} 1/)
  expect(text).toMatch(/parley_up\{part="database"\} 1/)
  expect(text).not.toContain('sam')
})

const figures = async (): Promise<string> =>
  (await fetch(`${http.address}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).text()

test('forged, foreign and denied presses are lines of the audit, and what is refused is counted by kind', async () => {
  const at = (token: string) => press('web:eve', 'web:ann-own', token)
  const forged = at('pl.1.1..made-up-signature')
  await shop.deliver(forged)
  await shop.deliver(message('web:ann', 'web:ann-own', 'add 2 MUG-BLUE-11OZ'))
  const foreign = at(codec.encode({ kind: 'place' }, { ref: 1, revision: 1 }))
  await shop.deliver(foreign)
  const ship = codec.encode({ kind: 'take-over' }, { ref: 0, revision: 0 })
  const denied = press('web:eve', 'web:eve-own', ship)
  await shop.deliver(denied)
  await shop.deliver(message('web:ann', 'web:ann-own', 'coupon NOPE'))
  // The same delivery once more is answered from what is stored.
  await shop.deliver(denied)
  expect(logged).toEqual([
    { event: 'audit', why: 'forged', inboundId: forged.id, channel: 'web' },
    { event: 'audit', why: 'foreign', inboundId: foreign.id, channel: 'web' },
    { event: 'audit', why: 'denied', inboundId: denied.id, channel: 'web' },
  ])
  const text = await figures()
  for (const kind of ['forged', 'foreign', 'denied', 'coupon'])
    expect(text).toContain(`parley_refusals_total{kind="${kind}"} 1\n`)
})

test('turns that are run again are counted by why', async () => {
  const { retry } = storeReport((line) => void logged.push(line), metrics)
  retry(Object.assign(new Error('x'), { code: '40001' }), 1)
  retry(Object.assign(new Error('x'), { code: '53300' }), 2)
  const text = await figures()
  expect(text).toContain('parley_retries_total{why="race"} 1\n')
  expect(text).toContain('parley_retries_total{why="away"} 1\n')
})

test('a clock that does not look makes it not ready', async () => {
  expect((await fetch(`${http.address}/readyz`)).status).toBe(200)
  clock = 61
  const answer = await fetch(`${http.address}/readyz`)
  clock = 0
  expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ clockAge: 61, oldestInbox: 0 })])
})

test('a listening connection into a black hole is noticed, and comes back', { timeout: 60_000 }, async () => {
  const proxy = await slowProxy(shop.url)
  const there = await openParley(proxy.url, { limits: { statementTimeout: 300, heartbeat: 200 } })
  proxy.fault('stall')
  const signals = async () => (await there.store.health()).signals
  await eventually('it to be noticed', PATIENCE, async () => ((await signals()) === 'down' ? true : undefined))
  proxy.fault(undefined)
  await eventually('it to be back', PATIENCE, async () => ((await signals()) === 'up' ? true : undefined))
  await there.close()
  await proxy.close()
})

test('a log that cannot be written stops nobody, says so, and counts what was dropped', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-log-'))
  const good = logSink(path.join(folder, 'deep', 'parley.log'))
  good.write('{"event":"start"}\n')
  await eventually('the line to be there', PATIENCE, async () =>
    fs.existsSync(path.join(folder, 'deep', 'parley.log')) &&
    fs.readFileSync(path.join(folder, 'deep', 'parley.log'), 'utf8').includes('start')
      ? true
      : undefined,
  )
  expect(good.dropped()).toBe(0)
  const full = logSink('/dev/full')
  full.write('{"event":"start"}\n')
  await eventually('it to be counted', PATIENCE, async () => (full.dropped() > 0 ? true : undefined))
})
