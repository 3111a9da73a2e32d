// Help is made of the table of requests: what it tells a role to say is read as the row it stands
// in, is shown to whoever may, and every command of the table is told to somebody. Next:
// screens/help.ts, requests/words/help-topics.ts.
import { describe, expect, test } from 'vitest'
import { ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { FOR_BUYERS, FOR_STAFF, type Help, topicsFor } from '#conversation/requests/words/help-topics.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import { helpView } from '#conversation/screens/help.ts'
import type { Actor } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import { SHOP } from './screens/demo.ts'

type Row = {
  readonly as: Room
  readonly right?: Parameters<typeof may>[1]
  readonly usage?: object
  readonly help?: Help
}
const TABLE = Object.entries<Row>(ROWS)
const SKUS = new Set(SHOP.catalog.variants.keys())
const ROLES = ['rep', 'lead', 'manager', 'admin'] as const
const staff = (role: (typeof ROLES)[number]): Actor => ({ kind: 'staff', id: 'sam', name: 'sam', role, active: true })
const CUSTOMER: Actor = { kind: 'customer', customerId: 'c1', name: 'Jane Doe' }

function items(actor: Actor): readonly string[] {
  const ctx: ScreenContext = { shop: SHOP, now: '2026-11-28T12:00:00.000Z', actor, shared: false, token: () => 't' }
  return helpView(ctx).blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(String) : []))
}

describe.each(TABLE.filter(([, { help }]) => help !== undefined))('%s', (kind, { help = {} }) => {
  test.each([...new Set(Object.values(help).flat())])('"%s" is read as it', (phrase) => {
    const read = parsePlain(phrase, SKUS)?.requests.map((request) => request.kind)
    expect(read?.[0]).toBe(kind)
  })
})

test('every command of the table stands in a line of help', () => {
  expect(
    TABLE.filter(([, { usage, help }]) => usage !== undefined && help === undefined).map(([kind]) => kind),
  ).toEqual(
    ['confirm-change'], // Asked for by the card of a change, never out of nothing.
  )
})

test.each([CUSTOMER, ...ROLES.map(staff)])(
  'a $kind of the role $role is told what they may say, line by line, and nothing else',
  (actor) => {
    const lines = topicsFor(actor.kind === 'staff')
    const told = items(actor)
    const may_ = (right: Row['right']) => right === undefined || may(actor, right)
    const expected = lines.flatMap(([topic, { title, right, free = [] }]) => {
      const said = TABLE.flatMap(([, row]) =>
        may_(row.right) ? Object.entries(row.help ?? {}).flatMap(([of, phrases]) => (of === topic ? phrases : [])) : [],
      )
      return may_(right) && said.length > 0 ? [[title, ...free, ...said]] : []
    })
    expect(told.map((line) => line.slice(0, line.indexOf(': ')))).toEqual(expected.map(([title]) => title))
    for (const [at, said] of expected.entries()) for (const phrase of said) expect(told[at]).toContain(phrase)
    expect(told.length).toBeGreaterThan(actor.kind === 'staff' ? 14 : Object.keys(FOR_BUYERS).length - 1)
    expect(told.length).toBeLessThanOrEqual(Object.keys(FOR_STAFF).length)
  },
)

test('a rep is told of no approvals, goods or people; a manager of all but people', () => {
  const titles = (actor: Actor) => items(actor).map((line) => line.slice(0, line.indexOf(': ')))
  expect(titles(staff('rep'))).not.toEqual(expect.arrayContaining(['Approvals']))
  expect(titles(staff('rep'))).not.toEqual(expect.arrayContaining(['Prices and goods']))
  expect(titles(staff('manager'))).toEqual(expect.arrayContaining(['Approvals', 'Goods that came', 'Prices and goods']))
  expect(titles(staff('manager'))).not.toContain('People')
  expect(titles(staff('admin'))).toContain('People')
})
