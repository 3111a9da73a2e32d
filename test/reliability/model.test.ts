// Model = system: 300 random talks of two people in one thread, each in another process, against a
// model of twenty lines. Rule: after every message the stored draft is what the model says; after
// every talk the invariants hold. The seed is printed. Next: src/domain/draft/decide/decide.ts, what the
// model imitates.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inParallel } from '#test/support/barrier.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const TALKS = 300
const SKUS = ['MUG-BLUE-11OZ', 'BEAN-BLACK', 'POLO-NAVY-M'] as const
const one = await world({ shop: demoWith({ plenty: 1_000_000, buyers: TALKS }) })
const two = await world({ url: one.url })

type Move =
  | { readonly kind: 'add' | 'set'; readonly sku: (typeof SKUS)[number]; readonly quantity: number }
  | { readonly kind: 'remove'; readonly sku: (typeof SKUS)[number] }
  | { readonly kind: 'clear' | 'undo' | 'redo' | 'place' | 'show' }
type Turn = { readonly move: Move; readonly who: 0 | 1 }

const sku = fc.constantFrom(...SKUS)
const quantity = fc.integer({ min: 1, max: 400 })
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('add', 'set'), sku, quantity }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove'), sku }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('undo', 'redo', 'undo', 'show') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('clear', 'place') }) },
)
const talk: fc.Arbitrary<readonly Turn[]> = fc.array(fc.record({ move, who: fc.constantFrom(0, 1) }), {
  minLength: 4,
  maxLength: 10,
})

type Lines = Readonly<Record<string, number>>
type Cart = { readonly lines: Lines; readonly customer: boolean }
type Model = {
  readonly cart: Cart
  readonly undo: readonly Cart[]
  readonly redo: readonly Cart[]
  readonly placed: Lines | undefined
}
const EMPTY: Model = { cart: { lines: {}, customer: false }, undo: [], redo: [], placed: undefined }

const changed = (model: Model, cart: Cart): Model =>
  JSON.stringify(sorted(cart.lines)) === JSON.stringify(sorted(model.cart.lines)) &&
  cart.customer === model.cart.customer
    ? model
    : { ...model, cart, undo: [...model.undo, model.cart], redo: [] }
const without = (lines: Lines, gone: string): Lines =>
  Object.fromEntries(Object.entries(lines).filter(([name]) => name !== gone))
const sorted = (lines: Lines): Lines => Object.fromEntries(Object.entries(lines).sort())

function after(model: Model, made: Move): Model {
  const { cart, undo, redo } = model
  switch (made.kind) {
    case 'add': {
      const total = (cart.lines[made.sku] ?? 0) + made.quantity
      return total > 999 ? model : changed(model, { ...cart, lines: { ...cart.lines, [made.sku]: total } })
    }
    case 'set':
      return cart.lines[made.sku] === undefined
        ? model
        : changed(model, { ...cart, lines: { ...cart.lines, [made.sku]: made.quantity } })
    case 'remove':
      return changed(model, { ...cart, lines: without(cart.lines, made.sku) })
    case 'clear':
      return changed(model, { ...cart, lines: {} })
    case 'undo': {
      const last = undo.at(-1)
      return last === undefined ? model : { ...model, cart: last, undo: undo.slice(0, -1), redo: [...redo, cart] }
    }
    case 'redo': {
      const next = redo.at(-1)
      return next === undefined ? model : { ...model, cart: next, undo: [...undo, cart], redo: redo.slice(0, -1) }
    }
    case 'place':
      return cart.customer && Object.keys(cart.lines).length > 0 ? { ...EMPTY, placed: cart.lines } : model
    case 'show':
      return model
    default:
      return made satisfies never
  }
}

function words(made: Move): string {
  switch (made.kind) {
    case 'add':
      return `add ${made.quantity} ${made.sku}`
    case 'set':
      return `set ${made.sku} ${made.quantity}`
    case 'remove':
      return `remove ${made.sku}`
    case 'clear':
    case 'undo':
    case 'redo':
    case 'place':
    case 'show':
      return made.kind
    default:
      return made satisfies never
  }
}

/** What is stored: the open draft's lines, or none. */
async function stored(thread: string): Promise<Lines> {
  const rows = await one.rows<{ sku: string; quantity: number }>(
    `select l->>'sku' as sku, (l->>'quantity')::int as quantity from draft d, jsonb_array_elements(d.state->'content'->'lines') l where d.thread_key = $1`,
    [thread],
  )
  return sorted(Object.fromEntries(rows.map((row) => [row.sku, row.quantity])))
}

async function ordered(thread: string): Promise<Lines> {
  const rows = await one.rows<{ sku: string; quantity: number }>(
    `select sku, quantity from order_line where order_number = (select max(number) from orders where thread_key = $1)`,
    [thread],
  )
  return sorted(Object.fromEntries(rows.map((row) => [row.sku, row.quantity])))
}

test(`${TALKS} random talks of two people leave what the model says`, { timeout: 240_000 }, async () => {
  const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000)
  const talks = fc.sample(talk, { numRuns: TALKS, seed })
  let turns = 0
  let orders = 0
  await inParallel(talks, 6, async (moves, n) => {
    const thread = `terminal:model-${n}`
    const told: string[] = [`order for ${buyerEmail(n)}: 1 black beanie`]
    await one.deliver(message('terminal:sam', thread, told[0] ?? ''))
    let model: Model = { ...EMPTY, cart: { lines: { 'BEAN-BLACK': 1 }, customer: true }, undo: [EMPTY.cart] }
    for (const { move: made, who } of moves) {
      turns++
      told.push(`${who === 0 ? 'sam' : 'lee'}: ${words(made)}`)
      const said = printed(
        await (who === 0 ? one : two).deliver(
          message(who === 0 ? 'terminal:sam' : 'terminal:lee', thread, words(made)),
        ),
      )
      model = after({ ...model, placed: undefined }, made)
      expect(await stored(thread), `seed ${seed}, talk ${n}:\n${told.join('\n')}\n\n${said}`).toEqual(
        sorted(model.cart.lines),
      )
      if (model.placed !== undefined) {
        orders++
        expect(await ordered(thread), `seed ${seed}, talk ${n}:\n${told.join('\n')}\n\n${said}`).toEqual(
          sorted(model.placed),
        )
      }
    }
    expect(await one.store.checkInvariants(), `seed ${seed}, talk ${n}`).toEqual([])
  })
  expect([...one.faults, ...two.faults]).toEqual([])
  console.log(
    `P9: ${TALKS} random talks of two people in two processes (seed ${seed}): ${turns} turns, ${orders} orders, 0 differences, 0 violations`,
  )
})
