/**
 * What is denied, and what is only asked, is not done: "don't ship it to the office", "she hasn't
 * paid", "paid?", "remove the cap?". Rule: who wants something done says so, and a message that says
 * what to do instead is read as ever. Next: asked-only.ts (whole questions), understood.ts.
 */
import { isIn, type Request } from '#conversation/requests/request.ts'
import type { Heard } from './heard.ts'

const DENIED = new RegExp(
  String.raw`^(?:(?:please|no|hey|hi|and|so|ok(?:ay)?|oh|actually)[\s,]+)*` +
    String.raw`(?:do\s+not|don['’]?t|never)\s+(?:please\s+)?` +
    String.raw`(?<verb>ship|send|deliver|make|add|remove|place|cancel|take|use|apply|charge|change|put|order|drop` +
    String.raw`|return|refund|swap|exchange|set|buy|submit)\b`,
  'i',
)
const TAKES_OFF = /^(?:remove|cancel|drop|return|refund)$/i
/** What to do instead, or when. */
const MORE = new RegExp(
  String.raw`[;\n]|[.!]\s+\S|\b(?:but|and|instead|just|rather|before|until|till|yet|if|when|unless|more than)\b` +
    String.raw`|,\s*(?:please|only|i|it|she|he|they|we|do|no|keep` +
    String.raw`|leave|ship|send|deliver|make|add|remove|take|use|put` +
    String.raw`|change)\b`,
  'i',
)
const NOT_PAID = /\b(?:has|have|had|did|was|were|is|are)(?:n['’]?t|\s+not)\b[^,.;]*\bpa(?:id|y)\b/i
/** They ask for something to be done. */
const WANTED = /\b(?:can|could|would|will|may|shall|please|let|want|like|need|i|we|she|he|they|you|possible)\b/i

/** Done at once, or by the next "yes", on a placed order and in its books. */
const RECORDS: ReadonlySet<string> = new Set([
  ...(['paid', 'not-paid', 'refunded', 'refund', 'refund-shipping', 'ship', 'return', 'received'] as const),
])
const isRecord = (request: Request): boolean =>
  ((request.kind === 'change-order' || request.kind === 'that-order') && RECORDS.has(request.act.kind)) ||
  (request.kind === 'after' && request.ask.kind === 'wish' && RECORDS.has(request.ask.wish.op))

const acts = (request: Request): boolean =>
  request.kind === 'change-order' ||
  request.kind === 'that-order' ||
  request.kind === 'about-order' ||
  request.kind === 'after' ||
  (isIn('edit', 'flow', 'buyer')(request) && request.kind !== 'yes' && request.kind !== 'no')
const TAKEN_OFF: ReadonlySet<Request['kind']> = new Set(['remove-line', 'remove-coupon', 'remove-adjustment', 'undo'])

export function notDone(heard: Heard, text: string | undefined): Heard {
  if (text === undefined || heard.kind !== 'requests' || (heard.closes ?? []).length > 0) return heard
  const said = text.trim()
  const { requests } = heard
  const nothing = (request: Request): Heard => ({ ...heard, requests: [request], unexplained: [] })
  const verb = MORE.test(said) ? undefined : DENIED.exec(said)?.groups?.['verb']
  const takenOff = requests.every(({ kind }) => TAKEN_OFF.has(kind))
  if (verb !== undefined && requests.some(acts) && !(takenOff && !TAKES_OFF.test(verb)))
    return nothing({ kind: 'question', about: { kind: 'unknown', words: said } })
  const recorded = requests.find(isRecord)
  const order =
    recorded !== undefined && 'order' in recorded && recorded.order !== undefined ? recorded.order : undefined
  const status: Request = order === undefined ? { kind: 'status' } : { kind: 'status', order }
  if (recorded !== undefined && NOT_PAID.test(said) && !isNotPaid(recorded)) return nothing(status)
  if (!said.endsWith('?') || /[.!;\n]/.test(said) || WANTED.test(said)) return heard
  if (recorded !== undefined) return nothing(status)
  const [only, more] = requests
  const asked = only === undefined || more !== undefined ? undefined : askedOf(only, said)
  return asked === undefined ? heard : nothing(asked)
}

const isNotPaid = (request: Request): boolean =>
  (request.kind === 'change-order' || request.kind === 'that-order') && request.act.kind === 'not-paid'

/** The question that a command with a question mark is. */
function askedOf(request: Request, words: string): Request | undefined {
  switch (request.kind) {
    case 'pay':
      return { kind: 'question', about: { kind: 'payment' } }
    case 'coupon':
      return { kind: 'question', about: { kind: 'coupon', codes: [request.code] } }
    case 'backorders':
      return { kind: 'what-if', ...(request.policy === undefined ? {} : { policy: request.policy }) }
    case 'remove-line':
    case 'clear':
      return { kind: 'question', about: { kind: 'unknown', words } }
    case 'ship-to':
      return { kind: 'question', about: { kind: 'shipping' } }
    default:
      return undefined
  }
}
