/**
 * A SKU as a plain command takes it: first the very words against the shop's own SKUs, whatever
 * their shape or case; only then what merely looks like one, so that a mistyped SKU is answered as
 * a SKU. Rule: nothing else is read before. Next: every row with a SKU asks it.
 */
import type { Sku } from '#domain/base/flavour.ts'
import { isSku } from './plain-words.ts'

/** The SKUs of the shop, upper case. */
export type Skus = { readonly has: (sku: Sku) => boolean }

/** The shop's SKU these words are, or undefined. Curly apostrophes are what phones type. */
export function knownSku(word: string, skus: Skus): string | undefined {
  const sku = upperSku(word)
  return skus.has(sku) ? sku : undefined
}
const upperSku = (word: string): string => word.replace(/[‘’ʼ]/g, "'").toUpperCase()

/** A SKU of the shop, or words that can only be meant as one. */
export const skuOf = (word: string, skus: Skus): string | undefined =>
  knownSku(word, skus) ?? (isSku(word) ? word.toUpperCase() : undefined)

/**
 * In words that are no command, a SKU that is an ordinary word ("cam") counts only where it is
 * written as a SKU: in capitals, or with a digit or mark.
 */
export const writtenAsSku = (word: string): boolean => word === word.toUpperCase() || /[^\p{L}]/u.test(word)

/** Stands for a space within a SKU while a line is matched; a private character, which no cleaned text has. */
const GLUE = '\uE000'
/** A SKU of more words is not looked for. */
const MOST_WORDS = 5

/**
 * The line with the shop's own SKUs that have spaces in them as one word each, the longest first,
 * so that every shape takes them as it takes the others; `loose` gives the groups back as typed.
 */
export function glued(line: string, skus: Skus): string {
  const words = line.split(' ')
  const upper = words.map(upperSku)
  const out: string[] = []
  for (let at = 0; at < words.length; ) {
    const length = skuFrom(upper, at, skus)
    out.push(words.slice(at, at + length).join(GLUE))
    at += length
  }
  return out.join(' ')
}

/** How many words from this one on are one SKU, at most; one where none is. */
function skuFrom(upper: readonly string[], at: number, skus: Skus): number {
  let longest = 1
  let sku = upper[at] ?? ''
  for (let many = 2; many <= MOST_WORDS && at + many <= upper.length; many++) {
    sku += ` ${upper[at + many - 1] ?? ''}`
    if (skus.has(sku)) longest = many
  }
  return longest
}

export const loose = (words: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word?.replaceAll(GLUE, ' ')]))

export type Counted = { readonly sku: Sku; readonly quantity: string; readonly said: string }

/**
 * A count as typed, good or bad: "2", "-3", "1.5", "1/2", "2-3", "1 1/2". Whether it is one is
 * answered where it is used.
 */
export const COUNT = String.raw`[-+]?(?:\d+\s+(?=\d+\/\d))?[\d.,][\w.,+/-]*`
const IN_FRONT = new RegExp(String.raw`^(?:(?<quantity>${COUNT}?)(?:\s*[x×])?\s+)?(?<sku>\S+)$`, 'i')
const BEHIND = new RegExp(String.raw`^(?<sku>\S+)\s+[x×]\s*(?<quantity>${COUNT})$`, 'i')

/** Some shops have spaces in their SKUs: only the very words of one are one. */
const SPACED = new RegExp(String.raw`^(?<quantity>${COUNT}?)(?:\s*[x×])?\s+(?<sku>\S+(?: \S+){1,4})$`, 'i')

/** "2 MUG-BLUE-11OZ", "2x AA", "AA x 2", "AA"; undefined where the item is no SKU. */
export function countedSku(words: string, skus: Skus): Counted | undefined {
  const whole = knownSku(words, skus)
  if (whole !== undefined) return { sku: whole, said: words, quantity: '' }
  const { quantity, sku: said = '' } = (IN_FRONT.exec(words) ?? BEHIND.exec(words) ?? SPACED.exec(words))?.groups ?? {}
  const sku = said.includes(' ') ? knownSku(said, skus) : skuOf(said, skus)
  return sku === undefined ? undefined : { sku, said, quantity: quantity ?? '' }
}

/** Items as people list them. */
export const listed = (words: string): readonly string[] =>
  words.split(/\s*[,;\n]\s*(?:and\s+)?|\s+(?:and|&|\+)\s+/i).filter((item) => item !== '')
