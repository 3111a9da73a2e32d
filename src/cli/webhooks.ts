/**
 * `parley webhooks`: other programs that are told of orders, signed by the Standard Webhooks scheme.
 * The key is shown when an address is added and made of PARLEY_SECRET, so it can be shown again and
 * is kept nowhere. Next: jobs/webhook-channel.ts.
 */
import { SHOP_EVENTS, type ShopEventKind } from '#conversation/edge/shop-event.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import { secretOf } from '#host/secret.ts'
import { webhookId, webhookSecret } from '#jobs/webhook-channel.ts'
import { webhookPoster, whyNotAddress } from '#ports/webhook.ts'
import type { Command } from './command.ts'
import { textFlag } from './command.ts'
import { print, printJson } from './print.ts'

export const webhooks: Readonly<Record<string, Command>> = {
  add: {
    usage: `webhooks add URL [--events ${SHOP_EVENTS.slice(0, 2).join(',')}]`,
    summary:
      `Tell a program at this address; of everything, or of some of ${SHOP_EVENTS.join(', ')}. Prints its ` +
      `signing key.`,
    flags: { events: 'text' },
    words: [1, 1],
    async run([url = ''], flags) {
      const config = readEnvironment()
      const why = whyNotAddress(url, config.privateWebhooks === true)
      if (why !== undefined) throw usageError(`${url} ${why}.`)
      const events = eventsOf(textFlag(flags, 'events'))
      return withStore(config, async (store) => {
        const id = await store.webhooks.add(url, events)
        print(`${id}\nSigning key: ${webhookSecret(secretOf(config), id)}\nTry it: parley webhooks test ${id}`)
        return 0
      })
    },
  },
  list: {
    usage: 'webhooks list [--json]',
    summary: 'Who is told, of what, and what waits or was given up.',
    flags: { json: 'switch' },
    words: [0, 0],
    run: (_, flags) =>
      withStore(readEnvironment(), async (store) => {
        const all = await store.webhooks.list()
        if (flags['json'] === true) printJson(all)
        else
          print(
            all.length === 0
              ? 'Nobody is told. parley webhooks add URL'
              : all
                  .map(
                    ({ id, url, events, waiting, dead }) =>
                      `${id}  ${url}  ${events.join(',')}  ${waiting} wait, ${dead} given up`,
                  )
                  .join('\n'),
          )
        return 0
      }),
  },
  test: {
    usage: 'webhooks test ID',
    summary: 'Send a test event now and say what became of it.',
    words: [1, 1],
    async run([id = '']) {
      const config = readEnvironment()
      return withStore(config, async (store) => {
        const url = await store.webhooks.endpoint(known(id))
        if (url === undefined) throw failed(NONE(id))
        const event = { type: 'test', timestamp: new Date().toISOString(), data: { message: 'A test of Parley.' } }
        const post = webhookPoster({ allowPrivate: config.privateWebhooks === true })
        const secret = webhookSecret(secretOf(config), id)
        const posted = await post({ url, secret, id: webhookId(`test-${Date.now()}`), body: JSON.stringify(event) })
        print(posted.kind === 'taken' ? `${url} took it.` : `${url} did not take it: ${posted.why}.`)
        return posted.kind === 'taken' ? 0 : 1
      })
    },
  },
  replay: {
    usage: 'webhooks replay ID [--since DATE]',
    summary: 'Send again what it was told, or could not be, since then (YYYY-MM-DD; left out: three days).',
    flags: { since: 'text' },
    words: [1, 1],
    run: ([id = ''], flags) =>
      withStore(readEnvironment(), async (store) => {
        const since = sinceOf(textFlag(flags, 'since'))
        if ((await store.webhooks.endpoint(known(id))) === undefined) throw failed(NONE(id))
        const count = await store.webhooks.replay(id, since)
        print(count === 0 ? 'There was nothing to send again.' : `${count} sent again while parley start runs.`)
        return 0
      }),
  },
  remove: {
    usage: 'webhooks remove ID',
    summary: 'Tell it nothing more; what waits for it is given up.',
    words: [1, 1],
    run: ([id = '']) =>
      withStore(readEnvironment(), async (store) => {
        if (!(await store.webhooks.remove(known(id)))) throw failed(NONE(id))
        print('It is told nothing more.')
        return 0
      }),
  },
}

const NONE = (id: string): string => `There is no webhook ${id} (see parley webhooks list).`
const THREE_DAYS = 3 * 86_400_000

function known(id: string): string {
  if (!/^[\da-f-]{36}$/i.test(id)) throw usageError(`${id} is not the id of a webhook (see parley webhooks list).`)
  return id
}

function eventsOf(said: string | undefined): readonly ShopEventKind[] {
  if (said === undefined) return SHOP_EVENTS
  return said.split(',').map((name) => {
    const kind = SHOP_EVENTS.find((known) => known === name.trim())
    if (kind === undefined) throw usageError(`${name} is not an event: ${SHOP_EVENTS.join(', ')}.`)
    return kind
  })
}

function sinceOf(said: string | undefined): Date {
  if (said === undefined) return new Date(Date.now() - THREE_DAYS)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(said) || Number.isNaN(Date.parse(said)))
    throw usageError(`${said} is not a day such as 2026-11-28.`)
  return new Date(said)
}
