/**
 * The golden example E1 of the pricing rules, its separate order as unit arithmetic, and the golden
 * path of the demo shop, to the cent.
 */
import { describe, expect, it } from 'vitest'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { splitUnits, sumUnits } from '#domain/pricing/unit-shares.ts'
import { E1, e1Facts, FIVE_OFF, TEN_ON_B } from '#test/support/golden-order.ts'
import {
  contentOf,
  factsOf,
  JANE,
  lineOf,
  presenting,
  registered,
  shopOf,
  takingOff,
} from '#test/support/shop-fixtures.ts'

const lineIn = (ledger: Ledger, sku: string) => {
  const line = ledger.lines.find((each) => each.sku === sku)
  if (line === undefined) throw new Error(`no line ${sku}`)
  return line
}
const shares = (ledger: Ledger, source: string) =>
  ledger.lines.map((line) => line.components.find((component) => component.source === source)?.amount)

describe('golden example E1', () => {
  const ledger = priceDraft(E1, e1Facts())

  it('comes to 93.96 with every stage as written', () => {
    expect(ledger.subtotal).toBe(11_997)
    expect(lineIn(ledger, 'B').components[0]).toMatchObject({ source: 'TEN-B', kind: 'line-promotion', amount: -455 })
    expect(shares(ledger, 'FIFTEEN')).toEqual([-899, -614, -218])
    expect(shares(ledger, 'FIVE')).toEqual([-260, -177, -63])
    expect(shares(ledger, 'manual')).toEqual([-520, -355, -125])
    expect(['A', 'B', 'C'].map((sku) => lineIn(ledger, sku).net)).toEqual([4_318, 2_949, 1_044])
    expect(['A', 'B', 'C'].map((sku) => lineIn(ledger, sku).tax)).toEqual([356, 243, 86])
    expect(ledger.groups[0]).toMatchObject({ rate: 895, override: 400, charge: 400, tax: 0 })
    expect([ledger.discount, ledger.shipping, ledger.tax, ledger.total]).toEqual([-3_686, 400, 685, 9_396])
  })

  it('explains itself step by step, each with what is left after it', () => {
    expect(ledger.steps.map((step) => [step.stage, step.source, step.amount, step.after])).toEqual([
      ['S0', 'A', 5_997, 5_997],
      ['S0', 'B', 4_550, 10_547],
      ['S0', 'C', 1_450, 11_997],
      ['S1', 'TEN-B', -455, 11_542],
      ['S2a', 'FIFTEEN', -1_731, 9_811],
      ['S2b', 'FIVE', -500, 9_311],
      ['S3', 'manual', -1_000, 8_311],
      ['S4', 'standard', 895, 9_206],
      ['S4', 'manual', -495, 8_711],
      ['S5', 'US-IL', 685, 9_396],
      ['S6', 'total', 9_396, 9_396],
    ])
  })

  it('gives away 14.95 of 102.06', () => {
    expect(ledger.giveAway).toMatchObject({ lines: 0, subtraction: 1_000, shipping: 495, total: 1_495, base: 10_206 })
  })

  it('comes to 94.29 where shipping is taxed', () => {
    const taxRules = [{ country: 'US', subdivision: 'IL', rates: { default: 82_500 }, shippingTaxable: true }]
    expect(priceDraft(E1, e1Facts({ taxRules }))).toMatchObject({ tax: 718, total: 9_429 })
  })

  it('comes to 99.38 when the 5.00 promotion has ended', () => {
    const ended = { ...FIVE_OFF, conditions: { minimum: 7_500, until: '2026-11-22' } }
    const after = priceDraft(E1, e1Facts({ promotions: [TEN_ON_B, ended] }))
    expect(after.total).toBe(9_938)
    expect(after.promotions.find((each) => each.id === 'FIVE')?.outcome).toEqual({ kind: 'ended' })
  })

  it('splits by unit so that the separate order is 46.44 and 47.52', () => {
    const a = splitUnits(lineIn(ledger, 'A'))
    const index = lineIn(ledger, 'A').components.findIndex((each) => each.source === 'FIFTEEN')
    expect(a.map((unit) => unit.components[index])).toEqual([-300, -300, -299])
    expect(a.map((unit) => unit.tax)).toEqual([118, 119, 119])
    const [first, second] = [sumUnits(a.slice(0, 2), 3), sumUnits(a.slice(2), 3)]
    const [b, c] = [lineIn(ledger, 'B'), lineIn(ledger, 'C')]
    expect([first.net + c.net, first.tax + c.tax]).toEqual([3_921, 323])
    expect(first.net + c.net + first.tax + c.tax + ledger.shipping).toBe(4_644)
    expect([second.net + b.net, second.tax + b.tax]).toEqual([4_390, 362])
    expect(second.net + b.net + second.tax + b.tax).toBe(4_752)
  })

  it('loses the 5.00 promotion when the backordered A and B are dropped', () => {
    const dropped = priceDraft({ ...E1, lines: [lineOf('A', 2), lineOf('C', 2)] }, e1Facts())
    expect(shares(dropped, 'FIFTEEN')).toEqual([-600, -217])
    expect(dropped).toMatchObject({ tax: 300, shipping: 400, total: 4_331 })
    expect(dropped.promotions.find((each) => each.id === 'FIVE')?.outcome).toEqual({
      kind: 'missing-amount',
      missing: 2_052,
      minimum: 7_500,
    })
  })

  it('refunds the frozen units: all of B is 31.92, the last C is 5.66', () => {
    const c = splitUnits(lineIn(ledger, 'C')).at(-1)
    expect(lineIn(ledger, 'B').net + lineIn(ledger, 'B').tax).toBe(3_192)
    expect(c).toMatchObject({ components: [-109, -31, -62], net: 523, tax: 43 })
  })
})

describe('golden path of the demo shop', () => {
  const facts = factsOf(shopOf(), { customer: JANE, previousOrders: 1 })
  const jane = (lines: DraftContent['lines'], rest: Partial<DraftContent> = {}) =>
    priceDraft(contentOf(lines, { ...registered(JANE), ...rest }), facts)
  const outcome = (ledger: Ledger, id: string) => ledger.promotions.find((each) => each.id === id)?.outcome

  it('two mugs and a hoodie are 80.64, and 6.00 more would ship free', () => {
    const ledger = jane([lineOf('MUG-BLUE-11OZ', 2), lineOf('HOOD-BLACK-L', 1)])
    expect(ledger).toMatchObject({ subtotal: 6_900, discount: 0, shipping: 595, tax: 569, total: 8_064 })
    expect(outcome(ledger, 'FREE75')).toEqual({ kind: 'missing-amount', missing: 600, minimum: 7_500 })
  })

  it('SAVE10 takes 6.90 and makes it 73.17', () => {
    const ledger = jane([lineOf('MUG-BLUE-11OZ', 2), lineOf('HOOD-BLACK-L', 1)], presenting('SAVE10'))
    expect(ledger.coupons).toEqual([{ code: 'SAVE10', title: 'SAVE10', outcome: { kind: 'active', amount: -690 } }])
    expect(ledger).toMatchObject({ discount: -690, tax: 512, total: 7_317 })
  })

  it('three hoodies are 140.73, two are 97.43 without SPEND100', () => {
    expect(jane([lineOf('HOOD-BLACK-L', 3)]).total).toBe(14_073)
    expect(jane([lineOf('HOOD-BLACK-L', 2)]).total).toBe(9_743)
  })

  it('three hoodies in two orders are 93.81 and 46.92', () => {
    const [line] = jane([lineOf('HOOD-BLACK-L', 3)]).lines
    const units = line === undefined ? [] : splitUnits(line)
    const paid = (part: typeof units) => sumUnits(part, 1).net + sumUnits(part, 1).tax
    expect([paid(units.slice(0, 2)), paid(units.slice(2))]).toEqual([9_381, 4_692])
  })

  it('four sweatshirts and a polo are 211.08, and 184.02 with 25.00 taken off', () => {
    const lines = [lineOf('CREW-GREY-M', 4), lineOf('POLO-WHITE-M', 1)]
    expect(jane(lines)).toMatchObject({ discount: -500, shipping: 0, tax: 1_608, total: 21_108 })
    expect(jane(lines, takingOff(2_500))).toMatchObject({ tax: 1_402, shipping: 0, total: 18_402 })
  })

  it('a tax-exempt customer pays no tax', () => {
    const acme = factsOf(shopOf(), { customer: { ...JANE, taxExempt: true } })
    expect(priceDraft(contentOf([lineOf('PEN', 2)], registered(JANE)), acme)).toMatchObject({ tax: 0, total: 895 })
  })
})
