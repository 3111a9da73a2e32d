// Bad weather: Slack and Discord both fail in random ways (lines cut, calls held back, refused,
// answered late or never, taken and not answered, everything down) while people write in forty
// threads. Rule: what was said has one effect, every thread shows its last state within three
// minutes of the end, the process never ends, a channel is back within ten seconds of its platform.
// The same seed brings the same weather. Next: storms.ts (what happens), main.ts prints it.
import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type FakeDiscord, loopbackDiscord } from '#playground/loopback/discord/discord.ts'
import { messageText as discordText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { obj, str } from '#playground/loopback/json.ts'
import { type FakeSlack, fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { messageText as slackText } from '#playground/loopback/slack/transcript.ts'
import { TEAM } from '#playground/loopback/slack/workspace.ts'
import { openStore } from '#store/turn/open.ts'
import { demoWith } from '#test/support/demo.ts'
import { startProduct } from './product.ts'
import { type Back, storms } from './storms.ts'

export type WeatherOptions = {
  /** A migrated, empty database. */
  readonly url: string
  readonly minutes: number
  /** Lines a second over all threads. */
  readonly rate: number
  readonly threads: number
  readonly seed: number
  /** Told once a minute how far it is. */
  readonly say: (line: string) => void
}
export type WeatherResult = {
  readonly sent: number
  /** Threads whose order holds more or less than was said. */
  readonly wrong: readonly string[]
  /** Threads that do not show their last state. */
  readonly unshown: readonly string[]
  /** Posts that stand there twice. */
  readonly doubled: number
  /** Milliseconds from the end of the weather. */
  readonly turns: number
  readonly shown: number
  readonly storms: Readonly<Record<string, number>>
  /** Milliseconds from a platform being back to its channel being up. */
  readonly back: readonly Back[]
  readonly problems: readonly string[]
  /** Milliseconds this very script was kept from running at most: a machine that was busy with something else. */
  readonly heldUp: number
  /** How many wanted each core at most, over a minute. */
  readonly load: number
}

const SKU = 'BEAN-BLACK'
/** Longer than promised: what comes too late is told from what never comes. Milliseconds. */
const LIMIT = 600_000

type Thread = {
  readonly channel: 'slack' | 'discord'
  readonly name: string
  readonly user: string
  readonly say: () => void
  /** At least this was taken: what a platform was told is taken, what it keeps to be read. */
  readonly said: () => readonly string[]
  /** What its newest card shows of the item; 0: nothing. */
  readonly shows: () => number
}

export async function weather(options: WeatherOptions): Promise<WeatherResult> {
  const { url, minutes, rate, seed } = options
  const slack = await fakeSlack({ mode: 'socket', compress: 20 })
  const discord = await loopbackDiscord({ limits: true })
  const reps = Array.from({ length: Math.ceil(options.threads / 2) }, (_, n) => `UR${n}`)
  await prepare(url, reps)
  const product = await startProduct(url, { slack, discord })
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {}) // the query that is running reports it
  try {
    const threads = [
      ...reps.map((rep) => slackThread(rep, slack)),
      ...Array.from({ length: Math.floor(options.threads / 2) }, (_, n) => discordThread(`Guest ${n}`, discord)),
    ]
    // Who never spoke with Parley is not looked for after a sign-in.
    for (const thread of threads) thread.say()
    await calm({ pool, threads, slack }, Date.now())
    const before = await unshownIn(pool, threads)
    if (before.length > 0) throw new Error(`before any weather: ${before.join('; ')}`)
    options.say('everybody has a cart that is shown; the weather begins')
    const sky = storms({ slack, discord, seed, isUp: product.isUp })
    const until = Date.now() + minutes * 60_000
    const blowing = sky.blow(until)
    const { heldUp, load } = await sailing({ threads, rate, until, isDown: sky.isDown, say: options.say })
    await blowing
    const over = Date.now()
    const [turns, shown] = await calm({ pool, threads, slack }, over)
    return {
      ...{ sent: threads.reduce((sum, { said }) => sum + said().length, 0), turns, shown, heldUp, load, ...sky.told() },
      wrong: await wrongIn(pool, threads),
      unshown: await unshownIn(pool, threads),
      doubled: doubledOnSlack(slack) + doubledOnDiscord(discord),
      problems: [...product.problems(), ...slack.violations, ...(await invariants(url))],
    }
  } finally {
    await product.stop()
    await pool.end()
    await slack.close()
    await discord.close()
  }
}

type Sail = Pick<WeatherOptions, 'rate' | 'say'> & {
  readonly threads: readonly Thread[]
  readonly until: number
  readonly isDown: (channel: Thread['channel']) => boolean
}

/** So many lines a second, by the clock; answers how late one was at most, and how busy the machine. */
async function sailing({ threads, rate, until, isDown, say }: Sail): Promise<Pick<WeatherResult, 'heldUp' | 'load'>> {
  const began = Date.now()
  let [heldUp, load] = [0, 0]
  for (let n = 0; Date.now() < until; n++) {
    const thread = threads[n % threads.length]
    if (thread !== undefined && !isDown(thread.channel)) thread.say()
    if (n > 0 && n % (rate * 60) === 0) say?.(`minute ${n / (rate * 60)}: ${n} lines, one at most ${heldUp} ms late`)
    const due = began + ((n + 1) * 1_000) / rate
    await pause(Math.max(0, due - Date.now()))
    heldUp = Math.max(heldUp, Date.now() - due)
    load = Math.max(load, (os.loadavg()[0] ?? 0) / os.availableParallelism())
  }
  return { heldUp, load }
}

async function prepare(url: string, reps: readonly string[]): Promise<void> {
  const store = await openStore({ url })
  await store.loadShop(demoWith({ plenty: 1_000_000, buyers: 4 }))
  for (const rep of reps) await store.desk.changeStaff({ kind: 'link', id: 'sam', user: `slack:${TEAM}/${rep}` })
  await store.close()
}

const LINE = `add 1 ${SKU}`

/** A rep in direct messages: what Slack was told is taken has been said, and more may have been: it is told over a line that may be cut. */
function slackThread(rep: string, slack: FakeSlack): Thread {
  slack.space.people.set(rep, { id: rep, name: rep, team: TEAM, deleted: false })
  const channel = slack.space.dmWith(rep).id
  const said: string[] = []
  return {
    ...{ channel: 'slack', name: rep, user: `slack:${TEAM}/${rep}` },
    say() {
      const { deliveries, message } = slack.writes(rep, channel, LINE)
      for (const delivery of deliveries)
        void slack.deliver(delivery).then((ack) => {
          if (ack.kind === 'acked') said.push(message.ts)
        })
    },
    said: () => said,
    shows: () =>
      newest(slack.space.messages.filter((each) => each.channel === channel && !each.deleted).map(slackText)),
  }
}

/** Somebody in direct messages; Discord keeps what was written. */
function discordThread(name: string, discord: FakeDiscord): Thread {
  const user = discord.person(name)
  const channel = discord.direct(user)
  const said: string[] = []
  return {
    ...{ channel: 'discord', name, user: `discord:${user.id}` },
    say() {
      said.push(discord.types(user, channel, LINE).id)
    },
    said: () => said,
    shows: () => newest(visible(discord.state, channel, user).map(discordText)),
  }
}

function newest(texts: readonly string[]): number {
  // A line of the cart: what just changed is said above it without either.
  const found = texts.flatMap((text) => {
    const line = /(?<many>\d+) × Beanie, black|(?<each>\d+)\s+Beanie, black\s*\n\s*BEAN-BLACK/.exec(text)
    return line?.groups?.['many'] ?? line?.groups?.['each'] ?? []
  })
  return Number(found.at(-1) ?? 0)
}

/** The platforms' ids of the lines taken, of each person: the inbox holds each once. */
async function takenOf(pool: pg.Pool): Promise<(user: string) => readonly string[]> {
  const { rows } = await pool.query<{ user: string; ids: string[] }>(
    `select payload->>'user' as "user", array_agg(substring(id from '[^|/]+$')) as ids from inbox
     where payload->>'text' = $1 group by 1`,
    [LINE],
  )
  const taken = new Map(rows.map(({ user, ids }) => [user, ids]))
  return (user) => taken.get(user) ?? []
}
const missingOf = ({ user, said }: Thread, taken: (user: string) => readonly string[]): readonly string[] =>
  said().filter((id) => !taken(user).includes(id))

type Sailing = { readonly pool: pg.Pool; readonly threads: readonly Thread[]; readonly slack: FakeSlack }

/** Waits until everything is done and every thread shows it, at most three minutes from `over`; answers when, milliseconds. */
async function calm({ pool, threads, slack }: Sailing, over: number): Promise<readonly [number, number]> {
  let turns: number | undefined
  const shown = await eventually('every thread to show its last state', LIMIT, async () => {
    const { rows } = await pool.query<{ open: number }>("select count(*)::int as open from inbox where status = 'new'")
    const taken = await takenOf(pool)
    // Slack sends what was not acknowledged again, for a while after the end.
    if (rows[0]?.open === 0 && slack.travelling() === 0 && threads.every((each) => missingOf(each, taken).length === 0))
      turns ??= Date.now() - over
    const all = threads.every(({ user, shows }) => shows() === taken(user).length)
    return turns !== undefined && all ? Date.now() - over : undefined
  }).catch(() => Date.now() - over)
  return [turns ?? shown, shown]
}

/** What was said is taken, and what was taken has its one effect. */
async function wrongIn(pool: pg.Pool, threads: readonly Thread[]): Promise<readonly string[]> {
  const taken = await takenOf(pool)
  const { rows } = await pool.query<{ user: string; n: number }>(`select last.user, coalesce(sum(
      (select sum((l->>'quantity')::int) from jsonb_array_elements(d.state->'content'->'lines') l where l->>'sku' = '${SKU}')
    ), 0)::int as n
    from draft d join lateral (select i.payload->>'user' as "user" from inbox i where i.thread_key = d.thread_key limit 1) last
      on true group by 1`)
  const held = new Map(rows.map(({ user, n }) => [user, n]))
  return threads.flatMap((thread) => {
    const { name, user } = thread
    const [lines, inCart] = [taken(user).length, held.get(user) ?? 0]
    return [
      ...missingOf(thread, taken).map((id) => `${name}: ${id} was said and not taken`),
      ...(lines !== inCart ? [`${name}: ${lines} taken, ${inCart} in the cart`] : []),
    ]
  })
}

async function unshownIn(pool: pg.Pool, threads: readonly Thread[]): Promise<readonly string[]> {
  const taken = await takenOf(pool)
  return threads
    .filter(({ user, shows }) => shows() !== taken(user).length)
    .map(({ name, user, shows }) => `${name}: shows ${shows()} of ${taken(user).length}`)
}

function doubledOnSlack({ space }: FakeSlack): number {
  const keys = space.messages.flatMap(({ metadata, deleted }) =>
    metadata === undefined || deleted ? [] : [str(obj(metadata['event_payload'])['key'])],
  )
  return keys.length - new Set(keys).size
}

/** A message of Parley carries the mark of its delivery; the small ids are Discord's own numbering. */
function doubledOnDiscord({ state }: FakeDiscord): number {
  const marks = [...state.messages.values()].flatMap(({ gone, author, channel, components: [first] }) =>
    gone || !author.bot || (first?.id ?? 0) < 1_000 ? [] : [`${channel}/${first?.id}`],
  )
  return marks.length - new Set(marks).size
}

async function invariants(url: string): Promise<readonly string[]> {
  const store = await openStore({ url })
  const found = await store.checkInvariants()
  await store.close()
  return found.map(({ area, rule, detail }) => `${area}: ${rule}: ${detail}`)
}

export function weatherLine(result: WeatherResult, { minutes, rate, threads, seed }: WeatherOptions): string {
  const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`
  const kinds = Object.entries(result.storms).map(([kind, count]) => `${count} ${kind}`)
  return [
    `Weather: ${result.sent} lines in ${minutes} min at ${rate}/s over ${threads} threads of Slack and Discord (seed ${seed});`,
    `${kinds.join(', ')};`,
    `turns done ${seconds(result.turns)} and every thread at its last state ${seconds(result.shown)} after the end;`,
    `${result.wrong.length} lost or doubled, ${result.unshown.length} not shown, ${result.doubled} doubled posts;`,
    `a channel was up again at most ${seconds(Math.max(0, ...result.back.map(({ took }) => took)))} after its platform (${result.back.length} outages); ${result.problems.length} problems;`,
    `the script itself was held up at most ${seconds(result.heldUp)}, ${result.load.toFixed(1)} wanted each core`,
  ].join(' ')
}
