/**
 * What a draft needs next, in words and as the one control that gets there. The order of what is
 * missing is the domain's (missing.ts).
 */

import { inert } from '#conversation/edge/inert.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import { isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { orList } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import type { MissingFact } from '#domain/model/refusals.ts'
import type { PaymentKind } from '#domain/model/shop.ts'
import { inShop } from '../examples.ts'

type Words = { readonly staff: string; readonly customer: string }
type Act = {
  /** After "needs " in the status line. */
  readonly status: string
  readonly say: Words
  readonly form: FormKind
  readonly button: string
  /** As its customer reads them, where that differs. */
  readonly own?: { readonly status: string; readonly button: string }
}

const ACTS = {
  customer: {
    status: cartWords.customerMissing,
    form: 'customer',
    button: cartWords.chooseCustomer,
    own: { status: cartWords.yourDetailsMissing, button: cartWords.yourDetails },
    say: {
      staff: cartWords.customerHowStaff,
      customer: cartWords.customerHow,
    },
  },
  items: {
    status: cartWords.itemsMissing,
    form: 'add-item',
    button: cartWords.addItem,
    say: {
      staff: cartWords.itemsHowStaff,
      customer: cartWords.itemsHow,
    },
  },
  contact: {
    status: cartWords.contactMissing,
    form: 'customer',
    button: cartWords.addContact,
    say: {
      staff: cartWords.contactHowStaff,
      customer: cartWords.contactHow,
    },
  },
  'ship-to': {
    status: cartWords.addressMissing,
    form: 'ship-to',
    button: cartWords.addAddress,
    say: {
      staff: cartWords.addressHowStaff,
      customer: cartWords.addressHow,
    },
  },
  method: {
    status: cartWords.shippingMissing,
    form: 'details',
    button: cartWords.chooseShipping,
    say: { staff: cartWords.methodHowStaff, customer: cartWords.methodHow },
  },
  payment: {
    status: cartWords.paymentMissing,
    form: 'payment',
    button: cartWords.choosePayment,
    say: {
      staff: cartWords.paymentHowStaff,
      customer: cartWords.paymentHow,
    },
  },
  'caller-check': {
    status: cartWords.callerCheckMissing,
    form: 'payment',
    button: cartWords.choosePayment,
    say: {
      staff: cartWords.callerCheckHowStaff,
      customer: cartWords.callerCheckHow,
    },
  },
  billing: {
    status: cartWords.billingMissing,
    form: 'bill-to',
    button: cartWords.addBillingAddress,
    say: {
      staff: cartWords.billingHowStaff,
      customer: cartWords.billingHow,
    },
  },
  'backorder-choice': {
    status: cartWords.shortageMissing,
    form: 'details',
    button: cartWords.showDetails,
    say: {
      staff: cartWords.shortageHowStaff,
      customer: cartWords.shortageHow,
    },
  },
} as const satisfies Record<MissingFact, Act>

/** What this order has to choose from: methods that go there, ways to pay that its buyer has, saved addresses. */
export type Choices = {
  readonly methods?: readonly string[]
  readonly ways?: readonly PaymentKind[]
  readonly saved?: readonly string[]
}

export function nextWords(fact: MissingFact, ctx: ScreenContext, choices: Choices = {}): string {
  const { methods = [], ways = [], saved = [] } = choices
  const { staff, customer } = ACTS[fact].say
  const words = inShop(isStaff(ctx) ? staff : customer, ctx.shop)
  if (fact === 'method' && methods.length > 0)
    return cartWords.nextChooseMethod(orList(methods.map((id) => cartWords.sayMethod(id))))
  if (fact === 'payment' && ways.length > 0) return cartWords.nextSay(words, orList(ways.map((way) => PAY[way])))
  if (fact === 'ship-to' && saved.length > 0)
    return cartWords.nextSaved(words, orList(saved.slice(0, 3).map((label) => cartWords.sayShipTo(inert(label)))))
  return cartWords.next(words)
}
const PAY = {
  stored: cartWords.sayPayCard,
  link: cartWords.sayPayLink,
  invoice: cartWords.sayPayInvoice,
  delivery: cartWords.sayPayOnDelivery,
} as const satisfies Record<PaymentKind, string>
export function nextAct(fact: MissingFact, ctx: ScreenContext): Act {
  const act: Act = ACTS[fact]
  return isStaff(ctx) ? act : { ...act, ...act.own }
}

/** "a customer, items and payment" */
export const missingStatus = (fact: MissingFact, ctx: ScreenContext): string => nextAct(fact, ctx).status
