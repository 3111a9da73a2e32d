/**
 * `parley doctor`: does everything add up? Runs every invariant of orders, money, stock, coupons,
 * drafts, inbox and outbox, looks for messages that could not be delivered, and compares payments
 * with what the provider says, where one is connected. Reads only.
 */

import type { Config } from '#config'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { comparePayments } from '#jobs/payment-compare.ts'
import type { Store } from '#store/turn/open.ts'
import type { Command } from './command.ts'
import { print } from './print.ts'

export const doctor: Command = {
  usage: 'doctor',
  summary: 'Check the whole database; exit code 1 when something does not add up.',
  words: [0, 0],
  run: () => {
    const config = readEnvironment()
    return withStore(config, async (store) => {
      const [violations, outbox] = await Promise.all([store.checkInvariants(), store.outbox.stats()])
      for (const { area, rule, detail } of violations) print(`${area}: ${rule}: ${detail}`)
      if (outbox.dead > 0)
        print(`outbox: ${outbox.dead} messages could not be delivered: parley outbox list --status dead`)
      const apart = await payments(config, store)
      for (const what of apart) print(`payments: ${what}`)
      const found = violations.length + outbox.dead + apart.length
      print(found === 0 ? 'Everything adds up.' : `${found} found.`)
      return found === 0 ? 0 : 1
    })
  },
}

/** The newest; what is older has long been compared. */
const COMPARED = 500

async function payments({ stripe }: Config, store: Store): Promise<readonly string[]> {
  if (stripe === undefined) return []
  const { stripeOf } = await import('#host/payments.ts')
  return comparePayments(await store.payments.named(COMPARED), await stripeOf(stripe))
}
