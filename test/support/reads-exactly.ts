// What is typed exactly means exactly that, as one table for every channel: SKUs in any case before
// any other reading, whole numbers and nothing else, prices to the cent. A channel says only how
// its people begin a cart and type. Next: src/conversation/requests/words, whole-numbers.ts.
import { describe, expect, test } from 'vitest'

export type TypingChannel = {
  /** Answers the thread of a fresh cart with two blue mugs. */
  readonly cart: () => Promise<string>
  /** Answers what was then told. */
  readonly says: (thread: string, text: string) => Promise<string>
  /** Reps type here: prices are theirs. */
  readonly reps: boolean
}

const TYPED: readonly (readonly [text: string, told: RegExp, never?: RegExp])[] = [
  ['add 3 mug-red-11oz', /\+3 Classic mug, red, 11 oz/],
  ['Add 2 Tote-Cream', /\+2 Tote/],
  ['1/2 dozen TOTE-CREAM', /\+6 Tote/],
  ['two and a half dozen cream totes', /\+30 Tote/],
  ['3/4 red mugs', /whole number/, /\+\d/],
  ['2-3 red mugs', /whole number/, /\+\d/],
  ['1½ TOTE-CREAM', /whole (?:number|units)/, /\+\d/],
  ['set MUG-BLUE-11OZ 0', /Classic mug, blue, 11 oz/, /2\s*(?:x|×)\s*Classic mug/],
  ['set TOTE-CREAM 2', /"TOTE-CREAM" is not in the cart/],
  ['set NOPE 2', /"set" takes|not/],
  ['comment 99999 is the gate code', /Order 99999 was not found/, /Comment: 99999/],
  ['comment', /What should the comment say\?/],
]
const PRICED: readonly (readonly [text: string, told: RegExp, never?: RegExp])[] = [
  ['price MUG-BLUE-11OZ 11.60: damaged', /11\.60/, /11\.00/],
  ['price MUG-BLUE-11OZ 11,5: damaged', /cannot be sure/, /11\.50/],
]

export function readsExactly({ cart, says, reps }: TypingChannel): void {
  describe('what is typed exactly', () => {
    const rows = (reps ? [...TYPED, ...PRICED] : TYPED).map(([text, ...rest]) => [text, rest] as const)
    test.each(rows)('"%s"', async (text, [told, never]) => {
      const answer = await says(await cart(), text)
      expect(answer).toMatch(told)
      if (never !== undefined) expect(answer).not.toMatch(never)
    })
  })
}
