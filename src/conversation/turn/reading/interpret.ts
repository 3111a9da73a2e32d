/**
 * Interpretation: from an inbound to requests. A pressed control says what it means by its token;
 * typed words are first an answer to the pending question, then a plain command, then free wording
 * (understanding/). Nothing is executed here. Next: turn/turn.ts carries the requests out.
 */

import type { Decoded } from '#conversation/edge/action-codec.ts'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { withoutMarks } from '#conversation/edge/redact.ts'
import { filledDecision } from '#conversation/forms/decision-form.ts'
import type { Request } from '#conversation/requests/request.ts'
import { type Begun, badCommand, begunCommand, parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { contactApart, contactFirst, contactsOf, withNameSaid } from '#conversation/turn/contact-apart.ts'
import { withoutTellers } from '#conversation/understanding/everyday/asked/tellers.ts'
import { everydayParts } from '#conversation/understanding/everyday/everyday.ts'
import { isHesitation, isTalk, tellsOfDiscount } from '#conversation/understanding/everyday/talk.ts'
import { withoutPending } from '#domain/draft/open-questions.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { type Heard, type InterpretContext, inOnce, type PendingAnswer } from './heard.ts'
import { answeredBy, answerOf, recipientSaid } from './pending.ts'
import { answerChoices, answerOlder } from './pending-choices.ts'
import { looksOnly, meansByItself, readFreely, readsAnyhow } from './read-freely.ts'
import { readLines, readTogether } from './several-lines.ts'
import { agreedPlain, calling, chosenPlace, ofTopic } from './spoken/beside.ts'
import { withoutCutAddress } from './spoken/cut-address.ts'
import { everydayContext } from './spoken/everyday-context.ts'
import { nameAlone, notThatField } from './spoken/left-over.ts'

export function interpret(inbound: Inbound, context: InterpretContext): Heard {
  switch (inbound.kind) {
    case 'message':
    case 'command': {
      if (inbound.cleaned?.includes('too-long')) return { kind: 'too-long' }
      if (inbound.kind === 'message' && inbound.mentionsOther === true && inbound.mentionsBot !== true)
        return { kind: 'silent' }
      const text = inbound.cleaned === undefined ? inbound.text : withoutMarks(inbound.text)
      if (inbound.kind === 'command' && text.trim() === '' && inbound.cleaned === undefined)
        return { ...details, kind: 'requests' }
      const words = inbound.kind === 'command' ? afterCommand(text, context) : text
      const read = words === '' && inbound.cleaned !== undefined ? nothing : readText(words, inOnce(words, context))
      const whole = inbound.cleaned === undefined ? read.requests : withoutCutAddress(read.requests, inbound.text)
      return {
        ...(whole === read.requests ? read : nothing),
        requests: contactApart(whole, context.draft?.content.buyer),
        kind: 'requests',
      }
    }
    case 'action':
      return pressed(inbound.token, inbound.value, context)
    case 'form': {
      if (inbound.cleaned?.includes('too-long')) return { kind: 'too-long' }
      const opened = pressed(inbound.token, undefined, context)
      if (opened.kind !== 'requests') return opened
      return { ...opened, requests: opened.requests.map((request) => filledIn(request, inbound.fields)) }
    }
    case 'search':
      return { kind: 'silent' }
    case 'open':
      return {
        kind: 'requests',
        requests: [{ kind: inbound.place === 'thread' ? 'welcome' : 'overview' }],
        unexplained: [],
      }
    case 'provider': {
      const { order, request, said } = inbound
      return {
        kind: 'requests',
        requests: [{ kind: 'provider-said', order, request, said }],
        unexplained: [],
      }
    }
    default:
      return inbound satisfies never
  }
}

function filledIn(request: Request, fields: Readonly<Record<string, string>>): Request {
  if (request.kind === 'open-form') return { ...request, kind: 'form', fields }
  return request.kind === 'decide-approval' ? filledDecision(request, fields) : request
}

/**
 * "/order for C-1001: 2 mugs": the name of the command is the first word of what was said, where
 * the rest alone is no plain command.
 */
function afterCommand(text: string, { shop }: InterpretContext): string {
  const skus = shop.catalog.variants
  return parsePlain(text, skus) === undefined && parsePlain(`order ${text}`, skus) !== undefined
    ? `order ${text}`
    : text
}

/** A bare command asks for the form. */
const details: Read = { requests: [{ kind: 'open-form', form: 'details' }], unexplained: [] }
const nothing: Read = { requests: [], unexplained: [] }
type Read = {
  readonly requests: readonly Request[]
  readonly unexplained: readonly string[]
  readonly closes?: readonly PendingQuestion[]
}

/** Words become requests; text left over by an answer or by "order for X: ..." is read in its turn. */
export function readText(said: string, context: InterpretContext): Read {
  const kept = takesWords(context) || parsePlain(said, context.shop.catalog.variants) !== undefined
  const text = kept ? said : withoutTellers(said, context.shop.catalog)
  if (text === undefined) return { requests: [{ kind: 'small-talk' }], unexplained: [] }
  if (isTalk(text) && !takesThanks(text, context)) return { requests: [{ kind: 'small-talk' }], unexplained: [] }
  const plain = parsePlain(text, context.shop.catalog.variants) ?? agreedPlain(text, context)
  const answer = answerTo(plain?.requests[0] ?? chosenPlace(text, context), text, context)
  if (answer !== undefined) return answer
  if (context.draft !== undefined && tellsOfDiscount(text)) return { requests: [{ kind: 'denied' }], unexplained: [] }
  if (plain !== undefined) {
    return withRest(plain.requests, plain.rest ?? '', context)
  }
  const first = contactFirst(text, context.staff === true, context.draft?.content.buyer)
  if (first !== undefined) {
    const name = first.request.kind === 'guest' ? first.request.name : undefined
    const to = name === undefined ? undefined : recipientSaid(context.draft?.pending, name)
    return withRest([first.request, ...(to?.requests ?? [])], first.rest, context)
  }
  const caller = context.staff === true ? calling(text, context) : undefined
  if (caller !== undefined) {
    const { request, rest } = caller
    if (request === undefined && rest === '') return { requests: [{ kind: 'small-talk' }], unexplained: [] }
    return withRest(request === undefined ? [] : [request], rest, context)
  }
  const bad = badCommand(text, context.staff === true)
  if (bad !== undefined) return wrongly(bad)
  const spoken = ofTopic(text, context)
  if (spoken !== undefined) return { requests: spoken, unexplained: [] }
  const everyday = readEveryday(text, context)
  if (everyday !== undefined) return everyday
  const lines = readLines(text, context.shop, (words) => readFreely(words, withoutDraftQuestion(context)))
  const begun = lines === undefined ? begunCommand(text, context.staff === true) : undefined
  if (begun?.sure === true) return wrongly(begun)
  const read = lines ?? withoutStray(readFreely(withNameSaid(text), context), text, context)
  if (begun !== undefined && isMissed(begun, read)) return wrongly(begun)
  const [only] = read.requests
  const agreed =
    read.requests.length === 1 && (only?.kind === 'yes' || only?.kind === 'no')
      ? answerTo(only, text, context)
      : undefined
  return agreed ?? notThatField(text, read, context) ?? nameAlone(text, read, context) ?? read
}

function withRest(requests: readonly Request[], words: string, context: InterpretContext): Read {
  if (words.trim() === '') return { requests, unexplained: [] }
  const rest = readText(words, withoutDraftQuestion(context))
  return { ...rest, requests: [...requests, ...rest.requests] }
}

/** Words to be kept are kept as they were said. */
const takesWords = ({ draft }: InterpretContext): boolean => WORDS.has(draft?.pending?.kind)
const WORDS: ReadonlySet<PendingQuestion['kind'] | undefined> = new Set(['comment', 'memo', 'note', 'reason'])

const withoutStray = (read: Read, text: string, { staff, draft }: InterpretContext): Read => ({
  ...read,
  requests: contactsOf(read.requests, text, { staff: staff === true, buyer: draft?.content.buyer }),
})

/** What goes onto an item is read by whoever gets it: thanks and praise are words for them. */
const takesThanks = (text: string, { draft }: InterpretContext): boolean =>
  draft?.pending?.kind === 'note' && draft.pending.what !== undefined && !isHesitation(text)

/** Sentences that surely mean one thing are that; what stands between them is read by itself. */
function readEveryday(text: string, context: InterpretContext): Read | undefined {
  const later = withoutDraftQuestion(context)
  const parts = everydayParts(text, everydayContext(context))
  if (parts === undefined) return undefined
  const read = readTogether(parts).map((part) =>
    part.requests === undefined ? readText(part.text, later) : { ...nothing, ...part },
  )
  return {
    requests: read.flatMap(({ requests }) => requests ?? []),
    unexplained: read.flatMap(({ unexplained }) => unexplained),
  }
}

const UNREAD: ReadonlySet<Request['kind']> = new Set(['not-understood', 'not-found', 'unclear'])
/** Talk that leaves words unread was not what was said either. */
const TALK: ReadonlySet<Request['kind']> = new Set(['ask-person', 'small-talk', 'help', 'show'])
/** Nothing of it was read, or nothing of what the command should take. */
function isMissed({ given }: Begun, { requests, unexplained }: Read): boolean {
  if (requests.every(({ kind }) => UNREAD.has(kind) || (unexplained.length > 0 && TALK.has(kind)))) return true
  const words = given.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  return words.length > 0 && words.every((word) => unexplained.includes(word))
}
const wrongly = ({ command, given, usage }: Begun): Read => ({
  requests: [{ kind: 'bad-argument', command, given, usage }],
  unexplained: [],
})

/**
 * Every open question is looked at: choices by what they fit, the one asked last in every way, older
 * ones only by words that can be nothing else. Words that can only answer are asked what to.
 */
function answerTo(said: Request | undefined, text: string, context: InterpretContext): Read | undefined {
  const { draft, shop } = context
  if (draft?.pending === undefined) return undefined
  const own = draft.askedOf === undefined || draft.askedOf === context.user
  const fresh = own && draft.overtaken !== true
  const means = () => said === undefined && meansByItself(text, withoutDraftQuestion(context))
  const commands = () => (said === undefined ? isCommand(text, context) : said.kind !== 'choose')
  const reads = () => readsAnyhow(text, withoutDraftQuestion(context))
  const looks = () => looksOnly(text, withoutDraftQuestion(context))
  const heard = { request: said, text, own, fresh, means, reads, looks, commands }
  const chosen = answerChoices(draft, heard, shop)
  if (chosen !== undefined) return { ...chosen, unexplained: [] }
  const answer = answerOf(draft.pending, heard, shop)
  if (answer !== undefined) return after(answer, draft.pending, context)
  for (const question of draft.waiting ?? []) {
    const older = answerOlder(question, heard, shop)
    if (older !== undefined) return after(older, question, context)
  }
  const onlyAnswers = said?.kind === 'yes' || said?.kind === 'no' || said?.kind === 'choose'
  return !fresh && onlyAnswers ? { requests: [{ kind: 'ask-again', to: text.trim() }], unexplained: [] } : undefined
}

/** Its name alone is a command as well. */
function isCommand(text: string, { staff }: InterpretContext): boolean {
  const begun = begunCommand(text, staff === true)
  return begun?.sure === true || begun?.given === ''
}

function withoutDraftQuestion(context: InterpretContext): InterpretContext {
  if (context.draft?.pending === undefined) return context
  return { ...context, draft: withoutPending(context.draft), asked: context.draft.pending.kind }
}

/** A press counts only on the revision it was made for, unless it changes nothing (help, show more). */
function pressed(token: string, value: string | undefined, context: InterpretContext): Heard {
  const decoded = context.codec.decode(token, value)
  if (!decoded.ok) return { kind: 'not-found' }
  const { request } = decoded.value
  const { draft } = context
  if (isStale(decoded.value, draft)) return { kind: 'stale' }
  const point = 'point' in request ? request.point : undefined
  const question = draft && answeredBy(request, point, draft)
  if (point !== undefined && question === undefined) return { kind: 'stale' }
  const heard = {
    request,
    text: '',
    own: true,
    fresh: true,
    means: () => true,
    reads: () => true,
    looks: () => true,
    commands: () => true,
  }
  const chosen = draft && answerChoices(draft, heard, context.shop)
  if (chosen !== undefined) return { ...chosen, unexplained: [], kind: 'requests' }
  const answer = question && answerOf(question, heard, context.shop)
  if (answer === undefined || question === undefined) return { kind: 'requests', requests: [request], unexplained: [] }
  return { ...after(answer, question, context), kind: 'requests' }
}

/**
 * A form outlives changes of its draft, so that nothing filled in is lost. Where there is no draft,
 * controls are stamped 0 and 0.
 */
function isStale({ freshness, ref, revision, request }: Decoded, draft: OrderDraft | undefined): boolean {
  // Words to a customer are about no draft: the talk goes on after the order.
  if (request.kind === 'open-form' && request.form === 'reply') return false
  const sameDraft = ref === (draft?.ref ?? 0)
  switch (freshness) {
    case 'revision':
      return !sameDraft || revision !== (draft?.revision ?? 0)
    case 'draft':
      return !sameDraft
    case 'any':
      return false
    default:
      return freshness satisfies never
  }
}

/** What an answer asks for, then the words that waited for it. */
function after(answer: PendingAnswer, question: PendingQuestion, context: InterpretContext): Read {
  const { rest: words = '', requests } = answer
  const closes = answer.open === true ? [] : [question]
  if (words === '') return { requests, unexplained: [], closes }
  const later = withoutDraftQuestion(context)
  const rest =
    answer.sure === true
      ? ((answer.instead === true ? undefined : readEveryday(words, later)) ??
        readFreely(words, { ...later, sure: true, ...(answer.instead === true ? { instead: true } : {}) }))
      : readText(words, later)
  return { requests: [...requests, ...rest.requests], unexplained: rest.unexplained, closes }
}
