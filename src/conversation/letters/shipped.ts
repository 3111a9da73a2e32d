/** The letter when something left. Shops replace it in their shop file: `letters: shipped`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const shipped: LetterTemplate = {
  subject: 'Your order {number} is on its way',
  text: `Hello {name},

this left for you today, from your order {number}:

{parcel}

{goes}

{shop}`,
}
