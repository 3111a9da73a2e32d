/**
 * From a request that changes the draft to a step: which command, question or refusal. Pure; one
 * resolver per kind, the compiler names a missing one. Requests that only read, or that steer the
 * flow (place, resume, yes), are the turn's: turn/reading/reading.ts and turn/flow.ts.
 */

import { dispatch, type Each, type KindIn, type Of, type RequestIn } from '#conversation/requests/request.ts'
import { given } from '#domain/base/given.ts'
import { roleOf } from '#domain/model/actor.ts'
import { commandRight, may } from '#domain/model/permissions.ts'
import { resolveAddressPart, resolveBillTo, resolveShipLineTo, resolveShipTo } from './addresses.ts'
import { lineText } from './line-text.ts'
import {
  addProduct,
  addSku,
  beginNote,
  changeQuantity,
  resolveNoteLine,
  resolveRemoveLine,
  resolveReplaceLine,
  resolveSetQuantity,
  resolveSplitLine,
  setOptions,
} from './lines.ts'
import { parcelMethod, shipMethod } from './parcels.ts'
import { giveReason, overrideLine, overrideShipping, subtract } from './prices.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

const EDITS = {
  'add-sku': addSku,
  'add-product': addProduct,
  'set-quantity': resolveSetQuantity,
  'change-quantity': changeQuantity,
  'remove-line': resolveRemoveLine,
  'set-options': setOptions,
  'replace-line': resolveReplaceLine,
  'split-line': resolveSplitLine,
  note: resolveNoteLine,
  'line-text': lineText,
  'begin-note': beginNote,
  'begin-words': ({ of }, { actor }) =>
    may(actor, commandRight[of])
      ? ask({ kind: of })
      : refuse({ kind: 'not-allowed', role: roleOf(actor), to: commandRight[of] }),
  clear: () => commands({ kind: 'clear-cart' }),
  undo: (request) =>
    commands({ kind: 'undo', ...(request.before === undefined ? {} : { back: { before: request.before } }) }),
  redo: () => commands({ kind: 'redo' }),
  'ship-to': resolveShipTo,
  'address-part': resolveAddressPart,
  'parcel-method': parcelMethod,
  'ship-line-to': resolveShipLineTo,
  'bill-to': resolveBillTo,
  method: shipMethod,
  pay: (request) =>
    commands({
      kind: 'set-payment',
      payment: request.payment,
      ...given({ reference: request.reference }),
    }),
  coupon: (request) => commands({ kind: 'add-coupon', code: request.code }),
  'swap-coupon': (request) => commands({ kind: 'add-coupon', code: request.code, replacing: request.replacing }),
  'remove-coupon': removeCoupon,
  subtract,
  'override-shipping': overrideShipping,
  'override-line': overrideLine,
  'remove-adjustment': (request) => commands({ kind: 'remove-adjustment', ...given({ what: request.what }) }),
  reason: giveReason,
  comment: (request, context) =>
    commands({ kind: 'comment', text: saidBy(request.text, context), ...(request.shown && { reads: 'customer' }) }),
  memo: (request) => commands({ kind: 'memo', text: request.text }),
  quote: (request) => commands({ kind: 'quote', days: request.days }),
  backorders: (request) => commands({ kind: 'set-backorder-policy', policy: request.policy }),
} as const satisfies Each<KindIn<'edit'>, [context: ResolveContext], ResolveStep>

export const resolveEdit = (request: RequestIn<'edit'>, context: ResolveContext): ResolveStep =>
  dispatch<KindIn<'edit'>, [ResolveContext], ResolveStep>(EDITS, request, context)

/** What somebody of the shop writes on a customer's own order never reads as the customer's words. */
const saidBy = (text: string, { actor, draft }: ResolveContext): string =>
  actor.kind === 'staff' && draft.owner.kind !== 'staff' ? `${actor.name}: ${text}` : text

function removeCoupon(request: Of<'remove-coupon'>, context: ResolveContext): ResolveStep {
  const code = request.code ?? context.draft.content.coupons.at(-1)?.code
  return code === undefined
    ? { kind: 'refuse', refusal: { kind: 'nothing-to-remove', what: 'coupon' } }
    : commands({ kind: 'remove-coupon', code })
}
