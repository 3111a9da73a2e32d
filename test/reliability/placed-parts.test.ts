// Parts of a placed order, and words that only look like something else: what is named is what is
// meant, the rest stays, and what cannot be done in parts is said. Next:
// src/conversation/resolve/part-named.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 900, buyers: 24 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
let threads = 0
const thread = (): string => `terminal:parts-${++threads}`
const stored = (number: number) => shop.store.queries.order(number)

/** Placed by Sam for Jane, and spoken of: four mugs and a hoodie, to home. */
async function placed() {
  const at = thread()
  await shop.say(SAM, at, 'order for jane.doe@example.com: 4 blue 11oz mugs and a large black hoodie')
  await shop.say(SAM, at, 'ship to home')
  await shop.say(SAM, at, 'pay link')
  const answer = (await shop.say(SAM, at, 'place')) + (await shop.say(SAM, at, 'yes'))
  return { at, number: Number(/order (\d{5}) placed/.exec(answer)?.[1]) }
}

/** Says it there, with N for the number; answers what was said last and how the order stands. */
async function said(words: string) {
  const { at, number } = await placed()
  let answer = ''
  for (const one of words.split(' / ')) answer = await shop.say(SAM, at, one.replaceAll('N', String(number)))
  return { answer, order: await stored(number), number, at }
}

/** How many of what go where. */
async function places(number: number): Promise<Readonly<Record<string, string>>> {
  const order = await stored(number)
  const streets = new Map(order?.groups.map(({ id, address }) => [id, address?.lines[0] ?? '']))
  return Object.fromEntries(
    (order?.lines ?? []).map(({ sku, units }) => {
      const each = units.map(({ group }) => streets.get(group) ?? '')
      return [
        sku,
        [...new Set(each)].map((street) => `${each.filter((one) => one === street).length} ${street}`).join(', '),
      ]
    }),
  )
}

describe('a part that is named is that part', () => {
  test.each([
    ['send two of the mugs to her office', '2 12 Oak St, 2 400 Market St', '1 12 Oak St'],
    ['send the mugs from N to office', '4 400 Market St', '1 12 Oak St'],
    ['the hoodie of N should go to the office', '4 12 Oak St', '1 400 Market St'],
    ['send two of the mugs from N somewhere else / office', '2 12 Oak St, 2 400 Market St', '1 12 Oak St'],
    ['send order N to the office', '4 400 Market St', '1 400 Market St'],
  ])('%s', async (words, mugs, hoodie) => {
    const { number } = await said(words)
    expect(await places(number)).toEqual({ 'MUG-BLUE-11OZ': mugs, 'HOOD-BLACK-L': hoodie })
  })

  test.each([
    "she'd like to pick up the mugs herself",
    'only the mugs are to be picked up, the rest stays as it is',
    'she wants the hoodie by express',
    'can two of them go to office',
  ])('%s: it is asked, and nothing of the order is changed', async (words) => {
    const { answer, order, number } = await said(words)
    expect(answer).toContain('A part of it goes to another address by its item')
    expect(order?.groups).toMatchObject([{ method: 'standard' }])
    expect(order?.proposed).toBeUndefined()
    expect(await places(number)).toEqual({ 'MUG-BLUE-11OZ': '4 12 Oak St', 'HOOD-BLACK-L': '1 12 Oak St' })
  })

  test('a street that is called like an item is no item', async () => {
    const { order } = await said('send N to Pat Lee, 9 Mug St, Springfield, IL 62703')
    expect(order?.groups).toMatchObject([{ address: { lines: ['9 Mug St'] } }])
  })
})
