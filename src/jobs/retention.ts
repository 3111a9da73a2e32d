/**
 * What is kept only for a time goes once a day, by one process at a time. Rule: a day that failed or
 * was cut short is tried again soon and goes on where it was. Next: store/people/retention.ts.
 */
import { every } from './every.ts'

export type RetentionJob = {
  /** Clears what is overdue; `goesOn` is asked between its parts. */
  readonly clear: (goesOn: () => boolean) => Promise<unknown>
  readonly ours: () => Promise<boolean>
}

const DAY = 86_400_000

/** `pause`: how often it is asked whether the day is over, milliseconds. */
export function startRetention(
  { clear, ours }: RetentionJob,
  pause: number,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let [over, doneAt] = [false, Number.NEGATIVE_INFINITY]
  const stop = every(
    pause,
    async () => {
      if (performance.now() - doneAt < DAY || !(await ours())) return
      await clear(() => !over)
      doneAt = performance.now()
    },
    failed,
  )
  return async () => {
    over = true
    await stop()
  }
}
