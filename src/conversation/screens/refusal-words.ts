/**
 * The refusals that need words only: a headline, and what to do next. Customers get everyday words
 * and never limits or another person's data. Next: refusal.ts is the entry and draws those with
 * lists and controls.
 */

import { refusalsWords } from '#conversation/words/refusals.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { noChoiceWords } from './backorders.ts'
import { isStaff, money, type ScreenContext } from './context.ts'
import { andList, itemText, methodName } from './names.ts'
import { amountWords, payingRefusal } from './refusal-words-paying.ts'
import { aboveLimitWords, approvalWords, type RefusalOf, type RefusalText } from './refusal-words-staff.ts'

type WithControls =
  | 'coupon'
  | 'missing'
  | 'total-changed'
  | 'short-stock'
  | 'promise-changed'
  | 'warning'
  | 'account-exists'
  | 'unknown-sku'
  | 'order'

/** Refusals that are words only. */
export function refusalWords(refusal: Exclude<Refusal, { kind: WithControls }>, ctx: ScreenContext): RefusalText {
  switch (refusal.kind) {
    case 'over-limit':
      return aboveLimitWords(refusal, ctx)
    case 'text-too-long':
    case 'not-for-sale':
    case 'bad-quantity':
    case 'too-many-lines':
    case 'no-such-line':
    case 'empty-cart':
      return cartWords(refusal, ctx)
    case 'no-such-choice':
      return noChoiceWords(refusal.why, refusal.policy, ctx)
    case 'bad-address':
    case 'no-address':
    case 'unknown-method':
    case 'method-not-here':
    case 'bad-contact':
    case 'override-in-doubt':
      return placeWords(refusal, ctx)
    case 'payment-not-offered':
    case 'stored-card-new-address':
      return payingRefusal(refusal, ctx)
    case 'bad-amount':
    case 'reason-missing':
      return amountWords(refusal, ctx)
    case 'no-approval':
    case 'already-decided':
    case 'may-not-decide':
    case 'bad-counter':
      return approvalWords(refusal, ctx)
    case 'not-over':
    case 'not-allowed':
    case 'draft-closed':
    case 'awaiting-approval':
    case 'nothing-to-undo':
    case 'nothing-to-redo':
    case 'nothing-to-remove':
      return flowWords(refusal, ctx)
    default:
      return refusal satisfies never
  }
}

const NOT_FOR_SALE = {
  inactive: refusalsWords.itIsNotSold,
  'not-yet': refusalsWords.itIsNotOn,
  ended: refusalsWords.itsSaleHasEnded,
  discontinued: refusalsWords.itIsDiscontinuedAnd,
  'sold-out': refusalsWords.itIsSoldOut,
} as const satisfies Record<RefusalOf<'not-for-sale'>['why'], string>

function cartWords(
  refusal: RefusalOf<
    'text-too-long' | 'not-for-sale' | 'bad-quantity' | 'too-many-lines' | 'no-such-line' | 'empty-cart'
  >,
  ctx: ScreenContext,
): RefusalText {
  switch (refusal.kind) {
    case 'text-too-long':
      return [
        refusalsWords.atMostCharactersYours(refusal.label, refusal.max, refusal.length),
        refusalsWords.nothingWasChangedSay,
      ]
    case 'not-for-sale':
      return [
        refusalsWords.cannotBeAdded(itemText(refusal.sku, ctx)),
        refusalsWords.sorrySayAndA(NOT_FOR_SALE[refusal.why]),
      ]
    case 'bad-quantity':
      return [refusalsWords.thatQuantityDoesNot, refusalsWords.itTakesToWhole(refusal.max)]
    case 'too-many-lines':
      return [refusalsWords.theCartIsFull, refusalsWords.itHoldsDifferentLines(refusal.max, isStaff(ctx))]
    case 'no-such-line':
      return [refusalsWords.isNotInThe(refusal.what), refusalsWords.sayToSeeWhat]
    case 'empty-cart':
      return [refusalsWords.theCartIsEmpty, refusalsWords.addAnItemFirst]
    default:
      return refusal satisfies never
  }
}

const CONTACT_NAMES = {
  email: refusalsWords.anEMailAddress,
  phone: refusalsWords.aPhoneNumber,
  name: refusalsWords.aName,
} as const
const CONTACT_EXAMPLES = { email: refusalsWords.likePatExampleCom, phone: refusalsWords.like, name: '' } as const

function placeWords(
  refusal: RefusalOf<
    'bad-address' | 'no-address' | 'unknown-method' | 'method-not-here' | 'bad-contact' | 'override-in-doubt'
  >,
  ctx: ScreenContext,
): RefusalText {
  const { settings } = ctx.shop
  const names = (ids: readonly string[]) => andList(ids.map((id) => methodName(id, settings)))
  switch (refusal.kind) {
    case 'bad-address':
      return [refusalsWords.theAddressIsNot, refusalsWords.justTypeThatPart(sentence(refusal.why))]
    case 'no-address':
      return [refusalsWords.anAddressIsNeeded, refusalsWords.sayWhereItGoes]
    case 'unknown-method':
      return [
        refusalsWords.thereIsNoShipping(refusal.method),
        refusalsWords.thereIsSay(names(refusal.known), refusal.known[0] ?? 'standard'),
      ]
    case 'method-not-here':
      return [
        refusalsWords.doesNotGoTo(methodName(refusal.method, settings), refusal.place),
        refusal.eligible.length === 0
          ? refusalsWords.nothingOfOursGoes
          : refusalsWords.possibleThereSay(names(refusal.eligible), refusal.eligible[0] ?? ''),
      ]
    case 'override-in-doubt':
      return [
        refusalsWords.theShippingPriceWas(money(refusal.amount, ctx), methodName(refusal.method, settings)),
        refusalsWords.nothingWasPlacedSay,
      ]
    case 'bad-contact':
      return [
        refusalsWords.isNot(refusal.given, CONTACT_NAMES[refusal.field]),
        refusalsWords.pleaseTypeItAgain(CONTACT_EXAMPLES[refusal.field]),
      ]
    default:
      return refusal satisfies never
  }
}

const sentence = (words: string): string =>
  `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`

function flowWords(
  refusal: RefusalOf<
    | 'not-over'
    | 'not-allowed'
    | 'draft-closed'
    | 'awaiting-approval'
    | 'nothing-to-undo'
    | 'nothing-to-redo'
    | 'nothing-to-remove'
  >,
  ctx: ScreenContext,
): RefusalText {
  switch (refusal.kind) {
    case 'not-allowed':
      return isStaff(ctx)
        ? [refusalsWords.yourRoleMayNot(refusal.to.replaceAll('-', ' ')), refusalsWords.nothingWasChangedA]
        : [refusalsWords.thatIsNotPossible, refusalsWords.nothingWasChangedSayFor]
    case 'draft-closed':
      return [
        refusalsWords.thisOrderIs(refusal.status === 'submitted' ? refusalsWords.alreadyPlaced : refusal.status),
        refusalsWords.nothingWasChangedSayTo,
      ]
    case 'awaiting-approval':
      return isStaff(ctx)
        ? [refusalsWords.thisOrderWaitsFor, refusalsWords.itCanBePlaced]
        : [refusalsWords.thisOrderIsBeing, refusalsWords.weTellYouAs]
    case 'not-over':
      return [refusalsWords.itIsNotTime, refusalsWords.nothingWasChanged]
    case 'nothing-to-undo':
      return [refusalsWords.thereIsNothingTo, refusalsWords.nothingWasChanged]
    case 'nothing-to-redo':
      return [refusalsWords.thereIsNothingToRedo, refusalsWords.nothingWasChanged]
    case 'nothing-to-remove':
      return [refusalsWords.thereIsNoTo(refusal.what), refusalsWords.nothingWasChangedSayToSee]
    default:
      return refusal satisfies never
  }
}
