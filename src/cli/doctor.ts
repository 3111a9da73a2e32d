/**
 * `parley doctor`: does everything add up? Runs every invariant of orders, money, stock, coupons,
 * drafts, inbox and outbox, and looks for messages that could not be delivered. Reads only.
 */

import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import type { Command } from './command.ts'
import { print } from './print.ts'

export const doctor: Command = {
  usage: 'doctor',
  summary: 'Check the whole database; exit code 1 when something does not add up.',
  words: [0, 0],
  run: () =>
    withStore(readEnvironment(), async (store) => {
      const [violations, outbox] = await Promise.all([store.checkInvariants(), store.outbox.stats()])
      for (const { area, rule, detail } of violations) print(`${area}: ${rule}: ${detail}`)
      if (outbox.dead > 0)
        print(`outbox: ${outbox.dead} messages could not be delivered: parley outbox list --status dead`)
      const found = violations.length + outbox.dead
      print(found === 0 ? 'Everything adds up.' : `${found} found.`)
      return found === 0 ? 0 : 1
    }),
}
