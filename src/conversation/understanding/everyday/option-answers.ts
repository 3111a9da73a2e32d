/**
 * Words that answer open choices: "cream", "the hoodie black, the tote cream, size L". Every word
 * must be a value of an item that is asked about, the name of one, or a small word between them.
 * Rule: a value goes to the item it was said with, else to the one it fits; one that fits several
 * is asked about, unless "both" or "all" was said. Next: turn/reading/pending.ts makes requests of
 * it.
 */

import { literal } from '#conversation/understanding/words/text.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'

export type OptionAnswer = Extract<PendingQuestion, { kind: 'choose-option' }>
type Value = { readonly option: string; readonly value: string }
export type OptionAnswers =
  | {
      readonly kind: 'chosen'
      readonly each: readonly { readonly of: OptionAnswer; readonly options: OptionAnswer['options'] }[]
    }
  | { readonly kind: 'which'; readonly option: string; readonly value: string; readonly among: readonly OptionAnswer[] }

export const SMALL_WORDS: ReadonlySet<string> = new Set(
  `the a an in one ones for size sizes colour color colours colors make it its it's is are be please and of that this my
  her his their i i'd i'll like want take she he they wants would will go with then well um uh so both all
  each them should shall we he'd she'd they'd we'd he'll she'll they'll we'll let's oh ok okay yes yeah said says say
  definitely then`.split(/\s+/),
)
const EVERY = /\b(?:both|all|each|every one)\b/i
const LONGEST = 4

type Token =
  | { readonly kind: 'value'; readonly values: readonly Value[] }
  | { readonly kind: 'item'; readonly items: readonly OptionAnswer[] }
  | { readonly kind: 'break' }
/** What is asked about, and what each has so far. */
type Table = {
  readonly open: readonly OptionAnswer[]
  readonly catalog: Catalog
  readonly chosen: ReadonlyMap<OptionAnswer, Record<string, string>>
}

/** Values and small words, and no item: "black", "in large please". */
export function isOptionAlone(text: string, { options }: Catalog): boolean {
  const values = new Set(
    [...options.values()].flatMap((option) =>
      option.values.flatMap(({ id, name, synonyms }) => [id, name, ...synonyms].map((each) => each.toLowerCase())),
    ),
  )
  let said = text.toLowerCase().replace(/[.!?,"]+/g, ' ')
  for (const value of [...values].toSorted((one, other) => other.length - one.length))
    said = said.replace(new RegExp(String.raw`(?<![\p{L}\d])${literal(value)}(?![\p{L}\d])`, 'gu'), ' ')
  return said.split(/\s+/).every((word) => word === '' || (SMALL_WORDS.has(word) && !POINTING.has(word)))
}
const POINTING = new Set(['it', "it's", 'that', 'this', 'them', 'make', 'both', 'all', 'each'])

/** Undefined: something else is said. */
export function optionAnswers(
  text: string,
  open: readonly OptionAnswer[],
  catalog: Catalog,
): OptionAnswers | undefined {
  const table: Table = { open, catalog, chosen: new Map(open.map((choice) => [choice, { ...choice.options }])) }
  const tokens = tokensOf(text, table)
  if (tokens === undefined || !tokens.some(({ kind }) => kind === 'value')) return undefined
  const loose: (readonly Value[])[] = []
  let last: OptionAnswer | undefined
  for (const part of segments(tokens)) {
    const items = [...new Set(part.flatMap((token) => (token.kind === 'item' ? token.items : [])))]
    const values = part.flatMap((token) => (token.kind === 'value' ? [token.values] : []))
    const [only] = items
    // "the hoodie navy, size M": what follows goes with what was named, where it fits.
    if (only === undefined) loose.push(...values.filter((each) => last === undefined || !give(last, each, table)))
    else if (items.length > 1 || !values.every((each) => give(only, each, table))) return undefined
    last = only ?? last
  }
  return settle(loose, table, EVERY.test(text))
}

/** What was said without an item: first what fits only one, as long as that helps; then all, or a question. */
function settle(loose: readonly (readonly Value[])[], table: Table, every: boolean): OptionAnswers | undefined {
  let left = [...loose]
  for (let before = -1; before !== left.length; ) {
    before = left.length
    left = left.filter((values) => {
      const [only, ...others] = takers(values, table)
      return only === undefined || others.length > 0 || !give(only, values, table)
    })
  }
  const [first, ...more] = left
  if (first === undefined) return chosenOf(table)
  const among = takers(first, table)
  if (among.length === 0) return undefined
  if (every) return left.every((values) => giveAll(values, table)) ? chosenOf(table) : undefined
  const value = first.find((each) => among.every((of) => fits(of, each, table)))
  return more.length === 0 && value !== undefined ? { kind: 'which', ...value, among } : undefined
}

const chosenOf = ({ chosen }: Table): OptionAnswers => ({
  kind: 'chosen',
  each: [...chosen]
    .filter(([of, options]) => Object.keys(options).length > Object.keys(of.options).length)
    .map(([of, options]) => ({ of, options })),
})

/** Whom it fits; an item that is asked for just that comes before one that is asked for something else. */
function takers(values: readonly Value[], table: Table): readonly OptionAnswer[] {
  const all = table.open.filter((of) => values.some((each) => fits(of, each, table)))
  const asked = all.filter((of) => values.some((each) => each.option === of.ask && fits(of, each, table)))
  return asked.length === 1 ? asked : all
}

const giveAll = (values: readonly Value[], table: Table): boolean =>
  takers(values, table)
    .map((of) => give(of, values, table))
    .some((given) => given)

function give(of: OptionAnswer, values: readonly Value[], table: Table): boolean {
  const own = table.chosen.get(of)
  if (values.some(({ option, value }) => of.options[option] === value)) return true
  const value = values.find((each) => fits(of, each, table))
  if (own === undefined || value === undefined) return false
  own[value.option] = value.value
  return true
}

/** Sold with what is known of the item, and not said of it yet. */
function fits(of: OptionAnswer, { option, value }: Value, { catalog, chosen }: Table): boolean {
  const own = chosen.get(of) ?? {}
  if (own[option] !== undefined || (option === of.ask && !of.choices.includes(value))) return false
  return (catalog.variantsOf.get(of.productId) ?? []).some(
    (variant) =>
      variant.active &&
      variant.options[option] === value &&
      Object.entries(own).every(([id, chosenValue]) => variant.options[id] === chosenValue),
  )
}

function segments(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'break') parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.filter((part) => part.length > 0)
}

/** Longest phrase first; undefined at the first word that is none of them. */
function tokensOf(text: string, table: Table): readonly Token[] | undefined {
  const known = phrasesOf(table)
  const words = text
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/[,;&]|\s-\s/g, ' | ')
    .replace(/[.!?"\u201c\u201d]+(?=\s|$)/g, ' ')
    .split(/\s+/)
    .flatMap((word) => (known.has(word) ? [word] : word.split(/(\/)/).map((part) => (part === '/' ? '|' : part))))
    .filter((word) => word !== '')
  const tokens: Token[] = []
  for (let at = 0; at < words.length; ) {
    const length = [...Array(LONGEST).keys()]
      .map((back) => LONGEST - back)
      .find((count) => known.has(words.slice(at, at + count).join(' ')))
    const phrase = length === undefined ? undefined : known.get(words.slice(at, at + length).join(' '))
    if (phrase !== undefined) tokens.push(phrase)
    else if (words[at] === '|' || words[at] === 'and') tokens.push({ kind: 'break' })
    else if (!SMALL_WORDS.has(words[at] ?? '')) return undefined
    at += length ?? 1
  }
  return tokens
}

function phrasesOf({ open, catalog }: Table): ReadonlyMap<string, Token> {
  const values = new Map<string, Value[]>()
  const items = new Map<string, OptionAnswer[]>()
  for (const of of open) {
    const product = catalog.products.get(of.productId)
    for (const name of product === undefined ? [] : [product.name, product.plural, ...product.synonyms]) {
      const words = name.toLowerCase().split(/\s+/)
      for (const phrase of new Set([words.join(' '), words.at(-1) ?? '', `${words.at(-1)}s`])) add(items, phrase, of)
    }
    for (const option of product?.options ?? [])
      for (const { id, name, synonyms } of catalog.options.get(option)?.values ?? [])
        for (const phrase of new Set([name, id, ...synonyms].map((each) => each.toLowerCase())))
          add(values, phrase, { option, value: id })
  }
  return new Map<string, Token>([
    ...[...items].map(([phrase, found]): [string, Token] => [phrase, { kind: 'item', items: found }]),
    ...[...values].map(([phrase, found]): [string, Token] => [phrase, { kind: 'value', values: found }]),
  ])
}

function add<T>(to: Map<string, T[]>, phrase: string, found: T): void {
  const known = to.get(phrase)
  if (known === undefined) to.set(phrase, [found])
  else if (!known.some((each) => JSON.stringify(each) === JSON.stringify(found))) known.push(found)
}
