// Bad input, as a table: what is typed, and the words that answer it. Rule: every answer is clear, the cart is as it was, nothing counts as a fault,
// and what must not be stored is in no column of the database. Real engine, real database, each case in a thread of its own.
// Next: src/conversation/clean.ts and redact.ts (the door), screens/refusal-words.ts (the words).
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createActionCodec } from '#conversation/action-codec.ts'
import { lexiconCache } from '#conversation/catalog-lexicon.ts'
import { interpret } from '#conversation/interpret.ts'
import { receive } from '#conversation/receive.ts'
import { percentile } from '#test/bench/figures.ts'
import { cartsOf, REP, TWO_MUGS } from '#test/support/carts.ts'
import { message } from '#test/support/open-parley.ts'
import { RUNAWAY } from '#test/support/runaway.ts'
import { printed, world } from '#test/support/world.ts'

const shop = await world()
const { cart, linesOf } = cartsOf(shop, 'bad')

const ASKS = /did not understand|nothing was changed/i
const UNITS = /1 to 999 whole units/
const NO_AMOUNT = /is not an amount|cannot be below zero|above zero/
const CASES: readonly (readonly [what: string, text: string, answer: RegExp])[] = [
  ['a channel mention', '<!channel>', ASKS],
  ['a person mention', '<@U1> <!subteam^S> @everyone <@&1>', ASKS],
  ['backticks and links', '`rm -rf` [x](http://evil.example)', ASKS],
  ['SQL', "'; drop table orders; --", ASKS],
  ['a template', '{{7*7}} #{7*7} <%= 7*7 %>', ASKS],
  ['a word of JavaScript', '__proto__', ASKS],
  ['another word of JavaScript', 'coupon __proto__', /no such code/],
  ['nothing visible', '\u200b\u202e\u0000\ud800', ASKS],
  ['nothing at all', '', ASKS],
  ['5 000 combining marks', `e${'\u0301'.repeat(5000)}`, ASKS],
  ['40 000 characters', 'a'.repeat(40_000), /too long[\s\S]*2,000/],
  ['a long word', `${'aaaa'.repeat(400)}!`, ASKS],
  ['10 000 spaces', ' '.repeat(10_000), ASKS],
  ['900 numbers', '1 '.repeat(900), ASKS],
  ['a look-alike coupon', 'coupon S\u0410VE10', /no such code/],
  ['an unknown coupon', 'coupon NOPE', /no such code/],
  ['an expired coupon', 'coupon SPRING-20', /ended|expired/],
  ['a coupon of another currency', 'coupon EURO5', /EUR/],
  ...(['-3', '0', '1.5', '1e9', '12345678901234567890', '1000', '1.000', '0x10'] as const).flatMap(
    (quantity) =>
      [
        [`${quantity} as a quantity`, `set MUG-BLUE-11OZ ${quantity}`, UNITS],
        [`${quantity} more`, `add ${quantity} MUG-BLUE-11OZ`, UNITS],
      ] as const,
  ),
  ['1.000 off', 'take 1.000 off: goodwill', /two ways/],
  ['1,000 off', 'take 1,000 off: goodwill', /two ways/],
  ['NaN off', 'take NaN off: goodwill', NO_AMOUNT],
  ['0x10 off', 'take 0x10 off: goodwill', NO_AMOUNT],
  ['a tenth of a cent off', 'take 0.001 off: goodwill', /too many decimals/],
  ['--5 off', 'take --5 off: goodwill', NO_AMOUNT],
  ['less than nothing off', 'take -5 off: goodwill', NO_AMOUNT],
  ['nothing off', 'take 0 off: goodwill', NO_AMOUNT],
  ['euros off a dollar order', 'take €5 off: goodwill', /in USD/],
  ['more euros', 'take 5 EUR off: goodwill', /in USD/],
  ['NaN for shipping', 'shipping NaN: goodwill', NO_AMOUNT],
  ['less than nothing for shipping', 'shipping -1: goodwill', NO_AMOUNT],
  ['a higher price', 'price MUG-BLUE-11OZ 99.00: goodwill', /never raise/],
  ['a price below zero', 'price MUG-BLUE-11OZ -1: goodwill', NO_AMOUNT],
  ['an unknown SKU', 'add 1 NOSUCH-SKU', /no item "NOSUCH-SKU"/],
  ['a line that is not there', 'remove NOSUCH-SKU', /not in the cart/],
  ['a coupon that is not there', 'remove coupon SAVE10', /no SAVE10 to remove/],
  ['an order that is not there', 'status 99999', /not found/],
  ['a draft that is not there', 'resume 99', /no open draft/],
  ['a method that is not there', 'method rocket', /no shipping method/],
  ['an address that is not there', 'ship to nowhere', /address/],
  ['a number nobody asked for', '2', /nothing to choose/],
  ['an endless quote', 'quote 999', /1 to 90/],
  ['placing what is not complete', 'place', /missing/],
]

describe('bad input', () => {
  const took: number[] = []
  test.each(CASES)('%s is answered clearly and changes nothing', async (_what, text, answer) => {
    const thread = await cart()
    const began = performance.now()
    const said = printed(await shop.deliver(message(REP, thread, text)))
    took.push(performance.now() - began)
    expect(said).toMatch(answer)
    expect(said).not.toMatch(/NaN\b(?!")|undefined|\[object/)
    expect(await linesOf(thread)).toEqual(TWO_MUGS)
    expect(shop.faults).toEqual([])
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
    const lexicon = lexiconCache()(known)
    const codec = createActionCodec({ sign: (text) => createHmac('sha256', 'x').update(text).digest('base64url') })
    const texts = [
      ...CASES.map(([, text]) => text),
      '('.repeat(2_000),
      '💥'.repeat(900),
      'a b '.repeat(490),
      '2 blue mugs, '.repeat(150),
      `order for ${'x'.repeat(1900)}`,
    ]
    const times = texts.map((text) => {
      const again = [1, 2, 3].map(() => {
        const began = performance.now()
        interpret(receive(message(REP, thread, text)), { draft: row?.draft, shop: known, lexicon, codec })
        return performance.now() - began
      })
      return Math.min(...again)
    })
    const p95 = percentile(times, 0.95)
    const most = Math.max(...times)
    const whole = percentile(took, 0.95)
    console.log(
      `bad input: ${CASES.length} cases answered, 0 lost; reading p95 ${p95.toFixed(1)} ms, most ${most.toFixed(1)} ms (${JSON.stringify(texts[times.indexOf(most)]?.slice(0, 20))}); whole turn p95 ${whole.toFixed(0)} ms`,
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
  const TOKENS = ['xoxb-123456789012-abcdefghijklmnop', 'sk_live_abcdefghij1234567890', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789']

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
