/**
 * What somebody wants done to a placed order, resolved against that order: which SKU their words
 * mean, how many, how much, for what reason. Items are looked for in the order only, by SKU or by
 * every word of its name and options. Next: turn/order/orders.ts carries the command out.
 */

import type { AmendAct, OrderAct } from '#conversation/requests/words/arguments.ts'
import { COUNT_WORDS } from '#conversation/understanding/words/numbers.ts'
import { given } from '#domain/base/given.ts'
import { MAX_QUANTITY } from '#domain/draft/lines.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import type { OrderCommand, OrderPart } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { Shop, ShopSettings } from '#domain/model/shop.ts'
import { shippingCharge } from '#domain/order/money.ts'
import { expectedBack, open } from '#domain/order/units.ts'
import { readAmountTyped, reasonNamed } from './prices.ts'
import { parseQuantity } from './quantity.ts'

/** `several`: more than one item was named, each of them in the order. */
type Tell = { readonly kind: 'tell'; readonly headline: string; readonly text?: string; readonly several?: true }
export type OrderStep =
  | { readonly kind: 'command'; readonly command: OrderCommand }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | Tell
export type NoStep = Exclude<OrderStep, { kind: 'command' }>

export function resolveOrderAct(
  act: Exclude<OrderAct, AmendAct>,
  order: Order,
  { settings, catalog }: Pick<Shop, 'settings' | 'catalog'>,
): OrderStep {
  switch (act.kind) {
    case 'comment':
    case 'memo':
      return command({ kind: act.kind, text: act.text })
    case 'paid':
      return movedByHand('pay', act, order, settings)
    case 'refunded':
      return movedByHand('give-back', act, order, settings)
    case 'not-paid':
      return command({ kind: 'take-back-record' })
    case 'add':
      return more(act, order, catalog)
    case 'rebill':
      return {
        kind: 'tell',
        headline: `The bill of order ${order.number} stays as it was written`,
        text:
          `Nothing was changed. Where it goes can change until it has left: "ship ${order.number} to" and ` +
          `the address.`,
      }
    case 'refund':
      return goodwill(act, settings)
    case 'set-quantity': {
      const sku = itemIn(order, act.item)
      if (typeof sku !== 'string') return sku
      const quantity = /^0{1,3}$/.test(act.quantity) ? 0 : parseQuantity(act.quantity)
      return quantity === undefined ? badQuantity : command({ kind: 'set-quantity', sku, quantity })
    }
    case 'no-return': {
      const sku = act.item === undefined ? undefined : itemIn(order, act.item)
      if (sku !== undefined && typeof sku !== 'string') return sku
      return command({ kind: 'withdraw-return', ...(sku === undefined ? {} : { sku }) })
    }
    case 'refund-shipping':
      return shippingBack(act, order, settings)
    case 'ship':
    case 'cancel':
    case 'return':
    case 'received':
    case 'exchange':
      return moving(act, order)
    default:
      return act satisfies never
  }
}

const command = (made: OrderCommand): OrderStep => ({ kind: 'command', command: made })
const badQuantity: NoStep = { kind: 'refuse', refusal: { kind: 'bad-quantity', max: MAX_QUANTITY } }

function moving(
  act: Extract<OrderAct, { kind: 'ship' | 'cancel' | 'return' | 'received' | 'exchange' }>,
  order: Order,
): OrderStep {
  const part = act.item === undefined ? undefined : itemPart(order, act.item, act.quantity)
  if (part !== undefined && 'kind' in part) return part
  switch (act.kind) {
    case 'ship':
      return command({
        kind: 'ship',
        ...given({ part, tracking: act.tracking }),
      })
    case 'cancel':
      return command({ kind: 'cancel', ...given({ part }) })
    case 'received': {
      const sku = part?.sku
      const announced = order.lines.reduce((total, line) => total + (line.sku === sku ? expectedBack(line) : 0), 0)
      return part === undefined
        ? badQuantity
        : command({ kind: 'return', part: { quantity: Math.max(1, announced), ...part } })
    }
    // The exchange itself needs the stock: turn/exchange.ts.
    case 'return':
    case 'exchange':
      return part === undefined ? badQuantity : command({ kind: 'announce-return', part: { quantity: 1, ...part } })
    default:
      return act satisfies never
  }
}

export function itemPart(order: Order, item: string, typed: string | undefined): OrderPart | NoStep {
  const sku = itemIn(order, item)
  if (typeof sku !== 'string') return sku
  if (typed === undefined) return { sku }
  const quantity = parseQuantity(typed)
  return quantity === undefined ? badQuantity : { sku, quantity }
}

const SMALL = new Set(['the', 'a', 'an', 'my', 'one', 'of', 'all', 'both', 'order', 'item', 'please'])

/** The SKU, or what to tell: nothing like it in the order, or several. */
export function itemIn(order: Order, typed: string): string | NoStep {
  const exact = typed.trim().toUpperCase()
  if (order.lines.some((line) => line.sku === exact)) return exact
  const words = wordsOf(typed).filter((word) => !SMALL.has(word))
  const found = new Map(
    order.lines.filter((line) => words.length > 0 && isMeant(line, words)).map((line) => [line.sku, line]),
  )
  const [first, second] = [...found.values()]
  if (first === undefined) {
    const named = eachNamed(order, typed)
    const [only, ...others] = named
    if (only !== undefined && others.length === 0) return only.sku
    if (only !== undefined) return { ...which(order, named), several: true }
    return {
      kind: 'refuse',
      refusal: { kind: 'order', number: order.number, why: { kind: 'no-such-item', what: typed.trim() } },
    }
  }
  return second === undefined ? first.sku : which(order, [...found.values()])
}

const which = (order: Order, lines: readonly OrderLine[]): Tell => ({
  kind: 'tell',
  headline: `Which of order ${order.number} do you mean?`,
  text: lines
    .map((line) => `${line.name}${line.optionText === '' ? '' : `, ${line.optionText}`}: ${line.sku}`)
    .join('; '),
})

/** "I want to send the hoodie": who wants what stands before the item. */
const WHO = /^(?:i|we|she|he|they|(?:the )?customer)\b.*\b(?:send|give|bring|take|return|cancel|drop|have)s?\s+/i
/** "a hoodie and 2 mugs": the lines of each; none where anything of it is not in the order. */
function eachNamed(order: Order, typed: string): readonly OrderLine[] {
  const pieces = typed
    .replace(WHO, '')
    .split(/\s*(?:,|;|&|\+|\band\b|\bas well as\b|\bplus\b)\s*/i)
    .map((piece) =>
      wordsOf(piece.replace(/^(?:\d{1,3}|both|all)\s+(?:x\s+|of\s+)?/i, '')).filter((word) => !isSmall(word)),
    )
    .filter((words) => words.length > 0)
  const lines = pieces.map((words) => order.lines.filter((line) => isMeant(line, words)))
  return lines.some((found) => found.length === 0)
    ? []
    : [...new Map(lines.flat().map((line) => [line.sku, line])).values()]
}
const isSmall = (word: string): boolean => SMALL.has(word) || COUNTS.test(word)
const COUNTS = new RegExp(`^(?:${COUNT_WORDS})$`, 'i')

const singular = (word: string): string => (word.length > 3 ? word.replace(/s$/, '') : word)
const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .match(/[\p{L}\d]+/gu)
    ?.map(singular) ?? []
function isMeant(line: OrderLine, words: readonly string[]): boolean {
  const known = new Set(wordsOf(`${line.name} ${line.optionText} ${line.sku}`))
  return words.every((word) => known.has(word))
}

/** A placed order does not grow: more goes into a new one. */
function more(
  { item, quantity: typed = '1' }: Extract<OrderAct, { kind: 'add' }>,
  order: Order,
  catalog: Catalog,
): OrderStep {
  const quantity = parseQuantity(typed)
  if (quantity === undefined) return badQuantity
  const listed = catalog.variants.get(item.toUpperCase())?.sku
  const known =
    order.lines.some((line) => line.sku === item.toUpperCase()) || listed === undefined ? itemIn(order, item) : listed
  const sku = typeof known === 'string' ? known : undefined
  if (sku === undefined)
    return {
      kind: 'tell',
      headline: `Order ${order.number} is placed, and a placed order does not grow`,
      text:
        `Nothing was changed, nothing was added to the cart. Say "new", then what is wanted, for an order of ` +
        `its own.`,
    }
  const now = order.lines
    .filter((line) => line.sku === sku)
    .reduce((total, line) => total + line.shipped + open(line), 0)
  return {
    kind: 'refuse',
    refusal: { kind: 'order', number: order.number, why: { kind: 'cannot-grow', sku, now, wanted: now + quantity } },
  }
}

function movedByHand(
  kind: 'pay' | 'give-back',
  { amount, how, reference }: Extract<OrderAct, { kind: 'paid' | 'refunded' }>,
  { number }: Order,
  settings: ShopSettings,
): OrderStep {
  if (amount === '')
    return {
      kind: 'tell',
      headline: 'How much was it?',
      text: `Say it with the amount, for example "part paid ${number} ${(20).toFixed(settings.exponent)}".`,
    }
  const read = amount === undefined ? undefined : readAmountTyped(amount, settings)
  if (read !== undefined && typeof read !== 'number') return read
  return command({
    kind,
    ...given({ amount: read, how, reference }),
  })
}

function shippingBack(
  { amount, left, reason }: Extract<OrderAct, { kind: 'refund-shipping' }>,
  order: Order,
  settings: ShopSettings,
): OrderStep {
  const typed = amount ?? left
  const said = typed === undefined ? undefined : readAmountTyped(typed, settings)
  if (said !== undefined && typeof said !== 'number') return said
  const read =
    left === undefined || said === undefined ? said : shippingCharge(order) - (order.refundedShipping ?? 0) - said
  if (read !== undefined && read <= 0)
    return {
      kind: 'tell',
      headline: `The shipping of order ${order.number} is not more than that`,
      text: `Nothing was changed. To give some of it back, say "refund ${order.number} shipping 2.00: goodwill".`,
    }
  if (reason === undefined) return { kind: 'refuse', refusal: { kind: 'reason-missing', known: settings.reasons } }
  return command({
    kind: 'refund-shipping',
    ...given({ amount: read }),
    reason: reasonNamed(reason, settings),
  })
}

function goodwill({ amount, reason }: Extract<OrderAct, { kind: 'refund' }>, settings: ShopSettings): OrderStep {
  const read = readAmountTyped(amount, settings)
  if (typeof read !== 'number') return read
  if (reason === undefined) return { kind: 'refuse', refusal: { kind: 'reason-missing', known: settings.reasons } }
  return command({ kind: 'refund', amount: read, reason: reasonNamed(reason, settings) })
}
