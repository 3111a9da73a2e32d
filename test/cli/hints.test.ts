// The hints and examples on the screens are of the shop's own goods, and can be typed as they stand.
import { expect, test } from 'vitest'
import { importedShop } from './imported-shop.ts'

const shop = await importedShop(['shopify-old.csv'])
const say = (thread: string, words: string, user = 'kim') => shop.say(`terminal:${user}`, `terminal:${thread}`, words)

test('no screen speaks of the goods of another shop', async () => {
  const said = await Promise.all([
    say('a', 'show'),
    say('b', 'help'),
    say('c', 'find unicorns'),
    say('d', 'qwertz uiop'),
    say('e', 'drafts'),
    say('f', 'set NOSUCH abc'),
    say('g', 'price set x'),
    say('h', 'stock HOOD'),
    say('i', 'hello', 'eve'),
    say('j', 'help', 'eve'),
    say('k', 'guest pat@example.com'),
    say('l', '3 zeppelins'),
  ])
  for (const words of said) expect(words).not.toMatch(/\bmugs?\b|hoodie|MUG-|HOOD-/i)
})

test('an example can be typed as it stands', async () => {
  const example = /"(2 [^"]+)"/.exec(await say('m', 'show'))?.[1] ?? ''
  const { lines } = await shop.order(example, true)
  expect(Object.values(lines)).toEqual([2])
})
