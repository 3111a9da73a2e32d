/**
 * Where personal text is: every text and JSON column of the schema, declared once. Rule: a new
 * column is declared here before it is used; a test reads the schema and fails else. Next:
 * erase-rows.ts goes by it.
 *
 * plain: codes, ids and words of the shop. marks: keys, and words in which an e-mail address, phone
 * or chat user may stand; they are taken out. gone: words about or by the person, replaced; empty:
 * the same, set to null. kept: what an invoice needs. `paths`: what is gone inside JSON, by the end
 * of its path without positions; all other strings are looked through for marks.
 */
type Column = 'plain' | 'marks' | 'gone' | 'empty' | 'kept' | { readonly paths: readonly string[] }
/** Whose a row is: by its draft, its order, its conversation or its account. `shop`: nobody's. */
type Whose = 'account' | 'draft' | 'draft-rows' | 'order' | 'order-rows' | 'talk' | 'shop'
type Table = { readonly whose: Whose; readonly columns: Readonly<Record<string, Column>> }

const plain = (...names: readonly string[]): Readonly<Record<string, Column>> =>
  Object.fromEntries(names.map((name) => [name, 'plain']))
const marks = (...names: readonly string[]): Readonly<Record<string, Column>> =>
  Object.fromEntries(names.map((name) => [name, 'marks']))

const place = (at: string): readonly string[] =>
  ['name', 'company', 'lines', 'city', 'postcode', 'phone'].map((field) => `${at}.${field}`)
const DRAFT: Column = {
  paths: [
    ...['name', 'email', 'phone', 'chatUser'].map((field) => `buyer.${field}`),
    ...place('address'),
    ...place('partial'),
    ...[
      'email',
      'phone',
      'groups.label',
      'billing.label',
      'comments',
      'memos',
      'note',
      'freeText',
      'reasonText',
      'rest',
    ],
    ...[
      'undo.label',
      'redo.label',
      'undo.by',
      'redo.by',
      'buyer.value.name',
      'groups.value.label',
      'billing.value.label',
    ],
    ...['pending.text', 'waiting.text', 'pending.question', 'waiting.question'],
  ],
}

export const PERSONAL: Readonly<Record<string, Table>> = {
  shop: { whose: 'shop', columns: plain('settings') },
  option: { whose: 'shop', columns: plain('id', 'name', 'values', 'default_value') },
  product: { whose: 'shop', columns: plain('id', 'name', 'plural', 'code', 'category', 'tax_class', 'detail') },
  variant: { whose: 'shop', columns: plain('sku', 'product_id', 'options') },
  coupon: { whose: 'shop', columns: plain('code', 'rule') },
  coupon_use: { whose: 'shop', columns: { ...plain('code'), ...marks('identity') } },
  coupon_redemption: { whose: 'order-rows', columns: { ...plain('code'), ...marks('counted') } },
  stock: { whose: 'shop', columns: plain('sku', 'backorders') },
  stock_move: { whose: 'shop', columns: plain('sku') },
  expected_receipt: { whose: 'shop', columns: plain('sku') },
  customer: {
    whose: 'account',
    columns: {
      ...plain('number', 'groups', 'backorder_preference'),
      name: 'gone',
      email: 'empty',
      phone: 'empty',
      note: 'empty',
    },
  },
  customer_address: { whose: 'account', columns: { label: 'gone', address: { paths: place('') }, normalised: 'gone' } },
  stored_method: { whose: 'account', columns: { brand: 'gone', last4: 'gone', token: 'gone' } },
  staff: { whose: 'shop', columns: plain('id', 'name', 'role') },
  role_rights: { whose: 'shop', columns: plain('role', 'rights') },
  staff_event: { whose: 'shop', columns: { ...plain('kind', 'staff'), ...marks('label', 'actor', 'source') } },
  staff_link: { whose: 'shop', columns: plain('user_key', 'staff_id') },
  customer_link: { whose: 'account', columns: { user_key: 'gone' } },
  link_code: {
    whose: 'account',
    columns: { user_key: 'gone', email: 'gone', code_hash: 'gone', register: { paths: ['name', 'phone'] } },
  },
  order_guess: { whose: 'shop', columns: marks('user_key') },
  erasure_request: { whose: 'shop', columns: marks('user_key') },
  thread: {
    whose: 'talk',
    columns: { ...marks('key'), asked: 'empty', topic: 'empty', talk: 'empty', talked: 'empty' },
  },
  draft: {
    whose: 'draft',
    columns: {
      ...plain('status'),
      ...marks('owner_key', 'owner_name', 'buyer_chat', 'thread_key', 'last_thread', 'desk_key'),
      ...{ buyer_name: 'gone', buyer_email: 'empty', buyer_phone: 'empty', state: DRAFT },
    },
  },
  draft_event: {
    whose: 'draft-rows',
    columns: {
      ...plain('kind'),
      ...marks('actor', 'on_behalf_of', 'source'),
      label: 'gone',
      before: DRAFT,
      after: DRAFT,
    },
  },
  approval_request: {
    whose: 'draft-rows',
    columns: {
      ...plain('status'),
      ...marks('asked_by', 'asked_by_name', 'answered_by'),
      ...{
        customer_name: 'gone',
        reason: 'gone',
        answer: 'empty',
        state: { paths: [...DRAFT.paths, 'customerName', 'reason', 'answer'] },
      },
    },
  },
  orders: {
    whose: 'order',
    columns: {
      ...plain('status', 'currency', 'coupons', 'backorder_policy'),
      ...marks('buyer_chat', 'placed_by', 'given_by', 'steps'),
      ...{
        ...{ thread_key: 'empty', gift_note: 'empty' },
        // A change that was asked for ends with whoever it was for.
        proposed: 'empty',
        caller_check: { paths: [] },
        buyer: { paths: ['email', 'phone', 'chatUser'] },
        buyer_email: 'empty',
        buyer_phone: 'empty',
      },
      ...{ billing: 'kept', comments: { paths: [''] }, memos: { paths: [''] } },
    },
  },
  order_line: {
    whose: 'order-rows',
    columns: { ...plain('sku', 'name', 'option_text', 'components', 'units'), note: 'empty', free_text: 'empty' },
  },
  backorder: { whose: 'order-rows', columns: { ...plain('sku', 'policy'), thread_key: 'empty' } },
  order_group: {
    whose: 'order-rows',
    columns: {
      ...plain('id', 'method', 'method_name', 'free_by'),
      address: 'kept',
      override: { paths: ['reasonText'] },
    },
  },
  order_event: {
    whose: 'order-rows',
    columns: { ...plain('kind'), ...marks('actor', 'source'), label: 'gone', detail: { paths: DRAFT.paths } },
  },
  payment: { whose: 'order-rows', columns: { ...plain('status'), choice: { paths: ['token'] } } },
  payment_record: { whose: 'order-rows', columns: { ...plain('kind'), ...marks('how', 'by', 'reference') } },
  payment_request: {
    whose: 'order-rows',
    columns: { ...plain('kind', 'status', 'why'), ...marks('external_id', 'payment_id'), url: 'empty' },
  },
  webhook_endpoint: { whose: 'shop', columns: plain('url', 'events') },
  inbox: {
    whose: 'talk',
    columns: {
      ...plain('payload_hash', 'status'),
      ...marks('id', 'thread_key'),
      ...{ payload: { paths: ['text', 'userName', 'fields', 'token', 'value', 'said.url'] }, fault: 'empty' },
    },
  },
  outbox: {
    whose: 'talk',
    columns: {
      ...plain('channel', 'place', 'status'),
      ...marks('inbox_id', 'destination', 'audience', 'dedupe_key', 'external_id'),
      ...{ payload: { paths: ['view', 'form', 'errors', 'options', 'what.email'] }, error: 'empty' },
    },
  },
  surface: { whose: 'talk', columns: { ...plain('role'), ...marks('thread_key', 'subject', 'external_id') } },
}
