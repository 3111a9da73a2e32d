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
    ['send the mugs from N to office', '4 400 Market St', '1 12 Oak St'],
    ['the hoodie of N should go to the office', '4 12 Oak St', '1 400 Market St'],
    ['send two of the mugs from N somewhere else / office', '2 12 Oak St, 2 400 Market St', '1 12 Oak St'],
    ['send order N to the office', '4 400 Market St', '1 400 Market St'],
  ])('%s', async (words, mugs, hoodie) => {
    const { number } = await said(words)
    expect(await places(number)).toEqual({ 'MUG-BLUE-11OZ': mugs, 'HOOD-BLACK-L': hoodie })
  })

  test.each([
    'only the mugs are to be picked up, the rest stays as it is',
    "she'd like to pick up the mugs herself",
    'ship 4 MUG-BLUE-11OZ of N by pickup',
  ])('%s: the hoodie is sent as it was', async (words) => {
    const { order, number } = await said(words)
    expect(order?.groups).toMatchObject([{ method: 'standard' }, { method: 'pickup' }])
    expect(order?.lines.map(({ units }) => [...new Set(units.map(({ group }) => group))])).toEqual([['g2'], ['main']])
    expect(await places(number)).toEqual({ 'MUG-BLUE-11OZ': '4 12 Oak St', 'HOOD-BLACK-L': '1 12 Oak St' })
  })

  test('a part that is one parcel already goes another way as that parcel, and back again at what it cost', async () => {
    const { order: before, number, at } = await said('send the mugs from N to office / yes')
    await shop.say(SAM, at, 'the mugs by express please')
    await shop.say(SAM, at, 'yes')
    expect((await stored(number))?.groups).toMatchObject([{ method: 'standard' }, { id: 'g2', method: 'express' }])
    await shop.say(SAM, at, 'the mugs by standard please')
    await shop.say(SAM, at, 'yes')
    expect(await stored(number)).toMatchObject({ total: before?.total, groups: before?.groups })
  })

  test('one more of them goes there too; some of it, unnamed, is asked', async () => {
    const { at, number } = await said('send one of the mugs to the office')
    expect(await places(number)).toMatchObject({ 'MUG-BLUE-11OZ': '3 12 Oak St, 1 400 Market St' })
    await shop.say(SAM, at, 'another of the mugs to the office too')
    expect(await places(number)).toMatchObject({ 'MUG-BLUE-11OZ': '2 12 Oak St, 2 400 Market St' })
    expect(await shop.say(SAM, at, 'some of it by express')).toContain(`ship 1 MUG-BLUE-11OZ of ${number} by standard`)
  })

  test('a street that is called like an item is no item', async () => {
    const { order } = await said('send N to Pat Lee, 9 Mug St, Springfield, IL 62703')
    expect(order?.groups).toMatchObject([{ address: { lines: ['9 Mug St'] } }])
  })
})

describe('what only looks like something else', () => {
  test('the number before a street is that of a house, never a count', async () => {
    const guest = `terminal:guest:parts-${++threads}`
    const at = thread()
    const cart = await shop.say(guest, at, 'hi, I want a green mug 11oz sent to Pat Lee, 9 Elm St, Salem, OR 97301')
    expect(cart).toMatch(/1 x Classic mug, green, 11 oz[\s\S]*Ship to: Pat Lee, 9 Elm St, Salem, OR 97301/)
    const street = await shop.say(guest, at, "it's 19 Elm St")
    expect(street).toMatch(/1 x Classic mug, green, 11 oz[\s\S]*Ship to: Pat Lee, 19 Elm St, Salem, OR 97301/)
  })

  test('who receives it is a name, not what happened', async () => {
    const at = thread()
    await shop.say(SAM, at, '1 cream tote')
    expect(await shop.say(SAM, at, 'ship to 5 Lake Ave, Springfield, IL 62701')).toContain('who receives it')
    for (const words of ['forget that return', 'the mug arrived cracked'])
      expect(await shop.say(SAM, at, words)).not.toContain('Ship to: ')
    expect(await shop.say(SAM, at, 'the porter')).toContain('Ship to: the porter, 5 Lake Ave')
  })

  test.each([
    ['put in a gift card saying Congratulations, Pat!', 'Congratulations, Pat!'],
    ['put a card in it saying hope you like it, thanks', 'hope you like it, thanks'],
    ['put a card in the order that says "I hope it fits that order"', 'I hope it fits that order'],
    ['can you put a card in the order saying hope it fits?', 'hope it fits'],
    ["it's a gift, write Love from Tom", 'Love from Tom'],
  ])('%s: a card in the order that was just placed', async (words, giftNote) => {
    const { order, answer } = await said(words)
    expect(order?.giftNote).toBe(giftNote)
    expect(answer).not.toContain('a new cart')
  })

  test('a note for it opens no cart, and is kept without the words that ask for it', async () => {
    const { answer, number } = await said('can you put a note in, happy birthday mum')
    expect(answer).toContain(`"gift note ${number} happy birthday mum"`)
  })

  test.each([
    ['get it there before Christmas', /-12-24$/],
    ['get it there by Christmas', /-12-25$/],
  ])('%s', async (words, day) => {
    expect((await said(words)).order?.deliverOn).toMatch(day)
  })
})

describe('a change that was asked about', () => {
  test('is not given up unsaid for another one', async () => {
    const { answer } = await said('make N express / ship 1 MUG-BLUE-11OZ of N to office by express')
    expect(answer).toContain('instead of what was asked for before and not confirmed: by Express')
  })

  test.each(['leave it with standard', 'no, keep it in Springfield', 'leave it'])(
    '%s: it stays as it is',
    async (words) => {
      const { answer, order } = await said(`make N express / ${words}`)
      expect(answer).toContain('stays as it is')
      expect(order).toMatchObject({ groups: [{ method: 'standard' }] })
      expect(order?.proposed).toBeUndefined()
      expect(answer).not.toContain('a new cart')
    },
  )
})

describe('how many of what', () => {
  test.each(["I don't want the hoodie in N anymore", "status N / I don't want the hoodie anymore"])(
    '%s: agreed to once',
    async (words) => {
      const user = 'terminal:customer:jane.doe@example.com'
      await shop.store.desk.linkCustomer(user, 'jane.doe@example.com')
      const { number } = await placed()
      const home = thread()
      for (const one of words.split(' / ')) await shop.say(user, home, one.replace('N', String(number)))
      await shop.say(user, home, 'yes')
      expect((await stored(number))?.lines.map(({ cancelled }) => cancelled)).toEqual([0, 1])
    },
  )
})
