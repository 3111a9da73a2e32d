/**
 * Typed SKUs become one token: the raw text against the shop's SKUs, so that no mark in one (`_`,
 * `.`, `/`, `'`) takes it apart. A SKU that is an ordinary word counts only where it is written as
 * one, in capitals or with a digit or mark, so that "cap" stays a cap; one that only begins a name
 * is the SKU where the name does not go on ("2 AA", not "2 AA batteries").
 */
import type { Sku } from '#domain/base/flavour.ts'
import { ENGLISH } from './english.ts'
import type { Lexicon } from './lexicon.ts'
import { NUMBER_WORDS } from './numbers.ts'
import { stem } from './stem.ts'
import type { Token } from './text.ts'
import { FILLERS } from './words.ts'

export function withSkus(lexicon: Lexicon, text: string, tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = []
  const shouted = text === text.toUpperCase()
  for (let at = 0; at < tokens.length; ) {
    const found = skuAt(lexicon, text, tokens.slice(at))
    const token = tokens[at]
    if (token === undefined) break
    const taken =
      found === undefined ||
      (found.word && isWord(lexicon, found.sku, { shouted, text, tokens: tokens.slice(at, at + 2) }))
    out.push(taken ? token : { ...token, kind: 'span', key: `<sku:${found.sku}>`, end: found.end })
    at += taken ? 1 : found.length
  }
  return out
}

type Found = { readonly sku: Sku; readonly end: number; readonly length: number; readonly word: boolean }

/** What a SKU may consist of, as the shop file takes it. */
const WRITTEN = /[\p{L}\p{M}\d][\p{L}\p{M}\d_./'-]{0,39}/uy

/** The longest run of the raw text from the first token on that is a SKU and ends where a token ends. */
function skuAt(lexicon: Lexicon, text: string, tokens: readonly Token[]): Found | undefined {
  const [first] = tokens
  if (first === undefined || first.kind === 'mark' || first.kind === 'span') return undefined
  WRITTEN.lastIndex = first.start
  const limit = first.start + (WRITTEN.exec(text)?.[0].length ?? 0)
  const ends = tokens.findIndex((token) => token.end > limit)
  for (let length = ends < 0 ? tokens.length : ends; length > 0; length--) {
    const end = tokens[length - 1]?.end ?? first.end
    const said = text.slice(first.start, end)
    const sku = said.toUpperCase()
    if (lexicon.skus.has(sku) && !goesOn(text, end)) return { sku, end, length, word: /^\p{L}+$/u.test(said) }
  }
  return undefined
}

/** "AB" in "AB-200" or "12" in "12LED" is a part of something else. */
const goesOn = (text: string, end: number): boolean => /^(?:[\p{L}\d]|[_./'-][\p{L}\d])/u.test(text.slice(end, end + 2))

/**
 * It means something else: a word of the language or the catalog that is not written as a SKU, or
 * the beginning of a name that goes on.
 */
function isWord(
  lexicon: Lexicon,
  sku: Sku,
  { shouted, text, tokens }: { readonly shouted: boolean; readonly text: string; readonly tokens: readonly Token[] },
): boolean {
  const [token, next] = tokens
  const key = stem(token?.key ?? '')
  if (next !== undefined && lexicon.beginnings.has(`${key} ${stem(next.key)}`)) return true
  const written = !shouted && text.slice(token?.start, token?.end) === sku
  const said = token?.key ?? ''
  return !written && (isSaid(lexicon, sku, key) || FILLERS.has(said) || ENGLISH.has(said) || NUMBER_WORDS.has(said))
}

/** It means something else in the catalog's own words. */
function isSaid({ phrases, heads, parts, indexOf, skus }: Lexicon, sku: Sku, key: string): boolean {
  const product = indexOf.get(skus.get(sku)?.product ?? '')
  const others = phrases.get(key)?.some((sense) => sense.product !== product) ?? false
  return others || heads.has(key) || parts.has(key)
}
