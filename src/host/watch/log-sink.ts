/**
 * Where lines of the log go: a file, or standard error without ever waiting for whoever reads it.
 * Rule: a reader that stops reading, or a disk that is full, keeps nobody from working or from
 * ending; lines beyond the bound are dropped and counted, and the count is the next line. Next: log.ts.
 */
import { fstatSync, mkdirSync, openSync, write, writeSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'

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

/** One write at a time; what is left when the process ends is written then. Throws what opening it throws. */
function fileAt(file: string, lost: () => void): Out {
  mkdirSync(path.dirname(file), { recursive: true })
  const fd = openSync(file, 'a', 0o600)
  let [waiting, isWriting, saidAt] = ['', false, Number.NEGATIVE_INFINITY]
  function failed({ code, name }: NodeJS.ErrnoException): void {
    lost()
    if (performance.now() - saidAt < SAY_AGAIN) return
    saidAt = performance.now()
    process.stderr.write(`The log ${file} cannot be written (${code ?? name}); the work goes on.\n`)
  }
  function flush(): void {
    if (isWriting || waiting === '') return
    const text = waiting
    waiting = ''
    isWriting = true
    write(fd, text, (error) => {
      isWriting = false
      if (error !== null) failed(error)
      flush()
    })
  }
  process.on('exit', () => {
    try {
      writeSync(fd, waiting)
    } catch {
      // The disk is full: said already.
    }
  })
  return {
    write(line) {
      waiting += line
      flush()
    },
    isFull: () => waiting.length > KEPT,
  }
}
