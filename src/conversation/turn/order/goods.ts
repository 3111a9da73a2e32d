/**
 * List prices and what is sold, changed from the chat and the command line by whoever may. It
 * counts for everybody's next turn; carts keep a price until it ends, and then say what changed
 * (domain/draft/prices).
 */
import type { Of } from '#conversation/requests/request.ts'
import type { Session } from '#conversation/turn/session.ts'
import { formatMoney, parseAmount } from '#domain/base/money.ts'

export async function changePrice({ sku, amount }: Of<'change-price'>, { shop, turn, says }: Session): Promise<void> {
  const { settings } = shop
  const before = shop.catalog.variants.get(sku)
  const read = parseAmount(amount, settings)
  if (before === undefined) return void says.push(noSuch(sku))
  if (!read.ok || read.value < 0)
    return void says.push({
      kind: 'tell',
      headline: `"${amount}" is not a price`,
      text: `Say it like "price set ${sku} ${formatMoney(before.price, settings)}". Nothing was changed.`,
    })
  await turn.changeGoods({ kind: 'price', sku, price: read.value })
  const [was, is] = [before.price, read.value].map((price) => formatMoney(price, settings))
  const end = `What is in a cart already keeps its price for up to ${settings.priceFreezeHours} hours.`
  says.push({
    kind: 'tell',
    headline: before.price === read.value ? `${sku}: ${is}` : `${sku}: ${was}, now ${is}`,
    text: before.price === read.value ? 'It cost that already.' : `It counts from now on. ${end}`,
  })
}

export async function sell({ what, sold }: Of<'sell'>, { turn, says }: Session): Promise<void> {
  const changed = await turn.changeGoods({ kind: 'sold', what, sold })
  if (changed.kind === 'unknown') return void says.push(noSuch(what))
  const [first = '', ...others] = changed.skus
  const goods = others.length === 0 ? first : `${what} (${changed.skus.length} SKUs)`
  says.push({
    kind: 'tell',
    headline: `${goods}: ${sold ? 'sold' : 'not sold any more'}`,
    text: sold
      ? 'It can be ordered again.'
      : 'It counts from now on, also for carts that have it. "product on" takes it back.',
  })
}

const noSuch = (what: string) =>
  ({
    kind: 'tell',
    headline: `There is no SKU ${what}`,
    text: 'Say "find" and a word to search. Nothing was changed.',
  }) as const
