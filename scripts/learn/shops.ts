// The shops whose sentences teach the reader: a folder each, with its catalog, its context and its sentence files.
import fs from 'node:fs'
import { buildLexicon, type Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type {
  SpokenLine,
  UnderstandingCatalog,
  UnderstandingContext,
} from '../../src/conversation/understanding/types.ts'
import { type Example, readSentences } from './notation.ts'
import { namesOf } from './operations.ts'

const FOLDER = new URL('../../src/conversation/understanding/sentences/', import.meta.url)
export type Shop = {
  readonly name: string
  readonly lexicon: Lexicon
  readonly examples: readonly Example[]
  readonly problems: readonly string[]
}
type ContextFile = {
  readonly addresses?: Readonly<Record<string, string>>
  readonly methods?: readonly string[]
  readonly lastOrder?: { readonly id: string; readonly lines: readonly SpokenLine[] }
}

/** Acts around an order; of the second kind nothing is measured, they only teach. */
const ACTS: Readonly<Record<string, string>> = {
  'ordering.txt': 'acts',
  'after.txt': 'acts',
  'acts-ordering.txt': 'acts of ours',
  'acts-after.txt': 'acts of ours',
  'acts-questions.txt': 'acts of ours',
  'acts-desk.txt': 'acts of ours',
}

export const shopNames = (): readonly string[] =>
  fs
    .readdirSync(FOLDER)
    .filter((name) => fs.existsSync(new URL(`${name}/catalog.json`, FOLDER)))
    .sort()

export function loadShop(name: string): Shop {
  const folder = new URL(`${name}/`, FOLDER)
  const json = (file: string): unknown => JSON.parse(fs.readFileSync(new URL(file, folder), 'utf8'))
  const catalog = json('catalog.json') as UnderstandingCatalog
  const context = contextOf(json('context.json') as ContextFile)
  const names = namesOf(catalog)
  const read = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const set = ACTS[file] ?? name
      return readSentences({
        shop: set,
        file: `${name}/${file}`,
        text: fs.readFileSync(new URL(file, folder), 'utf8'),
        names,
        context,
      })
    })
  return {
    name,
    lexicon: buildLexicon(catalog),
    examples: read.flatMap(({ examples }) => examples),
    problems: read.flatMap(({ problems }) => problems),
  }
}

const contextOf = ({ addresses = {}, methods = [], lastOrder }: ContextFile): UnderstandingContext => ({
  addresses: Object.keys(addresses),
  methods: methods.map((id) => ({ id, words: [] })),
  ...(lastOrder === undefined ? {} : { lastOrder }),
})
