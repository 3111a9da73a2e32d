/**
 * A question changes nothing, whatever else could be read of it: "was it sent to 12 Elm St?", "what
 * is the price difference to express?". Where nothing was read, it is answered by what its words are
 * about. Rule: whoever wants something done says so ("can you", "is it possible to"). Next: interpret.ts.
 */
import { isIn, type Request } from '#conversation/requests/request.ts'
import { looseQuestion } from '#conversation/understanding/everyday/asked/loose-questions.ts'
import type { Everyday } from '#conversation/understanding/everyday/everyday.ts'
import { isAsking, sentencesOf } from '#conversation/understanding/everyday/sentences.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'

const FACT = new RegExp(
  String.raw`^(?:(?:and|so|but|hi|hello|hey|sorry|ok(?:ay)?|thanks?|oh|well|um+|quick question)[\s,:!.]+)*` +
    String.raw`(?:(?:was|were|did|had|wasn['’]t|weren['’]t|didn['’]t)\b` +
    String.raw`|(?:is|are|isn['’]t|aren['’]t|has|have|hasn['’]t|haven['’]t)\s+` +
    String.raw`(?:you|he|she|it|they|i|we|my|the|her` +
    String.raw`|his|their|our|there)\b(?=[^\n]*\?\s*$)` +
    String.raw`|(?:is|are)\b(?=[^\n]*\b(?:selected|chosen|applied|set|added|removed|changed|included|used)\s*\?\s*$)` +
    String.raw`|will\s+(?:it|they|my|the|her|his)\b(?=[^\n]*\?\s*$)` +
    String.raw`|(?:do|does)\s+(?:you|it|that|the|she|he|they|i|we|my|her|his)\b(?=[^\n]*\?\s*$)` +
    String.raw`|(?:when|where|why|who|whose|how)(?:['’]?s)?\s+(?:exactly\s+)?(?:is|are|was|were|do|does|did|` +
    String.raw`will|would|can|could` +
    String.raw`|should|much|many|long|soon|fast|late|far)\b` +
    String.raw`|(?:what|which)(?:['’]?s)?\b(?!\s+(?:about|i|we|she|he|they)\b)(?=[^\n]*(?:\?\s*$|\b(?:is|are|` +
    String.raw`do|does|would|will|can)\b))` +
    String.raw`|(?:what|which)['’]?s\b(?!\s+(?:about)\b)|what\s+if\b)`,
  'i',
)
/** It asks for something all the same. */
const WANTS = new RegExp(
  String.raw`\b(?:possible|a way|any ?way|able to|ok(?:ay)?\s+(?:to|if)|allowed|too late|how about|why not|` +
    String.raw`why don['’]t)\b` +
    String.raw`|(?:,|\band\b|\bthen\b|\bso\b|-)\s+(?:please|can|could|would|add|make|remove|put|set` +
    String.raw`|change|ship|send|take|give|i\b|i['’]ll\b|let\b)`,
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

type Read = {
  readonly requests: readonly Request[]
  readonly unexplained: readonly string[]
  readonly closes?: readonly PendingQuestion[]
}

/** `read`: what was made of the words; an answer to what was asked stays one. */
export function askedOnly<R extends Read>(read: R, text: string, known: Everyday): R {
  const { requests } = read
  if (requests.length === 0 || (read.closes ?? []).length > 0 || sentencesOf(text).length !== 1) return read
  const unread = requests.every((request) => UNREAD.has(request.kind) || isUnknown(request))
  const ofCart =
    known.hasCart &&
    !known.placed &&
    isAsking(text) &&
    requests.every((one) => one.kind === 'status' && one.order === undefined)
  const changed = requests.some(changes) && FACT.test(text.trim()) && !WANTS.test(text)
  if (!unread && !changed && !ofCart) return read
  const about = looseQuestion(text, known) ?? (ofCart ? { kind: 'where' as const } : undefined)
  if (about !== undefined) return { ...read, requests: [{ kind: 'question', about }], unexplained: [] }
  if (unread && TOLD.test(text.trim()) && GOES.test(text) && !WANTS.test(text))
    return { ...read, requests: [{ kind: 'question', about: { kind: 'where' } }], unexplained: [] }
  return changed ? { ...read, requests: requests.map((request) => told(request, text)), unexplained: [] } : read
}
const isUnknown = (request: Request): boolean => request.kind === 'question' && request.about.kind === 'unknown'
const TOLD =
  /^(?:(?:and|so|but|hi|hello|hey|sorry|ok(?:ay)?|thanks?)[\s,!.]+)*(?:was|were|did|had|is|are|has|have|will)/i

/** Whether there is such an item, and what it costs; nothing of it is done. */
const told = (request: Request, text: string): Request =>
  request.kind === 'add-product'
    ? { kind: 'ask-availability', productId: request.productId, options: request.options }
    : changes(request)
      ? { kind: 'question', about: { kind: 'unknown', words: text.trim() } }
      : request
