// What every channel owes its people, at the terminal: the session that `parley chat` runs, on the
// product as it starts. Rule: the table is that of every channel; here is only how people at a
// terminal type and read. Next: test/support/channel-contract.ts.

import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startParley } from '#host/parley.ts'
import { keepsContract } from '#test/support/channel-contract.ts'
import { demoWith } from '#test/support/demo.ts'
import { configOf, slackDatabase } from '#test/support/slack-shop.ts'
import { sitsDown, type Terminal } from '#test/support/terminal.ts'

const url = await slackDatabase(demoWith({ buyers: 20, plenty: 100_000 }))
const faults: unknown[] = []
const config = configOf({ DATABASE_URL: url, PORT: '0', PARLEY_SECRET: 'a secret only tests know, long enough' })
const start = () =>
  startParley({
    config,
    only: 'terminal',
    say: () => undefined,
    log: (entry) => void (entry.event === 'fault' && faults.push(entry)),
  })
let parley = await start()
const pool = new pg.Pool({ connectionString: url, max: 2 })
/** Who sits where, and what stood on their screen before a restart. */
const seats = new Map<string, { sam: Terminal; lee: Terminal; before: string }>()
afterAll(async () => {
  for (const { sam, lee } of seats.values()) await Promise.all([sam.leaves(), lee.leaves()])
  await parley.close()
  await pool.end()
})

const sitAt = async (thread: string, before = '') => {
  const seat = { sam: await sitsDown(parley, 'sam', thread), lee: await sitsDown(parley, 'lee', thread), before }
  seats.set(thread, seat)
  return seat
}
/** Escape sequences and other characters that move the cursor. */
const controlsIn = (text: string): readonly string[] =>
  [...text.replaceAll('\n', '')].filter((char) => /\p{Cc}/u.test(char))

keepsContract({
  order: 'Place order',
  rows: async (sql) => (await pool.query(sql)).rows,
  alive: () => [...seats.values()].flatMap(({ sam }) => controlsIn(sam.printed())),
  isWell: () => expect(faults).toEqual([]),
  async restart() {
    const all = [...seats]
    for (const [, { sam, lee }] of all) await Promise.all([sam.leaves(), lee.leaves()])
    await parley.close()
    parley = await start()
    for (const [thread, { sam, before }] of all) await sitAt(thread, before + sam.printed())
  },
  async seat(buyer) {
    const thread = `contract-${buyer}`
    await sitAt(thread)
    const here = () => {
      const seat = seats.get(thread)
      if (seat === undefined) throw new Error(`nobody sits in ${thread}`)
      return seat
    }
    await here().sam.says(`order for buyer${buyer}@example.com: 2 blue 11oz mugs`)
    const screen = () => `${here().before}\n${here().sam.printed()}`
    /** What was printed last: a terminal shows the card again with each answer. */
    const words = () => screen().slice(screen().lastIndexOf(`Buyer ${buyer} · `))
    return {
      ...{ screen, words },
      says: async (text, times = 1) =>
        times === 1 ? void (await here().sam.says(text)) : here().sam.delivers({ text }, times),
      presses: async (label, times = 1) =>
        times === 1
          ? void (await here().sam.says(`press ${label}`))
          : here().sam.delivers({ token: await here().sam.token(label) }, times),
      async holds(label) {
        const token = await here().sam.token(label)
        return () => here().sam.delivers({ token })
      },
      // Only the last card printed can be pressed by its labels.
      liveCards: () => 1,
      othersSee: () => here().lee.printed(),
      async fillsIn(button, _, value) {
        await here().sam.says(`press ${button}`)
        await here().sam.says(value)
      },
      async refused() {
        const [, says = '', holds = ''] = /([\s\S]*)\[([^\]]*)\]:\s*$/.exec(here().sam.printed()) ?? []
        return { says, holds }
      },
      corrects: async (_, value) => void (await here().sam.says(value)),
      readsAll: async () => words(),
    }
  },
})

test('nothing is wrong in the end', async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
})
