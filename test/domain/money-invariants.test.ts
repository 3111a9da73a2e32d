/**
 * The money invariants of the pricing rules on 20 000 random carts, and the time pricing takes.
 * Carts: test/support/random-carts.ts.
 */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Ledger, PricedLine } from '#domain/model/ledger.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { splitUnits, sumUnits } from '#domain/pricing/unit-shares.ts'
import { type RandomCart, randomCart } from '#test/support/random-carts.ts'
import { RUNAWAY } from '#test/support/runaway.ts'
import { contentOf, factsOf, lineOf, presenting } from '#test/support/shop-fixtures.ts'

const CARTS = 20_000
const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

/** Every rule this ledger breaks; empty is right. */
function violations(ledger: Ledger): readonly string[] {
  const found: string[] = []
  const must = (holds: boolean, rule: string): void => {
    if (!holds) found.push(rule)
  }
  must(
    ledger.subtotal + ledger.discount + ledger.shipping + ledger.tax === ledger.total,
    'subtotal + discount + shipping + tax = total',
  )
  must(ledger.subtotal === total(ledger.lines.map((line) => line.gross)), 'subtotal = sum of gross')
  must(ledger.total >= 0 && ledger.tax >= 0 && ledger.shipping >= 0, 'nothing below 0')
  must(
    ledger.tax === total(ledger.lines.map((line) => line.tax)) + total(ledger.groups.map((group) => group.tax)),
    'tax = taxes of lines and groups',
  )
  for (const step of ledger.steps.filter((each) => ['S1', 'S2a', 'S2b', 'S3'].includes(each.stage))) {
    const shares = ledger.lines.flatMap((line) =>
      line.components.filter((component) => component.source === step.source),
    )
    must(total(shares.map((share) => share.amount)) === step.amount, `shares of ${step.source} sum to its discount`)
  }
  must(ledger.steps.at(-1)?.stage === 'S6' && ledger.steps.at(-1)?.after === ledger.total, 'the steps end at the total')
  must(total(ledger.steps.slice(0, -1).map((step) => step.amount)) === ledger.total, 'the steps add up to the total')
  const { subtraction } = ledger
  must(
    subtraction === undefined ||
      (subtraction.applied + subtraction.unused === subtraction.asked && subtraction.unused >= 0),
    'subtraction = applied + unused',
  )
  for (const line of ledger.lines) found.push(...lineViolations(line))
  return found
}

function lineViolations(line: PricedLine): readonly string[] {
  const units = splitUnits(line)
  const sums = sumUnits(units, line.components.length)
  const rules: readonly (readonly [boolean, string])[] = [
    [line.net >= 0, 'net >= 0'],
    [line.gross === line.unitPrice * line.quantity, 'gross = price times quantity'],
    [line.gross + total(line.components.map((component) => component.amount)) === line.net, 'gross + components = net'],
    [total(line.parts.map((part) => part.quantity)) === line.quantity, 'parts cover the line'],
    [units.length === line.quantity, 'one share a unit'],
    [
      line.components.every((component, index) => sums.components[index] === component.amount),
      'units sum to each component',
    ],
    [sums.net === line.net && sums.tax === line.tax, 'units sum to net and tax'],
    [
      units.every((unit) => line.unitPrice + total(unit.components) === unit.net && unit.tax >= 0),
      'each unit: price + components = net',
    ],
    [units.every((unit) => unit.net >= 0), 'no unit below 0'],
    [!line.gift || line.net === 0, 'gifts are free'],
  ]
  return rules.flatMap(([holds, rule]) => (holds ? [] : [`${line.sku}: ${rule}`]))
}

/** What each line costs, by what it is and not by when it was typed. */
const fingerprint = (ledger: Ledger): string =>
  JSON.stringify([
    [
      ledger.subtotal,
      ledger.discount,
      ledger.shipping,
      ledger.tax,
      ledger.total,
      ledger.promotions,
      ledger.coupons,
      ledger.steps,
      ledger.giveAway.total,
    ],
    ledger.lines.map(({ lineId: _, ...line }) => JSON.stringify(line)).sort(),
  ])

const reversed = (content: DraftContent): DraftContent => ({
  ...content,
  lines: content.lines.toReversed().map((line, index) => ({ ...line, id: `r${index}` })),
})
const rotated = (content: DraftContent): DraftContent => ({
  ...content,
  lines: [...content.lines.slice(3), ...content.lines.slice(0, 3)],
})

describe('money invariants', () => {
  const tried = { carts: 0, violations: 0, applied: new Set<string>() }
  afterAll(() => console.log(`tried ${tried.carts} carts, violations ${tried.violations}`))

  const check = ({ content, facts }: RandomCart): void => {
    const ledger = priceDraft(content, facts)
    const found = [...violations(ledger)]
    const same = fingerprint(ledger)
    if (fingerprint(priceDraft(reversed(content), facts)) !== same)
      found.push('typed in reverse order, something priced changes')
    if (fingerprint(priceDraft(rotated(content), facts)) !== same)
      found.push('typed in another order, something priced changes')
    tried.carts += 1
    tried.violations += found.length
    for (const rule of facts.shop.settings.promotions)
      if (ledger.promotions.some((each) => each.id === rule.id && each.outcome.kind === 'applied'))
        tried.applied.add(rule.effect.kind)
    expect(found).toEqual([])
  }

  it(`hold on ${CARTS} random carts`, { timeout: 300_000 }, () => {
    fc.assert(fc.property(randomCart, check), { numRuns: CARTS })
    expect([...tried.applied].sort()).toEqual([
      'buy-x-get-y',
      'free-shipping',
      'gift',
      'line-amount',
      'line-percent',
      'order-amount',
      'order-percent',
    ])
  })
})

describe('speed', () => {
  const facts = factsOf()
  /**
   * Best of many, since other work shares the machine: what pricing costs, not what the machine is
   * busy with. Milliseconds.
   */
  const fastest = (content: DraftContent, runs: number): number => {
    let best = Number.POSITIVE_INFINITY
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now()
      priceDraft(content, facts)
      best = Math.min(best, performance.now() - start)
    }
    return best
  }
  it('a cart of 300 lines never runs away', () => {
    const lines = Array.from({ length: 300 }, (_, index) =>
      lineOf(['MUG-BLUE-11OZ', 'SOCK-BLACK-SM', 'HOOD-BLACK-L'][index % 3] ?? 'PEN', 1 + (index % 5), {
        id: `l${index}`,
        note: `${index}`,
      }),
    )
    const codes = presenting('SAVE10', 'HOODIE20')
    const few = fastest(contentOf(lines.slice(0, 3), codes), 2_000)
    const many = fastest(contentOf(lines, codes), 200)
    console.log(`pricing: a cart of 3 lines ${few.toFixed(2)} ms, of 300 lines ${many.toFixed(2)} ms`)
    expect(Math.max(few, many)).toBeLessThan(RUNAWAY)
  })
})
