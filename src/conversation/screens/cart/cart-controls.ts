/**
 * The controls of the cart card: one primary, at most four buttons in order of usefulness, the rest
 * as a select "More". The total stands on the button. A control that is not allowed is absent (the
 * server refuses it besides).
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, SelectOption, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { Asked } from '#conversation/screens/asked-types.ts'
import { choiceSelect } from '#conversation/screens/backorders.ts'
import {
  button,
  isStaff,
  money,
  moneyWithCurrency,
  noticeView,
  type ScreenContext,
} from '#conversation/screens/context.ts'
import { itemName, lineName, optionName, optionValueName } from '#conversation/screens/names.ts'
import { offerText } from '#conversation/screens/staff/approval-words.ts'
import { seenOf } from '#domain/draft/submit/seen.ts'
import { may } from '#domain/model/permissions.ts'
import type { ShortLine } from '#domain/model/refusals.ts'
import { reaches } from '#domain/pricing/shipping.ts'
import type { CardFacts } from './card-facts.ts'
import type { ShownDraft } from './cart-lines.ts'
import { nextAct } from './next-act.ts'

const MAX_BUTTONS = 4
/**
 * So many older points have their choices on the card; the others are named, and come forward as
 * these are answered.
 */
const MAX_POINTS = 3
/** Selects of every channel take this many. */
const MAX_OPTIONS = 25

type Choice = { readonly label: string; readonly press: Pressable }
export type Controlled = ShownDraft &
  Pick<CardFacts, 'missing' | 'standing' | 'choices'> & { readonly points: readonly Asked[] }

export function cartControls(shown: Controlled, ctx: ScreenContext): readonly Control[] {
  const { status, pending } = shown.draft
  if (status !== 'open' && status !== 'quoted' && status !== 'awaiting-approval')
    return [button('New order', { kind: 'new' }, ctx, 'primary')]
  const [first, ...behind] = shown.points
  const asked = [...(first?.controls ?? []), ...behind.slice(0, MAX_POINTS).flatMap(({ controls }) => controls)]
  const isButton = (control: Control): boolean => control.kind === 'button'
  const questionButtons = asked
    .filter(isButton)
    .slice(0, Math.max(MAX_BUTTONS, first?.controls.filter(isButton).length ?? 0))
  const questionSelects = asked.filter((control) => !isButton(control))
  const waits = shown.missing.length === 0 && shown.standing.kind === 'open' && shown.choices.length > 0
  const asks = pending !== undefined && pending.kind !== 'confirm-place' && asked.length > 0
  const primary = asks || waits ? [] : [primaryButton(shown, ctx)]
  const short = pending?.kind === 'backorder-choice' ? [] : choiceSelect(shown.choices, false, ctx)
  const visible = [...(shown.draft.status === 'awaiting-approval' ? answers(shown, ctx) : primary), ...questionButtons]
  const others = usefulFirst(shown, ctx).filter(({ label }) => visible.every((control) => control.label !== label))
  const room = Math.max(0, MAX_BUTTONS - visible.length)
  const more = others.slice(room)
  return [
    ...questionSelects,
    ...short,
    ...visible,
    ...others.slice(0, room).map(({ label, press }) => button(label, press, ctx)),
    ...(more.length === 0 ? [] : [menu(more.slice(0, MAX_OPTIONS), ctx)]),
  ]
}

/** While an approval is waited for, placing is replaced by what can be done about it; a customer has nothing to do. */
function answers({ draft: { approval } }: Controlled, ctx: ScreenContext): readonly Control[] {
  if (approval === undefined || !isStaff(ctx) || !may(ctx.actor, 'adjust-prices')) return []
  const { id, status, answer } = approval
  const accept = status === 'countered' && answer?.kind === 'countered'
  return [
    ...(accept
      ? [button(`Accept ${offerText(answer.offer, ctx)}`, { kind: 'accept-counter', id }, ctx, 'primary')]
      : []),
    button('Withdraw', { kind: 'withdraw-approval', id }, ctx, accept ? 'normal' : 'primary'),
  ]
}

const menu = (choices: readonly Choice[], ctx: ScreenContext): Control => ({
  kind: 'select',
  label: 'More',
  token: ctx.token({ kind: 'menu' }),
  options: choices.map(({ label, press }): SelectOption => ({ value: ctx.token(press), label: inert(label) })),
})

function primaryButton(shown: Controlled, ctx: ScreenContext): Control {
  const { missing, ledger, short, standing, draft } = shown
  const [first] = missing
  const late = standing.kind === 'open' ? short.find(({ never }) => never !== undefined) : undefined
  if (late !== undefined && first === undefined) return button(...fewer(shown, late, ctx), ctx, 'primary')
  if (first !== undefined)
    return button(nextAct(first).button, { kind: 'open-form', form: nextAct(first).form }, ctx, 'primary')
  const anyway = draft.pending?.kind === 'confirm-place'
  const label = isStaff(ctx)
    ? `${anyway ? 'Place it anyway' : 'Place order'} - ${money(ledger.total, ctx)}`
    : buyLabel(ledger.total, anyway, ctx)
  return button(label, { kind: 'place', seen: seenOf(draft, ledger, standing) }, ctx, 'primary')
}

const buyLabel = (total: number, anyway: boolean, ctx: ScreenContext): string =>
  `${anyway ? 'Buy anyway' : 'Buy now'} - ${total === 0 ? 'nothing to pay' : `pay ${moneyWithCurrency(total, ctx)}`}`

/** A customer typed that they want to buy. */
export const buyByPressView = (total: number, anyway: boolean, ctx: ScreenContext): View =>
  noticeView(
    'Nothing is ordered by typing',
    `Press [${buyLabel(total, anyway, ctx)}] on your cart, and it is ordered.`,
    ctx,
  )

/** A short line is reduced to what is here, or removed. */
function fewer(shown: Controlled, { sku, now, lineId }: ShortLine, ctx: ScreenContext): readonly [string, Pressable] {
  const name = lineName({ id: lineId, sku }, shown.draft.content.lines, ctx)
  const line = { by: 'id', id: lineId } as const
  return now === 0
    ? [`Remove ${name}`, { kind: 'remove-line', line }]
    : [`Take ${now} ${name}`, { kind: 'set-quantity', line, quantity: String(now) }]
}

function usefulFirst(shown: Controlled, ctx: ScreenContext): readonly Choice[] {
  const { draft } = shown
  const { content } = draft
  const staff = isStaff(ctx)
  const when = (condition: boolean, label: string, press: Pressable): readonly Choice[] =>
    condition && fitsControl(press) ? [{ label, press }] : []
  const filled = content.lines.length > 0
  return [
    ...when(draft.undo.length > 0, 'Undo', { kind: 'undo' }),
    ...when(filled && content.coupons.length === 0, 'Add coupon', { kind: 'open-form', form: 'coupon' }),
    ...when(filled && may(ctx.actor, 'adjust-prices'), 'Adjust price', { kind: 'open-form', form: 'adjust' }),
    ...when(true, 'Add item', { kind: 'open-form', form: 'add-item' }),
    ...when(true, 'Details', { kind: 'open-form', form: 'details' }),
    ...shown.short.filter(({ now }) => now > 0).flatMap((line) => when(true, ...fewer(shown, line, ctx))),
    ...otherOptions(shown, ctx),
    ...otherMethods(shown, ctx),
    ...textForms(shown, ctx),
    ...when(filled, 'Change address', { kind: 'open-form', form: 'ship-to' }),
    ...when(filled, 'Change payment', { kind: 'open-form', form: 'payment' }),
    ...content.coupons.flatMap(({ code }) => when(true, `Remove coupon ${code}`, { kind: 'remove-coupon', code })),
    ...when(content.coupons.length > 0, 'Add another coupon', { kind: 'open-form', form: 'coupon' }),
    ...when(filled, 'Why this total', { kind: 'why' }),
    ...when(staff && ctx.shared, 'Read back', { kind: 'read-back' }),
    ...when(true, 'Add comment', { kind: 'open-form', form: 'comment' }),
    ...when(filled && may(ctx.actor, 'quote'), 'Quote for 7 days', { kind: 'quote', days: 7 }),
    ...when(may(ctx.actor, 'choose-customer'), 'Change customer', { kind: 'open-form', form: 'customer' }),
    ...when(ctx.actor.kind === 'guest', 'I have an account', { kind: 'open-form', form: 'link' }),
    ...when(!staff && draft.handOver === undefined, 'Talk to a person', { kind: 'ask-person' }),
    ...when(draft.redo.length > 0, 'Redo', { kind: 'redo' }),
    ...removals(shown, ctx),
    ...when(filled, 'Clear the cart', { kind: 'clear' }),
    ...when(true, 'Cancel this order', { kind: 'cancel' }),
    ...when(true, 'Help', { kind: 'help' }),
  ]
}

/** What was assumed can be changed in one press: "Classic mug: 15 oz". */
function otherOptions({ draft }: Controlled, ctx: ScreenContext): readonly Choice[] {
  const { catalog } = ctx.shop
  return draft.content.lines.flatMap((line) =>
    line.assumed.flatMap(({ option, value }) => {
      const variant = catalog.variants.get(line.sku)
      const siblings = catalog.variantsOf.get(variant?.productId ?? '') ?? []
      const same = siblings.filter(
        (other) =>
          other.active &&
          Object.entries(other.options).every(([id, chosen]) => id === option || variant?.options[id] === chosen),
      )
      const others = [...new Set(same.map((other) => other.options[option]))].filter(
        (other) => other !== undefined && other !== value,
      )
      return others.slice(0, 3).flatMap((other): readonly Choice[] => {
        const press: Pressable = {
          kind: 'set-options',
          line: { by: 'id', id: line.id },
          options: { [option]: other ?? '' },
        }
        return fitsControl(press)
          ? [
              {
                label:
                  `${lineName(line, draft.content.lines, ctx)}: ` +
                  `${optionValueName(option, other ?? '', ctx)} as ${optionName(option, ctx).toLowerCase()}`,
                press,
              },
            ]
          : []
      })
    }),
  )
}

/** What an item may have written on it. */
function textForms({ draft }: Controlled, ctx: ScreenContext): readonly Choice[] {
  const { catalog } = ctx.shop
  return draft.content.lines.flatMap((line): readonly Choice[] => {
    const offered = catalog.products.get(catalog.variants.get(line.sku)?.productId ?? '')?.freeText
    const press: Pressable = { kind: 'open-form', form: 'line-text', argument: line.id }
    return offered === undefined ? [] : [{ label: `${offered.label}: ${itemName(line.sku, ctx).name}`, press }]
  })
}

function otherMethods({ draft }: Controlled, ctx: ScreenContext): readonly Choice[] {
  const [main] = draft.content.groups
  if (main === undefined || draft.content.lines.length === 0) return []
  return ctx.shop.settings.shippingMethods
    .filter(
      (method) =>
        method.id !== main.method &&
        (method.kind === 'pickup' || (main.address !== undefined && reaches(method, main.address))),
    )
    .map(
      (method): Choice => ({
        label: `Shipping: ${method.name}${method.rates.kind === 'flat' ? `, ${money(method.rates.amount, ctx)}` : ''}`,
        press: { kind: 'method', method: method.id },
      }),
    )
    .filter(({ press }) => fitsControl(press))
}

const FEW_LINES = 8
function removals({ draft }: Controlled, ctx: ScreenContext): readonly Choice[] {
  const { lines } = draft.content
  return lines.length > FEW_LINES
    ? []
    : lines.map((line) => ({
        label: `Remove ${lineName(line, lines, ctx)}`,
        press: { kind: 'remove-line', line: { by: 'id', id: line.id } },
      }))
}
