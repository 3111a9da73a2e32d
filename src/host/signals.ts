/**
 * SIGINT and SIGTERM as an abort signal: what runs is finished, then the process ends by itself. A
 * second signal, or 15 s, ends it at once.
 */
const PATIENCE = 15_000

export function untilSignal(): { readonly signal: AbortSignal; readonly done: () => void } {
  const stopping = new AbortController()
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
    setTimeout(() => process.exit(1), PATIENCE).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: stopping.signal,
    done() {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}
