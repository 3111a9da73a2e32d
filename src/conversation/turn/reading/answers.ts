/**
 * Questions to the shop are answered from its settings and from what the cart would come to.
 * Rule: nothing is changed and nothing is asked; what would be done is one press away.
 * Next: screens/asked/answers.ts has the words.
 */

import type { ShopQuestion } from '#conversation/requests/questions.ts'
import { answerView } from '#conversation/screens/asked/answers.ts'
import type { AnswerFacts, CouponTrial, MethodOffer, ParcelOffer } from '#conversation/screens/asked/known.ts'
import { factsOf, type Say, type Session } from '#conversation/turn/session.ts'
import { given } from '#domain/base/given.ts'
import { decide } from '#domain/draft/decide/decide.ts'
import { unitsInGroup } from '#domain/draft/lines.ts'
import { notOffered, paymentSituation } from '#domain/draft/payment-choice.ts'
import { changeGroup, methodsFor, unitsOfLine } from '#domain/draft/ship-groups.ts'
import { readBy } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import { methodOf } from '#domain/pricing/shipping.ts'
import { shortLines } from '#domain/stock/availability.ts'

export function answerTo(about: ShopQuestion, session: Session): Say {
  const { facts } = factsOf(session)
  const draft = session.draft && readBy(session.actor, session.draft, facts)
  const cart = draft !== undefined && draft.content.lines.length > 0 ? draft : undefined
  const known: AnswerFacts = {
    facts,
    cart: cart && { draft: cart, ledger: ledgerOf(cart, facts), short: shortLines(cart.content, facts) },
    methods: cart === undefined ? [] : methodOffers(cart, facts),
    parcels: cart === undefined ? [] : parcelOffers(cart, facts),
    payments: (['stored', 'link', 'invoice', 'delivery'] as const).filter((kind) => isOffered(kind, draft, session)),
    trials: about.kind === 'coupon' && cart !== undefined ? couponTrials(about.codes, cart, session) : [],
    person: session.actor.kind !== 'staff' && (session.draft?.handOver ?? session.turn.talk) === undefined,
  }
  return { kind: 'screen', draw: (context) => answerView(about, known, context) }
}

function isOffered(
  kind: Parameters<typeof notOffered>[0],
  draft: OrderDraft | undefined,
  { actor, shop, facts }: Session,
): boolean {
  const { payment } = shop.settings
  if (draft !== undefined && facts !== undefined)
    return notOffered(kind, paymentSituation(draft, actor, facts)) === undefined
  return kind === 'link' ? payment.link : kind === 'stored' && payment.stored && actor.kind === 'customer'
}

/** What each way of shipping that reaches the main address comes to. */
function methodOffers(draft: OrderDraft, facts: Facts): readonly MethodOffer[] {
  const [main] = draft.content.groups
  if (main === undefined) return []
  return methodsFor(draft.content, main, facts).map(({ method, rate }) => {
    const { override: _, ...plain } = main
    const content = changeGroup(draft.content, main.method === method.id ? main : { ...plain, method: method.id })
    const ledger = ledgerOf({ ...draft, content }, facts)
    const charge = ledger.groups.find(({ id }) => id === main.id)?.charge ?? rate
    return { method, charge, total: ledger.total, chosen: main.method === method.id }
  })
}

/** Each parcel with what is in it; none where there is only one. */
function parcelOffers(draft: OrderDraft, facts: Facts): readonly ParcelOffer[] {
  const { content } = draft
  const groups = content.groups.filter(({ id }) => unitsInGroup(content, id) > 0)
  if (groups.length < 2) return []
  const ledger = ledgerOf(draft, facts)
  return groups.map((group) => {
    const ways = methodsFor(content, group, facts).map(({ method }) => method)
    return {
      id: group.id,
      where: group.label ?? group.address?.city ?? '',
      items: content.lines
        .map((line) => ({ sku: line.sku, quantity: unitsOfLine(line, group.id) }))
        .filter(({ quantity }) => quantity > 0),
      charge: ledger.groups.find(({ id }) => id === group.id)?.charge ?? 0,
      ...given({
        method: methodOf(group, facts.shop.settings),
        other: ways.find(({ id, kind }) => kind === 'delivery' && id !== group.method),
      }),
    }
  })
}

const combines = (code: string, other: string, { shop: { coupons } }: Facts): boolean =>
  coupons.get(code)?.combinable !== false && coupons.get(other)?.combinable !== false

/** One code after the other, as if it were said. */
function couponTrials(codes: readonly string[], cart: OrderDraft, session: Session): readonly CouponTrial[] {
  const { facts } = factsOf(session)
  const context = { facts, actor: session.actor, source: session.inbound.id }
  let draft = cart
  return codes.map((code): CouponTrial => {
    const before = ledgerOf(draft, facts)
    const state = before.coupons.find((each) => each.code === code)?.outcome
    if (state !== undefined) return { code, kind: 'there', state }
    const apart = draft.content.coupons.map((each) => each.code).filter((other) => !combines(code, other, facts))
    if (apart.length > 0) return { code, kind: 'apart', with: apart }
    const decided = decide(draft, { kind: 'add-coupon', code }, context)
    if (!decided.ok) return { code, kind: 'refused', refusal: decided.refusal }
    draft = decided.value.draft
    const after = ledgerOf(draft, facts)
    const outcome = after.coupons.find((each) => each.code === code)?.outcome
    return { code, kind: 'works', ...given({ state: outcome }), total: after.total }
  })
}
