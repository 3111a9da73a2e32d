// One interleaved run: engine and floor take turns on the same server, in slices of about two
// seconds, at concurrency 1 and at 8, so that whatever else the machine does weighs on both. Rule:
// every order must really be placed, and the invariants must hold afterwards. Next: report.ts, what
// is printed; main.ts, the command.

import pg from 'pg'
import { demoWith } from '#test/support/demo.ts'
import { message, openParley, type Parley } from '#test/support/open-parley.ts'
import { moreGoods } from './catalog-goods.ts'
import { benchDatabase } from './database.ts'
import { KINDS, said, type TurnKind, throughEngine } from './eight-turns.ts'
import { measure, type OneOrder, type Sample, sum, type TurnTime, total } from './figures.ts'
import { openFloor, prepareFloor } from './floor.ts'
import { loadHistory } from './history.ts'
import { type Several, severalProcesses } from './processes.ts'

export type Options = {
  readonly seconds: number
  readonly history: number
  readonly slice: number
  /** Beside the demo shop's. */
  readonly skus: number
  readonly processes: number
}
export type Duel = {
  readonly lanes: number
  readonly engine: Sample
  readonly floor: Sample
  readonly sliceRatios: readonly number[]
}
export type Results = {
  readonly where: string
  readonly history: number
  readonly duels: readonly Duel[]
  /** Most statements of each kind of turn, claim, BEGIN and COMMIT included, over some orders one at a time. */
  readonly statements: Readonly<Record<TurnKind, number>>
  readonly floorStatements: number
  readonly paced: readonly TurnTime[]
  readonly pace: number
  readonly several: Several | undefined
  /** Bytes: before the first turn, and the most since. */
  readonly memory: { readonly start: number; readonly most: number }
  readonly violations: readonly string[]
}

/** Turns per second of the paced part. */
const PACE = 50
const COUNTED_ORDERS = 12

export async function runBench(options: Options, say: (line: string) => void): Promise<Results> {
  const database = await benchDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  try {
    let sent = 0
    const parley = await openParley(database.url, { onStatement: () => void sent++ })
    await parley.store.loadShop(demoWith({ plenty: 10_000_000 }))
    if (options.skus > 0) await parley.store.changeCatalog(moreGoods(options.skus))
    say(`loading ${options.history} past orders`)
    const client = await pool.connect()
    await loadHistory(client, options.history)
    client.release()
    await prepareFloor(pool, options.history)
    const floor = openFloor(database.url)
    const start = process.memoryUsage().rss
    const results = await measureAll({ parley, floor, options, say, sent: () => sent })
    const { processes } = options
    const several =
      processes > 1
        ? await severalProcesses(pool, { url: database.url, processes, milliseconds: options.seconds * 250 })
        : undefined
    const violations = (await parley.store.checkInvariants()).map(
      ({ area, rule, detail }) => `${area}: ${rule}: ${detail}`,
    )
    const faults = parley.faults.map(({ error }) => `fault: ${String(error)}`)
    await floor.close()
    await parley.close()
    const most = process.resourceUsage().maxRSS * 1024
    return {
      where: database.where,
      history: options.history,
      ...results,
      ...{ memory: { start, most }, several },
      violations: [...violations, ...faults, ...(several?.problems ?? [])],
    }
  } finally {
    await pool.end()
    await database.drop()
  }
}

type Both = {
  readonly parley: Parley
  readonly floor: ReturnType<typeof openFloor>
  readonly options: Options
  readonly say: (line: string) => void
  readonly sent: () => number
}

async function measureAll({
  parley,
  floor,
  options,
  say,
  sent,
}: Both): Promise<Omit<Results, 'where' | 'history' | 'memory' | 'several' | 'violations'>> {
  let n = 0
  const next = () => ++n
  const engine = throughEngine(parley)
  say('warming up')
  for (const lanes of [1, 8])
    for (const one of [engine, floor.one]) await measure(one, { lanes, milliseconds: 1_500, next })
  const statements = await countStatements(engine, next, sent)
  const before = floor.statements()
  await floor.one(next(), () => undefined)
  const floorStatements = floor.statements() - before
  const share = (options.seconds * 1000) / 2.4
  const duels: Duel[] = []
  for (const lanes of [1, 8]) {
    say(`measuring at concurrency ${lanes}`)
    duels.push(await duel({ engine, floor: floor.one, lanes, milliseconds: share, slice: options.slice, next }))
  }
  say(`measuring at ${PACE} turns a second`)
  const paced = await atPace(parley, { milliseconds: share * 0.4, next })
  return { duels, statements, floorStatements, paced, pace: PACE }
}

async function countStatements(
  one: OneOrder,
  next: () => number,
  sent: () => number,
): Promise<Record<TurnKind, number>> {
  const most = Object.fromEntries(KINDS.map((kind) => [kind, 0]))
  for (let round = 0; round < COUNTED_ORDERS; round++) {
    let before = sent()
    await one(next(), ({ kind }) => {
      most[kind] = Math.max(most[kind] ?? 0, sent() - before)
      before = sent()
    })
  }
  return most as Record<TurnKind, number>
}

type DuelPlan = {
  readonly engine: OneOrder
  readonly floor: OneOrder
  readonly lanes: number
  readonly milliseconds: number
  readonly slice: number
  readonly next: () => number
}

async function duel({ engine, floor, lanes, milliseconds, slice, next }: DuelPlan): Promise<Duel> {
  const rounds = Math.max(1, Math.round(milliseconds / (2 * slice)))
  const engines: Sample[] = []
  const floors: Sample[] = []
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that neither always inherits the other's checkpoint.
    for (const who of round % 2 === 0 ? (['engine', 'floor'] as const) : (['floor', 'engine'] as const)) {
      const sample = await measure(who === 'engine' ? engine : floor, { lanes, milliseconds: slice, next })
      if (who === 'engine') engines.push(sample)
      else floors.push(sample)
    }
  }
  const rate = (sample: Sample | undefined) => (sample === undefined ? Number.NaN : sample.orders / sample.seconds)
  return {
    lanes,
    engine: total(engines),
    floor: total(floors),
    sliceRatios: engines.map((sample, at) => rate(sample) / rate(floors[at])),
  }
}

/**
 * Turns arrive at a fixed pace whether or not those before are answered, as in life; a turn's time
 * runs from when it should have started.
 */
async function atPace(
  parley: Parley,
  { milliseconds, next }: { readonly milliseconds: number; readonly next: () => number },
): Promise<TurnTime[]> {
  const orders = Math.max(1, Math.round((milliseconds / 1000) * (PACE / KINDS.length)))
  const between = 1000 / (PACE / KINDS.length)
  const began = performance.now()
  const orderAt = async (at: number): Promise<TurnTime[]> => {
    const n = next()
    const words = said(n)
    const times: TurnTime[] = []
    for (const [turn, kind] of KINDS.entries()) {
      const due = began + at * between + turn * between
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
      const from = Math.max(due, performance.now() - 2) // a timer's own lateness is not the engine's
      await parley.deliver(message('terminal:sam', `terminal:pace-${n}`, words[kind], `p${n}-${kind}`))
      times.push({ kind, time: performance.now() - from })
    }
    return times
  }
  return (await Promise.all(Array.from({ length: orders }, (_, at) => orderAt(at)))).flat()
}

export const budgetOf = (kind: TurnKind): number => (kind === 'place' ? 12 : kind === 'start' ? 8 : 6)
export const overBudget = (statements: Results['statements']): readonly TurnKind[] =>
  KINDS.filter((kind) => statements[kind] > budgetOf(kind))
export const statementsPerOrder = (statements: Results['statements']): number =>
  sum(KINDS.map((kind) => statements[kind]))
