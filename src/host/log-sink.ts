/**
 * Where lines of the log go: a file, or standard error without ever waiting for whoever reads it.
 * Rule: a reader that stops reading, or a disk that is full, keeps nobody from working or from
 * ending; lines beyond the bound are dropped and counted, and the count is the next line. Next: log.ts.
 */
import { fstatSync } from 'node:fs'
import net from 'node:net'
import pino from 'pino'

export type LogSink = {
  readonly write: (line: string) => void
  /** Lines nobody took, ever. */
  readonly dropped: () => number
}
type Out = { readonly write: (line: string) => void; readonly isFull: () => boolean }

/** Bytes kept for a reader that is slow. */
const KEPT = 1_000_000
/** What is wrong with the log is said on the screen this often at most, milliseconds. */
const SAY_AGAIN = 60_000

export function logSink(file: string | undefined): LogSink {
  let [dropped, untold] = [0, 0]
  const lost = (): void => {
    dropped++
    untold++
  }
  const to = file === undefined ? standardError(lost) : fileAt(file, lost)
  return {
    write(line) {
      if (to.isFull()) return lost()
      if (untold > 0) to.write(`{"level":"info","event":"log-dropped","count":${untold}}\n`)
      untold = 0
      to.write(line)
    },
    dropped: () => dropped,
  }
}

/** A pipe is written to without waiting; a terminal and a file take what they are given. */
function standardError(lost: () => void): Out {
  const to = isPipe() ? new net.Socket({ fd: 2, readable: false, writable: true }) : process.stderr
  // A reader that takes nothing more keeps no process alive.
  if (to instanceof net.Socket) to.unref()
  to.on('error', lost)
  return { write: (line) => void to.write(line), isFull: () => to.writableLength > KEPT || !to.writable }
}

function isPipe(): boolean {
  try {
    const found = fstatSync(2)
    return found.isFIFO() || found.isSocket()
  } catch {
    return false // closed: what is written to it is an error, and counted
  }
}

function fileAt(file: string, lost: () => void): Out {
  const to = pino.destination({ dest: file, sync: false, mkdir: true, mode: 0o600, maxLength: KEPT })
  let saidAt = Number.NEGATIVE_INFINITY
  to.on('drop', lost)
  to.on('error', (error: NodeJS.ErrnoException) => {
    lost()
    if (performance.now() - saidAt < SAY_AGAIN) return
    saidAt = performance.now()
    process.stderr.write(`The log ${file} cannot be written (${error.code ?? error.name}); the work goes on.\n`)
  })
  process.on('exit', () => {
    try {
      to.flushSync()
    } catch {
      // Not opened, or the disk is full: said already.
    }
  })
  return { write: (line) => void to.write(line), isFull: () => false }
}
