/**
 * One best reading of the whole message: every token gets a role, by dynamic programming over
 * catalog matches, numbers and function words (island parsing: unknown words cost nothing, so
 * fillers never break it). Next: chunks.ts groups the tags into items.
 */

import { familyAt, type Match, matchesAt } from '#conversation/understanding/clauses/matches.ts'
import { readTokens } from '#conversation/understanding/readings.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { type FunctionRole, functionPhrase } from './function-words.ts'
import type { Lexicon, ValueRef } from './lexicon.ts'
import { type ReadNumber, readNumber } from './numbers.ts'
import type { Token } from './text.ts'

export type Tag = { readonly from: number; readonly to: number } & (
  | {
      readonly role: 'item'
      readonly products: readonly number[]
      readonly values: readonly ValueRef[]
      readonly fit: Match['fit']
      readonly cost: number
    }
  | ({ readonly role: 'number' } & Omit<ReadNumber, 'length'>)
  | { readonly role: 'sku'; readonly sku: Sku }
  | { readonly role: Exclude<FunctionRole, 'filler'> }
  /** `of`: the word itself, which ties what follows to what stands before. */
  | { readonly role: 'filler'; readonly of?: true }
  | { readonly role: 'word' | 'comma' | 'stop' | 'mark' }
)
type Edge = { readonly tag: Tag; readonly weight: number }

/** `without`: spans ("from:to") that may not be read as one catalog phrase, because nothing could take them. */
export function tagTokens(
  lexicon: Lexicon,
  tokens: readonly Token[],
  without: ReadonlySet<string> = new Set(),
): readonly Tag[] {
  const readings = readTokens(lexicon, tokens)
  const endings: Edge[][] = tokens.map(() => [])
  const add = (edge: Edge) => endings[edge.tag.to - 1]?.push(edge)
  tokens.forEach((_token, at) => {
    for (const match of matchesAt(lexicon, tokens, readings, at))
      if (!without.has(`${match.from}:${match.to}`) && !isCount(match, tokens)) add(itemEdge(match))
    const family = familyAt(lexicon, tokens, readings, at)
    if (family !== undefined) add(itemEdge(family))
    for (const edge of plainEdges(tokens, at)) add(edge)
  })
  return best(tokens.length, endings)
}

/** In front of something else "1" and "one" count it, whatever product may be called so. */
const isCount = ({ from, to, products, values }: Match, tokens: readonly Token[]): boolean =>
  to - from === 1 &&
  products.length > 0 &&
  values.length === 0 &&
  readNumber(tokens, from) !== undefined &&
  tokens[to] !== undefined

const WEIGHT = { exact: 10, stem: 9.5, part: 9, family: 7, gap: 6.6 } as const

function itemEdge(match: Match): Edge {
  const { from, to, products, values, fit, cost } = match
  // A longer part ("cheddar cheese") beats its words taken one by one.
  const perToken = fit === 'part' && to - from > 1 ? 9.6 : WEIGHT[fit]
  return { tag: { role: 'item', from, to, products, values, fit, cost }, weight: (to - from) * perToken - 2 - cost * 2 }
}

function plainEdges(tokens: readonly Token[], at: number): readonly Edge[] {
  const token = tokens[at]
  if (token === undefined) return []
  const span = { from: at, to: at + 1 }
  if (token.kind === 'span')
    return [
      {
        tag: token.key.startsWith('<sku:')
          ? { ...span, role: 'sku', sku: token.key.slice(5, -1) }
          : { ...span, role: 'mark' },
        weight: 20,
      },
    ]
  if (token.kind === 'mark' && token.key !== '&' && token.key !== '+') {
    const role = ',()/'.includes(token.key) ? 'comma' : '.!?;:\n'.includes(token.key) ? 'stop' : 'mark'
    return [{ tag: { ...span, role }, weight: 0 }]
  }
  const edges: Edge[] = []
  const number = readNumber(tokens, at)
  if (number !== undefined) {
    const { length, ...said } = number
    edges.push({
      tag: { role: 'number', from: at, to: at + length, ...said },
      weight: length * (number.shape === 'article' ? 6.5 : number.shape === 'group' ? 9 : 7),
    })
  }
  const phrase = functionPhrase(tokens, at)
  if (phrase !== undefined)
    edges.push({
      tag: {
        role: phrase.role,
        from: at,
        to: at + phrase.length,
        ...(token.key === 'of' ? { of: true as const } : {}),
      },
      weight: phrase.role !== 'filler' ? phrase.length * 8 : phrase.length > 1 ? phrase.length * 9 : 6,
    })
  return [...edges, { tag: { ...span, role: 'word' }, weight: 0 }]
}

/** The chain of edges with the highest weight; ties go to the longer last edge. */
function best(length: number, endings: readonly (readonly Edge[])[]): readonly Tag[] {
  const score: number[] = [0]
  const chosen: (Edge | undefined)[] = [undefined]
  for (let end = 1; end <= length; end++) {
    let top = Number.NEGATIVE_INFINITY
    let pick: Edge | undefined
    for (const edge of endings[end - 1] ?? []) {
      const total = (score[edge.tag.from] ?? Number.NEGATIVE_INFINITY) + edge.weight
      if (total > top) {
        top = total
        pick = edge
      }
    }
    score.push(top)
    chosen.push(pick)
  }
  const tags: Tag[] = []
  for (let end = length; end > 0; ) {
    const edge = chosen[end]
    if (edge === undefined) break
    tags.push(edge.tag)
    end = edge.tag.from
  }
  return tags.reverse()
}
