/**
 * Read back: everything of a draft in full, for the rep on the phone. Private by nature (the engine
 * sends it as a note to who asked).
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import {
  button,
  type CustomerContext,
  isStaff,
  type ScreenContext,
  type StaffContext,
} from '#conversation/screens/context.ts'
import { buyerName, methodName, paymentText } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { formatAddress } from '#domain/draft/address.ts'
import type { CustomerDraft, CustomerLedger } from '#domain/draft/sides.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { lineRows, type ShownDraft } from './cart-lines.ts'
import { totalRows } from './cart-totals.ts'

/** For the shop: with its memos. */
export const readBackView = (draft: OrderDraft, ledger: Ledger, ctx: StaffContext): View =>
  drawn({ draft, ledger }, ctx, {
    name: cartWords.draft(draft.ref),
    memos: draft.content.memos.flatMap((memo) => field(cartWords.memoInternal, memo)),
  })

/** For the customer: made from what is theirs. */
export const customerReadBackView = (draft: CustomerDraft, ledger: CustomerLedger, ctx: CustomerContext): View =>
  drawn({ draft, ledger }, ctx, { name: cartWords.yourOrder, memos: [] })

type Read = Pick<ShownDraft, 'draft' | 'ledger'>
type Sided = { readonly name: string; readonly memos: readonly Field[] }

function drawn({ draft, ledger }: Read, ctx: ScreenContext, { name, memos }: Sided): View {
  const privately: ScreenContext = { ...ctx, shared: false }
  const shown = { draft, ledger, short: [], stock: new Map() }
  const { content } = draft
  return {
    headline: isStaff(ctx)
      ? cartWords.readBackOf(buyerName(content.buyer, privately), name)
      : cartWords.readBackOwn(name),
    blocks: [
      { kind: 'fields', fields: [...who(draft, ctx), ...where(draft, privately), ...how(draft, privately), ...memos] },
      { kind: 'lines', rows: lineRows(shown, privately) },
      { kind: 'totals', rows: totalRows(shown, privately) },
    ],
    controls: [button(cartWords.showTheOrder, { kind: 'show' }, ctx)],
  }
}

type Field = { readonly label: string; readonly value: string }
const field = (label: string, value: string | undefined): readonly Field[] =>
  value === undefined || value === '' ? [] : [{ label, value: inert(value) }]

function who({ content: { buyer } }: Read['draft'], ctx: ScreenContext): readonly Field[] {
  // Who reads their own order is told their name, not what they are to the shop.
  const label = (ofStaff: string): string => (isStaff(ctx) ? ofStaff : cartWords.name)
  switch (buyer.kind) {
    case 'none':
      return isStaff(ctx) ? field(cartWords.customer, cartWords.noneYet) : []
    case 'guest':
      return [
        ...field(label(cartWords.guest), buyer.name),
        ...field('E-mail', buyer.email),
        ...field(cartWords.phone, buyer.phone),
      ]
    case 'register':
      return [
        ...field(cartWords.newAccountTitle, buyer.name),
        ...field('E-mail', buyer.email),
        ...field(cartWords.phone, buyer.phone),
      ]
    case 'registered':
      return [...field(label(cartWords.customer), `${buyer.name}, ${buyer.number}`), ...field('E-mail', buyer.email)]
    default:
      return buyer satisfies never
  }
}

function where({ content }: Read['draft'], ctx: ScreenContext): readonly Field[] {
  const home = ctx.shop.settings.country
  const groups = content.groups.flatMap((group) => [
    ...field(
      group.id === 'main' ? cartWords.shipTo : cartWords.alsoShipTo,
      group.address && formatAddress(group.address, home).join(', '),
    ),
    ...field(cartWords.phoneForTheCarrier, group.address?.phone),
    ...field(cartWords.shippingLabel, group.method && methodName(group.method, ctx.shop.settings)),
  ])
  const bill =
    content.billing.kind === 'same' ? cartWords.shipToAddress : formatAddress(content.billing.address, home).join(', ')
  return [...groups, ...field(cartWords.billTo, bill)]
}

function how({ content }: Read['draft'], ctx: ScreenContext): readonly Field[] {
  return [
    ...field(cartWords.payment, content.payment && paymentText(content.payment, ctx)),
    ...content.comments.flatMap((comment) => field(cartWords.comment, comment)),
  ]
}
