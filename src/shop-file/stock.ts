/**
 * What is here of each SKU: a default for all, and the exceptions. Shape, building and writing
 * back. Every SKU of the catalog gets its stock.
 */

import { z } from 'zod'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockData } from '#store/shop/shop-data.ts'
import { type Building, dayOf, type Piece } from './context.ts'
import { presentIn } from './present.ts'
import { flag, positive, relativeDate, usually, whole } from './scalars.ts'

const expected = z.strictObject({
  quantity: positive,
  on: relativeDate.optional().describe('Left out: announced without a date.'),
})
const stockLine = z.strictObject({
  onHand: whole.optional(),
  tracked: flag.optional().describe('false: no counts, dates or choices.'),
  backorders: usually(z.enum(['allowed', 'refused']), 'allowed'),
  discontinued: usually(flag, false),
  maxDaysAhead: positive.optional(),
  expected: usually(z.array(expected), []),
})
type StockLine = z.infer<typeof stockLine>
export const stockSchema = z.strictObject({
  default: z
    .string()
    .regex(/^(untracked|\d{1,9})$/, 'must be a whole number or "untracked"')
    .meta({ type: ['string', 'integer'] })
    .describe('On hand of every SKU not listed below, or "untracked".'),
  exceptions: usually(z.record(z.string(), stockLine), {}),
})
type StockSection = z.infer<typeof stockSchema>

const PLAIN: StockLine = { backorders: 'allowed', discontinued: false, expected: [] }

/** `known` also has the SKUs of products with other mistakes. */
export function buildStock(
  building: Building,
  { path, value }: Piece<StockSection>,
  skus: readonly Sku[],
  known: ReadonlySet<string>,
): readonly StockData[] {
  const exceptions = new Map<string, StockLine>()
  for (const [sku, line] of Object.entries(value.exceptions)) {
    if (!known.has(sku.toUpperCase())) building.problem([...path, 'exceptions', sku], `there is no SKU ${sku}`)
    exceptions.set(sku.toUpperCase(), line)
  }
  return [...new Set(skus)].map((sku) => buildLine(building, sku, exceptions.get(sku) ?? PLAIN, value.default))
}

function buildLine(building: Building, sku: Sku, line: StockLine, usual: string): StockData {
  const { backorders, discontinued, maxDaysAhead } = line
  const tracked = line.tracked ?? (line.onHand !== undefined || usual !== 'untracked')
  if (!tracked) return { sku, tracked: false, discontinued }
  const expected = line.expected.map(({ quantity, on }) => presentIn({ quantity, on: on && dayOf(building, on) }))
  return presentIn({
    ...{ sku, tracked: true as const, backorders, discontinued, maxDaysAhead },
    onHand: line.onHand ?? (usual === 'untracked' ? 0 : Number(usual)),
    expected: expected.sort((a, b) => ((a.on ?? '9999') < (b.on ?? '9999') ? -1 : 1)),
  })
}

/** The default is the count most plain SKUs have; everything else is an exception. */
export function writeStock(stock: readonly StockData[]): StockSection {
  const counts = new Map<string, number>()
  for (const plain of stock.flatMap((line) => plainCount(line) ?? [])) counts.set(plain, (counts.get(plain) ?? 0) + 1)
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'untracked'
  const exceptions = stock
    .filter((line) => plainCount(line) !== usual)
    .map((line): [string, StockLine] => [line.sku, writeLine(line)])
  return { default: usual, exceptions: Object.fromEntries(exceptions) }
}

function plainCount(line: StockData): string | undefined {
  if (line.discontinued) return undefined
  if (!line.tracked) return 'untracked'
  return line.backorders === 'allowed' && line.maxDaysAhead === undefined && line.expected.length === 0
    ? String(line.onHand)
    : undefined
}

function writeLine(line: StockData): StockLine {
  if (!line.tracked) return { ...PLAIN, tracked: false, discontinued: line.discontinued }
  const { onHand, backorders, discontinued, maxDaysAhead, expected } = line
  return { onHand, backorders, discontinued, maxDaysAhead, expected: expected.map((receipt) => ({ ...receipt })) }
}
