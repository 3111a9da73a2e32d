/**
 * What every screen may look at, and the small helpers they share. A screen is a pure function from
 * data to a View; its strings are ready to read and inert. Who reads decides the words: customers
 * get everyday ones and never limits, margins, memos or other people's data. Next: cart.ts (the
 * live card), refusal.ts (every "no"), text.ts in the folder above (the text fallback).
 */

import type { Menu } from '#conversation/edge/action-codec.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, LinkTo, Tone, View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { Amount, Instant } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { Shop, ShopSettings } from '#domain/model/shop.ts'
import { inShop } from './examples.ts'

/** The shop as a screen may read it: what a role may give away is decided elsewhere and shown nowhere. */
export type ShownShop = Omit<Shop, 'settings'> & { readonly settings: Omit<ShopSettings, 'limits'> }

export type ScreenContext = {
  readonly shop: ShownShop
  /** ISO instant. */
  readonly now: Instant
  /** Who reads the view (on a reply: who spoke). */
  readonly actor: Actor
  /** Other people read this place too: city and postcode instead of the full address, no contact data (rules.md C8). */
  readonly shared: boolean
  readonly linkTo?: LinkTo
  /** A provider that makes payment links, and mail, where they are connected. */
  readonly outside?: { readonly links: boolean; readonly mail: boolean }
  /** The stamped token of a control, made by the action codec for this draft and revision. */
  readonly token: (request: Pressable | Menu) => string
}

/** Of the shop: only they read limits, approvals, margins, memos and what is not approved. */
export type StaffContext = ScreenContext & { readonly actor: Extract<Actor, { kind: 'staff' | 'system' }> }
export type CustomerContext = ScreenContext & { readonly actor: Extract<Actor, { kind: 'customer' | 'guest' }> }

export type Audience = 'staff' | 'customer'

export function audienceOf(ctx: ScreenContext): Audience {
  switch (ctx.actor.kind) {
    case 'staff':
    case 'system':
      return 'staff'
    case 'customer':
    case 'guest':
      return 'customer'
    default:
      return ctx.actor satisfies never
  }
}

export const isStaff = (ctx: ScreenContext): ctx is StaffContext => audienceOf(ctx) === 'staff'
export const isCustomer = (ctx: ScreenContext): ctx is CustomerContext => audienceOf(ctx) === 'customer'

/** What is drawn of either side's own: neither can be given the other's. */
export function forReader<T>(
  ctx: ScreenContext,
  draw: { readonly staff: (ctx: StaffContext) => T; readonly customer: (ctx: CustomerContext) => T },
): T {
  if (isStaff(ctx)) return draw.staff(ctx)
  if (isCustomer(ctx)) return draw.customer(ctx)
  throw new Error('a view is read by somebody')
}

/** The shop's own screens are the shop's, whoever's turn made them; who reads along there is not known here. */
export const asShop = (ctx: ScreenContext): StaffContext =>
  isStaff(ctx)
    ? ctx
    : { ...ctx, actor: { kind: 'staff', id: 'desk', name: 'desk', role: 'rep', active: true }, shared: true }

/** Minor units of the shop's currency as people read them here, without the currency: "73.17". */
export const money = (amount: Amount, ctx: ScreenContext): string => formatMoney(amount, ctx.shop.settings)

/** With the currency, where money is about to be spent: "73.17 USD". */
export const moneyWithCurrency = (amount: Amount, ctx: ScreenContext): string =>
  `${money(amount, ctx)} ${ctx.shop.settings.currency}`

type ButtonStyle = Extract<Control, { kind: 'button' }>['style']

export function button(label: string, request: Pressable, ctx: ScreenContext, style: ButtonStyle = 'normal'): Control {
  return { kind: 'button', label: inert(label), token: ctx.token(request), style }
}

export const textBlock = (words: string): Block => ({ kind: 'text', text: inert(words) })
export const notice = (tone: Tone, words: string): Block => ({ kind: 'notice', tone, text: inert(words) })
export const listBlock = (items: readonly string[]): Block => ({ kind: 'list', items: items.map(inert) })

/** Words and nothing else; examples among them are of the shop's own goods. */
export function noticeView(headline: string, words: string | undefined, { shop }: ScreenContext): View {
  return {
    headline: inert(headline),
    blocks: words === undefined ? [] : [textBlock(inShop(words, shop))],
    controls: [],
  }
}
