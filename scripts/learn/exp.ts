import { keepNames } from '../../src/conversation/understanding/reader/atoms.ts'
import { modelFrom } from '../../src/conversation/understanding/reader/weights-text.ts'
import { compileAll, vocabularyOf } from './compile.ts'
import { evaluate, summary } from './evaluate.ts'
import { lessonsOf } from './learning.ts'
import { train } from './train.ts'
import { weightsText } from './write.ts'

const lessons = lessonsOf().filter((l) => process.env['NOACTS'] === undefined || l.example.shop !== 'acts')
keepNames(true)
const vocabulary = vocabularyOf(lessons)
const comp = compileAll(lessons, vocabulary, Number(process.env['MIN'] ?? 3))
console.log('compiled', (process.cpuUsage().user / 1e6).toFixed(0), comp.rows.size)
for (const [name, setting] of Object.entries({
  base: { epochs: 5, rate: 0.1, decay: 0.008 },
  l2low: { epochs: 6, rate: 0.1, decay: 0.005 },
  l2high: { epochs: 6, rate: 0.1, decay: 0.012 },
}).filter(([n]) => !process.env['ONLY'] || process.env['ONLY'].split(',').includes(n)))
  for (const shop of (process.env['TEST'] ?? 'grocer').split(',')) {
    const inside = lessons.map((l) => l.example.shop !== shop)
    const learned = train(
      comp.all.filter((_, i) => inside[i] === true),
      comp.rows.size,
      comp.connectors.size,
      setting,
    )
    const out = lessons.filter((_, i) => inside[i] !== true)
    console.log(
      summary(
        `${name} ${shop} raw`,
        evaluate(
          {
            vocabulary,
            rows: (f) => comp.rows.get(f) ?? -1,
            weights: learned.weights,
            connectors: comp.connectors,
            follows: learned.follows,
          },
          out,
        ),
      ),
    )
    const text = weightsText(comp, learned, vocabulary)
    console.log(summary(`${name} ${shop} quant ${(JSON.stringify(text).length / 1e6).toFixed(2)}MB`, evaluate(modelFrom(text), out)))
  }
