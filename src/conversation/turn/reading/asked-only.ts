/**
 * A question about what is so or what was done changes nothing, whatever else could be read of it:
 * "was it sent to 12 Elm St?", "did you add 3 red caps?". Rule: whoever wants something done says
 * so ("can you", "is it possible to"). Next: understood.ts, where every reading passes.
 */
import { isIn, type Request } from '#conversation/requests/request.ts'
import { sentencesOf } from '#conversation/understanding/everyday/sentences.ts'
import type { Heard } from './heard.ts'

const FACT = new RegExp(
  String.raw`^(?:(?:and|so|but|hi|hello|hey|sorry|ok(?:ay)?|thanks?)[\s,!.]+)*` +
    String.raw`(?:(?:was|were|did|had|wasn['’]t|weren['’]t|didn['’]t)\b` +
    String.raw`|(?:is|are|isn['’]t|aren['’]t|has|have|hasn['’]t|haven['’]t)\s+(?:you|he|she|it|they|i|we|my|the|her` +
    String.raw`|his|their|our)\b(?=[^\n]*\?\s*$)` +
    String.raw`|(?:is|are)\b(?=[^\n]*\b(?:selected|chosen|applied|set|added|removed|changed|included|used)\s*\?\s*$)` +
    String.raw`|will\s+(?:it|they|my|the|her|his)\b(?=[^\n]*\?\s*$))`,
  'i',
)
/** It asks for something all the same. */
const WANTS = new RegExp(
  String.raw`\b(?:possible|a way|able to|ok(?:ay)?\s+(?:to|if)|allowed|too late)\b` +
    String.raw`|(?:,|\band\b|\bthen\b|\bso\b)\s+(?:please|can|could|would|add|make|remove|put|set` +
    String.raw`|change|ship|send|take|give|i\b)`,
  'i',
)
const GOES = /\b(?:sent|shipp?(?:ed|ing)?|send|go(?:es|ing)?|deliver(?:ed|y)?|arriv\w+|on (?:its|the) way)\b/i

/** What would change an order, a cart or a question about it. */
const changes = (request: Request): boolean =>
  isIn('edit', 'flow', 'buyer')(request) && request.kind !== 'yes' && request.kind !== 'no'

const UNREAD: ReadonlySet<Request['kind']> = new Set([
  'not-understood',
  'not-found',
  'unclear',
  'which-product',
  'no-variant',
])

export function askedOnly(heard: Heard, text: string): Heard {
  if (heard.kind !== 'requests' || (heard.closes ?? []).length > 0) return heard
  const unread = GOES.test(text) && heard.requests.every(({ kind }) => UNREAD.has(kind))
  if (!unread && !heard.requests.some(changes)) return heard
  if (!FACT.test(text.trim()) || WANTS.test(text) || sentencesOf(text).length !== 1) return heard
  const about = GOES.test(text) ? ({ kind: 'where' } as const) : ({ kind: 'unknown', words: text.trim() } as const)
  return { ...heard, requests: [{ kind: 'question', about }], unexplained: [] }
}
