// What is typed exactly, at the terminal: the session that `parley chat` runs, on the product as it
// starts. The table is that of every channel: test/support/reads-exactly.ts.
import { afterAll, expect, test } from 'vitest'
import { startParley } from '#host/parley.ts'
import { demoWith } from '#test/support/demo.ts'
import { readsExactly } from '#test/support/reads-exactly.ts'
import { configOf, slackDatabase } from '#test/support/slack-shop.ts'
import { sitsDown, type Terminal } from '#test/support/terminal.ts'

const url = await slackDatabase(demoWith({ buyers: 2, plenty: 100_000 }))
const faults: unknown[] = []
const parley = await startParley({
  config: configOf({ DATABASE_URL: url, PORT: '0', PARLEY_SECRET: 'a secret only tests know, long enough' }),
  only: 'terminal',
  say: () => undefined,
  log: (entry) => void (entry.event === 'fault' && faults.push(entry)),
})
const seats = new Map<string, Terminal>()
afterAll(async () => {
  for (const sam of seats.values()) await sam.leaves()
  await parley.close()
})
const seatOf = (thread: string): Terminal => {
  const seat = seats.get(thread)
  if (seat === undefined) throw new Error(`nobody sits in ${thread}`)
  return seat
}

readsExactly({
  async cart() {
    const thread = `exact-${seats.size}`
    const sam = await sitsDown(parley, 'sam', thread)
    seats.set(thread, sam)
    await sam.says(`guest exact${seats.size}@example.com: 2 blue 11oz mugs`)
    return thread
  },
  says: (thread, text) => seatOf(thread).says(text),
  reps: true,
})

test('nothing is wrong in the end', async () => {
  expect(faults).toEqual([])
  expect(await parley.store.checkInvariants()).toEqual([])
})
