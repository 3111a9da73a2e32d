/**
 * What the shop is asked besides its goods, answered in a few lines: first the answer, then what
 * can be pressed. Figures come from the ledger. Rule: never a page of help, and whoever nobody here
 * can help gets to a person with one press. Next: turn/reading/answers.ts finds what is said here.
 */
import type { View } from '#conversation/edge/view.ts'
import type { ShopQuestion } from '#conversation/requests/questions.ts'
import { availabilityText } from '#conversation/screens/cart/cart-lines.ts'
import { totalRows } from '#conversation/screens/cart/cart-totals.ts'
import { couponRefusalText, couponStateText } from '#conversation/screens/cart/coupon-words.ts'
import {
  button,
  isStaff,
  listBlock,
  money,
  noticeView,
  type ScreenContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { andList, itemText } from '#conversation/screens/names.ts'
import { hoursText } from '#conversation/screens/staff/hand-over.ts'
import { promotionText } from '#conversation/screens/staff/why.ts'
import { type AnswerFacts, type CouponTrial, personButton } from './known.ts'
import { payingAnswer } from './paying.ts'
import { shippingAnswer } from './shipping.ts'

export function answerView(about: ShopQuestion, known: AnswerFacts, ctx: ScreenContext): View {
  switch (about.kind) {
    case 'policy':
      return noticeView(about.text, undefined, ctx)
    case 'who':
      return whoView(known, ctx)
    case 'hours':
      return noticeView(`We answer ${hoursText(ctx)}`, 'You can order here at any time.', ctx)
    case 'total':
      return totalView(known, ctx)
    case 'in-stock':
      return stockView(known, ctx)
    case 'coupon':
      return couponsView(about.codes, known, ctx)
    case 'discounts':
      return discountsView(known, ctx)
    case 'payment':
      return payingAnswer(about.way, known, ctx)
    case 'arrival':
    case 'where':
    case 'method-cost':
    case 'shipping':
    case 'customs':
    case 'free-shipping':
      return shippingAnswer(about, known, ctx)
    case 'unknown':
      return unknownView(about.words, known, ctx)
    default:
      return about satisfies never
  }
}

function whoView(known: AnswerFacts, ctx: ScreenContext): View {
  const { name } = ctx.shop.settings
  const view = noticeView(
    `I am Parley, the order assistant of ${name}: a program, not a person`,
    isStaff(ctx)
      ? 'Write as you would to a colleague: items, who buys, where it goes. I work out the prices and place the order.'
      : `I take orders and answer questions about them. A person of ${name} is one press away.`,
    ctx,
  )
  return { ...view, controls: personButton(known, ctx) }
}

function totalView({ cart, facts }: AnswerFacts, ctx: ScreenContext): View {
  if (cart === undefined)
    return noticeView('Nothing is in the cart yet', 'Say what you need, then I can tell what it costs.', ctx)
  const { draft, ledger, short } = cart
  const open = draft.content.groups.every(({ address, method }) => address === undefined && method === undefined)
  return {
    headline:
      `It is ${money(ledger.total, ctx)} ` + `${ctx.shop.settings.currency}${open ? ', without shipping' : ' in all'}`,
    blocks: [{ kind: 'totals', rows: totalRows({ draft, ledger, stock: facts.stock, short }, ctx) }],
    controls: [button('Why this total', { kind: 'why' }, ctx)],
  }
}

function stockView({ cart }: AnswerFacts, ctx: ScreenContext): View {
  if (cart === undefined)
    return noticeView('Nothing is in the cart yet', 'Name an item, for example "do you have red mugs?".', ctx)
  const { short, ledger } = cart
  if (short.length === 0) {
    const units = ledger.lines.reduce((sum, { quantity }) => sum + quantity, 0)
    return noticeView(units === 1 ? 'Yes, it is here' : 'Yes, all of it is here', 'It can leave at once.', ctx)
  }
  return {
    headline: 'Not all of it is here',
    blocks: [
      listBlock(short.map((line) => `${itemText(line.sku, ctx)}: ${availabilityText(line, ctx)}`)),
      textBlock('Everything else is here.'),
    ],
    controls: [],
  }
}

function couponsView(codes: readonly string[], { cart, trials }: AnswerFacts, ctx: ScreenContext): View {
  if (cart === undefined)
    return noticeView(
      `I can tell what ${codes.join(' and ')} would take off once something is in the cart`,
      'Say what you need first; nothing is used up by asking.',
      ctx,
    )
  const lines = trials.map((trial) => trialText(trial, ctx))
  const use = trials.flatMap((trial) =>
    trial.kind === 'works' ? [button(`Use ${trial.code}`, { kind: 'coupon', code: trial.code }, ctx)] : [],
  )
  const [only] = lines
  if (lines.length === 1 && only !== undefined) return { ...noticeView(only, undefined, ctx), controls: use }
  return { headline: `${codes.join(' and ')} on this order`, blocks: [listBlock(lines)], controls: use }
}

function trialText(trial: CouponTrial, ctx: ScreenContext): string {
  switch (trial.kind) {
    case 'there':
      return `${trial.code} is on this order: ${couponStateText(trial.code, trial.state, ctx)}`
    case 'apart':
      return `No, ${trial.code} cannot be combined with ${andList(trial.with)}.`
    case 'refused':
      return trial.refusal.kind === 'coupon'
        ? `No, ${trial.code} does not work here: ${couponRefusalText(trial.code, trial.refusal.why, ctx)}`
        : `No, ${trial.code} does not work here.`
    case 'works':
      return trial.state === undefined || trial.state.kind === 'active'
        ? `Yes, ${trial.code} works: ` +
            `${trial.state === undefined ? '' : couponStateText(trial.code, trial.state, ctx)} ` +
            `The total would be ${money(trial.total, ctx)}.`
        : `Not yet, ${trial.code}: ${couponStateText(trial.code, trial.state, ctx)}`
    default:
      return trial satisfies never
  }
}

function discountsView({ cart }: AnswerFacts, ctx: ScreenContext): View {
  const { promotions } = ctx.shop.settings
  if (promotions.length === 0)
    return noticeView('There are no discounts at the moment', 'A coupon code can be said at any time.', ctx)
  const lines =
    cart === undefined
      ? promotions.map(({ title }) => title)
      : cart.ledger.promotions.map((promotion) => `${promotion.title}: ${lower(promotionText(promotion, ctx))}`)
  return {
    headline: 'These discounts apply by themselves',
    blocks: [listBlock(lines), textBlock('A coupon code comes on top where it may: just say it.')],
    controls: [],
  }
}
const lower = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1)

function unknownView(asked: string | undefined, known: AnswerFacts, ctx: ScreenContext): View {
  const said = asked === undefined ? 'that' : `"${asked.length > 80 ? `${asked.slice(0, 80)}...` : asked}"`
  const view = noticeView(
    `I have no answer to ${said}`,
    known.person
      ? 'Nothing was changed. A person can answer it: they read what was said here.'
      : 'Nothing was changed. I know prices, stock, delivery, payment and orders.',
    ctx,
  )
  return { ...view, controls: personButton(known, ctx) }
}
