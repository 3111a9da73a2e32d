/**
 * Small screens that are not about the cart: what went wrong, what was not
 * understood, hello. Each says that nothing was lost and what to do next.
 */

import type { UserKey } from '#conversation/edge/inbound.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Request, RequestKind } from '#conversation/requests/request.ts'
import { legalBlocks } from '#conversation/screens/cart/legal.ts'
import { noticesWords } from '#conversation/words/notices.ts'
import type { UndoStep } from '#domain/model/draft.ts'
import { button, isStaff, noticeView, type ScreenContext, textBlock } from './context.ts'

/** `reference` is what `parley trace` takes. */
export function errorView(reference: string): View {
  return {
    headline: noticesWords.ourFault,
    blocks: [textBlock(noticesWords.tryAgainReference(reference))],
    controls: [],
  }
}

export const slowDownView: View = {
  headline: noticesWords.tooMuchAtOnce,
  blocks: [textBlock(noticesWords.didTheFirst)],
  controls: [],
}

/** Why each of these changes nothing where it changed nothing. */
const THERE_ALREADY: { readonly [K in RequestKind]?: string } = {
  'ship-to': noticesWords.already.goesThere,
  parcels: noticesWords.already.goesThere,
  'bill-to': noticesWords.already.billGoesThere,
  method: noticesWords.already.sentThatWay,
  pay: noticesWords.already.paidThatWay,
  'set-quantity': noticesWords.already.thatManyAreIn,
  'change-quantity': noticesWords.already.thatManyAreIn,
  'set-options': noticesWords.already.isThatOne,
  'replace-line': noticesWords.already.isThatOne,
  'address-part': noticesWords.already.addressSaysThat,
  coupon: noticesWords.already.couponIsThere,
  comment: noticesWords.already.commentIsThere,
  memo: noticesWords.already.memoIsThere,
  note: noticesWords.already.noteIsThere,
  'line-text': noticesWords.already.saysThat,
  backorders: noticesWords.already.isChosen,
  ...{ customer: noticesWords.already.isTheirs, 'choose-customer': noticesWords.already.isTheirs },
  ...{
    guest: noticesWords.already.isKnown,
    contact: noticesWords.already.isKnown,
    register: noticesWords.already.isKnown,
  },
  ...{ yes: noticesWords.already.nothingWasAsked, no: noticesWords.already.nothingWasAsked },
}

/** Said and understood, and no reason to change or to show anything. */
export function nothingView(requests: readonly Request[], ctx: ScreenContext): View {
  const [why = requests.length === 0 ? noticesWords.already.nothingToDo : noticesWords.already.isLikeThat] =
    requests.flatMap(({ kind }) => THERE_ALREADY[kind] ?? [])
  return noticeView(noticesWords.nothingChanged(why), noticesWords.whatIsToBeDifferent, ctx)
}

/** What was in the way passes by itself: nothing is asked of the person. */
export const keptView: View = {
  headline: noticesWords.takesLonger,
  blocks: [textBlock(noticesWords.nothingIsLost)],
  controls: [],
}

/** Given up after every try; `said` is what they said, where that was words. */
export function givenUpView(said: string | undefined, reference: string): View {
  const quoted =
    said === undefined ? noticesWords.whatYouPressed : `"${said.slice(0, QUOTED)}${said.length > QUOTED ? '...' : ''}"`
  return {
    headline: inert(noticesWords.couldNotDo(quoted)),
    blocks: [textBlock(noticesWords.tryOnceMore(reference))],
    controls: [],
  }
}
const QUOTED = 80

export const tooLongView = (max: number, ctx: ScreenContext): View =>
  noticeView(
    noticesWords.messageTooLong,
    noticesWords.charactersThatFit(new Intl.NumberFormat(ctx.shop.settings.locale).format(max)),
    ctx,
  )

/** The same words for a forged, a foreign and an expired control. */
export const notFoundView = (ctx: ScreenContext): View =>
  noticeView(noticesWords.buttonNotFound, noticesWords.showAsItIs, ctx)

const lastChange = (changed: Pick<UndoStep, 'label' | 'by'> | undefined): string =>
  changed === undefined
    ? ''
    : noticesWords.lastChange(changed.by === undefined ? '' : noticesWords.byWhom(changed.by), changed.label)

/** `changed` says what happened since and who did it, where that is known. */
export const staleView = (changed: Pick<UndoStep, 'label' | 'by'> | undefined, ctx: ScreenContext): View =>
  noticeView(noticesWords.orderChangedSince, noticesWords.pressDidNothing(lastChange(changed)), ctx)

/** Where another company reads along. */
export const externalView = (ctx: ScreenContext): View =>
  noticeView(noticesWords.channelShared, noticesWords.noDataInShared, ctx)

/** `user` is the key an admin links. */
export const strangerView = (user: UserKey, ctx: ScreenContext): View =>
  noticeView(noticesWords.notKnownYet, noticesWords.howToBeKnown(ctx.shop.settings.name, user), ctx)

export const readAlreadyView = (deleted: boolean, ctx: ScreenContext): View =>
  deleted
    ? noticeView(noticesWords.saidStays, noticesWords.otherChangesSince, ctx)
    : noticeView(noticesWords.alreadyRead, noticesWords.typeAsNew, ctx)

/** The text went on without the number; `found` says what was taken out. */
export function redactedView(found: readonly ('card' | 'token')[], ctx: ScreenContext): View {
  return found.includes('card')
    ? noticeView(noticesWords.deleteCardMessage, noticesWords.cardNumberRemoved, ctx)
    : noticeView(noticesWords.deleteSecretMessage, noticesWords.secretRemoved, ctx)
}

export function notUnderstoodView(words: readonly string[], ctx: ScreenContext): View {
  const headline =
    words.length === 0 ? noticesWords.notUnderstood : noticesWords.notUnderstoodWords(words.slice(0, 8).join(', '))
  const view = noticeView(headline, noticesWords.tryCommands, ctx)
  return { ...view, controls: [button(noticesWords.help, { kind: 'help' }, ctx)] }
}

export const smallTalkView = (ctx: ScreenContext): View =>
  noticeView(noticesWords.youAreWelcome(isStaff(ctx)), noticesWords.whatNext(isStaff(ctx)), ctx)

export function welcomeView(ctx: ScreenContext): View {
  const { name } = ctx.shop.settings
  if (isStaff(ctx)) return noticeView(noticesWords.readyForOrders(name), noticesWords.tryOrderFor, ctx)
  const { blocks, ...hello } = noticeView(noticesWords.welcomeTo(name), noticesWords.tellMeWhat, ctx)
  const account =
    ctx.actor.kind === 'guest' ? [button(noticesWords.iHaveAnAccount, { kind: 'open-form', form: 'link' }, ctx)] : []
  const controls = [
    button(noticesWords.addItem, { kind: 'open-form', form: 'add-item' }, ctx, 'primary'),
    ...account,
    button(noticesWords.help, { kind: 'help' }, ctx),
  ]
  return { ...hello, blocks: [...blocks, ...legalBlocks(ctx)], controls }
}
