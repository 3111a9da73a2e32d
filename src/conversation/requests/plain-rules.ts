/**
 * The shapes of the plain commands, one row each: a regular expression with named groups and what it means. Rows return undefined when the words
 * only look like the command ("add 2 blue mugs" is no SKU).
 */

import type { LineRef } from './arguments.ts'
import { afterRules } from './plain-after.ts'
import { approvalRules } from './plain-approvals.ts'
import type { Plain } from './plain-commands.ts'
import { identityRules } from './plain-identity.ts'
import { COUNT, type Counted, countedSku, knownSku, listed, type Skus, skuOf, writtenAsSku } from './plain-skus.ts'
import { staffRules } from './plain-staff.ts'
import { stockRules } from './plain-stock.ts'
import { addressRef, lineOf, splitContact } from './plain-words.ts'
import type { Request } from './request.ts'

export type Words = Readonly<Record<string, string | undefined>>
/** `skus`: the shop's own, so that an argument that is one is never read as anything else. */
export type Rule = { readonly shape: RegExp; readonly read: (words: Words, skus: Skus) => Plain | undefined }

const one = (request: Request): Plain => ({ requests: [request] })
const reasonOf = ({ reason }: Words): { readonly reason?: string } => (reason?.trim() ? { reason: reason.trim() } : {})
const rule = (shape: RegExp, read: Rule['read']): Rule => ({ shape, read })

/** Commands of one word or phrase. */
export const BARE: Readonly<Record<string, Request>> = {
  clear: { kind: 'clear' },
  'clear cart': { kind: 'clear' },
  undo: { kind: 'undo' },
  redo: { kind: 'redo' },
  show: { kind: 'show' },
  'show cart': { kind: 'show' },
  cart: { kind: 'show' },
  place: { kind: 'place' },
  'place order': { kind: 'place' },
  'place the order': { kind: 'place' },
  'place it': { kind: 'place' },
  cancel: { kind: 'cancel' },
  'cancel it': { kind: 'cancel' },
  'cancel the cart': { kind: 'cancel', which: 'cart' },
  'cancel cart': { kind: 'cancel', which: 'cart' },
  'cancel that': { kind: 'cancel' },
  'cancel the order': { kind: 'cancel' },
  'cancel my order': { kind: 'cancel' },
  yes: { kind: 'yes' },
  y: { kind: 'yes' },
  'yes please': { kind: 'yes' },
  no: { kind: 'no' },
  n: { kind: 'no' },
  'no thanks': { kind: 'no' },
  'leave it out': { kind: 'leave-out' },
  'leave them out': { kind: 'leave-out' },
  'leave that out': { kind: 'leave-out' },
  'read back': { kind: 'read-back' },
  'remove adjustment': { kind: 'remove-adjustment' },
  'remove coupon': { kind: 'remove-coupon' },
  quote: { kind: 'quote', days: 7 },
  why: { kind: 'why' },
  help: { kind: 'help' },
  '?': { kind: 'help' },
  drafts: { kind: 'drafts' },
  overview: { kind: 'overview' },
  new: { kind: 'new' },
  next: { kind: 'next' },
  orders: { kind: 'orders' },
  unpaid: { kind: 'unpaid' },
  status: { kind: 'status' },
  guest: { kind: 'guest' },
  register: { kind: 'register' },
  'pay card': { kind: 'pay', payment: 'stored' },
  'pay link': { kind: 'pay', payment: 'link' },
  'pay on delivery': { kind: 'pay', payment: 'delivery' },
  'pay invoice': { kind: 'pay', payment: 'invoice' },
  'bill to same': { kind: 'bill-to', address: { by: 'same' } },
  'give my limit': { kind: 'limit-choice', choice: 'within-limit' },
  'leave it': { kind: 'limit-choice', choice: 'leave' },
  ask: { kind: 'limit-choice', choice: 'ask' },
  backorders: { kind: 'what-if' },
  options: { kind: 'what-if' },
  'what are my options': { kind: 'what-if' },
  'backorders complete': { kind: 'backorders', policy: 'ship-complete' },
  'backorders available': { kind: 'backorders', policy: 'ship-available-then-backorder' },
  'backorders drop': { kind: 'backorders', policy: 'ship-available-drop-rest' },
  'backorders separate': { kind: 'backorders', policy: 'move-to-separate-order' },
  approvals: { kind: 'approvals' },
  approve: { kind: 'decide-approval', decision: 'approve' },
  decline: { kind: 'decide-approval', decision: 'decline' },
  accept: { kind: 'accept-counter' },
  withdraw: { kind: 'withdraw-approval' },
  'ask for approval': { kind: 'limit-choice', choice: 'ask' },
  staff: { kind: 'staff' },
  unlink: { kind: 'unlink' },
  'link codes': { kind: 'link-codes' },
  rights: { kind: 'staff' },
  person: { kind: 'ask-person' },
  'talk to a person': { kind: 'ask-person' },
  'take over': { kind: 'take-over' },
  'hand back': { kind: 'hand-back' },
  'end the talk': { kind: 'end-talk' },
  'end talk': { kind: 'end-talk' },
  'end the chat': { kind: 'end-talk' },
  'end chat': { kind: 'end-talk' },
}

/** A whole line that is a keyword or a bare number. Numbers of three digits and more are values (a postcode), not choices. */
export function bareWord(line: string): Request | undefined {
  const number = /^#?(\d{1,2})[.)]?$/.exec(line)
  if (number?.[1] !== undefined) return { kind: 'choose', option: Number(number[1]) }
  const words = line.toLowerCase().replace(/\s+/g, ' ')
  const plain = words.replace(/ ?[.!]+$/, '')
  if (Object.hasOwn(BARE, plain)) return BARE[plain]
  const asked = words.replace(/ ?\?$/, '')
  return /^(?:show|show cart|cart|why|help|drafts|orders|status)$/.test(asked) ? BARE[asked] : undefined
}

const AMOUNT = String.raw`(?<amount>[-+]*[$€£¥]?[-+]?(?:\d|\.\d)[^\s:]*(?:\s(?!off)[A-Za-z]{3}(?=\s|:|,|$))?|NaN)`
const REASON = String.raw`(?:\s*[:,]\s*(?<reason>\S[^\n]*))?`

const customer: readonly Rule[] = [
  rule(/^(?:order\s+)?guest\s+(?<who>[^\n:]{2,120})(?::\s*(?<rest>[\s\S]+)|:)?$/i, ({ who = '', rest }) => {
    const { name, email, phone, tidy } = splitContact(who)
    const contact = email ?? phone
    return tidy ? { ...one({ kind: 'guest', ...(name && { name }), ...(contact && { contact }) }), ...(rest && { rest }) } : undefined
  }),
  rule(/^(?:order\s+)?register\s+(?<who>[^\n:]{2,160})(?::\s*(?<rest>[\s\S]+)|:)?$/i, ({ who = '', rest }) => {
    const { name, email, phone, tidy } = splitContact(who)
    if (!tidy || (name === undefined && email === undefined)) return undefined
    return { ...one({ kind: 'register', ...(name && { name }), ...(email && { email }), ...(phone && { phone }) }), ...(rest && { rest }) }
  }),
  rule(/^customer:?\s+(?<who>[^\n:]{2,120})$/i, ({ who = '' }) => {
    const { tidy } = splitContact(who)
    return tidy ? one({ kind: 'customer', query: who.trim() }) : undefined
  }),
  rule(/^order\s+for\s+(?<who>[^\n:]{2,120}?)\s*(?::\s*(?<rest>[\s\S]*))?$/i, ({ who = '', rest }) => {
    const { tidy } = splitContact(who)
    return tidy ? { ...one({ kind: 'customer', query: who.trim() }), ...(rest?.trim() && { rest: rest.trim() }) } : undefined
  }),
  // The text of a slash command: "/order C-1002: 2 white enamel mugs", "/order for jane@example.com: 2 mugs".
  rule(/^(?:order\s+)?(?:for\s+)?(?<who>c-\d{1,9}|[^\s:@]+@[^\s:@]+\.[^\s:@]+)\s*(?::\s*(?<rest>[\s\S]*))?$/i, ({ who = '', rest }) => ({
    ...one({ kind: 'customer', query: who }),
    ...(rest?.trim() && { rest: rest.trim() }),
  })),
]

/** Every item of the list a SKU with or without a count; undefined: one of them is something else. */
function addAll(items: string, skus: Skus, exact: boolean): Plain | undefined {
  const counted = listed(items).map((item) => countedSku(item, skus))
  const adds = counted.flatMap((each): readonly Request[] => {
    if (each === undefined || (exact && !standsAlone(each, skus))) return []
    return [{ kind: 'add-sku', sku: each.sku, quantity: each.quantity === '' ? '1' : each.quantity }]
  })
  return adds.length > 0 && adds.length === counted.length ? { requests: adds } : undefined
}

/** Without "add" it has to be a SKU of the shop, written as one, and counted. */
const standsAlone = ({ said, quantity }: Counted, skus: Skus): boolean =>
  quantity !== '' && knownSku(said, skus) !== undefined && writtenAsSku(said)

/** The line of a SKU, with what else is asked of it. */
function onLine(sku: string | undefined, skus: Skus, request: (line: LineRef) => Request): Plain | undefined {
  const known = skuOf(sku ?? '', skus)
  return known === undefined ? undefined : one(request(lineOf(known)))
}

const QUANTITY = `(?<quantity>${COUNT})`
const lines: readonly Rule[] = [
  rule(/^add\s+(?<items>[^\n]+)$/i, ({ items = '' }, skus) => addAll(items, skus, false)),
  rule(/^(?<items>[^\n]+)$/, ({ items = '' }, skus) => addAll(items, skus, true)),
  rule(new RegExp(String.raw`^set\s+(?<sku>\S+)\s+(?:to\s+)?${QUANTITY}$`, 'i'), ({ sku, quantity = '' }, skus) =>
    onLine(sku, skus, (line) => ({ kind: 'set-quantity', line, quantity })),
  ),
  rule(/^remove\s+coupon\s+(?<code>\S+)$/i, ({ code = '' }) => one({ kind: 'remove-coupon', code })),
  rule(/^remove\s+(?<sku>\S+)$/i, ({ sku }, skus) => onLine(sku, skus, (line) => ({ kind: 'remove-line', line }))),
  rule(/^note\s+(?<sku>\S+)\s+(?<note>[\s\S]+)$/i, ({ sku, note = '' }, skus) =>
    onLine(sku, skus, (line) => ({ kind: 'note', line, note: note.trim() })),
  ),
]

const delivery: readonly Rule[] = [
  rule(
    new RegExp(String.raw`^ship\s+${QUANTITY}\s+(?<sku>\S+)\s+to\s+(?<where>[\s\S]+)$`, 'i'),
    ({ quantity = '', sku, where = '' }, skus) => {
      const address = addressRef(where)
      return address && onLine(sku, skus, (line) => ({ kind: 'ship-line-to', line, quantity, address }))
    },
  ),
  rule(/^ship\s+to:?\s+(?<where>[\s\S]+)$/i, ({ where = '' }) => {
    const address = addressRef(where)
    return address && one({ kind: 'ship-to', address })
  }),
  rule(/^bill\s+to:?\s+(?<where>[\s\S]+)$/i, ({ where = '' }) => {
    const address = addressRef(where)
    return address && one({ kind: 'bill-to', address })
  }),
  rule(/^method\s+(?<method>[\w-]+)$/i, ({ method = '' }) => one({ kind: 'method', method })),
  rule(/^pay\s+invoice\s+(?<reference>\S+)$/i, ({ reference = '' }) => one({ kind: 'pay', payment: 'invoice', reference })),
]

const prices: readonly Rule[] = [
  rule(/^coupon\s+(?:code\s+)?(?<code>(?!please\b|codes?\b)[^\s?]+)$/i, ({ code = '' }) => one({ kind: 'coupon', code })),
  rule(new RegExp(String.raw`^take\s+${AMOUNT}\s+off${REASON}$`, 'i'), (words) =>
    words['amount']?.endsWith('%') ? undefined : one({ kind: 'subtract', amount: words['amount'] ?? '', ...reasonOf(words) }),
  ),
  rule(new RegExp(String.raw`^shipping\s+${AMOUNT}${REASON}$`, 'i'), (words) =>
    one({ kind: 'override-shipping', amount: words['amount'] ?? '', ...reasonOf(words) }),
  ),
  rule(new RegExp(String.raw`^price\s+(?<sku>\S+)\s+${AMOUNT}(?<off>\s+off)?${REASON}$`, 'i'), (words, skus) => {
    const { sku, amount = '', off } = words
    const kind = amount.endsWith('%') ? 'percent-off' : off === undefined ? 'price' : 'amount-off'
    return onLine(sku, skus, (line) => ({ kind: 'override-line', line, change: { kind, amount }, ...reasonOf(words) }))
  }),
]

/** A reading of what is there is no booking of goods (plain-stock.ts). */
const BOOKING = /^(?:receive|set|expect)\b/i
const order: readonly Rule[] = [
  rule(/^what(?:['’]?s|\s+is)\s+in\s+(?<which>the|my|this|her|his|their)\s+(?:cart|order|basket)\s*\?*$/i, () => one({ kind: 'show' })),
  rule(/^why\s+not\s+(?<about>\S+?)\s*\?*$/i, ({ about = '' }) => one({ kind: 'why-not', about })),
  rule(/^why\s+is\s+(?<total>it|that|the\s+total)\s+[$€£¥]?[\d.,]*\d\s*\?*$/i, () => one({ kind: 'why' })),
  rule(/^why\s+(?<about>[A-Z0-9]*\d[A-Z0-9-]*|[A-Z0-9]+-[A-Z0-9-]+)\s*\?*$/, ({ about = '' }) => one({ kind: 'why', about })),
  rule(/^quote\s+(?<days>\d{1,9})(?:\s+days?)?$/i, ({ days = '' }) => one({ kind: 'quote', days: Number(days) })),
  rule(/^comment:?\s+(?<text>[\s\S]+)$/i, ({ text = '' }) => one({ kind: 'comment', text: text.trim() })),
  rule(/^memo:?\s+(?<text>[\s\S]+)$/i, ({ text = '' }) => one({ kind: 'memo', text: text.trim() })),
  rule(/^resume\s+#?(?<ref>\d{1,9})$/i, ({ ref = '' }) => one({ kind: 'resume', ref: Number(ref) })),
  rule(/^give\s+to\s+(?<staff>[\w.-]{1,40})$/i, ({ staff = '' }) => one({ kind: 'give-to', staff: staff.toLowerCase() })),
  rule(/^status\s+#?(?<order>\d{1,9})(?:\s+(?<email>\S+@\S+))?\s*\?*$/i, ({ order = '', email }) =>
    one({ kind: 'status', order: Number(order), ...(email && { email }) }),
  ),
  rule(/^find\s+(?<text>[^\n]{1,200})$/i, ({ text = '' }) => one({ kind: 'find', text: text.trim() })),
  rule(/^stock\s+(?<text>[^\n]{1,200}?)\s*\?*$/i, ({ text = '' }, skus) =>
    BOOKING.test(text) && knownSku(text, skus) === undefined ? undefined : one({ kind: 'stock', text: text.trim() }),
  ),
]

const talk: readonly Rule[] = [rule(/^say:?\s+(?<text>[\s\S]+)$/i, ({ text = '' }) => one({ kind: 'say', text: text.trim() }))]

export const RULES: readonly Rule[] = [
  ...afterRules,
  ...stockRules,
  ...customer,
  ...lines,
  ...delivery,
  ...prices,
  ...order,
  ...approvalRules,
  ...staffRules,
  ...identityRules,
  ...talk,
]
