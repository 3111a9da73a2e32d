// The embedded database under every kind of violence: killed server, killed processes, half-made
// data, stale locks and sockets. Rule: real processes and real signals, on data folders of this
// file's own. Next: src/store/embedded/embedded-postgres.ts.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { serverAccount } from '#store/embedded/account.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { withFileLock } from '#store/embedded/lock.ts'
import { isAlive, processMark } from '#store/embedded/processes.ts'

const ROOT = process.getuid?.() === 0
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-test-'))
fs.chmodSync(base, 0o755)
const folder = path.join(base, 'pg')
const children: ChildProcess[] = []

const open = (at = folder, log?: (line: string) => void) =>
  embeddedPostgres({ folder: at, durability: 'none', ...(log ? { log } : {}) })

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

async function until(what: () => boolean | Promise<boolean>, ms = 15_000) {
  for (const deadline = Date.now() + ms; !(await what()); await sleep(20))
    if (Date.now() > deadline) throw new Error('waited in vain')
}

const gone = (pid: number) => processMark(pid) === undefined

/**
 * Another process attached to the same folder; answers the server's pid once attached, and leaves
 * properly on SIGTERM.
 */
function attachedElsewhere(at = folder): Promise<{ child: ChildProcess; pid: number }> {
  const code = `
    const { embeddedPostgres } = await import('#store/embedded/embedded-postgres.ts')
    const server = await embeddedPostgres({ folder: ${JSON.stringify(at)}, durability: 'none' })
    process.on('SIGTERM', () => server.release().then(() => process.exit(0)))
    setInterval(() => {}, 1000)
    console.log(server.pid())`
  const cwd = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (line) => resolve({ child, pid: Number(line) }))
    child.once('exit', () => reject(new Error('ended before it was attached')))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  child.kill(signal)
  await until(() => child.exitCode !== null || child.signalCode !== null)
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  const left = await open() // whatever a test left running: attach and be the last one out
  await left.release()
})
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

describe('ordinary life', () => {
  test('a new folder becomes a database, and what was written is there after a restart', async () => {
    const first = await open()
    await query(await first.openDatabase('parley'), 'create table kept as select 42 as n')
    await first.release()
    expect(gone(first.pid())).toBe(true)
    const again = await open()
    expect(await query(await again.openDatabase('parley'), 'select n from kept')).toEqual([{ n: 42 }])
    await again.release()
  })

  test('two processes share one server and the last one out stops it', async () => {
    const here = await open()
    const there = await attachedElsewhere()
    expect(there.pid).toBe(here.pid())
    await here.release()
    expect(isAlive(there.pid)).toBe(true)
    await end(there.child, 'SIGTERM')
    expect(gone(there.pid)).toBe(true)
  })

  test('four processes starting at the same moment end up on one server', async () => {
    const all = await Promise.all([attachedElsewhere(), attachedElsewhere(), attachedElsewhere(), open()])
    const pids = all.map((one) => ('child' in one ? one.pid : one.pid()))
    expect(new Set(pids).size).toBe(1)
    await all[3].release()
  })

  test('opens no network port', async () => {
    const server = await open()
    expect(await query(server.url('postgres'), 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    await server.release()
  })
})

describe('kill -9', () => {
  test('of the server: it is started again under the same address, committed data intact', async () => {
    const lines: string[] = []
    const server = await open(folder, (line) => lines.push(line))
    const url = await server.openDatabase('parley')
    await query(url, 'create table survives as select 1 as n')
    const killed = server.pid()
    process.kill(killed, 'SIGKILL')
    await until(() =>
      query(url, 'select 1').then(
        () => true,
        () => false,
      ),
    )
    expect(await query(url, 'select n from survives')).toEqual([{ n: 1 }])
    await until(() => lines.length === 2)
    expect(server.pid()).not.toBe(killed)
    expect(lines).toEqual([
      'The embedded database went away and is being started again.',
      'The embedded database is back.',
    ])
    await server.release()
    expect(gone(server.pid())).toBe(true)
  })

  test('of the only process using it: the next one finds the server, and stops it when it leaves', async () => {
    const there = await attachedElsewhere()
    await end(there.child, 'SIGKILL')
    const next = await open()
    expect(next.pid()).toBe(there.pid)
    await next.release()
    expect(gone(there.pid)).toBe(true)
  })

  test('of everything at once, as in a power cut', async () => {
    const there = await attachedElsewhere()
    process.kill(there.pid, 'SIGKILL')
    await end(there.child, 'SIGKILL')
    const next = await open()
    expect(await query(next.url('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
    await next.release()
  })
})

describe('what the dead leave behind', () => {
  test('a pid file whose number now belongs to another program', async () => {
    const server = await open()
    process.kill(server.pid(), 'SIGSTOP') // so that nobody heals it before the kill
    await Promise.all([server.release().catch(() => {}), sleep(50).then(() => process.kill(server.pid(), 'SIGKILL'))])
    const file = path.join(folder, 'postmaster.pid')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\d+/, String(process.ppid)))
    const next = await open()
    expect(await query(next.url('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
    await next.release()
  })

  test('a data folder half-made by a process killed while creating it', async () => {
    const fresh = path.join(base, 'half')
    fs.mkdirSync(`${fresh}.new-999999/base`, { recursive: true })
    fs.writeFileSync(`${fresh}.new-999999/PG_VERSION`, '18\n')
    fs.writeFileSync(`${fresh}.lock`, '999999 long ago')
    const server = await open(fresh)
    expect(await query(server.url('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
    expect(fs.readdirSync(base).filter((name) => name.startsWith('half'))).toEqual(['half', 'half.log'])
    await server.release()
  })

  test('killed while creating the data folder, the next start finishes the work', async () => {
    const fresh = path.join(base, 'early')
    const starting = attachedElsewhere(fresh).catch(() => undefined)
    await until(() => fs.readdirSync(base).some((name) => name.startsWith('early.new-')))
    children.at(-1)?.kill('SIGKILL')
    await starting
    const server = await open(fresh)
    expect(await query(server.url('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
    await server.release()
  })

  test('a folder that holds something else is refused and left alone', async () => {
    const other = path.join(base, 'photos')
    fs.mkdirSync(other)
    fs.writeFileSync(path.join(other, 'holiday.jpg'), 'x')
    if (ROOT) fs.chownSync(other, 65534, 65534)
    await expect(open(other)).rejects.toThrow(/holds something that is not a Parley database/)
    expect(fs.readdirSync(other)).toEqual(['holiday.jpg'])
  })

  test('a lock is taken over from a dead holder, from one whose number was given away, and from one killed while locking', async () => {
    const file = path.join(base, 'taken.lock')
    for (const left of ['999999 boot/1', `${process.ppid} boot/1`, '']) {
      fs.writeFileSync(file, left)
      if (left === '') fs.utimesSync(file, new Date(0), new Date(0))
      expect(await withFileLock(file, 1000, async () => 'mine')).toBe('mine')
      expect(fs.existsSync(file)).toBe(false)
    }
  })

  test('a living holder is waited for, then named', async () => {
    const file = path.join(base, 'held.lock')
    fs.writeFileSync(file, `${process.ppid} ${processMark(process.ppid)}`)
    await expect(withFileLock(file, 100, async () => 'never')).rejects.toThrow(
      /has been starting or stopping the database for too long/,
    )
  })
})

describe.runIf(ROOT)('as root', () => {
  test('a folder the server account cannot reach is named, with the way out, and nothing is moved', async () => {
    const closed = path.join(base, 'closed')
    fs.mkdirSync(closed, { mode: 0o700 })
    await expect(open(path.join(closed, 'data', 'pg'))).rejects.toThrow(
      new RegExp(`may not enter ${closed},.*Set PARLEY_DATA`),
    )
    expect(fs.readdirSync(closed)).toEqual([])
  })

  test('a database made by an ordinary user runs under that user', () => {
    const made = path.join(base, 'theirs')
    fs.mkdirSync(made)
    fs.writeFileSync(path.join(made, 'PG_VERSION'), '18\n')
    fs.chownSync(made, 1234, 1235)
    expect(serverAccount(made)).toEqual({ kind: 'lent', name: 'user number 1234', uid: 1234, gid: 1235 })
  })
})
