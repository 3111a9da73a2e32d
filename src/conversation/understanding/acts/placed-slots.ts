/**
 * Acts on an order that is placed: which order, which of its goods, how much. Without a known order
 * its goods are taken by their names from the catalog. Next: order-goods.ts reads the goods.
 */
import { given } from '#domain/base/given.ts'
import type { SpokenGoods } from '../act-types.ts'
import type { Op, SpokenLine } from '../types.ts'
import { type ActFilling, couponSaidIn, moneyIn, numbersIn, unitIn, whereTo } from './filling.ts'
import { linesOfOrder, namedIn } from './goods.ts'
import { addedTo, again, exchanged, takenOff, wantedCounts } from './order-goods.ts'
import { complaintIn, noteIn, phoneIn, reasonAfter, reasonIn } from './texts.ts'

export function placedSlots(name: string, value: string, part: ActFilling): Op | undefined {
  const of = given({ order: orderIn(part) })
  const lines = linesOf(part, of.order)
  switch (name) {
    case 'status':
    case 'resendLink':
    case 'history':
    case 'paid':
    case 'release':
    case 'wait':
    case 'expedite':
    case 'withdraw':
      return { op: name, ...of }
    case 'cancelOrder':
      return { op: name, ...of, ...given({ items: itemsUnless(part, () => takenOff(part, part.text, lines)) }) }
    case 'returnItems': {
      const items = itemsUnless(part, () => goods(part, lines))
      return { op: name, ...of, ...given({ items, reason: returnReason(part) }) }
    }
    case 'received':
      return { op: 'returnItems', ...of, ...given({ items: goods(part, lines) }), received: true }
    case 'exchange': {
      const both = exchanged(part, part.text, lines)
      return both === undefined ? undefined : { op: name, ...of, ...both }
    }
    case 'editOrder': {
      const counts = wantedCounts(part, part.text, lines)
      return counts === undefined ? undefined : { op: name, ...of, ...counts }
    }
    case 'addToOrder': {
      const items = addedTo(part, part.text, part.scene.message.lines)
      return items === undefined ? undefined : { op: name, ...of, items }
    }
    case 'reorder':
      return {
        op: name,
        ...of,
        ...(lines.length > 0 && of.order?.startsWith('with:') !== true
          ? again(part, part.text, lines)
          : againFree(part)),
      }
    case 'refund':
      return refunded(value, part, lines, of)
    default:
      return contactSlots(name, value, part, of)
  }
}

/** Of an order whose lines are not known: what comes after "without" and "with". */
function againFree(part: ActFilling): { readonly without?: SpokenGoods; readonly with?: SpokenGoods } {
  const free = namedIn(part).flatMap(({ products: [product], options, count }): readonly SpokenLine[] =>
    product === undefined ? [] : [{ product, options, quantity: count ?? 1 }],
  )
  if (free.length === 0 || /\b(?:order|one) with\b/i.test(part.text)) return {}
  const plain = free.map((line) => ({ ...line, options: {} }))
  if (/\b(?:without|minus|not|skip|no|except|but the)\b/i.test(part.text)) return { without: plain }
  return /\bbut\b/i.test(part.text) ? { without: plain, with: free } : { with: free }
}

type OfOrder = { readonly order?: string }
function contactSlots(name: string, value: string, part: ActFilling, of: OfOrder): Op | undefined {
  switch (name) {
    case 'changeAddress': {
      const address = whereTo({ ...part, text: withoutOrder(part.text, of.order) })
      return address === undefined ? undefined : { op: name, ...of, address }
    }
    case 'changeMethod':
      return { op: name, ...of, method: unitIn(part, 'method') ?? value }
    case 'changeContact': {
      const email = unitIn(part, 'email')
      const phone = email === undefined ? phoneIn(withoutOrder(part.text, of.order)) : undefined
      return email === undefined && phone === undefined ? undefined : { op: name, ...of, ...given({ email, phone }) }
    }
    case 'ship': {
      const tracking = /\b[A-Z\d]{2,}-?[A-Z\d]*\d[A-Z\d]*\b/gu
      const code = [...part.text.matchAll(tracking)]
        .map(([said]) => said)
        .find((said) => said !== of.order && /[A-Z]/.test(said))
      return { op: name, ...of, ...given({ items: goods(part, linesOf(part, of.order)), tracking: code }) }
    }
    case 'complain':
      return { op: name, ...of, text: complaintIn(part.text) }
    case 'orderComment':
      return { op: name, ...of, text: noteIn(part.text) }
    default:
      return undefined
  }
}

const withoutOrder = (text: string, order: string | undefined): string =>
  order === undefined ? text : text.replace(new RegExp(`#?${order.replace(/\W/g, '')}`), ' ').trim()

const REFUNDED = ['shipping', 'coupon', 'difference', 'goodwill'] as const
function refunded(value: string, part: ActFilling, lines: readonly SpokenLine[], of: OfOrder): Op {
  const what = REFUNDED.find((kind) => kind === value)
  const items = what === undefined || what === 'difference' ? goods(part, lines) : undefined
  const counts = items?.map(({ quantity }) => quantity) ?? []
  const numbers = numbersIn(part).filter((number) => String(number) !== of.order)
  const marked = moneyIn(part)
  // "2.00 for the 2 mugs": with its mark it is an amount, however many are counted.
  const amounts = marked.length > 0 ? marked : numbers.filter((number) => !counts.includes(number))
  const amount =
    what === undefined || what === 'goodwill' ? (/\bfiver\b/i.test(part.text) ? 5 : amounts.at(-1)) : undefined
  const reason = what === 'coupon' ? couponSaidIn(part) : returnReason(part)
  return { op: 'refund', ...of, ...given({ amount, items, what, reason: what === 'difference' ? undefined : reason }) }
}

/** "Return all", "cancel everything": no goods are named. */
function itemsUnless(part: ActFilling, read: () => SpokenGoods | undefined): SpokenGoods | undefined {
  return namedIn(part).length === 0 ? undefined : read()
}

/** Lines of the order that are named; of an unknown order, what is named. */
function goods(part: ActFilling, lines: readonly SpokenLine[]): SpokenGoods | undefined {
  const named = linesOfOrder(part, lines)
  if (named.length > 0) return named
  const others = lines.length > 0 ? [] : namedIn(part).filter(({ kept }) => !kept)
  const free = others.flatMap(({ products: [product], count }): readonly SpokenLine[] =>
    product === undefined ? [] : [{ product, quantity: count ?? 1, options: {} }],
  )
  return free.length > 0 ? free : undefined
}

/** The lines of the order that is spoken of; of another one they are not known. */
function linesOf({ scene }: ActFilling, order: string | undefined): readonly SpokenLine[] {
  const { order: spoken } = scene.message
  return spoken !== undefined && (order === undefined || order === spoken.number) ? spoken.lines : []
}

const PREVIOUS = /\b(?:previous|earlier|one before|before that)\b/i
const WITH = /\b(?:order|one|ones|parcel)\s+(?:with|w\/?)\s/i
export function orderIn(part: ActFilling): string | undefined {
  const { scene, from, to, text } = part
  const number = scene.units
    .slice(from, to)
    .find(
      ({ number: said, raw, money }, i) =>
        said !== undefined &&
        said >= 1000 &&
        money !== true &&
        /^\d{4,6}$/.test(raw) &&
        (scene.words[from + i] === '<big>' || scene.words[from + i] === '<order>'),
    )?.raw
  if (number !== undefined) return number
  const at = WITH.exec(text)
  if (at !== null) {
    const start = (scene.units[from]?.start ?? 0) + at.index
    const behind = scene.units.findIndex((unit) => unit.start >= start)
    const [named] = namedIn({ scene, from: Math.max(from, behind), to })
    const [product] = named?.products ?? []
    const here = scene.message.order?.lines.some((line) => line.product === product) === true
    if (product !== undefined && !here) return `with:${product}`
  }
  return PREVIOUS.test(text) ? 'previous' : undefined
}

/** "For the hoodie" is no reason. */
const isGoods = ({ scene, from, to }: ActFilling, said: string): boolean =>
  scene.units
    .slice(from, to)
    .some((unit) => unit.products !== undefined && said.replace(/^(?:the|my|an?|\d+)\s+/i, '') === unit.raw)

const ASKED = new RegExp(
  String.raw`^\d+(?:\.\d+)?$|\b(?:credit|refund|give|want|wants|would|please|pls|can|could|money|how|send|return` +
    String.raw`|all of it|everything|keep)\b`,
  'i',
)
const WHY = new RegExp(
  String.raw`\b((?:it'?s |its |they are |is )?(?:too|a bit|huge|faulty|broken|damaged|defective|unused|wrong|missing` +
    String.raw`|dont fit|doesn'?t fit|it never|arrived|smells|itches)\b.*)$`,
  'iu',
)
function returnReason(part: ActFilling): string | undefined {
  if (part.scene.message.pending?.ask === 'reason') return reasonIn(part.text)
  const said = reasonAfter(part.text, ASKED)
  if (said !== undefined) return isGoods(part, said) ? undefined : said
  const why = WHY.exec(part.text)
  return why?.[1]?.replace(/^(?:it'?s|its|they are|is)\s+/i, '').replace(/[.!?]+$/, '')
}
