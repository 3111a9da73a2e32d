/**
 * Which cart is meant: the one open here, another one, one that is resumed, repeated or given to a
 * colleague.
 */
import { plural, type Ready } from './plural.ts'

export const draftsWords = {
  // turn/answer-elsewhere.ts
  nothingOrdered: 'Nothing was ordered.',
  // turn/answer.ts
  startAgain: 'Nothing was ordered. Say what you need to start again.',
  orderNotOpen: 'That order is no longer open.',
  orderPlaced: (number: Ready) => `Order ${number} is placed already`,
  nothingTwice: 'That button was of the cart it came from: nothing was ordered twice, and nothing was changed.',
  buttonOfEarlierOrder: 'That button belongs to an earlier order',
  threadOfAnotherOrder: 'This conversation belongs to another order',
  startYourOwn: 'Please start your own. Nothing was changed.',
  // turn/cards.ts
  newCartBeside: (number: Ready) => `a new cart, order ${number} stays as it is`,
  orderCancelled: (staff: boolean, name: Ready) => (staff ? `${name}: order cancelled` : 'Your order was cancelled'),
  order: (ref: Ready) => `Order ${ref}`,
  guest: 'Guest',
  // turn/drafts.ts
  noOtherCart: 'You have no other cart that you can open',
  shopsOwnStayThere: 'What our team prepares for you is kept with them. Say "person" to ask about it.',
  noOtherDraft: 'No other draft of yours is open',
  noSuchDraft: (ref: Ready) => `There is no open draft ${ref} of yours`,
  openDraftsHow: 'Nothing was changed. Say "drafts" for those that are open.',
  cartNotOpen: 'That cart is not open any more',
  showOpenOne: 'Nothing was changed. Say "show" for the one that is open here.',
  otherCartKept: '; the other cart is kept',
  newOrder: 'A new order',
  newOrderHow: 'Say who it is for and what they want; the other draft is kept.',
  newCart: 'A new cart',
  cardIsAbove: 'Its card stands above.',
  newCartHow: (kept: Ready) => `Tell me what you would like, for example "2 blue mugs"${kept}.`,
  oneOrderAThread: 'This thread is for one order',
  startElsewhere: 'Start another one somewhere else; nothing was changed here.',
  personLooksAfterIt: 'A person looks after this order',
  finishBeforeAnother:
    'Buy it, say "cancel", or "end the talk" before you start another one here; nothing was changed.',
  personIsComing: 'A person will join you for this order',
  leaveQueueFirst: 'Say "leave the queue", or buy it, before you start another one here; nothing was changed.',
  nothingToGive: 'There is no open order here to give',
  sayWhereTheOrderIs: 'Say it where the order is.',
  customersOwnOrder: "This is the customer's own order",
  customersOwnStays: 'It stays theirs; if a person was asked for, the thread of the reps has it.',
  takeOverFirst: 'Take it over first',
  orderOfColleague: (name: Ready) => `This is ${name}'s order`,
  whoMayGive: 'Whoever has an order can give it to a colleague.',
  noSuchColleague: (said: Ready) => `Nobody called ${said} can take an order`,
  whoCanTakeIt: (names: Ready) => `You can give it to ${names}.`,
  colleagueHasIt: (name: Ready) => `${name} has this order already`,
  colleagueGotIt: (name: Ready) => `${name} has this order now`,
  howTheyOpenIt: (ref: Ready) => `It is among their drafts: "resume ${ref}" opens it where they are.`,
  givenTo: (from: Ready, to: Ready) => `${from} gave it to ${to}`,
  nobodyToGiveTo: 'nobody yet: an admin adds people with "staff add"',
  nowOf: (from: Ready, to: Ready) => `${from}, now ${to}`,
  // turn/flow.ts
  itemCount: (count: number) => plural(count, '1 item', `${count} items`),
  // turn/order/new-from-order.ts
  nothingToRepeat: 'There is no earlier order to repeat',
  goesWithOrder: (number: Ready) => `Goes with order ${number}`,
  anotherOrderOpen: 'Another order is open here',
  newFirstForSomebodyElse: (number: Ready) =>
    `It is for somebody else than order ${number}. Say "new" first, then say it again.`,
  // turn/place.ts
  nothingToPlace: 'There is nothing to place yet',
  alreadyPlaced: (number: Ready) => `Order ${number} is already placed`,
  addItemFirst: 'Add an item first, for example "2 blue mugs".',
  seeStatus: (number: Ready) => `Say "status ${number}" to see it.`,
  buttonShowedOther: 'That button showed something else',
  cardUpToDate: 'Nothing was ordered. Its card is up to date now.',
  placed: (numbers: Ready) => `Placed ${numbers}`,
  // turn/reading/reading.ts
  noOrderOpen: 'No order is open here',
  sayWhatYouNeed: 'Say what you need, for example "2 blue mugs".',
  noPriceYet: 'There is no price to explain yet.',
  yourOneOpenOrder: 'This conversation is your one open order',
  showIt: 'Say "show" to see it.',
}
