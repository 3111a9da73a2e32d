/**
 * The queue in front of the database: one turn at a time per thread, a global limit, a cap on what
 * may wait, and people by turns: whoever sends thousands waits behind their own. Waiting here costs
 * nothing; waiting inside a transaction eats the pool and delays everybody (measured: 1 565 ms for
 * an unrelated turn, 7 to 14 ms with this queue). Pure: no I/O, no clock.
 */
import type { ThreadKey, UserKey } from '#domain/base/flavour.ts'
export type QueueLimits = {
  /** Turns running at once; below the pool's size, so that shop reloads and queries find a connection. */
  readonly running: number
  /** Turns waiting in all; beyond it `run` refuses with BacklogFull. */
  readonly waiting: number
  /** Turns waiting of one person, and as many of one thread. */
  readonly waitingOfOne: number
}
export const defaultQueueLimits: QueueLimits = { running: 16, waiting: 2_000, waitingOfOne: 500 }

export class BacklogFull extends Error {}

/** Whose turn it is, and where. */
export type Speaking = { readonly thread: ThreadKey; readonly user: UserKey }
type Waiting = { readonly user: UserKey; readonly order: number; readonly start: () => void }
type Lane = { busy: boolean; readonly waiting: Waiting[] }

export type TurnQueue = {
  /**
   * Runs `task` when its thread, its person's turn and the global limit allow; of one thread's
   * waiting tasks the lowest `order` goes first.
   */
  readonly run: <T>(speaking: Speaking, order: number, task: () => Promise<T>) => Promise<T>
  readonly size: () => { readonly running: number; readonly waiting: number }
  /** Resolves once nothing runs and nothing waits. */
  readonly idle: () => Promise<void>
}

export function createTurnQueue(limits: QueueLimits): TurnQueue {
  const lanes = new Map<string, Lane>()
  /** `ready`: threads with something to run and nothing running, by whose turn comes next there. */
  const [ready, waiting] = [createRounds(), createTally()]
  const idlers: (() => void)[] = []
  let running = 0

  function startNext(): void {
    while (running < limits.running) {
      const thread = ready.next()
      if (thread === undefined) break
      const lane = lanes.get(thread)
      const next = lane?.waiting.shift()
      if (lane === undefined || next === undefined) continue
      lane.busy = true
      running++
      waiting.count(next.user, -1)
      next.start()
    }
  }

  function finished(thread: ThreadKey, lane: Lane): void {
    running--
    lane.busy = false
    if (lane.waiting.length > 0) ready.add(thread, lane)
    else lanes.delete(thread)
    startNext()
    if (running + waiting.all() === 0) for (const wake of idlers.splice(0)) wake()
  }

  function enter({ thread, user }: Speaking, order: number): Promise<Lane> {
    const lane = lanes.get(thread) ?? { busy: false, waiting: [] }
    lanes.set(thread, lane)
    return new Promise((resolve) => {
      insert(lane.waiting, { user, order, start: () => resolve(lane) })
      waiting.count(user, 1)
      if (!lane.busy && lane.waiting.length === 1) ready.add(thread, lane)
      startNext()
    })
  }

  return {
    async run(speaking, order, task) {
      const inThread = lanes.get(speaking.thread)?.waiting.length ?? 0
      demandRoom(limits, { all: waiting.all(), ofOne: Math.max(inThread, waiting.of(speaking.user)) })
      const lane = await enter(speaking, order)
      try {
        return await task()
      } finally {
        finished(speaking.thread, lane)
      }
    },
    size: () => ({ running, waiting: waiting.all() }),
    idle: () => (running + waiting.all() === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  }
}

type Tally = {
  readonly count: (user: UserKey, by: number) => void
  readonly of: (user: UserKey) => number
  readonly all: () => number
}

/** How many wait, of whom. */
function createTally(): Tally {
  const ofUser = new Map<string, number>()
  let all = 0
  return {
    count(user, by) {
      const now = (ofUser.get(user) ?? 0) + by
      if (now > 0) ofUser.set(user, now)
      else ofUser.delete(user)
      all += by
    },
    of: (user) => ofUser.get(user) ?? 0,
    all: () => all,
  }
}

/** Throws BacklogFull. */
function demandRoom(limits: QueueLimits, { all, ofOne }: { readonly all: number; readonly ofOne: number }): void {
  if (all >= limits.waiting) throw new BacklogFull(`${all} turns are waiting`)
  if (ofOne >= limits.waitingOfOne) throw new BacklogFull(`${ofOne} turns of one are waiting`)
}

type Rounds = { readonly add: (thread: ThreadKey, lane: Lane) => void; readonly next: () => string | undefined }

/** A thread of each person in turn. */
function createRounds(): Rounds {
  /** In the order of whose turn it is: who was served goes to the end. */
  const users = new Map<string, string[]>()
  return {
    add(thread, { waiting: [head] }) {
      const user = head?.user ?? ''
      const threads = users.get(user)
      if (threads === undefined) users.set(user, [thread])
      else threads.push(thread)
    },
    next() {
      const [first] = users
      if (first === undefined) return undefined
      const [user, threads] = first
      const thread = threads.shift()
      users.delete(user)
      if (threads.length > 0) users.set(user, threads)
      return thread
    },
  }
}

/** Behind everybody of its order or a lower one. */
function insert(waiting: Waiting[], next: Waiting): void {
  const at = waiting.findIndex((other) => other.order > next.order)
  waiting.splice(at === -1 ? waiting.length : at, 0, next)
}
