/**
 * List prices and what is sold, changed from the chat and the command line by whoever may. It
 * counts for everybody's next turn; carts keep a price until it ends, and then say what changed
 * (domain/draft/prices).
 */
import type { Of } from '#conversation/requests/request.ts'
import type { Session } from '#conversation/turn/session.ts'
import { goodsWords } from '#conversation/words/goods.ts'
import { formatMoney, parseAmount } from '#domain/base/money.ts'

export async function changePrice({ sku, amount }: Of<'change-price'>, { shop, turn, says }: Session): Promise<void> {
  const { settings } = shop
  const before = shop.catalog.variants.get(sku)
  const read = parseAmount(amount, settings)
  if (before === undefined) return void says.push(noSuch(sku))
  if (!read.ok || read.value < 0)
    return void says.push({
      kind: 'tell',
      headline: goodsWords.notAPrice(amount),
      text: goodsWords.priceHow(sku, formatMoney(before.price, settings)),
    })
  await turn.changeGoods({ kind: 'price', sku, price: read.value })
  const was = formatMoney(before.price, settings)
  const is = formatMoney(read.value, settings)
  const end = goodsWords.cartsKeepPrice(settings.priceFreezeHours)
  says.push({
    kind: 'tell',
    headline: before.price === read.value ? `${sku}: ${is}` : goodsWords.priceWasNow(sku, was, is),
    text: before.price === read.value ? goodsWords.priceIsThat : goodsWords.countsFromNowOn(end),
  })
}

export async function sell({ what, sold }: Of<'sell'>, { turn, says }: Session): Promise<void> {
  const changed = await turn.changeGoods({ kind: 'sold', what, sold })
  if (changed.kind === 'unknown') return void says.push(noSuch(what))
  const [first = '', ...others] = changed.skus
  const goods = others.length === 0 ? first : goodsWords.severalSkus(what, changed.skus.length)
  says.push({
    kind: 'tell',
    headline: `${goods}: ${goodsWords.soldState(sold)}`,
    text: goodsWords.soldStateMeans(sold),
  })
}

const noSuch = (what: string) =>
  ({
    kind: 'tell',
    headline: goodsWords.noSuchSku(what),
    text: goodsWords.findSkuHow,
  }) as const
