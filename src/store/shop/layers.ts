/**
 * A map that is large and changes a little: what it was, and what changed since lying over it, so
 * that a change costs what it is and nobody who still reads the map as it was sees it. Once much
 * changed the two become one, in slices.
 */
import { setImmediate as breathe } from 'node:timers/promises'

export type Layers<K, V> = { readonly under: ReadonlyMap<K, V>; readonly over: ReadonlyMap<K, V> }

const MOST_OVER = 2000
/** Entries copied between two breaths. */
const SLICE = 4000

export async function layersWith<K, V>(
  { under, over }: Layers<K, V>,
  changes: ReadonlyMap<K, V>,
): Promise<Layers<K, V>> {
  if (changes.size === 0) return { under, over }
  if (over.size + changes.size <= MOST_OVER) return { under, over: new Map([...over, ...changes]) }
  const one = new Map<K, V>()
  for (const entries of [layered({ under, over }), changes])
    for (const [key, value] of entries) {
      one.set(key, value)
      if (one.size % SLICE === 0) await breathe()
    }
  return { under: one, over: new Map() }
}

/** The two as one map, in the order of the lower one; what is new comes after it. */
export function layered<K, V>({ under, over }: Layers<K, V>): ReadonlyMap<K, V> {
  if (over.size === 0) return under
  let added = 0
  for (const key of over.keys()) if (!under.has(key)) added += 1
  function* entries(): Generator<[K, V], undefined> {
    for (const [key, value] of under) yield [key, over.get(key) ?? value]
    for (const [key, value] of over) if (!under.has(key)) yield [key, value]
    return undefined
  }
  function* keys(): Generator<K, undefined> {
    for (const [key] of entries()) yield key
    return undefined
  }
  function* values(): Generator<V, undefined> {
    for (const [, value] of entries()) yield value
    return undefined
  }
  const map: ReadonlyMap<K, V> = {
    size: under.size + added,
    get: (key) => over.get(key) ?? under.get(key),
    has: (key) => over.has(key) || under.has(key),
    forEach(visit) {
      for (const [key, value] of entries()) visit(value, key, map)
    },
    entries,
    keys,
    values,
    [Symbol.iterator]: entries,
  }
  return map
}
