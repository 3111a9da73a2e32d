/**
 * Requests for an approval, and what becomes of them.
 */
import { plural, type Ready } from './plural.ts'

export const approvalsWords = {
  // staff/approvals.ts
  openTheOrder: 'Open the order',
  nowEach: (amount: Ready, amount2: Ready) => `${amount}, now ${amount2} each`,
  marginAfterIt: 'Margin after it',
  giveAway: 'Give-away',
  amountOfTotal: (amount: Ready, amount2: Ready, percent: Ready) => `${amount} of ${amount2} (${percent})`,
  total: 'Total',
  beforeAfter: (amount: Ready, amount2: Ready) => `${amount} before, ${amount2} after`,
  customer: 'Customer',
  lastDays: 'Last 30 days',
  gaveAndGot: (askedByName: Ready, amount: Ready, customer: Ready, amount2: Ready) =>
    `${askedByName} gave ${amount}; ${customer} got ${amount2}`,
  firstOrder: 'first order',
  ordersBeforeThisOne: (count: number) => `${count} ${plural(count, 'order', 'orders')} before this one`,
  decidedBy: (byName: Ready, when: Ready) => ` by ${byName}, ${when}`,
  nobodyWasToldYet: 'nobody was told yet',
  waitsForAnAnswer: 'waits for an answer',
  approvedButVoid: (by: Ready) => `approved${by}; void while the order is above it`,
  withdrawn: 'withdrawn',
  noLongerApplies: 'no longer applies',
  ranOut: 'ran out',
  accepted: 'Accepted',
  offered: 'Offered',
  runsOutThenVoid: (when: Ready) =>
    `Runs out ${when}; then nothing is approved and the order cannot be placed like this.`,
  howToAnswer: (name: Ready) => `Say "approve ${name}", "decline ${name}: too much" or "counter ${name} 8.00".`,
  offerTaken: (by: Ready, offer: Ready, when: Ready) => `${by} took the offer of ${offer}, ${when}`,
  coversAgain: (when: Ready) => `covers the order again, ${when}`,
  orderIsAbove: (when: Ready) => `the order is above it now, ${when}`,
  tookItBack: (by: Ready, when: Ready) => `${by} took it back, ${when}`,
  appliesNoMore: (when: Ready) => `no longer applies, the order changed, ${when}`,
  ranOutAt: (when: Ready) => `ran out, ${when}`,
  reason: (reason: Ready) => `Reason: ${reason}`,
  approve: (suffix: Ready) => `Approve${suffix}`,
  counter: (offer: Ready, suffix: Ready) => `Counter${offer}${suffix}`,
  decline: (suffix: Ready) => `Decline${suffix}`,
  noApprovalsAreWaiting: 'No approvals are waiting',
  requestsAppearHere: 'Requests appear here as soon as somebody asks.',
  approvalsAreWaiting: (count: Ready) => `${count} approvals are waiting`,
  howToAnswerOne: 'Say "approvals A7" for all of one, "approve A7", "decline A7: too much" or "counter A7 8.00".',
  isTold: (askedByName: Ready) => `${askedByName} is told.`,
  // staff/approval-words.ts
  fromTo: (amount: Ready, amount2: Ready, percent: Ready) => `from ${amount} to ${amount2} (${percent})`,
  offFor: ({
    askedByName,
    amount,
    customer,
    totals,
    reason,
  }: {
    readonly askedByName: Ready
    readonly amount: Ready
    readonly customer: Ready
    readonly totals: Ready
    readonly reason: Ready
  }) => `${askedByName}: ${amount} off for ${customer}, ${totals}, ${reason}`,
  off: (amount: Ready) => `${amount} off`,
  shippingAt: (amount: Ready) => `shipping at ${amount}`,
  offTheLine: (percent: Ready) => `${percent} off the line`,
  aPriceOf: (amount: Ready) => `a price of ${amount}`,
  offEach: (amount: Ready) => `${amount} off each`,
  notInChannel: 'Parley is not in that channel; invite it there with /invite',
  channelGone: 'that channel is gone, or Parley may not see it',
  thatChannelIsArchived: 'that channel is archived',
  mayNotPost: 'Parley may not post in that channel',
  parleyIsSignedOut:
    'the platform does not take Parley any more until an admin has renewed its token; it is posted there then',
  thePlatformSaid: (said: Ready) => `the platform said "${said}"`,
  // staff/approval-news.ts
  byName: (byName: Ready) => ` by ${byName}`,
  wasApproved: (name: Ready, by: Ready) => `${name} was approved${by}`,
  approvalHoldsUntil: (firstLine: Ready, when: Ready) =>
    `${firstLine}. Say "place" to place it; the approval holds until ${when}.`,
  wasDeclined: (name: Ready, by: Ready, whyDeclined: Ready) => `${name} was declined${by}${whyDeclined}`,
  discountTakenOff: 'The discount is off the order again; everything else is kept.',
  priorStandsAgain: (prior: Ready) => `${prior} stands again, as before it was asked; everything else is kept.`,
  offers: (name: Ready, byName: Ready, offered: Ready) => `${name}: ${byName} offers ${offered}`,
  takeOrWithdraw: 'Say "accept" to take it, or "withdraw".',
  accept: 'Accept',
  withdraw: 'Withdraw',
  requestRanOut: (name: Ready) => `${name} ran out`,
  theAmountStandsUnapproved:
    'The amount stands unapproved and the order cannot be placed like this. Say ' +
    '"ask" again, "give my limit" or "leave it".',
  postingRefused: (refused: Ready) => `Where requests are posted it was refused: ${refused}.`,
  areAskedDirectly: (name: Ready, list: Ready, count: number) =>
    `${name}: ${list} ${plural(count, 'is', 'are')} asked directly`,
  staysInQueue: 'It stays in the queue: whoever may decide sees it with "approvals". Tell them, or say "withdraw".',
  nobodyCouldBeAsked: (name: Ready) => `${name}: nobody could be asked`,
  isPostedNow: (name: Ready) => `${name} is posted now where requests are read`,
  whoMayDecideReads: 'Who may decide reads it there. You are told the answer here.',
  runsOutAt: (name: Ready, when: Ready) => `${name} runs out at ${when}`,
  placeBeforeItEnds: (firstLine: Ready) => `Place the order before, or it needs a new approval: ${firstLine}.`,
  ranOutUnanswered: (name: Ready) =>
    `${name} ran out without an answer: say "ask" again, "give my limit" or "leave it".`,
  nobodyAsked: (name: Ready) =>
    `Nobody could be asked for ${name} yet: it is in the queue ("approvals"), ` +
    `and no message about it went out. "withdraw" takes it back.`,
  waitingForIt: (name: Ready, amount: Ready, percent: Ready) =>
    `Waiting for approval ${name} (-${amount}, ${percent}). Everything but ` +
    `placing goes on; "withdraw" takes it back.`,
  counterOffered: (name: Ready, byName: Ready, offer: Ready) =>
    `${name}: ${byName} offers ${offer}. Say "accept" or "withdraw".`,
  approvedByUpTo: (name: Ready, byName: Ready, amount: Ready, when: Ready) =>
    `${name} approved by ${byName}, up to ${amount}, until ${when}.`,
  doesNotCover: (name: Ready, amount: Ready) =>
    `${name} does not cover this order as it stands: it allows ${amount} for this customer.`,
  // staff/limit-question.ts
  leave: (behind: boolean, what: Ready) => (behind ? `Leave ${what}` : 'Leave it'),
  askFor: (behind: boolean, what: Ready) => (behind ? `Ask for ${what}` : 'Ask for approval'),
  giveMyLimit: (offer: Ready) => `Give ${offer}, my limit`,
  leaveItAlone: (behind: boolean, what: Ready) => (behind ? `leave ${what}.` : '"leave it".'),
  askForOrLeave: (behind: boolean, what: Ready) =>
    behind ? `ask for ${what}, or leave it.` : '"ask" for an approval, or "leave it".',
  /** Before "leave it": the price cannot be given as things stand. */
  askedForOther: (amount: Ready, asked: Ready, chosen: Ready) =>
    `${amount} for shipping was asked for ${asked}, and the ` +
    `method is ${chosen} now. Say the price again for ${chosen}, or`,
  notLess: (amount: Ready, charged: Ready) =>
    `Shipping costs ${charged} now, so ${amount} gives nothing. Say another price, or`,
  noneWithinLimit: 'Nothing of it is within your limit',
  youMayGive: (offer: Ready, behind: boolean) => `You may give ${offer}${behind ? '' : ' ("give my limit")'}`,
  now: (amount: Ready) => `${amount} now`,
  percentOffLine: (part: Ready) => `${part} % off the line`,
  partOfIt: 'a part of it',
  // turn/approvals/approval-news.ts
  answerTo: (name: Ready) => `${name} answer`,
  // turn/approvals/approvals.ts
  nothingWaitsForThat: 'Nothing is waiting for that',
  nothingWithinLimit: 'Nothing of it is within your limit',
  askOrLeaveIt: 'Say "ask" for an approval, or "leave it".',
  whichRequest: 'Which one?',
  waitingRequests: (names: Ready, example: Ready) => `Waiting: ${names}. Say for example "approve ${example}".`,
}
