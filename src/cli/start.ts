/**
 * `parley start`: everything up, then either the terminal chat as sam (somebody or something feeds
 * standard input) or serving until SIGTERM (standard input is /dev/null or closed). Health is
 * served over HTTP only while serving, so that a busy port never ends a chat.
 */
import { fstatSync } from 'node:fs'
import path from 'node:path'
import { chatHere } from '#cli/talk/chat.ts'
import type { Config } from '#config'
import { readEnvironment } from '#host/environment.ts'
import { guardProcess } from '#host/guard.ts'
import type { Parley } from '#host/parley.ts'
import { untilSignal } from '#host/signals.ts'
import { createLog } from '#host/watch/log.ts'
import type { Command } from './command.ts'

const AS = 'sam'

export const startCommand: Command = {
  usage: 'start',
  summary:
    'Start Parley: the database, the demo shop when it is empty, and a chat as sam here; with standard input ' +
    '/dev/null it serves until SIGTERM.',
  words: [0, 0],
  async run() {
    const config = readEnvironment()
    const chatting = isFed()
    const { startParley } = await import('#host/parley.ts')
    const log = createLog(chatting ? path.join(config.dataFolder, 'parley.log') : undefined)
    const say = (line: string): void => void process.stderr.write(`${line}\n`)
    const guard = guardProcess(log, () => process.exit(1))
    const parley = await startParley({ config, say, log, guard, ...(chatting ? {} : { http: 'always' }) })
    say(channelsText(chatting, parley))
    say(connectedText(config))
    if (chatting) await chatHere(parley, { as: AS, json: false })
    else await serve(parley, say)
    return 0
  },
}

async function serve(parley: Parley, say: (line: string) => void): Promise<void> {
  const { signal, done } = untilSignal()
  try {
    const at = parley.http?.address ?? ''
    say(`Ready. Health checks: ${at}/livez and ${at}/readyz`)
    const stopped = Promise.withResolvers<void>()
    if (signal.aborted) stopped.resolve()
    else signal.addEventListener('abort', () => stopped.resolve(), { once: true })
    await stopped.promise
  } finally {
    await parley.close()
    done()
  }
}

/** A terminal, a pipe, a socket or a file; not /dev/null, not closed. */
function isFed(): boolean {
  if (process.stdin.isTTY) return true
  try {
    const input = fstatSync(0)
    return input.isFIFO() || input.isFile() || input.isSocket()
  } catch {
    return false
  }
}

function channelsText(chatting: boolean, { keepers, http }: Pick<Parley, 'keepers' | 'http'>): string {
  const terminal = chatting
    ? `terminal: on, as ${AS} (type "help"; another window: npx parley chat --as kim)`
    : 'terminal: npx parley chat --as sam, in any window on this machine'
  const events =
    http === undefined || chatting ? '' : ` (events at ${http.address}/slack/events where it is not Socket Mode)`
  const { slack = 'off (docs/SLACK.md)', discord = 'off (docs/DISCORD.md)' } = Object.fromEntries(
    keepers.map(({ name, state }) => [name, STATES[state()]]),
  )
  return (
    `Channels - ${terminal}. Slack: ${slack}${slack === STATES.up ? events : ''}. Discord: ${discord}. Web: ` +
    `off, it is not part of this release.`
  )
}

/** What else it is connected to, so that nobody waits for a letter or a link that is made by hand. */
function connectedText({ stripe, mail }: Pick<Config, 'stripe' | 'mail'>): string {
  const hooks = stripe?.webhookSecret === undefined ? 'asked once a minute' : 'webhooks at /payments/stripe'
  const payments = stripe === undefined ? 'recorded by hand (docs/STRIPE.md)' : `by Stripe, ${hooks}`
  return `Payment links - ${payments}. Mail: ${mail === undefined ? 'off (docs/MAIL.md)' : `on, from ${mail.from}`}.`
}

const STATES = {
  up: 'on',
  reconnecting: 'connecting, it is tried until it answers',
  refused: 'refused, see above',
} as const
