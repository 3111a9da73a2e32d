// `npm run soak`: the long forms of what the short tests only sample, one line each. Rule: bounded;
// exit 1 when a promise is broken, the figures of time are told and not judged, except an
// acknowledgement nobody would have waited for. Options: --only burst|once|drain|weather, and of
// the weather --minutes (10) and --seed. Next: burst.ts, once.ts, drain.ts, weather.ts;
// test/adapters/slack/soak.test.ts is the short form.
import { parseArgs } from 'node:util'
import { benchDatabase } from '#test/bench/database.ts'
import { type BurstOptions, burst, burstLine } from './burst.ts'
import { drainLine, stopUnderLoad } from './drain.ts'
import { onceLine, threeTimesShuffled } from './once.ts'
import { weather, weatherLine } from './weather.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string' } },
})

const SOAKS: Readonly<
  Record<string, (url: string) => Promise<{ readonly line: string; readonly broken: readonly string[] }>>
> = {
  async burst(url) {
    const options: BurstOptions = { url, seconds: 20, rate: 50, latency: 200, reps: 40 }
    const result = await burst(options)
    const broken = [
      ...(result.late > 0 ? [`${result.late} acknowledgements over 2.5 s`] : []),
      ...(result.lost > 0 ? ['lines lost'] : []),
    ]
    return { line: burstLine(result, options), broken: [...broken, ...result.problems] }
  },
  async once(url) {
    const options = { url, events: 1_000, seed: 20_261_123 }
    const result = await threeTimesShuffled(options)
    return {
      line: onceLine(result, options),
      broken: [...(result.effects === options.events ? [] : ['not one effect each']), ...result.problems],
    }
  },
  async weather(url) {
    const minutes = Number(values.minutes ?? 10)
    const say = (line: string): void => console.error(`soak weather: ${line}`)
    const options = { url, minutes, ...WEATHER, seed: Number(values.seed ?? 20_261_128), say }
    const result = await weather(options)
    const late = result.back.filter(({ took }) => took > BACK)
    return {
      line: weatherLine(result, options),
      broken: [
        ...[...result.wrong, ...result.unshown, ...result.problems],
        ...(result.doubled > 0 ? ['doubled posts'] : []),
        ...(result.shown > LAST_STATE ? ['last states too late'] : []),
        ...late.map(({ channel, took }) => `${channel} took ${(took / 1000).toFixed(1)} s to be back`),
      ],
    }
  },
  async drain(url) {
    const result = await stopUnderLoad({ url, stops: 20, rate: 20 })
    const slow = result.stops.filter((took) => took > 15_000).length
    return {
      line: drainLine(result),
      broken: [...(result.failed > 0 ? ['failed turns'] : []), ...(slow > 0 ? ['slow ends'] : []), ...result.problems],
    }
  },
}

const WEATHER = { rate: 5, threads: 40 }
const BACK = 10_000
const LAST_STATE = 180_000

const wanted = Object.entries(SOAKS).filter(([name]) => values.only === undefined || values.only === name)
if (wanted.length === 0) {
  console.error(`soak: --only is one of ${Object.keys(SOAKS).join(', ')}`)
  process.exit(2)
}
for (const [name, soak] of wanted) {
  const database = await benchDatabase()
  try {
    const { line, broken } = await soak(database.url)
    console.log(line)
    for (const each of broken) console.error(`soak ${name}: ${each}`)
    console.log(`soak ${name}: ${broken.length === 0 ? 'GREEN' : `RED (${broken.length})`}`)
    if (broken.length > 0) process.exitCode = 1
  } finally {
    await database.drop()
  }
}
