/**
 * The queue in front of the database: one turn at a time per thread, a global limit, a cap on what
 * may wait. Waiting here costs nothing; waiting inside a transaction eats the pool and delays
 * everybody (measured: 1 565 ms for an unrelated turn, 7 to 14 ms with this queue). Pure: no I/O,
 * no clock.
 */
export type QueueLimits = {
  /** Turns running at once; below the pool's size, so that shop reloads and queries find a connection. */
  readonly running: number
  /** Turns waiting in all; beyond it `run` refuses with BacklogFull. */
  readonly waiting: number
}
export const defaultQueueLimits: QueueLimits = { running: 16, waiting: 2_000 }

export class BacklogFull extends Error {}

type Waiting = { readonly order: number; readonly start: () => void }
type Lane = { busy: boolean; readonly waiting: Waiting[] }

export type TurnQueue = {
  /**
   * Runs `task` when its thread and the global limit allow; of one thread's waiting tasks the
   * lowest `order` goes first.
   */
  readonly run: <T>(thread: string, order: number, task: () => Promise<T>) => Promise<T>
  readonly size: () => { readonly running: number; readonly waiting: number }
  /** Resolves once nothing runs and nothing waits. */
  readonly idle: () => Promise<void>
}

export function createTurnQueue(limits: QueueLimits): TurnQueue {
  const lanes = new Map<string, Lane>()
  /** Threads with something to run and nothing running, first come first served. */
  const ready: string[] = []
  const idlers: (() => void)[] = []
  let running = 0
  let waiting = 0

  function startNext(): void {
    while (running < limits.running) {
      const thread = ready.shift()
      if (thread === undefined) break
      const lane = lanes.get(thread)
      const next = lane?.waiting.shift()
      if (lane === undefined || next === undefined) continue
      lane.busy = true
      running++
      waiting--
      next.start()
    }
  }

  function finished(thread: string, lane: Lane): void {
    running--
    lane.busy = false
    if (lane.waiting.length > 0) ready.push(thread)
    else lanes.delete(thread)
    startNext()
    if (running + waiting === 0) for (const wake of idlers.splice(0)) wake()
  }

  function enter(thread: string, order: number): Promise<Lane> {
    const lane = lanes.get(thread) ?? { busy: false, waiting: [] }
    lanes.set(thread, lane)
    return new Promise((resolve) => {
      insert(lane.waiting, { order, start: () => resolve(lane) })
      waiting++
      if (!lane.busy && lane.waiting.length === 1) ready.push(thread)
      startNext()
    })
  }

  return {
    async run(thread, order, task) {
      if (waiting >= limits.waiting) throw new BacklogFull(`${waiting} turns are waiting`)
      const lane = await enter(thread, order)
      try {
        return await task()
      } finally {
        finished(thread, lane)
      }
    },
    size: () => ({ running, waiting }),
    idle: () => (running === 0 && waiting === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  }
}

/** Behind everybody of its order or a lower one. */
function insert(waiting: Waiting[], next: Waiting): void {
  const at = waiting.findIndex((other) => other.order > next.order)
  waiting.splice(at === -1 ? waiting.length : at, 0, next)
}
