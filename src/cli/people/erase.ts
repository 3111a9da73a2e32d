/**
 * `parley erase`: deletes a person's data, as they asked. Says what goes and what stays before
 * anything happens; `--yes` does it.
 */

import type { Command } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'

const WHAT = [
  'Goes: the account, saved addresses and cards, links, open carts, everything said in their conversations and ' +
    'about their carts, with notes, labels, comments,',
  '  reasons and what undo remembers; e-mail, phone and chat user wherever they stand.',
  'Stays: placed orders with name, addresses, items and money, because invoices have to be kept.',
  'Goes as well, where the platform lets it: what Parley posted to them on Discord or Slack. What they wrote there ' +
    'themselves is theirs to delete.',
  'Stays outside Parley: older backups, delete or let them run out. It cannot be undone.',
]

export const eraseCommand: Command = {
  usage: 'erase C-1001|E-MAIL|USER [--yes]',
  summary: 'Delete the personal data of a customer or guest. Without --yes it only says what would go.',
  words: [1, 1],
  flags: { yes: 'switch' },
  run: ([who = ''], flags) =>
    withStore(readEnvironment(), async (store) => {
      for (const line of WHAT) print(line)
      const yes = flags['yes'] === true
      const done = await store.erase(who, !yes)
      if (done === undefined) {
        print(`Nobody is known as ${who}. Nothing was deleted.`)
        return 1
      }
      const counts =
        `${done.carts} open carts ended, ${done.conversations} conversations ` +
        `emptied, ${done.values} texts taken out. ${done.orders} placed orders stay.`
      print(yes ? `Deleted: ${counts}` : `It would be: ${counts}`)
      if (!yes) print(`Nothing was deleted. To do it: parley erase ${who} --yes`)
      else
        print(
          done.told ? 'They are told in their conversation.' : 'They have no conversation here: tell them yourself.',
        )
      return 0
    }),
}
