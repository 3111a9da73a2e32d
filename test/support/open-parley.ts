// Parley as one process has it, without a channel: store and engine on a database, for tests, their
// child processes and the benchmark. Rule: the same builders as host/parley.ts; what a test changes (a
// crash, a pause, a bigger stock) comes in through injected parameters only. Next: world.ts, what a
// test file uses.
import { createHmac, randomInt, randomUUIDv7 } from 'node:crypto'
import { createActionCodec } from '#conversation/edge/action-codec.ts'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Reply } from '#conversation/edge/view.ts'
import { createEngine, type Engine, type EngineDeps } from '#conversation/engine.ts'
import type { EngineStore, Turn } from '#conversation/engine-ports.ts'
import { openStore, type Store, type StoreOptions } from '#store/turn/open.ts'

export type Fault = { readonly reference: string; readonly inboundId: string; readonly error: unknown }
export type Parley = {
  readonly store: Store
  readonly engine: Engine
  /** Everything the engine reported as a fault, so that a test can demand that there was none. */
  readonly faults: readonly Fault[]
  /** One delivery, as a channel makes it: claimed, then handled. */
  readonly deliver: (inbound: Inbound) => Promise<Reply>
  readonly close: () => Promise<void>
}
export type ParleyOptions = Omit<StoreOptions, 'url'> & {
  /** What a channel adds to the engine. */
  readonly engine?: Pick<
    EngineDeps,
    'approvalsDesk' | 'staffOnly' | 'linkTo' | 'directTo' | 'outside' | 'floods' | 'onRefused'
  >
  /** Stretches the time between what a turn reads and what it writes, so that races happen; milliseconds. */
  readonly pauses?: {
    readonly afterFacts?: () => Promise<void>
    readonly afterLock?: () => Promise<void>
    readonly afterWaiting?: () => Promise<void>
  }
}

/** Shared by every process of a test, so that controls made by one are good in another. */
const SECRET = 'a secret only tests know, long enough'

export const codec = createActionCodec({
  sign: (text) => createHmac('sha256', SECRET).update(text).digest('base64url'),
})

export async function openParley(
  url: string,
  { pauses, engine: channel, ...options }: ParleyOptions = {},
): Promise<Parley> {
  const faults: Fault[] = []
  const store = await openStore({ ...options, url })
  const engine = createEngine({
    store: pauses === undefined ? store.engine : slowed(store.engine, pauses),
    codec,
    newId: randomUUIDv7,
    newCode: () => String(randomInt(1_000_000)).padStart(6, '0'),
    ...channel,
    onFault: (fault) => void faults.push(fault),
  })
  store.onOrphan(engine.handle)
  return {
    store,
    engine,
    faults,
    deliver: async (inbound) => engine.handle((await engine.claim(inbound)).inbound),
    close: () => store.close(),
  }
}

function slowed(
  store: EngineStore,
  { afterFacts, afterLock, afterWaiting }: NonNullable<ParleyOptions['pauses']>,
): EngineStore {
  const slow = (turn: Turn): Turn => ({
    ...turn,
    async facts(needs) {
      const found = await turn.facts(needs)
      await afterFacts?.()
      return found
    },
    async waiting(query) {
      const found = await turn.waiting(query)
      await afterWaiting?.()
      return found
    },
    async lockStock(skus) {
      const stock = await turn.lockStock(skus)
      await afterLock?.()
      return stock
    },
  })
  return { ...store, turn: (inbound, work) => store.turn(inbound, (turn) => work(slow(turn))) }
}

let counter = 0
/** A typed message; `id` is the platform's delivery id. */
export const message = (
  user: string,
  thread: string,
  text: string,
  id = `m${process.pid}-${++counter}`,
): Extract<Inbound, { kind: 'message' }> => ({
  kind: 'message',
  id,
  thread,
  user,
  userName: user.slice(user.indexOf(':') + 1),
  locale: 'en',
  text,
})
/** A pressed control. */
export const press = (
  user: string,
  thread: string,
  token: string,
  id = `p${process.pid}-${++counter}`,
): Extract<Inbound, { kind: 'action' }> => ({
  kind: 'action',
  id,
  thread,
  user,
  userName: user.slice(user.indexOf(':') + 1),
  locale: 'en',
  token,
})
