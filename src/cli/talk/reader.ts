/**
 * `parley reader`: why free wording was read as it was, against the catalog of the shop in the database.
 */

import { type Command, textFlag } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { explainActs } from '#conversation/understanding/acts/explain.ts'
import { explain } from '#conversation/understanding/reader/explain.ts'
import { understandingCatalog } from '#conversation/understanding/words/catalog-lexicon.ts'
import { buildLexicon } from '#conversation/understanding/words/lexicon.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { usageError } from '#host/exit.ts'

const USAGE = 'reader explain TEXT [--cart "2 SKU, 1 SKU"]'

export const reader: Readonly<Record<string, Command>> = {
  explain: {
    usage: USAGE,
    summary:
      'Show how the words are read: what each was taken for, the best reading, how likely it is. Nothing is changed.',
    words: [1, 1],
    flags: { cart: 'text' },
    run: ([text = ''], flags) =>
      withStore(readEnvironment(), async ({ engine }) => {
        const { catalog, settings } = await engine.shop()
        const lines = (textFlag(flags, 'cart') ?? '').split(',').flatMap((part) => {
          const [, count, sku] = /^\s*(?:(\d+)\s+)?(\S+)\s*$/.exec(part) ?? []
          if (sku === undefined) return []
          const variant = catalog.variants.get(sku.toUpperCase())
          if (variant === undefined) throw usageError(`There is no SKU ${sku}. Usage: parley ${USAGE}`)
          return [{ product: variant.productId, options: variant.options, quantity: Number(count ?? 1) }]
        })
        const methods = settings.shippingMethods.map(({ id, name }) => ({ id, words: [id, name] }))
        const context = { addresses: ['home', 'office', 'work'], methods }
        const focus = lines.length > 0 ? { focus: lines.length - 1 } : {}
        const lexicon = buildLexicon(understandingCatalog(catalog))
        const message = { text, lines, ...focus, context }
        for (const line of [...explain(lexicon, message), ...explainActs(lexicon, message)]) print(line)
        return 0
      }),
  },
}
