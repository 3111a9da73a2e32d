// A second process of Parley with its channels, for tests that kill it. Rule: ends with the test file at the latest.
// Next: parley-child.ts, what runs in it.
import { fork } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { z } from 'zod'

export type ParleyProcess = {
  /** How it ended. */
  readonly ended: Promise<{ readonly signal: NodeJS.Signals | null; readonly code: number | null }>
  /** Where /readyz is. */
  readonly address: string
  /** What the operator was told, on the screen and in the log. */
  readonly told: readonly Told[]
  readonly kill: (signal: NodeJS.Signals) => void
}

const told = z.object({ said: z.string() }).or(z.object({ line: z.looseObject({ event: z.string() }) }))
type Told = z.infer<typeof told>
const ready = z.object({ ready: z.string() })

/** Compiled once for all children: half of what a start costs. */
const CACHE = path.join(os.tmpdir(), 'parley-test-compile-cache')
const FILE = fileURLToPath(new URL('parley-child.ts', import.meta.url))

/** Resolves once its channels are open. `crashAt`: dies there, the first time it comes by. */
export async function startProcess(
  environment: Readonly<Record<string, string>>,
  crashAt = 'never',
): Promise<ParleyProcess> {
  const child = fork(FILE, [crashAt], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...environment, NODE_COMPILE_CACHE: CACHE },
  })
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += String(text)
  })
  const ended = new Promise<{ signal: NodeJS.Signals | null; code: number | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  afterAll(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  const heard: Told[] = []
  const address = await new Promise<string>((resolve, reject) => {
    child.on('message', (message) => {
      const began = ready.safeParse(message)
      if (began.success) resolve(began.data.ready)
      else heard.push(told.parse(message))
    })
    child.once('close', (code, signal) =>
      reject(new Error(`the process ended before it was ready: ${code ?? signal}\n${errors}`)),
    )
  })
  return { ...{ ended, address, told: heard }, kill: (signal) => void child.kill(signal) }
}
