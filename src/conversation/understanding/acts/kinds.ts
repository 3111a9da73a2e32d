/**
 * What a stretch of a message may be about, besides goods for the cart: `cart` is left to the
 * reader of carts, `skip` is said by the way, every other kind is one operation. What has a closed
 * list of values is a kind for each of them; the rest is filled in from the words (slots.ts).
 */
export const ACT_KINDS = [
  ...['cart', 'skip', 'smalltalk', 'help', 'show', 'person', 'confirm', 'deny', 'submit', 'cancelDraft'],
  ...['customer', 'customerName', 'guest', 'register', 'phone', 'email', 'link', 'code', 'forgetMe'],
  ...['shipTo', 'billTo', 'splitShip', 'method', 'coupon', 'removeCoupon', 'comment', 'memo'],
  ...['shipMethod:express', 'shipMethod:standard', 'shipMethod:pickup'],
  ...['payment:card', 'payment:link', 'payment:invoice', 'payment:delivery', 'payment:transfer'],
  ...['priceAdjust:subtotal', 'priceAdjust:shipping', 'priceAdjust:line', 'percentOff', 'lineOff', 'removeAdjust'],
  ...['reason', 'askApproval', 'accept', 'approve', 'decline', 'counter', 'quote', 'drafts', 'resume', 'undoTo'],
  ...['takeOver', 'handBack', 'give', 'say', 'why', 'whyNot', 'policy', 'repeatLast'],
  ...['backorder:ship_complete', 'backorder:ship_available_backorder_rest'],
  ...['backorder:ship_available_drop_rest', 'backorder:separate_order'],
  ...['whatIf:policy', 'whatIf:method', 'whatIf:coupon'],
  ...['ask:delivery', 'ask:postage', 'ask:total', 'ask:returns', 'ask:availability', 'ask:price', 'ask:restock'],
  ...['ask:invoice', 'ask:address', 'ask:refund', 'ask:approval', 'ask:discounts', 'ask:other'],
  ...['status', 'orders', 'history', 'cancelOrder', 'returnItems', 'received', 'exchange', 'refund'],
  ...['refund:shipping', 'refund:coupon', 'refund:difference', 'refund:goodwill', 'reorder', 'editOrder'],
  ...['addToOrder', 'changeAddress', 'changeMethod:express', 'changeMethod:standard', 'changeMethod:pickup'],
  ...['changeContact', 'resendLink', 'paid', 'ship', 'release', 'wait', 'expedite', 'withdraw', 'complain'],
  ...['orderComment'],
] as const
export type ActKind = (typeof ACT_KINDS)[number]
export const CART = 0
export const SKIP = 1
