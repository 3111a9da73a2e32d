// Every plain command with a valid, an invalid and no argument, as a rep, a customer and a guest:
// each is answered, a bad argument by what is wrong with it, nothing is changed by it and nothing
// fails. The rows are bound to the table of commands and to its rules, so that a new command must
// be here.
import { describe, expect, test } from 'vitest'
import { type CommandName, SAID_COMMANDS, SHAPES, USAGE } from '#conversation/requests/words/plain-commands.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 3 }) })
const SKUS = new Set(demoWith().variants.map(({ sku }) => sku))

/**
 * Well typed, in its everyday forms; badly typed, with what the answer to a rep must say; `alone`:
 * what it means without an argument.
 */
type Row = {
  readonly valid: readonly string[]
  readonly invalid: readonly (readonly [string, RegExp])[]
  readonly alone?: RegExp
}
const USAGE_OF = /"[a-z ]+" (?:takes|needs) /
const ROWS = {
  add: {
    valid: ['add 2 MUG-BLUE-11OZ', '3 MUG-BLUE-11OZ, 1 TOTE-CREAM'],
    invalid: [
      ['add 1.5 MUG-BLUE-11OZ', /1 to 999 whole units/],
      ['add 2 NOSUCH-1', /no item "NOSUCH-1"/],
    ],
  },
  set: {
    valid: ['set MUG-BLUE-11OZ 3'],
    invalid: [
      ['set NOPE 2', /"set" takes .*not "NOPE 2"/],
      ['set TOTE-CREAM 2', /"TOTE-CREAM" is not in the cart/],
      ['set CAP-RED abc', /"set" takes .*not "CAP-RED abc"/],
      ['set CAP-RED', USAGE_OF],
      ['set MUG-BLUE-11OZ two', USAGE_OF],
      ['set 10002 MUG-BLUE-11OZ two', USAGE_OF],
      ['set 10002 blue mug two', USAGE_OF],
    ],
  },
  remove: { valid: ['remove MUG-BLUE-11OZ'], invalid: [['remove NOSUCH-1', /"NOSUCH-1" is not in the cart/]] },
  'remove coupon': {
    valid: ['remove coupon SAVE10'],
    invalid: [['remove coupon NOPE', /no NOPE to remove/]],
    alone: /no coupon to remove|coupon/,
  },
  note: {
    valid: ['note MUG-BLUE-11OZ gift wrap'],
    invalid: [
      ['note TOTE-CREAM gift wrap', /"TOTE-CREAM" is not in the cart/],
      ['note MUG-BLUE-11OZ', /What should the note on Classic mug, blue, 11 oz say\?/],
      ['note MUG-BLUE-11OZ 4929 1234 5678 9015', /What should the note on Classic mug/],
    ],
    alone: /What should the note on Classic mug, blue, 11 oz say\?/,
  },
  customer: { valid: ['customer C-1001'], invalid: [['customer C-9999', /No customer found for "C-9999"/]] },
  'order for': {
    valid: ['order for C-1001', 'C-1001: 2 MUG-BLUE-11OZ'],
    invalid: [['order for C-9999', /No customer found for "C-9999"/]],
  },
  guest: {
    valid: ['guest pat@example.com'],
    invalid: [['guest pat@', /"pat@" is not an e-mail address|"guest" takes/]],
    alone: /Guest|Nothing changed/,
  },
  register: {
    valid: ['register Pat Lee pat@example.com'],
    invalid: [['register Pat Lee pat@', USAGE_OF]],
    alone: /register|account/i,
  },
  'resend the confirmation': {
    valid: ['resend the confirmation to jane@example.com', 'send the confirmation of 10001 to her'],
    invalid: [
      ['resend the confirmation to jane', /"jane" is no e-mail address/],
      ['resend the confirmation of 10001 to not-an-address', /"not-an-address" is no e-mail address/],
    ],
    alone: /Which order|No mail is connected|was not found/,
  },
  'resend the link': {
    valid: ['resend the link to jane@example.com', 'resend the link of 10001 to the customer'],
    invalid: [['resend the link 10001 to not-an-address', /"not-an-address" is no e-mail address/]],
    alone: /Which order|No payment provider|was not found/,
  },
  'ship to': {
    valid: ['ship to Pat Lee, 9 Elm St, Salem, OR 97301'],
    invalid: [['ship to nowhere', /no address called "nowhere"/]],
  },
  'bill to': {
    valid: ['bill to same', 'bill to Pat Lee, 9 Elm St, Salem, OR 97301'],
    invalid: [['bill to nowhere', /no address called "nowhere"/]],
  },
  method: {
    valid: ['method express'],
    invalid: [
      ['method rocket', /no shipping method "rocket"/],
      ['method by air', /"method" takes .*not "by air"/],
    ],
  },
  pay: { valid: ['pay link', 'pay invoice PO-77'], invalid: [['pay bananas', USAGE_OF]] },
  coupon: { valid: ['coupon SAVE10'], invalid: [['coupon NOPE', /NOPE/]] },
  take: { valid: ['take 1.00 off: damaged'], invalid: [['take 0.001 off: damaged', /too many decimals/]] },
  shipping: {
    valid: ['shipping 5.00: damaged'],
    invalid: [['shipping -1: damaged', /cannot be below zero|is not an amount|above zero/]],
  },
  price: {
    valid: ['price MUG-BLUE-11OZ 11.60: damaged'],
    invalid: [
      ['price NOPE 27: damaged', /"price" takes .*not "NOPE 27: damaged"/],
      ['price MUG-BLUE-11OZ lots', USAGE_OF],
    ],
  },
  quote: {
    valid: ['quote 14 days'],
    invalid: [
      ['quote 9999 days', /1 to 90/],
      ['quote 1.5 days', /"quote" takes .*1 to 90, not "1.5 days"/],
    ],
    alone: /quote/i,
  },
  comment: {
    valid: ['comment ring the bell', 'comment 10001 ring the bell'],
    invalid: [
      ['comment 10001', /Order 10001 was not found/],
      ['comment 10001 4929 1234 5678 9015', /Order 10001 was not found/],
    ],
    alone: /What should the comment say\?/,
  },
  memo: {
    valid: ['memo caller was kind', 'memo 10001 caller was kind'],
    invalid: [['memo 10001', /Order 10001 was not found/]],
    alone: /What should the internal memo say\?/,
  },
  resume: {
    valid: ['resume 1'],
    invalid: [
      ['resume 999', /no open draft/i],
      ['resume mine', /"resume" takes .*not "mine"/],
    ],
  },
  'give to': {
    valid: ['give to lee'],
    invalid: [
      ['give to nobody', /nobody/],
      ['give to lee and kim', USAGE_OF],
    ],
  },
  status: {
    valid: ['status 1042', 'show 1042', "what's happening with 1042?"],
    invalid: [['status 99999', /99999 was not found/]],
    alone: /Which order|Order/,
  },
  find: { valid: ['find blue mug'], invalid: [['find xyzzy', /xyzzy/]] },
  stock: { valid: ['stock HOOD-BLACK-L'], invalid: [['stock xyzzy', /xyzzy/]] },
  'stock receive': {
    valid: ['stock receive HOOD-BLACK-L 3'],
    invalid: [['stock receive HOOD-BLACK-L lots', USAGE_OF]],
  },
  'stock set': { valid: ['stock set HOOD-BLACK-L 3'], invalid: [['stock set HOOD-BLACK-L -3', USAGE_OF]] },
  'price set': {
    valid: ['price set BEANIE-GREY 15.50', 'price set BEANIE-GREY 14'],
    invalid: [
      ['price set BEANIE-GREY 1.2.3', /is not a price|may not/],
      ['price set NO-SUCH-1 2.00', /There is no SKU NO-SUCH-1|may not/],
    ],
  },
  'product off': {
    valid: ['product off BEANIE-GREY'],
    invalid: [['product off nonsense', /There is no SKU nonsense|may not/]],
  },
  'product on': {
    valid: ['product on BEANIE-GREY'],
    invalid: [['product on nonsense', /There is no SKU nonsense|may not/]],
  },
  'stock expect': {
    valid: ['stock expect HOOD-BLACK-L 3 2030-12-14'],
    invalid: [['stock expect HOOD-BLACK-L 3 soon', USAGE_OF]],
  },
  'why not': { valid: ['why not FREE75'], invalid: [['why not XYZZY', /XYZZY/]] },
  refund: {
    valid: [
      'refund 1042 1.00: goodwill',
      'refund 1.00 from 1042',
      'refund 1042 shipping: goodwill',
      'refund shipping from 1042: goodwill',
    ],
    invalid: [
      ['refund 1042: goodwill', /"refund" takes .*amount, not "1042: goodwill"/],
      ['refund 99999 1.00', /99999 was not found/],
    ],
  },
  paid: { valid: ['paid 1042 20.00 cash'], invalid: [['paid 1042 20.00 card ref', USAGE_OF]], alone: /./ },
  'part paid': {
    valid: ['part paid 1042 5.00 card, ref 8837'],
    invalid: [['part paid 1042 5.00 card ref 4929 1234 5678 9015', USAGE_OF]],
    alone: /./,
  },
  refunded: { valid: ['refunded 1042 5.00 cash'], invalid: [['refunded 1042 banana', USAGE_OF]], alone: /./ },
  return: {
    valid: ['return 1042 1 MUG-BLUE-11OZ', 'return 1 blue mug from 1042', 'return 1042', 'no return 1042'],
    invalid: [['return 1042 1 TOTE-CREAM', /TOTE-CREAM/]],
  },
  received: {
    valid: ['received 1042 1 MUG-BLUE-11OZ', 'received 1 blue mug from 1042'],
    invalid: [['received 1042', /"received" takes .*not "1042"/]],
  },
  exchange: {
    valid: ['exchange 1042 HOOD-BLACK-L for HOOD-BLACK-XL', 'exchange hoodie from 1042 for HOOD-BLACK-XL'],
    invalid: [['exchange 1042 HOOD-BLACK-L', /"exchange" takes/]],
  },
  reorder: { valid: ['reorder 1042'], invalid: [['reorder 99999', /99999 was not found/]] },
  history: { valid: ['history 1042', 'who changed 1042?'], invalid: [['history xyz', USAGE_OF]] },
  expedite: {
    valid: ['expedite 1042'],
    invalid: [['expedite soon', /"expedite" takes .*not "soon"/]],
    alone: /order/i,
  },
  swap: { valid: ['swap HOOD-BLACK-L for HOOD-BLACK-XL'], invalid: [['swap 1042 HOOD-BLACK-L', USAGE_OF]] },
  approve: {
    valid: ['approve A7', 'accept A7', 'withdraw A7', 'approvals A7'],
    invalid: [['approve A999', /A999/]],
    alone: /approv|waits|request/i,
  },
  decline: {
    valid: ['decline A7: too much', 'decline: too much'],
    invalid: [['decline A999', /A999/]],
    alone: /approv|waits|request/i,
  },
  counter: { valid: ['counter A7 8.00'], invalid: [['counter lots', /"counter" takes .*not "lots"/]] },
  'staff add': { valid: ['staff add pat rep Pat Lee'], invalid: [['staff add pat boss', /"staff add" takes/]] },
  'staff role': {
    valid: ['staff role pat lead'],
    invalid: [['staff role lee boss', /"staff role" takes .*not "lee boss"/]],
  },
  'staff suspend': { valid: ['staff suspend pat'], invalid: [['staff suspend !', USAGE_OF]] },
  'staff resume': { valid: ['staff resume pat'], invalid: [['staff resume !', USAGE_OF]] },
  'staff link': { valid: ['staff link pat slack:T1/U1'], invalid: [['staff link pat nowhere', USAGE_OF]] },
  rights: {
    valid: ['rights rep -quote'],
    invalid: [['rights rep -fly', /"rights" takes .*not "rep -fly"/]],
    alone: /./,
  },
  link: { valid: ['link pat@example.com'], invalid: [['link nowhere', /"link" takes .*not "nowhere"/]] },
  code: { valid: ['code 123456'], invalid: [['code 12', /"code" takes .*not "12"/]] },
  say: { valid: ['say It is on its way'], invalid: [] },
  'gift note': {
    valid: ['gift note 1042 Happy birthday'],
    invalid: [['gift note 1042', USAGE_OF]],
    alone: /./,
  },
  deliver: {
    valid: ['deliver 1042 on 4 Dec', 'day 1042 any'],
    invalid: [
      ['deliver 1042', USAGE_OF],
      ['deliver 1042 on someday', /"someday" is no day/],
    ],
    alone: /./,
  },
  confirm: { valid: ['confirm 1042'], invalid: [['confirm 9999', /was not found/]], alone: /./ },
  check: {
    valid: ['check 1042 62704', 'check 1042 by mail', 'check 62701', 'check by mail'],
    invalid: [['check 1042 99999', /does not show who is calling/]],
  },
} as const satisfies Record<CommandName, Row>

/** Commands whose argument is only an order, or that take none besides: they need no usage of their own. */
const OTHERS: readonly string[] = [
  'drafts after 3',
  'open the other one',
  'send the mug of order 1042 back',
  'could I speak to someone real',
  'I no longer need a person',
  'cancel 1042',
  'comment 1042',
  'note MUG-BLUE-11OZ',
  'note MUG-BLUE-11OZ for the customer: with a bow',
  'comment for the customer: it comes in two parcels',
  'comment:',
  'add a comment',
  'mark 1042 as shipped',
  'mark 1042 as paid',
  'paid 20.00 for 1042',
  '1042 is paid',
  'paid',
  'paid cash',
  'refunded 1042',
  'refunded 5.00 from 1042',
  '1042 was refunded',
  'refunded',
  'refunded cash',
  'not paid 1042',
  'not paid',
  'cancel 1042 MUG-BLUE-11OZ',
  'cancel 2 blue mugs from order 1042',
  'set 1042 MUG-BLUE-11OZ 1',
  'change the mugs in 1042 to 1',
  'ship 1042',
  '1042 has left, tracking 9400',
  'the mug of 1042 has left, tracking 9400',
  'ship 1042 MUG-BLUE-11OZ 1',
  'ship 1 MUG-BLUE-11OZ to office',
  'paid 1042',
  'release 1042',
  'change 1042 to 2 mugs',
  'add 2 mugs to 1042',
  'ship 1042 to 9 Elm St, Salem, OR 97301',
  'change the address of 1042 to office',
  'bill 1042 to 9 Elm St, Salem, OR 97301',
  'change the billing address of 1042',
  'ship 1 mug of 1042 to office',
  'ship 1042 by express',
  'ship 1 MUG-BLUE-11OZ of 1042 by express',
  'ship 1042 2 of the mugs, tracking 1Z777',
  'method 1042 express',
  'method express for 1042',
  'change the shipping of 1042 to express',
  'contact 1042 jd@example.com',
  'change the phone of 1042 to +1 217 555 0199',
  'change the day of 1042 to 4 Dec',
  'keep 1042 as it is',
  "what's in the cart",
  'why is it 93.96?',
  'resend the link',
  'I lost the payment link, can you send it again?',
  'shipping 1042 0: goodwill',
  'set the shipping of 1042 to 2.00: goodwill',
  'waive the shipping of 1042: goodwill',
  'can I have the payment link',
  'payment link for 1042 please',
  'resend the email for 1042',
  'my payment was declined',
  'is my payment through?',
  'did you get my payment for 1042?',
  'where is my money 1042',
  'when do I get my money back for 1042',
  "what's the status of my payment",
  'payment status 1042',
  'how does the payment of 1042 stand',
  'is 1042 paid?',
  'has she paid for 1042?',
  'a new link for 1042',
  'where is the link',
  'why MUGS3',
  'delete my data',
  'withdraw the return of 1042',
  'withdraw the return of the mug from 1042',
  'withdraw the return',
  'that return was a mistake',
  'the return of the mug was wrong',
  'no return',
  'I keep it after all',
  'what do we have to ship today',
  'which orders wait for stock',
  'announced returns',
  'what is asked of me?',
  'how many orders today?',
  "what's unpaid?",
  'my orders',
  'what did I order',
  'use 1 and 3',
]

const names = Object.keys(ROWS) as readonly CommandName[]
const rowOf = (name: CommandName): Row => ROWS[name]
const PEOPLE = { rep: 'terminal:sam', customer: 'terminal:cust', guest: 'terminal:guest:gil' } as const
await shop.store.desk.linkCustomer(PEOPLE.customer, buyerEmail(1))
let threads = 0
async function talk(who: keyof typeof PEOPLE) {
  const user = PEOPLE[who]
  const thread = `terminal:every-${++threads}`
  await shop.say(user, thread, 'add 2 MUG-BLUE-11OZ')
  return {
    say: (text: string) => shop.say(user, thread, text),
    lines: async () =>
      await shop.rows(
        `select state->'content' as content, state->>'status' as status from draft where last_thread = $1`,
        [thread],
      ),
  }
}
const FAULT = /went wrong|Reference [A-Z0-9]/
const people = Object.keys(PEOPLE) as readonly (keyof typeof PEOPLE)[]
const triples = names.flatMap((name) => people.map((who) => [name, who] as const))

describe('every plain command', () => {
  test('each rule of the product has a row here that it reads', () => {
    const typed = [...names.flatMap((name) => rowOf(name).valid), ...OTHERS]
    const unread = SHAPES.filter(
      ({ shape, read }) =>
        !typed.some((text) => {
          const match = shape.exec(text)
          return match !== null && read(match.groups ?? {}, SKUS) !== undefined
        }),
    ).map(({ shape }) => shape.source)
    expect(unread).toEqual([])
  })

  test.each(triples)('%s, well typed, is answered to a %s', async (name, who) => {
    for (const text of rowOf(name).valid) {
      const { say } = await talk(who)
      const answer = await say(text)
      expect(answer, text).not.toBe('')
      expect(answer, text).not.toMatch(FAULT)
      if (who === 'rep') expect(answer, text).not.toMatch(/did not understand|"[a-z ]+" (?:takes|needs) /)
    }
  })

  test.each(triples)(
    '%s with a bad argument changes nothing for a %s, and says what is wrong with it',
    async (name, who) => {
      for (const [text, why] of rowOf(name).invalid) {
        const { say, lines } = await talk(who)
        const before = await lines()
        const answer = await say(text)
        expect(answer, text).not.toMatch(FAULT)
        expect(answer, text).not.toBe('')
        const usage = USAGE[name]
        if (who === 'rep') expect(answer, text).toMatch(why)
        if (who === 'rep' || usage.staff !== true) expect(await lines(), text).toEqual(before)
      }
    },
  )

  test.each(triples)('%s alone, said by a %s, says what it needs', async (name, who) => {
    const { say, lines } = await talk(who)
    const before = await lines()
    const answer = await say(name)
    expect(answer).not.toMatch(FAULT)
    const usage = USAGE[name]
    const { alone } = rowOf(name)
    if (who !== 'rep' && usage.staff === true) return expect(answer).not.toBe('')
    expect(answer).toMatch(alone ?? new RegExp(`"${name}" needs `))
    if (alone === undefined) expect(await lines()).toEqual(before)
  })

  test.each(people)('each word that is a command by itself is answered to a %s', async (who) => {
    for (const word of SAID_COMMANDS.keys()) {
      const { say } = await talk(who)
      const answer = await say(word)
      expect(answer, word).not.toBe('')
      expect(answer, word).not.toMatch(/went wrong|did not understand/)
    }
  })
})
