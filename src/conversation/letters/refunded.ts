/** The letter when money went back. Shops replace it in their shop file: `letters: refunded`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const refunded: LetterTemplate = {
  subject: '{amount} goes back to you, order {number}',
  text: `Hello {name},

we gave back {amount} for your order {number}. {way}

{shop}`,
}
