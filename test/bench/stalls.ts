// How long this process keeps others waiting: the most its own thread works between two chances for anything else to go on.
// Rule: time of the thread's work, not of the clock on the wall, so that what else the machine does is not counted. Looks every
// few milliseconds, so that a figure is too large by at most that. Next: size-bench.ts.
const EVERY = 5

/** Of this thread, milliseconds. */
export function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** `longest` answers the longest since it was last asked. */
export function watchStalls(): { readonly longest: () => number; readonly stop: () => void } {
  let [longest, last] = [0, worked()]
  const look = (): void => {
    const now = worked()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(look, EVERY)
  return {
    longest() {
      look()
      const found = longest
      longest = 0
      return found
    },
    stop: () => clearInterval(timer),
  }
}
