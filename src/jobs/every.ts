/**
 * What is done now and then: a run that takes longer than the pause is not waited for by a row of
 * others, and one that fails is reported and tried again. Next: clock.ts, alarms.ts, host/sweeping.ts.
 */

/** `pause` in milliseconds. Answers the way to stop, which settles when the last run has ended. */
export function every(
  pause: number,
  run: () => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const timer = setInterval(() => {
    running ??= run()
      .catch(failed)
      .finally(() => {
        running = undefined
      })
  }, pause)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
