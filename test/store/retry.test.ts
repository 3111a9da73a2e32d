// Which faults run the turn again: the shapes as Prisma 7.10 with adapter-pg really makes them, and
// the order of the queue in front.
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { connectionConfig, defaultConnectionLimits, openPools, statementNames } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { TurnConflict, whyAgain, withRetries } from '#store/turn/queue/retry.ts'
import { BacklogFull, createTurnQueue } from '#store/turn/queue/turn-queue.ts'
import { freshDatabase } from '#test/support/database.ts'
import { directPool } from './support.ts'

const { url } = await freshDatabase()
const limits = { ...defaultConnectionLimits, lockTimeout: 100, deskLockTimeout: 100, statementTimeout: 400 }
const { db, close } = openPools(url, { limits, onPoolError: () => undefined })
const direct = directPool(url)
await direct.query('create table spot (id int primary key, n int check (n < 100))')
await direct.query('insert into spot values (1, 0), (2, 0)')
afterAll(async () => {
  await close()
  await direct.end()
})

const by = (thread: string, user = thread) => ({ thread, user })

const faultOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('nothing failed')
}

describe('run again', () => {
  test('a serialization failure, in a statement or at the commit', async () => {
    const clash = () =>
      db.$transaction(
        async (tx) => {
          await tx.$queryRaw`select sum(n) from spot`
          await direct.query('update spot set n = n + 1 where id = 1')
          await tx.$executeRaw`update spot set n = n + 1 where id = 1`
        },
        { isolationLevel: 'RepeatableRead' },
      )
    expect(whyAgain(await faultOf(clash()))).toBe('race')
    const skew = (id: number) =>
      db.$transaction(
        async (tx) => {
          await tx.$queryRaw`select sum(n) from spot`
          await new Promise((resolve) => setTimeout(resolve, 60))
          await tx.$executeRaw`update spot set n = n + 1 where id = ${id}`
        },
        { isolationLevel: 'Serializable' },
      )
    const settled = await Promise.allSettled([skew(1), skew(2)])
    const failed = settled.filter((result) => result.status === 'rejected')
    expect(failed).toHaveLength(1)
    expect(failed.map((result) => whyAgain(result.reason))).toEqual(['race'])
  })

  test('a deadlock and a lock that could not be had', async () => {
    const cross = (first: number, second: number) =>
      db.$transaction(async (tx) => {
        await tx.$executeRaw`set local lock_timeout = 0`
        await tx.$executeRaw`set local statement_timeout = 0`
        await tx.$executeRaw`set local deadlock_timeout = '50ms'`
        await tx.$executeRaw`update spot set n = n + 1 where id = ${first}`
        await new Promise((resolve) => setTimeout(resolve, 60))
        await tx.$executeRaw`update spot set n = n + 1 where id = ${second}`
      })
    const settled = await Promise.allSettled([cross(1, 2), cross(2, 1)])
    expect(settled.flatMap((result) => (result.status === 'rejected' ? [whyAgain(result.reason)] : []))).toEqual([
      'race',
    ])
    const holder = await direct.connect()
    await holder.query('begin')
    await holder.query('select 1 from spot where id = 1 for update')
    expect(whyAgain(await faultOf(db.$executeRaw`update spot set n = n + 1 where id = 1`))).toBe('locked')
    await holder.query('rollback')
    holder.release()
  })

  test('a backend that was ended, a server that is not there, a transaction that could not start', async () => {
    const cut = db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1`
      await direct.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
      )
      await tx.$queryRaw`select 2`
    })
    expect(whyAgain(await faultOf(cut))).toBe('away')
    const nowhere = openPools('postgresql://postgres@localhost:1/none?host=/nonexistent', {
      limits,
      onPoolError: () => undefined,
    })
    expect(whyAgain(await faultOf(nowhere.db.$queryRaw`select 1`))).toBe('away')
    await nowhere.close()
    const tiny = openPools(url, { limits: { ...limits, deskConnections: 1 }, onPoolError: () => undefined })
    const long = tiny.db.$transaction((tx) => tx.$queryRaw`select 1 from pg_sleep(0.3)`)
    const late = await faultOf(tiny.db.$transaction((tx) => tx.$queryRaw`select 1`, { maxWait: 50 }))
    expect(whyAgain(late)).toBe('away')
    await long
    await tiny.close()
  })

  test('a lost race of the store itself', () => {
    expect(whyAgain(new TurnConflict('draft 3'))).toBe('race')
  })
})

describe('not again', () => {
  test('a broken rule, a bug, a statement that took too long', async () => {
    expect(whyAgain(await faultOf(db.$executeRaw`update spot set n = 100 where id = 1`))).toBeUndefined()
    expect(whyAgain(await faultOf(db.$executeRaw`insert into spot values (1, 1)`))).toBeUndefined()
    expect(whyAgain(await faultOf(db.$queryRaw`select 1 / 0`))).toBeUndefined()
    expect(whyAgain(await faultOf(db.$queryRaw`select 1 from pg_sleep(2)`))).toBeUndefined()
    expect(whyAgain(new TypeError('undefined is not a function'))).toBeUndefined()
    expect(whyAgain('text')).toBeUndefined()
  })

  test('after six tries, with growing pauses, the last fault is thrown', async () => {
    const pauses: number[] = []
    const options = {
      tries: 6,
      patience: 0,
      now: () => 0,
      firstPause: 20,
      random: () => 1,
      pause: async (milliseconds: number) => void pauses.push(milliseconds),
      onRetry: () => undefined,
    }
    let runs = 0
    const fault = await faultOf(
      withRetries(async () => {
        runs++
        throw new TurnConflict(`try ${runs}`)
      }, options),
    )
    expect(fault).toEqual(new TurnConflict('try 6'))
    expect(pauses).toEqual([20, 40, 80, 160, 320])
  })

  test('a database that is away is waited for, however often it has to be asked, until patience ends', async () => {
    let now = 0
    const options = {
      tries: 6,
      patience: 20_000,
      firstPause: 20,
      random: () => 1,
      now: () => now,
      pause: async (milliseconds: number) => {
        now += milliseconds
      },
      onRetry: () => undefined,
    }
    const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
    const back = async () => {
      if (now < 12_000) throw away
      return 'answered'
    }
    expect(await withRetries(back, options)).toBe('answered')
    now = 0
    const never = async (): Promise<string> => {
      throw away
    }
    expect(await faultOf(withRetries(never, options))).toBe(away)
    expect(now).toBeGreaterThanOrEqual(20_000)
    expect(now).toBeLessThan(21_000)
  })
})

describe('the queue in front of the database', () => {
  test('never two turns of one thread, never more than the limit, each thread in its order', async () => {
    const model = fc.asyncProperty(
      fc.array(fc.record({ thread: fc.nat(5), order: fc.nat(50) }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 4 }),
      async (jobs, running) => {
        const queue = createTurnQueue({ running, waiting: 1000, waitingOfOne: 1000 })
        const active = new Set<number>()
        const done: { readonly thread: number; readonly order: number; readonly index: number }[] = []
        await Promise.all(
          jobs.map(({ thread, order }, index) =>
            queue.run(by(String(thread)), order, async () => {
              expect(active.has(thread)).toBe(false)
              active.add(thread)
              expect(active.size).toBeLessThanOrEqual(running)
              await Promise.resolve()
              active.delete(thread)
              done.push({ thread, order, index })
            }),
          ),
        )
        expect(done).toHaveLength(jobs.length)
        expect(queue.size()).toEqual({ running: 0, waiting: 0 })
      },
    )
    await fc.assert(model, { numRuns: 300 })
  })

  test('of what waits, the oldest delivery goes first; a fault frees its place', async () => {
    const queue = createTurnQueue({ running: 1, waiting: 10, waitingOfOne: 10 })
    const said: string[] = []
    const gate = Promise.withResolvers<void>()
    const first = queue.run(by('t'), 9, () => gate.promise.then(() => Promise.reject(new Error('bug'))))
    const rest = [3, 1, 2].map((order) => queue.run(by('t'), order, async () => void said.push(String(order))))
    gate.resolve()
    await expect(first).rejects.toThrow('bug')
    await Promise.all(rest)
    await queue.idle()
    expect(said).toEqual(['1', '2', '3'])
  })

  test('a full backlog refuses at once', async () => {
    const queue = createTurnQueue({ running: 1, waiting: 1, waitingOfOne: 1 })
    const gate = Promise.withResolvers<void>()
    const jobs = [queue.run(by('a'), 1, () => gate.promise), queue.run(by('b'), 1, () => gate.promise)]
    await expect(queue.run(by('c'), 1, () => gate.promise)).rejects.toBeInstanceOf(BacklogFull)
    gate.resolve()
    await Promise.all(jobs)
  })
})

describe('what goes to the database', () => {
  test('any text becomes JSON that PostgreSQL stores', async () => {
    const stores = fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const { rows } = await direct.query<{ text: string }>(`select $1::jsonb->>'text' as text`, [
        toJson({ text: `${text}\0\ud800` }),
      ])
      expect(rows[0]?.text.length).toBeGreaterThanOrEqual(2)
    })
    await fc.assert(stores, { numRuns: 200 })
    const text = 'C:\\u0000 is written \\ud800'
    expect(JSON.parse(toJson({ text }))).toEqual({ text })
  })

  test('statement names are stable and bounded', () => {
    const name = statementNames()
    const first = name({ sql: 'select 1' })
    for (let index = 0; index < 1000; index++) name({ sql: `select ${index + 2}` })
    expect(name({ sql: 'select 1' })).toBe(first)
    expect(name({ sql: 'select 5000' })).toBe('')
    expect(connectionConfig(url, limits)).toMatchObject({ lock_timeout: 100, keepAlive: true, query_timeout: 2400 })
  })
})
