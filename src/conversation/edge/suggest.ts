/**
 * What a search field offers while somebody types: products of the catalog for anybody, customers
 * and orders for staff. Nothing is stored and no draft is looked at, so that it answers at once;
 * whether the choice is allowed is asked again when it is pressed.
 */

import type { EngineStore } from '#conversation/engine-ports.ts'
import { formatMoney } from '#domain/base/money.ts'
import { searchCatalog } from '#domain/catalog/catalog-search.ts'
import { optionText } from '#domain/draft/lines.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { ActionCodec } from './action-codec.ts'
import { cleanText } from './clean.ts'
import type { Findable, SuggestQuery } from './inbound.ts'
import { inert } from './inert.ts'
import type { SelectOption } from './view.ts'

/** Selects of every channel take this many. */
const OFFERED = 25

/** What a search control's token looks for: whatever its value will be. Undefined: no such control. */
export function soughtBy(codec: ActionCodec, token: string): Findable | undefined {
  const decoded = codec.decode(token, '1')
  if (!decoded.ok) return undefined
  const { kind } = decoded.value.request
  return kind === 'status'
    ? 'order'
    : kind === 'choose-customer'
      ? 'customer'
      : kind === 'add-sku'
        ? 'product'
        : undefined
}

/** Values: a SKU, a customer number, an order number. */
export async function suggest(
  { user, what, text }: SuggestQuery,
  store: EngineStore,
): Promise<readonly SelectOption[]> {
  const clean = cleanText(text.slice(0, 200))
  const words = clean.ok ? clean.value.trim() : ''
  switch (what) {
    case 'product':
      return products(words, await store.shop())
    case 'customer':
    case 'order':
      return (await store.search({ user, what, text: words, limit: OFFERED })).map(({ value, label, detail }) => ({
        value,
        label: inert(label),
        description: inert(detail),
      }))
    default:
      return what satisfies never
  }
}

function products(words: string, { catalog, settings }: Shop): readonly SelectOption[] {
  return searchCatalog(catalog, words, OFFERED, 'typing')
    .flatMap(({ product, variants }) =>
      variants.map((variant): SelectOption => {
        const detail = optionText(variant, catalog)
        return {
          value: variant.sku,
          label: inert(detail === '' ? product.name : `${product.name}, ${detail}`),
          description: inert(`${variant.sku}, ${formatMoney(variant.price, settings)}`),
        }
      }),
    )
    .slice(0, OFFERED)
}
