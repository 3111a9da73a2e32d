/**
 * Candidates that ask: about what, and about which product with which values (named, in focus, or
 * named beside the stretch). A question never changes the draft. Next: checkout.ts for the details
 * of an order.
 */

import { NAMES } from '#conversation/understanding/reader/model/classes.ts'
import { feature } from '#conversation/understanding/reader/situation.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import { type Stretch, saysAny, type WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { AskAbout, Op } from '#conversation/understanding/types.ts'
import { given } from '#domain/base/given.ts'
import { impliedBy } from './adds.ts'
import { choices, weakNumbers } from './choices.ts'
import { besideOf } from './inherit.ts'

const NAMED = {
  availability: NAMES.availability,
  price: NAMES.price,
  total: NAMES.total,
  shipping: NAMES.deliver,
  restock: NAMES.restock,
  returns: NAMES.returns,
  payment: /^(?:pay|payment|card|invoice|accept|cash|paypal)$/,
  discounts: /^(?:discount|discounts|deal|deals|offer|offers|coupon|sale|cheaper)$/,
  other: NAMES.other,
} as const satisfies Partial<Record<AskAbout, RegExp>>
const ABOUT = [
  'availability',
  'price',
  'total',
  'shipping',
  'restock',
  'returns',
  'payment',
  'discounts',
  'other',
] as const
const ASKING =
  /^(?:what|whats|how|when|do|does|is|are|can|could|have|has|where|which|who|why|will|would|got|any|wheres|hows|whens)$/

const TOPICS = new RegExp(
  '^(?:price|cost|stock|available|availability|total|delivery|shipping|returns?|refund|back|sizes' +
    '|colou?rs|info|question|wondering|know|tell)$',
)

type Subject = { readonly product?: string; readonly how: string; readonly at?: number; readonly of?: number }

export function proposeAsks(stretch: Stretch): void {
  const { situation, from, to } = stretch
  const asked = to === situation.units.length && situation.asked
  if (!asked && !saysAny(stretch, ASKING) && !(from === 0 && saysAny(stretch, TOPICS))) return
  const subjects = subjectsOf(stretch)
  for (const about of ABOUT) {
    const named = feature('named', String(saysAny(stretch, NAMED[about])))
    for (const subject of subjects) ask(stretch, about, subject, named)
  }
}

function subjectsOf(stretch: Stretch): readonly Subject[] {
  const { situation, products } = stretch
  const { units, cart, focus } = situation
  const out: Subject[] = [{ how: 'bare' }]
  products.slice(0, 2).forEach((at, k) => {
    const ids = units[at]?.products ?? []
    const held = cart.find((line) => ids.includes(line.product))?.product
    const product = ids.length === 1 ? ids[0] : held
    if (product !== undefined) out.push({ product, how: `own${k}`, at })
  })
  if (products.length > 0) return out
  const talked = focus === undefined ? undefined : cart[focus]?.product
  if (talked !== undefined && focus !== undefined) out.push({ product: talked, how: 'focus', of: focus })
  const asked = situation.message.pending?.line
  const other = asked === undefined ? undefined : cart[asked]?.product
  if (other !== undefined && asked !== undefined && other !== talked)
    out.push({ product: other, how: 'pending', of: asked })
  for (const { product, how } of besideOf(stretch)) out.push({ product, how })
  for (const product of impliedBy(stretch)) out.push({ product, how: 'implied' })
  return out
}

const weakOf = (stretch: Stretch, product: string): readonly number[] => weakNumbers(stretch, product).at(-1) ?? []

function ask(stretch: Stretch, about: AskAbout, subject: Subject, named: number): void {
  const { product, how, at, of } = subject
  const roles = new Map<number, WordRole>(at === undefined ? [] : [[at, 'Q']])
  const pending = stretch.situation.message.pending?.line === undefined ? [] : [feature('pendingLine')]
  const base = { op: 'ask', about, ...given({ product }) } as const
  const plain: Op = { ...base, ...given({ of }) }
  const type = `ask:${about}`
  propose(stretch, { type, ops: [plain], roles, said: [feature('subject', how), feature('noOpts'), named, ...pending] })
  if (product === undefined) return
  const values = stretch.valued.filter((i) => i !== at)
  for (const choice of choices(stretch, values, product, weakOf(stretch, product))) {
    if (Object.keys(choice.options).length === 0) continue
    const said = [feature('subject', how), feature('withOpts'), ...choice.said, named]
    propose(stretch, {
      type,
      ops: [{ ...base, options: choice.options }],
      roles: new Map([...roles, ...choice.roles]),
      said,
    })
  }
}
