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
  inactive: refusalsWords.notSoldAnyMore,
  'not-yet': refusalsWords.notOnSaleYet,
  ended: refusalsWords.saleEnded,
  discontinued: refusalsWords.discontinued,
  'sold-out': refusalsWords.soldOut,
} as const satisfies Record<RefusalOf<'not-for-sale'>['why'], string>

function cartWords(
  refusal: RefusalOf<
    'text-too-long' | 'not-for-sale' | 'bad-quantity' | 'too-many-lines' | 'no-such-line' | 'empty-cart'
  >,
  ctx: ScreenContext,
): RefusalText {
  switch (refusal.kind) {
    case 'text-too-long':
      return [refusalsWords.tooManyCharacters(refusal.label, refusal.max, refusal.length), refusalsWords.fewerWords]
    case 'not-for-sale':
      return [
        refusalsWords.cannotBeAdded(itemText(refusal.sku, ctx)),
        refusalsWords.findSomethingLikeIt(NOT_FOR_SALE[refusal.why]),
      ]
    case 'bad-quantity':
      return [refusalsWords.quantityWrong, refusalsWords.quantityHow(refusal.max)]
    case 'too-many-lines':
      return [refusalsWords.theCartIsFull, refusalsWords.linesItHolds(refusal.max, isStaff(ctx))]
    case 'no-such-line':
      return [refusalsWords.notInCart(refusal.what), refusalsWords.showWhatIsIn]
    case 'empty-cart':
      return [refusalsWords.theCartIsEmpty, refusalsWords.addItemFirst]
    default:
      return refusal satisfies never
  }
}

const CONTACT_NAMES = {
  email: refusalsWords.anEMailAddress,
  phone: refusalsWords.aPhoneNumber,
  name: refusalsWords.aName,
} as const
const CONTACT_EXAMPLES = { email: refusalsWords.likeEmail, phone: refusalsWords.likePhone, name: '' } as const

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
      return [refusalsWords.addressIncomplete, refusalsWords.typeThatPart(sentence(refusal.why))]
    case 'no-address':
      return [refusalsWords.addressNeeded, refusalsWords.addressHow]
    case 'unknown-method':
      return [
        refusalsWords.noSuchMethod(refusal.method),
        refusalsWords.methodsThereAre(names(refusal.known), refusal.known[0] ?? 'standard'),
      ]
    case 'method-not-here':
      return [
        refusalsWords.methodNotThere(methodName(refusal.method, settings), refusal.place),
        refusal.eligible.length === 0
          ? refusalsWords.nothingGoesThere
          : refusalsWords.methodsPossible(names(refusal.eligible), refusal.eligible[0] ?? ''),
      ]
    case 'override-in-doubt':
      return [
        refusalsWords.shippingPriceByHand(money(refusal.amount, ctx), methodName(refusal.method, settings)),
        refusalsWords.confirmItsPrice,
      ]
    case 'bad-contact':
      return [
        refusalsWords.isNotA(refusal.given, CONTACT_NAMES[refusal.field]),
        refusalsWords.typeAgain(CONTACT_EXAMPLES[refusal.field]),
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
        ? [refusalsWords.roleMayNot(refusal.to.replaceAll('-', ' ')), refusalsWords.colleagueCan]
        : [refusalsWords.notPossibleHere, refusalsWords.helpForWhat]
    case 'draft-closed':
      return [
        refusalsWords.orderIsClosed(refusal.status === 'submitted' ? refusalsWords.alreadyPlaced : refusal.status),
        refusalsWords.newForAnother,
      ]
    case 'awaiting-approval':
      return isStaff(ctx)
        ? [refusalsWords.waitsForApproval, refusalsWords.placeOnceDecided]
        : [refusalsWords.beingChecked, refusalsWords.tellYouWhen]
    case 'not-over':
      return [refusalsWords.notTimeYet, refusalsWords.nothingWasChanged]
    case 'nothing-to-undo':
      return [refusalsWords.nothingToUndo, refusalsWords.nothingWasChanged]
    case 'nothing-to-redo':
      return [refusalsWords.nothingToRedo, refusalsWords.nothingWasChanged]
    case 'nothing-to-remove':
      return [refusalsWords.nothingToRemove(refusal.what), refusalsWords.showTheOrder]
    default:
      return refusal satisfies never
  }
}
