/**
 * The shop that ships with Parley: loaded on first start into an empty database, and what tests order from.
 */

import { readFileSync } from 'node:fs'
import type { Instant } from '#domain/base/flavour.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { problemText, readShopFile } from './read.ts'

export const DEMO_SHOP_FILE = new URL('../../prisma/demo/harbor-goods.yaml', import.meta.url)

/** `now` is an ISO instant: "+12d" in the file is twelve days after it. Throws when the shipped file is damaged. */
export function demoShop(now: Instant): ShopData {
  const result = readShopFile(readFileSync(DEMO_SHOP_FILE, 'utf8'), { now })
  if (result.ok) return result.data
  throw new Error(result.problems.map((problem) => problemText('harbor-goods.yaml', problem)).join('\n'))
}
