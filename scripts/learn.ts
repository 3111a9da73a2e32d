// `npm run learn`: reads the sentence files, trains the reader and writes its weights
// (src/conversation/understanding/reader/weights.json). `-- --report [SHOP ...]`: leaves one shop
// out at a time and prints how well the others taught it; `-- --check`: a small part only, twice,
// same bytes. Next: docs/READER.md.
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { type ActLessons, actLessons } from './learn/act-lessons.ts'
import { actOutcomes, reportActs, suretyFrom } from './learn/act-report.ts'
import { trainHead } from './learn/act-train.ts'
import { actsJson, actsText, strongest } from './learn/act-write.ts'
import { judgeJson } from './learn/judging.ts'
import { allLessons, judged, learn, lessonsOf, report, reproducible } from './learn/learning.ts'
import { asJson } from './learn/write.ts'

const WEIGHTS = new URL('../src/conversation/understanding/reader/weights.json', import.meta.url)
const JUDGE = new URL('../src/conversation/understanding/reader/model/judge.json', import.meta.url)
const ACTS = new URL('../src/conversation/understanding/acts/acts.json', import.meta.url)
const { values, positionals } = parseArgs({
  options: {
    acts: { type: 'boolean' },
    judge: { type: 'boolean' },
    report: { type: 'boolean' },
    check: { type: 'boolean' },
    out: { type: 'string' },
  },
  allowPositionals: true,
})
const say = (line: string): void => console.log(line)
/** With the features that matter most. */
function actsTaught(): ActLessons {
  const all = actLessons(allLessons())
  return strongest(all, trainHead(all.items, all.names.length, say))
}

if (values.check === true) {
  const same = reproducible(say)
  say(same ? 'the same sentences gave the same weights twice' : 'the same sentences gave different weights')
  process.exitCode = same ? 0 : 1
} else if (values.judge === true) fs.writeFileSync(JUDGE, judgeJson(judged(say)))
else if (values.report === true) {
  report(positionals, values.out, say)
  if (positionals.length === 0) reportActs(actOutcomes(actsTaught(), say), say)
} else if (values.acts === true) {
  const lessons = actsTaught()
  const outcomes = actOutcomes(lessons, say)
  reportActs(outcomes, say)
  const weights = trainHead(lessons.items, lessons.names.length, say)
  const text = actsJson(actsText(lessons, weights, suretyFrom(outcomes)))
  fs.writeFileSync(ACTS, text)
  say(`${ACTS.pathname}: ${(text.length / 1e6).toFixed(2)} MB`)
} else {
  const text = asJson(learn(lessonsOf(), say))
  fs.writeFileSync(WEIGHTS, text)
  say(`${WEIGHTS.pathname}: ${(text.length / 1e6).toFixed(2)} MB`)
}
