// `npm run learn`: reads the sentence files, trains the reader and writes its weights
// (src/conversation/understanding/reader/weights.json). `-- --report [SHOP ...]`: leaves one shop
// out at a time and prints how well the others taught it; `-- --check`: a small part only, twice,
// same bytes. Next: docs/READER.md.
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { judgeJson } from './learn/judging.ts'
import { judged, learn, lessonsOf, report, reproducible } from './learn/learning.ts'
import { asJson } from './learn/write.ts'

const WEIGHTS = new URL('../src/conversation/understanding/reader/weights.json', import.meta.url)
const JUDGE = new URL('../src/conversation/understanding/reader/model/judge.json', import.meta.url)
const { values, positionals } = parseArgs({
  options: {
    judge: { type: 'boolean' },
    report: { type: 'boolean' },
    check: { type: 'boolean' },
    out: { type: 'string' },
  },
  allowPositionals: true,
})
const say = (line: string): void => console.log(line)

if (values.check === true) {
  const same = reproducible(say)
  say(same ? 'the same sentences gave the same weights twice' : 'the same sentences gave different weights')
  process.exitCode = same ? 0 : 1
} else if (values.judge === true) fs.writeFileSync(JUDGE, judgeJson(judged(say)))
else if (values.report === true) report(positionals, values.out, say)
else {
  const text = asJson(learn(lessonsOf(), say))
  fs.writeFileSync(WEIGHTS, text)
  say(`${WEIGHTS.pathname}: ${(text.length / 1e6).toFixed(2)} MB`)
}
