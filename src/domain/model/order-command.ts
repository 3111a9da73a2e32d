/**
 * What can be done to a placed order, and what it comes to. Typed words, buttons and the command
 * line all become an OrderCommand; decideOrder (order/decide.ts) answers with the changed order,
 * its events and what moves in stock, or a refusal. Shares stay frozen: only counts and money move.
 */

import type { Amount, Instant, Quantity, Sku } from '#domain/base/flavour.ts'
import type { Amendment, AmendSituation, ProposedChange } from '#domain/model/placed/amendment.ts'
import type { ProviderSaid } from '#domain/model/placed/payment-request.ts'
import type { Actor, Right } from './actor.ts'
import type { CallerCheck } from './caller-check.ts'
import type { Reason } from './command.ts'
import type { Order, PaymentWay } from './order.ts'
import type { LetterKind, ShopSettings } from './shop.ts'

/** Lines of one SKU count together; `quantity` absent = all there is to take. */
export type OrderPart = { readonly sku: Sku; readonly quantity?: Quantity }

/** What is taken instead: list price in minor units, and how many are free now (absent = nobody counts). */
export type ExchangeGoods = {
  readonly sku: Sku
  readonly name: string
  readonly optionText: string
  readonly taxClass: string
  readonly price: Amount
  readonly here?: number
}

export type OrderCommand =
  /** Without `part`: everything that is reserved. */
  | { readonly kind: 'ship'; readonly part?: OrderPart; readonly tracking?: string }
  /** Without `part`: everything that has not left. */
  | { readonly kind: 'cancel'; readonly part?: OrderPart }
  /** How many of a SKU the customer wants in all; only fewer than now, and never fewer than have left. */
  | { readonly kind: 'set-quantity'; readonly sku: Sku; readonly quantity: Quantity }
  /** It will come back: nothing is booked but that it is expected. `instead`: the SKU a customer wants for it. */
  | { readonly kind: 'announce-return'; readonly part: OrderPart; readonly instead?: string }
  /** It will not come back after all; without a SKU, nothing that was announced. */
  | { readonly kind: 'withdraw-return'; readonly sku?: Sku }
  /** It came back, announced or not. */
  | { readonly kind: 'return'; readonly part: OrderPart }
  /** Another item for one at what was paid for that; a dearer one costs the difference of their list prices. */
  | { readonly kind: 'exchange'; readonly part: OrderPart; readonly goods: ExchangeGoods }
  /** Minor units of a shipping charge, tax included; absent = what is left of it. */
  | { readonly kind: 'refund-shipping'; readonly amount?: Amount; readonly reason: Reason }
  /** Goodwill: minor units, within the limits of the actor's role. */
  | { readonly kind: 'refund'; readonly amount: Amount; readonly reason: Reason }
  /** Somebody says that money came: so much, or all that is due. */
  | ({ readonly kind: 'pay' } & MovedByHand)
  /** Somebody says that money went back: so much, or all that is to be given back. */
  | ({ readonly kind: 'give-back' } & MovedByHand)
  /** The last record of money was a mistake. */
  | { readonly kind: 'take-back-record' }
  /** Parley's own clock: a link nobody paid in time. */
  | { readonly kind: 'give-up' }
  /** A payment provider, of what it was asked. */
  | { readonly kind: 'provider-said'; readonly request: string; readonly said: ProviderSaid }
  /** The link is to be made anew, where there is none that can be paid. */
  | { readonly kind: 'new-link'; readonly id: string }
  /** Parley itself: what an order placed together with it no longer earns leaves; `back`: goods came back. */
  | { readonly kind: 'follow'; readonly back: boolean }
  /** It has not left: another place, method, contact, day or gift note. */
  | { readonly kind: 'amend'; readonly amendment: Amendment; readonly situation: AmendSituation }
  /** A change that waits for a press, or for somebody who may. */
  | { readonly kind: 'propose'; readonly proposal: ProposedChange }
  | { readonly kind: 'drop-proposal' }
  /** A rep asked who is calling, and the answer was right. */
  | { readonly kind: 'check-caller'; readonly check: CallerCheck }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'memo'; readonly text: string }
  /** Somebody asked for a letter of it. */
  | { readonly kind: 'mailed'; readonly what: LetterKind }
  | ReleaseCommand

/** Minor units; `how` absent = the way the order is paid. */
type MovedByHand = { readonly amount?: Amount; readonly how?: PaymentWay; readonly reference?: string }

export const ORDER_EVENTS = [
  'shipped',
  'cancelled',
  'edited',
  'returned',
  'return-announced',
  'return-withdrawn',
  'exchanged',
  'shipping-refunded',
  'refunded',
  'paid',
  'given-back',
  'record-taken-back',
  'link-made',
  'link-expired',
  'link-refused',
  'refund-refused',
  'payment-in-doubt',
  'mailed',
  'commented',
  'memo-added',
  'released',
  'expedited',
  'dates-changed',
  'goes-as-it-comes',
  'goes-together',
  'amended',
  'change-asked',
  'change-dropped',
  'caller-checked',
] as const
/** What may happen to an order after it was placed. */
export type OrderEventKind = (typeof ORDER_EVENTS)[number]
/** One row of an order's history; never changed. `detail` holds what screens need again (parcels). */
export type OrderEvent = {
  readonly kind: OrderEventKind
  readonly label: string
  readonly actor: string
  readonly source: string
  readonly at: Instant
  readonly detail: Readonly<Record<string, unknown>>
}

/** What its history has besides: it begins with the order being placed. */
export type PastEvent = Omit<OrderEvent, 'kind'> & { readonly kind: 'placed' | OrderEventKind }

/** Signed units to add to a tracked SKU's counts. */
export type StockMove = {
  readonly sku: Sku
  readonly onHand: Quantity
  readonly reserved: Quantity
  readonly allocated: Quantity
}

/** Minor units: what is no longer owed, and what was recorded as taken and as gone back. */
export type MoneyMoved = { readonly credited: Amount; readonly captured: Amount; readonly refunded: Amount }

export type OrderDecided = {
  readonly order: Order
  readonly events: readonly OrderEvent[]
  readonly stock: readonly StockMove[]
  readonly moved: MoneyMoved
  /** The whole family is cancelled now: its coupons may be used again (rules.md O9). */
  readonly givesCouponsBack: boolean
}

export type OrderFacts = {
  /** ISO instant. */
  readonly now: Instant
  readonly actor: Actor
  /** The inbound it was asked with. */
  readonly source: string
  readonly settings: ShopSettings
  /** The other orders placed together with this one. */
  readonly family: readonly Pick<Order, 'number' | 'status' | 'lines'>[]
}

/**
 * The right each command needs; whose orders an actor may touch is asked besides (mine-or-staff's
 * business of the conversation).
 */
export const orderCommandRight = {
  ship: 'ship-orders',
  cancel: 'change-orders',
  'set-quantity': 'change-orders',
  'announce-return': 'change-orders',
  'withdraw-return': 'change-orders',
  return: 'return-items',
  exchange: 'return-items',
  'refund-shipping': 'refund',
  refund: 'refund',
  pay: 'take-payment',
  'give-back': 'take-payment',
  'take-back-record': 'take-payment',
  'give-up': 'manage-shop',
  'provider-said': 'manage-shop',
  'new-link': 'change-orders',
  follow: 'manage-shop',
  amend: 'change-orders',
  propose: 'change-orders',
  'drop-proposal': 'change-orders',
  'check-caller': 'take-payment',
  comment: 'change-orders',
  memo: 'write-memo',
  mailed: 'change-orders',
  fill: 'manage-stock',
  'new-dates': 'manage-stock',
  release: 'change-orders',
  wait: 'change-orders',
  expedite: 'expedite-orders',
} as const satisfies Record<OrderCommand['kind'], Right>

export type ReleaseCommand =
  /** Parley itself, when units came: so many for these lines, and what is now told of the rest. */
  | { readonly kind: 'fill'; readonly parts: readonly FillPart[]; readonly expected: readonly ExpectedPart[] }
  /** Parley itself: lines that wait are expected on another day now, or on none. */
  | { readonly kind: 'new-dates'; readonly expected: readonly ExpectedPart[] }
  /** What is here leaves now, the rest when it comes. */
  | { readonly kind: 'release' }
  /** Everything leaves together. */
  | { readonly kind: 'wait' }
  /** To the front of the queue. */
  | { readonly kind: 'expedite' }

export type FillPart = { readonly position: number; readonly quantity: Quantity }

/** `on` absent = no date. */
export type ExpectedPart = { readonly position: number; readonly on?: string }
