/**
 * What a draft needs next, in words and as the one control that gets there. The order of what is
 * missing is the domain's (missing.ts).
 */

import { inert } from '#conversation/edge/inert.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import { isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { orList } from '#conversation/screens/names.ts'
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
}

const ACTS = {
  customer: {
    status: 'a customer',
    form: 'customer',
    button: 'Choose customer',
    say: {
      staff:
        'who is it for? Say "customer jane@example.com", "guest pat@example.com" or "register Pat Lee ' +
        'pat@example.com".',
      customer: 'who is it for? Say "guest you@example.com".',
    },
  },
  items: {
    status: 'items',
    form: 'add-item',
    button: 'Add item',
    say: {
      staff: 'add items, for example "2 blue mugs" or "add 2 MUG-BLUE-11OZ".',
      customer: 'tell me what you would like, for example "2 blue mugs".',
    },
  },
  contact: {
    status: 'contact',
    form: 'customer',
    button: 'Add contact',
    say: {
      staff: 'an e-mail or phone for this guest: "guest pat@example.com".',
      customer: 'your e-mail, so that we can reach you: "guest you@example.com".',
    },
  },
  'ship-to': {
    status: 'address',
    form: 'ship-to',
    button: 'Add address',
    say: {
      staff: 'where does it go? Say "ship to Pat Lee, 9 Elm St, Salem, OR 97301".',
      customer: 'where should it go? Say "ship to Pat Lee, 9 Elm St, Salem, OR 97301".',
    },
  },
  method: {
    status: 'shipping',
    form: 'details',
    button: 'Choose shipping',
    say: { staff: 'choose a shipping method that goes there.', customer: 'choose how it travels.' },
  },
  payment: {
    status: 'payment',
    form: 'payment',
    button: 'Choose payment',
    say: {
      staff: 'how is it paid?',
      customer: 'how would you like to pay?',
    },
  },
  'caller-check': {
    status: 'a caller check',
    form: 'payment',
    button: 'Choose payment',
    say: {
      staff:
        'this card never paid for goods to that address. Ask the caller for the number of an earlier order or a ' +
        'postcode of the address book, then say "check" with it, or "check by mail" for a code; a payment link ' +
        'needs no check.',
      customer: 'your card was not used with this address before: please pay by a link, "pay link".',
    },
  },
  billing: {
    status: 'billing address',
    form: 'bill-to',
    button: 'Add billing address',
    say: {
      staff: 'the billing address: "bill to same", or type it.',
      customer: 'your billing address: "bill to same", or type it.',
    },
  },
  'backorder-choice': {
    status: 'a choice for what is short',
    form: 'details',
    button: 'Show details',
    say: {
      staff: 'some items are short: say "backorders" for the choices, or take fewer.',
      customer: 'some items are short: choose what to do, take fewer or remove them.',
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
    return `Next: choose how it travels: ${orList(methods.map((id) => `"method ${id}"`))}.`
  if (fact === 'payment' && ways.length > 0) return `Next: ${words} Say ${orList(ways.map((way) => PAY[way]))}.`
  if (fact === 'ship-to' && saved.length > 0)
    return `Next: ${words} Saved: ${orList(saved.slice(0, 3).map((label) => `"ship to ${inert(label)}"`))}.`
  return `Next: ${words}`
}
const PAY = {
  stored: '"pay card"',
  link: '"pay link"',
  invoice: '"pay invoice PO-77"',
  delivery: '"pay on delivery"',
} as const satisfies Record<PaymentKind, string>
export const nextAct = (fact: MissingFact): Act => ACTS[fact]

/** "a customer, items and payment" */
export const missingStatus = (fact: MissingFact): string => ACTS[fact].status
