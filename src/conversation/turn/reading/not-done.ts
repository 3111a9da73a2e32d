/**
 * What is denied, told, supposed or only asked is not done: "don't ship it to the office", "she
 * hasn't paid", "last year I cancelled it", "remove the cap?". Rule: who wants something done says so,
 * and a message that says what to do instead is read as ever. Next: spoken/told.ts (sentences that
 * tell), asked-only.ts (whole questions), understood.ts.
 */
import { isIn, type Request } from '#conversation/requests/request.ts'
import { isDay, isPlaceOfOthers } from '#conversation/requests/words/name-shape.ts'
import type { Heard } from './heard.ts'
import { isLabel, isPast, isStatement, isUnreal } from './spoken/told.ts'

const DENIED = new RegExp(
  String.raw`^(?:(?:please|no|hey|hi|and|so|ok(?:ay)?|oh|actually)[\s,]+)*` +
    String.raw`(?:do\s+not|don['’]?t|never)\s+(?:please\s+)?` +
    String.raw`(?<verb>ship|send|deliver|make|add|remove|place|cancel|take|use|apply|charge|change|put|order|drop` +
    String.raw`|return|refund|swap|exchange|set|buy|submit|ask|start|book|pay|record|mark|give|let|do|want|need)\b`,
  'i',
)
/** "She doesn't want 5 totes", "no need to send it express". */
const NOT_WANTED = new RegExp(
  String.raw`^(?:(?:please|no|hey|hi|and|so|ok(?:ay)?|oh|actually|but)[\s,]+)*` +
    String.raw`(?:(?:i|we|she|he|they|(?:the|my)\s+\p{L}+)\s+(?:do\s+not|does\s+not|don['’]?t|doesn['’]?t)\s+` +
    String.raw`(?:want|need|like)\b|(?:there['’]?s\s+|there\s+is\s+)?no\s+need\s+to\b)`,
  'iu',
)
const TAKES_OFF = /^(?:remove|cancel|drop|return|refund)$/i
/** Behind it stands what to do instead. */
const INSTEAD = new RegExp(
  String.raw`[;\n]+|[.!]+\s+(?=\S)|,?\s+but\s+(?:please\s+)?|,?\s+instead\s+|,\s*(?:please\s+|just\s+|only\s+)*` +
    String.raw`(?=(?:do|keep|leave|ship|send|deliver|make|add|remove|drop|take|use|put|change|set|go|cancel)\b)`,
  'i',
)
/** A way, a place or a code that is said not to be it: "no express please", "not by card". */
const NOT_THAT = new RegExp(
  String.raw`(?:^|\s)(?<!\bwhy\s)(?:no|not|without|never|(?:do|does` +
    String.raw`|did|is|are|was|were|wo|ca|ha[sv]e?|had|should|would` +
    String.raw`|could)n['’]?t)\s+[^,.;!?\n]+$`,
  'iu',
)
const AT_FIRST = /^(?:please\s+)?(?:no|not|never)\s/i
function isNotThat(request: Request, said: string): boolean {
  if (request.kind === 'ship-to') return AT_FIRST.test(said) && NOT_THAT.test(said)
  return (
    NAMED.has(request.kind) &&
    NOT_THAT.test(said) &&
    !NOT_PAID.test(said) &&
    !/\b(?:mind|care|matter|sure|know|too)\b/i.test(said)
  )
}
const NAMED: ReadonlySet<Request['kind']> = new Set(['method', 'pay', 'coupon'])
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

export const isTakenOff = (heard: Heard): boolean =>
  heard.kind === 'requests' && heard.requests.length > 0 && heard.requests.every(({ kind }) => TAKEN_OFF.has(kind))

/** `order`: the one that is spoken of, where no cart is open. */
export function notDone(read: Heard, text: string | undefined, spoken: number | undefined): Heard {
  if (text === undefined || read.kind !== 'requests' || (read.closes ?? []).length > 0) return read
  const said = text.trim()
  const kept = meant(read.requests, said)
  if (kept.length < read.requests.length)
    return {
      ...read,
      requests: kept.length > 0 ? kept : stands(orderOf(read.requests) ?? spoken),
      unexplained: [],
    }
  const heard = { ...read, requests: read.requests.map((request) => nowhere(request, said)) }
  const { requests } = heard
  const nothing = (request: Request): Heard => ({ ...heard, requests: [request], unexplained: [] })
  const takenOff = requests.every(({ kind }) => TAKEN_OFF.has(kind))
  const verb = deniedVerb(said)
  const unwanted = verb === undefined && !INSTEAD.test(said) && NOT_WANTED.test(said) && !takenOff
  if (!takenOff && requests.length > 0 && requests.every((request) => isNotThat(request, said)))
    return { ...heard, requests: stands(spoken), unexplained: [] }
  if (unwanted ? requests.some(goods) : verb !== undefined && !(takenOff && !TAKES_OFF.test(verb)))
    return { ...heard, requests: stands(orderOf(requests) ?? spoken), unexplained: [] }
  const recorded = requests.find(isRecord)
  const order = recorded === undefined ? undefined : orderOf([recorded])
  const status: Request = order === undefined ? { kind: 'status' } : { kind: 'status', order }
  if (recorded !== undefined && NOT_PAID.test(said) && !isNotPaid(recorded)) return nothing(status)
  if (!said.endsWith('?') || /[.!;\n]/.test(said) || WANTED.test(said)) return heard
  if (recorded !== undefined || (requests.every(isUnknown) && MONEY.test(said))) return nothing(status)
  const [only, more] = requests
  const asked = only === undefined || more !== undefined ? undefined : askedOf(only, said)
  return asked === undefined ? heard : nothing(asked)
}

/** What is left where an act is only told of or supposed, or a place and a way are only spoken of. */
function meant(requests: readonly Request[], said: string): readonly Request[] {
  const [unreal, past, statement] = [isUnreal(said), isPast(said), isStatement(said)]
  return requests.filter((request) => {
    const may = (acts(request) && !isReport(request)) || OFFERED.has(request.kind)
    if (unreal && (may || request.kind === 'not-found' || isSwap(request))) return false
    if (past && may && !isRecord(request)) return false
    return !(statement && isChosen(request))
  })
}
/** What came, or came broken, is told as it happened. */
const isReport = (request: Request): boolean =>
  request.kind === 'after' &&
  (request.ask.kind === 'wish' ? REPORTED.has(request.ask.wish.op) : request.ask.kind !== 'take-off')
const isSwap = (request: Request): boolean => request.kind === 'after' && request.ask.kind === 'swap'
const REPORTED: ReadonlySet<string> = new Set(['complain', 'returnItems', 'resendLink', 'history'])
/** By the name of a place or of a way. */
function isChosen(request: Request): boolean {
  switch (request.kind) {
    case 'method':
    case 'parcel-method':
      return true
    case 'ship-to':
      return request.address.by === 'label' || (request.address.by === 'text' && isLabel(request.address.text))
    case 'change-order':
    case 'that-order':
      return request.act.kind === 'method' || (request.act.kind === 'address' && isLabel(request.act.where))
    case 'after':
      return request.ask.kind === 'wish' && CHOSEN.has(request.ask.wish.op)
    default:
      return false
  }
}
const CHOSEN: ReadonlySet<string> = new Set(['changeMethod', 'changeAddress'])

/** It stays, and is shown as it is. */
const stands = (order: number | undefined): readonly Request[] => [
  { kind: 'denied', ...(order === undefined ? {} : { elsewhere: true }) },
  ...(order === undefined ? [] : [{ kind: 'status', order } as const]),
]

/** A day is no place, and where somebody lived or somebody else lives is no place it goes to. */
function nowhere(request: Request, said: string): Request {
  if (isPlaceOfOthers(said) && !said.endsWith('?'))
    return acts(request) || OFFERED.has(request.kind) ? { kind: 'not-understood', words: [said] } : request
  if (request.kind !== 'ship-to' || request.address.by !== 'text' || !isDay(request.address.text)) return request
  return { kind: 'question', about: { kind: 'arrival' } }
}

/** The verb of a message that only says what is not to be done. */
export const deniedVerb = (text: string): string | undefined =>
  INSTEAD.test(text.trim()) ? undefined : DENIED.exec(text.trim())?.groups?.['verb']

/** What is not to be done, and what is to be done instead, which is read by itself. */
export function deniedApart(text: string): { readonly denied: string; readonly rest: string } | undefined {
  const said = text.trim()
  const found = DENIED.test(said) ? INSTEAD.exec(said) : null
  if (found === null) return undefined
  const rest = said.slice(found.index + found[0].length)
  return rest === '' ? undefined : { denied: said.slice(0, found.index), rest }
}

const orderOf = (requests: readonly Request[]): number | undefined => {
  const named = requests.find((request) => 'order' in request && typeof request.order === 'number')
  return named !== undefined && 'order' in named && typeof named.order === 'number' ? named.order : undefined
}

/** Something of it would come into the cart, or is offered for it. */
const goods = ({ kind }: Request): boolean => COMES_IN.has(kind) || OFFERED.has(kind)
const COMES_IN: ReadonlySet<Request['kind']> = new Set(['add-sku', 'add-product', 'set-quantity'])
const OFFERED: ReadonlySet<Request['kind']> = new Set([
  ...(['confirm-reading', 'which-product', 'unclear', 'ask-availability', 'no-variant'] as const),
])

const isUnknown = (request: Request): boolean => request.kind === 'question' && request.about.kind === 'unknown'
const MONEY = /\b(?:paid|refunded|charged)\b/i

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
