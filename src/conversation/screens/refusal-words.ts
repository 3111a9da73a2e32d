/**
 * The refusals that need words only: a headline, and what to do next. Customers get everyday words
 * and never limits or another person's data. Next: refusal.ts is the entry and draws those with
 * lists and controls.
 */

import { approvalName } from '#domain/draft/prices/approvals.ts'
import type { ApprovalStatus, MayNot } from '#domain/model/approval.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { noChoiceWords } from './backorders.ts'
import { isStaff, money, type ScreenContext } from './context.ts'
import { andList, clockText, itemText, methodName, orList } from './names.ts'

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

export type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>
/** Headline, and what to do. */
type Words = readonly [string, string]

/** Refusals that are words only. */
export function refusalWords(refusal: Exclude<Refusal, { kind: WithControls }>, ctx: ScreenContext): Words {
  switch (refusal.kind) {
    case 'over-limit':
      return overLimit(refusal, ctx)
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
      return paymentWords(refusal, ctx)
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
): Words {
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

function placeWords(
  refusal: RefusalOf<
    'bad-address' | 'no-address' | 'unknown-method' | 'method-not-here' | 'bad-contact' | 'override-in-doubt'
  >,
  ctx: ScreenContext,
): Words {
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
        `"${refusal.given}" is not ${{ email: 'an e-mail address', phone: 'a phone number', name: 'a name' }[refusal.field]}`,
        `Please type it again${refusal.field === 'email' ? ', like pat@example.com' : refusal.field === 'phone' ? ', like +1 217 555 0142' : ''}.`,
      ]
    default:
      return refusal satisfies never
  }
}

const sentence = (words: string): string =>
  `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`

const PAYMENT_NAMES: Readonly<Record<string, string>> = {
  stored: 'A stored card',
  link: 'A payment link',
  invoice: 'An invoice',
  delivery: 'Paying on delivery',
}

function paymentWords(
  refusal: RefusalOf<'payment-not-offered' | 'stored-card-new-address'>,
  ctx: ScreenContext,
): Words {
  if (refusal.kind === 'stored-card-new-address') {
    return isStaff(ctx)
      ? [
          'That card has never been used with this address',
          'Ask the caller for the number of an earlier order or a postcode of the address book, then say "check" ' +
            'with it; "check by mail" sends a code. Or use a payment link: "pay link".',
        ]
      : [
          'That card has not been used with this address before',
          'To keep your card safe, please use a payment link: "pay link".',
        ]
  }
  const name = PAYMENT_NAMES[refusal.payment] ?? `"${refusal.payment}"`
  const headline = `${name} is not possible for this order`
  switch (refusal.why) {
    case 'not-for-this-buyer':
      return [
        headline,
        isStaff(ctx) ? 'This customer is not set up for it. "pay link" always works.' : 'Please use "pay link".',
      ]
    case 'off':
      return [headline, 'This shop does not offer it. Try "pay link".']
    case 'over-cap':
      return [
        headline,
        refusal.cap === undefined
          ? 'The order is too large for it. Try "pay link".'
          : `It goes up to ${money(refusal.cap, ctx)}. Try "pay link".`,
      ]
    case 'no-stored-card':
      return [isStaff(ctx) ? 'This customer has no stored card' : 'There is no stored card', 'Try "pay link".']
    case 'rep-only':
      return [
        headline,
        isStaff(ctx) ? 'Choose it yourself for the customer.' : 'Please use "pay link", or ask us to arrange it.',
      ]
    default:
      return refusal.why satisfies never
  }
}

function amountWords(refusal: RefusalOf<'bad-amount' | 'reason-missing'>, ctx: ScreenContext): Words {
  const { settings } = ctx.shop
  if (refusal.kind === 'reason-missing')
    return [
      'A reason is needed',
      `Say it after a colon, for example ": ${refusal.known[0] ?? 'goodwill'}". Known: ${orList(refusal.known)}.`,
    ]
  switch (refusal.why) {
    case 'not-positive':
      return [
        'The amount has to be above zero',
        `For example "take ${money(5 * 10 ** settings.exponent, ctx)} off: ${settings.reasons[0] ?? 'goodwill'}".`,
      ]
    case 'negative':
      return ['An amount cannot be below zero', `${money(0, ctx)} is the least there is.`]
    case 'too-precise':
      return [
        'That amount has too many decimals',
        settings.exponent === 0
          ? `${settings.currency} has none.`
          : `${settings.currency} has ${settings.exponent}, like ${money(5 * 10 ** settings.exponent, ctx)}.`,
      ]
    case 'raises-price':
      return ['A change may lower a price, never raise it', 'Nothing was changed. Give a lower price.']
    default:
      return refusal.why satisfies never
  }
}

/**
 * Words by themselves; with its question on the draft refusal.ts offers the choices. A customer can
 * never meet this.
 */
function overLimit({ allowed, percentPpm, limit }: RefusalOf<'over-limit'>, ctx: ScreenContext): Words {
  if (!isStaff(ctx)) return ['That is not possible', 'Nothing was changed.']
  const within = allowed > 0 ? `You may give ${money(allowed, ctx)}.` : 'Nothing more is within your limit.'
  return [
    overLimitHeadline({ percentPpm, limit }),
    `${within} Say "give my limit", "ask" for an approval, or "leave it".`,
  ]
}

/** "That is above your limit: it would be 29.4 % of the order" */
export function overLimitHeadline({
  percentPpm,
  limit,
}: Pick<RefusalOf<'over-limit'>, 'percentPpm' | 'limit'>): string {
  const percent = `${Math.round(percentPpm / 1_000) / 10} %`
  switch (limit) {
    case 'amount':
      return 'That is above your limit'
    case 'percent':
      return `That is above your limit: it would be ${percent} of the order`
    case 'line-percent':
      return `That is above your limit: it would be ${percent} of the line`
    default:
      return limit satisfies never
  }
}

const DECIDED = {
  open: 'waits for an answer',
  approved: 'was already approved',
  declined: 'was already declined',
  countered: 'was already answered with a counter-offer',
  withdrawn: 'was withdrawn',
  superseded: 'no longer applies: the order changed',
  expired: 'ran out',
} as const satisfies Record<ApprovalStatus, string>

function approvalWords(
  refusal: RefusalOf<'no-approval' | 'already-decided' | 'may-not-decide' | 'bad-counter'>,
  ctx: ScreenContext,
): Words {
  if (!isStaff(ctx)) return ['That was not found', 'Nothing was changed. Say "help" for what you can do.']
  const name = 'id' in refusal && refusal.id !== undefined ? approvalName(refusal.id) : undefined
  switch (refusal.kind) {
    case 'no-approval':
      return [
        name === undefined ? 'No approval is waiting' : `${name} is not waiting for that`,
        'Nothing was changed. Say "approvals" for what waits.',
      ]
    case 'already-decided': {
      const by =
        refusal.by === undefined || refusal.at === undefined ? '' : ` by ${refusal.by} at ${clockText(refusal.at, ctx)}`
      return [`${name} ${DECIDED[refusal.status]}${by}`, 'Your answer changed nothing.']
    }
    case 'may-not-decide':
      return MAY_NOT[refusal.why]
    case 'bad-counter':
      return [
        'A counter-offer has to give less than was asked',
        `Nothing was changed. Say for example "counter ${name} ${money(Math.floor(refusal.asked / 2), ctx)}".`,
      ]
    default:
      return refusal satisfies never
  }
}

const MAY_NOT = {
  right: ['Your role may not approve', 'Nothing was changed. A lead or manager can answer it.'],
  author: [
    'Nobody decides on what they gave themselves',
    'Nothing was changed. Another lead or manager can answer it.',
  ],
  limit: [
    'That is above your own limit too',
    'Nothing was changed. Somebody with a higher limit can answer it; you may still decline or counter.',
  ],
} as const satisfies Record<MayNot, Words>

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
): Words {
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
