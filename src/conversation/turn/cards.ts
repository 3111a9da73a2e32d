/**
 * The card of a draft and what it becomes: the live card, the receipt, and every "no" about it. Rule:
 * what a customer reads is made from what is theirs, by type; here is the only place that decides
 * which side reads. Next: screens/cart and screens/order draw either.
 */

import type { Placement, View } from '#conversation/edge/view.ts'
import type { CardFacts } from '#conversation/screens/cart/card-facts.ts'
import { cartView, customerCartView } from '#conversation/screens/cart/cart.ts'
import { type CustomerContext, forReader, isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { customerReceiptView, receiptView } from '#conversation/screens/order/receipt.ts'
import { customerRefusalView, refusalView } from '#conversation/screens/refusal.ts'
import { withHandOver } from '#conversation/screens/staff/hand-over.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { given } from '#domain/base/given.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { type DraftMark, mark } from '#domain/draft/decide/mark.ts'
import { missingFacts } from '#domain/draft/missing.ts'
import { customerSide, facing } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { seenOf } from '#domain/draft/submit/seen.ts'
import { customerRefusal } from '#domain/model/customer-refusal.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { BackorderChoice, Refusal } from '#domain/model/refusals.ts'
import { shownAmounts } from '#domain/pricing/shown-amounts.ts'
import { shortLines } from '#domain/stock/availability.ts'
import { promisedOf, standingOf } from '#domain/stock/backorders.ts'
import { orderSubject } from './order/records.ts'
import { factsOf, marked, type Session } from './session.ts'

/** The draft's card; what it shows is remembered on the draft as seen. */
export function cardOf(session: Session, context: ScreenContext): Placement | undefined {
  const { draft } = session
  if (draft === undefined) return undefined
  const { facts } = factsOf(session)
  const ledger = ledgerOf(draft, facts)
  const summary = shownAmounts(ledger)
  const standing = standingOf(draft, facts)
  const promised = standing.kind === 'all-here' ? [] : promisedOf(standing.short)
  const made: DraftMark = {
    kind: 'shown',
    shown: { seen: seenOf(draft, ledger, standing), total: ledger.total, summary, promised },
  }
  const shown = mark(draft, made)
  if (JSON.stringify(draft.shown) !== JSON.stringify(shown.shown)) marked(session, made)
  const said = newsOf(session, draft, context)
  const view = forReader(context, {
    staff: (ctx) => {
      const { facts: known, found } = factsOf(session)
      const { previousOrders, customers } = found
      const more = { previousOrders, ...given({ customers }) }
      return cartView(facing(shown, 'staff'), ledger, ctx, { ...cardFacts(shown, said, known), facts: known, ...more })
    },
    customer: (ctx) => customersCard(shown, said, ctx, facts),
  })
  return { place: 'card', view: withHandOver(view, shown, context) }
}

function customersCard(draft: OrderDraft, said: News, ctx: CustomerContext, facts: Facts): View {
  const own = customerSide(draft, facts)
  return customerCartView(own.draft, own.ledger, ctx, { ...cardFacts(own.whole, said, facts), facts: theirs(facts) })
}

const theirs = ({ stock, customer }: Facts) => ({ stock, ...given({ customer }) })

type News = Pick<CardFacts, 'changes' | 'begun'>

function cardFacts(draft: OrderDraft, said: News, facts: Facts) {
  const standing = standingOf(draft, facts)
  return {
    ...said,
    missing: missingFacts(draft, ledgerOf(draft, facts), facts),
    standing,
    choices: standing.kind === 'all-here' ? [] : backorderChoices(draft, facts),
  }
}

/** What the card becomes once its order is placed. */
export function receiptOf(
  draft: OrderDraft,
  { numbers, choice }: { readonly numbers: readonly number[]; readonly choice?: BackorderChoice | undefined },
  facts: Facts,
  context: ScreenContext,
): Placement {
  const short = choice === undefined ? [] : shortLines(draft.content, facts)
  const placed = { numbers, short, stock: facts.stock, choice, talk: draft.handOver }
  const view = forReader(context, {
    staff: (ctx) => receiptView(draft, ledgerOf(draft, facts), ctx, { ...placed, customer: facts.customer }),
    customer: (ctx) => {
      const own = customerSide(draft, facts)
      return customerReceiptView(own.draft, own.ledger, ctx, placed)
    },
  })
  return settled(view, numbers)
}

/** A "no", as who is told may hear it. */
export const refusalOf = (refusal: Refusal, draft: OrderDraft | undefined, context: ScreenContext): View =>
  forReader(context, {
    staff: (ctx) => refusalView(refusal, draft, ctx),
    customer: (ctx) => customerRefusalView(customerRefusal(refusal), draft !== undefined, ctx),
  })

/** The live card becomes the order's own and stays; the next cart is a new one. */
const settled = (view: View, [number]: readonly number[]): Placement =>
  number === undefined ? { place: 'card', view } : { place: 'card', view, subject: orderSubject(number), settles: true }

/** What the turn changed; that a customer was chosen is already said by the name on the card. */
function newsOf({ events, turn }: Session, draft: OrderDraft, context: ScreenContext): News {
  const who = nameOnCard(draft)
  const said = (label: string): boolean => label === who || label === `Customer ${who}` || label === `Guest ${who}`
  const changes = moneyFirst(events)
    .filter(
      (event) =>
        event.kind !== 'started' &&
        !said(event.label) &&
        (isStaff(context) || (!isInternal(event) && event.kind !== 'agreed')),
    )
    .map(({ kind, label }) => (kind === 'agreed' ? label.replace(PRESSED, '') : label))
  const begun = events.some(({ kind }) => kind === 'started')
  const before = begun && turn.lastOrder !== undefined ? [draftsWords.newCartBeside(turn.lastOrder)] : []
  return { changes: [...before, ...changes], begun }
}

/** What shrank in steps is at one figure, the last; money is said before what the line of changes cuts off. */
function moneyFirst(events: Session['events']): Session['events'] {
  const what = ({ label }: Session['events'][number]): string | undefined => label.split(':')[0]
  const shrunk = events.filter(({ kind }) => kind === 'given-shrunk')
  return [
    ...shrunk.filter((event, at) => !shrunk.slice(at + 1).some((later) => what(later) === what(event))),
    ...events.filter(({ kind }) => kind !== 'given-shrunk'),
  ]
}

/** What was pressed is kept for the record only; customers know what they pressed. */
const PRESSED = / \(message [^()]+\)$/

/** A price that was changed by hand is seen in the figures once it stands; why it was, is the shop's own business. */
const SHOP_ONLY: ReadonlySet<string> = new Set([
  'memo-added',
  'subtraction-set',
  'shipping-overridden',
  'line-overridden',
  'adjustment-removed',
])
/** What the shop does among itself: never on a customer's screen. */
const isInternal = ({ kind }: { readonly kind: string }): boolean =>
  SHOP_ONLY.has(kind) || kind === 'warning-confirmed' || kind === 'caller-checked' || kind.startsWith('approval-')

/** Whose order it was; to its customer it is theirs. */
export const cancelledWords = (draft: OrderDraft, context: ScreenContext): string =>
  draftsWords.orderCancelled(isStaff(context), nameOnCard(draft))

function nameOnCard(draft: OrderDraft): string {
  const { buyer } = draft.content
  switch (buyer.kind) {
    case 'none':
      return draftsWords.order(draft.ref)
    case 'registered':
    case 'register':
      return buyer.name
    case 'guest':
      return buyer.name ?? buyer.email ?? buyer.phone ?? draftsWords.guest
    default:
      return buyer satisfies never
  }
}
