/**
 * `parley playground`: one local page with a rep in Slack, a customer in Discord and a manager in
 * Slack, on loopback platforms and a database of its own. What it needs is loaded here and nowhere
 * else. Next: playground/playground.ts.
 */
import path from 'node:path'
import type { Command } from '#cli/command.ts'
import { textFlag } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { readEnvironment } from '#host/environment.ts'
import { usageError } from '#host/exit.ts'
import { untilSignal } from '#host/signals.ts'
import { createLog } from '#host/watch/log.ts'

const PORT = '4040'

export const playground: Command = {
  usage: 'playground [--port N]',
  summary:
    'Try it without any token: a page with sam in Slack, a customer in Discord and kim in Slack, on this machine only.',
  flags: { port: 'text' },
  words: [0, 0],
  async run(_, flags) {
    const port = Number(textFlag(flags, 'port') ?? PORT)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usageError('A port is a number up to 65535.')
    const { openPlayground } = await import('#playground/playground.ts')
    const log = createLog(path.join(readEnvironment().dataFolder, 'playground.log'))
    const say = (line: string): void => void process.stderr.write(`${line}\n`)
    const { signal, done } = untilSignal()
    const opened = await openPlayground({ port, say, log })
    try {
      print(`Open ${opened.url} in a browser. Ctrl+C ends it; nothing of it is kept.`)
      const stopped = Promise.withResolvers<void>()
      if (signal.aborted) stopped.resolve()
      else signal.addEventListener('abort', () => stopped.resolve(), { once: true })
      await stopped.promise
    } finally {
      await opened.close()
      done()
    }
    return 0
  },
}
