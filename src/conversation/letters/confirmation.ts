/** The letter once an order is placed. Shops replace it in their shop file: `letters: confirmation`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const confirmation: LetterTemplate = {
  subject: 'Your order {number} at {shop}',
  text: `Hello {name},

thank you for your order {number}. This is what we have noted:

{lines}

{totals}

{goes}

{rest}

{payment}

Answer this e-mail if anything is not right.

{shop}`,
}
