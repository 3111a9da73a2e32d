/** The letter with a payment link. Shops replace it in their shop file: `letters: link`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const link: LetterTemplate = {
  subject: 'Pay your order {number} at {shop}',
  text: `Hello {name},

{due} is to be paid for your order {number}. It can be paid until {until}. {earlier}

{account}

{pay}

{next}

{shop}`,
}
