/**
 * Options and their values, growing while products are built: one that is called so already is
 * used, whatever its capitals, else it is new. "Color" and "Colour" are one option.
 */
import type { Option, OptionValue } from '#domain/model/catalog.ts'
import { freeName, slugOf, valueWords } from './titles.ts'

export type GrowingOptions = {
  readonly idOf: (name: string) => string
  readonly valueOf: (option: string, value: string) => string
  /** Those that are new or have new values. */
  readonly changed: () => readonly Option[]
}

type Growing = {
  readonly option: Option
  readonly values: OptionValue[]
  readonly ids: Map<string, string>
  readonly taken: Set<string>
  grown: boolean
}

const SAME: Readonly<Record<string, string>> = { color: 'colour', flavor: 'flavour', sizes: 'size', colors: 'colour' }
const folded = (name: string): string => {
  const plain = name.trim().toLowerCase()
  return SAME[plain] ?? plain
}

export function growingOptions(existing: ReadonlyMap<string, Option>): GrowingOptions {
  const byName = new Map<string, Growing>()
  const ids = new Set(existing.keys())
  for (const option of existing.values()) {
    const held = growing(option)
    byName.set(folded(option.id), held)
    byName.set(folded(option.name), held)
  }
  function held(name: string): Growing {
    const known = byName.get(folded(name))
    if (known !== undefined) return known
    const made = growing({ id: freeName(slugOf(folded(name)), (id) => ids.has(id)), name, values: [] })
    ids.add(made.option.id)
    byName.set(folded(name), made)
    return made
  }
  return {
    idOf: (name) => held(name).option.id,
    valueOf: (name, value) => valueIn(held(name), value),
    changed: () =>
      [...new Set(byName.values())].flatMap(({ option, values, grown }) => (grown ? [{ ...option, values }] : [])),
  }
}

function growing(option: Option): Growing {
  const ids = new Map(option.values.map(({ id, name }) => [name.toLowerCase(), id]))
  for (const { id } of option.values) if (!ids.has(id)) ids.set(id, id)
  return { option, values: [...option.values], ids, taken: new Set(option.values.map(({ id }) => id)), grown: false }
}

function valueIn(held: Growing, value: string): string {
  const known = held.ids.get(value.toLowerCase())
  if (known !== undefined) return known
  const id = freeName(slugOf(value), (name) => held.taken.has(name))
  held.values.push({ id, name: value, synonyms: valueWords(value) })
  held.ids.set(value.toLowerCase(), id)
  held.taken.add(id)
  held.grown = true
  return id
}
