/**
 * `parley bench`: hands over to the benchmark, which measures the engine and hand-written SQL in one interleaved run.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { failed } from '#host/exit.ts'
import type { Command } from './command.ts'

const PROGRAM = fileURLToPath(new URL('../../test/bench/main.ts', import.meta.url))

export const bench: Command = {
  usage: 'bench',
  summary: 'Orders per second and turn times, beside hand-written SQL.',
  words: [0, 0],
  async run() {
    if (!existsSync(PROGRAM))
      throw failed('The benchmark is not part of this installation; it needs the whole project folder.')
    const ended = Promise.withResolvers<number>()
    const child = spawn(process.execPath, [PROGRAM], { stdio: 'inherit' })
    child.once('error', ended.reject)
    child.once('exit', (code) => ended.resolve(code ?? 1))
    return ended.promise
  },
}
