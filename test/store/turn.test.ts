// Turns on a real database: claimed once, done once, in order, one open draft per thread, run again
// after a lost race or connection.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Turn } from '#conversation/engine-ports.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { defaultConnectionLimits, openPools } from '#store/connection.ts'
import { openStore, type Store } from '#store/turn/open.ts'
import { TurnConflict } from '#store/turn/queue/retry.ts'
import { lastOfTurn } from '#store/turn/save-turn.ts'
import { inTransaction } from '#store/turn/transaction.ts'
import { freshDatabase } from '#test/support/database.ts'
import {
  addComment,
  barrier,
  directPool,
  emptyContent,
  handle,
  headlines,
  message,
  say,
  smallShop,
  submit,
} from './support.ts'

const { url } = await freshDatabase()
const mismatches: string[] = []
const retries: unknown[] = []
const report = {
  retry: (error: unknown) => retries.push(error),
  mismatch: (id: string) => mismatches.push(id),
  connection: () => undefined,
}
const statements: string[] = []
const here = await openStore({ url, report, onStatement: (text) => statements.push(text) })
const there = await openStore({ url, report })
const direct = directPool(url)
await here.loadShop(smallShop)
afterAll(async () => {
  await Promise.all([here.close(), there.close(), direct.end()])
})

const comment = (store: Store, inbound: ReturnType<typeof message>) =>
  handle(store, inbound, (turn) => addComment(turn, inbound))
const comments = async (thread: string) => {
  const { rows } = await direct.query<{ comments: string[] }>(
    `select state->'content'->'comments' as comments from draft where thread_key = $1`,
    [thread],
  )
  return rows.map((row) => row.comments)
}

describe('a delivery has one effect', () => {
  test('a repeated delivery answers what the first one answered and changes nothing', async () => {
    const inbound = message('terminal:repeat')
    const first = await comment(here, inbound)
    const again = await comment(there, inbound)
    expect(again).toEqual(first)
    expect(headlines(first.outgoing)).toEqual([`${inbound.id} is comment 1`])
    expect(await comments('terminal:repeat')).toEqual([[inbound.id]])
  })

  test('the same delivery handled by two processes at once is done once', async () => {
    const inbound = message('terminal:twice')
    await here.engine.claim(inbound)
    expect(await there.engine.claim(inbound)).toMatchObject({ fresh: false })
    let worked = 0
    const work = async (turn: Turn) => {
      worked++
      await pause(50)
      return addComment(turn, inbound)
    }
    const replies = await Promise.all([here.engine.turn(inbound, work), there.engine.turn(inbound, work)])
    expect(worked).toBe(1)
    expect(replies[0]).toEqual(replies[1])
    expect(await comments('terminal:twice')).toEqual([[inbound.id]])
  })

  test('a known delivery id with another body is a duplicate, and reported', async () => {
    const inbound = message('terminal:mismatch', 'two mugs')
    await comment(here, inbound)
    const reply = await comment(here, { ...inbound, text: 'two hundred mugs' })
    expect(headlines(reply.outgoing)).toEqual([`${inbound.id} is comment 1`])
    expect(mismatches).toEqual([inbound.id])
  })

  test('the same delivery id on two channels is two deliveries', async () => {
    await comment(here, message('terminal:ids', 'x', 'terminal:sam', 'same'))
    await comment(here, message('slack:ids', 'x', 'terminal:sam', 'same'))
    expect(await comments('slack:ids')).toEqual([['same']])
  })

  test('100 messages delivered three times, shuffled over two processes, have one effect each', async () => {
    const inbounds = Array.from({ length: 100 }, (_, index) => message(`terminal:shuffled-${index % 10}`))
    const deliveries = [...inbounds, ...inbounds, ...inbounds].map((inbound, index) => ({
      inbound,
      sort: (index * 7919) % 301,
    }))
    deliveries.sort((a, b) => a.sort - b.sort)
    await Promise.all(deliveries.map(({ inbound }, index) => comment(index % 2 === 0 ? here : there, inbound)))
    const kept = await Promise.all(Array.from({ length: 10 }, (_, index) => comments(`terminal:shuffled-${index}`)))
    expect(kept.flat().flat().sort()).toEqual(inbounds.map((inbound) => inbound.id).sort())
  }, 60_000)

  test('text PostgreSQL refuses is stored with a replacement', async () => {
    const inbound = message('terminal:nul', 'a\0b \ud800 c')
    await comment(here, inbound)
    const { rows } = await direct.query(`select payload->>'text' as text from inbox where thread_key = 'terminal:nul'`)
    expect(rows).toEqual([{ text: 'a\uFFFDb \uFFFD c' }])
  })
})

describe('turns of a thread', () => {
  test('run in the order of arrival, whichever process handles them', async () => {
    const inbounds = Array.from({ length: 12 }, () => message('terminal:fifo'))
    for (const inbound of inbounds) await here.engine.claim(inbound)
    const backwards = inbounds.toReversed()
    await Promise.all(
      backwards.map((inbound, index) =>
        (index % 2 === 0 ? here : there).engine.turn(inbound, (turn) => addComment(turn, inbound)),
      ),
    )
    expect(await comments('terminal:fifo')).toEqual([inbounds.map((inbound) => inbound.id)])
  }, 60_000)

  test('two first messages at once end in one draft', async () => {
    const before = retries.length
    for (let round = 0; round < 10; round++) {
      const thread = `terminal:first-${round}`
      const one = message(thread)
      const two = message(thread)
      await here.engine.claim(one)
      await here.engine.claim(two)
      // As if neither had been seen by the other's turn: without the order of arrival only the
      // draft's own guard is left.
      await direct.query(`update inbox set thread_key = 'terminal:unordered-' || id where id like '%|' || $1`, [one.id])
      const bothIn = barrier(2)
      const work = (inbound: typeof one) => async (turn: Turn) => {
        if (turn.draft === undefined) await bothIn()
        return addComment(turn, inbound)
      }
      await Promise.all([here.engine.turn(one, work(one)), there.engine.turn(two, work(two))])
      const kept = await comments(thread)
      expect(kept).toHaveLength(1)
      expect(kept.flat().sort()).toEqual([one.id, two.id].sort())
    }
    expect(retries.length - before).toBe(10)
  })

  test('the draft is locked from the opening statement on', async () => {
    const thread = 'terminal:locked'
    await comment(here, message(thread))
    const inbound = message(thread)
    await handle(here, inbound, async (turn) => {
      await expect(
        direct.query('select 1 from draft where thread_key = $1 for update nowait', [thread]),
      ).rejects.toMatchObject({
        code: '55P03',
      })
      return addComment(turn, inbound)
    })
  })

  test('a turn that waited for the draft sees what the one before left, the order just placed included', async () => {
    const thread = 'terminal:waited'
    await comment(here, message(thread))
    const place = message(thread)
    const next = message(thread)
    await here.engine.claim(place)
    await here.engine.claim(next)
    await direct.query(`update inbox set thread_key = 'terminal:unordered-' || id where id like '%|' || $1`, [place.id])
    const begun = Promise.withResolvers<void>()
    const delay = async () => {
      begun.resolve()
      await pause(150)
    }
    const placing = here.engine.turn(place, submit(place, { lines: [['TEE', 1]], delay }))
    await begun.promise
    const seen: Turn[] = []
    const asking = there.engine.turn(next, async (turn) => {
      seen.push(turn)
      return { events: [], outgoing: [say(thread, 'ok')] }
    })
    const [placed] = await Promise.all([placing, asking])
    const { numbers } = JSON.parse(headlines(placed.outgoing)[0] ?? '')
    expect(seen.map((turn) => [turn.draft, turn.lastOrder])).toEqual([[undefined, numbers[0]]])
  })

  test('a draft saved meanwhile is not overwritten', async () => {
    const thread = 'terminal:revision'
    const inbound = message(thread)
    await comment(here, inbound)
    const pools = openPools(url, { limits: defaultConnectionLimits, onPoolError: () => undefined })
    const [row] = await pools.db.$queryRaw<
      { state: OrderDraft }[]
    >`select state from draft where thread_key = ${thread}`
    if (row === undefined) throw new Error('no draft')
    const now = new Date().toISOString()
    let tries = 0
    const plan = {
      inbound,
      now,
      before: { draft: row.state, revision: row.state.revision - 1 },
      asked: false,
      outcome: { draft: { ...row.state, content: emptyContent }, events: [], outgoing: [] },
    }
    const stale = inTransaction(
      pools.turns,
      async (tx) => {
        tries++
        await tx.$executeRaw`update inbox set payload_hash = 'of a lost turn' where thread_key = ${thread}`
        return { value: undefined, last: await lastOfTurn(tx, plan) }
      },
      { onRetry: () => undefined, awayPatience: 0 },
    )
    await expect(stale).rejects.toBeInstanceOf(TurnConflict)
    expect(tries).toBe(6)
    expect(await direct.query(`select 1 from inbox where payload_hash = 'of a lost turn'`)).toMatchObject({
      rows: [],
    })
    await pools.close()
    expect(await comments(thread)).toEqual([[inbound.id]])
  })

  test('a turn whose connection is cut runs again as a whole', async () => {
    const inbound = message('terminal:cut')
    let runs = 0
    const before = retries.length
    await handle(here, inbound, async (turn) => {
      runs++
      if (runs === 1)
        await direct.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
        )
      return addComment(turn, inbound)
    })
    expect(runs).toBe(2)
    expect(retries.length - before).toBeGreaterThanOrEqual(1)
    expect(await comments('terminal:cut')).toEqual([[inbound.id]])
  })

  test('a fault rolls everything back; its answer is stored and given again', async () => {
    const inbound = message('terminal:fault')
    const broken = handle(here, inbound, async (turn) => {
      await turn.nextRef()
      throw new Error('a bug')
    })
    await expect(broken).rejects.toThrow('a bug')
    const { kept, reply } = await here.engine.fail(inbound, new Error('a bug'), {
      reference: 'abc12345',
      failed: [say(inbound.thread, 'Something went wrong')],
      kept: [],
    })
    expect(kept).toBe(false)
    expect(headlines(reply.outgoing)).toEqual(['Something went wrong'])
    expect(await comment(there, inbound)).toEqual(reply)
    expect(await comments('terminal:fault')).toEqual([])
    expect((await here.queries.trace('abc12345')).deliveries.map((found) => found.status)).toEqual(['failed'])
  })

  test('a delivery that was never claimed is a fault', async () => {
    const inbound = message('terminal:unclaimed')
    await expect(here.engine.turn(inbound, (turn) => addComment(turn, inbound))).rejects.toThrow('never claimed')
  })
})

describe('who is acting', () => {
  const actorOf = async (user: string) => {
    const seen: unknown[] = []
    const inbound = message(`terminal:actor-${user}`, 'hi', user)
    await handle(here, inbound, async (turn) => {
      seen.push(turn.actor)
      return { events: [], outgoing: [say(inbound.thread, 'ok')] }
    })
    return seen[0]
  }

  test('staff, customers and guests are told apart; a suspended person is not active from the next turn on', async () => {
    expect(await actorOf('terminal:kim')).toEqual({
      kind: 'staff',
      id: 'kim',
      name: 'Kim',
      role: 'manager',
      active: true,
    })
    expect(await here.desk.changeStaff({ kind: 'suspend', id: 'kim' })).toMatchObject({ kind: 'done' })
    expect(await actorOf('terminal:kim')).toMatchObject({ id: 'kim', active: false })
    expect(await here.desk.linkCustomer('terminal:jane', 'Jane.Doe@example.com')).toBe(true)
    expect(await actorOf('terminal:jane')).toMatchObject({ kind: 'customer', name: 'Jane Doe' })
    expect(await actorOf('terminal:nobody')).toEqual({ kind: 'guest', id: 'terminal:nobody', name: 'Sam' })
  })
})

describe('several drafts', () => {
  test('new parks the draft, resume brings it back here, and only to its owner', async () => {
    const first = message('terminal:many')
    await comment(here, first)
    const parked = message('terminal:many')
    let ref = 0
    await handle(here, parked, async (turn) => {
      ref = turn.draft?.ref ?? 0
      expect(await turn.switchDraft(undefined)).toBeUndefined()
      return { events: [], outgoing: [say('terminal:many', 'parked')] }
    })
    await comment(here, message('terminal:many'))
    const stranger = message('terminal:other', 'resume', 'terminal:kim')
    await handle(here, stranger, async (turn) => {
      expect(await turn.switchDraft(ref)).toBeUndefined()
      return { events: [], outgoing: [say('terminal:other', 'no')] }
    })
    const back = message('terminal:elsewhere')
    await handle(here, back, async (turn) => {
      const draft = await turn.switchDraft(ref)
      expect(draft?.content.comments).toEqual([first.id])
      return addComment({ ...turn, draft }, back)
    })
    expect(await comments('terminal:elsewhere')).toEqual([[first.id, back.id]])
    expect((await here.queries.openDrafts()).filter((draft) => draft.thread === 'terminal:many')).toHaveLength(1)
  })
})

describe('the budget', () => {
  test('a turn takes at most 8 statements, a submit of 200 lines at most 16', async () => {
    const thread = 'terminal:budget'
    const first = message(thread)
    statements.length = 0
    await handle(here, first, async (turn) => {
      await turn.facts({
        skus: ['MUG', 'PEN'],
        coupons: [{ code: 'ONCE' }],
        buyer: { email: 'a@example.com' },
        drafts: {},
        orders: 'shop',
      })
      return addComment(turn, first)
    })
    const ofTurn = statements.splice(0)
    expect(ofTurn.length, ofTurn.join('\n---\n')).toBeLessThanOrEqual(8)
    const place = message(thread)
    const lines = Array.from({ length: 200 }, (_, index) => [index % 2 === 0 ? 'PEN' : 'TEE', 1] as const)
    const register = { name: 'Bea', email: 'bea@example.com' }
    await handle(here, place, async (turn) => {
      await turn.facts({ skus: ['PEN', 'TEE'], coupons: [{ code: 'ONCE' }], buyer: { email: 'bea@example.com' } })
      return submit(place, {
        lines,
        coupons: ['ONCE', 'LIMIT10'],
        buyer: { email: 'bea@example.com' },
        remember: { register, addresses: [] },
      })(turn)
    })
    const ofSubmit = statements.splice(0)
    expect(ofSubmit.length, ofSubmit.join('\n---\n')).toBeLessThanOrEqual(16)
    console.log(`statements: turn ${ofTurn.length}, submit ${ofSubmit.length}`)
  })
})

test('nothing is wrong in the end', async () => {
  expect(await here.checkInvariants()).toEqual([])
})
