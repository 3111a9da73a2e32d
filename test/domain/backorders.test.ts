/**
 * What is short: the choices with their dates and money, and the orders each of them leads to. The
 * golden order E1, the demo shop's hoodies, and any cart with any stock: moved to a separate order,
 * every cent and every component is where it was.
 */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { backorderChoices, ordersOf } from '#domain/draft/backorder-choices.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { reservations } from '#domain/draft/submit/new-order.ts'
import { prepareSubmit } from '#domain/draft/submit/submission.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts, StockFact } from '#domain/model/facts.ts'
import type { NewOrder, OrderLine } from '#domain/model/order.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { possible, standingOf } from '#domain/stock/backorders.ts'
import { composing, SAM } from '#test/support/deciding.ts'
import { E1, e1Facts } from '#test/support/golden-order.ts'
import { randomCart } from '#test/support/random-carts.ts'
import { contentOf, factsOf, JANE, lineOf, NOW, registered, shopOf } from '#test/support/shop-fixtures.ts'

type Tracked = Extract<StockFact, { tracked: true }>
const stock = (sku: string, rest: Partial<Tracked>): readonly [string, Tracked] => [
  sku,
  {
    tracked: true,
    sku,
    onHand: 0,
    reserved: 0,
    allocated: 0,
    backorders: 'allowed',
    discontinued: false,
    expected: [],
    ...rest,
  },
]
const draftOf = (content: DraftContent, rest: Partial<OrderDraft> = {}): OrderDraft => ({
  ...newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 's' }).draft,
  content,
  ...rest,
})
const choosing = (content: DraftContent, backorderPolicy: BackorderPolicy): DraftContent => ({
  ...content,
  backorderPolicy,
})

/** The orders of a choice, as a submit would write them. */
function placed(content: DraftContent, facts: Facts): readonly NewOrder[] {
  const draft = draftOf(content)
  const standing = standingOf(draft, facts)
  return ordersOf(
    { draft, ledger: ledgerOf(draft, facts), facts, actor: SAM },
    standing.kind === 'chosen' ? standing : undefined,
  )
}
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
const counts = ({ sku, quantity, reserved, backordered, dropped }: OrderLine) => [
  sku,
  quantity,
  reserved,
  backordered,
  dropped,
]

const DATED = { expected: [{ quantity: 10, on: '2026-12-05' }] }

describe('the golden order with the last A and B not here', () => {
  const facts = e1Facts(
    {},
    { stock: new Map([stock('A', { onHand: 2, ...DATED }), stock('B', DATED), stock('C', { onHand: 9 })]) },
  )

  test('moved to a separate order is 46.44 and 47.52, the shipping on the first, the coupon once', () => {
    const [first, second, ...none] = placed(choosing(E1, 'move-to-separate-order'), facts)
    expect(none).toEqual([])
    expect(first).toMatchObject({ subtotal: 3_998 + 1_450, shipping: 400, tax: 323, total: 4_644 })
    expect(second).toMatchObject({ subtotal: 1_999 + 4_550, shipping: 0, tax: 362, total: 4_752 })
    expect([first, second].map((order) => sum(order?.lines.map((line) => line.net) ?? []))).toEqual([3_921, 4_390])
    expect(first?.lines.map(counts)).toEqual([
      ['A', 2, 2, 0, 0],
      ['C', 2, 2, 0, 0],
    ])
    expect(second?.lines.map(counts)).toEqual([
      ['A', 1, 0, 1, 0],
      ['B', 1, 0, 1, 0],
    ])
    expect([first, second].map((order) => order?.coupons)).toEqual([
      [{ code: 'FIFTEEN', amount: -600 - 218 }],
      [{ code: 'FIFTEEN', amount: -299 - 614 }],
    ])
    expect([first, second].map((order) => order?.steps.at(-1)?.after)).toEqual([4_644, 4_752])
  })

  test('without them is 43.31, and says that the 5.00 promotion is lost because of it', () => {
    const [order] = placed(choosing(E1, 'ship-available-drop-rest'), facts)
    expect(order).toMatchObject({ subtotal: 3_998 + 1_450, tax: 300, shipping: 400, total: 4_331 })
    expect(order?.lines.map(counts)).toEqual([
      ['A', 3, 2, 0, 1],
      ['C', 2, 2, 0, 0],
      ['B', 1, 0, 0, 1],
    ])
    const drop = backorderChoices(draftOf(E1), facts).find(({ policy }) => policy === 'ship-available-drop-rest')
    expect(drop).toMatchObject({ now: 4, rest: 2, totals: [4_331] })
    expect(drop?.changes.find(({ to }) => to === 0)).toEqual({ label: 'FIVE', from: -500, to: 0 })
  })

  test('waiting or in two shipments costs 93.96 either way; what is here is reserved, the rest stands in the queue', () => {
    for (const policy of ['ship-complete', 'ship-available-then-backorder'] as const) {
      const orders = placed(choosing(E1, policy), facts)
      expect(orders.map((order) => [order.total, order.backorderPolicy])).toEqual([[9_396, policy]])
      expect(orders[0]?.lines.map(counts)).toEqual([
        ['A', 3, 2, 1, 0],
        ['B', 1, 0, 1, 0],
        ['C', 2, 2, 0, 0],
      ])
      expect(orders[0]?.lines.map(({ expectedOn }) => expectedOn)).toEqual(['2026-12-05', '2026-12-05', undefined])
      expect(reservations(orders)).toEqual([
        { sku: 'A', quantity: 2 },
        { sku: 'B', quantity: 0 },
        { sku: 'C', quantity: 2 },
      ])
    }
  })
})

describe("three hoodies of Jane's, two of them here", () => {
  const hoods = contentOf([lineOf('HOOD-BLACK-L', 3)], { ...registered(JANE), payment: { kind: 'link' } })
  const factsWith = (rest: Partial<Tracked>, customer = JANE) =>
    factsOf(shopOf(), { customer, stock: new Map([stock('HOOD-BLACK-L', { onHand: 2, ...DATED, ...rest })]) })
  const facts = factsWith({})
  const totals = (content: DraftContent, known: Facts) =>
    backorderChoices(draftOf(content), known).map(({ policy, totals: each, on }) => [policy, each, on])

  test('come to 140.73, 140.73, 97.43, and 93.81 + 46.92, each dated before anything is chosen', () => {
    expect(totals(hoods, facts)).toEqual([
      ['ship-complete', [14_073], '2026-12-05'],
      ['ship-available-then-backorder', [14_073], '2026-12-05'],
      ['ship-available-drop-rest', [9_743], '2026-12-05'],
      ['move-to-separate-order', [9_381, 4_692], '2026-12-05'],
    ])
  })

  test('have no date where none is known', () => {
    expect(totals(hoods, factsWith({ expected: [] })).map(([, , on]) => on)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('with none of them here can only wait', () => {
    expect(totals(hoods, factsWith({ onHand: 0 }))).toEqual([['ship-complete', [14_073], '2026-12-05']])
  })

  test.each([
    ['cannot be ordered ahead', { backorders: 'refused' }],
    ['are discontinued', { discontinued: true }],
    ['would come later than the shop promises', { maxDaysAhead: 5 }],
  ] as const)('that %s leave only what is here', (_why, rest) => {
    expect(totals(hoods, factsWith(rest))).toEqual([['ship-available-drop-rest', [9_743], undefined]])
    expect(totals(hoods, factsWith({ ...rest, onHand: 0 }))).toEqual([])
  })

  test('follow the choice stored with the customer, unless the order says otherwise', () => {
    const likes = { ...JANE, backorderPreference: 'ship-complete' } as const
    const known = factsWith({}, likes)
    expect(standingOf(draftOf(hoods), known)).toMatchObject({
      kind: 'chosen',
      policy: 'ship-complete',
      by: 'preference',
    })
    const chosen = choosing(hoods, 'ship-available-then-backorder')
    expect(standingOf(draftOf(chosen), known)).toMatchObject({
      kind: 'chosen',
      policy: 'ship-available-then-backorder',
      by: 'choice',
    })
    expect(standingOf(draftOf(hoods), facts)).toMatchObject({ kind: 'open' })
    expect(standingOf(draftOf(hoods), factsWith({ onHand: 3 }, likes))).toEqual({ kind: 'all-here' })
  })

  describe('at the submit', () => {
    const prepare = (content: DraftContent, known: Facts, shown?: OrderDraft['shown']) => {
      const draft = draftOf(content, shown === undefined ? {} : { shown })
      return prepareSubmit({ draft, ledger: ledgerOf(draft, known), facts: known, actor: SAM })
    }
    const here = { lineId: 'HOOD-BLACK-L', sku: 'HOOD-BLACK-L', wanted: 3, now: 2, on: '2026-12-05' }
    const shown = { total: 14_073, summary: [], promised: [here] }
    const both = choosing(hoods, 'ship-available-then-backorder')

    test('ask when nobody chose', () => {
      expect(prepare(hoods, facts)).toMatchObject({
        ok: false,
        refusal: { kind: 'short-stock', choices: [{}, {}, {}, {}] },
      })
    })

    test('ask the loser of a race again when the choice is not possible any more', () => {
      const gone = prepare(both, factsWith({ onHand: 0 }), shown)
      expect(gone).toMatchObject({
        ok: false,
        refusal: { kind: 'short-stock', choices: [{ policy: 'ship-complete' }] },
      })
    })

    test('stop when fewer are here or the rest comes later than was shown, and go on when it got better', () => {
      expect(prepare(both, factsWith({ onHand: 1 }), shown)).toMatchObject({
        ok: false,
        refusal: { kind: 'promise-changed' },
      })
      const late = factsWith({ expected: [{ quantity: 10, on: '2026-12-12' }] })
      expect(prepare(both, late, shown)).toMatchObject({
        ok: false,
        refusal: { kind: 'promise-changed', lines: [{ before: here }] },
      })
      expect(prepare(both, factsWith({ expected: [] }), shown).ok).toBe(false)
      expect(prepare(both, facts, shown).ok).toBe(true)
      expect(prepare(both, factsWith({ expected: [{ quantity: 10, on: '2026-12-01' }] }), shown).ok).toBe(true)
      expect(prepare(both, factsWith({ onHand: 3 }), shown).ok).toBe(true)
    })

    test('stop at another total where what is left out changed', () => {
      const dropping = choosing(hoods, 'ship-available-drop-rest')
      const before = { total: 9_743, summary: [], promised: [here] }
      expect(prepare(dropping, factsWith({ onHand: 1 }), before)).toMatchObject({
        ok: false,
        refusal: { kind: 'total-changed', from: 9_743 },
      })
    })
  })

  test('a choice that cannot be is refused with the reason; any is kept while nothing is short', () => {
    const none = composing({ facts: factsWith({ onHand: 0 }) })
    none.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    expect(none.refused({ kind: 'set-backorder-policy', policy: 'ship-available-drop-rest' })).toMatchObject({
      why: 'nothing-now',
    })
    const plenty = composing({ facts: factsWith({ onHand: 9 }) })
    plenty.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 3 })
    plenty.say({ kind: 'set-backorder-policy', policy: 'ship-complete' })
    expect(plenty.draft().content.backorderPolicy).toBe('ship-complete')
    expect(plenty.say({ kind: 'undo' }).content.backorderPolicy).toBeUndefined()
  })
})

describe('any cart with any stock', () => {
  const CARTS = 1_500
  let tried = 0
  let split = 0
  afterAll(() => console.log(`backorders: ${tried} carts with something short, ${split} split in two, 0 cents lost`))
  const amounts = fc.record({ onHand: fc.nat(9), dated: fc.nat(9), on: fc.constantFrom('2026-12-01', '2026-12-20') })
  const stocked = fc
    .array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'PEN', 'MUG-BLUE-11OZ', 'SOCK-BLACK-SM'), amounts), { maxLength: 6 })
    .map(
      (list) =>
        new Map(
          list.map(([sku, { onHand, dated, on }]) =>
            stock(sku, { onHand, expected: dated === 0 ? [] : [{ quantity: dated, on }] }),
          ),
        ),
    )

  test('conserves every cent and every component, and every ordered unit is somewhere', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(randomCart, stocked, (cart, known) => {
        const facts = { ...cart.facts, stock: known }
        const content: DraftContent = { ...cart.content, payment: { kind: 'link' } }
        const standing = standingOf(draftOf(content), facts)
        if (standing.kind !== 'open') return
        tried += 1
        for (const policy of possible(standing.short, content)) check(choosing(content, policy), policy, facts)
      }),
      { numRuns: CARTS },
    )
    expect(tried).toBeGreaterThan(CARTS / 10)
  })

  function check(content: DraftContent, policy: BackorderPolicy, facts: Facts): void {
    const orders = placed(content, facts)
    const wanted = sum(content.lines.map((line) => line.quantity))
    const ordered = sum(
      orders.flatMap((order) => order.lines.filter((line) => !line.gift).map((line) => line.quantity)),
    )
    const broken = [
      ...orders.flatMap(wrongIn),
      ...orders.flatMap((order) => order.lines.flatMap(wrongWith)),
      ...(ordered === wanted ? [] : ['every ordered unit is on one order']),
      ...(policy === 'ship-available-drop-rest' ? [] : lostIn(orders, priceDraft(content, facts))),
    ]
    if (broken.length > 0) throw new Error(`${policy}: ${broken.join('; ')}`)
    if (policy !== 'ship-available-drop-rest') split += orders.length - 1
  }

  type Rule = readonly [holds: boolean, rule: string]
  const brokenOf = (rules: readonly Rule[]): readonly string[] =>
    rules.flatMap(([holds, rule]) => (holds ? [] : [rule]))

  const wrongIn = (order: NewOrder): readonly string[] =>
    brokenOf([
      [order.subtotal + order.discount + order.shipping + order.tax === order.total, 'the amounts make the total'],
      [order.subtotal === sum(order.lines.map((line) => line.gross)), 'the lines make the subtotal'],
      [
        order.tax === sum(order.lines.map((line) => line.tax)) + sum(order.groups.map((group) => group.tax)),
        'the taxes make the tax',
      ],
      [order.payment.amount === order.total, 'what is owed is the total'],
      [order.steps.at(-1)?.after === order.total, 'the steps end at the total'],
    ])

  /** Its units are its amounts, and each is in one place. */
  const wrongWith = (line: OrderLine): readonly string[] =>
    brokenOf([
      [line.quantity === line.reserved + line.backordered + line.dropped, 'each unit is in one place'],
      [line.units.length === line.quantity, 'one share a unit'],
      [line.gross === line.unitPrice * (line.quantity - line.dropped), 'gross = price times what is not dropped'],
      [line.gross + sum(line.components.map(({ amount }) => amount)) === line.net, 'gross + components = net'],
      [
        sum(line.units.map((unit) => unit.net)) === line.net && sum(line.units.map((unit) => unit.tax)) === line.tax,
        'units make the line',
      ],
      [
        line.components.every(({ amount }, at) => sum(line.units.map((unit) => unit.components[at] ?? 0)) === amount),
        'and each component',
      ],
    ])

  function lostIn(orders: readonly NewOrder[], ledger: ReturnType<typeof priceDraft>): readonly string[] {
    const keys = ['subtotal', 'discount', 'shipping', 'tax', 'total'] as const
    const coupons = (code: string) =>
      sum(orders.flatMap((order) => order.coupons.filter((one) => one.code === code).map(({ amount }) => amount)))
    return brokenOf([
      ...keys.map((key): Rule => [sum(orders.map((order) => order[key])) === ledger[key], `${key} is conserved`]),
      ...ledger.coupons.map(
        ({ code, outcome }): Rule => [
          outcome.kind !== 'active' || coupons(code) === outcome.amount,
          `coupon ${code} is conserved`,
        ],
      ),
      [orders.slice(1).every((order) => order.shipping === 0), 'shipping is on the first'],
      [
        JSON.stringify(shares(orders.flatMap((order) => order.lines))) === JSON.stringify(shares(ledger.lines)),
        'each component is conserved',
      ],
    ])
  }

  function shares(lines: readonly Pick<OrderLine, 'sku' | 'components'>[]): readonly (readonly [string, number])[] {
    const found = new Map<string, number>()
    for (const { sku, components } of lines) {
      for (const { kind, source, amount } of components) {
        const key = `${sku} ${kind} ${source}`
        found.set(key, (found.get(key) ?? 0) + amount)
      }
    }
    return [...found].filter(([, amount]) => amount !== 0).sort()
  }
})
