/**
 * Plain commands about goods: `stock receive HOOD-BLACK-L 3`, `stock set ...`, `stock expect HOOD-BLACK-L 10 2026-12-14`; and about orders that wait for
 * them: `release`, `wait`, `swap A for B`, `expedite 10001`, with a number or in the order's own thread. Who may, is asked when it is carried out.
 */
import type { Rule } from './plain-rules.ts'
import { type Skus, skuOf } from './plain-skus.ts'
import type { Request } from './request.ts'

type Words = Readonly<Record<string, string | undefined>>
const rule = (shape: string, request: (words: Words, skus: Skus) => Request | undefined): Rule => ({
  shape: new RegExp(`^${shape}[.!]*$`, 'i'),
  read(words, skus) {
    const made = request(words, skus)
    return made && { requests: [made] }
  },
})
const ORDER = String.raw`(?:\s+(?:order\s+)?#?(?<order>\d{3,9}))`
const DAY = String.raw`(?<on>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))`
const numbered = ({ order }: Words): { readonly order?: number } => (order === undefined ? {} : { order: Number(order) })

export const stockRules: readonly Rule[] = [
  rule(String.raw`stock\s+(?<kind>receive|set)\s+(?<sku>\S+)\s+(?<quantity>\d{1,7})`, ({ kind, sku = '', quantity }) => ({
    kind: 'change-stock',
    change: { kind: kind?.toLowerCase() === 'set' ? 'set' : 'receive', sku: sku.toUpperCase(), quantity: Number(quantity) },
  })),
  rule(String.raw`stock\s+expect\s+(?<sku>\S+)\s+(?<quantity>\d{1,7})(?:\s+(?:on\s+)?${DAY})?`, ({ sku = '', quantity, on }) => ({
    kind: 'change-stock',
    change: { kind: 'expect', sku: sku.toUpperCase(), quantity: Number(quantity), ...(on === undefined ? {} : { on }) },
  })),
  rule(`(?<act>release|wait|expedite)${ORDER}?`, (words) => {
    const said = words['act']?.toLowerCase()
    const act = (['release', 'wait', 'expedite'] as const).find((known) => known === said)
    return act && { kind: 'waiting', act, ...numbered(words) }
  }),
  rule(String.raw`swap${ORDER}?\s+(?<from>\S+)\s+for\s+(?<to>\S+)`, (words, skus) => {
    const from = skuOf(words['from'] ?? '', skus)
    const to = skuOf(words['to'] ?? '', skus)
    return from !== undefined && to !== undefined ? { kind: 'swap', from, to, ...numbered(words) } : undefined
  }),
]
