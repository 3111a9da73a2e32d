/**
 * `parley outbox`: what was said and not yet delivered. Dead rows were refused for good by their
 * platform; what waits for a terminal to open is counted, and listed only when asked for.
 */

import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import type { OutboxRow, OutboxStatus } from '#store/outbox/outbox.ts'
import type { Command } from './command.ts'
import { textFlag } from './command.ts'
import { print, printJson } from './print.ts'

const STATUSES = ['pending', 'sent', 'parked', 'dead', 'dropped'] as const satisfies readonly OutboxStatus[]

export const outbox: Readonly<Record<string, Command>> = {
  list: {
    usage: 'outbox list [--status pending|sent|parked|dead|dropped] [--json]',
    summary: 'What waits or died; or everything in one status. The newest 200.',
    flags: { status: 'text', json: 'switch' },
    words: [0, 0],
    async run(_, flags) {
      const status = statusOf(textFlag(flags, 'status'))
      return withStore(readEnvironment(), async (store) => {
        const rows = await store.outbox.list(status === undefined ? { except: 'terminal' } : { status })
        const { parked } = await store.outbox.stats()
        if (flags['json'] === true) printJson(rows.map(({ placement, ...row }) => ({ ...row, place: placement.place })))
        else print([...listText(rows), ...(status === undefined ? parkedText(parked) : [])].join('\n'))
        return 0
      })
    },
  },
  retry: {
    usage: 'outbox retry ID',
    summary: 'Send a dead, dropped or parked message again.',
    words: [1, 1],
    run: ([word = '']) =>
      change(word, (store, id) => store.outbox.retry(id), 'waits again', 'is not dead, dropped or parked'),
  },
  drop: {
    usage: 'outbox drop ID',
    summary: 'Give up a message that was not sent.',
    words: [1, 1],
    run: ([word = '']) => change(word, (store, id) => store.outbox.drop(id), 'is given up', 'is not waiting'),
  },
}

type Change = (store: Parameters<Parameters<typeof withStore>[1]>[0], id: number) => Promise<boolean>

async function change(word: string, act: Change, done: string, refused: string): Promise<number> {
  if (!/^\d{1,15}$/.test(word)) throw usageError(`${word} is not the number of a message (see parley outbox list).`)
  return withStore(readEnvironment(), async (store) => {
    if (!(await act(store, Number(word)))) throw failed(`Message ${word} ${refused}, or there is none.`)
    print(`Message ${word} ${done}.`)
    return 0
  })
}

function statusOf(said: string | undefined): OutboxStatus | undefined {
  const status = STATUSES.find((name) => name === said)
  if (said !== undefined && status === undefined) throw usageError(`${said} is not a status: ${STATUSES.join(', ')}.`)
  return status
}

const listText = (rows: readonly OutboxRow[]): readonly string[] =>
  rows.length === 0 ? ['Nothing waits.'] : rows.map(rowText)
const parkedText = (parked: number): readonly string[] =>
  parked === 0 ? [] : [`${parked} more for terminals that are closed: parley outbox list --status parked`]

const rowText = ({ id, status, destination, placement, attempts, error, createdAt }: OutboxRow): string =>
  (
    `${String(id).padStart(8)}  ${status.padEnd(8)}${createdAt.toISOString()}  ` +
    `${placement.place.padEnd(10)}${destination}  ` +
    `${attempts === 0 ? '' : `${attempts} attempts`}${error === null ? '' : ` ${error}`}`
  ).trimEnd()
