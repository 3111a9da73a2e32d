/**
 * `parley test-order --channel slack`: what works, tried for real; `--payment`: a link is made and
 * ended (test-payment.ts). Checks the connection, then
 * posts a marked test order as a linked member of staff, presses its controls and cancels it.
 * Nothing is ordered, and nothing is taken from a Parley that is running: this process only sends.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Control, Placement, Reply } from '#conversation/edge/view.ts'
import { readEnvironment } from '#host/environment.ts'
import { CommandError, EXIT, failed, usageError } from '#host/exit.ts'
import { createLog } from '#host/log.ts'
import type { Parley } from '../main.ts'
import type { Command } from './command.ts'
import { textFlag } from './command.ts'
import { print } from './print.ts'
import { testPayment } from './test-payment.ts'

export const testOrder: Command = {
  usage: 'test-order --channel slack [--as ID] | --payment',
  summary:
    'Check a channel: posts a marked test order, presses and cancels it, and says what works. --as: which linked ' +
    'member of staff.',
  flags: { channel: 'text', as: 'text', payment: 'switch' },
  words: [0, 0],
  async run(_, flags) {
    const config = readEnvironment()
    if (flags['payment'] === true) return testPayment(config)
    if (textFlag(flags, 'channel') !== 'slack')
      throw usageError('Say what to try: parley test-order --channel slack, or parley test-order --payment')
    const place = config.slack?.ordersChannel
    if (config.slack === undefined)
      throw new CommandError(EXIT.config, 'Slack is off: set SLACK_BOT_TOKEN. See "Connect Slack" in the README.')
    if (place === undefined)
      throw new CommandError(EXIT.config, 'Set SLACK_ORDERS_CHANNEL: the test order is posted there.')
    const { startParley } = await import('../main.ts')
    const log = createLog(path.join(config.dataFolder, 'parley.log'))
    const parley = await startParley({
      config,
      say: (line) => process.stderr.write(`${line}\n`),
      log,
      only: 'delivery',
    })
    try {
      const fine = await checkConnection(parley)
      const ordered = await tryOrder(parley, { place, as: textFlag(flags, 'as') })
      return fine && ordered ? 0 : 1
    } finally {
      await parley.close()
    }
  },
}

const told = (ok: boolean, what: string, fix?: string, unknown?: true): boolean => {
  print(
    `${unknown === true ? 'cannot tell' : ok ? 'ok    ' : 'FAILED'}  ${what}${fix === undefined ? '' : `\n        ${fix}`}`,
  )
  return ok
}

async function checkConnection({ channels }: Parley): Promise<boolean> {
  const checks = await Promise.all(channels.map(({ check }) => check()))
  return checks
    .flat()
    .map(({ ok, what, fix, unknown }) => told(ok, what, fix, unknown))
    .every(Boolean)
}

type Trial = { readonly place: string; readonly as: string | undefined }
const GUEST = 'Test Order Please Ignore'

async function tryOrder(parley: Parley, { place, as }: Trial): Promise<boolean> {
  const user = await linkedUser(parley, as)
  const [team = ''] = user.slice('slack:'.length).split('/')
  const thread = `slack:${team}/${place}/~test-${randomUUID().slice(0, 8)}`
  const base = { thread, user, userName: 'Parley', locale: 'en', where: 'shared' } as const
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
    text: `guest ${GUEST} parley-test@example.com: add 1 ${sku}`,
  })
  if (!told(await delivered(parley, thread), `Posted a test order for "${GUEST}" in the orders channel.`)) return false
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
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(LOOK)) {
    const rows = await store.outbox.list({ destination: thread })
    const dead = rows.find(({ status }) => status === 'dead')
    if (dead !== undefined) return told(false, `Slack refused a message: ${dead.error ?? 'no reason'}.`)
    if (rows.every(({ status }) => status === 'sent')) return true
  }
  return told(false, 'Slack took no message within 20 seconds: parley outbox list')
}
