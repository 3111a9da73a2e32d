/** What was read as wished of a placed order, said back before anything of it is done. */
import type { Ready } from '#conversation/words/plural.ts'

export const wishWords = {
  one: (number: Ready, wish: Ready) => `Order ${number}: ${wish}?`,
  several: (number: Ready) => `Order ${number}: which of these?`,
  sayYes: 'Nothing was changed yet: say "yes" to do it.',
  press: 'Nothing was changed yet: press the one you mean.',
  cancelAll: 'cancel all of it',
  takeOff: (item: Ready) => `take ${item} off`,
  sendBack: (item: Ready) => `send ${item} back`,
  bookIn: (item: Ready) => `book in ${item} that came back`,
  makeIt: (count: Ready, item: Ready) => `make it ${count} ${item}`,
  exchange: (item: Ready, other: Ready) => `exchange ${item} for ${other}`,
  giveBack: (amount: Ready) => `give ${amount} back`,
  shippingBack: 'give the shipping back',
  sent: 'mark it as sent',
  paid: 'record it as paid',
  paidPart: (amount: Ready) => `record ${amount} as paid`,
  write: (text: Ready) => `write "${text}" on it`,
  change: 'change it',
  personLooks: (number: Ready) => `Order ${number}: a person looks into that`,
  unchanged: (number: Ready) => `Order ${number}: nothing was changed`,
  theyRead: 'Nothing was changed. They read what was said here.',
  sayWhole: (number: Ready, sku: Ready) =>
    `Say it with its number and item, for example "refund ${number} 5.00: goodwill" or "return ${number} 1 ${sku}".`,
  askAPerson: 'Ask a person',
}
