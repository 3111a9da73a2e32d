/**
 * The live card of a draft: always the whole truth at a glance, edited in place. Who and what,
 * lines, totals, where to and how paid, what to know, the next best act, and the controls. Parts:
 * cart-lines.ts, cart-totals.ts, cart-hints.ts, question.ts, cart-controls.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Tone, View } from '#conversation/edge/view.ts'
import { choiceNotes, sayText, shortBlocks } from '#conversation/screens/backorders.ts'
import {
  type CustomerContext,
  isStaff,
  listBlock,
  money,
  notice,
  type ScreenContext,
  type StaffContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { addressText, contactText, dayText, ordinal, paymentText, shortDayText } from '#conversation/screens/names.ts'
import { openPoints } from '#conversation/screens/points.ts'
import { approvalNotice } from '#conversation/screens/staff/approval-news.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { given } from '#domain/base/given.ts'
import { notOffered } from '#domain/draft/payment-choice.ts'
import { isWaiting } from '#domain/draft/prices/approvals.ts'
import type { CustomerDraft, CustomerLedger } from '#domain/draft/sides.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { PaymentKind } from '#domain/model/shop.ts'
import type { CardFacts, CustomerCardFacts } from './card-facts.ts'
import { cartControls } from './cart-controls.ts'
import { hints, methodsThere, warnings } from './cart-hints.ts'
import { lineRows, type ShownDraft } from './cart-lines.ts'
import { totalRows, usedGroups } from './cart-totals.ts'
import { changesLine, heading, rootLine, whose } from './heading.ts'
import { legalBlocks } from './legal.ts'
import { nextWords } from './next-act.ts'

/** For the shop: all of it. */
export const cartView = (draft: OrderDraft, ledger: Ledger, ctx: StaffContext, card: CardFacts): View =>
  drawn(shownDraft(draft, ledger, card), ctx, card)

/** For the customer: made from what is theirs, so that nothing else can get onto it. */
export const customerCartView = (
  draft: CustomerDraft,
  ledger: CustomerLedger,
  ctx: CustomerContext,
  card: CustomerCardFacts,
): View => drawn(shownDraft(draft, ledger, card), ctx, card)

function drawn(shown: ShownDraft, ctx: ScreenContext, card: CardFacts): View {
  const { draft } = shown
  const points = openPoints({ draft, choices: card.choices, ...(card.customers && { customers: card.customers }) }, ctx)
  const rows = lineRows(shown, ctx)
  const cart: readonly Block[] =
    rows.length === 0
      ? [textBlock(cartWords.noItemsYet(isStaff(ctx)))]
      : [
          { kind: 'lines', rows },
          { kind: 'totals', rows: totalRows(shown, ctx) },
        ]
  const fields = cardFields(shown, card, ctx)
  return {
    headline: heading(shown, card, ctx),
    ...given({ change: changesLine(card.changes) }),
    ...(isStaff(ctx) ? { status: whose(shown, ctx) } : {}),
    root: rootLine(shown, card, ctx),
    blocks: [
      ...customerLine(card, ctx),
      ...cart,
      ...(fields.length === 0 ? [] : [{ kind: 'fields', fields } as const]),
      ...warnings(shown, ctx),
      ...waiting(draft, ctx),
      ...hints(shown, ctx),
      ...(draft.pending?.kind === 'backorder-choice'
        ? choiceNotes(card.choices, ctx)
        : shortBlocks(card.standing, card.choices, ctx)),
      ...points.flatMap(({ words, list }) => [
        notice('warning', words),
        ...(list === undefined ? [] : [listBlock(list)]),
      ]),
      ...next(shown, card, ctx),
      ...(card.begun || (card.missing.length === 0 && card.standing.kind !== 'open') ? legalBlocks(ctx) : []),
    ],
    controls: cartControls({ ...shown, ...card, points }, ctx),
  }
}

function shownDraft(
  draft: ShownDraft['draft'],
  ledger: ShownDraft['ledger'],
  { standing, facts: { stock } }: CardFacts,
): ShownDraft {
  if (standing.kind === 'all-here') return { draft, ledger, stock, short: [] }
  return {
    draft,
    ledger,
    stock,
    short: standing.short,
    ...(standing.kind === 'chosen' ? { policy: standing.policy } : {}),
  }
}

/** "C-1001, 2nd order, last 3 Nov, note: leave with neighbour": for reps only. */
function customerLine({ facts, previousOrders }: CardFacts, ctx: ScreenContext): readonly Block[] {
  const { customer, lastOrder } = facts
  if (customer === undefined || !isStaff(ctx)) return []
  const parts = [
    customer.number,
    cartWords.nthOrder(ordinal((previousOrders ?? 0) + 1)),
    ...(lastOrder === undefined ? [] : [cartWords.lastOrderOn(shortDayText(lastOrder.placedAt, ctx))]),
    ...(customer.taxExempt ? [cartWords.taxExempt] : []),
    ...(customer.note === undefined ? [] : [cartWords.customerNote(customer.note)]),
  ]
  return [textBlock(parts.join(', '))]
}

type Field = { readonly label: string; readonly value: string }

function cardFields(shown: ShownDraft, { facts }: CardFacts, ctx: ScreenContext): readonly Field[] {
  const { content, quote } = shown.draft
  const field = (label: string, value: string | undefined): readonly Field[] =>
    value === undefined ? [] : [{ label, value: inert(value) }]
  const billing =
    content.billing.kind === 'address'
      ? labelled(content.billing.label, addressText(content.billing.address, ctx))
      : undefined
  return [
    ...contactFields(shown.draft, facts.customer, ctx),
    ...shipToFields(shown, ctx),
    ...field(cartWords.billTo, billing),
    ...field(
      cartWords.payment,
      content.payment && paymentText(content.payment, ctx, isStaff(ctx) ? facts.customer : undefined),
    ),
    ...field(cartWords.quoteUntil, quote && dayText(quote.until, ctx)),
    ...content.comments.flatMap((comment) => field(cartWords.comment, comment)),
    ...(isStaff(ctx) ? (content.memos ?? []).flatMap((memo) => field(cartWords.memoInternal, memo)) : []),
  ]
}

function contactFields(
  { content: { buyer } }: Pick<OrderDraft, 'content'> | CustomerDraft,
  customer: RegisteredCustomer | undefined,
  ctx: ScreenContext,
): readonly Field[] {
  switch (buyer.kind) {
    case 'none':
      return []
    case 'guest': {
      const contact = [buyer.name, contactText(buyer.email, ctx), contactText(buyer.phone, ctx)].filter(
        (part) => part !== undefined,
      )
      return contact.length === 0
        ? []
        : [{ label: isStaff(ctx) ? cartWords.guest : cartWords.contact, value: inert(contact.join(', ')) }]
    }
    case 'register':
      return [
        {
          label: cartWords.newAccount(isStaff(ctx)),
          value: inert([buyer.name, contactText(buyer.email, ctx)].join(', ')),
        },
      ]
    case 'registered': {
      const email = contactText(buyer.email ?? customer?.email, ctx)
      const phone = contactText(buyer.phone, ctx)
      return [
        ...(email === undefined || (!isStaff(ctx) && buyer.email === customer?.email)
          ? []
          : [{ label: 'E-mail', value: inert(email) }]),
        ...(phone === undefined ? [] : [{ label: cartWords.phone, value: inert(phone) }]),
      ]
    }
    default:
      return buyer satisfies never
  }
}

function shipToFields({ draft, ledger }: ShownDraft, ctx: ScreenContext): readonly Field[] {
  const used = new Set(usedGroups({ draft, ledger }).map(({ id }) => id))
  const groups = draft.content.groups.filter((group) => group.id === 'main' || used.has(group.id))
  return groups.flatMap((group) => {
    if (group.address === undefined) return []
    const also = group.id === 'main' ? cartWords.shipTo : cartWords.alsoShipTo
    return [{ label: also, value: inert(labelled(group.label, addressText(group.address, ctx))) }]
  })
}

const labelled = (label: string | undefined, address: string): string =>
  label === undefined ? address : `${label}: ${address}`

/** Customers are told that we look at it, never what about. */
function waiting({ approval, status }: ShownDraft['draft'], ctx: ScreenContext): readonly Block[] {
  if (!isStaff(ctx)) return status === 'awaiting-approval' ? [notice('info', cartWords.beingCheckedTellYou)] : []
  const said = approvalNotice(approval, ctx)
  return said === undefined ? [] : [said]
}

const PAYMENTS = ['stored', 'link', 'invoice', 'delivery'] as const satisfies readonly PaymentKind[]

/** What the buyer of this order really has to choose from. */
function choosable({ content }: ShownDraft['draft'], { customer }: CardFacts['facts'], ctx: ScreenContext) {
  const situation = { content, actor: ctx.actor, customer, settings: ctx.shop.settings }
  return {
    ways: PAYMENTS.filter((way) => notOffered(way, situation) === undefined),
    saved: customer?.addresses.map(({ label }) => label) ?? [],
  }
}

/** The card says that its approval does not cover it: it is not ready. */
const isBeyondGranted = ({ approval }: ShownDraft['draft']): boolean =>
  approval?.status === 'approved' && approval.standing === 'exceeded'

const nextNotice = (tone: Tone, words: string): Block => ({ kind: 'notice', tone, text: inert(words), next: true })

function next(
  { draft, ledger }: ShownDraft,
  { missing, standing, choices, facts }: CardFacts,
  ctx: ScreenContext,
): readonly Block[] {
  const [first] = missing
  const waits = draft.status === 'awaiting-approval' || isWaiting(draft.approval)
  if (draft.pending !== undefined || (waits && first === undefined)) return []
  if (standing.kind === 'open' && choices.length > 0 && first !== 'customer')
    return isStaff(ctx) ? [notice('info', cartWords.nextChooseOrSay(sayText(standing.policies, ctx)))] : []
  if (first !== undefined)
    return [
      nextNotice('info', nextWords(first, ctx, { methods: methodsThere(draft, ctx), ...choosable(draft, facts, ctx) })),
    ]
  if (standing.kind === 'open' || isBeyondGranted(draft)) return []
  return [nextNotice('success', cartWords.readyToPlace(isStaff(ctx), money(ledger.total, ctx)))]
}
