/**
 * Payment links in the conversation: what a provider said of one, the link shown and sent again,
 * and letters asked for. A link is a capability to pay, shown to who pays; letters go to the
 * address of the order, or to one that is named, and change nobody's contact. Next:
 * domain/order/payment-requests.ts decides, letters/letters.ts writes.
 */
import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { Of } from '#conversation/requests/request.ts'
import { noticeView } from '#conversation/screens/context.ts'
import { letterTo, linkText, masked, payable, payControls, sentText } from '#conversation/screens/order/paying.ts'
import type { Carry, Session } from '#conversation/turn/session.ts'
import { lettersWords } from '#conversation/words/order/letters.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { normaliseEmail } from '#domain/base/contact.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { liveLink } from '#domain/order/payment-requests.ts'
import { sendLetter } from './leaves.ts'
import { onlyOrder } from './placed-order.ts'
import { orderFacts, visibleOrder, write } from './writing.ts'

export const PAYING_ACTS = {
  'provider-said': onSaid,
  'resend-link': resendLink,
  'where-link': whereLink,
  'resend-mail': resendMail,
} satisfies Pick<Carry<'order'>, 'provider-said' | 'resend-link' | 'where-link' | 'resend-mail'>

async function onSaid({ order, request, said }: Of<'provider-said'>, session: Session): Promise<void> {
  const target = session.actor.kind === 'system' ? await session.turn.order(order) : undefined
  if (target !== undefined) await decideAnd(target, { kind: 'provider-said', request, said }, session)
}

/** False where it changed nothing. */
async function decideAnd(target: OrderTarget, command: OrderCommand, session: Session): Promise<boolean> {
  const decided = decideOrder(target.order, command, orderFacts(target, session))
  if (decided.ok) await write(target, decided.value, command, session)
  else if (session.actor.kind !== 'system') session.says.push({ kind: 'refusal', refusal: decided.refusal })
  return decided.ok
}

/** `example`: what is said, where it has to be asked of which order. */
async function meant(order: number | undefined, example: string, session: Session): Promise<OrderTarget | undefined> {
  const { spokenOrder, lastOrder } = session.turn
  const number = order ?? spokenOrder ?? lastOrder ?? (await onlyOrder(session))
  const target = number === undefined ? undefined : await visibleOrder(number, session)
  if (target === undefined && number === undefined)
    session.says.push({
      kind: 'tell',
      headline: understoodWords.whichOrder,
      text: understoodWords.sayOrderNumber(example),
    })
  if (target === undefined && number !== undefined)
    session.says.push({ kind: 'refusal', refusal: { kind: 'order', number, why: { kind: 'not-found' } } })
  return target
}

async function whereLink({ order }: Of<'where-link'>, session: Session): Promise<void> {
  const target = await meant(order, lettersWords.whereIsTheLink, session)
  if (target !== undefined) showLink(target, session)
}

const NONE = lettersWords.noLinkMade
function showLink({ order }: OrderTarget, session: Session, besides?: string): void {
  session.says.push({
    kind: 'screen',
    draw: (context) => {
      const words = linkText(order, context, sentText(order, context)) ?? `${NONE}.`
      const view = noticeView(
        lettersWords.aboutOrder(order.number, besides ?? lettersWords.thePaymentLink),
        words,
        context,
      )
      return { ...view, controls: payControls(order, context) }
    },
  })
}

async function resendLink({ order: asked, to: named }: Of<'resend-link'>, session: Session): Promise<void> {
  if (isNoAddress(named, lettersWords.resendLinkToExample(asked ?? 10001), session)) return
  const target = await meant(asked, lettersWords.resendLink, session)
  if (target === undefined) return
  const { order } = target
  if (!session.deps.outside.links)
    return void session.says.push({
      kind: 'tell',
      headline: lettersWords.noProvider,
      text: lettersWords.linkByHand(order.number),
    })
  const link = payable(order, session.turn.now)
  if (link === undefined) {
    if (liveLink(order) !== undefined) return showLink(target, session)
    return void (await decideAnd(target, { kind: 'new-link', id: session.newId() }, session))
  }
  const to = named === undefined ? letterTo(order) : allowed(named, order, session)
  if (to === undefined && named !== undefined) return tellOwnOnly(order, session)
  const mailed = to !== undefined && session.deps.outside.mail && session.actor.kind === 'staff'
  if (mailed && !(await mail(target, { kind: 'link', to }, session))) return
  showLink(target, session, mailed && to !== undefined ? lettersWords.sentAgainTo(masked(to)) : undefined)
}

async function resendMail({ order: asked, to: named }: Of<'resend-mail'>, session: Session): Promise<void> {
  if (isNoAddress(named, lettersWords.resendConfirmationToExample(asked ?? 10001), session)) return
  const target = await meant(asked, lettersWords.resendConfirmation, session)
  if (target === undefined) return
  const { number } = target.order
  if (!session.deps.outside.mail)
    return void session.says.push({
      kind: 'tell',
      headline: lettersWords.noMail,
      text: lettersWords.nothingSentSeeStatus(number),
    })
  const to = named === undefined ? letterTo(target.order) : allowed(named, target.order, session)
  if (named !== undefined && to === undefined) return tellOwnOnly(target.order, session)
  if (to === undefined)
    return void session.says.push({
      kind: 'tell',
      headline: lettersWords.orderWithoutEmail(number),
      text: lettersWords.sayWhereTo(number),
    })
  if (await mail(target, { kind: 'confirmation', to }, session))
    session.says.push({
      kind: 'tell',
      headline: lettersWords.confirmationGoesTo(number, session.where === 'private' ? to : masked(to)),
      text: lettersWords.nothingElseChanged,
    })
}

/** One address at a time, and one that letters can go to; else it is said, and nothing is sent. */
function isNoAddress(named: string | undefined, example: string, { says }: Session): boolean {
  if (named === undefined || normaliseEmail(named) !== undefined) return false
  const headline = named.split('@').length > 2 ? lettersWords.oneAddressAtATime : lettersWords.noEmailAddress(named)
  const text = lettersWords.sayAddressHow(example)
  says.push({ kind: 'tell', headline, text })
  return true
}

function tellOwnOnly(order: Order, { says }: Session): void {
  const own = letterTo(order)
  const why = { kind: 'other-address', ...(own && { address: masked(own) }) } as const
  says.push({ kind: 'refusal', refusal: { kind: 'order', number: order.number, why } })
}

/** A customer has letters sent to addresses that are in the order; staff to any that is named to them. */
function allowed(to: string, { buyer, accountEmail }: Order, { actor }: Session): string | undefined {
  if (actor.kind === 'staff' || actor.kind === 'system') return to
  const known = ['email' in buyer ? buyer.email : undefined, accountEmail]
  return known.find((email) => email?.toLowerCase() === to.toLowerCase())
}

type Letter = { readonly kind: 'confirmation' | 'link'; readonly to: string }
async function mail(target: OrderTarget, { kind, to }: Letter, session: Session): Promise<boolean> {
  if (!(await decideAnd(target, { kind: 'mailed', what: kind }, session))) return false
  sendLetter(kind, target, session, to)
  return true
}
