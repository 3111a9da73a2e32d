/**
 * A rule for a small command around the items: a sticky pattern tried where a clause may start, and
 * what it means. Rules claim their words, the rest is read as items. Patterns must be linear: no
 * nested quantifiers, every gap capped.
 */
import type { Scene } from '#conversation/understanding/scene.ts'
import type { Op } from '#conversation/understanding/types.ts'

export type Claim = {
  readonly ops: readonly Op[] /** Offset after the last claimed character. */
  readonly end: number
  readonly sure?: boolean
}
export type WordRule = {
  /** `clause`: where a clause may start. `word`: at any word. */
  readonly at: 'clause' | 'word'
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, scene: Scene) => Claim | undefined
}

/** A rule whose whole meaning is fixed. */
export const says = (pattern: RegExp, ops: Op | readonly Op[], at: WordRule['at'] = 'clause'): WordRule => ({
  at,
  pattern,
  read: (match) => ({ ops: Array.isArray(ops) ? ops : [ops as Op], end: match.index + match[0].length }),
})

export const endOf = (match: RegExpExecArray): number => match.index + match[0].length

/** Text up to the end of the sentence or message, at most `limit` characters. */
export function restOfSentence(text: string, from: number, limit = 300): string {
  const rest = text.slice(from, from + limit)
  const stop = rest.search(/[.!?;](?:\s|$)|\n/)
  return stop < 0 ? rest : rest.slice(0, stop)
}
export const restOfLine = (text: string, from: number, limit = 1000): string =>
  text.slice(from, from + limit).split('\n', 1)[0] ?? ''
