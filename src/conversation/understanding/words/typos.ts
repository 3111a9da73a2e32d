/**
 * Guarded typos: the catalog words a misspelt word may stand for. Built on deletions (one letter
 * taken out of every catalog word), so a lookup touches a handful of words whatever the size of the
 * catalog. Guards: four letters at least, the first letter is kept, and a changed letter must be a
 * likely slip (neighbouring key, vowel for vowel, doubled letter): "sneakers" is not "speakers".
 */
export type TypoIndex = ReadonlyMap<string, readonly string[]>

const MIN_LENGTH = 4
const TWO_SLIPS_FROM = 7
const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const NEAR: ReadonlySet<string> = nearKeys()
const VOWELS = 'aeiouy'
const ALIKE: ReadonlySet<string> = new Set([
  'ck',
  'kc',
  'cs',
  'sc',
  'sz',
  'zs',
  'fv',
  'vf',
  'gj',
  'jg',
  'td',
  'dt',
  'bp',
  'pb',
  'mn',
  'nm',
  'qk',
  'kq',
  'xs',
  'sx',
  'un',
  'nu',
  'il',
  'li',
])

function nearKeys(): ReadonlySet<string> {
  const near = new Set<string>()
  KEYBOARD.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const around = [row[x + 1], KEYBOARD[y + 1]?.[x], KEYBOARD[y + 1]?.[x - 1]]
      for (const key of around) if (key !== undefined) near.add(`${row[x]}${key}`).add(`${key}${row[x]}`)
    }
  })
  return near
}

function deletions(word: string): readonly string[] {
  return Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1) + word.slice(at + 2))
}

export function buildTypos(words: Iterable<string>): TypoIndex {
  const index = new Map<string, string[]>()
  const put = (key: string, word: string) => {
    const list = index.get(key)
    if (list === undefined) index.set(key, [word])
    else if (list.length < 40 && list.at(-1) !== word) list.push(word)
  }
  for (const word of words) {
    if (word.length < MIN_LENGTH || word.length > 24 || !/^\p{L}+$/u.test(word)) continue
    put(word, word)
    for (const key of deletions(word)) put(key, word)
  }
  return index
}

export type Correction = { readonly word: string; readonly cost: number }

/** At most three likely words, cheapest first. Cost 1 is one likely slip. */
export function corrections(index: TypoIndex, word: string): readonly Correction[] {
  if (word.length < MIN_LENGTH || word.length > 24) return []
  const keys = new Set([word, ...deletions(word)])
  if (word.length >= TWO_SLIPS_FROM)
    for (const key of deletions(word)) for (const deeper of deletions(key)) keys.add(deeper)
  const limit = word.length >= TWO_SLIPS_FROM ? 2 : 1.3
  const found = new Map<string, number>()
  for (const key of keys) {
    for (const candidate of index.get(key) ?? []) {
      if (found.has(candidate) || candidate[0] !== word[0] || isInflection(word, candidate)) continue
      const cost = slips(word, candidate)
      if (cost <= limit) found.set(candidate, cost)
    }
  }
  return [...found]
    .map(([known, cost]) => ({ word: known, cost }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 3)
}

/** "steamed" is another word than "steamer", not a slip of it. */
const isInflection = (word: string, candidate: string): boolean =>
  /(?:ed|ing)$/.test(word) && !/(?:ed|ing)$/.test(candidate)

/** Damerau distance with likely slips cheap and unlikely ones dear. */
function slips(typed: string, meant: string): number {
  let before: readonly number[] = []
  let above: readonly number[] = Array.from({ length: meant.length + 1 }, (_, at) => at)
  for (let i = 1; i <= typed.length; i++) {
    const row: number[] = [i]
    for (let j = 1; j <= meant.length; j++) {
      const change = (above[j - 1] ?? 9) + changed(typed[i - 1] ?? '', meant[j - 1] ?? '')
      const extra = (above[j] ?? 9) + (typed[i - 1] === typed[i - 2] ? 0.6 : 1)
      const missing = (row[j - 1] ?? 9) + (meant[j - 1] === meant[j - 2] ? 0.6 : 1)
      const swapped =
        i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1] ? (before[j - 2] ?? 9) + 1 : 9
      row.push(Math.min(change, extra, missing, swapped))
    }
    before = above
    above = row
  }
  return above[meant.length] ?? 9
}

function changed(a: string, b: string): number {
  if (a === b) return 0
  if (VOWELS.includes(a) && VOWELS.includes(b)) return 0.8
  return NEAR.has(a + b) || ALIKE.has(a + b) ? 1 : 2.5
}
