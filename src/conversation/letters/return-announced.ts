/** The letter when a return is announced. Shops replace it in their shop file: `letters: return-announced`. */
import type { LetterTemplate } from '#domain/model/shop.ts'

export const returnAnnounced: LetterTemplate = {
  subject: 'Your return, order {number}',
  text: `Hello {name},

we expect this back from your order {number}:

{back}

Please put the number {number} into the parcel. What it was paid for goes back once it has arrived here and was looked at.

{shop}`,
}
