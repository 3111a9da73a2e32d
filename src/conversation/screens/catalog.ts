/**
 * The catalog in the conversation: what was found, and whether it can be had. Quantities on hand
 * are for staff; customers hear "yes, up to 12", "only 2 left" or a date, never an invented one.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import { catalogWords } from '#conversation/words/catalog.ts'
import { localDate } from '#domain/base/calendar.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { CatalogHit } from '#domain/catalog/catalog-search.ts'
import { optionText } from '#domain/draft/lines.ts'
import type { Variant } from '#domain/model/catalog.ts'
import type { Facts } from '#domain/model/facts.ts'
import { freeNow, promise } from '#domain/stock/availability.ts'
import { isStaff, listBlock, money, noticeView, type ScreenContext, textBlock } from './context.ts'
import { inShop } from './examples.ts'
import { dayText, itemText, optionName, optionValueName } from './names.ts'

const MAX_LISTED = 12
const SHOWN_TO_CUSTOMERS = 12

export function findView(query: string, hits: readonly CatalogHit[], ctx: ScreenContext): View {
  if (hits.length === 0) return noticeView(catalogWords.nothingFoundFor(query), catalogWords.tryAnotherWord, ctx)
  const items = hits.map((hit) => hitText(hit, ctx))
  const more = query === '' ? ctx.shop.catalog.products.size - hits.length : 0
  const rest = more > 0 ? [textBlock(inShop(catalogWords.andMoreFind(more), ctx.shop))] : []
  const variants = hits.flatMap((hit) => (hit.variants.length <= 3 ? hit.variants : []))
  return {
    headline: query === '' ? catalogWords.whatSells(ctx.shop.settings.name) : catalogWords.foundFor(inert(query)),
    blocks: [listBlock(items), ...rest, textBlock(catalogWords.addOneHow)],
    controls: addMenu(variants, ctx),
  }
}

/** "Classic mug, 12.00 to 14.00: colour blue, red; volume 11 oz, 15 oz". */
function hitText({ product, variants }: CatalogHit, ctx: ScreenContext): string {
  const prices = variants.map((variant) => variant.price)
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  const price = low === high ? money(low, ctx) : catalogWords.priceRange(money(low, ctx), money(high, ctx))
  const [only] = variants
  if (variants.length === 1 && only !== undefined) return `${itemText(only.sku, ctx)}, ${price} (${only.sku})`
  const options = product.options.map((option) => {
    const values = [...new Set(variants.map((variant) => variant.options[option]))].filter(
      (value) => value !== undefined,
    )
    return values.length === 0
      ? ''
      : `${optionName(option, ctx).toLowerCase()} ` +
          `${values.map((value) => optionValueName(option, value, ctx)).join(', ')}`
  })
  return `${product.name}, ${price}: ${options.filter((each) => each !== '').join('; ')}`
}

export function availabilityView(what: string, variants: readonly Variant[], facts: Facts, ctx: ScreenContext): View {
  if (variants.length === 0) return noticeView(catalogWords.noneCalled(what), catalogWords.findHow, ctx)
  if (variants.length > MAX_LISTED) return manyView(variants, facts, ctx)
  const items = variants.map(
    (variant) =>
      `${
        (variants.length > 1 && optionText(variant, ctx.shop.catalog)) || itemText(variant.sku, ctx)
      }: ${stockText(variant.sku, facts, ctx)}`,
  )
  const [first] = variants
  const headline = variants.length === 1 && first !== undefined ? itemText(first.sku, ctx) : inert(what)
  return {
    headline: catalogWords.availabilityOf(headline),
    blocks: [listBlock(items)],
    controls: addMenu(variants.slice(0, 10), ctx),
  }
}

/** Too many to read one by one: what it comes in, and what of it is not here. */
function manyView(variants: readonly Variant[], facts: Facts, ctx: ScreenContext): View {
  const product = ctx.shop.catalog.products.get(variants[0]?.productId ?? '')
  const missing = variants.filter(({ sku }) => {
    const stock = facts.stock.get(sku)
    return stock?.tracked === true && freeNow(stock) === 0
  })
  const short = missing.slice(0, MAX_LISTED).map(({ sku }) => `${itemText(sku, ctx)}: ${stockText(sku, facts, ctx)}`)
  const rest = missing.length - short.length
  const here =
    missing.length === 0 ? catalogWords.allHere : rest > 0 ? catalogWords.moreHere(rest) : catalogWords.othersHere
  return {
    headline: catalogWords.availabilityOf(product?.name ?? ''),
    blocks: [
      listBlock([...(product === undefined ? [] : [hitText({ product, variants }, ctx)]), ...short]),
      textBlock(catalogWords.nameOptions(here)),
    ],
    controls: [],
  }
}

function stockText(sku: Sku, facts: Facts, ctx: ScreenContext): string {
  const stock = facts.stock.get(sku)
  if (stock === undefined || !stock.tracked) return stock?.discontinued ? catalogWords.notSoldAnyMore : 'available'
  const now = freeNow(stock)
  const today = localDate(facts.now, ctx.shop.settings.timeZone)
  const [next] = promise(stock, now + 1, today).later
  if (now === 0 && next === undefined) return catalogWords.noneEver
  // Nothing is on its way: not worth a word while there is some.
  const noDate = now === 0 ? catalogWords.moreUndated : ''
  const last = stock.discontinued ? catalogWords.theLastOnes : ''
  const later = next === undefined ? last : next.on === undefined ? noDate : catalogWords.moreOn(dayText(next.on, ctx))
  if (now === 0) return catalogWords.noneNow(later)
  if (isStaff(ctx)) return catalogWords.now(now, later)
  return now > SHOWN_TO_CUSTOMERS ? 'available' : catalogWords.onlyLeft(now, later)
}

function addMenu(variants: readonly Variant[], ctx: ScreenContext): readonly Control[] {
  const options = variants
    .map((variant) => ({ variant, press: { kind: 'add-sku', sku: variant.sku, quantity: '1' } as const }))
    .filter(({ press }) => fitsControl(press))
    .slice(0, 25)
    .map(({ variant, press }) => ({
      value: ctx.token(press),
      label: catalogWords.addOne(itemText(variant.sku, ctx)),
      description: money(variant.price, ctx),
    }))
  return options.length === 0
    ? []
    : [{ kind: 'select', label: catalogWords.addLabel, token: ctx.token({ kind: 'menu' }), options }]
}
