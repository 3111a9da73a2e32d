/**
 * The words about goods that are short and the choices there are.
 */
import { plural, type Ready } from './plural.ts'

export const shortageWords = {
  // backorders.ts
  laterNoDateYet: 'later, no date yet',
  shipEverythingTogether: 'Ship everything together',
  shipNowLater: (now: Ready, rest: Ready) => `Ship ${now} now, ${rest} later`,
  onlyThoseHere: (now: number) => `Only the ${now} that ${plural(now, 'is', 'are')} here`,
  othersSeparately: (part: Ready, rest: number) =>
    `The other ${part} as an order of ${plural(rest, 'its', 'their')} own`,
  restNoSecondCharge: (amount: Ready, when: Ready) => `${amount}, the rest ${when}, no second shipping charge`,
  amountNowAndLater: (amount: Ready, amount2: Ready, when: Ready) => `${amount} now + ${amount2} ${when}`,
  promotionEnds: (amount: Ready, label: Ready) => `the ${amount} promotion ends (${label})`,
  isInsteadOf: (label: Ready, amount: Ready, amount2: Ready) => `${label} is ${amount} instead of ${amount2}`,
  becomes: (label: Ready, amount: Ready) => `${label} becomes ${amount}`,
  noDateYet: 'no date yet',
  restLater: (name: Ready, amount: Ready, when: Ready) => `${name}: ${amount}, the rest ${when}`,
  nameNowAndLater: (name: Ready, amount: Ready, amount2: Ready, when: Ready) =>
    `${name}: ${amount} now + ${amount2} ${when}`,
  noSecondShippingCharge: (nameOf: Ready) => `${nameOf}: no second shipping charge`,
  backordersComplete: '"backorders complete"',
  waitForEverything: '"wait for everything"',
  backordersAvailable: '"backorders available"',
  sayShipWhatYouHave: '"ship what you have, rest later"',
  backordersDrop: '"backorders drop"',
  dropTheRest: '"drop the rest"',
  backordersSeparate: '"backorders separate"',
  saySeparateOrder: '"the rest as a separate order"',
  listOr: (list: Ready, at: Ready) => `${list} or ${at}`,
  itIsDiscontinued: 'it is discontinued',
  notOrderableAhead: 'it cannot be ordered ahead',
  restComesLate: 'the rest would come later than we promise',
  removeIt: (sku: Ready) => `remove it ("remove ${sku}")`,
  take: (now: Ready, sku: Ready) => `take ${now} ("set ${sku} ${now}")`,
  choicesOrSimilar: (item: Ready, part: Ready, part2: Ready, fix: Ready) =>
    `${item}: ${part} and ${part2}; ${fix} or choose something like it.`,
  waitOrGoWithout: 'Not everything is here. The order can wait for it, or go without.',
  whatShallWeDo: 'Not everything is here. What shall we do?',
  asUsual: ' (as this customer usually wants it)',
  asYouUsuallyDo: ' (as you usually want it)',
  leftOut: (rest: Ready, item: Ready, part: Ready) => `Left out: ${rest} ${item}${part}.`,
  orderStandsAt: (amount: Ready) => `Nothing was changed: the order stands at ${amount}.`,
  choicesTitle: 'What could be done about what is short',
  theChoices: 'The choices:',
  orLabel: 'Or:',
  toChooseSay: (say: Ready) => `To choose, say ${say}.`,
  everythingHere: 'Everything in the cart is here',
  nothingToChoose: 'There is nothing to choose: it leaves together.',
  noneHereNow: 'Nothing of it is here now',
  onlyWaitOrRemove: (say: Ready) => `It can only wait for everything (say ${say}), or be removed. Nothing was changed.`,
  partNeverComes: 'A part of it cannot come at all',
  nothingWasChanged: (part: Ready) => `${part} Nothing was changed.`,
  everythingLeavesTogether: (when: Ready) => `Everything leaves together, ${when}.`,
  leaveNowFollowWithout: (now: number, rest: number, when: Ready) =>
    `${now} ${plural(now, 'leaves', 'leave')} now, ${rest} ` +
    `${plural(rest, 'follows', 'follow')} ${when}, without another shipping ` +
    `charge.`,
  wereLeftOutAnd: (rest: number) =>
    `${rest} ${plural(rest, 'was', 'were')} left out and ${plural(rest, 'is', 'are')} not charged.`,
  order: (number: Ready, amount: Ready, part: Ready) => `Order ${number}: ${amount}, ${part}.`,
  noneIsHere: 'none is here',
  onlyAreHere: (now: number) => `only ${now} ${plural(now, 'is', 'are')} here`,
  expected: (when: Ready) => `, expected ${when}`,
  removeWhatCannotCome: 'Remove what cannot come.',
  takeOrRemove: (say: Ready) => `Take what is here (say ${say}), or remove it.`,
  leavesNow: 'leaves now',
  follows: (when: Ready) => `follows ${when}`,
  estimatedOn: (day: Ready) => `on ${day} (estimated)`,
  onDay: (day: Ready) => `on ${day}`,
}
