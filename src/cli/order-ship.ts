/**
 * `parley orders ship`: the same words a rep types in the chat, said to the engine by the command line, so that there is one way an order is shipped
 * and its thread is told. Fails with the engine's own words when nothing was shipped.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { viewText } from '#conversation/text.ts'
import { COMMAND_LINE_USER } from '#store/open-turn.ts'
import { readEnvironment } from './environment.ts'
import { failed } from './exit.ts'
import { createLog } from './log.ts'
import { print } from './print.ts'

/** `words` is a plain command about order `number`. */
export async function sayAboutOrder(number: number, words: string): Promise<number> {
  const config = readEnvironment()
  const { startParley } = await import('../main.ts')
  const log = createLog(path.join(config.dataFolder, 'parley.log'))
  const parley = await startParley({ config, say: (line) => process.stderr.write(`${line}\n`), log })
  try {
    const { engine, store } = parley
    const thread = `terminal:command-line-${randomUUID().slice(0, 8)}`
    const before = (await store.queries.orderHistory(number)).length
    const { inbound } = await engine.claim({
      ...{ id: randomUUID(), thread, user: COMMAND_LINE_USER, userName: 'command line', locale: 'en', kind: 'message' },
      text: words,
    })
    const { outgoing } = await engine.handle(inbound)
    const answer = outgoing.flatMap(({ to, placement }) =>
      to === thread && 'view' in placement ? [viewText({ ...placement.view, controls: [] })] : [],
    )
    if ((await store.queries.orderHistory(number)).length === before) throw failed(answer.join('\n'))
    print(answer.join('\n'))
    return 0
  } finally {
    await parley.close()
  }
}
