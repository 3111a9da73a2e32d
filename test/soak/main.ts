// `npm run soak`: the long forms of what the short tests only sample. Rule: bounded; the last line
// of each is PASSED or FAILED, exit 1 when a promise is broken. Effects are always judged: nothing
// lost, doubled or not shown in the end, no message twice, no invariant broken, the process runs.
// Times are judged where the machine had time for it: of the weather, a channel back within ten
// seconds of its platform and every last state shown within three minutes; else they are only told.
// Options: --only burst|once|drain|weather, and of the weather --minutes (10) and --seed. Next:
// burst.ts, once.ts, drain.ts, weather.ts; test/adapters/slack/soak.test.ts is the short form.
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
    const late = [
      ...(result.shown > LAST_STATE ? ['last states too late'] : []),
      ...result.back
        .filter(({ took }) => took > BACK)
        .map(({ channel, took }) => `${channel} took ${(took / 1000).toFixed(1)} s to be back`),
    ]
    const busy = result.heldUp > HELD_UP || result.load > BUSY
    if (busy) for (const each of late) say(`not judged, the machine was busy with something else: ${each}`)
    return {
      line: weatherLine(result, options),
      broken: [
        ...[...result.wrong, ...result.unshown, ...result.problems],
        ...(result.doubled > 0 ? ['doubled posts'] : []),
        ...(busy ? [] : late),
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
/** The script itself was kept from running so long, milliseconds; as many wanted each core. */
const HELD_UP = 1_000
const BUSY = 3

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
    console.log(`soak ${name}: ${broken.length === 0 ? 'PASSED' : `FAILED (${broken.length})`}`)
    if (broken.length > 0) process.exitCode = 1
  } catch (error) {
    console.error(error)
    console.log(`soak ${name}: FAILED (it could not be run to its end)`)
    process.exitCode = 1
  } finally {
    await database.drop()
  }
}
