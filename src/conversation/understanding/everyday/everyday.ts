/**
 * The seam: a message sentence by sentence, each either surely one of the everyday kinds or left to
 * be read freely. Rule: nothing is lost; what is left keeps its words and its place.
 * Next: questions.ts and the files beside it read one sentence each.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { Shop } from '#domain/model/shop.ts'
import { shopQuestion } from './questions.ts'
import { sentencesOf } from './sentences.ts'

/** What is looked at to read a sentence exactly. */
export type Everyday = { readonly shop: Shop; readonly hasCart: boolean }
export type Part = {
  readonly text: string
  readonly requests?: readonly Request[]
  /** Read by itself. */
  readonly apart?: true
}

/** Undefined: no sentence of it is one of them. */
export function everydayParts(text: string, known: Everyday): readonly Part[] | undefined {
  const parts = sentencesOf(text).flatMap((sentence) => partsOf(sentence, known))
  return parts.some(({ requests, apart }) => requests !== undefined || apart === true) ? joined(parts) : undefined
}

function partsOf(sentence: string, known: Everyday): readonly Part[] {
  const requests = everyday(sentence, known)
  if (requests !== undefined) return [{ text: sentence, requests }]
  const tail = QUESTION_AFTER.exec(sentence)
  if (tail?.index === undefined || tail.index === 0) return [{ text: sentence }]
  const asked = sentence.slice(tail.index + tail[0].length)
  const answered = everyday(asked, known)
  const said = { text: sentence.slice(0, tail.index), apart: true } as const
  return [said, answered === undefined ? { text: asked, apart: true } : { text: asked, requests: answered }]
}
/** "2 white mugs and how long does it take?" */
const QUESTION_AFTER =
  /\s*(?:,|-|\band\b|\bbut\b|\balso\b)(?:\s+(?:and|also|then))*\s+(?=(?:what|when|how|is|are|do|does|can|could|who|where|which|will)\b)/iu

function everyday(sentence: string, known: Everyday): readonly Request[] | undefined {
  const about = shopQuestion(sentence, known)
  return about === undefined ? undefined : [{ kind: 'question', about }]
}

/** What is left over between two that are known is read together. */
function joined(parts: readonly Part[]): readonly Part[] {
  const done: Part[] = []
  for (const part of parts) {
    const last = done.at(-1)
    const alone = (one: Part): boolean => one.apart === true || one.requests !== undefined
    if (last === undefined || alone(part) || alone(last)) done.push(part)
    else done.splice(-1, 1, { text: `${last.text}\n${part.text}` })
  }
  return done
}
