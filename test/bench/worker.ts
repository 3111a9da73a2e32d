// One of several processes that place orders on one database at once: opens Parley, says it is
// ready, and at the word orders for so long. Rule: only processes.ts forks this file. Next:
// eight-turns.ts, the order.
import { z } from 'zod'
import { openParley } from '#test/support/open-parley.ts'
import { throughEngine } from './eight-turns.ts'
import { measure } from './figures.ts'

const once = (name: string) => new Promise<unknown>((resolve) => process.once(name, resolve))
if (process.send === undefined) throw new Error('this file is forked by the benchmark')
const job = z
  .strictObject({ url: z.string(), lanes: z.int(), milliseconds: z.int(), first: z.int() })
  .parse(await once('message'))
const parley = await openParley(job.url)
let n = job.first
const next = (): number => ++n
const one = throughEngine(parley)
await measure(one, { lanes: 2, milliseconds: 1_000, next })
const go = once('message')
process.send('ready')
await go
const { orders, seconds } = await measure(one, { lanes: job.lanes, milliseconds: job.milliseconds, next })
await parley.close()
process.send({ orders, seconds, placed: n - job.first, faults: parley.faults.map(({ error }) => String(error)) })
process.disconnect()
