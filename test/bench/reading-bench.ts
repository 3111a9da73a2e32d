// `npm run bench:reading -- [--mixed 500] [--seed 1] [--skus 20000] [--top 15]`: two thousand
// characters of everything, read in every situation that reads differently: how long it took, and
// the worst with their beginnings. Rule: what is measured is the door and the whole reading
// (cleaning, redaction, commands, everyday sentences, the reader); what took long is measured twice
// more and the least counts, so that the figure is of the code and not of the machine. Next:
// test/support/long-texts.ts makes the texts.
import { createHmac } from 'node:crypto'
import { parseArgs } from 'node:util'
import { createActionCodec } from '#conversation/edge/action-codec.ts'
import { receive } from '#conversation/edge/receive.ts'
import { interpret } from '#conversation/turn/reading/interpret.ts'
import { lexiconCache } from '#conversation/understanding/words/catalog-lexicon.ts'
import { seeded } from '#test/support/barrier.ts'
import { begunTexts, mixedTexts, repeatedTexts } from '#test/support/long-texts.ts'
import { message } from '#test/support/open-parley.ts'
import { readingScenes, type Scene } from '#test/support/reading-scenes.ts'
import { percentile } from './figures.ts'

const { values } = parseArgs({
  options: {
    mixed: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    skus: { type: 'string', default: '20000' },
    top: { type: 'string', default: '15' },
    every: { type: 'string', default: '1' },
    scene: { type: 'string', default: '' },
  },
})
const LONG = 50
const codec = createActionCodec({ sign: (text) => createHmac('sha256', 'x').update(text).digest('base64url') })
const lexiconFor = lexiconCache()

function once(text: string, scene: Scene): number {
  // The last words read are remembered: others come between.
  interpret(receive(message('terminal:sam', 'terminal:reading', 'x')), {
    ...scene,
    lexiconFor,
    codec,
    user: 'terminal:sam',
  })
  const began = process.threadCpuUsage()
  interpret(receive(message('terminal:sam', 'terminal:reading', text)), {
    ...{ ...scene, lexiconFor, codec, user: 'terminal:sam' },
  })
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1_000
}
const least = (text: string, scene: Scene): number => {
  const first = once(text, scene)
  return first < LONG / 2 ? first : Math.min(first, once(text, scene), once(text, scene))
}

const every = Number(values.every)
const texts = [...repeatedTexts(), ...begunTexts(), ...mixedTexts(Number(values.mixed), seeded(Number(values.seed)))]
const took: { readonly scene: string; readonly text: string; readonly time: number }[] = []
const row = (what: string, times: readonly number[]): void =>
  console.log(
    `  ${what.padEnd(38)} ${[0.5, 0.95, 0.99, 1].map((share) => percentile(times, share).toFixed(1).padStart(7)).join(' ')}`,
  )
console.log(`${texts.length} texts of 2 000 characters (seed ${values.seed}); ms: half, 95 %, 99 %, worst`)
for (const [name, scene] of Object.entries(readingScenes(Number(values.skus)))) {
  if (!name.includes(values.scene)) continue
  for (const text of texts.slice(0, 200)) once(text, scene)
  const own = texts.filter((_, n) => n % every === 0).map((text) => ({ scene: name, text, time: least(text, scene) }))
  row(
    name,
    own.map(({ time }) => time),
  )
  took.push(...own)
}
row(
  'all of it',
  took.map(({ time }) => time),
)
console.log(`over ${LONG} ms: ${took.filter(({ time }) => time > LONG).length} of ${took.length}; the worst:`)
for (const { scene, text, time } of took.toSorted((a, b) => b.time - a.time).slice(0, Number(values.top)))
  console.log(`  ${time.toFixed(1).padStart(7)} ${scene}: ${JSON.stringify(text.slice(0, 60))}`)
