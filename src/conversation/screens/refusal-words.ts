/**
 * The refusals that need words only: a headline, and what to do next. Customers get everyday words
 * and never limits or another person's data. Next: refusal.ts is the entry and draws those with
 * lists and controls.
 */

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
  inactive: 'it is not sold any more',
  'not-yet': 'it is not on sale yet',
  ended: 'its sale has ended',
  discontinued: 'it is discontinued and the last one is gone',
  'sold-out': 'it is sold out and cannot be ordered ahead',
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
        `${refusal.label}: at most ${refusal.max} characters, yours has ${refusal.length}`,
        'Nothing was changed. Say it again in fewer words.',
      ]
    case 'not-for-sale':
      return [
        `${itemText(refusal.sku, ctx)} cannot be added`,
        `Sorry, ${NOT_FOR_SALE[refusal.why]}. Say "find" and a word for something like it.`,
      ]
    case 'bad-quantity':
      return ['That quantity does not work', `It takes 1 to ${refusal.max} whole units, for example "2".`]
    case 'too-many-lines':
      return [
        'The cart is full',
        `It holds ${refusal.max} different lines. ${
          isStaff(ctx) ? 'Place this order and put the rest into another one.' : 'Please order the rest separately.'
        }`,
      ]
    case 'no-such-line':
      return [`"${refusal.what}" is not in the cart`, 'Say "show" to see what is in it.']
    case 'empty-cart':
      return ['The cart is empty', 'Add an item first, for example "2 blue mugs".']
    default:
      return refusal satisfies never
  }
}

const CONTACT_NAMES = { email: 'an e-mail address', phone: 'a phone number', name: 'a name' } as const
const CONTACT_EXAMPLES = { email: ', like pat@example.com', phone: ', like +1 217 555 0142', name: '' } as const

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
      return [
        'The address is not complete yet',
        `${sentence(refusal.why)} Just type that part, or the whole address again.`,
      ]
    case 'no-address':
      return ['An address is needed first', 'Say where it goes: "ship to Pat Lee, 9 Elm St, Salem, OR 97301".']
    case 'unknown-method':
      return [
        `There is no shipping method "${refusal.method}"`,
        `There is ${names(refusal.known)}: say "method ${refusal.known[0] ?? 'standard'}".`,
      ]
    case 'method-not-here':
      return [
        `${methodName(refusal.method, settings)} does not go to ${refusal.place}`,
        refusal.eligible.length === 0
          ? 'Nothing of ours goes there. Please give another address.'
          : `Possible there: ${names(refusal.eligible)}. Say "method ${refusal.eligible[0] ?? ''}".`,
      ]
    case 'override-in-doubt':
      return [
        `The shipping price was set by hand to ${money(refusal.amount, ctx)}, and the method ` +
          `is ${methodName(refusal.method, settings)} now`,
        'Nothing was placed. Say whether that is its price.',
      ]
    case 'bad-contact':
      return [
        `"${refusal.given}" is not ${CONTACT_NAMES[refusal.field]}`,
        `Please type it again${CONTACT_EXAMPLES[refusal.field]}.`,
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
        ? [
            `Your role may not ${refusal.to.replaceAll('-', ' ')}`,
            'Nothing was changed. A colleague with more rights can do it.',
          ]
        : ['That is not possible here', 'Nothing was changed. Say "help" for what you can do.']
    case 'draft-closed':
      return [
        `This order is ${refusal.status === 'submitted' ? 'already placed' : refusal.status}`,
        'Nothing was changed. Say "new" to start another one.',
      ]
    case 'awaiting-approval':
      return isStaff(ctx)
        ? ['This order waits for approval', 'It can be placed once that is decided.']
        : ['This order is being checked', 'We tell you as soon as it can go on.']
    case 'not-over':
      return ['It is not time yet', 'Nothing was changed.']
    case 'nothing-to-undo':
      return ['There is nothing to undo', 'Nothing was changed.']
    case 'nothing-to-redo':
      return ['There is nothing to redo', 'Nothing was changed.']
    case 'nothing-to-remove':
      return [`There is no ${refusal.what} to remove`, 'Nothing was changed. Say "show" to see the order.']
    default:
      return refusal satisfies never
  }
}
