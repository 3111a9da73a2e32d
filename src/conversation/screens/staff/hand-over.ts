/**
 * Screens of a hand-over: what the customer is told while they wait, what the reps get to read,
 * words that cross from one side to the other, and the line on both cards that says who has it.
 * Rule: what crosses to the customer is only what a rep says to them.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { Choice } from '#conversation/screens/cart/cart-menu.ts'
import { button, isStaff, notice, noticeView, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { contactText, dayText } from '#conversation/screens/names.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { handOverWords } from '#conversation/words/hand-over.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { HandOver } from '#domain/model/hand-over.ts'

/** Something the customer wrote before: what a rep reads first. */
export type TalkLine = { readonly name: string; readonly text: string }

/** `place` counts from 1; `keptUntil` is an ISO instant. */
export type InQueue = { readonly place: number; readonly keptUntil: string }

export function personAskedView({ place, keptUntil }: InQueue, ctx: ScreenContext): View {
  const queue =
    place <= 1
      ? handOverWords.nextInLine
      : handOverWords.othersBeforeYou(place - 1, place === 2 ? handOverWords.personIs : handOverWords.peopleAre)
  const words = [handOverWords.weAnswer(hoursText(ctx)), handOverWords.cartKeptUntil(dayText(keptUntil, ctx))]
  return { headline: queue, blocks: words.map(textBlock), controls: [] }
}

const DAYS = [
  '',
  handOverWords.mon,
  handOverWords.tue,
  handOverWords.wed,
  handOverWords.thu,
  handOverWords.fri,
  handOverWords.sat,
  handOverWords.sun,
] as const
export function hoursText(ctx: ScreenContext): string {
  const { days, from, to } = ctx.shop.settings.hours
  const names = days.map((day) => DAYS[day] ?? '')
  const run = days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1)
  const list = run && names.length > 2 ? handOverWords.dayRange(names[0] ?? '', names.at(-1) ?? '') : names.join(', ')
  return handOverWords.openingHours(list, from, to, ctx.shop.settings.timeZone)
}

/** Posted in the reps' thread, under the card. */
export function askedForPersonView(handOver: HandOver, talk: readonly TalkLine[], ctx: ScreenContext): View {
  const said = (text: string): string => text.replace(/\S+@\S+\.\w+/g, (email) => contactText(email, ctx) ?? email)
  return {
    headline: inert(handOverWords.asksForAPerson(handOver.name)),
    blocks: [
      ...(talk.length === 0
        ? []
        : [
            textBlock(handOverWords.saidSoFar),
            { kind: 'list' as const, items: talk.map((line) => inert(`${line.name}: ${said(line.text)}`)) },
          ]),
      textBlock(handOverWords.onlySayReaches),
    ],
    controls: [],
  }
}

export const joinedView = (rep: string, ctx: ScreenContext): View =>
  noticeView(handOverWords.withYouNow(rep, ctx.shop.settings.name), handOverWords.justWriteHere, ctx)

export const leftView = (rep: string, ctx: ScreenContext): View =>
  noticeView(handOverWords.backToAssistant(rep), handOverWords.cartAsLeft, ctx)

/** Said where the order was placed: the talk does not end with it. */
export function goesOn({ status, by, name }: HandOver, ctx: ScreenContext): string {
  if (status === 'waiting') return handOverWords.stillWaits(isStaff(ctx), name)
  return handOverWords.stillHere(isStaff(ctx), name, by?.name ?? 'you', by?.name ?? handOverWords.thePerson)
}

/** `by`: who ended it, where it was not the reader; `waited`: nobody had taken it. */
export function talkEndedView({ waited, by }: { readonly waited: boolean; readonly by?: string }, ctx: ScreenContext) {
  const own = waited ? handOverWords.outOfTheQueue : handOverWords.talkOver
  const theirs = waited ? handOverWords.leftTheQueue : handOverWords.endedTheTalk
  return noticeView(by === undefined ? own : theirs(by), handOverWords.afterTheTalk(isStaff(ctx)), ctx)
}

/** What the card at the desk becomes while the customer goes on alone. */
export const talkOverView = (name: string, ctx: ScreenContext): View =>
  noticeView(handOverWords.talkOverWith(name), handOverWords.cartStillOpen, ctx)

/** To the customer, when what the rep asked the shop for is answered, or asked no more. */
export const checkedView = (granted: boolean, ctx: ScreenContext): View =>
  noticeView(handOverWords.orderChecked, granted ? handOverWords.newPrice : handOverWords.priceStays, ctx)

export const repSaidView = (rep: string, words: string): View => ({
  headline: inert(`${rep}: ${words}`),
  blocks: [],
  controls: [],
})

/** What the customer writes; once a rep has it, their answer is one press away. */
export const customerSaidView = ({ name, status }: HandOver, words: string, ctx: ScreenContext): View => ({
  headline: inert(`${name}: ${words}`),
  blocks: [],
  controls: status === 'taken' ? [replyControl(ctx)] : [],
})

/** Talk at the desk where nobody else is to read it: the bot leaves it alone, and says so. */
export const amongUsView = (name: string | undefined, ctx: ScreenContext): View =>
  noticeView(
    handOverWords.staysAmongYou,
    name === undefined ? handOverWords.wordsToOthers : handOverWords.howToReachAndChange(name),
    ctx,
  )

const replyControl = (ctx: ScreenContext): Control =>
  button(handOverWords.replyToCustomer, { kind: 'open-form', form: 'reply' }, ctx)

/** On both cards, each for its reader: who has it. What can be done about it: cart/cart-controls.ts. */
export const withHandOver = (view: View, { handOver }: OrderDraft, ctx: ScreenContext): View =>
  handOver === undefined ? view : { ...view, blocks: [...view.blocks, notice('info', standing(handOver, ctx))] }

function standing({ status, by, name, desk: _ }: HandOver, ctx: ScreenContext): string {
  const rep = by?.name ?? 'somebody'
  if (isStaff(ctx))
    return status === 'taken' ? handOverWords.whoHasItStaff(rep, name) : handOverWords.waitsForPerson(name)
  return status === 'taken' ? handOverWords.whoHelpsYou(rep) : handOverWords.willJoin
}

/** What either side can do about it. */
export const handOverChoices = ({ status }: HandOver, ctx: ScreenContext): readonly Choice[] =>
  !isStaff(ctx)
    ? [{ label: leaveLabel(status), press: { kind: 'end-talk' } }]
    : status === 'taken'
      ? [
          { label: handOverWords.replyToCustomer, press: { kind: 'open-form', form: 'reply' } },
          { label: handOverWords.handBack, press: { kind: 'hand-back' } },
        ]
      : [{ label: handOverWords.takeOver, press: { kind: 'take-over' } }]

const leaveLabel = (status: HandOver['status']): string =>
  status === 'taken' ? handOverWords.endTheTalk : handOverWords.leaveTheQueue

/** While an order is open on both sides neither thread turns to another one: how to be free of it. */
export function notAnotherView({ status }: HandOver, atDesk: boolean, ctx: ScreenContext): View {
  if (atDesk) return noticeView(draftsWords.oneOrderAThread, draftsWords.startElsewhere, ctx)
  const waits = status === 'waiting'
  const headline = waits ? draftsWords.personIsComing : draftsWords.personLooksAfterIt
  const view = noticeView(headline, waits ? draftsWords.leaveQueueFirst : draftsWords.finishBeforeAnother, ctx)
  return { ...view, controls: [button(leaveLabel(status), { kind: 'end-talk' }, ctx)] }
}
