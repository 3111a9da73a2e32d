// Where an order goes, as people say it: one message, several, or piece by piece with other talk
// between; and what the card says of shipping, tax and tips for that place and no other.
import { expect, test } from 'vitest'
import { world } from '#test/support/world.ts'

const shop = await world({})
let threads = 0
const talk = async (user: string, ...said: readonly string[]): Promise<readonly string[]> => {
  threads += 1
  const heard: string[] = []
  for (const text of said) heard.push(await shop.say(user, `terminal:places-${threads}`, text))
  return heard
}
const guest = (...said: readonly string[]) => talk(`terminal:guest:place${threads}`, '2 blue 11oz mugs', ...said)

test('an e-mail address typed with the address is the contact, for a rep and for a guest', async () => {
  const typed = 'Ruth Ash, 9 Elm St, Salem, OR 97301, ruth@example.org'
  const [, , rep] = await talk('terminal:sam', 'guest', '2 blue 11oz mugs', `ship to ${typed}`)
  expect(rep).toContain('Guest: ruth@example.org')
  expect(rep).toContain('Ship to: Ruth Ash, 9 Elm St, Salem, OR 97301\n')
  const [, own] = await guest(typed)
  expect(own).toContain('Contact: ruth@example.org')
  expect(own).toContain('Ship to: Ruth Ash, 9 Elm St, Salem, OR 97301\n')
})

test('a rep who types an address with the e-mail of an account is asked whose order it is', async () => {
  const [, , answer] = await talk(
    'terminal:sam',
    'guest',
    '2 blue 11oz mugs',
    'ship to Ruth Ash, 9 Elm St, Salem, OR 97301, jane.doe@example.com',
  )
  expect(answer).toMatch(/jane\.doe@example\.com (?:has|belongs)|Use that account|account/i)
  expect(answer).toContain('Salem, OR 97301')
})

test('a part of an address stays open and is completed piece by piece, whatever is said between', async () => {
  const [, asked, , , postcode, , none, done] = await guest(
    'ship to Ann Roe, 1 Rue Guy, Montreal',
    'what is the total?',
    'QC',
    'canada',
    'and a cream tote',
    'no postcode',
    'H3G 1A1',
  )
  expect(asked).toContain('Canada, I still need the province')
  expect(postcode).toContain('For the ship-to address, Canada, I still need the postal code, like M5V 2T6')
  expect(none).toContain('I still need the postal code')
  expect(done).toContain('Ship to: Ann Roe, 1 Rue Guy, Montreal QC H3G 1A1, Canada')
})

test('the country may come before the province', async () => {
  const [, , province, postcode] = await guest('ship to Ann Roe, 1 Rue Guy, Montreal', 'canada', 'QC')
  expect(province).toContain('Canada, I still need the province')
  expect(postcode).toContain('the postal code')
})

test('Dubai, AE is the Emirates, and that nothing is delivered there is said at once', async () => {
  const [, card, placed] = await guest('ship to Ann Roe, 5 Sheikh Zayed Road, Dubai, AE', 'guest ann@example.com')
  expect(card).toContain('Ship to: Ann Roe, 5 Sheikh Zayed Road, Dubai, United Arab Emirates')
  expect(card).toContain('We do not deliver to United Arab Emirates. Choose another address, or pick it up.')
  expect(card).not.toMatch(/for free shipping|Import duties/)
  expect(placed).toContain('Next: choose how it travels: "method pickup".')
})

test('methods and tips are those of the place', async () => {
  const [before, express, , bonn] = await guest(
    'express',
    'guest ann@example.com',
    'ship to Ann Roe, Hauptstr. 5, 53111 Bonn, Germany',
  )
  expect(before).toContain('add 51.00 for free shipping')
  expect(express).toMatch(/Shipping, Express, .*to come/)
  expect(express).toMatch(/Tax +to come/)
  expect(bonn).toMatch(/no longer possible here, was 14\.95 +to come/)
  expect(bonn).toContain('Next: choose how it travels: "method pickup" or "method international".')
  expect(bonn).not.toContain('for free shipping')
  expect(bonn).not.toContain('method express')
})

const CARD = 'Ship to: Priya Nair, 14 Kings Road, Bristol, BS1 4DK, United Kingdom'
test.each([
  'ok ship it to 14 Kings Road, Bristol BS1 4DK UK, phone is 0117 496 0123',
  'ship to 14 Kings Road, Bristol BS1 4DK, U.K.',
  'ship to 14 Kings Road, Bristol BS1 4DK England',
  'ship to 14 Kings Road, Bristol BS1 4DK uk',
  'ship to Bristol, 14 Kings Road, BS1 4DK',
  'can we send it to her at 14 Kings Road, Bristol BS1 4DK UK',
  'ship to 14 Kings Road, Bristol BS1 4DK, United Kingdom, attn Priya Nair',
])('"%s" is a whole address abroad', async (said) => {
  const [, , card] = await talk('terminal:sam', '2 blue 11oz mugs', 'guest Priya Nair priya.nair@example.org', said)
  expect(card).toMatch(/Ship(?: to:|) /)
  expect(card).not.toContain('I still need')
  const [, , , shown] = await talk(
    'terminal:sam',
    '2 blue 11oz mugs',
    'guest Priya Nair priya.nair@example.org',
    said,
    'show',
  )
  expect(shown).toContain(CARD)
})

test.each([
  'do you ship to the uk?',
  'how much is shipping to the uk',
  'how much is shipping to germany',
  'how much is shipping to munich',
])('"%s" tells the rate', async (said) => {
  const [answer] = await talk('terminal:sam', said)
  expect(answer).toContain('International: 24.95')
  expect(answer).not.toContain('Which country')
})

test('while a part of an address is asked for, a sentence is what it says, and the question stays open', async () => {
  const [, , asked, express, cheaper, fiver, done] = await talk(
    'terminal:sam',
    '2 blue 11oz mugs',
    'guest Priya Nair priya.nair@example.org',
    'ship to 14 Kings Road, Portland',
    'what if we send it express',
    'alright go with the cheaper one',
    'no code then. can you knock a fiver off, she waited two weeks for the last one',
    'OR 97201',
  )
  expect(asked).toContain('I still need the state')
  expect(express).toContain('Express: ')
  expect(cheaper).toContain('Shipping: Standard')
  expect(cheaper).toContain('I still need the state')
  expect(fiver).toMatch(/above your limit|5\.00 off|limit/)
  expect(fiver).toContain('I still need the state')
  expect(done).toContain('Portland, OR 97201')
})

test('it is for somebody whose name is said while the town is asked for: the name, and no town', async () => {
  const [, , asked, done] = await guest('14 Kings Road', "it's for my sister, Lena Hart", 'Bristol BS1 4DK')
  expect(asked).toContain('I still need the city')
  expect(done).toContain('Ship to: Lena Hart, 14 Kings Road, Bristol, BS1 4DK, United Kingdom')
})
