// What there is to ask for, written down by hand: a row that goes, changes its room or its right,
// or a control that changes its verb, is seen here. Old buttons in chats live by the verbs; who may
// ask for what lives by the rights of the roles.
import { expect, test } from 'vitest'
import { ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { SHAPES, USAGE } from '#conversation/requests/words/plain-commands.ts'
import { rightsOf } from '#domain/model/permissions.ts'
import { demoWith } from '#test/support/demo.ts'

/** Kind, room, right it needs, verb and freshness of its control. */
const WRITTEN = `
provider-said | order | - | -
resend-link | order | - | lk any
where-link | order | - | -
resend-mail | order | - | -
change-order | order | - | ao any
that-order | order | - | -
begin-order-words | order | - | -
about-order | order | - | -
which-order | order | - | -
order-more | order | - | om any
order-parts | order | - | op any
keep-order | order | - | kp any
confirm-change | order | change-orders | cc any
change-by | order | change-orders | cb any
drop-change | order | change-orders | dc any
check-caller | order | take-payment | cm any
worklist | look | ship-orders | wl any
reorder | order | - | ro any
repeat-last | order | - | rl revision
history | order | see-history | hi any
status | look | - | st any
orders | look | - | o any
unpaid | look | take-payment | up any
change-stock | shop | manage-stock | -
change-price | shop | manage-catalog | -
sell | shop | manage-catalog | -
waiting | waiting | - | wt any
swap | waiting | - | sp any
guest | buyer | - | gu revision
register | buyer | - | -
customer | buyer | - | -
choose-customer | buyer | - | cu revision
contact | buyer | - | -
add-sku | edit | - | as revision
add-product | edit | - | ap revision
set-quantity | edit | - | sq revision
change-quantity | edit | - | cq revision
remove-line | edit | - | rm revision
set-options | edit | - | so revision
replace-line | edit | - | -
split-line | edit | - | -
note | edit | - | -
begin-note | edit | - | -
clear | edit | - | cl revision
undo | edit | - | un revision
redo | edit | - | re revision
ship-to | edit | - | sh revision
ship-line-to | edit | - | -
bill-to | edit | - | bi revision
method | edit | - | me revision
pay | edit | - | pa revision
read-back | look | - | rb any
coupon | edit | - | co revision
swap-coupon | edit | - | sw revision
remove-coupon | edit | - | rc revision
subtract | edit | - | -
override-shipping | edit | - | -
override-line | edit | - | -
remove-adjustment | edit | - | ra revision
keep-override | flow | - | ko revision
reason | edit | - | rs revision
show | look | - | s any
why | look | - | w any
why-not | look | - | wn any
backorders | edit | - | bo revision
what-if | look | - | wi any
place | flow | - | pl revision
yes | flow | - | y revision
no | flow | - | n revision
instead | flow | - | ins revision
leave-out | flow | - | lo revision
propose | flow | - | -
use-parts | flow | - | use revision
pick | flow | - | pik revision
confirm-reading | flow | - | -
cancel | flow | - | ca revision
question | look | - | -
quote | edit | - | q revision
comment | edit | - | -
memo | edit | - | -
begin-words | edit | - | -
drafts | look | - | d any
overview | look | - | -
resume | draft | - | ru any
new | draft | - | ne any
next | draft | - | nx any
give-to | draft | - | -
clock | flow | - | ck any
find | look | - | f any
stock | look | - | sk any
ask-availability | look | - | -
help | look | - | h any
welcome | look | - | -
small-talk | look | - | -
choose | look | - | ch revision
open-form | look | - | of draft
form | form | - | -
take-back | flow | - | -
other-line | flow | - | -
which-point | flow | - | -
which-product | look | - | -
unclear | look | - | -
not-found | look | - | -
no-variant | look | - | -
address-part | edit | - | -
after | look | - | -
ask-again | look | - | -
denied | look | - | -
bad-argument | look | - | -
not-understood | look | - | -
limit-choice | approval | - | lc revision
approvals | approval | - | apq any
decide-approval | approval | - | apd any
accept-counter | approval | - | apa revision
withdraw-approval | approval | - | apw revision
approval-clock | approval | - | apk any
staff | shop | manage-shop | -
change-staff | shop | manage-shop | -
parcels | flow | - | -
parcel-method | edit | - | -
line-text | edit | - | -
link | identity | - | -
link-code | identity | - | -
link-codes | identity | choose-customer | -
unlink | identity | - | -
erase-me | identity | - | -
ask-person | talk | - | hop any
take-over | talk | - | hot any
hand-back | talk | - | hob any
end-talk | talk | - | hoe any
say | talk | - | -
`
type Listed = {
  readonly as: Room
  readonly right?: string
  readonly control?: { readonly verb: string; readonly fresh: string }
}

test('every request has its room, its right and its verb', () => {
  const found = Object.entries<Listed>(ROWS).map(([kind, { as, right = '-', control }]) =>
    [kind, as, right, control === undefined ? '-' : `${control.verb} ${control.fresh}`].join(' | '),
  )
  expect(found.toSorted()).toEqual(WRITTEN.trim().split('\n').toSorted())
})

test('no two controls have one verb', () => {
  const verbs = Object.values<Listed>(ROWS).flatMap(({ control }) => (control === undefined ? [] : [control.verb]))
  expect(new Set(verbs).size).toBe(verbs.length)
})

test('the example of every command is read by a shape of the row it stands in', () => {
  const skus = new Set(demoWith().variants.map(({ sku }) => sku))
  const read = (kind: string, example: string): boolean =>
    SHAPES.some(
      (each) =>
        each.kind === kind &&
        each.read(each.shape.exec(example)?.groups ?? {}, skus) !== undefined &&
        each.shape.test(example),
    )
  const said = (kind: string): readonly string[] =>
    Object.keys(
      Object.entries<{ readonly as: Room; readonly said?: object }>(ROWS).find(([name]) => name === kind)?.[1].said ??
        {},
    )
  const unread = Object.entries<{
    readonly as: Room
    readonly usage?: Readonly<Record<string, { readonly example: string }>>
  }>(ROWS).flatMap(([kind, { usage = {} }]) =>
    Object.values(usage)
      .map(({ example }) => example)
      .filter((example) => !read(kind, example) && !said(kind).includes(example)),
  )
  expect(unread).toEqual([])
  expect(Object.keys(USAGE).length).toBeGreaterThan(40)
})

test('every role may what is written here, and nothing else', () => {
  const customer = ['compose', 'identify', 'place', 'change-orders']
  const rep = [
    ...customer,
    ...[
      'choose-customer',
      'return-items',
      'adjust-prices',
      'write-memo',
      'quote',
      'hand-over',
      'ship-orders',
      'take-payment',
    ],
    ...['refund', 'see-history'],
  ]
  const lead = [...rep, 'expedite-orders', 'see-others-drafts', 'approve']
  const manager = [...lead, 'manage-stock', 'manage-catalog']
  expect(rightsOf).toEqual({ customer, rep, lead, manager, admin: [...manager, 'manage-shop'] })
})
