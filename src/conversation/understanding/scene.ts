/**
 * What a rule may look at while one message is read: the texts, the catalog, and the lines as they
 * are after the operations read so far. `text` and `lower` have the same length, so an offset means
 * the same place in both.
 */
import { apply } from '#conversation/understanding/clauses/apply.ts'
import { type ItemReading, readItems } from '#conversation/understanding/clauses/items.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Message, Op, SpokenLine } from './types.ts'

export type Scene = {
  readonly lexicon: Lexicon
  readonly message: Message
  readonly text: string
  readonly lower: string
  readonly lines: readonly SpokenLine[]
  readonly focus: number | undefined
  readonly ops: readonly Op[]
  /** Items in some words; the same words are read once per message. */
  readonly read: (words: string) => ItemReading
}

export function sceneOf(lexicon: Lexicon, message: Message, text: string): Scene {
  const lower = [...text]
    .map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign))
    .join('')
  const focus = message.focus !== undefined && message.focus < message.lines.length ? message.focus : undefined
  return { lexicon, message, text, lower, lines: message.lines, focus, ops: [], read: reader(lexicon) }
}

function reader(lexicon: Lexicon): Scene['read'] {
  const known = new Map<string, ItemReading>()
  return (words) => {
    const before = known.get(words)
    if (before !== undefined) return before
    const reading = readItems(lexicon, words)
    known.set(words, reading)
    return reading
  }
}

/** The scene after some more operations. */
export function after(scene: Scene, ops: readonly Op[]): Scene {
  let state: { readonly lines: readonly SpokenLine[]; readonly focus: number | undefined } = scene
  for (const op of ops) state = apply({ ...state, message: scene.message }, op)
  return { ...scene, lines: state.lines, focus: state.focus, ops: [...scene.ops, ...ops] }
}

/** The line talked about: the focus, else the last one. */
export const focusLine = ({ focus, lines }: Scene): number | undefined =>
  focus ?? (lines.length > 0 ? lines.length - 1 : undefined)
