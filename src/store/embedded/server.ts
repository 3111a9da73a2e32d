/**
 * One database server on one data folder: create the folder, start the server, find it, stop it.
 * Rule: the caller holds the folder's lock, so nobody else starts or stops meanwhile; whatever a
 * killed predecessor left behind is cleared here, never a database. Next: ../embedded-postgres.ts,
 * who may stop it and when.
 */
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { credentials, EmbeddedPostgresError, giveTo, type SystemAccount } from './account.ts'
import { isAlive, isServerOf } from './processes.ts'
import type { Programs } from './programs.ts'

/** `host` is the socket's folder, or an address where there are no such sockets (Windows). */
export type Running = { readonly pid: number; readonly host: string; readonly port: number; readonly status: string }
/**
 * `none` never waits for the disk: for tests. A killed server still keeps what was committed; a
 * power cut may ruin everything.
 */
export type Durability = 'full' | 'none'
export type Server = {
  readonly data: string
  readonly account: SystemAccount
  readonly programs: Programs
  readonly durability: Durability
}

export const SUPERUSER = 'postgres'
const WINDOWS = process.platform === 'win32'
const PORT = 5432 // only names the socket; no network port is opened
const LOG_LIMIT = 10_000_000 // bytes
const START_WAIT_MS = 120_000 // a crash recovery can take this long on a slow disk
const run = promisify(execFile)

/** The server of this data folder as its own pid file describes it, when that process really is it. */
export function findRunning(data: string): Running | undefined {
  const found = pidFile(data)
  return found && isServerOf(found.pid, data) ? found : undefined
}

/**
 * A predecessor's initdb may have outlived it and still be writing there: then the folder is in
 * nobody's way, and goes with the next start.
 */
function clearAway(folder: string): void {
  try {
    fs.rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY')) throw error
  }
}

export async function initialise({ data, account, programs, durability }: Server): Promise<void> {
  for (const name of fs.readdirSync(path.dirname(data))) {
    // Half-made by a killed predecessor: the folder gets its real name only when complete.
    if (name.startsWith(`${path.basename(data)}.new-`)) clearAway(path.join(path.dirname(data), name))
  }
  if (fs.existsSync(path.join(data, 'PG_VERSION'))) return
  if (fs.existsSync(data) && fs.readdirSync(data).length > 0) {
    throw new EmbeddedPostgresError(
      `${data} holds something that is not a Parley database. Move it away, or set PARLEY_DATA to another folder.`,
    )
  }
  temporaryFolder()
  const made = `${data}.new-${process.pid}`
  fs.mkdirSync(made, { mode: 0o700 })
  giveTo(account, made)
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale']
  const sync = durability === 'none' ? ['--no-sync'] : []
  const args = ['-D', made, '-U', SUPERUSER, '-A', 'trust', '--no-instructions', ...locale, ...sync]
  try {
    await run(programs.initdb, args, { ...credentials(account), cwd: '/' })
  } catch (error) {
    fs.rmSync(made, { recursive: true, force: true })
    const why = error instanceof Error ? error.message : String(error)
    throw new EmbeddedPostgresError(fullDisk(why, data) ?? `The database could not be created in ${data}: ${why}`)
  }
  fs.rmSync(data, { recursive: true, force: true }) // empty at most
  fs.renameSync(made, data)
}

/** In one sentence, where that is what the programs of PostgreSQL say. */
const fullDisk = (words: string, data: string): string | undefined =>
  /No space left on device|Check free disk space/i.test(words)
    ? `The disk of ${data} is full: make room, then start again. What was saved is safe.`
    : undefined

/**
 * Starts the server and waits until it takes connections. Retries while the last one's processes
 * are still going down.
 */
export async function start(server: Server): Promise<Running> {
  const { data } = server
  for (let attempt = 1; ; attempt++) {
    disownPidFile(data)
    const result = await launch(server)
    if (result.kind === 'ready') return result.running
    const last = lastWords(data)
    if (attempt === 40 || !/shared memory block|lock file/.test(last)) {
      throw new EmbeddedPostgresError(
        fullDisk(last, data) ??
          `The database in ${data} stopped while starting (${result.why}). Its last words: ${last} The rest is ` +
            `in ${data}.log.`,
      )
    }
    await sleep(250)
  }
}

/**
 * Fast shutdown: open transactions are rolled back, data is written. A server that does not go is
 * left to recover at its next start.
 */
export async function stop({ pid, host }: Running): Promise<void> {
  if (isAlive(pid)) await end(pid)
  // The socket's folder, made again at the next start.
  if (path.isAbsolute(host)) fs.rmSync(host, { recursive: true, force: true })
}

async function end(pid: number): Promise<void> {
  process.kill(pid, WINDOWS ? 'SIGKILL' : 'SIGINT')
  for (const deadline = performance.now() + 30_000; isAlive(pid); await sleep(10)) {
    if (performance.now() < deadline) continue
    process.kill(pid, 'SIGQUIT')
    return
  }
}

type Launch = { readonly kind: 'ready'; readonly running: Running } | { readonly kind: 'failed'; readonly why: string }

async function launch(server: Server): Promise<Launch> {
  const { data, account, programs } = server
  const log = openLog(`${data}.log`, account)
  const child = spawn(programs.postgres, settings(server), {
    ...credentials(account),
    detached: true,
    cwd: '/',
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  child.unref()
  let ended: string | undefined
  child.once('exit', (code, signal) => {
    ended = String(signal ?? code)
  })
  child.once('error', (error) => {
    ended = error.message
  })
  for (const deadline = performance.now() + START_WAIT_MS; performance.now() < deadline; await sleep(10)) {
    if (ended !== undefined) return { kind: 'failed', why: ended }
    const running = pidFile(data)
    if (running && running.pid === child.pid && running.status === 'ready') return { kind: 'ready', running }
  }
  return { kind: 'failed', why: 'not ready in time' }
}

function settings({ data, account, durability }: Server): readonly string[] {
  const where = WINDOWS
    ? ['listen_addresses=127.0.0.1']
    : ['listen_addresses=', `unix_socket_directories=${socketFolder(data, account)}`]
  const risk = durability === 'none' ? ['fsync=off', 'full_page_writes=off'] : []
  const all = [...where, ...risk, 'max_connections=200', 'timezone=UTC', 'log_timezone=UTC']
  return ['-D', data, '-p', String(PORT), ...all.flatMap((setting) => ['-c', setting])]
}

/** Looked for before anything is made. */
function temporaryFolder(): string {
  const folder = os.tmpdir().length < 70 ? os.tmpdir() : '/tmp'
  if (fs.existsSync(folder)) return folder
  throw new EmbeddedPostgresError(`The temporary folder ${folder} is missing: make it, or set TMPDIR to another one.`)
}

/**
 * In the temporary folder, because the path of a socket may have 100 characters at most. Closed to
 * everyone else: who can enter it is let in as the database's owner.
 */
function socketFolder(data: string, account: SystemAccount): string {
  const name = `parley-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`
  const folder = path.join(temporaryFolder(), name)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = fs.lstatSync(folder)
  const trusted = account.kind === 'lent' ? [0, account.uid] : [process.getuid?.() ?? found.uid]
  if (!found.isDirectory() || !trusted.includes(found.uid)) {
    throw new EmbeddedPostgresError(
      `${folder} belongs to another user of this machine. Remove it, or set TMPDIR to another temporary folder.`,
    )
  }
  giveTo(account, folder)
  fs.chmodSync(folder, 0o700)
  // A killed server's socket and its lock.
  for (const stale of fs.readdirSync(folder)) fs.rmSync(path.join(folder, stale), { force: true })
  return folder
}

function pidFile(data: string): Running | undefined {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    const port = Number(lines[3] ?? PORT)
    return pid > 0
      ? { pid, port, host: (lines[4] ?? '').trim() || '127.0.0.1', status: (lines[7] ?? '').trim() }
      : undefined
  } catch {
    return undefined // none, or going away at this moment
  }
}

/**
 * A killed server's pid file stays: through it PostgreSQL notices that a session of the killed
 * server still works on the data, and waits. Only when its process number meanwhile belongs to
 * another program, which would keep PostgreSQL from starting for ever, that number is replaced by
 * ours: PostgreSQL takes its own parent's number for stale.
 */
function disownPidFile(data: string): void {
  const found = pidFile(data)
  if (!found || !isAlive(found.pid)) return
  const file = path.join(data, 'postmaster.pid')
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
}

function openLog(file: string, account: SystemAccount): number {
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) fs.renameSync(file, `${file}.1`)
  const log = fs.openSync(file, 'a')
  // or an ordinary user could not go on where root started
  if (account.kind === 'lent') fs.fchownSync(log, account.uid, account.gid)
  return log
}

const lastWords = (data: string) => fs.readFileSync(`${data}.log`, 'utf8').trim().split('\n').slice(-3).join(' / ')
