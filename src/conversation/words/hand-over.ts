/**
 * A person takes over.
 */
import type { Ready } from './plural.ts'

export const handOverWords = {
  // staff/hand-over.ts
  youAreTheNext: 'You are the next in line.',
  beforeYou: (part: Ready, part2: Ready) => `${part} ${part2} before you.`,
  weAnswer: (queue: Ready, hours: Ready) => `${queue} We answer ${hours}.`,
  yourCartIsKept: (day: Ready) => `Your cart is kept until ${day}, and you can go on changing it meanwhile.`,
  aPersonWillJoin: 'A person will join you here',
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
  toWord: (part: Ready, at: Ready) => `${part} to ${at}`,
  toWordOfList: (list: Ready, from: Ready, to: Ready, timeZone: Ready) => `${list}, ${from} to ${to} (${timeZone})`,
  asksForAPerson: (name: Ready) => `${name} asks for a person`,
  whatWasSaidSo: 'What was said so far:',
  onceYouHaveIt: 'Once you have it, only "say ..." and [Reply to customer] reach the customer; all else stays here.',
  takeOver: 'Take over',
  ofIsWithYou: (rep: Ready, name: Ready) => `${rep} of ${name} is with you now`,
  justWriteTheyRead: 'Just write; they read it here.',
  handedBackToThe: (rep: Ready) => `${rep} handed back to the assistant`,
  yourCartIsAs: 'Your cart is as it was left. Say "person" to ask for somebody again.',
  stillWaitsForA: (staff: boolean, name: Ready) =>
    staff ? `${name} still waits for a person.` : 'A person will still join you here.',
  canStillWriteTo: (staff: boolean, name: Ready, name2: Ready, name3: Ready) =>
    staff
      ? `${name} can still write to ${name2} here; "say ..." reaches them, "end the talk" ends it.`
      : `${name3} is still here: just write, or say "end the talk".`,
  theTalkIsOver: 'The talk is over',
  endedTheTalk: (by: Ready) => `${by} ended the talk`,
  whatYouWriteHere: (staff: boolean) =>
    staff
      ? 'What you write here reaches nobody any more.'
      : 'The assistant answers you again. Say "person" to ask for somebody.',
  theTalkIsOverOfName: (name: Ready) => `${name}: the talk is over`,
  theCartIsStill: 'The cart is still open; the customer goes on with it alone.',
  weHaveCheckedYour: 'We have checked your order',
  thePriceStaysAs: 'The price stays as it is shown; nothing else was changed, and you can order whenever you like.',
  thatStaysAmongYou: 'That stays among you',
  wordsToSomebodyElse: 'Words to somebody else are not read as an order. Without the name in front they are.',
  reachesAChangeIs: (name: Ready) =>
    `"say ..." reaches ${name}; a change is a plain command, like "add 1 SKU" or "take 2.00 off: goodwill".`,
  replyToCustomer: 'Reply to customer',
  hasItOrReply: (rep: Ready, name: Ready) =>
    `${rep} has it; "say ..." or [Reply to customer] reaches ${name}. What ` +
    `${name} clearly asks for is done at once, and shown here.`,
  waitsForAPerson: (name: Ready) => `${name} waits for a person.`,
  isHelpingYouWith: (rep: Ready) =>
    `${rep} is helping you with this order. A clear change ("make it 3") is made ` +
    `at once; ${rep} reads everything you write.`,
  aPersonWillJoinYou: 'A person will join you here.',
  handBack: 'Hand back',
  endTheTalk: 'End the talk',
  personIs: 'person is',
  peopleAre: 'people are',
  thePersonWhoHelped: 'The person who helped you',
}
