// The short form of `npm run soak`: a slow database under a burst, every event three times, stops
// under load, on the product as a process of its own. Rule: times are printed; what fails is a lost
// or doubled line, an acknowledgement Slack would not have waited for, an end that takes too long.
// Next: test/soak/main.ts, the long form.
import { expect, test } from 'vitest'
import { type BurstOptions, burst, burstLine } from '#test/soak/burst.ts'
import { drainLine, stopUnderLoad } from '#test/soak/drain.ts'
import { onceLine, threeTimesShuffled } from '#test/soak/once.ts'
import { freshDatabase } from '#test/support/database.ts'

const [slow, often, stopped] = [await freshDatabase(), await freshDatabase(), await freshDatabase()]

test('a burst while the database is far away is acknowledged in time, and done in the end', {
  timeout: 180_000,
}, async () => {
  const options: BurstOptions = { url: slow.url, seconds: 2, rate: 50, latency: 200, reps: 16 }
  const result = await burst(options)
  console.log(burstLine(result, options))
  expect(result.late).toBe(0)
  expect(result.lost).toBe(0)
  expect(result.problems).toEqual([])
})

test('100 events, each three times and shuffled, have one effect each', { timeout: 180_000 }, async () => {
  const options = { url: often.url, events: 100, seed: Date.now() % 1_000_000 }
  const result = await threeTimesShuffled(options)
  console.log(onceLine(result, options))
  expect(result.effects).toBe(100)
  expect(result.problems).toEqual([])
})

test('three stops under load: no turn fails, and each end is quick', { timeout: 300_000 }, async () => {
  const result = await stopUnderLoad({ url: stopped.url, stops: 3, rate: 15 })
  console.log(drainLine(result))
  expect(result.failed).toBe(0)
  expect(Math.max(...result.stops)).toBeLessThan(15_000)
  expect(result.problems).toEqual([])
})
