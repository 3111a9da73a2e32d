// Facts about a person and choices of a person, through the engine on PostgreSQL: a phone number or
// an e-mail address that is said of the buyer never makes somebody else of them, and [Stay a guest]
// makes the guest it names. Next: src/domain/draft/decide/decide-contact.ts,
// src/conversation/resolve/customer.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { world } from '#test/support/world.ts'

const shop = await world()
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
let threads = 0
const thread = (): string => `terminal:who-${++threads}`
const buyerOf = async (where: string): Promise<Readonly<Record<string, unknown>>> => {
  const [row] = await shop.rows<{ buyer: Record<string, unknown> }>(
    `select state->'content'->'buyer' as buyer from draft where last_thread = $1 order by ref desc limit 1`,
    [where],
  )
  return row?.buyer ?? {}
}
const accountOf = async (number: string) =>
  (
    await shop.rows<{ email: string; phone: string | null }>('select email, phone from customer where number = $1', [
      number,
    ])
  )[0]

describe('a fact about a person is not a choice of person', () => {
  test('a number to ring her at goes to the order; the company keeps its order, its tax exemption and its invoice', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for C-1002: 2 blue 11oz mugs')
    const before = await shop.say(SAM, desk, 'pay invoice PO-77')
    const total = /· ([\d.]+) USD · ready/.exec(before)?.[1]
    const account = await accountOf('C-1002')
    for (const words of [
      'ring her at +1 309 555 0188',
      'call him on +1 309 555 0189',
      'his phone is +1 309 555 0190',
    ]) {
      const said = await shop.say(SAM, desk, words)
      expect(said).toContain('for this order')
      expect(said).toContain(`· ${total} USD · ready`)
    }
    expect(await buyerOf(desk)).toMatchObject({ kind: 'registered', number: 'C-1002', phone: '+13095550190' })
    const placed = await shop.say(SAM, desk, 'place')
    const number = Number(/order (\d{5}) placed/.exec(placed)?.[1])
    const order = await shop.store.queries.order(number)
    expect(order).toMatchObject({ customerNumber: 'C-1002', payment: { choice: { kind: 'invoice' } }, tax: 0 })
    expect(order?.buyer).toMatchObject({ phone: '+13095550190' })
    expect(await accountOf('C-1002')).toEqual(account)
  })

  test('a changed number and a changed e-mail address are the account’s from the submit on, when staff say so', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
    expect(await shop.say(SAM, desk, 'change her phone number to +1 217 555 0199')).toContain('kept with the account')
    expect(await shop.say(SAM, desk, 'change her e-mail to jane.new@example.com')).toContain('kept with the account')
    expect(await buyerOf(desk)).toMatchObject({ kind: 'registered', number: 'C-1001' })
    expect((await accountOf('C-1001'))?.email).toBe('jane.doe@example.com')
    await shop.say(SAM, desk, 'place')
    expect(await accountOf('C-1001')).toEqual({ email: 'jane.new@example.com', phone: '+12175550199' })
    await shop.rows(`update customer set email = 'jane.doe@example.com' where number = 'C-1001'`)
  })

  test('an address that is another customer’s is named to the rep, and the order stays whose it was', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
    const other = await accountOf('C-1003')
    const said = await shop.say(SAM, desk, `change her e-mail to ${other?.email}`)
    expect(said).toMatch(/belongs to .*C-1003[\s\S]*stays Jane Doe's/)
    expect(await buyerOf(desk)).toMatchObject({ kind: 'registered', number: 'C-1001' })
  })

  test('a customer’s own number goes to the account, an e-mail address only to the order', async () => {
    const own = thread()
    const user = 'terminal:own-jane'
    await shop.rows(
      `insert into customer_link (user_key, customer_id) select $1, id from customer where number = 'C-1001'`,
      [user],
    )
    await shop.say(user, own, '2 blue 11oz mugs')
    expect(await shop.say(user, own, 'my new number is +1 217 555 0111')).toContain('kept with the account')
    expect(await shop.say(user, own, 'change my e-mail to jane.other@example.com')).toContain('for this order')
    expect(await buyerOf(own)).toMatchObject({ kind: 'registered', keep: ['phone'] })
  })

  test('a guest who changes a number or an address stays the same guest, with what they said before', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'guest Pat Lee pat@example.com')
    await shop.say(SAM, desk, '2 blue 11oz mugs')
    await shop.say(SAM, desk, 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US')
    await shop.say(SAM, desk, 'her phone is +1 309 555 0188')
    const said = await shop.say(SAM, desk, 'her new number is +1 309 555 0199')
    expect(said).toContain('9 Elm St')
    await shop.say(SAM, desk, 'her e-mail is patricia@example.com')
    expect(await buyerOf(desk)).toEqual({
      kind: 'guest',
      name: 'Pat Lee',
      email: 'patricia@example.com',
      phone: '+13095550199',
    })
    expect(await shop.say(SAM, desk, 'show')).toContain('9 Elm St')
  })

  test('before anybody is chosen, her e-mail address says who she is', async () => {
    const desk = thread()
    await shop.say(SAM, desk, '2 blue 11oz mugs')
    await shop.say(SAM, desk, 'her e-mail is jane.doe@example.com')
    expect(await buyerOf(desk)).toMatchObject({ kind: 'registered', number: 'C-1001' })
  })
})

describe('Stay a guest', () => {
  test('makes a guest with that address, and asks no more', async () => {
    const desk = thread()
    await shop.say(SAM, desk, '2 blue 11oz mugs')
    expect(await shop.say(SAM, desk, 'guest Jane D jane.doe@example.com')).toContain('[Stay a guest]')
    const said = await shop.press(SAM, desk, 'Stay a guest')
    expect(said).not.toContain('Use that account')
    expect(await buyerOf(desk)).toEqual({ kind: 'guest', name: 'Jane D', email: 'jane.doe@example.com' })
  })

  test('said with "no", over an earlier guest: nothing of the other person stays', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'guest Pat Lee pat@example.com')
    await shop.say(SAM, desk, '2 blue 11oz mugs')
    await shop.say(SAM, desk, 'guest jane.doe@example.com')
    await shop.say(SAM, desk, 'no')
    expect(await buyerOf(desk)).toEqual({ kind: 'guest', email: 'jane.doe@example.com' })
  })
})

describe('who is on the phone, and who says it', () => {
  const CALL =
    'hi, got a lady on the phone, name is Priya Nair, priya.nair@example.org, wants three of the blue mugs (big ones) and a hoodie in black, not sure which size yet'
  test.each(['she says medium', "he'd like medium", 'make that medium she says', 'ok so the customer said medium'])(
    'a name beside a new e-mail is the guest; the size is open until "%s"',
    async (said) => {
      const desk = thread()
      const first = await shop.say(SAM, desk, CALL)
      expect(first).not.toMatch(/No customer found|do not have/)
      expect(first).toContain('Pullover hoodie, black: which size?')
      expect(await buyerOf(desk)).toMatchObject({ kind: 'guest', name: 'Priya Nair', email: 'priya.nair@example.org' })
      const chosen = await shop.say(SAM, desk, said)
      expect(chosen).toContain('+1 Pullover hoodie, black, M')
      expect(chosen).not.toContain('What do you mean')
      const shown = await shop.say(SAM, desk, 'where does it stand')
      expect(shown).toContain('3 x Classic mug, blue, 15 oz')
      expect(shown).toContain('1 x Pullover hoodie, black, M')
    },
  )

  test('the name of an account beside its e-mail chooses the account', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'customer is Jane Doe jane.doe@example.com, she wants 2 blue 11oz mugs')
    expect(await buyerOf(desk)).toMatchObject({ kind: 'registered', number: 'C-1001' })
  })

  test.each([
    [
      'bulk order for a guest: Paul Grant, paul.grant@example.com, 24 navy hoodies, 8 each of m l xl',
      'Paul Grant',
      '8 x Pullover hoodie, navy, XL',
    ],
    ["got a guy calling, name's Omar, omar.d@example.com, he needs 2 cream totes", 'Omar', '2 x Tote bag, cream'],
    ['leo brown, leo.b@example.com, 2 cream totes', 'leo brown', '2 x Tote bag, cream'],
    ['customer C-1001 wants 2 cream totes', 'Jane Doe', '2 x Tote bag, cream'],
    ['the customer called, Jane Doe jane.doe@example.com, she needs 2 cream totes', 'Jane Doe', '2 x Tote bag, cream'],
  ])('"%s": who it is for, and what they want', async (said, name, line) => {
    const desk = thread()
    const heard = await shop.say(SAM, desk, said)
    expect(heard).not.toMatch(/do not have|did not understand|What do you mean/)
    expect(await buyerOf(desk)).toMatchObject({ name })
    expect(await shop.say(SAM, desk, 'show')).toContain(line)
  })

  test('"where does it stand" of an order that was placed is its status', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for C-1001: 2 cream totes')
    const placed = `${await shop.say(SAM, desk, 'place')} ${await shop.say(SAM, desk, 'yes')}`
    const number = /order (\d{5}) placed/.exec(placed)?.[1] ?? 'no order'
    expect(await shop.say(SAM, desk, 'where does it stand')).toContain(number)
  })

  test('a guest who says their name is that guest', async () => {
    const own = thread()
    await shop.say('terminal:guest:ana', own, '2 cream totes')
    await shop.say('terminal:guest:ana', own, 'my name is Ana Hart')
    expect(await buyerOf(own)).toMatchObject({ kind: 'guest', name: 'Ana Hart' })
  })

  test('words to be kept keep who said them', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for C-1001: 2 blue 11oz mugs')
    await shop.say(SAM, desk, 'take 1.00 off')
    expect(await shop.say(SAM, desk, 'she says it came late')).toContain('1.00 off')
    expect(await shop.say(SAM, desk, 'show')).toContain('Taken off: she says it came late')
  })

  test.each([
    [
      'can you knock a fiver off, she waited two weeks for the last one',
      '-5.00',
      'she waited two weeks for the last one',
    ],
    ['take a tenner off because the last one arrived broken', '-10.00', 'the last one arrived broken'],
    ['knock 5 bucks off, her parcel came late', '-5.00', 'her parcel came late'],
    ['give her ten percent off because she waited', '-11.80', 'she waited'],
  ])('"%s" is an amount off with that reason', async (said, amount, reason) => {
    const desk = thread()
    await shop.say('terminal:kim', desk, 'guest Ann Roe ann.roe@example.org')
    await shop.say('terminal:kim', desk, '10 blue 11oz mugs')
    await shop.say('terminal:kim', desk, 'add a cream tote')
    await shop.say('terminal:kim', desk, said)
    const shown = await shop.say('terminal:kim', desk, 'show')
    expect(shown).toContain(`Taken off: ${reason}`)
    expect(shown).toContain(amount)
    await shop.say('terminal:kim', desk, 'drop the discount again')
    expect(await shop.say('terminal:kim', desk, 'show')).not.toContain('Taken off')
  })

  test.each([
    "she'll pay by card, send her a link",
    "by card, I'll send a link",
    'card is fine, can you send the link',
    'lemme pay by card, send link pls',
  ])('"%s" is the link, and no stored card', async (said) => {
    const desk = thread()
    await shop.say(SAM, desk, '2 blue 11oz mugs')
    const paid = await shop.say(SAM, desk, said)
    expect(paid).toMatch(/payment link/i)
    expect(paid).not.toContain('stored card')
  })
})
