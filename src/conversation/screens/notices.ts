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
    headline: noticesWords.somethingWentWrongOn,
    blocks: [textBlock(noticesWords.nothingWasChangedPlease(reference))],
    controls: [],
  }
}

export const slowDownView: View = {
  headline: noticesWords.thatWasALot,
  blocks: [textBlock(noticesWords.iDidWhatCame)],
  controls: [],
}

/** Why each of these changes nothing where it changed nothing. */
const THERE_ALREADY: { readonly [K in RequestKind]?: string } = {
  'ship-to': 'it goes there already',
  gather: 'it all goes there already',
  'bill-to': 'the bill goes there already',
  method: 'it is sent that way already',
  pay: 'it is paid that way already',
  'set-quantity': 'that many are in the cart already',
  'change-quantity': 'that many are in the cart already',
  'set-options': 'it is that one already',
  'replace-line': 'it is that one already',
  'address-part': 'the address says that already',
  coupon: 'that coupon is there already',
  comment: 'that comment is there already',
  memo: 'that memo is there already',
  note: 'that note is there already',
  'line-text': 'it says that already',
  backorders: 'that is chosen already',
  ...{ customer: 'it is theirs already', 'choose-customer': 'it is theirs already' },
  ...{ guest: 'that is known already', contact: 'that is known already', register: 'that is known already' },
  ...{ yes: 'nothing was asked', no: 'nothing was asked' },
}

/** Said and understood, and no reason to change or to show anything. */
export function nothingView(requests: readonly Request[], ctx: ScreenContext): View {
  const [why = requests.length === 0 ? 'there was nothing to do' : 'it is like that already'] = requests.flatMap(
    ({ kind }) => THERE_ALREADY[kind] ?? [],
  )
  return noticeView(noticesWords.nothingChanged(why), noticesWords.whatIsToBeDifferent, ctx)
}

/** What was in the way passes by itself: nothing is asked of the person. */
export const keptView: View = {
  headline: noticesWords.iHaveYourMessage,
  blocks: [textBlock(noticesWords.nothingIsLostAnd)],
  controls: [],
}

/** Given up after every try; `said` is what they said, where that was words. */
export function givenUpView(said: string | undefined, reference: string): View {
  const quoted =
    said === undefined ? noticesWords.whatYouPressed : `"${said.slice(0, QUOTED)}${said.length > QUOTED ? '...' : ''}"`
  return {
    headline: inert(noticesWords.iCouldNotDo(quoted)),
    blocks: [textBlock(noticesWords.nothingWasChangedPleaseTry(reference))],
    controls: [],
  }
}
const QUOTED = 80

export const tooLongView = (max: number, ctx: ScreenContext): View =>
  noticeView(
    noticesWords.thatMessageIsToo,
    noticesWords.atMostCharactersFit(new Intl.NumberFormat(ctx.shop.settings.locale).format(max)),
    ctx,
  )

/** The same words for a forged, a foreign and an expired control. */
export const notFoundView = (ctx: ScreenContext): View =>
  noticeView(noticesWords.thatButtonWasNot, noticesWords.nothingWasChangedSay, ctx)

const lastChange = (changed: Pick<UndoStep, 'label' | 'by'> | undefined): string =>
  changed === undefined
    ? ''
    : noticesWords.lastChange(changed.by === undefined ? '' : noticesWords.byWord(changed.by), changed.label)

/** `changed` says what happened since and who did it, where that is known. */
export const staleView = (changed: Pick<UndoStep, 'label' | 'by'> | undefined, ctx: ScreenContext): View =>
  noticeView(noticesWords.theOrderChangedSince, noticesWords.yourPressDidNothing(lastChange(changed)), ctx)

/** Where another company reads along. */
export const externalView = (ctx: ScreenContext): View =>
  noticeView(noticesWords.thisChannelIsShared, noticesWords.iNeitherShowNor, ctx)

/** `user` is the key an admin links. */
export const strangerView = (user: UserKey, ctx: ScreenContext): View =>
  noticeView(noticesWords.iDoNotKnow, noticesWords.iTakeOrdersFrom(ctx.shop.settings.name, user), ctx)

export const readAlreadyView = (deleted: boolean, ctx: ScreenContext): View =>
  deleted
    ? noticeView(noticesWords.whatThatMessageSaid, noticesWords.otherThingsWereChanged, ctx)
    : noticeView(noticesWords.iHadAlreadyRead, noticesWords.nothingWasChangedPleaseType, ctx)

/** The text went on without the number; `found` says what was taken out. */
export function redactedView(found: readonly ('card' | 'token')[], ctx: ScreenContext): View {
  return found.includes('card')
    ? noticeView(noticesWords.pleaseDeleteYourMessage, noticesWords.iRemovedTheNumber, ctx)
    : noticeView(noticesWords.pleaseDeleteYourMessageNow, noticesWords.iRemovedItBefore, ctx)
}

export function notUnderstoodView(words: readonly string[], ctx: ScreenContext): View {
  const headline =
    words.length === 0
      ? noticesWords.iDidNotUnderstand
      : noticesWords.iDidNotUnderstandOfList(words.slice(0, 8).join(', '))
  const view = noticeView(headline, noticesWords.nothingWasChangedTry, ctx)
  return { ...view, controls: [button(noticesWords.help, { kind: 'help' }, ctx)] }
}

export const smallTalkView = (ctx: ScreenContext): View =>
  noticeView(noticesWords.youAreWelcome(isStaff(ctx)), noticesWords.sayForTheOrder(isStaff(ctx)), ctx)

export function welcomeView(ctx: ScreenContext): View {
  const { name } = ctx.shop.settings
  if (isStaff(ctx)) return noticeView(noticesWords.readyForOrders(name), noticesWords.tryOr, ctx)
  const { blocks, ...hello } = noticeView(noticesWords.welcomeTo(name), noticesWords.tellMeWhatYou, ctx)
  const account =
    ctx.actor.kind === 'guest' ? [button(noticesWords.iHaveAnAccount, { kind: 'open-form', form: 'link' }, ctx)] : []
  const controls = [
    button(noticesWords.addItem, { kind: 'open-form', form: 'add-item' }, ctx, 'primary'),
    ...account,
    button(noticesWords.help, { kind: 'help' }, ctx),
  ]
  return { ...hello, blocks: [...blocks, ...legalBlocks(ctx)], controls }
}
