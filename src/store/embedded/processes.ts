/**
 * Who is running: tells one process from another that later got the same number, and finds our database server again.
 * Rule: reads only, never starts or stops anything; works without the `ps` program on Linux, where
 * small images lack it. Next: lock.ts and server.ts, which decide by these answers.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return exitCodeOf(error) === 'EPERM' // alive, but not ours to signal
  }
}

/**
 * A text that stays the same for the life of a process and differs for the next one with its
 * number; undefined when it is gone. A zombie counts as gone: it holds nothing any more, its parent
 * just has not asked for its result.
 */
export function processMark(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined
  if (process.platform === 'win32') return 'alive'
  if (process.platform !== 'linux') return output('ps', ['-o', 'lstart=', '-p', String(pid)])
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ') // after the name, which may hold blanks
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined
  return `${read('/proc/sys/kernel/random/boot_id')?.trim() ?? 'boot'}/${fields[19] ?? ''}` // field 22: started at
}

/**
 * Is this process a PostgreSQL server of this data folder? Another server may have got the number
 * after a restart of the machine.
 */
export function isServerOf(pid: number, data: string): boolean {
  if (processMark(pid) === undefined) return false
  if (process.platform === 'win32')
    return (output('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh']) ?? '').includes('postgres')
  const command =
    process.platform === 'linux'
      ? read(`/proc/${pid}/cmdline`)?.split('\0')
      : output('ps', ['-o', 'args=', '-p', String(pid)])
  return command?.includes(data) ?? false
}

export const exitCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined // gone meanwhile
  }
}

function output(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined
  } catch {
    return undefined
  }
}
