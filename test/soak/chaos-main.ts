// `npm run chaos -- [--minutes 5] [--seed N]`: the long form; ends with 1 when anything was lost,
// doubled or left without an answer. Next: chaos.ts.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { chaos, chaosText } from './chaos.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? randomInt(1_000_000))
console.log(`chaos: ${values.minutes} min, seed ${seed}`)
const counts = await chaos({ seconds: Number(values.minutes) * 60, seed, disk: true })
console.log(chaosText(counts))
const { lost, doubled, unanswered, violations } = counts
process.exitCode = lost + doubled + unanswered + violations.length > 0 || counts.tried === 0 ? 1 : 0
