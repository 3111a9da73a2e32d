/**
 * Rows that somebody holds for long, and the turns that need them. Rule: waiting inside the database
 * costs a slot that others need, so a lock is waited for briefly; whoever did not get it gives the
 * slot back, and from then on at most two turns of this process wait for that row in the database,
 * the others here, first come first served. Pure but for the clock it is given. Next: turn-store.ts.
 */

/** A lock as turns name it: `stock MUG-1`, `order 10001`. */
export type LockName = string

/** Two turns wait for this row in the database already. */
export class LockBusy extends Error {
  override name = 'LockBusy'
}

/** What one attempt of a turn holds or waits for. */
export type HeldLocks = {
  /** Before the statement that takes them. Throws LockBusy. */
  readonly take: (names: readonly LockName[]) => void
  /** The locks last asked for: what a lost wait was for. */
  readonly last: () => readonly LockName[]
  /** The wait for them was given up: somebody keeps them. */
  readonly lost: () => void
  readonly end: () => void
}
export type HotLocks = {
  /** `again`: it waited its turn here. */
  readonly attempt: (again: boolean) => HeldLocks
  /** Settles when there may be room for one more: at once, or when one of those inside is done. */
  readonly room: (names: readonly LockName[]) => Promise<void>
}

/** Turns of this process that wait for one hot row in the database. */
const INSIDE = 2
/** A row is hot for so long after the last wait that was given up, milliseconds. */
const HOT = 2_000
/** A turn that waits for room asks again after so long. */
const LONGEST = 500

type Lock = { inside: number; hotUntil: number; waiting: readonly (() => void)[] }

export function createHotLocks(now: () => number): HotLocks {
  const locks = new Map<LockName, Lock>()
  const lockOf = (name: LockName): Lock => {
    const lock = locks.get(name) ?? { inside: 0, hotUntil: 0, waiting: [] }
    locks.set(name, lock)
    return lock
  }
  const isFull = ({ inside, hotUntil, waiting }: Lock, again: boolean): boolean =>
    hotUntil > now() && (inside >= INSIDE || (!again && waiting.length > 0))

  function leave(name: LockName): void {
    const lock = lockOf(name)
    lock.inside--
    const [first, ...rest] = lock.waiting
    lock.waiting = rest
    first?.()
    if (lock.inside === 0 && lock.waiting.length === 0 && lock.hotUntil <= now()) locks.delete(name)
  }
  return {
    attempt(again) {
      const held = new Set<LockName>()
      let last: readonly LockName[] = []
      return {
        take(names) {
          last = names
          if (names.some((name) => !held.has(name) && isFull(lockOf(name), again))) throw new LockBusy(names.join())
          for (const name of names) {
            if (held.has(name)) continue
            held.add(name)
            lockOf(name).inside++
          }
        },
        last: () => last,
        lost() {
          for (const name of last) lockOf(name).hotUntil = now() + HOT
        },
        end() {
          for (const name of held) leave(name)
          held.clear()
        },
      }
    },
    async room(names) {
      const full = names.map(lockOf).find((lock) => isFull(lock, true))
      if (full === undefined) return
      await woken(full)
    },
  }
}

/** Who was woken before may not have come in after all, and then wakes nobody: the wait has an end. */
const woken = (lock: Lock): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer)
      lock.waiting = lock.waiting.filter((each) => each !== go)
      resolve()
    }
    const timer = setTimeout(go, LONGEST)
    lock.waiting = [...lock.waiting, go]
  })
