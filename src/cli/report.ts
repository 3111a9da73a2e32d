/**
 * `parley report`: approvals by rep and reason, with the time to answer; `--csv` prints every
 * request for a spreadsheet. Days are the shop's.
 */
import { addDays, localDate } from '#domain/base/calendar.ts'
import { type CurrencyFormat, formatMoney } from '#domain/base/money.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { usageError } from '#host/exit.ts'
import type { ReportedApproval } from '#store/admin/approval-report.ts'
import type { Command } from './command.ts'
import { textFlag } from './command.ts'
import { csvText } from './csv.ts'
import { print } from './print.ts'

const DEFAULT_DAYS = 30

export const report: Readonly<Record<string, Command>> = {
  approvals: {
    usage: 'report approvals [--from DATE] [--to DATE] [--csv]',
    summary:
      'Approvals by rep and reason, with amounts and the time to answer; DATE is YYYY-MM-DD, both included, 30 ' +
      'days by default.',
    flags: { from: 'text', to: 'text', csv: 'switch' },
    words: [0, 0],
    async run(_, flags) {
      const [from, to] = [dayOf(textFlag(flags, 'from')), dayOf(textFlag(flags, 'to'))]
      return withStore(readEnvironment(), async ({ settings: read, queries }) => {
        const settings = await read()
        const last = to ?? localDate(new Date().toISOString(), settings.timeZone)
        const first = from ?? addDays(last, -DEFAULT_DAYS)
        if (first > last) throw usageError('--from is after --to.')
        const found = await queries.approvals({ from: first, to: last, timeZone: settings.timeZone })
        print(flags['csv'] === true ? csvOf(found, settings) : tableOf(found, settings))
        return 0
      })
    },
  },
}

function dayOf(said: string | undefined): string | undefined {
  if (said === undefined) return undefined
  const day = /^\d{4}-\d{2}-\d{2}$/.test(said) ? new Date(`${said}T00:00:00Z`) : undefined
  if (day === undefined || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(said))
    throw usageError(`${said} is not a day like 2026-11-23.`)
  return said
}

const COLUMNS = [
  'request',
  'asked',
  'rep',
  'customer',
  'reason',
  'amount',
  'percent',
  'status',
  'answered by',
  'answered',
  'seconds',
  'order',
] as const

function csvOf(found: readonly ReportedApproval[], format: CurrencyFormat): string {
  const rows = found.map((one) => [
    `A${one.id}`,
    one.askedAt,
    idOf(one.askedBy),
    one.customer,
    one.reason,
    plainAmount(one.amount, format),
    one.base > 0 ? ((one.amount / one.base) * 100).toFixed(1) : '',
    one.status,
    idOf(one.answeredBy ?? ''),
    one.answeredAt ?? '',
    one.seconds === null ? '' : String(Math.round(one.seconds)),
    one.order === null ? '' : String(one.order),
  ])
  return csvText([COLUMNS, ...rows])
}

const plainAmount = (amount: number, { exponent }: CurrencyFormat): string =>
  (amount / 10 ** exponent).toFixed(exponent)
const idOf = (actor: string): string => actor.slice(actor.indexOf(':') + 1)

function tableOf(found: readonly ReportedApproval[], format: CurrencyFormat): string {
  if (found.length === 0) return 'No approvals were asked for in that time.'
  const groups = Map.groupBy(found, ({ askedBy, reason }) => `${idOf(askedBy)}\t${reason}`)
  const head = ['rep', 'reason', 'asked', 'granted', 'amount granted', 'declined', 'median answer']
  const rows = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, ones]) => [...key.split('\t'), ...figures(ones, format)])
  const all = ['all', '', ...figures(found, format)]
  const table = [head, ...rows, all]
  const widths = head.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)))
  return table
    .map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function figures(ones: readonly ReportedApproval[], format: CurrencyFormat): readonly string[] {
  const granted = ones.filter(
    ({ status, answer }) => status === 'approved' || (status === 'expired' && answer === 'approved'),
  )
  const amount = granted.reduce((sum, one) => sum + one.amount, 0)
  const times = ones.flatMap(({ seconds }) => (seconds === null ? [] : [seconds])).sort((a, b) => a - b)
  const median = times[Math.floor((times.length - 1) / 2)]
  const declined = ones.filter(({ status }) => status === 'declined').length
  return [
    String(ones.length),
    String(granted.length),
    formatMoney(amount, format),
    String(declined),
    median === undefined ? '-' : timeText(median),
  ]
}

const timeText = (seconds: number): string =>
  seconds < 90
    ? `${Math.round(seconds)} s`
    : seconds < 5_400
      ? `${Math.round(seconds / 60)} min`
      : `${(seconds / 3_600).toFixed(1)} h`
