/**
 * The terminal channel: lines in, text out, from a person, a pipe or a file. Ends at the end of
 * input, on SIGINT or SIGTERM (by `signal`), or when nobody reads the output any more; whatever was
 * being handled is finished first.
 */
import { createInterface, type Interface } from 'node:readline'
import type { Placement } from '#conversation/edge/view.ts'
import { createPrinter } from './printer.ts'
import { openSession, type SessionOptions } from './session.ts'

export type TerminalOptions = Omit<SessionOptions, 'print' | 'aroundPrinting'> & {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }
  readonly json: boolean
  readonly text: (placement: Placement) => string
  readonly signal: AbortSignal
}

export async function runTerminal(options: TerminalOptions): Promise<void> {
  const { input, output, json } = options
  const typing = input.isTTY === true && output.isTTY === true && !json
  const ended = new AbortController()
  const end = (): void => ended.abort()
  options.signal.addEventListener('abort', end, { once: true })
  output.on('error', end)
  const reader = createInterface({
    input,
    ...(typing ? { output, prompt: `${options.userName}> ` } : {}),
    terminal: typing,
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  reader.on('SIGINT', end)
  const lines = reader[Symbol.asyncIterator]()
  const session = await openSession({
    ...options,
    print: createPrinter(output, { ...options, columns: () => output.columns }),
    ...(typing ? { aroundPrinting: (printing: () => void) => aroundPrompt(reader, output, printing) } : {}),
  })
  try {
    for (;;) {
      if (typing) reader.prompt(true)
      const next = await nextLine(lines, ended.signal)
      if (next === undefined) break
      await session.line(next)
    }
  } finally {
    reader.close()
    await session.close()
    options.signal.removeEventListener('abort', end)
  }
}

/** Undefined at the end of input, or once the terminal was told to end. */
async function nextLine(lines: AsyncIterator<string>, ended: AbortSignal): Promise<string | undefined> {
  if (ended.aborted) return undefined
  const stopped = Promise.withResolvers<undefined>()
  const stop = (): void => stopped.resolve(undefined)
  ended.addEventListener('abort', stop, { once: true })
  try {
    const next = await Promise.race([lines.next(), stopped.promise])
    return next === undefined || next.done === true ? undefined : next.value
  } finally {
    ended.removeEventListener('abort', stop)
  }
}

/** Something said by somebody else appears above the line being typed. */
function aroundPrompt(reader: Interface, output: NodeJS.WritableStream, printing: () => void): void {
  output.write('\r\x1b[K')
  printing()
  reader.prompt(true)
}
