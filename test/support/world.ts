// A whole Parley for one test file: a database of its own, the demo shop, the engine, and people
// who say things. A second world on the same address acts as a second process. Rule: what is read
// back is what was printed, through the outbox like any terminal. Use at the top of a test file:
// `const shop = await world()`, then `await shop.say('terminal:sam', 'terminal:desk', 'help')`.

import pg from 'pg'
import { afterAll } from 'vitest'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { placementText } from '#conversation/edge/text.ts'
import type { Control, Placement, Reply } from '#conversation/edge/view.ts'
import type { Follower } from '#store/outbox/follow.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { freshDatabase } from './database.ts'
import { demoWith } from './demo.ts'
import { message, openParley, type Parley, type ParleyOptions, press } from './open-parley.ts'

export type World = Parley & {
  readonly url: string
  /** Says it and answers everything printed for this person since, as the terminal would show it. */
  readonly say: (user: string, thread: string, text: string) => Promise<string>
  /** Presses the newest visible control with this label. Throws when there is none. */
  readonly press: (user: string, thread: string, label: string) => Promise<string>
  /** Plain SQL, to look at what is stored. */
  readonly rows: <T extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<T[]>
}
export type WorldOptions = ParleyOptions & {
  /** The database of another world: the second process. */
  readonly url?: string
  readonly shop?: ShopData
}

/** Call it while the file loads. Closed, and its database dropped, when the file is done. */
export async function world({ url: given, shop, ...options }: WorldOptions = {}): Promise<World> {
  const url = given ?? (await freshDatabase()).url
  const parley = await openParley(url, options)
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {}) // the query that is running reports it
  if (given === undefined) await parley.store.loadShop(shop ?? demoWith())
  const terminals = new Map<string, Promise<Terminal>>()
  afterAll(async () => {
    for (const terminal of terminals.values()) await (await terminal).follower.close()
    await pool.end()
    await parley.close()
  })

  function terminal(user: string, thread: string): Promise<Terminal> {
    const key = `${user} ${thread}`
    const known =
      terminals.get(key) ?? parley.store.followThread(thread, user).then((follower) => ({ follower, controls: [] }))
    terminals.set(key, known)
    return known
  }
  async function exchange(inbound: Inbound): Promise<string> {
    const { follower, controls } = await terminal(inbound.user, inbound.thread)
    await parley.deliver(inbound)
    const said = await follower.drain()
    for (const { placement } of said) controls.unshift(...controlsOf(placement))
    return said.map(({ placement }) => placementText(placement)).join('\n\n')
  }
  return {
    ...parley,
    url,
    say: (user, thread, text) => exchange(message(user, thread, text)),
    async press(user, thread, label) {
      const { controls } = await terminal(user, thread)
      const found = controls.flatMap(pressable).find((control) => control.label === label)
      if (found === undefined) throw new Error(`no control "${label}" is visible to ${user} in ${thread}`)
      return exchange({ ...press(user, thread, found.token), ...found.value })
    },
    rows: async <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(sql, [...values])).rows,
  }
}

type Terminal = { readonly follower: Follower; readonly controls: Control[] }

/** A button, or one of a select's options. */
const pressable = (control: Control) =>
  control.kind === 'button'
    ? [{ label: control.label, token: control.token, value: {} }]
    : control.kind === 'select'
      ? control.options.map(({ label, value }) => ({ label, token: control.token, value: { value } }))
      : []

const controlsOf = (placement: Placement): readonly Control[] => ('view' in placement ? placement.view.controls : [])

/** What a reply says, as printed. */
export const printed = (reply: Reply): string =>
  reply.outgoing.map(({ placement }) => placementText(placement)).join('\n\n')
export const buttonsOf = (reply: Reply): readonly Extract<Control, { kind: 'button' }>[] =>
  reply.outgoing.flatMap(({ placement }) => controlsOf(placement)).filter((control) => control.kind === 'button')
