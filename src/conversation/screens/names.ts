/**
 * How things are called on a screen: items, people, places, days, payments. One place, so that
 * every screen says the same.
 */

import { inert } from '#conversation/edge/inert.ts'
import { momentMark } from '#conversation/edge/moment.ts'
import { namesWords } from '#conversation/words/names.ts'
import { formatDay, localDate, localMoment, zoneName } from '#domain/base/calendar.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import { formatAddress, shortAddress } from '#domain/draft/address.ts'
import { optionText } from '#domain/draft/lines.ts'
import type { Address, Buyer, RegisteredCustomer } from '#domain/model/customer.ts'
import type { DraftLine, OrderDraft, PaymentChoice } from '#domain/model/draft.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { isStaff, type ScreenContext } from './context.ts'

/** "Classic mug" and "blue, 11 oz"; the SKU itself when the catalog no longer knows it. */
export function itemName(
  sku: Sku,
  { shop: { catalog } }: ScreenContext,
): { readonly name: string; readonly detail?: string } {
  const variant = catalog.variants.get(sku)
  const product = variant && catalog.products.get(variant.productId)
  if (variant === undefined || product === undefined) return { name: inert(sku) }
  const detail = optionText(variant, catalog)
  return { name: inert(product.name), ...(detail === '' ? {} : { detail: inert(detail) }) }
}

/** "Classic mug, blue, 11 oz" */
export function itemText(sku: Sku, ctx: ScreenContext): string {
  const { name, detail } = itemName(sku, ctx)
  return detail === undefined ? name : `${name}, ${detail}`
}

type NamedLine = Pick<DraftLine, 'id' | 'sku'> & Partial<Pick<DraftLine, 'note' | 'freeText'>>
/**
 * A line by as few words as tell it from the others: "Classic mug", "Classic mug, red, 11 oz",
 * "Classic mug, red, 11 oz, gift wrap".
 */
export function lineName(line: NamedLine, lines: readonly NamedLine[], ctx: ScreenContext): string {
  const others = lines.filter(({ id }) => id !== line.id)
  const { name } = itemName(line.sku, ctx)
  if (others.every(({ sku }) => itemName(sku, ctx).name !== name)) return name
  const text = itemText(line.sku, ctx)
  if (others.every(({ sku }) => itemText(sku, ctx) !== text)) return text
  const own = lines.find(({ id }) => id === line.id)
  const words = [own?.note, own?.freeText].filter((part) => part !== undefined).map(inert)
  const place = lines.findIndex(({ id }) => id === line.id) + 1
  return words.length > 0 ? `${text}, ${words.join(', ').slice(0, 30)}` : namesWords.onLine(text, place)
}

/** "Engraving: For Ada", as the shop calls it. */
export function textOnLine(sku: Sku, words: string, { shop: { catalog } }: ScreenContext): string {
  const label = catalog.products.get(catalog.variants.get(sku)?.productId ?? '')?.freeText?.label
  return `${label ?? namesWords.text}: ${words}`
}

export function optionValueName(option: string, value: string, { shop: { catalog } }: ScreenContext): string {
  return inert(catalog.options.get(option)?.values.find((known) => known.id === value)?.name ?? value)
}

export const optionName = (option: string, { shop: { catalog } }: ScreenContext): string =>
  inert(catalog.options.get(option)?.name ?? option)

/** Shop-local day of an ISO instant or of a day as it is: "Fri 4 Dec". */
export function dayText(when: string, { shop: { settings } }: ScreenContext): string {
  return formatDay(when.length > 10 ? localDate(when, settings.timeZone) : when, settings.locale)
}

/** "3 Nov", as "last 3 Nov" in the customer line. */
export const shortDayText = (when: string, ctx: ScreenContext): string => dayText(when, ctx).replace(/^\S+ /, '')

const timeText = (instant: string, { shop: { settings } }: ScreenContext): string =>
  localMoment(instant, settings.timeZone).time

/** "Mon 30 Nov, 09:00" */
export const momentText = (instant: string, ctx: ScreenContext): string =>
  momentMark(instant, `${dayText(instant, ctx)}, ${timeText(instant, ctx)}`)

/** "14:02", with the day when it is not today, in the shop's time. */
export function clockText(instant: string, ctx: ScreenContext): string {
  const today = dayText(instant, ctx) === dayText(ctx.now, ctx)
  return momentMark(instant, `${today ? '' : `${dayText(instant, ctx)} `}${timeText(instant, ctx)}`)
}

/** "Mon 30 Nov, 09:00 EST": read at any time, anywhere. */
export const wholeMomentText = (instant: string, ctx: ScreenContext): string => {
  const { timeZone, locale } = ctx.shop.settings
  return `${dayText(instant, ctx)}, ${timeText(instant, ctx)} ${zoneName(instant, timeZone, locale)}`
}

export function buyerName(buyer: Buyer, ctx: ScreenContext): string {
  switch (buyer.kind) {
    case 'none':
      return namesWords.noCustomerYet(isStaff(ctx))
    case 'registered':
    case 'register':
      return inert(buyer.name)
    case 'guest':
      return inert(buyer.name ?? contactText(buyer.email ?? buyer.phone, ctx) ?? namesWords.guest)
    default:
      return buyer satisfies never
  }
}

/** Contact data only where nobody else reads: "p***@example.com", "***0142" in shared places. */
export function contactText(contact: string | undefined, ctx: ScreenContext): string | undefined {
  if (contact === undefined || !ctx.shared) return contact
  const at = contact.indexOf('@')
  return at > 0 ? `${contact.slice(0, 1)}***${contact.slice(at)}` : `***${contact.slice(-4)}`
}

/** Somebody known by nothing but their e-mail is called by it. */
export const personText = (name: string, ctx: ScreenContext): string =>
  /^\S+@\S+$/.test(name) ? (contactText(name, ctx) ?? name) : name

/** One line: complete in private, city and postcode in shared places. */
export function addressText(address: Address, ctx: ScreenContext): string {
  return inert(ctx.shared ? shortAddress(address) : formatAddress(address, ctx.shop.settings.country).join(', '))
}

const title = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

export function paymentText(payment: PaymentChoice, ctx: ScreenContext, customer?: RegisteredCustomer): string {
  switch (payment.kind) {
    case 'stored':
      return inert(namesWords.cardEnding(title(payment.brand), payment.last4))
    case 'link':
      return namesWords.paymentLink(isStaff(ctx))
    case 'invoice':
      return inert(
        [
          namesWords.invoice,
          payment.reference,
          customer && customer.invoiceDays > 0 ? namesWords.days(customer.invoiceDays) : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(', '),
      )
    case 'delivery':
      return namesWords.onDelivery
    default:
      return payment satisfies never
  }
}

export const methodName = (id: string, settings: Pick<ShopSettings, 'shippingMethods'>): string =>
  inert(settings.shippingMethods.find((method) => method.id === id)?.name ?? id)

export const ownerName = (draft: Pick<OrderDraft, 'owner'>): string =>
  inert('name' in draft.owner ? draft.owner.name : draft.owner.id)

/** "now", "4 min", "3 h", "2 days" */
export function ageText(since: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000))
  if (minutes < 1) return 'now'
  if (minutes < 60) return namesWords.min(minutes)
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`
  return namesWords.days(Math.floor(minutes / (24 * 60)))
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' })
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
/** "1st", "22nd" */
export const ordinal = (number: number): string => `${number}${SUFFIXES[ORDINALS.select(number)] ?? 'th'}`

const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' })
/** "A, B or C" */
export const orList = (words: readonly string[]): string => OR.format(words)
/** "A, B and C" */
export const andList = (words: readonly string[]): string => AND.format(words)

/** It goes nowhere: whoever buys it comes for it. */
export const isPickedUp = ({ method }: { readonly method?: string }, ctx: Pick<ScreenContext, 'shop'>): boolean =>
  ctx.shop.settings.shippingMethods.some(({ id, kind }) => id === method && kind === 'pickup')
