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
import { answersWords } from '#conversation/words/answers.ts'
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
      return noticeView(answersWords.weAnswer(hoursText(ctx)), answersWords.orderAnyTime, ctx)
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
  const view = noticeView(answersWords.whoIAm(name), answersWords.whatIDo(isStaff(ctx), name), ctx)
  return { ...view, controls: personButton(known, ctx) }
}

function totalView({ cart, facts }: AnswerFacts, ctx: ScreenContext): View {
  if (cart === undefined) return noticeView(answersWords.cartEmpty, answersWords.sayWhatYouNeedForPrice, ctx)
  const { draft, ledger, short } = cart
  const open = draft.content.groups.every(({ address, method }) => address === undefined && method === undefined)
  return {
    headline: answersWords.totalIs(money(ledger.total, ctx), ctx.shop.settings.currency, open),
    blocks: [{ kind: 'totals', rows: totalRows({ draft, ledger, stock: facts.stock, short }, ctx) }],
    controls: [button(answersWords.whyThisTotal, { kind: 'why' }, ctx)],
  }
}

function stockView({ cart }: AnswerFacts, ctx: ScreenContext): View {
  if (cart === undefined) return noticeView(answersWords.cartEmpty, answersWords.nameAnItem, ctx)
  const { short, ledger } = cart
  if (short.length === 0) {
    const units = ledger.lines.reduce((sum, { quantity }) => sum + quantity, 0)
    return noticeView(answersWords.allHere(units), answersWords.leavesAtOnce, ctx)
  }
  return {
    headline: answersWords.notAllHere,
    blocks: [
      listBlock(short.map((line) => `${itemText(line.sku, ctx)}: ${availabilityText(line, ctx)}`)),
      textBlock(answersWords.restIsHere),
    ],
    controls: [],
  }
}

function couponsView(codes: readonly string[], { cart, trials }: AnswerFacts, ctx: ScreenContext): View {
  if (cart === undefined)
    return noticeView(
      answersWords.cartNeededForCodes(codes.join(answersWords.and)),
      answersWords.askingUsesNothing,
      ctx,
    )
  const lines = trials.map((trial) => trialText(trial, ctx))
  const use = trials.flatMap((trial) =>
    trial.kind === 'works' ? [button(answersWords.useCode(trial.code), { kind: 'coupon', code: trial.code }, ctx)] : [],
  )
  const [only] = lines
  if (lines.length === 1 && only !== undefined) return { ...noticeView(only, undefined, ctx), controls: use }
  return {
    headline: answersWords.codesOnOrder(codes.join(answersWords.and)),
    blocks: [listBlock(lines)],
    controls: use,
  }
}

function trialText(trial: CouponTrial, ctx: ScreenContext): string {
  switch (trial.kind) {
    case 'there':
      return answersWords.codeIsOnOrder(trial.code, couponStateText(trial.code, trial.state, ctx))
    case 'apart':
      return answersWords.codeNotCombined(trial.code, andList(trial.with))
    case 'refused':
      return trial.refusal.kind === 'coupon'
        ? answersWords.codeRefused(trial.code, couponRefusalText(trial.code, trial.refusal.why, ctx))
        : answersWords.codeNotHere(trial.code)
    case 'works':
      return trial.state === undefined || trial.state.kind === 'active'
        ? answersWords.codeWorks(
            trial.code,
            trial.state === undefined ? '' : couponStateText(trial.code, trial.state, ctx),
            money(trial.total, ctx),
          )
        : answersWords.codeNotYet(trial.code, couponStateText(trial.code, trial.state, ctx))
    default:
      return trial satisfies never
  }
}

function discountsView({ cart }: AnswerFacts, ctx: ScreenContext): View {
  const { promotions } = ctx.shop.settings
  if (promotions.length === 0) return noticeView(answersWords.noDiscountsNow, answersWords.couponAnyTime, ctx)
  const lines =
    cart === undefined
      ? promotions.map(({ title }) => title)
      : cart.ledger.promotions.map((promotion) => `${promotion.title}: ${lower(promotionText(promotion, ctx))}`)
  return {
    headline: answersWords.discountsByThemselves,
    blocks: [listBlock(lines), textBlock(answersWords.couponOnTop)],
    controls: [],
  }
}
const lower = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1)

function unknownView(asked: string | undefined, known: AnswerFacts, ctx: ScreenContext): View {
  const said = asked === undefined ? 'that' : `"${asked.length > 80 ? `${asked.slice(0, 80)}...` : asked}"`
  const view = noticeView(
    answersWords.noAnswer(said),
    known.person ? answersWords.personCanAnswer : answersWords.whatIKnow,
    ctx,
  )
  return { ...view, controls: personButton(known, ctx) }
}
