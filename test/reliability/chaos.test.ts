// The short form of `npm run chaos`: twelve seconds of everything going wrong at random. Rule:
// nothing is lost, doubled or left without an answer. Next: test/soak/chaos.ts.
import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { chaos, chaosText } from '#test/soak/chaos.ts'

test('everything goes wrong at random while people talk', { timeout: 300_000 }, async () => {
  const seed = randomInt(1_000_000)
  const counts = await chaos({ seconds: 12, seed })
  console.log(`${chaosText(counts)}\nseed ${seed}`)
  expect(counts).toMatchObject({ lost: 0, doubled: 0, unanswered: 0, violations: [] })
  expect(counts.tried).toBeGreaterThan(0)
})
