// Real processes for tests: forks child.ts, starts it when everybody is ready, and says how it
// ended. Rule: a child that was to die must have died by SIGKILL, one that was to finish must have
// told its report. Next: test/reliability/crash.test.ts.
import { type ChildProcess, fork } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ChildJob, ChildReport } from './child.ts'

export type Child = {
  /** Resolves once it has opened the database and waits. */
  readonly ready: Promise<void>
  readonly go: () => void
  readonly ended: Promise<ChildEnd>
}
export type ChildEnd = {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  readonly report: ChildReport | undefined
  readonly errors: string
}

/** Compiled once for all children: half of what a start costs. */
const CACHE = path.join(os.tmpdir(), 'parley-test-compile-cache')
const FILE = fileURLToPath(new URL('child.ts', import.meta.url))

export function startChild(job: ChildJob): Child {
  const process_ = fork(FILE, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
  })
  const ready = Promise.withResolvers<void>()
  const ended = watch(process_, ready)
  process_.send(job)
  return { ready: ready.promise, go: () => void process_.send('go'), ended }
}

function watch(child: ChildProcess, ready: PromiseWithResolvers<void>): Promise<ChildEnd> {
  let report: ChildReport | undefined
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += String(text)
  })
  child.on('message', (said) => {
    if (said === 'ready') ready.resolve()
    else if (isReport(said)) report = said
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      ready.reject(new Error(`the child ended before it was ready: ${code ?? signal}\n${errors}`))
      resolve({ code, signal, report, errors })
    })
  })
}

const isReport = (said: unknown): said is ChildReport =>
  typeof said === 'object' && said !== null && 'answers' in said && 'faults' in said
