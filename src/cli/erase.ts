/**
 * `parley erase`: deletes a person's data, as they asked. Says what goes and what stays before anything happens; `--yes` does it.
 */

import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import type { Command } from './command.ts'
import { print } from './print.ts'

const WHAT = [
  'Goes: the account, saved addresses and cards, links, open carts, everything said in their conversations, e-mail, phone and chat user wherever they stand.',
  'Stays: placed orders with name, addresses, items and money, because invoices have to be kept. It cannot be undone; older backups still have everything.',
]

export const erase: Command = {
  usage: 'erase C-1001|E-MAIL|USER [--yes]',
  summary: 'Delete the personal data of a customer or guest. Without --yes it only says what would go.',
  words: [1, 1],
  flags: { yes: 'switch' },
  run: ([who = ''], flags) =>
    withStore(readEnvironment(), async (store) => {
      for (const line of WHAT) print(line)
      if (flags['yes'] !== true) {
        print(`Nothing was deleted. To do it: parley erase ${who} --yes`)
        return 0
      }
      const done = await store.erase(who)
      if (done === undefined) {
        print(`Nobody is known as ${who}. Nothing was deleted.`)
        return 1
      }
      print(`Deleted: ${done.carts} open carts ended, ${done.conversations} conversations emptied. ${done.orders} placed orders stay.`)
      return 0
    }),
}
