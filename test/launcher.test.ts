// The `parley` launcher when the running Node is too old: it must be as if the right one had been
// started. A copy of it with a small command of our own stands in for the product; "too old" is a
// Node told not to run TypeScript. Next: bin/parley.js.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-launcher-'))
const launcher = path.join(copy, 'bin/parley.js')

const COMMAND = `
const [what, ...rest]: string[] = process.argv.slice(2)
if (what === 'echo') process.stdin.pipe(process.stdout)
else if (what === 'killed') process.kill(process.pid, 'SIGKILL')
else if (what === 'wait') {
  const signals: string[] = []
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {
    signals.push(signal)
    setTimeout(() => { console.log(signals.join()); require('node:fs').writeFileSync(rest[0] ?? '', signals.join()); process.exit(3) }, 200)
  })
  setInterval(() => {}, 1000)
  console.log('ready')
} else { console.log(JSON.stringify(rest)); process.exitCode = 7 }
`

beforeAll(() => {
  for (const folder of ['bin', 'src/cli', 'node_modules/node/bin'])
    fs.mkdirSync(path.join(copy, folder), { recursive: true })
  fs.copyFileSync(path.join(root, 'bin/parley.js'), launcher)
  fs.writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }')
  fs.writeFileSync(path.join(copy, 'node_modules/node/package.json'), '{ "name": "node" }')
  fs.symlinkSync(process.execPath, path.join(copy, 'node_modules/node/bin/node'))
  const head = "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n"
  fs.writeFileSync(path.join(copy, 'src/cli/main.ts'), head + COMMAND)
})
afterAll(() => fs.rmSync(copy, { recursive: true, force: true }))

const TOO_OLD = '--no-strip-types'

function launch(...args: string[]) {
  const child = spawn(process.execPath, [TOO_OLD, launcher, ...args], { stdio: 'pipe' })
  let output = ''
  let problems = ''
  child.stdout.on('data', (part) => {
    output += String(part)
  })
  child.stderr.on('data', (part) => {
    problems += String(part)
  })
  return { child, output: () => output, problems: () => problems }
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('close', resolve))
async function until(what: () => boolean) {
  for (const deadline = Date.now() + 10_000; !what(); await sleep(20))
    if (Date.now() > deadline) throw new Error('waited in vain')
}

test('arguments arrive unchanged, output comes once, and the exit code is the command’s', async () => {
  const run = launch('args', 'two words', '--flag', '')
  expect(await ended(run.child)).toBe(7)
  expect(run.output()).toBe('["two words","--flag",""]\n')
  expect(run.problems()).toBe('')
})

test('what is typed arrives', async () => {
  const run = launch('echo')
  run.child.stdin.end('2 hoodies\n')
  expect(await ended(run.child)).toBe(0)
  expect(run.output()).toBe('2 hoodies\n')
})

test('a signal arrives once, and the command may take its time to stop', async () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const run = launch('wait', path.join(copy, 'signals'))
    await until(() => run.output() === 'ready\n')
    run.child.kill(signal)
    expect(await ended(run.child)).toBe(3)
    expect(run.output()).toBe(`ready\n${signal}\n`)
  }
})

test('a command killed hard gives the exit code a shell would give', async () => {
  expect(await ended(launch('killed').child)).toBe(137)
})

test('when the launcher is killed hard, the command is asked to stop instead of living on unseen', async () => {
  const note = path.join(copy, 'orphan')
  const run = launch('wait', note)
  await until(() => run.output() === 'ready\n')
  run.child.kill('SIGKILL')
  await until(() => fs.existsSync(note))
  expect(fs.readFileSync(note, 'utf8')).toBe('SIGTERM')
})

test('without the Node that npm brings, it says what to do', async () => {
  fs.rmSync(path.join(copy, 'node_modules/node/bin/node'))
  const run = launch('args')
  expect(await ended(run.child)).toBe(1)
  expect(run.problems()).toMatch(/^Parley needs Node 24\.21 or newer, and this is Node .*npm ci/)
})
