/**
 * `parley test-order --channel slack` or `discord`: what works, tried for real; `--payment`: a link
 * is made and ended (test-payment.ts). Checks the connection, then posts a marked test order, as a
 * linked member of staff or in somebody's direct messages, presses its controls and cancels it.
 * Nothing is ordered, and nothing is taken from a Parley that is running: this process only sends.
 */

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '#config'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Control, Placement, Reply } from '#conversation/edge/view.ts'
import type { Instant } from '#domain/base/flavour.ts'
import { readEnvironment } from '#host/environment.ts'
import { CommandError, EXIT, failed, usageError } from '#host/exit.ts'
import type { Parley } from '#host/parley.ts'
import { createLog } from '#host/watch/log.ts'
import type { Command } from './command.ts'
import { textFlag } from './command.ts'
import { print } from './print.ts'
import { testPayment } from './test-payment.ts'

export const testOrder: Command = {
  usage: 'test-order --channel slack [--as ID] | --channel discord --as USER_ID | --payment',
  summary:
    'Check a channel: posts a marked test order, presses and cancels it, and says what works. --as: which linked ' +
    'member of staff; on Discord the ID of the user whose direct messages it is tried in.',
  flags: { channel: 'text', as: 'text', payment: 'switch' },
  words: [0, 0],
  async run(_, flags) {
    const config = readEnvironment()
    if (flags['payment'] === true) return testPayment(config)
    const as = textFlag(flags, 'as')
    const trial = trialOf(config, { channel: textFlag(flags, 'channel'), as })
    const { startParley } = await import('#host/parley.ts')
    const log = createLog(path.join(config.dataFolder, 'parley.log'))
    const parley = await startParley({
      config,
      say: (line) => process.stderr.write(`${line}\n`),
      log,
      only: 'delivery',
    })
    try {
      const fine = await checkConnection(parley, trial.channel)
      const ordered = await tryOrder(parley, await stageOf(trial, parley))
      return fine && ordered ? 0 : 1
    } finally {
      await parley.close()
    }
  },
}

const told = (ok: boolean, what: string, fix?: string, unknown?: true): boolean => {
  print(
    `${unknown === true ? 'cannot tell' : ok ? 'ok    ' : 'FAILED'}  ` +
      `${what}${fix === undefined ? '' : `\n        ${fix}`}`,
  )
  return ok
}

async function checkConnection({ channels }: Parley, name: Trial['channel']): Promise<boolean> {
  const checks = await Promise.all(channels.filter(({ channel }) => channel.name === name).map(({ check }) => check()))
  return checks
    .flat()
    .map(({ ok, what, fix, unknown }) => told(ok, what, fix, unknown))
    .every(Boolean)
}

type Trial =
  | { readonly channel: 'slack'; readonly place: string; readonly as: string | undefined }
  | { readonly channel: 'discord'; readonly user: string }
type Asked = { readonly channel: string | undefined; readonly as: string | undefined }

/** Throws CommandError with what to set, or to say. */
function trialOf({ slack, discord }: Config, { channel, as }: Asked): Trial {
  switch (channel) {
    case 'slack':
      if (slack === undefined)
        throw new CommandError(EXIT.config, 'Slack is off: set SLACK_BOT_TOKEN. See docs/SLACK.md.')
      if (slack.ordersChannel === undefined)
        throw new CommandError(EXIT.config, 'Set SLACK_ORDERS_CHANNEL: the test order is posted there.')
      return { channel, place: slack.ordersChannel, as }
    case 'discord':
      if (discord === undefined)
        throw new CommandError(EXIT.config, 'Discord is off: set DISCORD_TOKEN. See docs/DISCORD.md.')
      if (as === undefined || !/^\d{15,20}$/.test(as))
        throw usageError(
          'Say in whose direct messages: parley test-order --channel discord --as USER_ID (Developer Mode on, then ' +
            'right-click yourself, Copy User ID).',
        )
      return { channel, user: as }
    default:
      throw usageError('Say what to try: parley test-order --channel slack or discord, or parley test-order --payment')
  }
}

const GUEST = 'Test Order Please Ignore'
/** Who says it, and where. */
type Stage = Pick<Inbound, 'thread' | 'user' | 'userName' | 'locale'> & {
  readonly where: 'shared' | 'private'
  readonly at: Instant
  /** Before the item: for whom. */
  readonly buyer: string
}

async function stageOf(trial: Trial, parley: Parley): Promise<Stage> {
  const base = { userName: 'Parley', locale: 'en' } as const
  if (trial.channel === 'slack') {
    const user = await linkedUser(parley, trial.as)
    const [team = ''] = user.slice('slack:'.length).split('/')
    const thread = `slack:${team}/${trial.place}/~test-${randomUUID().slice(0, 8)}`
    return {
      ...base,
      thread,
      user,
      where: 'shared',
      at: 'in the orders channel',
      buyer: `guest ${GUEST} parley-test@example.com: `,
    }
  }
  const thread = `discord:@${trial.user}`
  if ((await parley.store.queries.openDrafts()).some((draft) => draft.thread === thread))
    throw failed(
      'There is a cart open in these direct messages: buy or cancel it first, so that nothing of it is lost.',
    )
  return { ...base, thread, user: `discord:${trial.user}`, where: 'private', at: 'in the direct messages', buyer: '' }
}

async function tryOrder(parley: Parley, { at, buyer, ...base }: Stage): Promise<boolean> {
  const { thread } = base
  const { catalog } = await parley.store.engine.shop()
  const sku = [...catalog.variants.values()].find(({ active }) => active)?.sku ?? ''
  const say = async (
    id: string,
    rest:
      | { readonly kind: 'command'; readonly name: string; readonly text: string }
      | { readonly kind: 'action'; readonly token: string },
  ) => {
    const inbound: Inbound = { ...base, id: `test-${id}-${randomUUID()}`, ...rest }
    return parley.engine.handle((await parley.engine.claim(inbound)).inbound)
  }
  const ordered = await say('order', {
    kind: 'command',
    name: 'test-order',
    text: `${buyer}add 1 ${sku}`,
  })
  if (!told(await delivered(parley, thread), `Posted a test order${buyer === '' ? '' : ` for "${GUEST}"`} ${at}.`))
    return false
  const asked = await say('press', { kind: 'action', token: tokenOf(ordered, 'Cancel this order') })
  if (!told(await delivered(parley, thread), 'Pressed [Cancel this order]: its card asks back, in place.')) return false
  await say('cancel', { kind: 'action', token: tokenOf(asked, 'Cancel it') })
  return told(
    await delivered(parley, thread),
    'Cancelled it: its card is a line without buttons, in place. Nothing was ordered.',
  )
}

/** The channel user of who is named, or of the first member of staff who has one. */
async function linkedUser({ store }: Parley, as: string | undefined): Promise<string> {
  const staff = (await store.desk.staff()).filter(({ id, active }) => active && (as === undefined || id === as))
  const user = staff.flatMap(({ users }) => users).find((each) => each.startsWith('slack:'))
  if (user === undefined)
    throw failed(
      `Nobody${as === undefined ? '' : ` called ${as}`} is linked to Slack yet: parley staff link ada ` +
        `slack:T.../U... (Parley tells the key to who writes to it).`,
    )
  return user
}

/** The control with this label, or whose label begins with it. Throws CommandError when the card has none. */
function tokenOf({ outgoing }: Reply, label: string): string {
  const controls = outgoing.flatMap(({ placement }) => controlsOf(placement))
  const found = controls.flatMap((control) =>
    control.kind === 'button'
      ? [control]
      : control.kind === 'select'
        ? control.options.map(({ label: words, value }) => ({ label: words, token: value }))
        : [],
  )
  const control = found.find((each) => each.label.startsWith(label))
  if (control === undefined)
    throw failed(`The card has no control "${label}": ${found.map((each) => each.label).join(', ')}.`)
  return control.token
}

const controlsOf = (placement: Placement): readonly Control[] => ('view' in placement ? placement.view.controls : [])

const PATIENCE = 20_000
const LOOK = 200

/** Everything said in the thread left; what could not is told with its reason. */
async function delivered({ store }: Parley, thread: string): Promise<boolean> {
  for (const deadline = performance.now() + PATIENCE; performance.now() < deadline; await pause(LOOK)) {
    const rows = await store.outbox.list({ destination: thread })
    const dead = rows.find(({ status }) => status === 'dead')
    if (dead !== undefined) return told(false, `A message was refused: ${dead.error ?? 'no reason'}.`)
    if (rows.every(({ status }) => status === 'sent')) return true
  }
  return told(false, 'No message was taken within 20 seconds: parley outbox list')
}
