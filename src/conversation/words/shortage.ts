/**
 * The words about goods that are short and the choices there are.
 */
import { plural, type Value } from './plural.ts'

export const shortageWords = {
  // backorders.ts
  laterNoDateYet: 'later, no date yet',
  shipEverythingTogether: 'Ship everything together',
  shipNowLater: (now: Value, rest: Value) => `Ship ${now} now, ${rest} later`,
  onlyTheThatAre: (now: number) => `Only the ${now} that ${plural(now, 'is', 'are')} here`,
  theOtherAsAn: (part: Value, rest: number) => `The other ${part} as an order of ${plural(rest, 'its', 'their')} own`,
  theRestNoSecond: (amount: Value, when: Value) => `${amount}, the rest ${when}, no second shipping charge`,
  now: (amount: Value, amount2: Value, when: Value) => `${amount} now + ${amount2} ${when}`,
  thePromotionEnds: (amount: Value, label: Value) => `the ${amount} promotion ends (${label})`,
  isInsteadOf: (label: Value, amount: Value, amount2: Value) => `${label} is ${amount} instead of ${amount2}`,
  becomes: (label: Value, amount: Value) => `${label} becomes ${amount}`,
  noDateYet: 'no date yet',
  theRest: (name: Value, amount: Value, when: Value) => `${name}: ${amount}, the rest ${when}`,
  nowOfName: (name: Value, amount: Value, amount2: Value, when: Value) => `${name}: ${amount} now + ${amount2} ${when}`,
  noSecondShippingCharge: (nameOf: Value) => `${nameOf}: no second shipping charge`,
  backordersComplete: '"backorders complete"',
  waitForEverything: '"wait for everything"',
  backordersAvailable: '"backorders available"',
  shipWhatYouHave: '"ship what you have, rest later"',
  backordersDrop: '"backorders drop"',
  dropTheRest: '"drop the rest"',
  backordersSeparate: '"backorders separate"',
  theRestAsA: '"the rest as a separate order"',
  orWord: (list: Value, at: Value) => `${list} or ${at}`,
  itIsDiscontinued: 'it is discontinued',
  itCannotBeOrdered: 'it cannot be ordered ahead',
  theRestWouldCome: 'the rest would come later than we promise',
  removeIt: (sku: Value) => `remove it ("remove ${sku}")`,
  take: (now: Value, sku: Value) => `take ${now} ("set ${sku} ${now}")`,
  andOrChooseSomething: (item: Value, part: Value, part2: Value, fix: Value) =>
    `${item}: ${part} and ${part2}; ${fix} or choose something like it.`,
  notEverythingIsHere: 'Not everything is here. The order can wait for it, or go without.',
  notEverythingIsHereWhat: 'Not everything is here. What shall we do?',
  asThisCustomerUsually: ' (as this customer usually wants it)',
  asYouUsuallyWant: ' (as you usually want it)',
  leftOut: (rest: Value, item: Value, part: Value) => `Left out: ${rest} ${item}${part}.`,
  nothingWasChangedThe: (amount: Value) => `Nothing was changed: the order stands at ${amount}.`,
  whatCouldBeDone: 'What could be done about what is short',
  theChoices: 'The choices:',
  orWordInBackorders: 'Or:',
  toChooseSay: (say: Value) => `To choose, say ${say}.`,
  everythingInTheCart: 'Everything in the cart is here',
  thereIsNothingTo: 'There is nothing to choose: it leaves together.',
  nothingOfItIs: 'Nothing of it is here now',
  itCanOnlyWait: (say: Value) => `It can only wait for everything (say ${say}), or be removed. Nothing was changed.`,
  aPartOfIt: 'A part of it cannot come at all',
  nothingWasChanged: (part: Value) => `${part} Nothing was changed.`,
  everythingLeavesTogether: (when: Value) => `Everything leaves together, ${when}.`,
  leaveNowFollowWithout: (now: number, rest: number, when: Value) =>
    `${now} ${plural(now, 'leaves', 'leave')} now, ${rest} ` +
    `${plural(rest, 'follows', 'follow')} ${when}, without another shipping ` +
    `charge.`,
  wereLeftOutAnd: (rest: number) =>
    `${rest} ${plural(rest, 'was', 'were')} left out and ${plural(rest, 'is', 'are')} not charged.`,
  order: (number: Value, amount: Value, part: Value) => `Order ${number}: ${amount}, ${part}.`,
  noneIsHere: 'none is here',
  onlyAreHere: (now: number) => `only ${now} ${plural(now, 'is', 'are')} here`,
  expected: (when: Value) => `, expected ${when}`,
  removeWhatCannotCome: 'Remove what cannot come.',
  takeWhatIsHere: (say: Value) => `Take what is here (say ${say}), or remove it.`,
  leavesNow: 'leaves now',
  follows: (when: Value) => `follows ${when}`,
}
