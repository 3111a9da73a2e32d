/**
 * `parley chat`: the terminal channel. A named thread is shared by everybody who names it and goes
 * on across runs; without a name it is a fresh one. `parley start` runs the same as sam when
 * somebody or something feeds its standard input.
 */

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { runTerminal } from '#adapters/terminal/terminal.ts'
import type { Command } from '#cli/command.ts'
import { textFlag } from '#cli/command.ts'
import { checkIdentity, mayApprove, whoIs } from '#cli/people/identity.ts'
import { placementText } from '#conversation/edge/text.ts'
import { TERMINAL_APPROVALS } from '#conversation/engine.ts'
import { given } from '#domain/base/given.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import type { Parley } from '#host/parley.ts'
import { untilSignal } from '#host/signals.ts'
import { createLog } from '#host/watch/log.ts'

export type ChatOptions = { readonly as: string; readonly thread?: string; readonly json: boolean }

export const chat: Command = {
  usage: 'chat --as WHO [--thread NAME] [--json]',
  summary:
    'Talk to Parley here. WHO: sam (or rep:sam), customer:jane.doe@example.com, guest, guest:pat. A named thread ' +
    'goes on next time.',
  flags: { as: 'text', thread: 'text', json: 'switch' },
  words: [0, 0],
  async run(_, flags) {
    const as = textFlag(flags, 'as')
    if (as === undefined) throw usageError('Say who you are: parley chat --as sam')
    const thread = textFlag(flags, 'thread')
    if (thread !== undefined && !/^[\w.@:-]{1,80}$/.test(thread))
      throw usageError('--thread takes letters, digits and . _ - @ :, at most 80.')
    whoIs(as, '')
    const config = readEnvironment()
    const { startParley } = await import('#host/parley.ts')
    const log = createLog(path.join(config.dataFolder, 'parley.log'))
    const parley = await startParley({
      config,
      say: (line) => process.stderr.write(`${line}\n`),
      log,
      only: 'terminal',
    })
    await chatHere(parley, { as, json: flags['json'] === true, ...given({ thread }) })
    return 0
  },
}

/** Runs until the end of input or a signal, then closes `parley`. */
export async function chatHere(parley: Parley, { as, thread, json }: ChatOptions): Promise<void> {
  const { signal, done } = untilSignal()
  const fresh = randomUUID().slice(0, 8)
  try {
    const who = whoIs(as, fresh)
    const userName = await checkIdentity(who, parley.store)
    const approves = await mayApprove(who, parley.store)
    const own = `terminal:${thread ?? fresh}`
    if (own === TERMINAL_APPROVALS && !approves)
      throw failed('That thread is the approvals desk: only who may approve reads it.')
    await runTerminal({
      host: parley.terminal,
      thread: own,
      ...(approves && own !== TERMINAL_APPROVALS ? { desks: [TERMINAL_APPROVALS] } : {}),
      user: who.user,
      userName,
      locale: 'en',
      newId: randomUUID,
      input: process.stdin,
      output: process.stdout,
      json,
      text: placementText,
      signal,
    })
  } finally {
    done()
    await parley.close()
  }
}
