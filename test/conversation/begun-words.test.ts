// A comment, a note or a memo that was begun is asked for, and takes whatever is typed next but a
// plain command or a question; and "yes", "no" and a position count only from whoever was asked.
// Through the engine, as people type it. Next: #domain/draft/open-questions.ts, the rule.
import { afterAll, describe, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 60 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
const SAM = 'terminal:sam'
const LEE = 'terminal:lee'
let carts = 0

async function cart(user = SAM) {
  const at = ++carts
  const thread = `terminal:begun-${at}`
  await shop.say(user, thread, user === SAM ? `order for ${buyerEmail(at)}: 2 MUG-BLUE-11OZ` : 'add 2 MUG-BLUE-11OZ')
  return {
    thread,
    say: (text: string, who = user) => shop.say(who, thread, text),
    async status() {
      const [row] = await shop.rows<{ status: string }>('select status from draft where last_thread = $1', [thread])
      return row?.status
    },
    async content() {
      const [row] = await shop.rows<{
        content: {
          comments: string[]
          memos: string[]
          subtraction?: { reasonText?: string }
          lines: { sku: string; quantity: number; note?: string }[]
        }
      }>(`select state->'content' as content from draft where last_thread = $1`, [thread])
      if (row === undefined) throw new Error('no draft')
      return row.content
    },
  }
}

/** Items that can be engraved. */
async function bottles() {
  const thread = `terminal:bottles-${++carts}`
  const say = (text: string) => shop.say('terminal:guest:bottles', thread, text)
  await say('2 water bottles in black, 500 ml')
  return {
    say,
    async texts() {
      const rows = await shop.rows<{ sku: string; text: string | null; note: string | null }>(
        `select l->>'sku' as sku, l->>'freeText' as text, l->>'note' as note
         from draft, jsonb_array_elements(state->'content'->'lines') l where last_thread = $1`,
        [thread],
      )
      return rows.map(({ sku, text, note }) => [sku, text, note])
    },
  }
}

describe('words that were begun', () => {
  test.each([
    ['comment', 'What should the comment say?', 'comments'],
    ['comment:', 'What should the comment say?', 'comments'],
    ['add a comment', 'What should the comment say?', 'comments'],
    ["I'd like to leave a comment please", 'What should the comment say?', 'comments'],
    ['memo', 'What should the internal memo say?', 'memos'],
  ] as const)('"%s" asks for them, and keeps what comes as it is', async (begun, asks, where) => {
    for (const words of ['2 red mugs for the neighbour', 'leave it with the porter, code 99999', '7', 'Ring twice!']) {
      const { say, content } = await cart()
      expect(await say(begun)).toContain(asks)
      await say(words)
      expect((await content())[where]).toEqual([words])
      expect((await content()).lines).toHaveLength(1)
      expect(await say('show')).not.toContain('What should')
    }
  })

  test('a note is put on its line, or on the only one there is', async () => {
    for (const begun of ['note MUG-BLUE-11OZ', 'note mug-blue-11oz:', 'note']) {
      const { say, content } = await cart()
      expect(await say(begun)).toContain('What should the note on Classic mug, blue, 11 oz say?')
      await say('2 red bows')
      expect((await content()).lines.map(({ sku, note }) => [sku, note])).toEqual([['MUG-BLUE-11OZ', '2 red bows']])
    }
    const { say } = await cart()
    await say('add 1 TOTE-CREAM')
    expect(await say('note')).toContain('"note" needs the SKU of an item in the cart')
  })

  test.each([
    ['how much is it?', 'What should the comment say?'],
    ['why', 'What should the comment say?'],
    ['add 1 TOTE-CREAM', '+1 Tote'],
    ['method express', 'Shipping: Express'],
    ['set MUG-BLUE-11OZ lots', '"set" takes'],
  ])('a plain command or a question stays what it is, and they are still asked for: "%s"', async (text, answer) => {
    const { say, content } = await cart()
    await say('comment')
    expect((await say(text)) + (await say('show'))).toContain(answer)
    expect((await content()).comments).toEqual([])
    expect(await say('show')).toContain('What should the comment say?')
    await say('ring the bell')
    expect((await content()).comments).toEqual(['ring the bell'])
  })

  test.each([
    'take 10% off, Sam approved it',
    '2 black hoodies in L',
    'ship to Pat Lee, 9 Elm St, Salem, OR 97301',
    'thanks a lot',
  ])('once something else was said they take nothing that can be read as something else: "%s"', async (words) => {
    const { say, content } = await cart('terminal:guest:later')
    await say('comment')
    await say('how long does delivery take?')
    await say(words)
    expect((await content()).comments).toEqual([])
    expect(await say('show')).toContain('What should the comment say?')
    await say('ring the bell twice, please')
    expect((await content()).comments).toEqual(['ring the bell twice, please'])
  })

  test.each(['no', 'never mind', 'leave it out'])('"%s" leaves them out', async (text) => {
    const { say, content } = await cart()
    await say('comment')
    await say(text)
    expect((await content()).comments).toEqual([])
    expect(await say('show')).not.toContain('What should the comment')
  })

  test.each([
    'engrave it',
    'engrave the bottles',
    'engraving please',
    'can you engrave them?',
    "I'd like the bottles engraved",
  ])('"%s" asks for the engraving, which takes all but a command or a question', async (begun) => {
    const { say, texts } = await bottles()
    expect(await say(begun)).toContain('What should the engraving on Water bottle, black, 500 ml say?')
    expect(await say('how much is it?')).toContain('46.00')
    await say('add 1 TOTE-CREAM')
    expect(await say('place')).toContain('What should the engraving')
    await say('For Ada, with love')
    expect(await texts()).toEqual([
      ['BOT-BLACK-500ML', 'For Ada, with love', null],
      ['TOTE-CREAM', null, null],
    ])
  })

  test('an engraving that is too long is asked for again; "never mind" leaves it', async () => {
    const { say, texts } = await bottles()
    await say('engrave it')
    expect(await say('For Ada, who never ever stops asking questions')).toContain('at most 30 characters')
    expect(await say('show')).toContain('What should the engraving')
    await say('For Ada')
    expect(await texts()).toEqual([['BOT-BLACK-500ML', 'For Ada', null]])
    await say('engrave the bottles')
    await say('never mind')
    expect(await say('show')).not.toContain('What should')
    expect(await texts()).toEqual([['BOT-BLACK-500ML', 'For Ada', null]])
  })

  test('a gift note is begun on any item, and is no engraving', async () => {
    const { say, texts } = await bottles()
    expect(await say('a gift note please')).toContain('What should the gift note on Water bottle, black, 500 ml say?')
    await say('2 kisses, 3 hugs')
    expect(await texts()).toEqual([['BOT-BLACK-500ML', null, 'Gift note: 2 kisses, 3 hugs']])
  })

  test('nothing is placed while they are open', async () => {
    const { say } = await cart()
    await say('comment')
    expect(await say('place')).toMatch(/still open[\s\S]*What should the comment say/)
    await say('leave it out')
    expect(await say('place')).toMatch(/order 1\d{4} placed/)
  })

  test('a guest is asked the same, but for no memo', async () => {
    const { say, content } = await cart('terminal:guest:begun')
    expect(await say('comment')).toContain('What should the comment say?')
    await say('3 knocks')
    expect((await content()).comments).toEqual(['3 knocks'])
    await say('memo')
    expect(await say('show')).not.toContain('memo')
    await say('he is nice')
    expect((await content()).memos).toEqual([])
  })

  test('on a placed order they are asked for as well', async () => {
    const { say, thread } = await cart()
    const number = Number(/order (1\d{4}) placed/.exec(await say('place'))?.[1])
    const comments = async () => (await shop.store.queries.order(number))?.comments
    expect(await say(`comment ${number}`)).toContain(`What should the comment on order ${number} say?`)
    expect(await say('2 blue mugs are fragile')).toContain('2 blue mugs are fragile')
    expect(await comments()).toEqual(['2 blue mugs are fragile'])
    await say(`comment on order ${number}`)
    expect(await say(`status ${number}`)).toContain(`Order ${number}`.slice(1))
    await say(`comment ${number}:`)
    expect(await say('no')).toContain(`Order ${number} stays as it is`)
    expect(await comments()).toEqual(['2 blue mugs are fragile'])
    // Asked of Sam, not of Lee.
    await say(`comment ${number}`)
    await shop.say(LEE, thread, 'hello there')
    expect(await comments()).toEqual(['2 blue mugs are fragile'])
  })

  test('a number that no order has is no comment on the cart', async () => {
    const { say, content } = await cart()
    const answer = await say('comment 99999 is the gate code')
    expect(answer).toContain('Order 99999 was not found')
    expect(answer).toContain('comment "99999 is the gate code"')
    expect((await content()).comments).toEqual([])
    await say('comment "99999 is the gate code"')
    expect((await content()).comments).toEqual(['99999 is the gate code'])
  })
})

describe('what was put to one person', () => {
  test.each(['yes', 'y', 'yes please'])(
    'another\'s "%s" answers nothing, is asked the same, and then counts',
    async (yes) => {
      const { say, content, status } = await cart()
      expect(await say('cancel')).toContain('[Cancel it]')
      expect(await say(yes, LEE)).toContain('Somebody else was asked that')
      expect((await content()).lines).toHaveLength(1)
      expect(await status()).toBe('open')
      await say(yes, LEE)
      expect(await status()).toBe('cancelled')
    },
  )

  test("another's position chooses nothing, and a name of an option does", async () => {
    const { say, content } = await cart()
    await say('a classic t-shirt')
    expect(await say('1', LEE)).toContain('Somebody else was asked that')
    expect((await content()).lines).toHaveLength(1)
    await say('black', LEE)
    expect(await say('show')).toContain('Classic t-shirt, black: which size?')
  })

  test("another's no drops nothing", async () => {
    const { say } = await cart()
    await say('a classic t-shirt')
    expect(await say('no', LEE)).toContain('Somebody else was asked that')
    expect(await say('show')).toContain('which colour?')
  })

  test("another's words are no reason and no comment", async () => {
    const { say, content } = await cart()
    await say('take 1.00 off')
    await say('her parrot died', LEE)
    expect((await content()).subtraction).toBeUndefined()
    expect(await say('her parrot died')).toContain('her parrot died')
    expect((await content()).subtraction?.reasonText).toBe('her parrot died')
    await say('comment')
    await say('2 red mugs', LEE)
    expect((await content()).comments).toEqual([])
    expect(await say('show')).toContain('What should the comment say?')
  })

  test("a warning that one rep was shown is not confirmed by another's words", async () => {
    const first = await cart()
    await first.say('place')
    const at = carts
    const desk = `terminal:begun-again-${at}`
    await shop.say(SAM, desk, `order for ${buyerEmail(at)}: 1 TOTE-CREAM`)
    expect(await shop.say(SAM, desk, 'place')).toContain('One moment before it is placed')
    expect(await shop.say(LEE, desk, 'place')).toContain('One moment before it is placed')
    expect(await shop.say(LEE, desk, 'place')).toMatch(/order 1\d{4} placed/)
  })

  test('a value of exactly one of two questions answers that one, also the older', async () => {
    const { say, content } = await cart()
    await say('a classic t-shirt')
    expect(await say('a polo shirt')).toContain('Polo shirt: which colour?')
    expect(await say('grey')).toContain('Classic t-shirt, grey: which size?')
    expect(await say('xs')).toContain('+1 Classic t-shirt, grey, XS')
    expect((await content()).lines.map(({ sku }) => sku)).toEqual(['MUG-BLUE-11OZ', 'TEE-GREY-XS'])
    expect(await say('show')).toContain('Polo shirt: which colour?')
  })
})
