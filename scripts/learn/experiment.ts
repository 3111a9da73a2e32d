import fs from 'node:fs'
import { compileAll, vocabularyOf, type Lesson } from './compile.ts'
import { byKind, evaluate, summary } from './evaluate.ts'
import { loadShop, shopNames } from './shops.ts'
import { train } from './train.ts'
const env = process.env
const ACT_FOLDS = 5
const names = (env['SHOPS'] ?? shopNames().join(',')).split(',')
const tests = (env['TEST'] ?? '').split(',')
const shops = names.map(loadShop)
for (const s of shops) if (s.problems.length) console.log(s.problems.slice(0, 5).join('\n'), s.problems.length)
const lessons = (pick: (name: string, i: number) => boolean): Lesson[] => shops.flatMap((s) => s.examples.flatMap((example, i) => (pick(example.shop, i) ? [{ example, lexicon: s.lexicon }] : [])))
const all: ReturnType<typeof evaluate>[number][] = []
for (const t of tests) {
  const t0 = Date.now()
  const teach = lessons((n) => n !== t && (env['ACTS'] !== undefined || n !== 'acts'))
  const vocabulary = vocabularyOf(teach, 2)
  const { all: compiled, rows, connectors } = compileAll(teach, vocabulary, Number(env['MIN'] ?? 3))
  console.log(`compiled ${compiled.length} in ${Date.now() - t0} ms, cpu ${(process.cpuUsage().user/1e6).toFixed(0)} s, rows ${rows.size}, edges ${compiled.reduce((a, c) => a + c.masks.length, 0) / compiled.length}, rss ${(process.memoryUsage.rss() / 1e9).toFixed(2)}`)
  const learned = train(compiled, rows.size, connectors.size, { epochs: Number(env['EPOCHS'] ?? 6), rate: Number(env['RATE'] ?? 0.1), decay: Number(env['L2'] ?? 0.008), log: (l) => console.log(l, (process.cpuUsage().user/1e6).toFixed(0)) })
  const model = { vocabulary, rows: (f: number) => rows.get(f) ?? -1, weights: learned.weights, connectors, follows: learned.follows }
  const out = evaluate(model, lessons((n) => n === t))
  all.push(...out)
  console.log(summary(`${t} (${((Date.now() - t0) / 1000).toFixed(0)} s)`, out))
}
for (const l of byKind(all)) console.log(l)
if (env['OUT']) fs.writeFileSync(env['OUT'], all.map((o) => JSON.stringify({ kind: o.example.kind, text: o.example.message.text, shop: o.example.shop, p: +o.probability.toFixed(3), right: o.opsRight, cart: o.cartRight, reach: o.reachable, ms: +o.milliseconds.toFixed(1), gold: o.example.wishes.map((w) => w.words), got: o.ops, how: o.how, before: o.example.message.lines.map((l) => `${l.quantity} ${l.product} ${Object.values(l.options)}`).join(' | '), focus: o.example.message.focus, pending: o.example.message.pending })).join('\n'))
