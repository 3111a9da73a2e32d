import { describe, expect, test } from 'vitest'
import { CARD_MARK, redact, TOKEN_MARK } from '#conversation/edge/redact.ts'
import { RUNAWAY } from '#test/support/runaway.ts'

/** A small seeded generator, so that every run tries the same numbers. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const digits = (count: number, next: (below: number) => number) => Array.from({ length: count }, () => next(10)).join('')

function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + ((10 - (sum % 10)) % 10)
}

const PREFIXES: readonly (readonly [string, number])[] = [
  ['4', 16],
  ['4', 13],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['65', 16],
  ['36', 14],
  ['3530', 16],
  ['62', 16],
  ['62', 19],
  ['6759', 16],
]
const fours = (number: string, by: string) => (number.match(/\d{1,4}/g) ?? []).join(by)
const fullwidth = (number: string) => number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const WRITINGS: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => `card ${fours(number, ' ')}`,
  (number) => fours(number, '-'),
  (number) => fours(number, '\u00a0'),
  (number) => fullwidth(number),
  (number) => fullwidth(fours(number, ' ')),
  (number) => `please charge my visa ${number} cvv 123, thanks`,
  (number) => `${fours(number, ' ')} 12/27 123`,
  (number) => `2 ${fours(number, ' ')}`,
  (number) => `visa${number} exp 04/29 cvc: 9876`,
  (number) => `my card for the order: ${fours(number, '.')}`,
  (number) => `order for jane: 2 blue mugs, ${number}`,
  (number) => `${fours(number, '\n')}`,
  (number) => `(${fours(number, '\u2011')})`,
  (number) => `order 10001 ${fours(number, ' ')} please`,
  (number) => [...number].join(' '),
  (number) => `"${number}"`,
  (number) => fours(number, '  '),
  (number) => fours(number, '\u200b'),
  (number) => `<!channel> \`${number}\``,
]

describe('card numbers never get past the door', () => {
  test('300 card strings in twenty writings are all redacted, their check values too', () => {
    const next = random(20_261_123)
    const strings = PREFIXES.flatMap(([prefix, length]) =>
      WRITINGS.map((write) => {
        const number = withCheckDigit(prefix + digits(length - prefix.length - 1, next))
        return { number, typed: write(number) }
      }),
    )
    const missed = strings.filter(({ number, typed }) => {
      const { text, found } = redact(typed)
      const left = text.normalize('NFKC').replace(/\D/g, '')
      return !found.includes('card') || !text.includes(CARD_MARK) || left.includes(number.slice(-6)) || /\b123\b|9876/.test(text)
    })
    console.log(`redaction: ${strings.length} card strings, ${missed.length} missed`)
    expect(missed.map(({ typed }) => typed)).toEqual([])
    expect(strings).toHaveLength(300)
  })

  test('at most 1 in 100 of 10 000 order, phone and tracking numbers is taken for a card', () => {
    const next = random(42)
    const shapes: readonly (() => string)[] = [
      () => `order ${10_001 + next(90_000)}`,
      () => `status ${digits(8, next)}`,
      () => `order ${digits(16, next)}`,
      () => `+1 ${digits(3, next)} ${digits(3, next)} ${digits(4, next)}`,
      () => `+49 ${digits(4, next)} ${digits(8, next)}`,
      () => `${digits(3, next)}-${digits(3, next)}-${digits(4, next)}`,
      () => `call +44 ${digits(4, next)} ${digits(6, next)} or +44 ${digits(4, next)} ${digits(6, next)}`,
      () => `1Z${digits(16, next)}`,
      () => `tracking 94${digits(20, next)}`,
      () => `tracking number: ${fours(`94${digits(20, next)}`, ' ')}`,
      () => `fedex ${digits(15, next)}`,
      () => digits(12, next),
      () => digits(15, next),
      () => `94${digits(18, next)}`,
      () => `usps ${fours(digits(16, next), ' ')}`,
      () => `PO-${digits(6, next)}-${digits(8, next)}`,
      () => `2026-11-${10 + next(20)} 10:${10 + next(50)}:${10 + next(50)}, ref ${digits(14, next)}`,
      () => `DE${digits(2, next)} ${fours(digits(18, next), ' ')}`,
      () => `invoice no ${digits(13, next)}`,
      () => `${1 + next(9)} mugs, ${digits(5, next)} ${digits(4, next)}`,
    ]
    const numbers = Array.from({ length: 10_000 }, (_, at) => (shapes[at % shapes.length] ?? (() => ''))())
    const hits = numbers.filter((typed) => redact(typed).found.length > 0)
    console.log(`redaction: ${numbers.length} order, phone and tracking numbers, ${hits.length} false hits`)
    expect(hits.length).toBeLessThanOrEqual(100)
    expect(redact('tracking 9400111899223456789012').text).toBe('tracking 9400111899223456789012')
  })

  test('what stands around the card stays as it was typed', () => {
    expect(redact('2 blue mugs, pay with 4242 4242 4242 4242 cvv 123, ship to home')).toEqual({
      text: `2 blue mugs, pay with ${CARD_MARK}, ship to home`,
      found: ['card'],
    })
    expect(redact('order for jane.doe@example.com: 2 MUG-BLUE-11OZ')).toEqual({
      text: 'order for jane.doe@example.com: 2 MUG-BLUE-11OZ',
      found: [],
    })
  })
})

/** Built from pieces, so that no file of this project ever contains a whole secret, real or not. */
const secrets: readonly (readonly [string, string])[] = [
  ['a Slack bot token', ['xoxb', '1234567890', 'abcdefGHIJKL'].join('-')],
  ['a Slack app token', ['xapp', '1', 'A0123', 'abcdef0123456789'].join('-')],
  ['a Discord bot header', `Bot ${'M'.repeat(24)}.${'x'.repeat(6)}.${'y'.repeat(27)}`],
  ['a Discord token', `${'M'.repeat(24)}.${'x'.repeat(6)}.${'y'.repeat(38)}`],
  ['a Stripe key', ['sk', 'live', 'a1b2c3d4e5f6g7h8'].join('_')],
  ['a bearer header', `Bearer ${'abc123'.repeat(6)}`],
  ['a JSON Web Token', `${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0In0.${'s'.repeat(43)}`],
  ['a GitHub token', `ghp_${'a1'.repeat(18)}`],
  ['a database address with a password', 'postgresql://parley:hunter2@db.example/parley'],
]
describe('pasted secrets', () => {
  test.each(secrets)('%s is removed', (_name, secret) => {
    const { text, found } = redact(`look: ${secret} ok`)
    expect(found).toEqual(['token'])
    expect(text).toContain(TOKEN_MARK)
    expect(text).not.toContain(secret.slice(-8))
  })
  test('SKUs, addresses, codes and links are kept', () => {
    const plain = 'add 2 HOOD-BLACK-L, coupon SPRING-20, see https://shop.example/a?b=c, risk_free_returns, Bot please help'
    expect(redact(plain)).toEqual({ text: plain, found: [] })
  })
  test('the longest text there can be never runs away, whatever it consists of', () => {
    for (const text of [
      '4'.repeat(2_000),
      '4 '.repeat(1_000),
      'eyJ.'.repeat(500),
      'a:'.repeat(1_000),
      '1-'.repeat(1_000),
      '4242 '.repeat(400),
      'a://'.repeat(500),
    ]) {
      const start = performance.now()
      redact(text)
      expect(performance.now() - start).toBeLessThan(RUNAWAY)
    }
  })
})
