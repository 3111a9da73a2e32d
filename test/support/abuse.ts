// What somebody may try who has no right to, as one table for every channel: words, other people's
// controls, forged ones. Rule: whatever was tried, the cart stays as it was, nobody got a discount,
// and no answer tells an outsider anything. A channel says only how its people type and press.
// Next: test/reliability/abuse.test.ts (the terminal), test/adapters/discord/abuse.test.ts,
// test/adapters/slack/abuse.test.ts.
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createActionCodec } from '#conversation/edge/action-codec.ts'
import { TWO_MUGS } from './carts.ts'
import { ONE_A_RIGHT } from './guarded.ts'

/** `owner` has the cart; `outsider` is neither its owner nor of the shop. */
export type Person = 'owner' | 'outsider'
export type AbuseChannel = {
  /** Answers the thread of a fresh cart of the owner with two mugs. */
  readonly cart: () => Promise<string>
  /** Answers what this person was then told. An outsider types where outsiders of this channel can. */
  readonly says: (who: Person, thread: string, text: string) => Promise<string>
  /** Presses a control with this token, whether or not the person was ever shown it. */
  readonly presses: (who: Person, thread: string, token: string) => Promise<string>
  /** The token of a button on the owner's card. */
  readonly token: (thread: string, label: string) => Promise<string>
  readonly linesOf: (thread: string) => Promise<unknown>
  /** How many orders came out of it. */
  readonly placed: (thread: string) => Promise<number | undefined>
  readonly rows: (sql: string) => Promise<readonly unknown[]>
  readonly faults: () => readonly unknown[]
}

/**
 * Words that belong to reps, managers and other customers. 1042 is Jane Doe's order, 12 Oak St her
 * home, 4242 her card.
 */
const OUTSIDER_SAYS = [
  'take 5.00 off: goodwill',
  'shipping 0.00: goodwill',
  'price MUG-BLUE-11OZ 1.00: damaged',
  'memo he is nice',
  'customer jane.doe@example.com',
  'order for C-1001: 1 white teapot',
  'orders',
  'drafts',
  'resume 1',
  'approvals',
  'approve A1',
  'give my limit',
  'accept',
  'withdraw',
  'staff',
  'staff role sam admin',
  'status 1042',
  'reorder 1042',
  'cancel order 1042',
  // To know her address is not to be her.
  'guest jane.doe@example.com',
  'same as last time',
  'guest +1 217 555 0142: same as last time',
  'status 1042 jane.doe@example.com',
  'reorder 1042 jane.doe@example.com',
  'register Eve Black jane.doe@example.com',
  'link jane.doe@example.com',
  'code 123456',
] as const
/** Whoever has X, what is told of it is the same. */
const ALIKE = ['guest X', 'my e-mail is X', 'guest X: same as last time', 'status 1042 X', 'reorder 1042 X'] as const
const SECRETS = /Jane|Oak St|4242|your limit|margin|Sam\b|Kim\b/

const foreign = createActionCodec({
  sign: (text) => createHmac('sha256', 'another shop').update(text).digest('base64url'),
}).encode({ kind: 'place' }, { ref: 1, revision: 1 })
/** Each from a real token; a press with none of them is told the same. */
const FORGED: readonly (readonly [what: string, forge: (real: string) => string])[] = [
  ['with one letter more', (real) => `${real}x`],
  ['cut short', (real) => real.slice(0, -3)],
  ['of another shop', () => foreign],
  ['made up', () => 'p.1.1..AAAAAAAAAAAAAAAA'],
  ['with another verb', (real) => `p${real.slice(real.indexOf('.'))}`],
]

/** Ways to write a card number that look like something else. */
const CARDS = [
  '4242424242424242exp 12/29',
  '4242|4242|4242|4242 cvv 123',
  'ref4242 42424242 4242thanks',
  '4242 • 4242 • 4242 • 4242',
  'first 4242 4242, last 4242 4242',
] as const
const KEPT = ['inbox', 'outbox', 'draft', 'draft_event'] as const

export function resistsAbuse(channel: AbuseChannel): void {
  const unharmed = async (thread: string) => {
    expect(await channel.linesOf(thread)).toEqual(TWO_MUGS)
    expect(
      await channel.rows(`select last_thread from draft where state->'content'->'subtraction' is not null or state->'content'->>'groups' like '%override%'
        or state->'content'->>'lines' like '%override%'`),
    ).toEqual([])
    expect(await channel.placed(thread)).toBe(0)
    expect(await channel.rows(`select id from staff where id = 'sam' and role <> 'rep'`)).toEqual([])
    expect(channel.faults()).toEqual([])
  }

  describe('somebody without the right', () => {
    test.each(OUTSIDER_SAYS)('says "%s": is told nothing and changes nothing', async (text) => {
      const thread = await channel.cart()
      const said = await channel.says('outsider', thread, text)
      expect(said).not.toMatch(SECRETS)
      expect(said.replaceAll(text, '')).not.toMatch(/\bplaced\b|\bapproved\b|C-1001/)
      await unharmed(thread)
    })

    test('says what takes a right, one phrase for each: is told nothing and changes nothing', async () => {
      const thread = await channel.cart()
      for (const phrase of ONE_A_RIGHT) {
        const said = await channel.says('outsider', thread, phrase)
        expect(said, phrase).not.toMatch(SECRETS)
        expect(said.replaceAll(phrase, ''), phrase).not.toMatch(/\bplaced\b|\bapproved\b|C-1001/)
      }
      await unharmed(thread)
    })

    test("presses another's button: nothing happens", async () => {
      const thread = await channel.cart()
      const said = await channel.presses('outsider', thread, await channel.token(thread, 'Undo'))
      expect(said).not.toMatch(SECRETS)
      expect(said).not.toMatch(/undone/i)
      await unharmed(thread)
    })
  })

  test.each(FORGED)('a token %s is not found, whoever presses it', async (_what, forge) => {
    const thread = await channel.cart()
    const token = forge(await channel.token(thread, 'Undo'))
    const answers = [
      await channel.presses('owner', thread, token),
      await channel.presses('owner', thread, FORGED[3]?.[1]('') ?? ''),
    ]
    expect(answers[0]).toMatch(/not found|no longer/i)
    expect(answers[0]).toBe(answers[1])
    await unharmed(thread)
  })

  test('a button of an earlier state has no effect and says that the cart changed', async () => {
    const thread = await channel.cart()
    const old = await channel.token(thread, 'Undo')
    await channel.says('owner', thread, 'add 1 BEAN-BLACK')
    await channel.says('owner', thread, 'remove BEAN-BLACK')
    expect(await channel.presses('owner', thread, old)).toMatch(/changed since/i)
    await unharmed(thread)
  })

  test('a button pressed after the order was cancelled does nothing', async () => {
    const thread = await channel.cart()
    const old = await channel.token(thread, 'Undo')
    await channel.says('owner', thread, 'cancel')
    await channel.says('owner', thread, 'yes')
    expect(await channel.presses('owner', thread, old)).toMatch(/no longer open|earlier order/i)
    await unharmed(thread)
  })

  test.each(ALIKE)('"%s" is answered alike for an address with an account and one without', async (text) => {
    const thread = await channel.cart()
    const told: string[] = []
    for (const address of ['warm.up@example.com', 'jane.doe@example.com', 'nobody.knows@example.com'])
      told.push((await channel.says('outsider', thread, text.replace('X', address))).replaceAll(address, 'X'))
    expect(told[1]).toBe(told[2])
    expect(told[1]).not.toMatch(SECRETS)
    await unharmed(thread)
  })

  test("another's order number and one that never was are answered alike", async () => {
    const thread = await channel.cart()
    const [theirs, nobodys] = [
      await channel.says('outsider', thread, 'status 1042'),
      await channel.says('outsider', thread, 'status 99999'),
    ]
    expect(theirs.replaceAll('1042', 'N')).toBe(nobodys.replaceAll('99999', 'N'))
    const [hers, none] = [
      await channel.says('outsider', thread, 'status 1042 jane.doe@example.com'),
      await channel.says('outsider', thread, 'status 99999 jane.doe@example.com'),
    ]
    expect(hers.replaceAll('1042', 'N')).toBe(none.replaceAll('99999', 'N'))
  })

  test.each(CARDS)('"comment %s": no card number is kept anywhere, or said again', async (writing) => {
    const thread = await channel.cart()
    expect(await channel.says('owner', thread, `comment ${writing}`)).not.toMatch(/4242|\b123\b|12\/29/)
    for (const table of KEPT)
      expect(
        await channel.rows(
          `select 1 from ${table} t where regexp_replace(t::text, '[^0-9a-z]+', '', 'gi') like '%4242424242424242%'`,
        ),
      ).toEqual([])
    await unharmed(thread)
  })
}
