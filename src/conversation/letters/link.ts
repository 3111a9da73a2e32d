/** The letter with a payment link. Shops replace it in their shop file: `letters: link`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const link: LetterTemplate = {
  subject: 'Pay your order {number} at {shop}',
  text: `Hello {name},

{due} is to be paid for your order {number}. We keep the items for you until {until}.

{pay}

Once it is paid, we send your order on its way.

{shop}`,
}
