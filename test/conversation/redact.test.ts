import { describe, expect, test } from 'vitest'
import { cleanText } from '#conversation/edge/clean.ts'
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
const digits = (count: number, next: (below: number) => number) =>
  Array.from({ length: count }, () => next(10)).join('')

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
const fullwidth = (number: string) =>
  number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
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

const halves = (number: string, by: string) => `${number.slice(0, 8)}${by}${number.slice(8)}`
const uneven = (number: string, size: number, by: string) =>
  (number.match(new RegExp(`\\d{1,${size}}`, 'g')) ?? []).join(by)
const HOSTILE: readonly ((number: string) => string)[] = [
  (number) => `${number}exp 12/29`,
  (number) => `${number}exp12/29cvv123`,
  (number) => `${number}cvv 123`,
  (number) => `${number} cvc2:9876`,
  (number) => `cvv 123, card ${number}`,
  ...[
    '|',
    '•',
    ':',
    ';',
    '+',
    '~',
    '=',
    '>',
    '\\',
    '<>',
    ' | ',
    ' - ',
    '--',
    ' • ',
    '...',
    ', ',
    '\u2026',
    '\u00b7',
    '\u2014',
    '🙂',
    '💳 ',
  ].map((by) => (number: string) => fours(number, by)),
  (number) => fours(number, 'x'),
  (number) => fours(number, ' x '),
  (number) => `abc${number}`,
  (number) => `${number}abc`,
  (number) => `card${number}thanks`,
  (number) => `visa:${number};exp:12/29`,
  (number) => `#${number}`,
  (number) => `my${fours(number, ' ')}card`,
  (number) => halves(number, ' '),
  (number) => `${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`,
  (number) => `${number.slice(0, 4)} ${number.slice(4)}`,
  (number) => uneven(number, 6, ' '),
  (number) => uneven(number, 5, '-'),
  (number) => uneven(number, 3, ' '),
  (number) => uneven(number, 2, '.'),
  (number) => [...number].join('-'),
  (number) => [...number].join(' • '),
  (number) => `(${number.slice(0, 4)})(${number.slice(4, 8)})(${number.slice(8, 12)})(${number.slice(12)})`,
  (number) => `**${number.slice(0, 4)}** **${number.slice(4, 8)}** **${number.slice(8, 12)}** **${number.slice(12)}**`,
  (number) => `tracking ${number}`,
  (number) => `order ${number}`,
  (number) => `order number: ${fours(number, ' ')}`,
  (number) => `iban ${fours(number, ' ')}`,
  (number) => `DE${number}`,
  (number) => `ref ${number}, 2 mugs`,
  (number) => `serial${fours(number, '-')}`,
  (number) => `2 mugs for 10001, ${number}, ship to 97301`,
  (number) => `ship to 12 Oak St, Salem, OR 97301, ${number}`,
  (number) => `call +1 503 555 0188, ${number}`,
  (number) => `10002 ${fours(number, ' ')}`,
  (number) => fullwidth(`${number}cvv123`),
  (number) => number.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit))),
  (number) => [...number].map((digit) => `${digit}\ufe0f\u20e3`).join(''),
  (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
]
/** What the door makes of it before it looks for numbers. */
const clean = (typed: string): string => {
  const cleaned = cleanText(typed)
  return cleaned.ok ? cleaned.value : ''
}

type Next = (below: number) => number
const orderNumbers = (next: Next): readonly (() => string)[] => [
  () => `order ${10_001 + next(90_000)}`,
  () => `status ${digits(8, next)}`,
  () => `orders ${10_001 + next(900)}, ${10_001 + next(900)} and ${10_001 + next(900)}`,
  () => `orders ${40_001 + next(900)} ${40_001 + next(900)} ${40_001 + next(900)} ${40_001 + next(900)}`,
  () => `PO-${digits(6, next)}-${digits(8, next)}`,
  () => `invoice no ${digits(13, next)}`,
  () => `2026-11-${10 + next(20)} 10:${10 + next(50)}:${10 + next(50)}, ref ${digits(14, next)}`,
  () => `${1 + next(9)} mugs, ${digits(5, next)} ${digits(4, next)}`,
  () => `#${10_001 + next(90_000)}`,
]
const phoneNumbers = (next: Next): readonly (() => string)[] => [
  () => `+1 ${digits(3, next)} ${digits(3, next)} ${digits(4, next)}`,
  () => `+49 ${digits(4, next)} ${digits(8, next)}`,
  () => `+49 1512 ${digits(7, next)}`,
  () => `(${digits(3, next)}) ${digits(3, next)}-${digits(4, next)}`,
  () => `call +44 ${digits(4, next)} ${digits(6, next)} or +44 ${digits(4, next)} ${digits(6, next)}`,
  () =>
    `+1 (${digits(3, next)}) ${digits(3, next)}-${digits(4, next)}, +1 (${digits(3, next)}) ${digits(3, next)}-${digits(4, next)}`,
  () => `0049 ${digits(3, next)} ${digits(8, next)}`,
  () => `phone ${digits(10, next)}, zip ${digits(5, next)}`,
]
const upsNumber = (next: Next): string => {
  const body = digits(15, next)
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 2), 0)
  return `1Z${body}${(10 - (sum % 10)) % 10}`
}
const trackingNumbers = (next: Next): readonly (() => string)[] => [
  () => upsNumber(next),
  () => `tracking 94${digits(20, next)}`,
  () => `tracking number: ${fours(`94${digits(20, next)}`, ' ')}`,
  () => fours(`92${digits(18, next)}`, ' '),
  () => `fedex ${digits(15, next)}`,
  () => fours(digits(12, next), ' '),
  () => `JJD${digits(18, next)}`,
  () => `0034${digits(16, next)}`,
  () => `RR${digits(9, next)}GB`,
  () => `TBA${digits(12, next)}`,
]
/** Its two check digits make the remainder by 97 one. */
const accountNumber = (country: string, body: string): string => {
  const rest = BigInt(`${body}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n
  return `${country}${String(98n - rest).padStart(2, '0')}${body}`
}
const accountNumbers = (next: Next): readonly (() => string)[] => [
  () => accountNumber('DE', digits(18, next)),
  () => (accountNumber('DE', digits(18, next)).match(/.{1,4}/g) ?? []).join(' '),
  () => `iban ${(accountNumber('GB', `NWBK${digits(14, next)}`).match(/.{1,4}/g) ?? []).join(' ')}, thanks`,
  () => accountNumber('ES', digits(20, next)),
  () => (accountNumber('FR', digits(23, next)).match(/.{1,4}/g) ?? []).join('-'),
  () => `please refund to ${accountNumber('NL', `ABNA${digits(10, next)}`)}`,
  () => accountNumber('AT', digits(16, next)).toLowerCase(),
]
/** As people write an order: quantities, sizes, an address, a phone, a reference, a day. */
function orderMessage(next: Next): string {
  const one = (list: readonly string[]): string => list[next(list.length)] ?? ''
  const items = Array.from(
    { length: 1 + next(4) },
    () =>
      `${1 + next(40)} ${one(['blue 11 oz mugs', 'MUG-BLUE-11OZ', 'x 20ct tea', 'size 42 shirts', '4052783_BLOCK', 'USB-C cables 2 m'])}`,
  )
  const zip = digits(5, next)
  const address = one([
    `${1 + next(9_999)} Oak St, Apt ${1 + next(40)}, Springfield, IL ${zip}-${digits(4, next)}`,
    `${1 + next(9_999)} SW 4th Ave #${digits(3, next)}, Portland, OR ${zip}`,
    `Hauptstr. ${1 + next(99)}, ${zip} Berlin`,
  ])
  const phone = one([
    `+1 ${digits(3, next)} ${digits(3, next)} ${digits(4, next)}`,
    `(${digits(3, next)}) ${digits(3, next)}-${digits(4, next)}`,
    digits(10, next),
    `+49 1512 ${digits(7, next)}`,
  ])
  const extra = one([
    `PO ${digits(8, next)}`,
    `deliver by ${1 + next(12)}/${1 + next(28)}/2026`,
    `order ${10_001 + next(9_000)} was the last one`,
    `take ${next(9)}.${digits(2, next)} off`,
    `between 10:00 and 12:30`,
    upsNumber(next),
  ])
  const parts = [items.join(one([', ', ' and ', '\n'])), `ship to ${address}`, phone, extra]
  return parts.join(one([', ', '\n', '; ', ' ']))
}

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
      return (
        !found.includes('card') ||
        !text.includes(CARD_MARK) ||
        left.includes(number.slice(-6)) ||
        /\b123\b|9876/.test(text)
      )
    })
    console.log(`redaction: ${strings.length} card strings, ${missed.length} missed`)
    expect(missed.map(({ typed }) => typed)).toEqual([])
    expect(strings).toHaveLength(300)
  })

  test('however hostile the writing: glued letters, odd marks, uneven groups, check values and expiries beside it', () => {
    const next = random(77)
    const missed = HOSTILE.flatMap((write) =>
      PREFIXES.slice(0, 8).flatMap(([prefix, length]) => {
        const number = withCheckDigit(prefix + digits(length - prefix.length - 1, next))
        const { text } = redact(clean(write(number)))
        return text.replace(/\D/g, '').includes(number.slice(-6)) || /\b(?:123|9876)\b|12\/29/.test(text)
          ? [write(number)]
          : []
      }),
    )
    console.log(`redaction: ${HOSTILE.length * 8} hostile writings, ${missed.length} missed`)
    expect(missed).toEqual([])
  })

  test.each([
    '4111&nbsp;1111\u200b1111 1111',
    '4111&#160;1111&#xA0;1111&ZeroWidthSpace;1111',
    '4111&nbsp;&nbsp;&nbsp;1111&nbsp;1111&nbsp;1111',
  ])('marks that are written out stand between its digits like any other: %s', (typed) => {
    expect(redact(typed).text).toBe(CARD_MARK)
  })

  test('at most 1 in 100 of 10 000 order, phone, tracking and account numbers, a quarter each, is taken for a card', () => {
    const next = random(42)
    const kinds = [orderNumbers(next), phoneNumbers(next), trackingNumbers(next), accountNumbers(next)]
    const hits = kinds.map((shapes) =>
      Array.from({ length: 2_500 }, (_, at) => (shapes[at % shapes.length] ?? (() => ''))()).filter(
        (typed) => redact(clean(typed)).found.length > 0,
      ),
    )
    const all = hits.flat().length
    console.log(
      `redaction: 10000 order, phone, tracking and account numbers, ${all} false hits (${hits.map((some) => some.length).join(', ')})`,
    )
    expect(all).toBeLessThanOrEqual(100)
    expect(hits[3]).toEqual([])
    expect(redact('tracking 9400111899223456789012').text).toBe('tracking 9400111899223456789012')
  })

  test('at most 1 in 100 of 2 000 whole order messages, each with several numbers, has one taken for a card', () => {
    const next = random(4_711)
    const hits = Array.from({ length: 2_000 }, () => orderMessage(next)).filter(
      (typed) => redact(clean(typed)).found.length > 0,
    )
    console.log(`redaction: 2000 order messages, ${hits.length} false hits`)
    expect(hits.length).toBeLessThanOrEqual(20)
  })

  test.each([
    'my card is four two four two four two four two four two four two four two four two, thanks',
    'my card is forty-two forty-two forty-two forty-two forty-two forty-two forty-two forty-two, thanks',
    'my card is Four Two Four Two / 4242 / four two four two / 4242, thanks',
    'my card is fourtwofourtwofourtwofourtwofourtwofourtwofourtwofourtwo, thanks',
    'my card is four one one one - one one one one - one one one one - one one one one, thanks',
  ])('said in words it is removed as well: "%s"', (text) => {
    expect(redact(text)).toEqual({ text: 'my card is [card number removed], thanks', found: ['card'] })
  })

  test.each([
    'one two, three four five six seven eight nine',
    'call me at two one seven five five five oh one eight eight please',
    'forty two blue mugs, one red one and two tens',
  ])('words that count or name a phone number stay: "%s"', (text) => {
    expect(redact(text)).toEqual({ text, found: [] })
  })

  test.each([
    '4OOO O566 5566 5556',
    '4Z4Z 4242 4242 4Z4Z',
    'four two four two, four two four two, four two four two, four two four two',
    `${'double four '.repeat(7)}four eight`,
    'first 4242 4242 last 4242 4242',
    'first half 4242 4242 and the last half is 4242 4242',
    '4242 4242 and the last eight are 4242 4242',
    'ends in 4242, starts with 4242 4242 4242',
  ])('"%s" is one', (writing) => {
    const cleaned = cleanText(writing)
    expect(cleaned.ok && redact(cleaned.value).text).toContain(CARD_MARK)
    expect(cleaned.ok && redact(cleaned.value).text).not.toMatch(/4242 4242|OO56|double four|four two/)
  })

  test.each([
    'cvv 737',
    'my cvc: 123',
    'security code 999',
    'CVN: 863',
    'ccv 752',
    'her cvv2 code 974 please',
    'security code: 5 2 8',
    'c v v 539',
    'cvv is seven three seven',
    'security code is four one nine',
    'verification number 641',
    'the security code is 1234',
    'card code 321',
    '737 is the cvv',
    'the three digits on the back are 123',
    'the code is four one nine',
    'the code is 419',
    'code: 419',
    'my code 4190',
    '12/27 385',
    'exp 12/27, 496',
    'expires 12/2027 code 496',
    'the back says 517',
    'on the back it says 517',
    '517 on the back',
    'the back of the card reads five one seven',
    "the security number's 7-3-7",
    'her csc 381',
    'on the reverse it reads 229',
    'the last three on the signature strip are five one nine',
    'verification value 664',
    'code: eight hundred twelve',
    'the number under the signature is 517',
    'the little number is 828',
    'CVV=seven,three,seven',
    'c.v.v. 7 3 7',
    'sec code 737',
    'comment secure code nine nine one',
    'memo the three digits: 1, 2, 3',
    'memo pin is 4821',
    'gift message: code seven three seven',
    'cvv is 700 plus 37',
    'cvc seven thirty-seven',
  ])('a security code by itself: "%s"', (writing) => {
    expect(redact(writing).text).toContain(CARD_MARK)
    expect(redact(writing).text).not.toMatch(/\d|seven|nine|twelve/)
  })

  test.each([
    'the gate security code 4512',
    'security code 4711 at the front door',
    'door code 1234',
    'code SAVE10',
    'leave it at the side door, the code is 4411',
    'the code is 4411 for the gate',
    'the zip code is 9730',
    'area code 309',
    'the code is SAVE10',
    'use code 1234',
    '12/27 for 385 Elm St',
    'cw 737 mugs',
    'pins: 120',
    'the three digits 200 mugs',
    '2 mugs, csc',
    'sixteen oh eight Elm St',
    'order starts 10001 ends 10020',
    'deliver 12/27, 200 mugs',
    'the 2 mugs on the back seat',
    'the back says 1984',
    'engrave it, the back says 517',
    'order 10001 and 10002',
    'SIZE 10 S 12 L',
  ])('"%s" is none', (writing) => expect(redact(writing).text).toBe(writing))

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
    const plain =
      'add 2 HOOD-BLACK-L, coupon SPRING-20, see https://shop.example/a?b=c, risk_free_returns, Bot please help'
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
      '4 x '.repeat(500),
      'DE42 '.repeat(400),
      '+4 2 '.repeat(400),
      'orders 10001, '.repeat(140),
      `orders ${'10001, '.repeat(280)}`,
      '4        '.repeat(220),
    ]) {
      const start = performance.now()
      redact(text)
      expect(performance.now() - start).toBeLessThan(RUNAWAY)
    }
  })
})
