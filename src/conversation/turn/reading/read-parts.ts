/**
 * Half-understood messages: what surely means something is done, the rest stays open or is quoted.
 * Rule: a part counts by itself only where it names its own item or a fact of its own; words that
 * could belong to their neighbour are never torn from it. Next: read-freely.ts asks it where the
 * whole is not sure.
 */
import type { Request } from '#conversation/requests/request.ts'
import { cuts, mayBeShares, sharesOf } from '#conversation/understanding/everyday/shares.ts'
import type { Op, Understood } from '#conversation/understanding/types.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import type { Catalog } from '#domain/model/catalog.ts'

/** `before`: what was read of the message so far. */
export type ReadPart = (part: string, before?: Understood) => Understood
export type Parts = {
  readonly done: readonly Op[]
  readonly open: readonly string[]
  readonly words: readonly string[]
}

const BETWEEN = /,\s+|[;\n]|\s(?:and|plus|&)\s|(?<=[.!?])\s+/i
/** What means the same whatever stands beside it. */
const BY_ITSELF: ReadonlySet<Op['op']> = new Set([
  ...(['add', 'coupon', 'shipMethod', 'payment', 'customer', 'customerName', 'guest', 'register'] as const),
  ...(['email', 'phone', 'smalltalk'] as const),
])

type ReadOne = { readonly part: string; readonly read: Understood }

/** Undefined: no part of it is sure, or what is left may belong to what is. */
export function partlyRead(text: string, read: ReadPart, catalog: Catalog): Parts | undefined {
  const parts = text
    .split(BETWEEN)
    .map((one) => one.trim())
    .filter((part) => /[\p{L}\d]/u.test(part))
  if (parts.length < 2 || parts.length > 12) return undefined
  const each: ReadOne[] = []
  for (const part of parts) {
    const before = each.filter(({ read: { confident } }) => confident).at(-1)?.read
    each.push({ part, read: read(part, before) })
  }
  const sure = each.filter((one) => isSure(one, catalog))
  const missing = each.filter(({ read: { ops } }) => ops.length > 0 && ops.every(({ op }) => op === 'notFound'))
  const rest = each.filter((one) => !sure.includes(one) && !missing.includes(one))
  if (!sure.some(({ read: { ops } }) => ops.some(({ op }) => op !== 'smalltalk'))) return undefined
  if (rest.some((one) => one.read.unexplained.length === 0 && !namesItem(one, catalog))) return undefined
  return {
    done: [...sure, ...missing].flatMap((one) => one.read.ops).filter(({ op }) => op !== 'smalltalk'),
    open: rest.filter((one) => one.read.ops.length > 0).map(({ part }) => part),
    words: rest.filter((one) => one.read.ops.length === 0).flatMap((one) => one.read.unexplained),
  }
}

const isSure = (one: ReadOne, catalog: Catalog): boolean =>
  one.read.confident &&
  one.read.ops.every(({ op }) => BY_ITSELF.has(op)) &&
  (one.read.ops.every(({ op }) => op !== 'add') || namesItem(one, catalog))

/** What is added is named in these very words, or "ones" points at what was said just before. */
function namesItem({ part, read }: ReadOne, { products }: Catalog): boolean {
  const words = wordsOf(part)
  return (
    read.ops.length > 0 &&
    read.ops.every((op) => {
      const product = op.op === 'add' ? products.get(op.product) : undefined
      if (product === undefined) return false
      const names = [product.name, product.plural, ...product.synonyms].map((name) => wordsOf(name).at(-1))
      return words.includes('one') || names.some((name) => name !== undefined && words.includes(name))
    })
  )
}
const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\d-]+/gu) ?? []).map((word) => word.replace(/(?<=..)s$/, ''))

/** "Half red, half yellow". */
const HALF = /\bhalf(?: of (?:it|them|those))?(?: (?:in|the))?\s+/gi

/** "24 navy polos, 8 each of m l xl": one line a size, or a question where the numbers do not add up. */
export function sharedOut(text: string, read: ReadPart, catalog: Catalog): readonly Request[] | undefined {
  for (const { head, tail } of cuts(text)) {
    if (!/[\p{L}]/u.test(head) || !mayBeShares(tail.replace(HALF, '1 '), catalog)) continue
    const { ops } = read(head)
    const [add] = ops
    if (add?.op !== 'add' || ops.length !== 1) continue
    if (HALF.test(tail) && add.quantity % 2 !== 0) continue
    const shares = sharesOf(tail.replace(HALF, `${add.quantity / 2} `), add.product, catalog)
    if (shares === undefined || shares.some(({ option }) => add.options[option] !== undefined)) continue
    const sum = shares.reduce((total, { quantity }) => total + quantity, 0)
    const whole = /\d|\bdozen\b/i.test(head) ? add.quantity : sum
    if (whole !== sum) return [doesNotAddUp(text, whole, sum)]
    return shares.map(({ option, value, quantity }) => ({
      kind: 'add-product',
      productId: add.product,
      options: { ...add.options, [option]: value },
      quantity,
    }))
  }
  return undefined
}

const doesNotAddUp = (text: string, whole: number, sum: number): Request => ({
  kind: 'unclear',
  about: understoodWords.numbersDisagree(text.trim(), whole, sum),
  candidates: [],
  text,
})
