// Bad input, as a table: what is typed, and the words that answer it. Rule: every answer is clear,
// the cart is as it was, nothing counts as a fault, and what must not be stored is in no column of
// the database. Real engine, real database, each case in a thread of its own. Next:
// src/conversation/edge/clean.ts and redact.ts (the door), screens/refusal-words.ts (the words).
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createActionCodec } from '#conversation/edge/action-codec.ts'
import { receive } from '#conversation/edge/receive.ts'
import { interpret } from '#conversation/turn/reading/interpret.ts'
import { lexiconCache } from '#conversation/understanding/words/catalog-lexicon.ts'
import { percentile } from '#test/bench/figures.ts'
import { ASKS, answersBadInput, BAD_INPUT, UNITS } from '#test/support/bad-input.ts'
import { cartsOf, REP, TWO_MUGS } from '#test/support/carts.ts'
import { message } from '#test/support/open-parley.ts'
import { RUNAWAY } from '#test/support/runaway.ts'
import { printed, world } from '#test/support/world.ts'

const shop = await world()
const { cart, linesOf } = cartsOf(shop, 'bad')

describe('bad input', () => {
  const took: number[] = []
  answersBadInput({
    cart,
    linesOf,
    async say(thread, text) {
      const began = performance.now()
      const said = printed(await shop.deliver(message(REP, thread, text)))
      took.push(performance.now() - began)
      return said
    },
    faults: () => shop.faults,
  })

  test.each([
    ['-3 blue mugs', UNITS],
    ['1e9 blue mugs', UNITS],
    ['0 blue mugs', ASKS],
  ])('"%s" in free words never becomes another number', async (text, answer) => {
    const thread = await cart()
    const said = printed(await shop.deliver(message(REP, thread, text)))
    expect(await linesOf(thread)).toEqual(TWO_MUGS)
    expect(said).toMatch(new RegExp(`${answer.source}|${ASKS.source}|\\?`, 'i'))
  })

  test.each([
    ['Arabic digits', 'set MUG-BLUE-11OZ \u0663', 3],
    ['fullwidth digits', 'set MUG-BLUE-11OZ \uff17', 7],
  ])('%s count as what they are', async (_what, text, quantity) => {
    const thread = await cart()
    await shop.deliver(message(REP, thread, text))
    expect(await linesOf(thread)).toEqual([['MUG-BLUE-11OZ', quantity, 1200]])
  })

  test.each(['note MUG-BLUE-11OZ <!channel> `x` @everyone', 'comment <@U1> *bold* [x](http://e.example)'])(
    '%s is shown as it was typed',
    async (text) => {
      const thread = await cart()
      const said = printed(await shop.deliver(message(REP, thread, text)))
      expect(said.replace(/[\u200b\u2060]/g, '')).toContain(text.replace(/^(?:note MUG-BLUE-11OZ|comment) /, ''))
    },
  )

  test('reading any of it never runs away; the figures are printed', async () => {
    const thread = await cart()
    const [row] = await shop.rows<{ draft: Parameters<typeof interpret>[1]['draft'] }>(
      `select state as draft from draft where last_thread = $1`,
      [thread],
    )
    const known = await shop.store.engine.shop()
    const lexiconFor = lexiconCache()
    const codec = createActionCodec({ sign: (text) => createHmac('sha256', 'x').update(text).digest('base64url') })
    const texts = [
      ...BAD_INPUT.map(([, text]) => text),
      '('.repeat(2_000),
      '💥'.repeat(900),
      'a b '.repeat(490),
      '2 blue mugs, '.repeat(150),
      `order for ${'x'.repeat(1900)}`,
    ]
    const times = texts.map((text) => {
      const again = [1, 2, 3].map(() => {
        const began = performance.now()
        interpret(receive(message(REP, thread, text)), { draft: row?.draft, shop: known, lexiconFor, codec, user: REP })
        return performance.now() - began
      })
      return Math.min(...again)
    })
    const p95 = percentile(times, 0.95)
    const most = Math.max(...times)
    const whole = percentile(took, 0.95)
    console.log(
      `bad input: ${BAD_INPUT.length} cases answered, 0 lost; reading p95 ${p95.toFixed(1)} ms, most ${most.toFixed(1)} ms (${JSON.stringify(texts[times.indexOf(most)]?.slice(0, 20))}); whole turn p95 ${whole.toFixed(0)} ms`,
    )
    expect(p95).toBeLessThan(RUNAWAY)
  })
})

describe('what must not be stored', () => {
  const CARDS = [
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111\u00a01111\u00a01111\u00a01111',
    '\uff14111111111111111',
    '378282246310005',
    '5555555555554444 cvv 123 exp 12/29',
  ]
  const TOKENS = [
    'xoxb-123456789012-abcdefghijklmnop',
    'sk_live_abcdefghij1234567890',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
  ]

  test('cards and tokens are answered, and are in no column of the database', { timeout: 60_000 }, async () => {
    const wraps = [
      (secret: string) => secret,
      (secret: string) => `pay card ${secret}`,
      (secret: string) => `note MUG-BLUE-11OZ ${secret}`,
      (secret: string) => `comment my number is ${secret}, thanks`,
    ]
    for (const secret of [...CARDS, ...TOKENS]) {
      for (const wrap of wraps) {
        const thread = await cart()
        const said = printed(await shop.deliver(message(REP, thread, wrap(secret))))
        expect(said).toMatch(/removed|delete your message/i)
      }
    }
    expect(shop.faults).toEqual([])
    const columns = await shop.rows<{ table_name: string; column_name: string }>(
      `select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY')`,
    )
    const needles = [
      ...CARDS.map((card) =>
        card
          .normalize('NFKC')
          .replace(/\D.*(?:cvv|exp).*$/, '')
          .replace(/\D/g, '')
          .slice(0, 15),
      ),
      ...TOKENS,
    ]
    const found: string[] = []
    for (const { table_name, column_name } of columns) {
      const rows = await shop.rows<{ text: string }>(`select "${column_name}"::text as text from "${table_name}"`)
      for (const { text } of rows) {
        const bare = (text ?? '').normalize('NFKC').replace(/(?<=\d)[\s\-.\u00a0]+(?=\d)/g, '')
        for (const needle of needles) if (bare.includes(needle)) found.push(`${table_name}.${column_name}: ${needle}`)
      }
    }
    expect(found).toEqual([])
    console.log(
      `P12: ${(CARDS.length + TOKENS.length) * wraps.length} messages with cards and tokens: in none of ${columns.length} columns`,
    )
  })

  test('numbers that are no cards are kept', async () => {
    const thread = await cart()
    await shop.deliver(message(REP, thread, 'comment tracking 1Z999AA10123456784, order 4000123412341234'))
    const [row] = await shop.rows<{ comments: string }>(
      `select state->'content'->>'comments' as comments from draft where last_thread = $1`,
      [thread],
    )
    expect(row?.comments).toContain('1Z999AA10123456784')
  })
})

test('nothing is wrong in the end', async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
})
