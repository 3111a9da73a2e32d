/**
 * The lines of the cart card: what it is, what was assumed, when it can be had, what it costs. Next: cart-totals.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { LineRow } from '#conversation/edge/view.ts'
import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { addressText, dayText, itemName, optionValueName, textOnLine } from '#conversation/screens/names.ts'
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
      : [shown.policy === 'ship-available-drop-rest' ? `${late.rest} left out` : availabilityText(late, ctx)]),
    ...(priced.gift ? ['A gift'] : []),
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
      `${optionValueName(option, value, ctx)}, ${because === 'last-time' ? 'as last time' : 'the usual'}`,
  )
  const price = !priced.overridden
    ? []
    : isStaff(ctx)
      ? [
          `Price ${money(priced.unitPrice, ctx)} instead ` +
            `of ${money(priced.listPrice, ctx)}: ${line.override?.reasonText ?? line.override?.reason ?? ''}`,
        ]
      : [`${money(priced.unitPrice, ctx)} each`]
  const elsewhere = line.elsewhere.map(({ group, quantity }) => {
    const where = draft.content.groups.find((each) => each.id === group)
    return (
      `${quantity} of them to ` +
      `${where?.label ?? (where?.address ? addressText(where.address, ctx) : 'another address')}`
    )
  })
  return [
    ...assumed,
    ...(line.freeText === undefined ? [] : [textOnLine(line.sku, line.freeText, ctx)]),
    ...(line.note === undefined ? [] : [`Note: ${line.note}`]),
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
  const here = now === 0 ? 'None now' : `${now} now`
  const dated = later.map(({ quantity, on }) =>
    on === undefined ? `${quantity} with no date` : `${quantity} on ${dayText(on, ctx)}`,
  )
  const estimated = later.some(({ on }) => on !== undefined) ? ' (estimated)' : ''
  const gone =
    never === undefined
      ? []
      : [
          now === 0 && later.length === 0
            ? 'and no more to come'
            : `${never.quantity === 1 ? 'one' : never.quantity} cannot be had`,
        ]
  return `${[here, ...dated, ...gone].join(', ')}${estimated}`
}
