// Fractions and ranges are never another number, a measure is no count: the words, and through the
// engine into the cart.
import { describe, expect, test } from 'vitest'
import { brokenNumbers, withWholeDozens } from '#conversation/requests/words/whole-numbers.ts'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000 }) })
const SAM = 'terminal:sam'
let threads = 0
async function cartAfter(text: string) {
  const thread = `terminal:number-${++threads}`
  const answer = await shop.say(SAM, thread, text)
  const [row] = await shop.rows<{ lines: readonly (readonly [string, number])[] | null }>(
    `select json_agg(json_build_array(l->'sku', l->'quantity')) as lines from draft, jsonb_array_elements(state->'content'->'lines') l
     where last_thread = $1`,
    [thread],
  )
  return { answer, lines: row?.lines ?? [] }
}

describe('parts of a dozen', () => {
  test.each([
    ['1/2 dozen blue mugs', 6],
    ['half a dozen blue mugs', 6],
    ['half dozen blue mugs', 6],
    ['½ dozen blue mugs', 6],
    ['two and a half dozen blue mugs', 30],
    ['2 and a half dozen blue mugs', 30],
    ['2½ dozen blue mugs', 30],
    ['2 1/2 dozen blue mugs', 30],
    ['2.5 dozen blue mugs', 30],
    ['a dozen and a half blue mugs', 18],
    ['1/3 dozen blue mugs', 4],
    ['a dozen blue mugs', 12],
    ['two dozen blue mugs', 24],
  ])('"%s" is %i', async (text, quantity) => {
    expect((await cartAfter(text)).lines).toEqual([['MUG-BLUE-11OZ', quantity]])
  })
})

describe('no whole number', () => {
  test.each([
    '3/4 blue mugs',
    '½ blue mug',
    '1½ blue mugs',
    '2-3 blue mugs',
    '2 - 3 blue mugs',
    '2 to 3 blue mugs',
    'two or three blue mugs',
    '2.5 blue mugs',
    'between 4 and 6 blue mugs',
    'half a blue mug',
    'one and a half blue mugs',
  ])('"%s" is asked about and adds nothing', async (text) => {
    const { answer, lines } = await cartAfter(text)
    expect(lines).toEqual([])
    expect(answer).toMatch(/Which whole number do you mean by "/)
  })

  test.each([
    ['2 blue mugs and 3/4 red mugs', '3/4 red mugs', [['MUG-BLUE-11OZ', 2]]],
    ['1/2 beanies red and 1 tote black', '1/2 beanies red', [['TOTE-BLACK', 1]]],
  ])('of "%s" only "%s" is asked about, the rest is done', async (text, asked, sure) => {
    const { answer, lines } = await cartAfter(text)
    expect(lines).toEqual(sure)
    expect(answer).toContain(`Which whole number do you mean by "${asked}"?`)
  })

  test.each([
    'add 1/2 MUG-BLUE-11OZ',
    'add 2-3 MUG-BLUE-11OZ',
    'add ½ MUG-BLUE-11OZ',
    'add 1½ MUG-BLUE-11OZ',
    'add 24/7 MUG-BLUE-11OZ',
  ])('"%s" says what a quantity is', async (text) => {
    const { answer, lines } = await cartAfter(text)
    expect(lines).toEqual([])
    expect(answer).toContain('1 to 999 whole units')
  })

  test.each([
    'ship 2 to 9 Elm St, Salem, OR 97301',
    'change 2 to 3',
    'take 2.50 off',
    'it comes in 2-3 days',
    'open 9-5 pm',
    'call 217-555-0142',
    'a 1/2" bolt',
    'HOOD-BLACK-L',
    'on 12/24/2026',
  ])('in "%s" nothing is broken', (text) => {
    expect(brokenNumbers(text)).toEqual([])
  })

  test('what is no part of a dozen stays as it was typed', () => {
    expect(withWholeDozens('half the mugs, 1/7 dozen, a half')).toBe('half the mugs, 1/7 dozen, a half')
  })
})

describe('a number at a unit is a measure', () => {
  test.each([
    ['2 13" laptop sleeves', 2],
    ['13" laptop sleeve', 1],
    ['13 inch laptop sleeve', 1],
    ['two 180g tote bags in cream', 2],
    ['180g cream tote', 1],
    ['a 12LED cream tote', 1],
    ['6mm cream tote', 1],
    ['3 cream totes x 20ct', 3],
  ])('"%s" counts %i at most, and never its measure', async (text, quantity) => {
    const { answer, lines } = await cartAfter(text)
    expect(lines.filter(([, count]) => count !== quantity)).toEqual([])
    for (const measure of [13, 180, 12, 6, 20]) expect(answer).not.toMatch(new RegExp(`\\b${measure} x|[+]${measure} `))
  })
})

describe('what says something of a person or of a thing counts nothing', () => {
  test.each([
    'I am 42 and would like a black hoodie large',
    'black hoodie large, I am 42',
    'for my 6 year old a black hoodie, size L',
    'a black hoodie L for a 10 year old',
    'my son is 12 and wants a black hoodie L',
  ])('"%s" is one hoodie', async (text) => {
    expect((await cartAfter(text)).lines).toEqual([['HOOD-BLACK-L', 1]])
  })

  test.each([
    ['15 inch tote bag in cream', '15 inch'],
    ['blue mug 20 oz', '20 oz'],
    ['a teapot 2 litres', '2 litres'],
    ['a red cap for 20 dollars', '20 dollars'],
    ['black hoodie L delivered within 5 days', '5 days'],
    ['cream tote 40x40 cm', '40x40 cm'],
  ])('"%s" asks what was meant by its measure', async (text, measure) => {
    const { answer, lines } = await cartAfter(text)
    expect(lines).toEqual([])
    expect(answer).toContain(`What do you mean by "${measure}"?`)
    expect(answer).toContain('I read: 1 x')
  })

  test('how many people there are is asked about as a count, and a size is none', async () => {
    expect((await cartAfter("we're 5 in the office and want black hoodies in L")).answer).toContain('I read: 5 x')
    expect((await cartAfter('2 500 ml water bottles in black')).lines).toEqual([['BOT-BLACK-500ML', 2]])
  })
})

describe('a percentage is no count', () => {
  test.each(['make it 50% off please', '50 percent off the blue mugs', 'i want 50% blue mugs'])(
    '"%s" orders no fifty of anything',
    async (text) => {
      const thread = `terminal:number-${++threads}`
      await shop.say('terminal:guest:percent', thread, '2 blue mugs')
      expect(await shop.say('terminal:guest:percent', thread, text)).not.toContain('50 x')
      const [row] = await shop.rows<{ open: unknown; quantity: number }>(
        `select state->'pending' as open, (state#>>'{content,lines,0,quantity}')::int as quantity
         from draft where last_thread = $1`,
        [thread],
      )
      expect(row).toEqual({ open: null, quantity: 2 })
    },
  )
})

describe('a day, an hour, an age and a part of an address count nothing', () => {
  test.each([
    'my dad turns 60 on the 4th',
    'she turned 30 yesterday',
    'room 210',
    'floor 3',
    'suite 5',
    'unit 4B',
    'I live at number 12',
    '9 Elm St',
    'at 5 pm',
    'call at 9 pm',
    'we need it on the 12th',
    'by the 3rd of July',
    'I was born on May 7',
  ])('"%s" changes nothing of the cart and asks about no count', async (text) => {
    const thread = `terminal:apart-${++threads}`
    await shop.say(SAM, thread, 'add 1 TOTE-CREAM')
    await shop.say(SAM, thread, 'ship to Pat Lee, 9 Elm St, Salem, OR 97301')
    expect(await shop.say(SAM, thread, text)).not.toMatch(/I read|one question/)
    expect(await shop.say(SAM, thread, 'show')).toMatch(/1 x Tote bag, cream(?![\s\S]*one question)/)
  })

  test('a place in the cart is none either', async () => {
    const thread = `terminal:apart-${++threads}`
    for (const words of ['add 3 MUG-BLUE-11OZ', 'add 1 TOTE-CREAM', 'make the 2nd 5'])
      await shop.say(SAM, thread, words)
    const card = await shop.say(SAM, thread, 'show')
    expect(card).toContain('3 x Classic mug')
    expect(card).toContain('5 x Tote bag')
  })

  test('a measure that is the name of an item counts nothing beside its count', async () => {
    expect((await cartAfter('3 2m usb cables')).lines).toEqual([['USBC-2M', 3]])
  })
})
