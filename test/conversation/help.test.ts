// Help and the table of requests say the same: what help tells a role to say is read by the table
// as it stands, and asks for nothing that the role may not do. Next: screens/help.ts,
// requests-table.test.ts.
import { expect, test } from 'vitest'
import { ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import { helpView } from '#conversation/screens/help.ts'
import type { Actor } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import { SHOP } from './screens/demo.ts'

const SKUS = new Set(SHOP.catalog.variants.keys())
const RIGHTS: Readonly<Record<string, { readonly as: Room; readonly right?: Parameters<typeof may>[1] }>> = ROWS
const ROLES = ['rep', 'lead', 'manager', 'admin'] as const
const staff = (role: (typeof ROLES)[number]): Actor => ({ kind: 'staff', id: 'sam', name: 'sam', role, active: true })
const CUSTOMER: Actor = { kind: 'customer', customerId: 'c1', name: 'Jane Doe' }

/** Free wording, read by the reader and the everyday rules; everything else is a command. */
const FREE = new Set([
  '2 blue mugs and a large black hoodie',
  'make it 3',
  'no mug',
  'do you have red larges?',
  'change the address of 10001 to ...',
  'make 10001 express',
])

function said(actor: Actor): readonly string[] {
  const ctx: ScreenContext = { shop: SHOP, now: '2026-11-28T12:00:00.000Z', actor, shared: false, token: () => 't' }
  const items = helpView(ctx).blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
  const words = items.map((item) => String(item))
  if (actor.kind !== 'staff') return words.flatMap((item) => [...item.matchAll(/"([^"]+)"/g)].map(([, it = '']) => it))
  // "Quote: quote 7 days | Internal note: memo caller was kind": titles and remarks are not said.
  return words.flatMap((item) => item.split(' | ').map((it) => it.replace(/^[A-Z][a-z, ]+: | \(.*\)$/g, '')))
}

test.each([CUSTOMER, ...ROLES.map(staff)])(
  'what help tells a $kind of the role $role is read, and theirs to say',
  (actor) => {
    const phrases = said(actor).filter((phrase) => !FREE.has(phrase))
    expect(phrases.length).toBeGreaterThan(15)
    expect(phrases.filter((phrase) => parsePlain(phrase, SKUS) === undefined)).toEqual([])
    const refused = phrases.filter((phrase) =>
      parsePlain(phrase, SKUS)?.requests.some(({ kind }) => {
        const right = RIGHTS[kind]?.right
        return right !== undefined && !may(actor, right)
      }),
    )
    expect(refused).toEqual([])
  },
)
