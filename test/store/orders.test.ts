// Placed orders under their lock: whoever waits reads what the other left, and a change that does
// not fit what is stored writes nothing at all. Next: src/store/order/order-turn.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { OrderChange, OrderTarget, Turn, TurnOutcome } from '#conversation/engine-ports.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import { addComment, directPool, handle, message, say, smallShop, submit } from './support.ts'

const { url } = await freshDatabase()
const [store, other] = [await openStore({ url }), await openStore({ url })]
const direct = directPool(url)
await store.loadShop(smallShop)
afterAll(async () => {
  expect(await store.checkInvariants()).toEqual([])
  await Promise.all([store.close(), other.close(), direct.end()])
})

let threads = 0
/** An order of `quantity` TEE, already placed; answers its number. */
async function placed(quantity: number, coupons: readonly string[] = []): Promise<number> {
  const thread = `terminal:o-${++threads}`
  const first = message(thread)
  await handle(store, first, (turn) => addComment(turn, first))
  const inbound = message(thread)
  await handle(store, inbound, submit(inbound, { lines: [['TEE', quantity]], coupons }))
  const { rows } = await direct.query<{ number: number }>('select number from orders where thread_key = $1', [thread])
  return rows[0]?.number ?? Number.NaN
}

const nothing: TurnOutcome = { events: [], outgoing: [] }
async function found(turn: Turn, number: number): Promise<OrderTarget> {
  const target = await turn.order(number)
  if (target === undefined) throw new Error(`no order ${number}`)
  return target
}

/** As decided on what is given, whatever is stored. */
function changeOf(before: Order, command: OrderCommand, { now, actor }: Turn): OrderChange {
  const decided = decideOrder(before, command, { now, actor, source: 'test', settings: smallShop.settings, family: [] })
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal))
  return { before, after: decided.value.order, ...decided.value }
}
const inTurn = (work: (turn: Turn) => Promise<void>, by = store) =>
  handle(by, message(`terminal:t-${++threads}`), async (turn) => {
    await work(turn)
    return { ...nothing, outgoing: [say('terminal:x', 'done')] }
  })
const stockOfTee = async () => (await direct.query(`select on_hand, reserved from stock where sku = 'TEE'`)).rows[0]

describe('an order', () => {
  test('is locked until the turn that changes it is over: the next one reads what that left', async () => {
    const number = await placed(2)
    const [held, seen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = inTurn(async (turn) => {
      const { order } = await found(turn, number)
      held.resolve()
      await Promise.race([seen.promise, pause(300)])
      await turn.changeOrders([changeOf(order, { kind: 'cancel' }, turn)])
    })
    await held.promise
    let status: string | undefined
    const second = inTurn(async (turn) => {
      const { order } = await found(turn, number)
      status = order.status
      seen.resolve()
    }, other)
    await Promise.all([first, second])
    expect(status).toBe('cancelled')
  })

  test('that is not as it was read is not written, and neither are its money, its stock and its history', async () => {
    const number = await placed(3)
    let stale: Order | undefined
    await inTurn(async (turn) => {
      stale = (await found(turn, number)).order
      await turn.changeOrders([changeOf(stale, { kind: 'ship', part: { sku: 'TEE', quantity: 1 } }, turn)])
    })
    const before = await stockOfTee()
    const again = inTurn(async (turn) => {
      await found(turn, number)
      if (stale !== undefined)
        await turn.changeOrders([changeOf(stale, { kind: 'ship', part: { sku: 'TEE', quantity: 1 } }, turn)])
    })
    await expect(again).rejects.toThrow(/changed by another turn/)
    expect(await stockOfTee()).toEqual(before)
    expect((await store.queries.orderHistory(number)).map(({ kind }) => kind)).toEqual(['placed', 'shipped'])
  })

  test('cannot take out of stock what stock does not hold', async () => {
    const number = await placed(1)
    const again = inTurn(async (turn) => {
      const change = changeOf((await found(turn, number)).order, { kind: 'ship' }, turn)
      await turn.changeOrders([{ ...change, stock: [{ sku: 'TEE', onHand: 0, reserved: -900, allocated: 0 }] }])
    })
    await expect(again).rejects.toThrow(/cannot move like that/)
    expect((await store.queries.order(number))?.status).toBe('placed')
  })

  test('cancelled whole gives its coupon back once, to its buyer', async () => {
    const number = await placed(1, ['LIMIT10'])
    const uses = async () =>
      (await direct.query(`select redeemed from coupon where code = 'LIMIT10'`)).rows[0]?.redeemed
    const before = await uses()
    await inTurn(async (turn) =>
      turn.changeOrders([changeOf((await found(turn, number)).order, { kind: 'cancel' }, turn)]),
    )
    expect(await uses()).toBe(before - 1)
    expect((await direct.query('select 1 from coupon_redemption where order_number = $1', [number])).rows).toEqual([])
  })
})
