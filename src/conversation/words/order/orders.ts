/**
 * What is said about a placed order besides its change: found or not, comments and memos.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const ordersWords = {
  // turn/order/after-sale.ts
  noSuchVariantInOrder: (number: Ready, said: Ready) => `Nothing in order ${number} comes in "${said}"`,
  sayItemWithOptions: 'Nothing was changed. Say the item with its size or colour.',
  // turn/order/amend.ts
  orderStays: (number: Ready) => `Order ${number} stays as it is`,
  // turn/order/orders.ts
  whatToWrite: (memo: boolean, number: Ready) =>
    `What should the ${memo ? 'internal memo' : 'comment'} on order ${number} say?`,
  justTypeOrLeave: 'Just type it, or say "no" to leave it out.',
  orderNotFound: (number: Ready) => `Order ${number} was not found`,
  numberInYourWords: (command: Ready) => `Nothing was kept. If the number belongs to your words, say: ${command}.`,
  // turn/reading/reading.ts
  checkNumberOrEmail: 'Check the number; for a guest order add the e-mail: "status 10001 pat@example.com".',
}
