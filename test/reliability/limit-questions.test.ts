// A reason and a limit asked about at the same time, in every order of saying and answering. Rule:
// each question ends by its own answer, none takes another with it, what is given is what was
// agreed to, and what the limit still allows is said anew after each. Through the engine, as reps
// type and press it. Next: src/domain/draft/open-questions.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 60 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
let carts = 0

/** 36.00 of goods and 5.95 of shipping: a rep may give about a tenth. */
async function cart() {
  const thread = `terminal:limits-${++carts}`
  const say = (text: string) => shop.say('terminal:sam', thread, text)
  await say(`order for ${buyerEmail(carts)}: 3 MUG-BLUE-11OZ`)
  return {
    thread,
    say,
    press: (label: string) => shop.press('terminal:sam', thread, label),
    async given() {
      const [row] = await shop.rows<{ off: number | null; shipping: number | null; open: string[] }>(
        `select (state#>>'{content,subtraction,amount}')::int as off,
          (state#>>'{content,groups,0,override,amount}')::int as shipping,
          array(select jsonb_array_elements(jsonb_build_array(state->'pending') || coalesce(state->'waiting', '[]'))->>'kind') as open
         from draft where last_thread = $1`,
        [thread],
      )
      return { off: row?.off, shipping: row?.shipping, open: (row?.open ?? []).filter((kind) => kind !== null) }
    },
  }
}

describe('a limit is asked about, and then a reason', () => {
  test('the reason answered is over; both limits stay, each with its own choices', async () => {
    const { say, given } = await cart()
    await say('take 30 off: goodwill')
    await say('shipping 0')
    expect((await given()).open).toEqual(['reason', 'over-limit'])
    const card = await say('goodwill')
    expect(await given()).toEqual({ off: null, shipping: null, open: ['over-limit', 'over-limit'] })
    expect(card).not.toContain('What is the reason?')
    expect(card).toContain('[Leave 30.00 off]')
    expect(card).toContain('[Ask for 30.00 off]')
  })

  test('a reason pressed is over as well', async () => {
    const { say, press, given } = await cart()
    await say('take 30 off: goodwill')
    await say('shipping 0')
    await press('goodwill')
    expect(await given()).toEqual({ off: null, shipping: null, open: ['over-limit', 'over-limit'] })
  })

  test('"give my limit" answers the last one; the other is still open, and says what is left of the limit', async () => {
    const { say, given } = await cart()
    await say('take 30 off: goodwill')
    await say('shipping 0')
    await say('goodwill')
    const card = await say('give my limit')
    expect(await given()).toEqual({ off: null, shipping: 212, open: ['over-limit'] })
    expect(card).toContain('Nothing of it is within your limit')
    await say('leave it')
    expect(await given()).toEqual({ off: null, shipping: 212, open: [] })
  })

  test.each([
    ['Leave 30.00 off', { off: null, shipping: null, open: ['over-limit'] }],
    ['Give 3.83 now, my limit', { off: 383, shipping: null, open: ['over-limit'] }],
    ['Leave it', { off: null, shipping: null, open: ['over-limit'] }],
  ])('[%s] answers its own', async (label, left) => {
    const { say, press, given } = await cart()
    await say('take 30 off: goodwill')
    await say('shipping 0')
    await say('goodwill')
    await press(label)
    expect(await given()).toEqual(left)
  })

  test('the limit answered first leaves the reason to be answered', async () => {
    const { say, given } = await cart()
    await say('take 30 off: goodwill')
    await say('shipping 4.95')
    await say('leave it')
    expect((await given()).open).toEqual(['reason'])
    await say('late delivery')
    expect(await given()).toEqual({ off: null, shipping: 495, open: [] })
  })

  test('a shipping price within the limit settles nothing about the discount', async () => {
    const { say, given } = await cart()
    await say('take 30 off: goodwill')
    await say('shipping 4.95: goodwill')
    expect(await given()).toEqual({ off: null, shipping: 495, open: ['over-limit'] })
    await say('take 1.00 off: goodwill')
    expect(await given()).toEqual({ off: 100, shipping: 495, open: [] })
  })
})

describe('a reason is asked for, and then a limit', () => {
  test('a listed reason is still the reason, and what waited for it is given', async () => {
    const { say, given } = await cart()
    await say('take 1.00 off')
    await say('shipping 0: goodwill')
    expect((await given()).open).toEqual(['over-limit', 'reason'])
    await say('damaged')
    expect(await given()).toEqual({ off: 100, shipping: null, open: ['over-limit'] })
    await say('leave it')
    expect(await given()).toEqual({ off: 100, shipping: null, open: [] })
  })

  test('pressed, it is the same', async () => {
    const { say, press, given } = await cart()
    await say('take 1.00 off')
    await say('shipping 0: goodwill')
    await press('damaged')
    expect(await given()).toEqual({ off: 100, shipping: null, open: ['over-limit'] })
  })

  test('two that lack one share it, whatever was asked between them; of the same the last word counts', async () => {
    const { say, given } = await cart()
    await say('take 2.00 off')
    await say('shipping 0: goodwill')
    await say('take 1.00 off')
    expect((await given()).open).toEqual(['reason', 'over-limit'])
    await say('goodwill')
    expect((await given()).off).toBe(100)
    expect((await given()).open).toEqual(['over-limit'])
  })

  test('what was made with a reason of its own meanwhile is not made again by the answer', async () => {
    const { say, given } = await cart()
    await say('take 1.00 off')
    await say('shipping 4.00')
    await say('shipping 4.95: damaged')
    expect((await given()).open).toEqual(['reason'])
    await say('goodwill')
    expect(await given()).toEqual({ off: 100, shipping: 495, open: [] })
  })
})

test('an approval asked for one of them leaves the other open', async () => {
  const { say, given } = await cart()
  await say('take 30 off: goodwill')
  await say('shipping 0')
  await say('goodwill')
  await say('ask')
  expect((await given()).open).toEqual(['over-limit'])
  await say('leave it')
  expect((await given()).open).toEqual([])
})

test('whoever is asked reads the reason and the amount as they are now', async () => {
  const desk = 'terminal:reason-now'
  await shop.say('terminal:sam', desk, 'guest reason-now@example.com: 9 MUG-BLUE-11OZ')
  await shop.say('terminal:sam', desk, 'take 50.00 off: goodwill')
  await shop.say('terminal:sam', desk, 'ask')
  await shop.say('terminal:sam', desk, 'take 45.00 off instead: damaged goods')
  const read = await shop.say('terminal:kim', 'terminal:reason-kim', 'approvals')
  expect(read).toMatch(/45\.00 off for reason-now@example\.com[^\n]*damaged goods/)
  const rows = await shop.rows(`select reason from approval_request where customer_name = 'reason-now@example.com'`)
  expect(rows).toEqual([{ reason: 'damaged goods' }])
})
