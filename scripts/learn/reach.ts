import { latticeOf } from '../../src/conversation/understanding/reader/lattice.ts'
import { meaningsOf } from '../../src/conversation/understanding/reader/repeat.ts'
import { situationOf } from '../../src/conversation/understanding/reader/situation.ts'
import { compileAll, vocabularyOf, wantedOf } from './compile.ts'
import { loadShop, shopNames } from './shops.ts'

const names = (process.env['SHOPS'] ?? shopNames().join(',')).split(',')
const shops = names.map(loadShop)
const vocabulary = vocabularyOf(shops.flatMap((s) => s.examples.map((example) => ({ example, lexicon: s.lexicon }))))
const grep = process.argv[2] ? new RegExp(process.argv[2]) : undefined
let edges = 0
const c0 = process.cpuUsage().user
for (const s of shops) {
  let n = 0,
    ok = 0,
    cart = 0
  for (const example of s.examples) {
    if (example.shop === 'acts' && process.env['ACTS'] === undefined) continue
    if (grep && !grep.test(example.message.text)) continue
    n++
    const l = latticeOf(
      situationOf({ lexicon: s.lexicon, index: s.lexicon.index, vocabulary, context: example.message.context }, example.message, (f) => f),
    )
    edges += l.edges.length
    const m = new Set(l.edges.flatMap((e) => meaningsOf(l.situation, e)))
    const miss = [...wantedOf(l.situation, example).keys()].filter((t) => !m.has(t)).map((words) => ({ words }))
    if (miss.length === 0) ok++
    if (miss.length > 0 || grep)
      console.log(
        `${s.name} ${example.kind} | ${JSON.stringify(example.message.text)} | ${example.message.lines.map((x) => `${x.quantity} ${x.product} ${Object.values(x.options)}`).join(', ')} | f${example.message.focus} ${JSON.stringify(example.message.pending ?? '')} | ${miss.length === example.wishes.length ? '' : 'part: '}${miss.map((w) => w.words).join(' ; ')}`,
      )
    if (grep) {
      console.log(
        l.situation.units
          .map(
            (u) =>
              `${u.words}:${u.kind}${u.products ? ' P' + u.products.slice(0, 3) : ''}${u.values ? ' V' + u.values : ''}${u.weak ? ' W' + u.weak : ''}${u.number ?? ''}`,
          )
          .join(' / '),
        l.bounds.join(),
      )
      if (process.argv[3]) console.log([...m].filter((x) => x.includes(process.argv[3] ?? '')).join('\n'))
    }
  }
  console.error(s.name, n, ((100 * ok) / n).toFixed(1), edges, ((process.cpuUsage().user - c0) / 1e6).toFixed(1))
}
void compileAll
