/**
 * What is wished of the goods of a placed order, read as the reader of carts reads a cart: the
 * lines of the order stand for it. "The teapot in white" changes a line, "only 4 mugs" its number.
 * Next: slots.ts says what it means for the order.
 */
import { trainedModel } from '#conversation/understanding/reader/model/weights.ts'
import type { SpokenGoods } from '../act-types.ts'
import { readBest } from '../reader/read.ts'
import type { Op, SpokenLine } from '../types.ts'
import { linesOfOrder, namedIn, type StretchPart } from './goods.ts'

const plain = ({ product, quantity }: SpokenLine): SpokenLine => ({ product, quantity, options: {} })

/** What would become of these lines if they were a cart. */
export function changesOf({ scene }: StretchPart, text: string, lines: readonly SpokenLine[]): readonly Op[] {
  const { order: _, pending: __, undoTo: ___, ...message } = scene.message
  return readBest(trainedModel(), scene.lexicon, {
    ...message,
    text,
    lines,
    focus: Math.max(0, lines.length - 1),
  }).ops
}

export function takenOff(part: StretchPart, text: string, lines: readonly SpokenLine[]): SpokenGoods | undefined {
  const named = linesOfOrder(part, lines)
  if (named.length > 0 && !/\b(?:only|just|less|fewer)\b/i.test(text)) return named
  const off = changesOf(part, text, lines).flatMap((op): readonly SpokenLine[] => {
    const line = 'line' in op && op.line !== undefined ? lines[op.line] : undefined
    if (line === undefined) return []
    if (op.op === 'remove') return [plain(line)]
    if (op.op === 'changeQty' && op.by < 0) return [{ ...plain(line), quantity: Math.min(-op.by, line.quantity) }]
    return []
  })
  return off.length > 0 ? off : named.length > 0 ? named : undefined
}

export type Exchanged = { readonly items: SpokenGoods; readonly for: SpokenGoods }
export function exchanged(part: StretchPart, text: string, lines: readonly SpokenLine[]): Exchanged | undefined {
  const items: SpokenLine[] = []
  const instead: SpokenLine[] = []
  const put = (line: SpokenLine | undefined, quantity: number, by: SpokenLine): void => {
    if (line === undefined) return
    items.push({ ...plain(line), quantity })
    instead.push(by)
  }
  const ops = changesOf(part, text, lines)
  for (const op of ops) {
    const line = 'line' in op && op.line !== undefined ? lines[op.line] : undefined
    const quantity = line?.quantity ?? 1
    if (op.op === 'setOption') put(line, quantity, { product: line?.product ?? '', quantity, options: op.options })
    else if (op.op === 'split')
      put(line, op.quantity, { product: line?.product ?? '', quantity: op.quantity, options: op.options })
    else if (op.op === 'replace')
      put(line, quantity, { product: op.product, quantity: op.quantity, options: op.options })
  }
  if (items.length > 0) return { items, for: instead }
  const named = linesOfOrder(part, lines)
  const added = ops.flatMap((op) => (op.op === 'add' ? [op] : []))
  const [thing] = named.length > 0 ? named : lines.length === 1 ? lines.map(plain) : []
  const [other] = added
  if (thing === undefined) return undefined
  if (other === undefined) return { items: named.length > 0 ? named : [thing], for: named.length > 0 ? named : [thing] }
  const { product, quantity, options } = other
  return {
    items: [thing],
    for: [{ product, options, quantity: product === thing.product ? thing.quantity : quantity }],
  }
}

export function wantedCounts(
  part: StretchPart,
  text: string,
  lines: readonly SpokenLine[],
): { items: SpokenGoods; quantity: number } | undefined {
  for (const op of changesOf(part, text, lines)) {
    const line = 'line' in op && op.line !== undefined ? lines[op.line] : undefined
    if (line === undefined) continue
    if (op.op === 'setQty') return { items: [plain(line)], quantity: op.quantity }
    if (op.op === 'changeQty' && line.quantity + op.by > 0)
      return { items: [plain(line)], quantity: line.quantity + op.by }
  }
  const [named] = linesOfOrder(part, lines)
  const { units } = part.scene
  const count = units.slice(part.from, part.to).find((unit) => unit.number !== undefined && unit.number < 1000)?.number
  const line = lines.find(({ product }) => product === named?.product)
  return line === undefined || count === undefined ? undefined : { items: [plain(line)], quantity: count }
}

export function addedTo(part: StretchPart, text: string, cart: readonly SpokenLine[]): SpokenGoods | undefined {
  const pointed = linesOfOrder(part, cart)
  if (pointed.length > 0 || /\b(?:all of )?(?:this|these|them|everything)\b/i.test(text)) {
    const lines = cart.filter(({ product }) => pointed.length === 0 || pointed.some((one) => one.product === product))
    if (lines.length > 0 && !/\b\d+ more\b|\banother\b/.test(text)) return lines
  }
  const added = changesOf(part, text.replace(TO_ORDER, ' '), []).flatMap((op): readonly SpokenLine[] =>
    op.op === 'add' ? [{ product: op.product, quantity: op.quantity, options: op.options }] : [],
  )
  if (added.length > 0) return added
  const named = namedIn(part).flatMap(({ products: [product], options, count }): readonly SpokenLine[] =>
    product === undefined ? [] : [{ product, options, quantity: count ?? 1 }],
  )
  return named.length > 0 ? named : undefined
}
const TO_ORDER = new RegExp(
  String.raw`\b(?:to|on|onto|in|into|with|over to)\s+(?:top of )?(?:(?:that|this|my|the|same)\s+)?(?:` +
    String.raw`(?:placed|other)\s+)?(?:order|parcel|#?\d{4,6})\b|#?\b\d{4,6}\b|\bsame (?:order|parcel)\b`,
  'giu',
)

/** "The same again but without the mugs, and 2 totes": against the lines of the order. */
export function again(
  part: StretchPart,
  text: string,
  lines: readonly SpokenLine[],
): { without?: SpokenGoods; with?: SpokenGoods } {
  const without: SpokenLine[] = []
  const more: SpokenLine[] = []
  for (const op of changesOf(part, text, lines)) {
    const line = 'line' in op && op.line !== undefined ? lines[op.line] : undefined
    if (op.op === 'remove' && line !== undefined) without.push(plain(line))
    else if (op.op === 'setQty' && line !== undefined) {
      without.push(plain(line))
      more.push({ ...plain(line), quantity: op.quantity })
    } else if (op.op === 'setOption' && line !== undefined) {
      without.push(plain(line))
      more.push({ ...plain(line), options: op.options })
    } else if (op.op === 'add') more.push({ product: op.product, quantity: op.quantity, options: op.options })
  }
  return { ...(without.length > 0 ? { without } : {}), ...(more.length > 0 ? { with: more } : {}) }
}
