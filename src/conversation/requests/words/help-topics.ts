/**
 * The lines of help, in their order: whom each is for, the right it takes, and free wording that
 * belongs to no row. What else stands in a line is said by the rows themselves (`help` of row.ts).
 * Next: screens/help.ts.
 */
import type { Right } from '#domain/model/actor.ts'

type Topic = {
  readonly title: string
  readonly right?: Right
  /** Read by the reader, before what the rows say. */
  readonly free?: readonly string[]
  readonly remark?: string
}

export const FOR_STAFF = {
  customer: { title: 'Customer' },
  lines: { title: 'Lines' },
  address: { title: 'Address' },
  sending: { title: 'Shipping, payment' },
  coupons: { title: 'Coupons' },
  order: { title: 'Order' },
  drafts: { title: 'Drafts' },
  after: { title: 'After' },
  changing: { title: 'Changing it until it leaves', free: ['change the address of 10001 to ...'] },
  waiting: { title: 'Items that wait', remark: "in the order's own thread, or with its number: release 10001" },
  catalog: { title: 'Catalog' },
  prices: { title: 'Prices', right: 'adjust-prices' },
  limits: { title: 'Above the limit', right: 'adjust-prices' },
  quotes: { title: 'Quote', right: 'quote' },
  memos: { title: 'Internal note', right: 'write-memo' },
  lists: { title: 'To do', right: 'ship-orders' },
  ships: { title: 'Sending', right: 'ship-orders' },
  returns: { title: 'Coming back', right: 'return-items' },
  goodwill: { title: 'Goodwill', right: 'refund' },
  money: { title: 'Money, once it moved', right: 'take-payment' },
  caller: { title: 'Who is calling', right: 'take-payment' },
  history: { title: 'Who did what', right: 'see-history' },
  approvals: { title: 'Approvals', right: 'approve' },
  talks: { title: 'Talking to a customer', right: 'hand-over' },
  stock: { title: 'Goods that came', right: 'manage-stock' },
  goods: { title: 'Prices and goods', right: 'manage-catalog' },
  people: { title: 'People', right: 'manage-shop' },
} as const satisfies Readonly<Record<string, Topic>>

export const FOR_BUYERS = {
  'my cart': { title: 'Order', free: ['2 blue mugs and a large black hoodie', 'make it 3', 'no mug'] },
  look: { title: 'Look', free: ['do you have red larges?'] },
  delivery: { title: 'Delivery' },
  paying: { title: 'Paying' },
  ready: { title: 'Ready' },
  'my orders': { title: 'Your orders' },
  'my changes': {
    title: 'Changing them until they leave',
    free: ['change the address of 10001 to ...', 'make 10001 express'],
  },
  'my returns': { title: 'Sending back' },
  'my account': { title: 'Your account' },
} as const satisfies Readonly<Record<string, Topic>>

export type HelpTopic = keyof typeof FOR_STAFF | keyof typeof FOR_BUYERS
/** What a row says in each line of help it stands in, as it can be typed. */
export type Help = Readonly<Partial<Record<HelpTopic, readonly string[]>>>

/** The lines for one of the two, by their topics. */
export const topicsFor = (staff: boolean): readonly (readonly [string, Topic])[] =>
  Object.entries<Topic>(staff ? FOR_STAFF : FOR_BUYERS)
