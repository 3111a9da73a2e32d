// `npm run bench`, `parley bench`: the whole guest order of eight turns through the engine and
// through hand-written SQL, in one run. Options: --seconds N (default 60), --history N past orders
// (default 20000), --skus N more in the catalog (default 0), --processes N on one database besides
// (default 1). Exit 1 when a turn sends more statements than its budget, an order was lost, or
// an invariant is broken; the ratio is printed and not judged, since it depends on the machine.
import { parseArgs } from 'node:util'
import { reportLines } from './report.ts'
import { budgetOf, overBudget, runBench } from './run.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    history: { type: 'string', default: '20000' },
    skus: { type: 'string', default: '0' },
    processes: { type: 'string', default: '1' },
  },
})
const seconds = Number(values.seconds)
const [history, skus, processes] = [Number(values.history), Number(values.skus), Number(values.processes)]
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0
if (!(seconds >= 2 && seconds <= 3600 && [history, skus].every(isCount) && isCount(processes - 1) && processes <= 16)) {
  console.error('bench: --seconds is 2 to 3600, --history and --skus whole numbers, --processes 1 to 16')
  process.exit(2)
}

const slice = Math.min(2_000, (seconds * 1000) / 8)
const results = await runBench({ ...{ seconds, history, skus, processes }, slice }, (line) =>
  console.error(`bench: ${line}`),
)
for (const line of reportLines(results)) console.log(line)
const over = overBudget(results.statements)
for (const kind of over)
  console.error(`bench: ${kind} sends ${results.statements[kind]} statements, the budget is ${budgetOf(kind)}`)
for (const violation of results.violations) console.error(`bench: ${violation}`)
process.exitCode = over.length > 0 || results.violations.length > 0 ? 1 : 0
