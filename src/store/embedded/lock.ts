/**
 * A lock between processes: a file that names its holder. Rule: short sections only (attach, start,
 * stop), and a holder that died, however it died, never blocks anyone: its file is taken over.
 * Next: ../embedded-postgres.ts, the only user.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { exitCodeOf, processMark } from './processes.ts'

/**
 * Runs `work` alone among all processes that name the same file. Throws after `waitMs` when a
 * living holder does not let go.
 */
export async function withFileLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + waitMs
  while (!take(file)) {
    if (breakIfDead(file)) continue
    if (performance.now() > deadline) {
      throw new Error(
        `Another Parley process (${holder(file)}) has been starting or stopping the database for too long. Stop ` +
          `it, then try again.`,
      )
    }
    await sleep(20 + Math.random() * 30)
  }
  try {
    return await work()
  } finally {
    if (holder(file) === ourselves()) fs.rmSync(file, { force: true })
  }
}

const ourselves = () => `${process.pid} ${processMark(process.pid) ?? ''}`

function take(file: string): boolean {
  try {
    fs.writeFileSync(file, ourselves(), { flag: 'wx' })
    return true
  } catch (error) {
    if (exitCodeOf(error) === 'EEXIST') return false
    throw error
  }
}

function holder(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** True when the lock became free meanwhile or was a dead holder's and is free now. */
function breakIfDead(file: string): boolean {
  const named = holder(file)
  if (named === undefined) return true
  const [pid = '', mark = ''] = named.split(' ')
  // empty: killed between creating and writing
  const dead = named === '' ? ageMs(file) > 2000 : processMark(Number(pid)) !== mark
  if (!dead) return false
  // Moved aside first, then looked at again: between reading and moving, another process may have
  // taken over and locked anew.
  const aside = `${file}.${process.pid}`
  try {
    fs.renameSync(file, aside)
  } catch {
    return true // somebody else was faster
  }
  if (holder(aside) !== named && !fs.existsSync(file)) fs.renameSync(aside, file)
  else fs.rmSync(aside, { force: true })
  return true
}

function ageMs(file: string): number {
  try {
    return Date.now() - fs.statSync(file).mtimeMs
  } catch {
    return 0
  }
}
