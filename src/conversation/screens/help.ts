/**
 * Help by role: what can be said, with examples that work as they stand. Customers see everyday
 * words and only what is theirs.
 */

import type { Block, View } from '#conversation/edge/view.ts'
import { may } from '#domain/model/permissions.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from './context.ts'
import { inShop } from './examples.ts'

const FOR_CUSTOMERS = [
  'Order: "2 blue mugs and a large black hoodie", "make it 3", "no mug", "undo"',
  'Look: "find hoodie", "do you have red larges?", "show"',
  'Delivery: "ship to Pat Lee, 9 Elm St, Salem, OR 97301", "method express"',
  'Paying: "pay link", "coupon SAVE10", "why"',
  'Ready: "place" shows the button to buy; "cancel" stops',
  'Your orders: "orders", "status 10001", "reorder 10001", "comment 10001 please ring the bell", "where is my link"',
  'Changing them until they leave: "cancel 10001", "cancel 10001 blue mug", "set 10001 MUG-BLUE-11OZ 1"; later: ' +
    '"return 10001 1 blue mug"',
  'Also until they leave: "change the address of 10001 to ...", "make 10001 express", "deliver 10001 on 4 Dec", ' +
    '"gift note 10001 Happy birthday", "contact 10001 you@example.com"',
  'Sending back: "exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL", "no return 10001" if you keep it after all',
  'Your account: "link you@example.com", then "code 123456" from the mail; "unlink"; "delete my data"',
] as const

const FOR_STAFF = [
  'Customer: order for jane.doe@example.com: 2 blue mugs | customer C-1001 | guest pat@example.com | register ' +
    'Pat Lee pat@example.com',
  'Lines: add 2 MUG-BLUE-11OZ | set MUG-BLUE-11OZ 3 | remove MUG-BLUE-11OZ | note MUG-BLUE-11OZ gift wrap | ' +
    'clear | undo | redo',
  'Address: ship to home | ship to Pat Lee, 9 Elm St, Salem, OR 97301, US | ship 1 MUG-BLUE-11OZ to office | ' +
    'bill to same | read back',
  'Shipping, payment: method express | pay card | pay link | pay invoice PO-77 | pay on delivery',
  'Coupons: coupon SAVE10 | remove coupon SAVE10 | why not FREE75',
  'Order: show | why | place | cancel | comment ring the bell',
  'Drafts: drafts | resume 3 | new | next | give to lee | overview',
  'After: status 10001 | orders | cancel 10001 | cancel 10001 MUG-BLUE-11OZ | set 10001 MUG-BLUE-11OZ 1 | ' +
    'reorder 10001 | comment 10001 see you soon',
  'Changing it until it leaves: change the address of 10001 to ... | method 10001 express | ' +
    'deliver 10001 on 4 Dec | gift note 10001 Happy birthday | contact 10001 pat@example.com',
  "Items that wait: release | wait | swap HOOD-BLACK-L for HOOD-BLACK-XL (in the order's own thread, or with its " +
    'number: release 10001) | expedite 10001',
  'Catalog: find blue mug | stock HOOD-BLACK-L',
] as const

const PRICES =
  'Prices: take 5.00 off: late delivery | shipping 4.00: goodwill | price MUG-BLUE-11OZ 10.00: damaged | remove ' +
  'adjustment'
const APPROVALS = 'Above the limit: ask | give my limit | leave it | accept | withdraw'
const APPROVERS = 'Approvals: approvals | approve A7 | decline A7: too much | counter A7 8.00'
const CATALOG = 'Prices and goods: price set MUG-BLUE-11OZ 12.50 | product off MUG-BLUE-11OZ | product on MUG-BLUE-11OZ'
const SHIPPING = 'Sending: ship 10001 tracking 1Z999 | ship 10001 MUG-BLUE-11OZ 2'
const RETURNS =
  'Coming back: return 10001 1 MUG-BLUE-11OZ | received 10001 1 MUG-BLUE-11OZ | no return 10001 | ' +
  'exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL'
const LISTS = 'To do: work | to ship | unpaid | waiting for stock | returns | asked of me | today'
const REFUNDS = 'Goodwill: refund 10001 5.00: goodwill'
const MONEY =
  'Money, once it moved: paid 10001 | part paid 10001 20.00 cash | refunded 10001 5.00 | not paid 10001 (the ' +
  'last record was wrong) | unpaid'
const HISTORY = 'Who did what: history 10001 | memo 10001 caller was kind'
const ADMIN = 'People: staff | staff role lee manager | staff suspend lee | rights rep -quote'
const QUOTE = 'Quote: quote 7 days | Internal note: memo caller was kind'

export function helpView(ctx: ScreenContext): View {
  if (!isStaff(ctx)) return helpPage('What you can say', FOR_CUSTOMERS, ctx)
  const allowed = [
    ...FOR_STAFF,
    ...(may(ctx.actor, 'adjust-prices') ? [PRICES, APPROVALS] : []),
    ...(may(ctx.actor, 'quote') ? [QUOTE] : []),
    ...(may(ctx.actor, 'ship-orders') ? [LISTS, SHIPPING] : []),
    ...(may(ctx.actor, 'return-items') ? [RETURNS] : []),
    ...(may(ctx.actor, 'refund') ? [REFUNDS] : []),
    ...(may(ctx.actor, 'take-payment') ? [MONEY] : []),
    ...(may(ctx.actor, 'see-history') ? [HISTORY] : []),
    ...(may(ctx.actor, 'approve') ? [APPROVERS] : []),
    ...(may(ctx.actor, 'manage-catalog') ? [CATALOG] : []),
    ...(may(ctx.actor, 'manage-shop') ? [ADMIN] : []),
  ]
  return helpPage('What you can say, besides free wording', allowed, ctx)
}

function helpPage(headline: string, written: readonly string[], ctx: ScreenContext): View {
  const items = written.map((words) => inShop(words, ctx.shop))
  const free: Block = textBlock(
    isStaff(ctx)
      ? inShop(
          'Several things in one message are fine: "2 blue mugs for jane.doe@example.com, ship to her office, code ' +
            'SAVE10".',
          ctx.shop,
        )
      : 'Just write as you would to a person; several things in one message are fine.',
  )
  return { headline, blocks: [listBlock(items), free], controls: [button('Show the order', { kind: 'show' }, ctx)] }
}
