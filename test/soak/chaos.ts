// Everything goes wrong at random while people talk: processes are killed or asked to end, the
// database restarts, has no room, is cut off, stalls, answers into the void, is far away or has a full
// disk. Rule: a platform says again what was not acknowledged; what was acknowledged ends in an answer and has its
// effect exactly once. Use: `npm run chaos -- --minutes 5`. Next: test/support/chaos-child.ts.
import { type ChildProcess, fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { z } from 'zod'
import { eventually } from '#playground/loopback/eventually.ts'
import { migrate } from '#store/admin/migrate.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { seeded } from '#test/support/barrier.ts'
import { demoWith } from '#test/support/demo.ts'
import { message, openParley } from '#test/support/open-parley.ts'
import { NETWORK_FAULTS, slowProxy } from '#test/support/slow-proxy.ts'
import { type SmallDisk, smallDisk } from './small-disk.ts'

/** `disk`: the database has a small disk of its own, which fills up, where one may be mounted. */
export type Chaos = { readonly seconds: number; readonly seed: number; readonly disk?: true }
export type ChaosCounts = {
  readonly tried: number
  readonly lost: number
  readonly doubled: number
  readonly unanswered: number
  /** Milliseconds from acknowledged to answered. */
  readonly worst: number
  readonly violations: readonly string[]
  readonly troubles: Readonly<Record<string, number>>
}

const PROCESSES = 2
const THREADS = 6
const SETTLE = 120_000
/** Megabytes: a database with what it keeps for a crash. */
const DISK = 1_500
const CHILD = fileURLToPath(new URL('../support/chaos-child.ts', import.meta.url))

type Server = Awaited<ReturnType<typeof embeddedPostgres>>

export async function chaos({ seconds, seed, disk: wanted }: Chaos): Promise<ChaosCounts> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-chaos-'))
  fs.chmodSync(base, 0o755)
  const disk = wanted === undefined ? undefined : smallDisk(base, DISK)
  const server = await embeddedPostgres({ folder: path.join(base, 'pg'), durability: 'none' })
  try {
    const url = await server.openDatabase('parley')
    await migrate({ url })
    const own = await openParley(url)
    await own.store.loadShop(demoWith({ plenty: 1_000_000 }))
    await own.close()
    return await run({ url, server, seconds, disk, random: seeded(seed) })
  } finally {
    await server.release()
    disk?.remove()
    fs.rmSync(base, { recursive: true, force: true })
  }
}

type Running = {
  readonly url: string
  readonly server: Server
  readonly seconds: number
  readonly disk: SmallDisk | undefined
  readonly random: () => number
}

async function run({ url, server, seconds, disk, random }: Running): Promise<ChaosCounts> {
  const proxy = await slowProxy(url)
  const crew = createCrew(proxy.url)
  await eventually('the processes to be there', SETTLE, async () => (crew.isComplete() ? true : undefined))
  const until = performance.now() + seconds * 1_000
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  const talking = Array.from({ length: THREADS }, (_, n) =>
    talk(`web:chaos-${n}`, crew, { until, answered: answersOf(pool) }),
  )
  const kinds = troublesOf({ proxy, crew, server, disk, random })
  const troubles: Record<string, number> = {}
  while (performance.now() < until) {
    const [name, trouble] = Object.entries(kinds)[Math.floor(random() * Object.keys(kinds).length)] ?? []
    if (name === undefined || trouble === undefined) break
    troubles[name] = (troubles[name] ?? 0) + 1
    await trouble()
    await pause(300 + random() * 700)
  }
  await Promise.all(talking)
  await pool.end()
  const counts = await settled(url)
  await crew.stop()
  await proxy.close()
  return { ...counts, troubles }
}

type Around = Pick<Running, 'server' | 'disk' | 'random'> & {
  readonly proxy: Awaited<ReturnType<typeof slowProxy>>
  readonly crew: Crew
}
type Troubles = Readonly<Record<string, () => Promise<void>>>

function troublesOf({ proxy, crew, server, disk, random }: Around): Troubles {
  const lasting = (begin: () => void, end: () => void) => () => during(random, begin, end)
  return {
    'kill -9': async () => void crew.one(random)?.kill('SIGKILL'),
    SIGTERM: async () => void crew.one(random)?.kill('SIGTERM'),
    'database restart': () => restart(server, random() < 0.5 ? 'SIGINT' : 'SIGQUIT'),
    ...(disk === undefined ? {} : { 'full disk': lasting(disk.fill, disk.free) }),
    '200 ms': lasting(
      () => proxy.delay(200),
      () => proxy.delay(0),
    ),
    ...Object.fromEntries(
      NETWORK_FAULTS.map((fault) => [
        fault,
        lasting(
          () => proxy.fault(fault),
          () => proxy.fault(undefined),
        ),
      ]),
    ),
  }
}

async function during(random: () => number, begin: () => void, end: () => void): Promise<void> {
  begin()
  await pause(300 + random() * 1_500)
  end()
}

async function restart(server: Server, signal: NodeJS.Signals): Promise<void> {
  const before = server.pid()
  process.kill(before, signal)
  await eventually('the server to be back', SETTLE, async () => (server.pid() === before ? undefined : true))
}

type Crew = {
  readonly one: (random?: () => number) => ChildProcess | undefined
  readonly isComplete: () => boolean
  readonly acked: (id: string) => Promise<boolean>
  readonly stop: () => Promise<void>
}

/** So many processes, another one for each that ends. */
function createCrew(url: string): Crew {
  const ready: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const waiting = new Map<string, () => void>()
  let stopping = false
  function hire(): void {
    const child = fork(CHILD, [url], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    all.add(child)
    child.on('message', (told) => {
      const heard = toldSchema.parse(told)
      if ('ready' in heard) ready.push(child)
      else waiting.get(heard.acked)?.()
    })
    child.on('error', () => undefined)
    child.once('close', () => {
      all.delete(child)
      if (ready.includes(child)) ready.splice(ready.indexOf(child), 1)
      if (!stopping) hire()
    })
  }
  for (let n = 0; n < PROCESSES; n++) hire()
  return {
    one: (random = Math.random) => ready[Math.floor(random() * ready.length)],
    isComplete: () => ready.length === PROCESSES,
    async acked(id) {
      const heard = Promise.withResolvers<boolean>()
      waiting.set(id, () => heard.resolve(true))
      const answer = await Promise.race([heard.promise, pause(1_500, false)])
      waiting.delete(id)
      return answer
    },
    async stop() {
      stopping = true
      const ended = [...all].map((child) => new Promise((resolve) => child.once('close', resolve)))
      for (const child of all) child.kill('SIGKILL')
      await Promise.all(ended)
    },
  }
}
const toldSchema = z.union([z.strictObject({ ready: z.literal(true) }), z.strictObject({ acked: z.string() })])

/**
 * A person: says it until it is acknowledged, to whoever is there, and waits for the answer before
 * the next: what is measured is Parley, not a queue that the talkers make themselves.
 */
async function talk(thread: string, crew: Crew, { until, answered }: Talking): Promise<void> {
  for (let n = 0; performance.now() < until; n++) {
    const said = message('web:ann', thread, 'add 1 MUG-BLUE-11OZ', `${thread}-${n}`)
    for (let acked = false; !acked; ) {
      const child = crew.one()
      const answer = crew.acked(said.id)
      if (child?.connected === true) child.send(said, () => undefined)
      acked = await answer
    }
    while (performance.now() < until && !(await answered(said.id))) await pause(100)
  }
}
type Talking = { readonly until: number; readonly answered: (id: string) => Promise<boolean> }

/** Whether something was said to it, asked past all the trouble; what cannot be asked now is not answered yet. */
const answersOf =
  (pool: pg.Pool) =>
  (id: string): Promise<boolean> =>
    pool.query('select 1 from outbox where inbox_id = $1 limit 1', [`web|${id}`]).then(
      ({ rows }) => rows.length > 0,
      () => false,
    )

const COUNTS = `with said as (
    select i.thread_key, i.status, i.created_at, (select min(o.created_at) from outbox o where o.inbox_id = i.id) as at
    from inbox i where i.thread_key like 'web:chaos-%'
  ), wanted as (
    select thread_key, count(*) filter (where status = 'done')::int as units from said group by 1
  ), had as (
    select d.thread_key, sum((l->>'quantity')::int)::int as units
    from draft d, jsonb_array_elements(d.state->'content'->'lines') l where d.thread_key like 'web:chaos-%' group by 1
  )
  select (select count(*)::int from said) as tried, (select count(*)::int from said where at is null) as unanswered,
    (select coalesce(sum(greatest(w.units - coalesce(h.units, 0), 0)), 0)::int from wanted w left join had h using (thread_key)) as lost,
    (select coalesce(sum(greatest(h.units - w.units, 0)), 0)::int from wanted w join had h using (thread_key)) as doubled,
    (select coalesce(max(extract(epoch from at - created_at)) * 1000, 0)::float8 from said) as worst`
type Row = Pick<ChaosCounts, 'tried' | 'lost' | 'doubled' | 'unanswered' | 'worst'>

/** Once everything is answered, or was not in time. */
async function settled(url: string): Promise<Omit<ChaosCounts, 'troubles'>> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => undefined)
  await eventually('every message to be answered', SETTLE, async () => {
    const { rows } = await pool.query<{ open: number }>(`select count(*)::int as open from inbox where status = 'new'`)
    return rows[0]?.open === 0 ? true : undefined
  }).catch(() => undefined)
  const { rows } = await pool.query<Row>(COUNTS)
  await pool.end()
  const own = await openParley(url)
  const violations = (await own.store.checkInvariants()).map(({ rule, detail }) => `${rule}: ${detail}`)
  await own.close()
  const [row = { tried: 0, lost: 0, doubled: 0, unanswered: 0, worst: 0 }] = rows
  return { ...row, violations }
}

/** Whatever was lost, doubled, unanswered or does not add up; a run that tried nothing proves nothing. */
export const chaosPassed = ({ tried, lost, doubled, unanswered, violations }: ChaosCounts): boolean =>
  tried > 0 && lost + doubled + unanswered + violations.length === 0

export const chaosText = ({ tried, lost, doubled, unanswered, worst, violations, troubles }: ChaosCounts): string =>
  [
    `chaos: ${tried} tried, ${lost} lost, ${doubled} doubled, ${unanswered} unanswered, worst answer ` +
      `${(worst / 1_000).toFixed(1)} s, ${violations.length} violations`,
    `troubles: ${Object.entries(troubles)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
    ...violations,
  ].join('\n')
