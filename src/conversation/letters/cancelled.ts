/** The letter when an order is cancelled. Shops replace it in their shop file: `letters: cancelled`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const cancelled: LetterTemplate = {
  subject: 'Your order {number} is cancelled',
  text: `Hello {name},

your order {number} at {shop} is cancelled. {payment}

{shop}`,
}
