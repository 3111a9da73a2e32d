/**
 * A person takes over.
 */
import type { Ready } from './plural.ts'

export const handOverWords = {
  // staff/hand-over.ts
  nextInLine: 'You are the next in line',
  othersBeforeYou: (part: Ready, part2: Ready) => `${part} ${part2} before you`,
  weAnswer: (hours: Ready) => `We answer ${hours}.`,
  cartKeptUntil: (day: Ready) => `Your cart is kept until ${day}, and you can go on changing it meanwhile.`,
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
  dayRange: (part: Ready, at: Ready) => `${part} to ${at}`,
  openingHours: (list: Ready, from: Ready, to: Ready, timeZone: Ready) => `${list}, ${from} to ${to} (${timeZone})`,
  asksForAPerson: (name: Ready) => `${name} asks for a person`,
  saidSoFar: 'What was said so far:',
  onlySayReaches: 'Once you have it, only "say ..." and [Reply to customer] reach the customer; all else stays here.',
  takeOver: 'Take over',
  withYouNow: (rep: Ready, name: Ready) => `${rep} of ${name} is with you now`,
  justWriteHere: 'Just write; they read it here.',
  keptForTheShop: 'Kept as a memo for the shop; the customer does not read it',
  sayTellsThem: '"say ..." tells them.',
  forTheCustomer:
    '"say ..." tells them; "comment for the customer: ..." or "note ' +
    'MUG-BLUE-11OZ for the customer: ..." puts it on their order.',
  nothingWasHandedBack: 'Nobody else would be asked that. Answer it first, or say "leave it out", and then go.',
  backToAssistant: (rep: Ready) => `${rep} handed back to the assistant`,
  cartAsLeft: 'Your cart is as it was left. Say "person" to ask for somebody again.',
  stillWaits: (staff: boolean, name: Ready) =>
    staff ? `${name} still waits for a person.` : 'A person will still join you here.',
  stillHere: (staff: boolean, name: Ready, name2: Ready, name3: Ready) =>
    staff
      ? `${name} can still write to ${name2} here; "say ..." reaches them, "end the talk" ends it.`
      : `${name3} is still here: just write, or say "end the talk".`,
  talkOver: 'The talk is over',
  outOfTheQueue: 'You wait for nobody any more',
  leftTheQueue: (name: Ready) => `${name} no longer waits for a person`,
  endedTheTalk: (by: Ready) => `${by} ended the talk`,
  afterTheTalk: (staff: boolean) =>
    staff
      ? 'What you write here reaches nobody any more.'
      : 'The assistant answers you again. Say "person" to ask for somebody.',
  talkOverWith: (name: Ready) => `${name}: the talk is over`,
  cartStillOpen: 'The cart is still open; the customer goes on with it alone.',
  orderChecked: 'We have checked your order',
  priceStays: 'The price stays as it is shown; nothing else was changed, and you can order whenever you like.',
  newPrice: 'Your cart shows the price it has now; you can go on whenever you like.',
  staysAmongYou: 'That stays among you',
  wordsToOthers: 'Words to somebody else are not read as an order. Without the name in front they are.',
  howToReachAndChange: (name: Ready) =>
    `"say ..." reaches ${name}; a change is a plain command, like "add 1 SKU" or "take 2.00 off: goodwill".`,
  replyToCustomer: 'Reply to customer',
  whoHasItStaff: (rep: Ready, name: Ready) =>
    `${rep} has it; "say ..." or [Reply to customer] reaches ${name}. What ` +
    `${name} clearly asks for is done at once, and shown here. Changes and commands are read; the rest stays talk.`,
  waitsForPerson: (name: Ready) => `${name} waits for a person.`,
  whoHelpsYou: (rep: Ready) =>
    `${rep} is helping you with this order. A clear change ("make it 3") is made ` +
    `at once; ${rep} reads everything you write.`,
  willJoin: 'A person will join you here. Say "leave the queue" if you need none any more.',
  handBack: 'Hand back',
  leaveTheQueue: 'Leave the queue',
  endTheTalk: 'End the talk',
  personIs: 'person is',
  peopleAre: 'people are',
  thePerson: 'The person who helped you',
  // turn/people/hand-over.ts
  youAreThePerson: 'You are the person',
  customersAsk: 'Customers ask for one; their order then appears where the reps read.',
  withYouAlready: (name: Ready) => `${name} is with you already`,
  justWrite: 'Just write.',
  askedForPerson: (name: Ready) => `${name} asked for a person`,
  nobodyAsked: 'Nobody asked for a person here',
  whereOrdersAppear: 'Where a customer does, their order appears among the reps.',
  hasThisOrder: (name: Ready) => `${name} has this order`,
  thatIsYou: 'That is you.',
  theyCanHandBack: 'They can hand it back.',
  tookOver: (name: Ready) => `${name} took over`,
  youAreWith: (name: Ready) => `You are with ${name} now`,
  sayReachesThem: '"say ..." reaches them.',
  handedBack: (name: Ready) => `${name} handed back`,
  youHandedBack: (name: Ready) => `${name} is with the assistant again`,
  goesOnAlone: 'They are told. When they ask for a person again it appears here.',
  withAssistantNow: (name: Ready) => `${name} goes on with this order alone: it is not yours any more`,
  haveItAgain:
    'Nothing was changed. When they ask for a person again it appears here, and "take over" makes it yours. ' +
    'For another order begin with "order for" and the name.',
  noTalkToEnd: 'There is no talk to end here',
  saidTo: (name: Ready, words: Ready) => `Said to ${name}: ${words}`,
  nobodyTalkedTo: 'Nobody is being talked to here',
  takeOverWhere: 'Take an order over first, where a customer asks for a person.',
  onlyWhoHasItTalks: 'Only who has it talks to the customer.',
  clearPartDone: 'What was clear of it is done here.',
  changedByNothing: 'Nothing was changed by it.',
  readsThat: (name: Ready) => `${name} reads that`,
  onMessage: (id: Ready) => ` (message ${id})`,
  agreedTo: (name: Ready, total: Ready, message: Ready) => `${name} agreed to ${total}${message}`,
  somebody: 'Somebody',
}
