/**
 * `parley retention`: what is kept only for a time, now instead of once a day. Says what is overdue and
 * how old that is; `--dry-run` changes nothing. Next: store/people/retention.ts.
 */
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { KEEP_DAYS, type KeepDays, type Overdue } from '#store/people/retention.ts'
import type { Command } from './command.ts'
import { print } from './print.ts'

export const retention: Command = {
  usage: 'retention [--dry-run]',
  summary: 'Clear what was kept long enough: words, codes, old carts, contacts of guests (KEEP_DAYS).',
  words: [0, 0],
  flags: { 'dry-run': 'switch' },
  run: (_, flags) => {
    const config = readEnvironment()
    return withStore(config, async (store) => {
      const keep = { ...KEEP_DAYS, ...config.keepDays }
      const dry = flags['dry-run'] === true
      const found = dry ? await store.retention.overdue(keep) : await store.retention.clear(keep, () => true)
      print(textOf(found, keep))
      print(dry ? 'Nothing was changed. To do it: parley retention' : 'Done. Orders, money and customers stay.')
      return 0
    })
  },
}

function textOf({ messages, posts, codes, carts, contacts, moves }: Overdue, keep: KeepDays): string {
  const rows: readonly (readonly [number, string, string])[] = [
    [messages, 'messages, with their answers', age(keep.talk)],
    [posts, 'other posts', age(keep.talk)],
    [codes, 'one-time codes', age(keep.talk)],
    [carts, 'carts', `${age(keep.carts)} without an order, ${age(keep.history)} with one`],
    [contacts, 'orders with contacts of guests', `${age(keep.contacts)} after they ended`],
    [moves, 'moves of stock', age(keep.history)],
  ]
  return rows.map(([count, what, since]) => `${String(count).padStart(8)}  ${what} (${since})`).join('\n')
}

const age = (days: number): string => (days === 0 ? 'kept for ever' : `over ${days} days`)
