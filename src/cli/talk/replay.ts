/**
 * `parley replay`: says what people said in a transcript again, in one fresh thread, each as
 * themselves, and prints the new transcript. Compare the two with diff: what a change of rules or
 * of the shop does to real conversations.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openSession, type TerminalSession } from '#adapters/terminal/session.ts'
import type { Command } from '#cli/command.ts'
import { checkIdentity, whoIs } from '#cli/people/identity.ts'
import { print } from '#cli/print.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed } from '#host/exit.ts'
import type { Parley } from '#host/parley.ts'
import { createLog } from '#host/watch/log.ts'
import { transcriptText } from './transcript.ts'

type Spoken = { readonly who: string; readonly text: string }

export const replayCommand: Command = {
  usage: 'replay FILE',
  summary:
    'Say again what people said in a transcript (parley transcript THREAD > FILE), in a fresh thread. It places ' +
    'real orders.',
  words: [1, 1],
  async run([file = '']) {
    const spoken = linesOf(file)
    const config = readEnvironment()
    const { startParley } = await import('#host/parley.ts')
    const log = createLog(path.join(config.dataFolder, 'parley.log'))
    const parley = await startParley({
      config,
      say: (line) => process.stderr.write(`${line}\n`),
      log,
      only: 'terminal',
    })
    try {
      const thread = `terminal:replay-${randomUUID().slice(0, 8)}`
      await sayAgain(parley, thread, spoken)
      print(transcriptText(await parley.store.queries.transcript(thread)))
      return 0
    } finally {
      await parley.close()
    }
  },
}

async function sayAgain(parley: Parley, thread: string, spoken: readonly Spoken[]): Promise<void> {
  const sessions = new Map<string, TerminalSession>()
  try {
    for (const { who, text } of spoken) {
      const session = sessions.get(who) ?? (await join(parley, thread, who))
      sessions.set(who, session)
      await session.line(text)
    }
  } finally {
    for (const session of sessions.values()) await session.close()
  }
}

async function join(parley: Parley, thread: string, said: string): Promise<TerminalSession> {
  const who = whoIs(said, 'replay')
  const userName = await checkIdentity(who, parley.store)
  return openSession({
    host: parley.terminal,
    thread,
    user: who.user,
    userName,
    locale: 'en',
    newId: randomUUID,
    print: () => undefined,
  })
}

function linesOf(file: string): readonly Spoken[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw failed(`${file} cannot be read.`)
  }
  const spoken = text.split(/\r?\n/).flatMap((line) => {
    const [, who, words] = /^([\w.:@-]+)> (.*)$/.exec(line) ?? []
    return who === undefined || words === undefined ? [] : [{ who, text: words }]
  })
  if (spoken.length === 0) throw failed(`${file} has no line such as "sam> show".`)
  return spoken
}
