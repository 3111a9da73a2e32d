// A question takes only its own answers, and nothing said is dropped by the next fact: through the
// engine, as people type it. Next: #domain/draft/open-questions.ts, the rule;
// test/adapters/*/open-questions.test.ts, the same where it was lived.
import { describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 40 }) })
const SAM = 'terminal:sam'
let threads = 0

/** A cart of two mugs for a buyer of its own; `say` answers what was printed. */
async function cartOf(user = SAM) {
  const at = ++threads
  const thread = `terminal:open-${at}`
  const say = (text: string): Promise<string> => shop.say(user, thread, text)
  await say(user === SAM ? `order for buyer${at}@example.com: 2 MUG-BLUE-11OZ` : 'add 2 MUG-BLUE-11OZ')
  return {
    say,
    press: (label: string) => shop.press(user, thread, label),
    async lines() {
      const [row] = await shop.rows<{ lines: unknown }>(
        `select json_agg(json_build_array(l->'sku', l->'quantity') order by n) as lines
         from draft, jsonb_array_elements(state->'content'->'lines') with ordinality x(l, n) where last_thread = $1`,
        [thread],
      )
      return row?.lines
    },
    async state() {
      const [row] = await shop.rows<{ state: { status: string; content: Record<string, unknown> } }>(
        'select state from draft where last_thread = $1',
        [thread],
      )
      return row?.state
    },
  }
}
const MUGS = ['MUG-BLUE-11OZ', 2]

describe('while a reason is asked for', () => {
  test.each([
    ["what's in the cart", [MUGS]],
    ['whats in the cart', [MUGS]],
    ['how much is it?', [MUGS]],
    ['2 red mugs', [MUGS, ['MUG-RED-11OZ', 2]]],
    ['add 1 TOTE-CREAM', [MUGS, ['TOTE-CREAM', 1]]],
    ['method express', [MUGS]],
    ['thanks', [MUGS]],
  ])('"%s" is what it says and no reason, and the question stays', async (text, lines) => {
    const { say, lines: stored, state } = await cartOf()
    expect(await say('take 1.00 off')).toContain('What is the reason?')
    await say(text)
    expect(await stored()).toEqual(lines)
    expect((await state())?.content['subtraction']).toBeUndefined()
    expect(await say('show')).toContain('What is the reason?')
    expect(await say('goodwill')).toContain('1.00 off: goodwill')
  })

  test.each([
    ['late delivery', { code: 'late delivery' }],
    ['2', { code: 'damaged' }],
    ['her parrot died', { code: 'other', text: 'her parrot died' }],
    ['damaged: the corner was bent', { code: 'damaged', text: 'damaged: the corner was bent' }],
  ])('"%s" is the reason, with its words kept', async (text, { code, ...kept }) => {
    const { say, state } = await cartOf()
    await say('take 1.00 off')
    await say(text)
    const { text: words } = { text: undefined, ...kept }
    expect((await state())?.content['subtraction']).toMatchObject({
      reason: code,
      ...(words === undefined ? {} : { reasonText: words }),
    })
  })
})

describe('nothing is placed while something said is open', () => {
  test.each([['2-3 red mugs', '2', ['MUG-RED-11OZ', 2]]])(
    '"%s" is asked about on the order, stays open at place, and "%s" answers it',
    async (text, given, line) => {
      const { say, lines, state } = await cartOf()
      expect(await say(text)).toContain('Which ')
      expect(await say('place')).toContain('Something you said is still open')
      expect((await state())?.status).toBe('open')
      await say(given)
      expect(await lines()).toEqual([MUGS, line])
      expect(await say('show')).toContain('[Place order - ')
    },
  )

  test('one of two colours is asked about and answered by its name', async () => {
    const say = (text: string) => shop.say(SAM, 'terminal:two-colours', text)
    expect(await say('1 hoodie l, black or navy')).toContain('Which colour? I can offer: black, navy.')
    expect(await say('place')).toContain('Something you said is still open')
    expect(await say('navy')).toContain('+1 Pullover hoodie, navy, L')
    expect(await say('show')).not.toContain('Which colour')
  })

  test('where two meanings are near, the second is a button, and what it says is done', async () => {
    const thread = 'terminal:two-meanings'
    expect(await shop.say(SAM, thread, 'teapot white not blue')).toContain('[I meant: 1 x Teapot, white]')
    expect(await shop.press(SAM, thread, 'I meant: 1 x Teapot, white')).toContain('+1 Teapot, white')
    expect(await shop.say(SAM, thread, 'show')).not.toContain('Did I get that right')
  })

  test('what was unclear is over when it is said again, or left out', async () => {
    const { say, lines } = await cartOf()
    await say('2-3 red mugs')
    await say('3 red mugs')
    expect(await lines()).toEqual([MUGS, ['MUG-RED-11OZ', 3]])
    expect(await say('show')).not.toContain('Which whole number')
    await say('1-2 cream totes')
    expect(await say('leave it out')).toContain('[Place order - ')
  })

  test('place names the question, orders nothing, and offers to leave it out', async () => {
    const { say, press, state } = await cartOf()
    expect(await say('a classic t-shirt')).toContain('which colour?')
    const answer = await say('place')
    expect(answer).toContain('Something you said is still open')
    expect(answer).toContain('- Classic t-shirt: which colour?')
    expect((await state())?.status).toBe('open')
    expect(await press('Leave it out')).toContain('[Place order - ')
    expect(await say('place')).toMatch(/order 1\d{4}/i)
  })

  test('the next fact drops no question, and a second question waits its turn', async () => {
    const { say, press, lines } = await cartOf()
    await say('a classic t-shirt')
    expect(await say('method express')).toContain('which colour?')
    expect(await say('a polo shirt')).toContain('Polo shirt: which')
    expect(await say('place')).toMatch(/2 things you said are still open[\s\S]*Polo shirt[\s\S]*Classic t-shirt/)
    expect(await say('white')).toContain('White for the Polo shirt or Classic t-shirt?')
    expect(await press('Polo shirt')).toContain('Polo shirt, white: which size?')
    expect(await say('polo shirt large')).toContain('Classic t-shirt: which colour?')
    await say('black')
    expect(await say('medium')).toContain('Place order')
    expect(await lines()).toEqual([MUGS, ['POLO-WHITE-L', 1], ['TEE-BLACK-M', 1]])
  })

  test('what is said again in full needs no answer any more', async () => {
    const { say, lines } = await cartOf()
    await say('a classic t-shirt')
    expect(await say('add 1 TEE-BLACK-M')).toContain('Place order')
    expect(await lines()).toEqual([MUGS, ['TEE-BLACK-M', 1]])
  })
})

describe('yes, no and a position answer what was just asked', () => {
  test('six messages later a yes adds nothing', async () => {
    const { say, lines } = await cartOf()
    await say('a teapot or so perhaps maybe zorp')
    for (const text of ['method express', 'show', 'method standard', 'why', 'comment ring the bell', 'orders'])
      await say(text)
    await say('yes')
    expect(await lines()).toEqual([MUGS])
  })

  test('a position counts at once, and not after something else', async () => {
    const now = await cartOf()
    await now.say('a classic t-shirt')
    expect(await now.say('1')).toContain('Classic t-shirt, black: which size?')
    const late = await cartOf()
    await late.say('a classic t-shirt')
    await late.say('method express')
    expect(await late.say('1')).toContain('Something else was said since that question')
    expect(await late.lines()).toEqual([MUGS])
    expect(await late.say('1')).toContain('Classic t-shirt, black: which size?')
  })

  test('a yes to a cancel that was asked before something else cancels nothing', async () => {
    const { say, state } = await cartOf()
    expect(await say('cancel')).toContain('Cancel it')
    await say('method express')
    await say('yes')
    expect((await state())?.status).toBe('open')
  })
})

describe('a question about an address takes only addresses', () => {
  test.each([
    'how do i pay?',
    'where is it',
    'list todays orders',
    'add 1 TOTE-CREAM to 10002',
    'cancel it',
    'show me the cart please',
    'help',
  ])('"%s" is nobody\'s name', async (text) => {
    const { say, state } = await cartOf(`terminal:guest:visitor${threads}`)
    expect(await say('ship to 9 Elm St, Salem, OR 97301')).toContain('who receives it')
    await say(text)
    if (text === 'cancel it') await say('no')
    expect(JSON.stringify((await state())?.content['groups'])).not.toContain('"name"')
    expect(await say('show')).toContain('who receives it')
    expect(await say('Zoe Miller')).toContain('Zoe Miller, 9 Elm St')
  })

  test('"cancel it" asks before it empties a cart', async () => {
    const { say, lines } = await cartOf('terminal:guest:careful')
    await say('ship to 9 Elm St, Salem, OR 97301')
    expect(await say('cancel it')).toContain('Nothing has been ordered yet')
    await say('no')
    expect(await lines()).toEqual([MUGS])
  })

  test.each([
    ['Can Yaman', 'Can Yaman'],
    ['Bill Price', 'Bill Price'],
    ["Siobhán O'Neill-Smith", "Siobhán O'Neill-Smith"],
    ['3 Elms Bakery', undefined],
    ['Acme Corp, c/o Jane', 'Acme Corp, c/o Jane'],
  ])('"%s" may well be one', async (text, name) => {
    const { say } = await cartOf(`terminal:guest:named${threads}`)
    await say('ship to 9 Elm St, Salem, OR 97301')
    const answer = await say(text)
    if (name !== undefined) expect(answer).toContain(name)
  })
})

describe('leaving out one of several by its name', () => {
  test.each(['leave out the polo', 'leave the polo out', 'forget the polo', 'skip the polo please', 'no polo'])(
    '"%s" leaves the others open',
    async (words) => {
      const thread = `terminal:left-${words}`
      const say = (text: string) => shop.say('terminal:guest:left', thread, text)
      await say('a hoodie, a polo and a tote')
      const card = await say(words)
      expect(card).toContain('Pullover hoodie: which colour?')
      expect(card).toContain('Tote bag: which colour?')
      expect(card).not.toContain('Polo shirt: which')
    },
  )
})

test('what follows an item that was named goes with it, where it fits', async () => {
  const say = (text: string) => shop.say('terminal:guest:named', 'terminal:named-item', text)
  await say('a polo')
  await say('a hoodie')
  const card = await say('the hoodie navy, size M')
  expect(card).toContain('+1 Pullover hoodie, navy, M')
  expect(card).toContain('Polo shirt: which colour?')
})
