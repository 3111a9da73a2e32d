/** What answers are made from, and the two things several of them say. Next: answers.ts. */
import type { Control } from '#conversation/edge/view.ts'
import { button, type ScreenContext } from '#conversation/screens/context.ts'
import { answersWords } from '#conversation/words/answers.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { CouponState, Ledger } from '#domain/model/ledger.ts'
import type { Refusal, ShortLine } from '#domain/model/refusals.ts'
import type { PaymentKind, ShippingMethod } from '#domain/model/shop.ts'
import { arrivalOf, arrivalText } from '#domain/pricing/shipping.ts'

export type MethodOffer = {
  readonly method: ShippingMethod
  readonly charge: number
  readonly total: number
  readonly chosen: boolean
}
export type ParcelOffer = {
  readonly id: string
  readonly where: string
  readonly items: readonly { readonly sku: Sku; readonly quantity: number }[]
  readonly method?: ShippingMethod
  readonly charge: number
  /** Another way that goes there. */
  readonly other?: ShippingMethod
}
export type CouponTrial =
  | { readonly code: string; readonly kind: 'there'; readonly state: CouponState }
  | { readonly code: string; readonly kind: 'apart'; readonly with: readonly string[] }
  | { readonly code: string; readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly code: string; readonly kind: 'works'; readonly state?: CouponState; readonly total: number }

/** What the answer is made from; `cart`: there is something in it. */
export type AnswerFacts = {
  readonly facts: Facts
  readonly cart:
    | { readonly draft: OrderDraft; readonly ledger: Ledger; readonly short: readonly ShortLine[] }
    | undefined
  readonly methods: readonly MethodOffer[]
  /** What goes where and how, where the cart goes in several. */
  readonly parcels: readonly ParcelOffer[]
  readonly payments: readonly PaymentKind[]
  readonly trials: readonly CouponTrial[]
  /** Whoever asks may be given to a person. */
  readonly person: boolean
}

/** The way to a person, where there is one. */
export const personButton = ({ person }: AnswerFacts, ctx: ScreenContext): readonly Control[] =>
  person ? [button(answersWords.askAPerson, { kind: 'ask-person' }, ctx)] : []

/** "Thu 3 - Mon 7 Dec", or the days after dispatch where something is not here yet. */
export function arrivesText(method: ShippingMethod, { cart }: AnswerFacts, ctx: ScreenContext): string {
  const { settings } = ctx.shop
  const late = (cart?.short ?? []).map(({ on }) => on)
  const last = late.reduce<string | undefined>(
    (latest, on) => (latest === undefined || on === undefined ? undefined : on > latest ? on : latest),
    '',
  )
  const ready = late.length === 0 ? ctx.now : last === undefined || last.length > 10 ? last : `${last}T12:00:00Z`
  return arrivalText(arrivalOf(method, settings, ready), settings.locale)
}
