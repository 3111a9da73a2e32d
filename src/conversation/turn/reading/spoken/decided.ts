/**
 * What is done with what was read: all of it where it is sure, one question where it is not, and what
 * nothing was made of is quoted. Next: turn/reading/read-freely.ts reads.
 */
import type { Request } from '#conversation/requests/request.ts'
import { requestOfOp } from '#conversation/turn/reading/act-requests.ts'
import { BETWEEN } from '#conversation/turn/reading/odd-counts.ts'
import { CHANGES, offeredOf } from '#conversation/turn/reading/offered.ts'
import { bareSentence, isAsking } from '#conversation/understanding/everyday/sentences.ts'
import type { Op, Understood } from '#conversation/understanding/types.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { given } from '#domain/base/given.ts'
import type { Catalog } from '#domain/model/catalog.ts'

/** "red or blue", where both are offered: an answer takes its place. */
function alternatives(text: string, candidates: readonly string[]): string | undefined {
  const one = candidates.map((word) => word.replace(/[^\p{L}\p{N} ]/gu, '.')).join('|')
  return one === ''
    ? undefined
    : new RegExp(`\\b(?:${one})(?:\\s*(?:,|/|\\bor\\b|\\band\\b)\\s*(?:${one}))+\\b`, 'iu').exec(text)?.[0]
}

/** What is asked about keeps its words: they stay open until they are answered. */
function keepingWords(request: Request, text: string, beside: boolean): Request {
  if (request.kind !== 'unclear' || request.text !== undefined) return request
  const span = alternatives(text, request.candidates)
  const about =
    span === undefined || !beside ? text : (text.split(BETWEEN).find((part) => part.includes(span)) ?? text).trim()
  return { ...request, text: about, ...given({ span }) }
}

const isUnknown = (request: Request): boolean => request.kind === 'question' && request.about.kind === 'unknown'
/** What nobody can answer is quoted. */
const withQuestion = (request: Request, text: string): Request =>
  isUnknown(request) ? { kind: 'question', about: { kind: 'unknown', words: text } } : request

/** A question nobody here can answer goes to a person; other words are named. */
const notRead = (text: string, words: readonly string[]): Request =>
  isAsking(text) && /\p{L}/u.test(text)
    ? { kind: 'question', about: { kind: 'unknown', words: text } }
    : { kind: 'not-understood', words }

/** "Great, is there a discount for teachers?": thanks and a greeting are no answer to what is asked besides. */
const isTalkBesideQuestion = ({ ops }: Understood, text: string): boolean =>
  ops.every((op) => op.op === 'smalltalk') && /\?\s*$/.test(text) && !HOW_ARE_YOU.test(bareSentence(text))
const HOW_ARE_YOU =
  /^(?:how (?:are|is|do)|how['’]?s|what['’]?s up|are you (?:there|ok|well)|is (?:any|some)(?:one|body)|hi|hello|hey)\b/i

type Decides = {
  readonly instead: string | undefined
  readonly sure: boolean
  readonly reading: string | undefined
  readonly staff: boolean
  readonly catalog: Catalog
  /** A measure was left out of it, which is asked about. */
  readonly measured: boolean
}
/** An item that several things are called, until more is said of it. */
const lacksChoice = (op: Op, { products }: Catalog): boolean =>
  op.op === 'add' &&
  (products.get(op.product)?.options ?? []).some(
    (option) => op.options[option] === undefined && products.get(op.product)?.defaults?.[option] === undefined,
  )

export function requestsOfReading(
  text: string,
  understood: Understood,
  { sure, reading, staff, catalog, measured, instead }: Decides,
): { readonly requests: readonly Request[]; readonly unexplained: readonly string[] } {
  const requests = understood.ops.map((op) =>
    withQuestion(keepingWords(requestOfOp(op, staff), text, understood.ops.length > 1), text),
  )
  const asksOnly = requests.length > 0 && requests.every(isUnknown)
  const unexplained = asksOnly ? [] : understood.unexplained
  if (requests.length === 0) return { requests: [notRead(text, unexplained)], unexplained: [] }
  if (isTalkBesideQuestion(understood, text)) return { requests: [notRead(text, unexplained)], unexplained: [] }
  const offered = understood.offered === true && !sure ? offeredOf(understood.ops, requests, text) : undefined
  if (offered !== undefined) return { requests: offered === 'unread' ? [notRead(text, [])] : offered, unexplained: [] }
  // The choice that is missing is asked by itself, and nothing is put into the cart before.
  const chooses =
    !measured &&
    instead === undefined &&
    unexplained.length === 0 &&
    understood.ops.every((op) => lacksChoice(op, catalog))
  if (chooses) return { requests, unexplained: [] }
  const doubt = understood.ops.some((op) => op.op === 'clarify' || op.op === 'notFound' || op.op === 'noVariant')
  const changes = understood.ops.some(({ op }) => CHANGES.has(op))
  if (understood.confident || sure || doubt || !changes) return { requests, unexplained }
  // A yes to nothing that was said would do something unseen.
  if (
    reading === undefined &&
    (understood.question ?? understoodWords.didIGetItRight) === understoodWords.didIGetItRight
  )
    return { requests: [notRead(text, unexplained)], unexplained: [] }
  const doubtful = understood.question ?? understoodWords.didIGetItRight
  const question = reading === undefined ? doubtful : understoodWords.iRead(reading, doubtful)
  // The question names what was not understood.
  return {
    requests: [{ kind: 'confirm-reading', text, question, ...given({ instead: reading && instead }) }],
    unexplained: [],
  }
}
