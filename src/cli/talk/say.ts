/**
 * The command line saying something to the engine, in the words people type in the chat, so that
 * there is one way things are done and threads are told.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { viewText } from '#conversation/edge/text.ts'
import { readEnvironment } from '#host/environment.ts'
import type { Parley } from '#host/parley.ts'
import { createLog } from '#host/watch/log.ts'
import { COMMAND_LINE_USER } from '#store/turn/open-turn.ts'

/** Everything up for the length of `work`. */
export async function withParley<T>(work: (parley: Parley) => Promise<T>): Promise<T> {
  const config = readEnvironment()
  const { startParley } = await import('#host/parley.ts')
  const log = createLog(path.join(config.dataFolder, 'parley.log'))
  const parley = await startParley({ config, say: (line) => process.stderr.write(`${line}\n`), log })
  try {
    return await work(parley)
  } finally {
    await parley.close()
  }
}

/** `words` is a plain command; the answer is what whoever said it would read. */
export async function say(words: string, { engine }: Parley): Promise<string> {
  const thread = `terminal:command-line-${randomUUID().slice(0, 8)}`
  const { inbound } = await engine.claim({
    ...{ id: randomUUID(), thread, user: COMMAND_LINE_USER, userName: 'command line', locale: 'en', kind: 'message' },
    text: words,
  })
  const { outgoing } = await engine.handle(inbound)
  return outgoing
    .flatMap(({ to, placement }) =>
      to === thread && 'view' in placement ? [viewText({ ...placement.view, controls: [] })] : [],
    )
    .join('\n')
}
