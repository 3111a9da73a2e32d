/**
 * Why a placed order does not change, in calm words, and what to do instead. An order that is not
 * theirs is "not found" for everybody but its customer and staff, in the same words as one that
 * does not exist. Goodwill limits are told to staff only; customers cannot ask for it.
 */

import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { itemText, orList } from '#conversation/screens/names.ts'
import type { OrderRefusal } from '#domain/model/refusals.ts'
import { amendWords } from './amend-refusals.ts'

/** Headline, and what to do. */
type Words = readonly [string, string]
type Of<K extends OrderRefusal['kind']> = Extract<OrderRefusal, { kind: K }>

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
export function orderRefusalWords(number: number, why: OrderRefusal, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'not-found':
      return [`Order ${number} was not found`, 'Check the number; "orders" lists what there is.']
    case 'already-cancelled':
      return [
        `Order ${number} is cancelled already`,
        `Nothing was changed. Say "reorder ${number}" to order the same again.`,
      ]
    case 'nothing-announced':
      return [`Nothing was to come back of order ${number}`, 'Nothing was changed.']
    case 'not-here':
    case 'cannot-grow':
      return otherGoods(number, why, ctx)
    case 'over-total':
    case 'over-shipping':
    case 'nothing-to-pay':
    case 'over-recorded':
    case 'nothing-to-give-back':
    case 'goes-back-itself':
    case 'nothing-recorded':
    case 'not-positive':
    case 'other-amount':
    case 'no-link':
    case 'link-there':
    case 'provider-record':
      return moneyRefusal(number, why, ctx)
    case 'mailed-enough':
      return [
        `${why.what === 'link' ? 'The payment link' : 'The confirmation'} of order ${number} was sent by e-mail ` +
          `often enough today`,
        'Nothing was sent. Check the address, or try again tomorrow.',
      ]
    case 'other-address':
      return [
        `What is sent about order ${number} goes to its own address only`,
        why.address === undefined
          ? 'Nothing was sent. Ask us, and we send it elsewhere.'
          : `Nothing was sent. Say "resend the confirmation of ${number}" and it goes to ${why.address}; ask us to ` +
            `send it elsewhere.`,
      ]
    case 'nothing-waits':
    case 'waits-already':
    case 'expedited-already':
      return waitingWords(number, why)
    case 'nothing-said':
      return ['There was nothing to write down', `Say for example "comment ${number} please ring the bell".`]
    case 'no-such-item':
      return [
        `"${why.what}" is not in order ${number}`,
        `Nothing was changed. Say "status ${number}" to see what is in it.`,
      ]
    case 'over-limit':
      return overLimit(why, ctx)
    case 'payment-failed':
      return [`The payment of order ${number} failed, so it stays here`, 'Ask the customer for another payment first.']
    case 'nothing-to-ship':
    case 'goes-complete':
    case 'nothing-open':
    case 'already-left':
    case 'too-many':
      return partWords(number, why, ctx)
    case 'left-already':
    case 'goes-there-already':
    case 'is-so-already':
    case 'change-is-over':
    case 'change-open':
    case 'no-change-asked':
    case 'bad-day':
    case 'too-long':
    case 'given-already':
    case 'needs-first':
      return amendWords(number, why, ctx)
    case 'unchanged':
      return [`Order ${number} has ${why.now} ${itemText(why.sku, ctx)} already`, 'Nothing was changed.']
    default:
      return why satisfies never
  }
}

function otherGoods(number: number, why: Of<'not-here' | 'cannot-grow'>, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'not-here':
      return [
        why.here <= 0
          ? `No ${itemText(why.sku, ctx)} is free now`
          : `Only ${why.here} ${itemText(why.sku, ctx)} ${why.here === 1 ? 'is' : 'are'} free now`,
        'Nothing was exchanged. Choose another item, or say it again when it is here.',
      ]
    case 'cannot-grow':
      return [
        `Order ${number} has ${why.now === 0 ? 'no' : why.now} ${itemText(why.sku, ctx)}, and a placed order ` +
          `does not grow`,
        `Nothing was changed. ${why.now === 0 ? '' : 'The other '}${why.wanted - why.now} can go into a new ` +
          `order, at today's price.`,
      ]
    default:
      return why satisfies never
  }
}

type OfMoney = Of<
  | 'over-total'
  | 'over-shipping'
  | 'nothing-to-pay'
  | 'over-recorded'
  | 'nothing-to-give-back'
  | 'goes-back-itself'
  | 'nothing-recorded'
  | 'not-positive'
  | 'other-amount'
  | 'no-link'
  | 'link-there'
  | 'provider-record'
>
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
function moneyRefusal(number: number, why: OfMoney, ctx: ScreenContext): Words {
  const mistake = `If an earlier record is wrong, say "not paid ${number}" first.`
  switch (why.kind) {
    case 'over-total':
      return [
        `That is more than is left of order ${number}`,
        why.most === 0 ? 'Nothing of it can be refunded any more.' : `At most ${money(why.most, ctx)} can go back.`,
      ]
    case 'over-shipping':
      return why.most === 0
        ? [`Nothing of the shipping charge of order ${number} can go back any more`, 'Nothing was refunded.']
        : [
            `At most ${money(why.most, ctx)} of the shipping charge of order ${number} can go back`,
            'Nothing was refunded.',
          ]
    case 'nothing-to-pay':
      return [
        `Nothing is to be paid for order ${number}`,
        `Nothing was changed. Say "status ${number}" to see what was recorded.`,
      ]
    case 'over-recorded':
      return why.what === 'paid'
        ? [
            `At most ${money(why.most, ctx)} can be recorded as paid for order ${number}`,
            `Nothing was changed. ${mistake}`,
          ]
        : [
            `Only ${money(why.most, ctx)} was paid for order ${number}`,
            'More than that cannot go back. Nothing was changed.',
          ]
    case 'nothing-to-give-back':
      return why.held === 0
        ? [`Nothing was paid for order ${number}, so nothing can go back`, 'Nothing was changed.']
        : [
            `Nothing is to be given back for order ${number}`,
            `If some of it went back all the same, say how much: "refunded ${number} 5.00". Nothing was changed.`,
          ]
    case 'goes-back-itself':
      return [
        `${money(why.amount, ctx)} of order ${number} is going back by itself`,
        `Nothing was changed. Say "status ${number}" to see how it stands; record what went back besides after that.`,
      ]
    case 'not-positive': {
      const amount = money(5 * 10 ** ctx.shop.settings.exponent, ctx)
      const reason = why.what === 'refund' ? `: ${ctx.shop.settings.reasons[0] ?? 'goodwill'}` : ''
      return [
        'The amount has to be above zero',
        `Nothing was changed. For example "${why.what} ${number} ${amount}${reason}".`,
      ]
    }
    case 'no-link':
      return [`Order ${number} is not paid by a link`, 'Nothing was changed.']
    case 'link-there':
      return [`Order ${number} has a payment link`, `Say "where is the link ${number}" to see it.`]
    case 'provider-record':
      return [
        `Order ${number} was paid through the payment provider, so that is no mistake of ours`,
        `Nothing was changed. Cancel it, or say "refund ${number} 5.00: goodwill": the money goes back by itself.`,
      ]
    case 'nothing-recorded':
      return [`Nothing was recorded as paid for order ${number}`, 'Nothing was changed.']
    case 'other-amount':
      return [
        `The amount of order ${number} is another one now`,
        why.now === 0
          ? 'Nothing is open any more. Nothing was changed.'
          : `It is ${money(why.now, ctx)}. Nothing was changed.`,
      ]
    default:
      return why satisfies never
  }
}

function waitingWords(number: number, { kind }: Of<'nothing-waits' | 'waits-already' | 'expedited-already'>): Words {
  switch (kind) {
    case 'nothing-waits':
      return [`Nothing of order ${number} waits`, 'Everything in it is here or has left. Nothing was changed.']
    case 'waits-already':
      return [
        `Order ${number} goes out complete already`,
        `It leaves when everything is here. Say "release ${number}" to have it leave as it comes.`,
      ]
    case 'expedited-already':
      return [`Order ${number} is at the front already`, 'Nothing was changed.']
    default:
      return kind satisfies never
  }
}

function overLimit({ asked, allowed, roles }: Of<'over-limit'>, ctx: ScreenContext): Words {
  if (!isStaff(ctx)) return ['That refund is not possible here', 'Please ask us. Nothing was changed.']
  const who = roles.length === 0 ? 'Nobody may give that much.' : `A ${orList(roles)} may.`
  const left =
    allowed > 0
      ? `You may give ${money(allowed, ctx)} on this order.`
      : 'Nothing more is within your limit on this order.'
  return [`${money(asked, ctx)} is above your limit`, `Nothing was refunded. ${left} ${who}`]
}

type Part = Of<'nothing-to-ship' | 'goes-complete' | 'nothing-open' | 'already-left' | 'too-many'>

function partWords(number: number, why: Part, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'nothing-to-ship':
      return [
        `Nothing of order ${number} can leave now`,
        why.waiting > 0
          ? `${why.waiting} ${why.waiting === 1 ? 'unit waits' : 'units wait'} for stock.`
          : 'Everything has left already.',
      ]
    case 'goes-complete':
      return [
        `Order ${number} goes out complete, ` +
          `and ${why.waiting} ${why.waiting === 1 ? 'unit is' : 'units are'} still to come`,
        'Nothing was shipped.',
      ]
    case 'nothing-open':
      return [
        `There is ${why.sku === undefined ? 'nothing' : `no ${itemText(why.sku, ctx)}`} left to cancel in ` +
          `order ${number}`,
        `Nothing was changed. What has left can come back: "return ${number} 1 ${why.sku ?? 'SKU'}".`,
      ]
    case 'already-left':
      return [
        `${why.shipped} ${itemText(why.sku, ctx)} of order ${number} ${why.shipped === 1 ? 'has' : 'have'} left ` +
          `already`,
        `Nothing was changed. ${
          why.now === why.shipped ? '' : `It can be ${why.shipped} to ` + `${why.now}; `
        }${why.now === why.shipped ? 'What' : 'what'} has left can come back: "return ${number} 1 ${why.sku}".`,
      ]
    case 'too-many':
      return tooMany(number, why, ctx)
    default:
      return why satisfies never
  }
}

function tooMany(number: number, { sku, most, to, open }: Of<'too-many'>, ctx: ScreenContext): Words {
  const item = itemText(sku, ctx)
  const can = {
    ship: 'can leave now',
    cancel: 'can still be cancelled',
    return: 'can come back',
    exchange: 'can be exchanged',
    split: 'can still go somewhere else',
  } as const satisfies Record<typeof to, string>
  if (to === 'return' && most === 0)
    return open === true
      ? [
          `${item} of order ${number} has not left yet, so it cannot come back`,
          `Nothing was changed. It can be cancelled: "cancel ${number} ${sku}".`,
        ]
      : [
          `No ${item} of order ${number} is there to send back`,
          'Nothing was changed. It came back, or is announced, already.',
        ]
  return [
    most === 0 ? `No ${item} of order ${number} ${can[to]}` : `${most} ${item} of order ${number} ${can[to]}, not more`,
    'Nothing was changed.',
  ]
}
