// One clock for all processes: the database's. Rule: a process whose own clock is wrong steals no
// lease, gives nothing up and tells no other time. Next: src/store/clock.ts.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import { demoWith } from '#test/support/demo.ts'
import { message, openParley } from '#test/support/open-parley.ts'

const { url } = await freshDatabase()
const right = await openParley(url)
await right.store.loadShop(demoWith())
/** Opened by a machine whose clock is an hour ahead: far beyond every lease. */
async function wrongClock() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
  try {
    return await openStore({ url })
  } finally {
    vi.useRealTimers()
  }
}
const wrong = await wrongClock()
afterAll(async () => {
  vi.useRealTimers()
  await right.close()
  await wrong.close()
})

test('a process whose clock is off tells the time of the database', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
  const off = Math.abs(wrong.now().getTime() - right.store.now().getTime())
  vi.useRealTimers()
  expect(off).toBeLessThan(5_000)
})

test('it steals no lease and takes over nothing that is young', async () => {
  const { inbound } = await right.engine.claim(message('web:ann', 'web:leased', 'help'))
  await right.engine.handle(inbound)
  const leased = await right.store.outbox.lease(['web'], 1)
  expect(leased).toHaveLength(1)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
  const stolen = await wrong.outbox.lease(['web'], 10)
  vi.useRealTimers()
  expect(stolen).toEqual([])
})

/** Where the machine's clock is asked: what comes or goes at a platform, a day that somebody asked for, the log. */
const MAY_ASK: readonly string[] = [
  'src/host/watch/log.ts',
  'src/host/parley.ts',
  'src/cli/',
  'src/ports/',
  'src/jobs/payment-watch.ts',
  'src/store/embedded/lock.ts',
  'adapters/slack/outbound/',
]

test('nothing else in the product asks the machine for the time', () => {
  const root = path.join(import.meta.dirname, '../..')
  const asking = ['src', 'adapters'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
      .filter((name) => /\bDate\.now\(\)|new Date\(\)/.test(fs.readFileSync(path.join(root, name), 'utf8'))),
  )
  expect(asking.filter((name) => !MAY_ASK.some((allowed) => name.startsWith(allowed)))).toEqual([])
})
