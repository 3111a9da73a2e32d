// `npm run bench:catalog -- --skus 20000,100000`: a catalog of that size in a database of its own,
// and what a process of its own then needs for it: time and memory to hold it, the longest it keeps
// others waiting, finding, reading a message, a price that changes. Rule: figures are printed, and
// the budget (docs/SCALE.md) decides the exit code. Next: catalog-goods.ts makes the goods.
import { spawnSync } from 'node:child_process'
import { setImmediate as breathe } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { understand } from '#conversation/understanding/understand.ts'
import { lexiconCache } from '#conversation/understanding/words/catalog-lexicon.ts'
import { nearestTo, searchCatalog } from '#domain/catalog/catalog-search.ts'
import { openStore } from '#store/turn/open.ts'
import { demoWith } from '#test/support/demo.ts'
import { goodsOf, messagesOf, queriesOf } from './catalog-goods.ts'
import { benchDatabase, PRODUCT_FLAGS } from './database.ts'
import { percentile } from './figures.ts'
import { worked } from './stalls.ts'

type Figures = Readonly<Record<string, number>>
const megabytes = (): number => Math.round(process.memoryUsage().rss / 1_048_576)
const since = (began: number): number => performance.now() - began

/** The longest that this thread worked without letting anything else go on, in milliseconds, while `work` ran. */
async function longestSlice(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, going] = [0, worked(), true]
  const watch = (async () => {
    while (going) {
      await breathe()
      const now = worked()
      longest = Math.max(longest, now - last)
      last = now
    }
  })()
  await work()
  going = false
  await watch
  return longest
}

const timesOf = <T>(things: readonly T[], work: (thing: T) => unknown): readonly number[] =>
  things.map((thing) => {
    const began = performance.now()
    work(thing)
    return since(began)
  })

async function measure(url: string, skus: number): Promise<Figures> {
  const store = await openStore({ url })
  await store.hasShop()
  const before = megabytes()
  const began = performance.now()
  const loadSlice = await longestSlice(() => store.engine.shop())
  const load = since(began)
  const { catalog } = await store.engine.shop()
  const held = megabytes()
  const find = timesOf(queriesOf(skus), (text) => searchCatalog(catalog, text, 10))
  const typing = timesOf(queriesOf(skus), (text) => searchCatalog(catalog, text.slice(0, -2), 25, 'typing'))
  const near = timesOf(queriesOf(skus), (text) => nearestTo(catalog, `${text} zeppelin`, 3))
  const lexiconFor = lexiconCache()
  const read = (text: string) =>
    understand(lexiconFor(catalog, text, []), { text, lines: [], hasDraft: false, context: {} })
  for (const text of messagesOf(skus).slice(0, 20)) read(text)
  const reading = timesOf(messagesOf(skus), read)
  const [sku = ''] = catalog.variants.keys()
  let patch = 0
  const patchSlice = await longestSlice(async () => {
    await store.changePrices([{ sku, price: 4321 }])
    const from = performance.now()
    const shop = await store.engine.shop()
    patch = since(from)
    if (shop.catalog.variants.get(sku)?.price !== 4321) throw new Error('the price did not change')
  })
  await store.close()
  return {
    ...{ 'at rest MB': before, 'held MB': held, 'in the end MB': megabytes() },
    ...{
      'load ms': load,
      'load longest slice ms': loadSlice,
      'price patch ms': patch,
      'patch longest slice ms': patchSlice,
    },
    ...{ 'find p50 ms': percentile(find, 0.5), 'find p95 ms': percentile(find, 0.95) },
    ...{ 'typing p95 ms': percentile(typing, 0.95), 'nearest p95 ms': percentile(near, 0.95) },
    ...{ 'read p50 ms': percentile(reading, 0.5), 'read p95 ms': percentile(reading, 0.95) },
  }
}

async function prepared(skus: number): Promise<Figures> {
  const database = await benchDatabase()
  try {
    const store = await openStore({ url: database.url })
    await store.loadShop({ ...demoWith(), options: [], products: [], variants: [], stock: [], orders: [] })
    const began = performance.now()
    await store.changeCatalog({ ...goodsOf(skus), stock: [], discontinued: [], returned: [] })
    const wrote = since(began)
    await store.close()
    const child = spawnSync(
      process.execPath,
      [...PRODUCT_FLAGS, import.meta.filename, '--measure', database.url, '--skus', String(skus)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    return { 'written ms': wrote, ...JSON.parse(child.stdout) }
  } finally {
    await database.drop()
  }
}

const { values } = parseArgs({ options: { skus: { type: 'string', default: '20000' }, measure: { type: 'string' } } })
const sizes = values.skus.split(',').map(Number)
if (values.measure !== undefined) process.stdout.write(JSON.stringify(await measure(values.measure, sizes[0] ?? 0)))
else
  for (const skus of sizes) {
    console.log(`${skus} SKUs`)
    const figures = await prepared(skus)
    for (const [name, value] of Object.entries(figures)) console.log(`  ${name.padEnd(24)} ${value.toFixed(1)}`)
    const slices = Math.max(figures['load longest slice ms'] ?? 0, figures['patch longest slice ms'] ?? 0)
    if (slices > 10 || (figures['find p95 ms'] ?? 0) > 20 || (figures['held MB'] ?? 0) > (skus > 20_000 ? 400 : 250))
      process.exitCode = 1
  }
