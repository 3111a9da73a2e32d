/**
 * The lines of the cart card: what it is, what was assumed, when it can be had, what it costs. Next: cart-totals.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { LineRow } from '#conversation/edge/view.ts'
import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { addressText, dayText, itemName, optionValueName, textOnLine } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import type { CustomerDraft, CustomerLedger } from '#domain/draft/sides.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { DraftLine, OrderDraft } from '#domain/model/draft.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { Ledger, PricedLine } from '#domain/model/ledger.ts'
import type { ShortLine } from '#domain/model/refusals.ts'

export type ShownDraft = {
  /** Of a customer's card: only what is theirs. */
  readonly draft: OrderDraft | CustomerDraft
  readonly ledger: Ledger | CustomerLedger
  readonly short: readonly ShortLine[]
  readonly stock: ReadonlyMap<string, StockFact>
  /** What becomes of the short lines; absent = nothing is short, or nobody chose. */
  readonly policy?: BackorderPolicy
}

/** In the order they were added; gifts, which only the ledger knows, come last. */
export function lineRows(shown: ShownDraft, ctx: ScreenContext): readonly LineRow[] {
  const { draft, ledger } = shown
  const lines = new Map(draft.content.lines.map((line, index) => [line.id, { line, index }]))
  const place = ({ lineId }: PricedLine) => lines.get(lineId)?.index ?? lines.size
  return [...ledger.lines]
    .sort((a, b) => place(a) - place(b))
    .map((priced) => row(priced, lines.get(priced.lineId)?.line, shown, ctx))
}

function row(priced: PricedLine, line: DraftLine | undefined, shown: ShownDraft, ctx: ScreenContext): LineRow {
  const product = ctx.shop.catalog.products.get(ctx.shop.catalog.variants.get(priced.sku)?.productId ?? '')
  const late = shown.short.find((part) => part.lineId === priced.lineId)
  const notes = [
    ...(late === undefined
      ? []
      : [shown.policy === 'ship-available-drop-rest' ? cartWords.leftOut(late.rest) : availabilityText(late, ctx)]),
    ...(priced.gift ? [cartWords.aGift] : []),
    ...(line === undefined ? [] : lineNotes(line, priced, shown.draft, ctx)),
  ]
  return {
    quantity: priced.quantity,
    ...itemName(priced.sku, ctx),
    ...(isStaff(ctx) ? { sku: inert(priced.sku) } : {}),
    amount: money(priced.gross, ctx),
    notes: notes.map(inert),
    ...(product?.image === undefined ? {} : { image: product.image }),
  }
}

function lineNotes(
  line: DraftLine,
  priced: PricedLine,
  draft: ShownDraft['draft'],
  ctx: ScreenContext,
): readonly string[] {
  const assumed = line.assumed.map(
    ({ option, value, because }) =>
      `${optionValueName(option, value, ctx)}, ${because === 'last-time' ? cartWords.asLastTime : cartWords.theUsual}`,
  )
  const price = !priced.overridden
    ? []
    : isStaff(ctx)
      ? [
          cartWords.priceInsteadOf(
            money(priced.unitPrice, ctx),
            money(priced.listPrice, ctx),
            line.override?.reasonText ?? line.override?.reason ?? '',
          ),
        ]
      : [cartWords.each(money(priced.unitPrice, ctx))]
  const elsewhere = line.elsewhere.map(({ group, quantity }) => {
    const where = draft.content.groups.find((each) => each.id === group)
    return cartWords.someOfThemTo(
      quantity,
      where?.label ?? (where?.address ? addressText(where.address, ctx) : cartWords.anotherAddress),
    )
  })
  return [
    ...assumed,
    ...(line.freeText === undefined ? [] : [textOnLine(line.sku, line.freeText, ctx)]),
    ...(line.note === undefined ? [] : [cartWords.note(line.note)]),
    ...price,
    ...elsewhere,
  ]
}

/**
 * "2 now, 1 on Fri 4 Dec (estimated)"; an unknown date is said, never invented, and what cannot
 * come is not promised.
 */
export function availabilityText(
  { now, later, never }: Pick<ShortLine, 'now' | 'later' | 'never'>,
  ctx: ScreenContext,
): string {
  const here = now === 0 ? cartWords.noneNow : cartWords.now(now)
  const dated = later.map(({ quantity, on }) =>
    on === undefined ? cartWords.withNoDate(quantity) : cartWords.someOnDay(quantity, dayText(on, ctx)),
  )
  const estimated = later.some(({ on }) => on !== undefined) ? ' (estimated)' : ''
  const gone =
    never === undefined
      ? []
      : [
          now === 0 && later.length === 0
            ? cartWords.noMoreToCome
            : cartWords.cannotBeHad(never.quantity === 1 ? 'one' : never.quantity),
        ]
  return `${[here, ...dated, ...gone].join(', ')}${estimated}`
}
