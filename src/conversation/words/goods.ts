/**
 * The shop's own goods: their prices, what is sold, what is counted.
 */
import type { Ready } from './plural.ts'

export const goodsWords = {
  // turn/order/goods.ts
  notAPrice: (said: Ready) => `"${said}" is not a price`,
  priceHow: (sku: Ready, price: Ready) => `Say it like "price set ${sku} ${price}". Nothing was changed.`,
  cartsKeepPrice: (hours: Ready) => `What is in a cart already keeps its price for up to ${hours} hours.`,
  priceWasNow: (sku: Ready, was: Ready, now: Ready) => `${sku}: ${was}, now ${now}`,
  priceIsThat: 'It cost that already.',
  countsFromNowOn: (rest: Ready) => `It counts from now on. ${rest}`,
  soldState: (sold: boolean) => (sold ? 'sold' : 'not sold any more'),
  soldStateMeans: (sold: boolean) =>
    sold
      ? 'It can be ordered again.'
      : 'It counts from now on, also for carts that have it. "product on" takes it back.',
  severalSkus: (name: Ready, count: Ready) => `${name} (${count} SKUs)`,
  noSuchSku: (said: Ready) => `There is no SKU ${said}`,
  findSkuHow: 'Say "find" and a word to search. Nothing was changed.',
  // turn/order/stock.ts
  noCountedSku: (sku: Ready) => `There is no SKU ${sku} with counted stock`,
  reservedByOrders: (units: Ready, sku: Ready) => `${units} of ${sku} are reserved by orders`,
  onHandNotLess: 'On hand cannot be less. Nothing was changed.',
}
