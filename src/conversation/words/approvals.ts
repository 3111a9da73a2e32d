/**
 * Requests for an approval, and what becomes of them.
 */
import { plural, type Value } from './plural.ts'

export const approvalsWords = {
  // staff/approvals.ts
  openTheOrder: 'Open the order',
  nowEach: (amount: Value, amount2: Value) => `${amount}, now ${amount2} each`,
  marginAfterIt: 'Margin after it',
  giveAway: 'Give-away',
  ofWord: (amount: Value, amount2: Value, percent: Value) => `${amount} of ${amount2} (${percent})`,
  total: 'Total',
  beforeAfter: (amount: Value, amount2: Value) => `${amount} before, ${amount2} after`,
  customer: 'Customer',
  lastDays: 'Last 30 days',
  gaveGot: (askedByName: Value, amount: Value, customer: Value, amount2: Value) =>
    `${askedByName} gave ${amount}; ${customer} got ${amount2}`,
  firstOrder: 'first order',
  ordersBeforeThisOne: (count: number) => `${count} ${plural(count, 'order', 'orders')} before this one`,
  byWord: (byName: Value, when: Value) => ` by ${byName}, ${when}`,
  nobodyWasToldYet: 'nobody was told yet',
  waitsForAnAnswer: 'waits for an answer',
  approvedVoidWhileThe: (by: Value) => `approved${by}; void while the order is above it`,
  withdrawn: 'withdrawn',
  noLongerApplies: 'no longer applies',
  ranOut: 'ran out',
  accepted: 'Accepted',
  offered: 'Offered',
  runsOutThenNothing: (when: Value) =>
    `Runs out ${when}; then nothing is approved and the order cannot be placed like this.`,
  sayOr: (name: Value) => `Say "approve ${name}", "decline ${name}: too much" or "counter ${name} 8.00".`,
  tookTheOfferOf: (by: Value, offer: Value, when: Value) => `${by} took the offer of ${offer}, ${when}`,
  coversTheOrderAgain: (when: Value) => `covers the order again, ${when}`,
  theOrderIsAbove: (when: Value) => `the order is above it now, ${when}`,
  tookItBack: (by: Value, when: Value) => `${by} took it back, ${when}`,
  noLongerAppliesThe: (when: Value) => `no longer applies, the order changed, ${when}`,
  ranOutOfWhen: (when: Value) => `ran out, ${when}`,
  reason: (reason: Value) => `Reason: ${reason}`,
  approve: (suffix: Value) => `Approve${suffix}`,
  counter: (offer: Value, suffix: Value) => `Counter${offer}${suffix}`,
  decline: (suffix: Value) => `Decline${suffix}`,
  noApprovalsAreWaiting: 'No approvals are waiting',
  requestsAppearHereAs: 'Requests appear here as soon as somebody asks.',
  approvalsAreWaiting: (count: Value) => `${count} approvals are waiting`,
  sayForAllOf: 'Say "approvals A7" for all of one, "approve A7", "decline A7: too much" or "counter A7 8.00".',
  isTold: (askedByName: Value) => `${askedByName} is told.`,
  // staff/approval-words.ts
  fromTo: (amount: Value, amount2: Value, percent: Value) => `from ${amount} to ${amount2} (${percent})`,
  offFor: ({
    askedByName,
    amount,
    customer,
    totals,
    reason,
  }: {
    readonly askedByName: Value
    readonly amount: Value
    readonly customer: Value
    readonly totals: Value
    readonly reason: Value
  }) => `${askedByName}: ${amount} off for ${customer}, ${totals}, ${reason}`,
  off: (amount: Value) => `${amount} off`,
  shippingAt: (amount: Value) => `shipping at ${amount}`,
  offTheLine: (percent: Value) => `${percent} off the line`,
  aPriceOf: (amount: Value) => `a price of ${amount}`,
  offEach: (amount: Value) => `${amount} off each`,
  parleyIsNotIn: 'Parley is not in that channel; invite it there with /invite',
  thatChannelIsGone: 'that channel is gone, or Parley may not see it',
  thatChannelIsArchived: 'that channel is archived',
  parleyMayNotPost: 'Parley may not post in that channel',
  thePlatformSaid: (said: Value) => `the platform said "${said}"`,
  // staff/approval-news.ts
  byWordOfByName: (byName: Value) => ` by ${byName}`,
  wasApproved: (name: Value, by: Value) => `${name} was approved${by}`,
  sayToPlaceIt: (firstLine: Value, when: Value) =>
    `${firstLine}. Say "place" to place it; the approval holds until ${when}.`,
  wasDeclined: (name: Value, by: Value, whyDeclined: Value) => `${name} was declined${by}${whyDeclined}`,
  theDiscountIsOff: 'The discount is off the order again; everything else is kept.',
  offers: (name: Value, byName: Value, offered: Value) => `${name}: ${byName} offers ${offered}`,
  sayToTakeIt: 'Say "accept" to take it, or "withdraw".',
  accept: 'Accept',
  withdraw: 'Withdraw',
  ranOutOfName: (name: Value) => `${name} ran out`,
  theAmountStandsUnapproved:
    'The amount stands unapproved and the order cannot be placed like this. Say ' +
    '"ask" again, "give my limit" or "leave it".',
  whereRequestsArePosted: (refused: Value) => `Where requests are posted it was refused: ${refused}.`,
  areAskedDirectly: (name: Value, list: Value, count: number) =>
    `${name}: ${list} ${plural(count, 'is', 'are')} asked directly`,
  itStaysInThe: 'It stays in the queue: whoever may decide sees it with "approvals". Tell them, or say "withdraw".',
  nobodyCouldBeAsked: (name: Value) => `${name}: nobody could be asked`,
  runsOutAt: (name: Value, when: Value) => `${name} runs out at ${when}`,
  placeTheOrderBefore: (firstLine: Value) => `Place the order before, or it needs a new approval: ${firstLine}.`,
  ranOutWithoutAn: (name: Value) =>
    `${name} ran out without an answer: say "ask" again, "give my limit" or "leave it".`,
  nobodyCouldBeAskedFor: (name: Value) =>
    `Nobody could be asked for ${name} yet: it is in the queue ("approvals"), ` +
    `and no message about it went out. "withdraw" takes it back.`,
  waitingForApprovalEverything: (name: Value, amount: Value, percent: Value) =>
    `Waiting for approval ${name} (-${amount}, ${percent}). Everything but ` +
    `placing goes on; "withdraw" takes it back.`,
  offersSayOr: (name: Value, byName: Value, offer: Value) =>
    `${name}: ${byName} offers ${offer}. Say "accept" or "withdraw".`,
  approvedByUpTo: (name: Value, byName: Value, amount: Value, when: Value) =>
    `${name} approved by ${byName}, up to ${amount}, until ${when}.`,
  doesNotCoverThis: (name: Value, amount: Value) =>
    `${name} does not cover this order as it stands: it allows ${amount} for this customer.`,
  // staff/limit-question.ts
  leave: (behind: boolean, what: Value) => (behind ? `Leave ${what}` : 'Leave it'),
  askFor: (behind: boolean, what: Value) => (behind ? `Ask for ${what}` : 'Ask for approval'),
  giveMyLimit: (offer: Value) => `Give ${offer}, my limit`,
  askForOrLeave: (behind: boolean, what: Value) =>
    behind ? `ask for ${what}, or leave it.` : '"ask" for an approval, or "leave it".',
  nothingOfItIs: 'Nothing of it is within your limit',
  youMayGive: (offer: Value, behind: boolean) => `You may give ${offer}${behind ? '' : ' ("give my limit")'}`,
  now: (amount: Value) => `${amount} now`,
  offTheLineOfPart: (part: Value) => `${part} % off the line`,
  aPartOfIt: 'a part of it',
}
