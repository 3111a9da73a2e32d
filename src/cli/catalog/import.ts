/**
 * `parley catalog import`: a catalog from the CSV of another shop system. Rule: everything is read
 * and checked before anything is written; with a mistake in it nothing is, unless the rest is
 * wanted. Next: kinds.ts, build.ts.
 */
import { readFileSync } from 'node:fs'
import v8 from 'node:v8'
import { parse } from 'yaml'
import { type Command, type Flags, textFlag } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { setCounts } from '#cli/stock/stock.ts'
import { withParley } from '#cli/talk/say.ts'
import { failed } from '#host/exit.ts'
import type { Parley } from '#host/parley.ts'
import { type Built, catalogBuilder, type ImportCounts } from './build.ts'
import type { How } from './compare.ts'
import type { ImportProblem } from './given.ts'
import { type Kind, kindOf, readingOf, sheets } from './kinds.ts'
import { guessedMapping, type Mapping, mappingFile, mappingText, missingFields } from './plain.ts'
import { csvRows } from './rows.ts'

export const catalog: Readonly<Record<string, Command>> = {
  import: {
    usage:
      'catalog import FILE.csv [--dry-run] [--skip-bad] [--partial] [--stock] [--images URL | --no-images] ' +
      '[--yes | --map FILE]',
    summary:
      'Products, variants, prices and images from a Shopify or WooCommerce product CSV, or from a plain table ' +
      'with a header. What was imported before is updated; what is gone is discontinued (--partial: stays). ' +
      'Counts of SKUs that are here already stay, unless --stock.',
    flags: {
      ...{ 'dry-run': 'switch', 'skip-bad': 'switch', partial: 'switch', stock: 'switch' },
      ...{ images: 'text', 'no-images': 'switch', yes: 'switch', map: 'text' },
    },
    words: [1, 1],
    run: ([file = ''], flags) => withParley((parley) => importCatalog(file, flags, parley)),
  },
}

const NAMES: Readonly<Record<Kind, string>> = {
  shopify: 'A Shopify product CSV',
  woocommerce: 'A WooCommerce product CSV',
  plain: 'A plain table',
}

/** Measured: docs/SCALE.md. */
const MOST_HELD = 100_000

async function importCatalog(file: string, flags: Flags, parley: Parley): Promise<number> {
  // A large file is held once, as it was read; without this the engine lets twice that pile up beside it.
  v8.setFlagsFromString('--heap-growing-percent=10')
  const { built, rows, kind, agreed, skus } = await readCatalogFile(file, flags, parley)
  const bad = built.problems.filter(({ warning }) => warning === undefined)
  for (const problem of built.problems) print(problemText(problem))
  print(`${NAMES[kind]}, ${rows} ${rows === 1 ? 'row' : 'rows'}.\n${summary(built)}`)
  if (bad.length > 0 && flags['skip-bad'] !== true)
    throw failed(
      `${bad.length} ${bad.length === 1 ? 'mistake' : 'mistakes'}: nothing was imported. --skip-bad imports the rest.`,
    )
  if (built.skus.added + built.skus.changed + built.skus.same === 0)
    throw failed('There is nothing to sell in this file: nothing was imported.')
  if (!agreed) throw failed('Nothing was imported yet: add --yes if the columns mean that, or give --map FILE.')
  if (flags['dry-run'] === true) {
    print('Nothing was imported: this was a dry run.')
    return 0
  }
  const held = skus + built.skus.added
  if (held > MOST_HELD)
    print(
      `${held} SKUs: up to ${MOST_HELD} are kept in memory comfortably (400 MB); so many need about ` +
        `${Math.ceil(held / 500)} MB more for each process.`,
    )
  await parley.store.changeCatalog(built.change)
  if (flags['stock'] === true) await setCounts(built.counts(), parley)
  print(bad.length === 0 ? 'Imported.' : `Imported, but for ${bad.length} that cannot be.`)
  return 0
}

async function readCatalogFile(file: string, flags: Flags, parley: Parley) {
  const { store } = parley
  const [known, settings, now] = [await store.knownCatalog(), await store.settings(), store.now()]
  const how: How = {
    exponent: settings.exponent,
    images: flags['no-images'] === true ? null : (textFlag(flags, 'images') ?? ''),
    partial: flags['partial'] === true,
  }
  const builder = catalogBuilder({ ...known, lookUp: store.lookUp }, how)
  const iterator = csvRows(file)
  const head = (await iterator.next()).value
  if (head === undefined) throw failed(`${file} is empty.`)
  const kind = kindOf(head.cells)
  const mapping = kind === 'plain' ? mappingOf(head.cells, textFlag(flags, 'map')) : { fields: {}, options: {} }
  const reading = readingOf(kind, { now, mapping, columns: head.cells })
  const sheet = sheets(head.cells, kind)
  let rows = 0
  for await (const { number, cells } of iterator) {
    rows += 1
    for (const given of reading.take(sheet(number, cells))) builder.take(given)
  }
  for (const given of reading.end()) builder.take(given)
  const agreed = kind !== 'plain' || flags['yes'] === true || flags['map'] !== undefined || flags['dry-run'] === true
  return { built: await builder.finish(), rows, kind, agreed, skus: known.skus.size }
}

/** Shown, whether guessed or given. */
function mappingOf(columns: readonly string[], file: string | undefined): Mapping {
  const mapping = file === undefined ? guessedMapping(columns) : givenMapping(file, columns)
  print(`Columns:\n${mappingText(mapping, columns)}`)
  const missing = missingFields(mapping)
  if (missing.length > 0)
    throw failed(
      `No column is the ${missing.join(' or the ')}. Say which in a file (--map FILE) with lines such as ` +
        `"${missing[0]}: Column name".`,
    )
  return mapping
}

function givenMapping(file: string, columns: readonly string[]): Mapping {
  const read = mappingFile.safeParse(parse(textOf(file)))
  if (!read.success)
    throw failed(
      `${file} is no mapping: lines such as "sku: Art. No", "price: Net", and "options:" with "Size: Column".`,
    )
  const { options = {}, ...fields } = read.data
  const unknown = [...Object.values(fields), ...Object.values(options)].filter((column) => !columns.includes(column))
  if (unknown.length > 0) throw failed(`There is no column ${unknown.join(', ')}. There are: ${columns.join(', ')}.`)
  return { fields, options }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw failed(`${file} cannot be read.`)
  }
}

const problemText = ({ row, column, message, warning }: ImportProblem): string =>
  `row ${row}${column === '' ? '' : `, ${column}`}: ${warning === true ? 'note: ' : ''}${message}`

function summary({ products, skus, prices, untaxed }: Built): string {
  const line = (what: string, { added, changed, discontinued, same }: ImportCounts): string =>
    `${what}: ${added} added, ${changed} changed, ${discontinued} discontinued, ${same} as before.`
  return [
    line('Products', products),
    line('SKUs', skus),
    `Prices changed: ${prices}.`,
    ...(untaxed === 0
      ? []
      : [
          `${untaxed} are not taxed there: here they have the tax class "untaxed"; give it a rate of 0% in the ` +
            `shop file.`,
        ]),
  ].join('\n')
}
