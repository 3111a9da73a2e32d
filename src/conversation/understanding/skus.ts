/**
 * Typed SKUs become one token, whatever their case ("hood-black-l x2"). A SKU of one word counts only when it is no word of the language or
 * of the catalog's names, so that "cap" stays a cap; one that only begins a name is the SKU where the name does not go on ("2 AA", not "2 AA batteries").
 */
import { ENGLISH } from './english.ts'
import type { Lexicon } from './lexicon.ts'
import { stem } from './stem.ts'
import type { Token } from './text.ts'
import { FILLERS } from './words.ts'

const MAX_PARTS = 8

export function withSkus(lexicon: Lexicon, text: string, tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const found = skuAt(lexicon, text, tokens, at)
    const token = tokens[at]
    if (token === undefined) break
    out.push(found === undefined ? token : { ...token, kind: 'span', key: `<sku:${found.sku}>`, end: found.end })
    at += found?.length ?? 1
  }
  return out
}

/** The longest run of glued and hyphened parts that is a SKU. */
function skuAt(
  lexicon: Lexicon,
  text: string,
  tokens: readonly Token[],
  at: number,
): { readonly sku: string; readonly end: number; readonly length: number } | undefined {
  const first = tokens[at]
  if (first === undefined || first.kind === 'mark') return undefined
  let length = 1
  while (length < MAX_PARTS && isOneWord(text, tokens[at + length - 1], tokens[at + length])) length += 1
  for (; length > 0; length--) {
    const end = tokens[at + length - 1]?.end ?? first.end
    const sku = text.slice(first.start, end).toUpperCase()
    if (!lexicon.skus.has(sku)) continue
    const plain = length === 1 && (isSaid(lexicon, sku, tokens.slice(at, at + 2)) || FILLERS.has(first.key) || ENGLISH.has(first.key))
    return plain ? undefined : { sku, end, length }
  }
  return undefined
}

/** It means something else in the catalog's own words, alone or with the next one. */
function isSaid(
  { phrases, heads, parts, beginnings, indexOf, skus }: Lexicon,
  sku: string,
  words: readonly (Token | undefined)[],
): boolean {
  const [key = '', next] = words.map((token) => token && stem(token.key))
  const product = indexOf.get(skus.get(sku)?.product ?? '')
  const others = phrases.get(key)?.some((sense) => sense.product !== product) ?? false
  return others || heads.has(key) || parts.has(key) || (next !== undefined && beginnings.has(`${key} ${next}`))
}

const isOneWord = (text: string, before: Token | undefined, next: Token | undefined): boolean =>
  before !== undefined && next !== undefined && next.kind !== 'mark' && /^[-_/]?$/.test(text.slice(before.end, next.start))
