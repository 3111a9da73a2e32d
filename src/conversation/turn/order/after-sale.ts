/**
 * Everyday words about a placed order: what it would come to is said first, with the order it is
 * about, and nothing is changed before a press. Rule: the figures are those the act itself would
 * write (decideOrder), and whoever may not do it is led to a person. Next: screens/order/after-sale.ts.
 */

import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { AfterAsk } from '#conversation/requests/questions.ts'
import type { Of } from '#conversation/requests/request.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { resolveOrderAct } from '#conversation/resolve/order-acts.ts'
import { maySeeOrder } from '#conversation/resolve/visible-order.ts'
import {
  type AfterChoice,
  afterView,
  complaintView,
  lateView,
  saysPaidView,
  wrongOrderView,
} from '#conversation/screens/order/after-sale.ts'
import { whatForView } from '#conversation/screens/order/wished.ts'
import { changeOrder } from '#conversation/turn/order/orders.ts'
import { wished } from '#conversation/turn/order/said/wishes.ts'
import { orderFacts, visibleOrder } from '#conversation/turn/order/writing.ts'
import { factsOf, type Session } from '#conversation/turn/session.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { ordersWords } from '#conversation/words/order/orders.ts'
import type { Amount, Sku } from '#domain/base/flavour.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { kept, open, unitsOf, worth } from '#domain/order/units.ts'

export async function afterSale({ ask, order: given }: Of<'after'>, session: Session): Promise<void> {
  const number = given ?? session.turn.spokenOrder ?? factsOf(session).facts.lastOrder?.number
  const target = number === undefined ? undefined : await visibleOrder(number, session)
  if (target === undefined || !maySeeOrder(target.order, session.actor))
    return void session.says.push({ kind: 'screen', draw: (context) => wrongOrderView(number, context) })
  const { order } = target
  switch (ask.kind) {
    case 'late':
      return void session.says.push({ kind: 'screen', draw: (context) => lateView(order, personOf(session), context) })
    case 'complaint':
      return void session.says.push({
        kind: 'screen',
        draw: (context) => complaintView(order, personOf(session), context),
      })
    case 'says-paid':
      return void session.says.push({
        kind: 'screen',
        draw: (context) => saysPaidView(order, personOf(session), context),
      })
    case 'take-off':
      if (ask.to !== undefined) return fewer({ ...ask, to: ask.to }, target, session)
      return offer(target, takeOff(ask, target, session), 'take-off', session)
    case 'missing':
      return offer(target, missing(ask, target, session), 'missing', session)
    case 'swap':
      return swap(ask, target, session)
    case 'wish':
      return wished(ask.wish, target, session)
    default:
      return ask satisfies never
  }
}

const personOf = ({ actor, draft, turn }: Session): boolean =>
  actor.kind !== 'staff' && (draft?.handOver ?? turn.talk) === undefined

/** "Yes" counts for the one amount there is, as its button does. */
function agreesBy(order: Order, choices: readonly AfterChoice[], session: Session): void {
  const [only, another] = choices
  if (only?.act.kind !== 'cancel' || only.amount === undefined || another !== undefined) return
  const request = { kind: 'change-order', order: order.number, act: only.act, confirmed: only.amount } as const
  session.asks = { user: session.inbound.user, request }
}

function offer(
  { order }: OrderTarget,
  choices: readonly AfterChoice[],
  what: 'take-off' | 'missing',
  session: Session,
): void {
  agreesBy(order, choices, session)
  session.says.push({
    kind: 'screen',
    draw: (context) => afterView(order, choices, { what, person: personOf(session) }, context),
  })
}

/** The lines that are meant: by name, else all of them. */
function linesOf(order: Order, item: string | undefined, session: Session): readonly OrderLine[] {
  const own = order.lines.filter((line) => !line.gift)
  if (item === undefined) return own
  const { products, variants } = session.shop.catalog
  const wanted = item.toLowerCase()
  return own.filter((line) => {
    const product = products.get(variants.get(line.sku)?.productId ?? '')
    if (line.sku.toLowerCase() === wanted || keysOfName(product).includes(wanted)) return true
    const known = calledLike(line, session)
    const words = wanted.split(/\s+/).filter((word) => !SMALL.has(word))
    return words.length > 0 && words.every((word) => known.includes(word))
  })
}
const SMALL: ReadonlySet<string> = new Set(['the', 'of', 'one', 'my', 'her', 'his', 'size', 'in'])

/** Everything a line can be called by: its names, what it comes in, and how else people call that. */
function calledLike({ sku, name, optionText }: OrderLine, { shop: { catalog } }: Session): string {
  const variant = catalog.variants.get(sku)
  const values = Object.entries(variant?.options ?? {}).flatMap(([option, value]) =>
    (catalog.options.get(option)?.values ?? []).flatMap((one) => (one.id === value ? [one.name, ...one.synonyms] : [])),
  )
  return [name, optionText, ...keysOfName(catalog.products.get(variant?.productId ?? '')), ...values]
    .join(' ')
    .toLowerCase()
}

function takeOff(ask: Extract<AfterAsk, { kind: 'take-off' }>, target: OrderTarget, session: Session) {
  return linesOf(target.order, ask.item, session).flatMap((line): readonly AfterChoice[] => {
    const left = open(line)
    const wanted = ask.half === true ? Math.floor(line.quantity / 2) : (ask.quantity ?? 1)
    const quantity = Math.min(wanted, left)
    if (quantity < 1) return []
    const act = { kind: 'cancel', item: line.sku, quantity: String(quantity) } as const
    const amount = wouldCredit(act, target, session)
    return amount === undefined ? [] : [{ act, amount, quantity, sku: line.sku }]
  })
}

type Fewer = Extract<AfterAsk, { kind: 'take-off' }> & { readonly to: number }
/** So many of it are to stay: what is too much is offered off, and more is what a placed order cannot become. */
async function fewer({ to, ...ask }: Fewer, target: OrderTarget, session: Session): Promise<void> {
  const { number } = target.order
  const lines = linesOf(target.order, ask.item, session)
  const [line, another] = lines
  if (line === undefined || another !== undefined || kept(line) > 0)
    return offer(target, takeOff({ ...ask, quantity: 1 }, target, session), 'take-off', session)
  const now = open(line)
  if (now > to) return offer(target, takeOff({ ...ask, quantity: now - to }, target, session), 'take-off', session)
  const act = { kind: 'set-quantity', item: line.sku, quantity: String(to) } as const
  await changeOrder({ kind: 'change-order', order: number, act }, session)
}

/** What the act would take off the bill; undefined: it is not possible. */
function wouldCredit(
  act: Extract<OrderAct, { kind: 'cancel' }>,
  target: OrderTarget,
  session: Session,
): number | undefined {
  if (!may(session.actor, 'change-orders')) return undefined
  const step = resolveOrderAct(act, target.order, session.shop)
  if (step.kind !== 'command') return undefined
  const decided = decideOrder(target.order, step.command, orderFacts(target, session))
  return decided.ok ? decided.value.moved.credited : undefined
}

/** Units that were sent and did not come are given back at what was paid for them, by whoever may. */
function missing(ask: Extract<AfterAsk, { kind: 'missing' }>, target: OrderTarget, session: Session) {
  if (!may(session.actor, 'refund')) return []
  return linesOf(target.order, ask.item, session).flatMap((line): readonly AfterChoice[] => {
    const sent = kept(line)
    const quantity = ask.quantity ?? (ask.got === undefined ? 1 : sent - ask.got)
    const fits = ask.got === undefined || line.quantity === ask.got + quantity
    if (sent < 1 || quantity < 1 || quantity > sent || !fits) return []
    const amount = worth(unitsOf(line).slice(-quantity))
    return [
      {
        act: { kind: 'refund', amount: minor(amount, session), reason: 'other: not received' },
        amount,
        quantity,
        sku: line.sku,
      },
    ]
  })
}

const minor = (amount: Amount, { shop }: Session): string =>
  (amount / 10 ** shop.settings.exponent).toFixed(shop.settings.exponent)

/** The same item in another size or colour: asked with its figures by the exchange itself. */
async function swap(ask: Extract<AfterAsk, { kind: 'swap' }>, target: OrderTarget, session: Session): Promise<void> {
  const { order } = target
  if (ask.to === '') return void session.says.push({ kind: 'screen', draw: (context) => whatForView(order, context) })
  const pairs = linesOf(order, ask.item, session).flatMap((line) => {
    const other = otherVariant(line.sku, ask.to, session)
    return other === undefined ? [] : [{ line, other }]
  })
  const [first, ...more] = pairs
  if (first === undefined)
    return void session.says.push({
      kind: 'tell',
      headline: ordersWords.noSuchVariantInOrder(order.number, ask.to),
      text: ordersWords.sayItemWithOptions,
    })
  if (more.length > 0)
    return void session.says.push({
      kind: 'screen',
      draw: (context) =>
        afterView(
          order,
          pairs.map(({ line, other }) => ({
            act: { kind: 'exchange', item: line.sku, quantity: '1', for: other },
            quantity: 1,
            sku: line.sku,
          })),
          { what: 'swap', person: personOf(session) },
          context,
        ),
    })
  const { line, other } = first
  if (kept(line) === 0) {
    const choices = takeOff({ kind: 'take-off', item: line.sku, quantity: ask.quantity ?? 1 }, target, session)
    agreesBy(order, choices, session)
    const about = { what: 'swap-early', person: personOf(session), other } as const
    return void session.says.push({ kind: 'screen', draw: (context) => afterView(order, choices, about, context) })
  }
  const quantity = String(ask.quantity ?? Math.min(kept(line), line.quantity))
  await changeOrder(
    { kind: 'change-order', order: order.number, act: { kind: 'exchange', item: line.sku, quantity, for: other } },
    session,
  )
}

/** "43", "XL", "the blue": one option of the line's own product. */
function otherVariant(sku: Sku, to: string, { shop }: Session): string | undefined {
  const { catalog } = shop
  const variant = catalog.variants.get(sku)
  if (variant === undefined) return undefined
  const wanted = to.toLowerCase().split(/\s+/)
  const chosen = Object.keys(variant.options).flatMap((option) =>
    (catalog.options.get(option)?.values ?? []).flatMap(({ id, name, synonyms }): readonly [string, string][] =>
      [id, name, ...synonyms].some((word) => [to.toLowerCase(), ...wanted].includes(word.toLowerCase()))
        ? [[option, id]]
        : [],
    ),
  )
  if (chosen.length === 0) return undefined
  const options = { ...variant.options, ...Object.fromEntries(chosen) }
  return (catalog.variantsOf.get(variant.productId) ?? []).find(
    (other) =>
      other.active &&
      other.sku !== sku &&
      Object.entries(options).every(([option, value]) => other.options[option] === value),
  )?.sku
}
