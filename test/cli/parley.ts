// The real `parley` command as a process of its own, for tests: run to the end with `runParley`, or
// talked to line by line with `openChat`. Rule: nothing is read from the process's insides, only
// what a person or a script would see.
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = path.join(import.meta.dirname, '../..')
const PARLEY = path.join(ROOT, 'bin/parley.js')

export type Environment = Readonly<Record<string, string>>
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** Only PATH and what a test gives: the settings of the developer who runs the tests stay out. */
export function startParley(args: readonly string[], env: Environment): ChildProcessWithoutNullStreams
export function startParley(args: readonly string[], env: Environment, input: 'ignore'): ChildProcess
export function startParley(
  args: readonly string[],
  env: Environment,
  input: 'pipe' | 'ignore' = 'pipe',
): ChildProcess {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  return spawn(process.execPath, [PARLEY, ...args], {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: [input, 'pipe', 'pipe'],
  })
}

export async function runParley(
  args: readonly string[],
  options: { readonly env?: Environment; readonly input?: string } = {},
): Promise<Ended> {
  const child = startParley(args, options.env ?? {})
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const ended = Promise.withResolvers<Ended>()
  child.once('error', ended.reject)
  child.once('close', (code) => ended.resolve({ code, out, err }))
  return ended.promise
}

/** One object a line, as `--json` prints them. */
export type Printed = {
  readonly id: number | string
  readonly place: string
  readonly text: string
  readonly view: unknown
}

export type Chat = {
  readonly say: (line: string) => void
  /** Everything printed so far. */
  readonly printed: () => readonly Printed[]
  /** Waits until something printed from `from` on has these words (blanks count as one); answers it. */
  readonly hears: (words: string, from?: number) => Promise<Printed>
  /** End of input; answers the exit code. */
  readonly leave: () => Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>
}

const PATIENCE = 60_000

export function openChat(args: readonly string[], env: Environment): Chat {
  const child = startParley(['chat', '--json', ...args], env)
  const printed: Printed[] = []
  let err = ''
  let ended = false
  createInterface({ input: child.stdout }).on('line', (line) => printed.push(JSON.parse(line)))
  child.stderr.on('data', (chunk) => (err += chunk))
  child.stdin.on('error', () => undefined)
  const closed = Promise.withResolvers<number | null>()
  child.once('close', (code) => {
    ended = true
    closed.resolve(code)
  })
  return {
    say: (line) => void child.stdin.write(`${line}\n`),
    printed: () => printed,
    async hears(words, from = 0) {
      const wanted = plain(words)
      for (const deadline = Date.now() + PATIENCE; ; await sleep(20)) {
        const found = printed.slice(from).find(({ text }) => plain(text).includes(wanted))
        if (found !== undefined) return found
        if (!ended && Date.now() < deadline) continue
        const heard = printed.slice(from).map(({ place, text }) => `[${place}] ${text}`)
        throw new Error(
          `"${words}" was not said${ended ? ' before the process ended' : ''}. It said:\n${heard.join('\n')}\n${err}`,
        )
      }
    },
    leave() {
      child.stdin.end()
      return closed.promise
    },
    kill(signal) {
      child.kill(signal)
      return closed.promise
    },
  }
}

/** Words as they are compared: runs of blanks and line breaks count as one blank. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
