// Sentences that contradict each other: the same words in the same scene that are said to mean
// different things. One of them is wrong.
import type { Example } from './notation.ts'

export function contradictions(examples: readonly Example[]): readonly string[] {
  const seen = new Map<string, Example>()
  const out: string[] = []
  for (const example of examples) {
    const { text, lines, focus, pending, undoTo, order, actor } = example.message
    const words = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}%$£€+/-]+/gu, ' ')
      .trim()
    const key = JSON.stringify([example.shop, order, actor, words, lines, focus, pending, undoTo])
    const before = seen.get(key)
    if (before === undefined) seen.set(key, example)
    else if (meaning(before) !== meaning(example))
      out.push(`${example.id} and ${before.id}: "${text}" means ${meaning(example)}, and ${meaning(before)}`)
  }
  return out
}

const meaning = ({ wishes }: Example): string =>
  wishes
    .map(({ words }) => words)
    .sort()
    .join('; ')
