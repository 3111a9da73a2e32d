/**
 * Screens of a hand-over: what the customer is told while they wait, what the reps get to read,
 * words that cross from one side to the other, and the line on both cards that says who has it.
 * Rule: what crosses to the customer is only what a rep says to them.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { button, isStaff, notice, noticeView, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { dayText } from '#conversation/screens/names.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { HandOver } from '#domain/model/hand-over.ts'

/** Something the customer wrote before: what a rep reads first. */
export type TalkLine = { readonly name: string; readonly text: string }

/** `place` counts from 1; `keptUntil` is an ISO instant. */
export type InQueue = { readonly place: number; readonly keptUntil: string }

export function personAskedView({ place, keptUntil }: InQueue, ctx: ScreenContext): View {
  const queue =
    place <= 1 ? 'You are the next in line.' : `${place - 1} ${place === 2 ? 'person is' : 'people are'} before you.`
  const words = [
    `${queue} We answer ${hoursText(ctx)}.`,
    `Your cart is kept until ${dayText(keptUntil, ctx)}, and you can go on changing it meanwhile.`,
  ]
  return { headline: 'A person will join you here', blocks: words.map(textBlock), controls: [] }
}

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export function hoursText(ctx: ScreenContext): string {
  const { days, from, to } = ctx.shop.settings.hours
  const names = days.map((day) => DAYS[day] ?? '')
  const run = days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1)
  const list = run && names.length > 2 ? `${names[0]} to ${names.at(-1)}` : names.join(', ')
  return `${list}, ${from} to ${to} (${ctx.shop.settings.timeZone})`
}

/** Posted in the reps' thread, under the card. */
export function askedForPersonView(handOver: HandOver, talk: readonly TalkLine[], ctx: ScreenContext): View {
  return {
    headline: inert(`${handOver.name} asks for a person`),
    blocks: [
      ...(talk.length === 0
        ? []
        : [
            textBlock('What was said so far:'),
            { kind: 'list' as const, items: talk.map((line) => inert(`${line.name}: ${line.text}`)) },
          ]),
      textBlock('Once you have it, only "say ..." and [Reply to customer] reach the customer; all else stays here.'),
    ],
    controls: [button('Take over', { kind: 'take-over' }, ctx, 'primary')],
  }
}

export const joinedView = (rep: string, ctx: ScreenContext): View =>
  noticeView(`${rep} of ${ctx.shop.settings.name} is with you now`, 'Just write; they read it here.', ctx)

export const leftView = (rep: string, ctx: ScreenContext): View =>
  noticeView(
    `${rep} handed back to the assistant`,
    'Your cart is as it was left. Say "person" to ask for somebody again.',
    ctx,
  )

/** Said where the order was placed: the talk does not end with it. */
export function goesOn({ status, by, name }: HandOver, ctx: ScreenContext): string {
  if (status === 'waiting')
    return isStaff(ctx) ? `${name} still waits for a person.` : 'A person will still join you here.'
  return isStaff(ctx)
    ? `${name} can still write to ${by?.name ?? 'you'} here; "say ..." reaches them, "end the talk" ends it.`
    : `${by?.name ?? 'The person who helped you'} is still here: just write, or say "end the talk".`
}

/** `by`: who ended it, where it was not the reader. */
export const talkEndedView = (by: string | undefined, ctx: ScreenContext): View =>
  noticeView(
    by === undefined ? 'The talk is over' : `${by} ended the talk`,
    isStaff(ctx)
      ? 'What you write here reaches nobody any more.'
      : 'The assistant answers you again. Say "person" to ask for somebody.',
    ctx,
  )

/** What the card at the desk becomes while the customer goes on alone. */
export const talkOverView = (name: string, ctx: ScreenContext): View =>
  noticeView(`${name}: the talk is over`, 'The cart is still open; the customer goes on with it alone.', ctx)

/** To the customer, when what the rep asked the shop for was not granted. */
export const checkedView = (ctx: ScreenContext): View =>
  noticeView(
    'We have checked your order',
    'The price stays as it is shown; nothing else was changed, and you can order whenever you like.',
    ctx,
  )

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
    'That stays among you',
    name === undefined
      ? 'Words to somebody else are not read as an order. Without the name in front they are.'
      : `"say ..." reaches ${name}; a change is a plain command, like "add 1 SKU" or "take 2.00 off: goodwill".`,
    ctx,
  )

const replyControl = (ctx: ScreenContext): Control =>
  button('Reply to customer', { kind: 'open-form', form: 'reply' }, ctx)

/** On both cards, each for its reader: who has it, and for the reps what they can do about it. */
export function withHandOver(view: View, { handOver }: OrderDraft, ctx: ScreenContext): View {
  if (handOver === undefined) return view
  return {
    ...view,
    blocks: [...view.blocks, notice('info', standing(handOver, ctx))],
    controls: isStaff(ctx) ? [...handOverControls(handOver, ctx), ...view.controls] : view.controls,
  }
}

function standing({ status, by, name, desk: _ }: HandOver, ctx: ScreenContext): string {
  const rep = by?.name ?? 'somebody'
  if (isStaff(ctx))
    return status === 'taken'
      ? `${rep} has it; "say ..." or [Reply to customer] reaches ${name}. What ${name} clearly asks for is done ` +
          `at once, and shown here.`
      : `${name} waits for a person.`
  return status === 'taken'
    ? `${rep} is helping you with this order. A clear change ("make it 3") is made at once; ${rep} reads ` +
        `everything you write.`
    : 'A person will join you here.'
}

const handOverControls = ({ status }: HandOver, ctx: ScreenContext): readonly Control[] =>
  status === 'taken'
    ? [
        replyControl(ctx),
        button('Hand back', { kind: 'hand-back' }, ctx),
        button('End the talk', { kind: 'end-talk' }, ctx),
      ]
    : [button('Take over', { kind: 'take-over' }, ctx)]
