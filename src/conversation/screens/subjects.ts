/** What an open question is about, in two or three words: what "leave out ..." names. */

import { questionsWords } from '#conversation/words/questions.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { ScreenContext } from './context.ts'
import { optionValueName } from './names.ts'

export function subjectOf(question: PendingQuestion, ctx: ScreenContext): string {
  switch (question.kind) {
    case 'choose-option': {
      const name = ctx.shop.catalog.products.get(question.productId)?.name ?? question.productId
      return [name, ...Object.entries(question.options).map(([id, value]) => optionValueName(id, value, ctx))].join(
        ', ',
      )
    }
    case 'choose-product':
      return ctx.shop.catalog.products.get(question.productIds[0] ?? '')?.name ?? questionsWords.thatItem
    case 'address-field':
      return question.target === 'bill' ? questionsWords.theBillingAddress : questionsWords.theAddress
    case 'choose-customer':
      return questionsWords.theCustomer
    case 'reason':
    case 'over-limit':
      return questionsWords.thePriceChange
    case 'unclear':
    case 'confirm-reading':
      return `"${question.text.length > 24 ? `${question.text.slice(0, 24)}...` : question.text}"`
    case 'pasted':
      return questionsWords.thePastedText
    case 'swap-coupon':
      return question.add
    case 'comment':
      return questionsWords.theComment
    case 'memo':
      return questionsWords.theMemo
    case 'note':
      return questionsWords.theNote
    case 'which-point':
    case 'use-account':
    case 'keep-override':
    case 'confirm-place':
    case 'confirm-cancel':
    case 'backorder-choice':
      return 'that'
    default:
      return question satisfies never
  }
}
