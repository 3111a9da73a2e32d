/**
 * Words near a mistyped one. Rule: one slip up to six letters, two from seven, none under four;
 * candidates share one of the first two letters, so a slip in the first is found too. Next:
 * units.ts decides which words may be slips at all.
 */
export type Slips = ReadonlyMap<string, readonly string[]>
export type SpellingSlip = { readonly word: string; readonly cost: number }

const slack = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : 2)

export function slipsOf(words: Iterable<string>): Slips {
  const buckets = new Map<string, string[]>()
  for (const word of new Set(words))
    for (const bucket of word.length < 3 ? [] : [`1${word[0]}`, `2${word[1]}`]) {
      const held = buckets.get(bucket)
      if (held === undefined) buckets.set(bucket, [word])
      else held.push(word)
    }
  return buckets
}

/** The same slips come again and again; forgotten when there are too many, so that no text fills the memory. */
const remembered = new WeakMap<Slips, Map<string, SpellingSlip | undefined>>()
const MOST_REMEMBERED = 4096

export function nearest(slips: Slips, word: string): SpellingSlip | undefined {
  let known = remembered.get(slips)
  if (known === undefined || known.size > MOST_REMEMBERED) {
    known = new Map()
    remembered.set(slips, known)
  }
  if (known.has(word)) return known.get(word)
  const found = search(slips, word)
  known.set(word, found)
  return found
}

/** One slip of this word is the other. */
export const isSlipOf = (word: string, other: string): boolean => {
  const max = Math.min(slack(word.length), slack(other.length))
  return max > 0 && distance(word, other, max) <= max
}

function search(slips: Slips, word: string): SpellingSlip | undefined {
  const max = slack(word.length)
  if (max === 0) return undefined
  let best: SpellingSlip | undefined
  for (const bucket of [`1${word[0]}`, `2${word[1]}`, `2${word[0]}`, `1${word[1]}`])
    for (const other of slips.get(bucket) ?? []) {
      if (Math.abs(other.length - word.length) > max) continue
      const limit = Math.min(max, slack(other.length), best?.cost ?? max)
      const cost = distance(word, other, limit)
      const closer =
        best === undefined ||
        cost < best.cost ||
        (cost === best.cost && other[0] === word[0] && best.word[0] !== word[0])
      if (cost > 0 && cost <= limit && closer) best = { word: other, cost }
    }
  return best
}

/** Optimal string alignment distance, given up above `max`. */
export function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
      if (cost < best) best = cost
    }
    if (best > max) return max + 1
    before = above
    above = row
  }
  return above[b.length] ?? max + 1
}
