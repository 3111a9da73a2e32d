// A shop whose catalog is imported by the command as it is typed, and somebody who orders from it.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'
import { runParley } from './parley.ts'

export const exported = (name: string): string => path.join(import.meta.dirname, 'exports', name)

/** The demo shop's rules and people, and nothing to sell. */
export async function emptyShop() {
  const demo = demoWith()
  const settings = { ...demo.settings, promotions: [] }
  return world({
    shop: { ...demo, settings, options: [], products: [], variants: [], stock: [], coupons: [], orders: [] },
  })
}

export async function importedShop(files: readonly string[]) {
  const shop = await emptyShop()
  for (const name of files) {
    const { code, err } = await runParley(['catalog', 'import', exported(name), '--partial', '--yes'], {
      env: { DATABASE_URL: shop.url },
    })
    if (code !== 0) throw new Error(err)
  }
  return {
    ...shop,
    /**
     * Said in a thread of its own, and where what was read is asked back, agreed to: what was
     * answered, and what is in the cart.
     */
    async order(words: string, agreed: boolean) {
      const thread = `terminal:${randomUUID().slice(0, 8)}`
      const first = await shop.say('terminal:sam', thread, words)
      const said = agreed && first.includes('I read: ') ? await shop.say('terminal:sam', thread, 'yes') : first
      const drafts = await shop.rows<{ lines: { sku: string; quantity: number }[] }>(
        `select state->'content'->'lines' as lines from draft where thread_key = $1`,
        [thread],
      )
      const lines = Object.fromEntries((drafts[0]?.lines ?? []).map(({ sku, quantity }) => [sku, quantity]))
      return { said, lines }
    },
  }
}
