/** What the rules make of a message, in words that can be compared with another reading's. */

import { meaningOf } from '#conversation/understanding/reader/meaning.ts'
import { LINE_OPS, type Op } from '#conversation/understanding/types.ts'

/** Lines are numbered as before the message. */
export type Opinion = { readonly ops: readonly Op[]; readonly meanings: readonly string[]; readonly sure: boolean }

const CART: ReadonlySet<Op['op']> = new Set<Op['op']>([
  ...LINE_OPS,
  'notFound',
  'noVariant',
  'clarify',
  'ask',
  'smalltalk',
  'deny',
])
/** Who, where, how paid, at what price: what changes no line of the cart. */
export const isDetail = ({ op }: Op): boolean => !CART.has(op)
export const meaningsText = (ops: readonly Op[]): string => [...new Set(ops.map(meaningOf))].sort().join('\n')
export const actsOf = (ops: readonly Op[]): string => meaningsText(ops.filter(isDetail))
