// `npm run chaos -- [--minutes 5] [--seed N]`: the long form. Rule: its last line is the verdict,
// PASSED or FAILED with the reason; it ends with 1 when anything was lost, doubled or left without an
// answer, when nothing was tried, and when the run itself broke. Next: chaos.ts.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { chaos, chaosPassed, chaosText } from './chaos.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? randomInt(1_000_000))
console.log(`chaos: ${values.minutes} min, seed ${seed}`)
try {
  const counts = await chaos({ seconds: Number(values.minutes) * 60, seed, disk: true })
  console.log(chaosText(counts))
  console.log(`chaos: ${chaosPassed(counts) ? 'PASSED' : 'FAILED'}`)
  process.exitCode = chaosPassed(counts) ? 0 : 1
} catch (error) {
  console.error(error)
  console.log('chaos: FAILED, the run broke before its end')
  process.exitCode = 1
}
