// An e-mail address is read whole or not at all: what stands behind a point of it is somebody else's address.
import { expect, test } from 'vitest'
import { PEOPLE_RULES } from '#conversation/understanding/rules/rules-people.ts'
import { understand } from '#conversation/understanding/understand.ts'
import { CONTEXT, shopLexicon } from './shop.ts'

const ADDRESS = 'jane.van-der.doe+shop@example.com'
const SAYINGS = [
  `parley erase ${ADDRESS}`,
  `please erase ${ADDRESS}`,
  `parley status ${ADDRESS}`,
  `xyzzy ${ADDRESS}`,
  `for ${ADDRESS}`,
]

test('no rule about people begins in the middle of an address', () => {
  for (const { pattern } of PEOPLE_RULES)
    for (let at = 1; at < ADDRESS.indexOf('@'); at++) {
      pattern.lastIndex = at
      expect(pattern.exec(ADDRESS)?.[0], pattern.source).toBeUndefined()
    }
})

test.each(SAYINGS)('%s never makes a part of the address a contact', (text) => {
  for (const lexicon of [shopLexicon, { ...shopLexicon, menu: true }])
    for (const op of understand(lexicon, { text, lines: [], context: CONTEXT }).ops)
      if ('email' in op && op.email !== undefined) expect(op.email).toBe(ADDRESS)
})
