// Bad input, as one table for every channel: what is typed, and the words that answer it. Rule:
// every answer is clear, the cart is as it was, nothing counts as a fault. A channel says only how
// its people get a cart and talk; what cannot be typed there is left out by name. Next:
// test/reliability/bad-input.test.ts (the terminal), test/adapters/slack/bad-input.test.ts.
import { expect, test } from 'vitest'
import { TWO_MUGS } from './carts.ts'

type BadInput = readonly [what: string, text: string, answer: RegExp]
export type BadInputChannel = {
  /** Answers the thread of a fresh cart with two mugs. */
  readonly cart: () => Promise<string>
  /** Types it there as the rep, and answers what was said to it. */
  readonly say: (thread: string, text: string) => Promise<string>
  readonly linesOf: (thread: string) => Promise<unknown>
  readonly faults: () => readonly unknown[]
  /** What people cannot type on this channel, by name. */
  readonly cannot?: readonly string[]
}

export const ASKS = /did not understand|nothing was changed/i
export const UNITS = /1 to 999 whole units/
const NO_AMOUNT = /is not an amount|cannot be below zero|above zero/
/** What it is, what is typed, and the words that answer it. */
export const BAD_INPUT: readonly BadInput[] = [
  ['a channel mention', '<!channel>', ASKS],
  ['a person mention', '<@U1> <!subteam^S> @everyone <@&1>', ASKS],
  ['backticks and links', '`rm -rf` [x](http://evil.example)', ASKS],
  ['SQL', "'; drop table orders; --", ASKS],
  ['a template', '{{7*7}} #{7*7} <%= 7*7 %>', ASKS],
  ['a word of JavaScript', '__proto__', ASKS],
  ['another word of JavaScript', 'coupon __proto__', /no such code/],
  ['nothing visible', '\u200b\u202e\u0000\ud800', ASKS],
  ['nothing at all', '', ASKS],
  ['5 000 combining marks', `e${'\u0301'.repeat(5000)}`, ASKS],
  ['40 000 characters', 'a'.repeat(40_000), /too long[\s\S]*2,000/],
  ['a long word', `${'aaaa'.repeat(400)}!`, ASKS],
  ['10 000 spaces', ' '.repeat(10_000), ASKS],
  ['900 numbers', '1 '.repeat(900), ASKS],
  ['a look-alike coupon', 'coupon S\u0410VE10', /no such code/],
  ['an unknown coupon', 'coupon NOPE', /no such code/],
  ['an expired coupon', 'coupon SPRING-20', /ended|expired/],
  ['a coupon of another currency', 'coupon EURO5', /EUR/],
  ...(['-3', '0', '1.5', '1e9', '12345678901234567890', '1000', '1.000', '0x10'] as const).flatMap(
    (quantity) =>
      [
        ...(quantity === '0' ? [] : [[`${quantity} as a quantity`, `set MUG-BLUE-11OZ ${quantity}`, UNITS] as const]),
        [`${quantity} more`, `add ${quantity} MUG-BLUE-11OZ`, UNITS],
      ] as const,
  ),
  ['1.000 off', 'take 1.000 off: goodwill', /two ways/],
  ['1,000 off', 'take 1,000 off: goodwill', /two ways/],
  ['NaN off', 'take NaN off: goodwill', NO_AMOUNT],
  ['0x10 off', 'take 0x10 off: goodwill', NO_AMOUNT],
  ['a tenth of a cent off', 'take 0.001 off: goodwill', /too many decimals/],
  ['--5 off', 'take --5 off: goodwill', NO_AMOUNT],
  ['less than nothing off', 'take -5 off: goodwill', NO_AMOUNT],
  ['nothing off', 'take 0 off: goodwill', NO_AMOUNT],
  ['euros off a dollar order', 'take €5 off: goodwill', /in USD/],
  ['more euros', 'take 5 EUR off: goodwill', /in USD/],
  ['NaN for shipping', 'shipping NaN: goodwill', NO_AMOUNT],
  ['less than nothing for shipping', 'shipping -1: goodwill', NO_AMOUNT],
  ['a higher price', 'price MUG-BLUE-11OZ 99.00: goodwill', /never raise/],
  ['a price below zero', 'price MUG-BLUE-11OZ -1: goodwill', NO_AMOUNT],
  ['an unknown SKU', 'add 1 NOSUCH-SKU', /no item "NOSUCH-SKU"/],
  ['a line that is not there', 'remove NOSUCH-SKU', /not in the cart/],
  ['a coupon that is not there', 'remove coupon SAVE10', /no SAVE10 to remove/],
  ['an order that is not there', 'status 99999', /not found/],
  ['a draft that is not there', 'resume 99', /no open draft/],
  ['a method that is not there', 'method rocket', /no shipping method/],
  ['an address that is not there', 'ship to nowhere', /address/],
  ['a number nobody asked for', '2', /nothing to choose/],
  ['an endless quote', 'quote 999', /1 to 90/],
  ['placing what is not complete', 'place', /missing/],
]

/** One test a row. */
export function answersBadInput({ cart, say, linesOf, faults, cannot = [] }: BadInputChannel): void {
  test.each(BAD_INPUT.filter(([what]) => !cannot.includes(what)))(
    '%s is answered clearly and changes nothing',
    async (_what, text, answer) => {
      const thread = await cart()
      const said = await say(thread, text)
      expect(said).toMatch(answer)
      expect(said).not.toMatch(/NaN\b(?!")|undefined|\[object/)
      expect(await linesOf(thread)).toEqual(TWO_MUGS)
      expect(faults()).toEqual([])
    },
  )
}
