// Words of customers about what they ordered and who they are: "my order" with one order means it;
// cancelling and sending back are buttons with amounts; six digits are the code that is waited for;
// what they say while a person helps does what it does without. Rule: the same words, the same
// effect; nothing is cancelled or announced before the press on its amount.
// Next: src/conversation/turn/order/parts.ts, turn/hand-over.ts.
import { afterEach, describe, expect, test } from 'vitest'
import type { Control } from '#conversation/edge/view.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message, press } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 100_000, buyers: 40 }) })
afterEach(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

let buyers = 0
async function buyer(): Promise<{ readonly user: string; readonly home: string }> {
  const email = buyerEmail(buyers)
  const user = `terminal:customer:${email}`
  await shop.store.desk.linkCustomer(user, email)
  return { user, home: `terminal:words-${buyers++}` }
}
async function bought(words = '2 blue 11oz mugs and a cream tote', who?: Awaited<ReturnType<typeof buyer>>) {
  const { user, home } = who ?? (await buyer())
  await shop.say(user, home, words)
  // Bought again within minutes, it is asked once more.
  const placed = [await buys(user, home), await buys(user, home)].join('\n')
  return { user, home, order: Number(/rder (\d+)/.exec(placed)?.[1]) }
}
async function buys(user: string, home: string): Promise<string> {
  const shown = await shop.deliver(message(user, home, 'show'))
  const buy = controlsIn(shown.outgoing.map(({ placement }) => placement)).find(({ label }) => label.startsWith('Buy'))
  return buy?.kind === 'button' ? printed(await shop.deliver(press(user, home, buy.token))) : ''
}
const controlsIn = (placements: readonly object[]): readonly Control[] =>
  placements.flatMap((placement) =>
    'view' in placement ? ((placement.view as { readonly controls: readonly Control[] }).controls ?? []) : [],
  )
const lineOf = (order: number, sku: string) =>
  shop.rows<{ cancelled: number; announced: number }>(
    `select cancelled::int as cancelled,
       (select count(*)::int from jsonb_array_elements(units) u where u->>'announced' = 'true') as announced
     from order_line where order_number = $1 and sku = $2`,
    [order, sku],
  )

describe('"my order"', () => {
  test.each([
    'where is my order?',
    'has my parcel left yet',
    'did you get the money for my order?',
    'what is in my order',
    'when will my delivery arrive?',
  ])('%s: with one order it means that one, in any conversation', async (words) => {
    const { user, order } = await bought()
    expect(await shop.say(user, `terminal:elsewhere-${order}`, words)).toContain(`Order ${order}, placed`)
  })

  test('with two it lists them, with none it says so, and a stranger learns nothing', async () => {
    const { user, home, order } = await bought()
    await bought('a white teapot', { user, home })
    expect(await shop.say(user, 'terminal:elsewhere-two', 'where is my order?')).toMatch(
      new RegExp(`${order}[\\s\\S]*${order + 1}|${order + 1}[\\s\\S]*${order}`),
    )
    const other = await buyer()
    expect(await shop.say(other.user, other.home, 'where is my order?')).not.toContain(String(order))
  })
})

describe('cancelling and sending back, as a customer says it', () => {
  test.each(['cancel the tote', "I don't want the tote any more"])(
    '%s: nothing happens before the press, and the button names the amount',
    async (words) => {
      const { user, home, order } = await bought()
      const asked = await shop.say(user, home, words)
      expect(asked).toContain(`Cancel 1 Tote bag, cream of order ${order}?`)
      expect(asked).toContain('[Cancel 1 Tote bag, cream - 15.00 USD] [Keep it]')
      expect(await lineOf(order, 'TOTE-CREAM')).toEqual([{ cancelled: 0, announced: 0 }])
      await shop.press(user, home, 'Cancel 1 Tote bag, cream - 15.00 USD')
      expect(await lineOf(order, 'TOTE-CREAM')).toEqual([{ cancelled: 1, announced: 0 }])
    },
  )

  test('please cancel 1 cream tote: what it gives back stands there before the press', async () => {
    const { user, home, order } = await bought()
    expect(await shop.say(user, home, 'please cancel 1 cream tote')).toContain(
      `Order ${order}: not too late: taking 1 Tote bag, cream off is 15.00 USD less to pay`,
    )
    expect(await lineOf(order, 'TOTE-CREAM')).toEqual([{ cancelled: 0, announced: 0 }])
    await shop.press(user, home, 'Take off 1 Tote bag, cream - 15.00')
    expect(await lineOf(order, 'TOTE-CREAM')).toEqual([{ cancelled: 1, announced: 0 }])
  })

  test.each([
    'return my order',
    'can I return my order?',
    'I want to send back a mug',
    'can I get my money back for the mugs',
  ])('%s: before it left, what can be cancelled stands there with amounts', async (words) => {
    const { user, home } = await bought()
    const asked = await shop.say(user, home, words)
    expect(asked).toContain('so it can be cancelled instead')
    expect(asked).toContain('[Cancel 2 Classic mug, blue, 11 oz - 24.00 USD]')
  })

  test('once it is there, it comes back by a press on what it is worth; another amount is asked again', async () => {
    const { user, home, order } = await bought()
    await shop.say('terminal:sam', 'terminal:desk', `ship ${order}`)
    const asked = await shop.say(user, home, 'I want to return my order')
    expect(asked).toContain('[Send back 2 Classic mug, blue, 11 oz - 24.00 USD]')
    expect(asked).toContain('[Send back 1 Classic mug, blue, 11 oz - 12.00 USD]')
    await shop.press(user, home, 'Send back 1 Classic mug, blue, 11 oz - 12.00 USD')
    expect(await lineOf(order, 'MUG-BLUE-11OZ')).toEqual([{ cancelled: 0, announced: 1 }])
    expect(await shop.say(user, home, 'return 1 tote')).toContain('Worth 15.00 USD')
    await shop.say(user, home, 'yes')
    expect(await lineOf(order, 'TOTE-CREAM')).toEqual([{ cancelled: 0, announced: 1 }])
  })
})

describe('six digits', () => {
  async function codeFor(user: string, home: string, email: string): Promise<string> {
    await shop.say(user, home, `link ${email}`)
    const [row] = await shop.rows<{ code: string }>(
      `select substring(payload::text from 'code is (\\d{6})') as code from outbox where destination = $1 order by id desc limit 1`,
      [`mail:${email}`],
    )
    return row?.code ?? ''
  }
  test.each([
    (code: string) => code,
    (code: string) => `link ${code}`,
    (code: string) => `it says ${code.slice(0, 3)} ${code.slice(3)}`,
    (code: string) => `the code is ${code}.`,
  ])('%s are the code that is waited for', async (words) => {
    const email = buyerEmail(buyers)
    const user = `terminal:guest-${buyers++}`
    const home = `terminal:code-${user}`
    const code = await codeFor(user, home, email)
    expect(await shop.say(user, home, 'what mugs do you have?')).not.toMatch(/code is not right/)
    expect(await shop.say(user, home, words(code))).toMatch(/linked/i)
  })

  test('and nothing of the kind where none is waited for', async () => {
    expect(await shop.say('terminal:nobody', 'terminal:nobody', '482915')).not.toMatch(/code/i)
  })
})

describe('while a person helps', () => {
  async function helped() {
    const { user, home } = await buyer()
    await shop.say(user, home, '2 blue 11oz mugs and a cream tote')
    await shop.say(user, home, 'could I speak to someone real')
    const [row] = await shop.rows<{ desk: string }>('select desk_key as desk from draft where thread_key = $1', [home])
    const desk = row?.desk ?? ''
    await shop.say('terminal:sam', desk, 'take over')
    return { user, home, desk }
  }
  const cartOf = (home: string) =>
    shop.rows<{ sku: string; quantity: number }>(
      `select l->>'sku' as sku, (l->>'quantity')::int as quantity from draft, jsonb_array_elements(state->'content'->'lines') l
       where thread_key = $1 order by 1`,
      [home],
    )

  test.each([
    'make it 3 totes',
    'ok, make it 3 totes',
    'oh lovely, then make it 3 totes please',
    'add a white teapot',
    'yes please, and a white teapot',
  ])('%s: does the same with and without them, and they see it', async (words) => {
    const alone = await buyer()
    await shop.say(alone.user, alone.home, '2 blue 11oz mugs and a cream tote')
    await shop.say(alone.user, alone.home, words)
    const { user, home, desk } = await helped()
    await shop.say(user, home, words)
    expect(await cartOf(home)).toEqual(await cartOf(alone.home))
    const read = await shop.rows<{ text: string }>('select payload::text as text from outbox where destination = $1', [
      desk,
    ])
    expect(read.map(({ text }) => text).join('\n')).toContain(words)
  })

  test('the card says what the assistant does meanwhile; what is doubtful is left to the person', async () => {
    const { user, home } = await helped()
    expect(await shop.say(user, home, 'show')).toContain('Sam is helping you with this order. A clear change')
    const before = await cartOf(home)
    expect(await shop.say(user, home, 'hmm, what would you take?')).toMatch(/Sam reads that[\s\S]*Nothing was changed/)
    expect(await shop.say(user, home, '@sam is the 3 for 30 still on?')).toMatch(/Sam reads that/)
    expect(await cartOf(home)).toEqual(before)
  })

  test.each([
    ['add one cream tote', 'Tote bag, cream'],
    ['please drop the mugs', 'Classic mug'],
    ['ok add 2 red beanies', /[Bb]eanie/],
    ['add 2 purple unicorns', /unicorn|not understand|do not have/i],
    ['remove the spaceship', /spaceship|not understand|which/i],
  ] as const)('what the helper says to the order at the desk is done, or answered: %s', async (words, answer) => {
    const { desk } = await helped()
    const said = await shop.say('terminal:sam', desk, words)
    expect(said).toMatch(answer)
    expect(said).not.toContain('That stays among you')
  })

  test("a rep's plain talk at the desk stays there; only say and [Reply to customer] cross, and @lee is never read", async () => {
    const { home, desk } = await helped()
    const before = await cartOf(home)
    for (const talk of [
      'she wants 3 totes I think',
      'give her 2 more mugs?',
      'I would add a second tote for her',
      'take a look at the margin',
      'make sure she gets it by Friday',
      'add her to the newsletter maybe',
      '@lee add 5 PEN-BLACK',
      '@lee cancel',
      'yes',
    ])
      expect(await shop.say('terminal:sam', desk, talk)).toContain('That stays among you')
    expect(await cartOf(home)).toEqual(before)
    const told = await shop.rows<{ text: string }>('select payload::text as text from outbox where destination = $1', [
      home,
    ])
    expect(told.map(({ text }) => text).join('\n')).not.toMatch(/I think|PEN-BLACK/)
    const shown = await shop.deliver(message('terminal:sam', desk, 'show'))
    const reply = controlsIn(shown.outgoing.map(({ placement }) => placement)).find(
      ({ label }) => label === 'Reply to customer',
    )
    if (reply?.kind !== 'button') throw new Error('no [Reply to customer]')
    const opened = await shop.deliver(press('terminal:sam', desk, reply.token))
    const form = opened.outgoing.flatMap(({ placement }) => (placement.place === 'form' ? [placement.form] : []))[0]
    const filled = {
      ...press('terminal:sam', desk, form?.token ?? ''),
      kind: 'form',
      fields: { text: 'On its way!' },
    } as const
    expect(printed(await shop.deliver(filled))).toContain('Said to')
    const [last] = await shop.rows<{ text: string }>(
      "select payload->'view'->>'headline' as text from outbox where destination = $1 and place = 'post' order by id desc limit 1",
      [home],
    )
    expect(last?.text).toBe('Sam: On its way!')
  })
})
