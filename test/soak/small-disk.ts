// A small disk of its own, so that it can be filled: a tmpfs, where this account may mount one. Rule:
// nothing outside the folder is touched, and it is unmounted with all that is on it. Next: chaos.ts.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export type SmallDisk = {
  /** Not one byte is left on it. */
  readonly fill: () => void
  readonly free: () => void
  readonly remove: () => void
}

/** Undefined where it may not be mounted: then nothing is filled. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | undefined {
  const run = (command: string, args: readonly string[]): boolean =>
    spawnSync(command, [...args], { stdio: 'ignore' }).status === 0
  if (!run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])) return undefined
  const ballast = path.join(folder, 'ballast')
  return {
    fill() {
      const { bavail, bsize } = fs.statfsSync(folder)
      if (bavail > 0) run('fallocate', ['-l', String(bavail * bsize), ballast])
    },
    free: () => fs.rmSync(ballast, { force: true }),
    remove: () => void run('umount', ['-l', folder]),
  }
}
