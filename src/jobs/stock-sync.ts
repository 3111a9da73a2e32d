/**
 * Counts of another place, taken over now and then by one process at a time. Rule: a feed that cannot
 * be had changes nothing and is tried again; what could not be taken is told each time it changes.
 * Next: ports/stock-feed.ts, store/shop/stock-sync.ts.
 */
import type { FeedCount, StockCounts } from '#ports/stock-feed.ts'
import { every } from './every.ts'

export type StockSync = {
  readonly feed: () => Promise<StockCounts>
  readonly take: (counts: readonly FeedCount[]) => Promise<{ readonly conflicts: readonly unknown[] }>
  readonly ours: () => Promise<boolean>
  /** How many could not be taken; told when it is another number than before. */
  readonly left: (count: number) => void
}

/** `pause` in milliseconds. */
export function startStockSync(
  { feed, take, ours, left }: StockSync,
  pause: number,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let before = 0
  return every(
    pause,
    async () => {
      if (!(await ours())) return
      const { counts, problems } = await feed()
      const { conflicts } = await take(counts)
      const now = conflicts.length + problems.length
      if (now !== before) left(now)
      before = now
    },
    failed,
  )
}
