/**
 * The types of candidates, and the families that share what they learn: a word that speaks for one
 * policy speaks for all a little. Rule: a new type is one row here and one `propose`. The order is
 * the order of the model's columns.
 */
const FAMILIES = {
  none: ['none'],
  // Something the product has no operation for: said so, never guessed.
  beyond: ['beyond'],
  flow: [
    'undo',
    'redo',
    'smalltalk',
    'submit',
    'confirm',
    'deny',
    'show',
    'help',
    'person',
    'cancelDraft',
    'repeatLast',
    'status',
  ],
  policy: ['ship_complete', 'ship_available_backorder_rest', 'ship_available_drop_rest', 'separate_order'],
  pay: ['pay:card', 'pay:link', 'pay:delivery', 'pay:invoice', 'pay:ref'],
  checkout: ['method', 'shipTo', 'billTo', 'customer', 'coupon', 'removeCoupon'],
  price: ['price:free', 'price:subtotal', 'price:shipping', 'price:line'],
  ask: [
    'ask:availability',
    'ask:price',
    'ask:total',
    'ask:shipping',
    'ask:restock',
    'ask:returns',
    'ask:payment',
    'ask:discounts',
    'ask:other',
  ],
  new: ['add', 'add!', 'addNot', 'addEach', 'copy', 'copy!', 'notFound', 'clarifyProduct'],
  away: ['remove', 'removeExcept', 'clear'],
  count: ['setQty', 'more', 'fewer', 'times'],
  change: ['setOption', 'setOption!', 'setOption!all', 'split', 'step', 'extreme', 'sameAs', 'share'],
  replace: ['replace', 'replace!', 'replaceMany'],
  which: ['clarifyLine'],
  rule: ['rule:flow', 'rule:people', 'rule:detail', 'rule:price', 'rule:question', 'rule:other'],
} as const

const entries = Object.entries(FAMILIES).flatMap(([family, types], group) =>
  types.map((type) => ({ type, family, group })),
)
export const TYPES: readonly string[] = entries.map(({ type }) => type)
export const FAMILY_NAMES: readonly string[] = Object.keys(FAMILIES)
export const GROUP_OF: Int32Array = Int32Array.from(entries, ({ group }) => group)
const ids = new Map(TYPES.map((type, id) => [type, id]))
export const typeId = (type: string): number => {
  const id = ids.get(type)
  if (id === undefined) throw new Error(`no candidate type ${type}`)
  return id
}
/** Columns of a feature: one per type, then one per family. */
export const COLUMNS = TYPES.length + FAMILY_NAMES.length
/** Before the first stretch. */
export const START = TYPES.length
