/**
 * `parley stock sync`: takes over the counts of another place, as of when it counted. Rule: whatever
 * cannot be taken is listed, the rest is taken; exit code 1 where something is listed, for whoever
 * runs it by a timer. Next: ports/stock-feed.ts, store/shop/stock-sync.ts.
 */
import { type Command, textFlag } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import { FeedError, feedName, isInstant, readFeed, stockCounts } from '#ports/stock-feed.ts'
import type { SyncConflict, Synced } from '#store/shop/stock-sync.ts'

export const stockSync: Command = {
  usage: 'stock sync FILE|URL [--as-of TIME] [--dry-run]',
  summary:
    'Take over counts of another place (CSV: SKU, On hand, maybe As of): what moved here since is put on top, what ' +
    'is reserved here stays reserved, what cannot be taken is listed. TIME such as 2026-12-31T08:00:00Z.',
  flags: { 'as-of': 'text', 'dry-run': 'switch' },
  words: [1, 1],
  async run([place = ''], flags) {
    const asOf = textFlag(flags, 'as-of')
    if (asOf !== undefined && !isInstant(asOf)) throw usageError(`${asOf} is not a time such as 2026-12-31T08:00:00Z.`)
    const feed = await readFeed(place).catch(inWords)
    const { counts, problems } = stockCounts(feed, asOf && new Date(asOf).toISOString())
    if (counts.length === 0) throw failed([...problems.slice(0, LISTED), 'Nothing was changed.'].join('\n'))
    const dry = flags['dry-run'] === true
    return withStore(readEnvironment(), async (store) => {
      const synced = await store.syncStock(counts, dry)
      const left = [...problems, ...synced.conflicts.map(conflictText)]
      for (const line of left.slice(0, LISTED)) print(line)
      if (left.length > LISTED) print(`... and ${left.length - LISTED} more.`)
      print(`${feedName(place)}: ${summaryOf(synced, left.length)}${dry ? ' Nothing was changed (--dry-run).' : ''}`)
      return left.length === 0 ? 0 : 1
    })
  },
}

const LISTED = 50

const summaryOf = ({ taken, changed }: Synced, left: number): string =>
  `${taken} counts taken, ${changed} of them are others than before, ${left} not taken.`

function conflictText(conflict: SyncConflict): string {
  const { sku } = conflict
  switch (conflict.kind) {
    case 'unknown':
      return `${sku}: there is no such SKU here.`
    case 'older':
      return conflict.since === undefined
        ? `${sku}: this count is more than 30 days old.`
        : `${sku}: was counted at ${conflict.since}, after this count.`
    case 'future':
      return `${sku}: its time lies ahead.`
    case 'reserved':
      return `${sku}: ${conflict.quantity} are there now, ${conflict.reserved} are reserved by orders here.`
    default:
      return conflict satisfies never
  }
}

function inWords(error: unknown): never {
  throw error instanceof FeedError ? failed(error.message) : error
}
