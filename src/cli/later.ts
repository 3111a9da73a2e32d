/**
 * Commands that are known but belong to a later release: they say so, and never do half of it.
 */

import { usageError } from '#host/exit.ts'
import type { Command } from './command.ts'

export const notYet = (usage: string, summary: string): Command => ({
  usage,
  summary: `${summary} Not available yet.`,
  words: [0, Number.POSITIVE_INFINITY],
  flags: { since: 'text', csv: 'switch', tracking: 'text' },
  run: async () => {
    throw usageError(`Not available yet: parley ${usage}. It comes with a later release.`)
  },
})

export const catalog: Readonly<Record<string, Command>> = {
  import: notYet('catalog import FILE.csv', 'Products and stock from a Shopify product CSV.'),
}
