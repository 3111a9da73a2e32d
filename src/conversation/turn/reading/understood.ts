/**
 * What a message means once it is known what this thread was asked about a placed order: that is
 * answered by the very next message of who was asked, before any question of the cart. Next:
 * interpret.ts reads the rest.
 */

import type { Inbound } from '#conversation/edge/inbound.ts'
import { withoutMarks } from '#conversation/edge/redact.ts'
import type { AskedAboutOrder } from '#conversation/engine-ports.ts'
import type { Request } from '#conversation/requests/request.ts'
import type { BegunAddress, OrderAct } from '#conversation/requests/words/arguments.ts'
import { isQuestion } from '#conversation/requests/words/name-shape.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { ofItsOrder, ofLedOrder, statusWithMail } from '#conversation/turn/order/placed-order.ts'
import { wishedOfOrder } from '#conversation/turn/order/wished.ts'
import { visibleOrder } from '#conversation/turn/order/writing.ts'
import { codeIn } from '#conversation/turn/people/identity.ts'
import { readPasted } from '#conversation/turn/reading/pasted/pasted.ts'
import type { Session } from '#conversation/turn/session.ts'
import { isHesitation, isTalk } from '#conversation/understanding/everyday/talk.ts'
import { NO } from '#conversation/understanding/pending.ts'
import { given } from '#domain/base/given.ts'
import { continueAddress } from '#domain/draft/address-pieces.ts'
import { withoutPending } from '#domain/draft/open-questions.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Shop } from '#domain/model/shop.ts'
import { askedOnly } from './asked-only.ts'
import type { Heard, InterpretContext } from './heard.ts'
import { interpret } from './interpret.ts'
import { deniedApart, isTakenOff, notDone } from './not-done.ts'
import { everydayContext } from './spoken/everyday-context.ts'
import { partsTold } from './spoken/told.ts'

type Read = Pick<InterpretContext, 'shop' | 'lexiconFor' | 'codec'>

/** An address that was begun stays open, whatever is said in between. */
export async function understood(said: Session, deps: Read): Promise<Heard> {
  const session = withoutTold(said)
  const { turn, inbound } = session
  const heard = notDone(
    await meantInstead(session, deps),
    inbound.kind === 'message' ? inbound.text : undefined,
    session.draft === undefined ? turn.spokenOrder : undefined,
  )
  const asked = turn.asked?.user === inbound.user ? turn.asked.request : undefined
  const begun = asked?.kind === 'change-order' && 'begun' in asked.act ? asked.act.begun : undefined
  if (asked?.kind !== 'change-order' || begun === undefined || !('begun' in asked.act)) return heard
  const { order, act } = asked
  const settles =
    heard.kind === 'requests' &&
    heard.requests.some((one) => 'order' in one && one.order === order && SETTLES.has(one.kind))
  if (!settles) {
    const request = { ...asked, act: { ...act, begun: { ...begun, since: true } } } as const
    said.asks = { user: inbound.user, request }
  }
  return heard
}
const SETTLES: ReadonlySet<Request['kind']> = new Set(['change-order', 'keep-order', 'drop-change', 'confirm-change'])

/** "Her office moved. 2 red mugs": what is only told beside it is not read, unless any words are asked for. */
function withoutTold(session: Session): Session {
  const { inbound, turn, draft } = session
  if (inbound.kind !== 'message' || turn.asked !== undefined || draft?.pending !== undefined) return session
  const rest = inbound.pasted === true ? undefined : partsTold(inbound.text)
  return rest === undefined ? session : { ...session, inbound: { ...inbound, text: rest } }
}

/** "Don't make it express, keep standard": what is to be done is read by itself, without what is not. */
async function meantInstead(session: Session, deps: Read): Promise<Heard> {
  const { inbound } = session
  const apart = inbound.kind === 'message' ? deniedApart(inbound.text) : undefined
  if (inbound.kind !== 'message' || apart === undefined) return meantBy(session, deps)
  const saying = (text: string): Session => ({ ...session, inbound: { ...inbound, text } })
  // What it takes off ("don't send the cap") is a change of its own.
  return isTakenOff(await meantBy(saying(apart.denied), deps))
    ? meantBy(session, deps)
    : meantBy(saying(apart.rest), deps)
}

async function meantBy(session: Session, deps: Read): Promise<Heard> {
  const { inbound: said, turn, draft, actor } = session
  const asked = turn.asked?.user === said.user ? turn.asked.request : undefined
  const code = asked === undefined ? codeIn(session) : undefined
  if (code !== undefined) return { kind: 'requests', requests: [{ kind: 'link-code', code }], unexplained: [] }
  const alone = await orderAlone(asked, session)
  if (alone !== undefined) return { kind: 'requests', requests: [alone], unexplained: [] }
  const pasted = pastedHere(session, deps)
  if (pasted !== undefined) return pasted
  const wished = await wishedOfOrder(session)
  if (wished !== undefined && 'requests' in wished)
    return { kind: 'requests', requests: wished.requests, unexplained: [] }
  const status = wished === undefined ? statusWithMail(session) : undefined
  if (status !== undefined) return { kind: 'requests', requests: [status], unexplained: [] }
  const again = wished !== undefined && said.kind === 'message' ? { ...said, text: wished.text } : said
  const inbound = await ofLedOrder(
    draft === undefined && wished === undefined ? await ofItsOrder(session) : again,
    session,
  )
  // While something is asked about an order, what is said is no new wish of it.
  const spokenOrder = asked === undefined ? turn.spokenOrder : undefined
  const spoken = spokenOrder === undefined ? undefined : (await visibleOrder(spokenOrder, session))?.order
  const context = {
    draft: asked && draft ? withoutPending(draft) : draft,
    ...deps,
    ...given({ spoken, topic: asked === undefined && turn.topic?.user === inbound.user ? turn.topic : undefined }),
    user: inbound.user,
    placed: turn.spokenOrder !== undefined,
    staff: actor.kind === 'staff',
  }
  const read = interpret(inbound, context)
  const heard = ownLists(
    actor,
    said.kind === 'message' && read.kind === 'requests' ? askedOnly(read, said.text, everydayContext(context)) : read,
  )
  if (asked === undefined || heard.kind !== 'requests') return heard
  const words = begunWords(asked, said, heard, deps.shop)
  if (words !== undefined) return { ...heard, requests: [words], unexplained: [] }
  const requests = heard.requests.map((request): Request => {
    if (request.kind === 'yes') return asked
    return request.kind === 'no' ? leftAlone(asked) : request
  })
  return { ...heard, requests }
}

/**
 * "10003": the number of an order of theirs is that order, whatever words are asked for; a postcode
 * is one where it is.
 */
async function orderAlone(
  asked: AskedAboutOrder['request'] | undefined,
  session: Session,
): Promise<Request | undefined> {
  const { inbound, draft } = session
  const order = inbound.kind === 'message' ? /^\s*#?(\d{4,9})\s*$/.exec(inbound.text)?.[1] : undefined
  const begun = asked?.kind === 'change-order' && withWords(asked.act, '') !== undefined ? asked.act.kind : undefined
  const takesNumbers = begun !== undefined && !TEXTS.has(begun)
  if (order === undefined || takesNumbers || draft?.pending?.kind === 'address-field') return undefined
  return (await visibleOrder(Number(order), session)) === undefined
    ? undefined
    : { kind: 'status', order: Number(order) }
}

/** Words for somebody to read. */
const TEXTS: ReadonlySet<OrderAct['kind']> = new Set(['comment', 'memo', 'gift-note'])
const LOOKS: ReadonlySet<Request['kind']> = new Set(['bad-argument', 'show', 'help', 'small-talk'])

/** A pasted mail or note is offered as a whole, unless words are asked for that it could be. */
function pastedHere({ inbound, draft, actor, turn }: Session, deps: Read): Heard | undefined {
  if ((inbound.kind !== 'message' && inbound.kind !== 'command') || takesAnyWords(draft?.pending)) return undefined
  if (inbound.kind === 'message' && inbound.mentionsOther === true && inbound.mentionsBot !== true) return undefined
  const told = inbound.kind === 'message' && inbound.pasted === true
  const context = {
    draft,
    ...deps,
    user: inbound.user,
    placed: turn.spokenOrder !== undefined,
    staff: actor.kind === 'staff',
  }
  const requests = readPasted(withoutMarks(inbound.text), context, told)
  return requests === undefined ? undefined : { kind: 'requests', requests, unexplained: [] }
}
const takesAnyWords = (asked: PendingQuestion | undefined): boolean =>
  asked !== undefined && ['comment', 'memo', 'note', 'reason'].includes(asked.kind)

/** The shop's lists are not for its customers: what they ask is about their own orders. */
const ownLists = ({ kind }: Actor, heard: Heard): Heard =>
  heard.kind !== 'requests' || kind === 'staff' || kind === 'system'
    ? heard
    : {
        ...heard,
        requests: heard.requests.map((request) =>
          request.kind === 'unpaid' || request.kind === 'worklist' ? { kind: 'orders' } : request,
        ),
      }

/** A no to a change that was shown ends that change. */
const leftAlone = (asked: AskedAboutOrder['request']): Request =>
  asked.kind === 'confirm-change'
    ? { kind: 'drop-change', order: asked.order, ...(asked.id === undefined ? {} : { id: asked.id }) }
    : { kind: 'keep-order', order: asked.order }

/** The words of what was begun on an order (a comment, an address): all but a plain command or a question. */
function begunWords(
  asked: AskedAboutOrder['request'],
  inbound: Inbound,
  heard: Extract<Heard, { kind: 'requests' }>,
  { catalog }: Shop,
): Request | undefined {
  if (asked.kind !== 'change-order') return undefined
  const { act: begun } = asked
  const filled = (words: string): OrderAct | undefined => withWords(begun, words)
  if (inbound.kind !== 'message' || filled('') === undefined) return undefined
  const text = withoutMarks(inbound.text).trim()
  const fits = (kind: Request['kind']): boolean => FITTING[begun.kind]?.includes(kind) === true
  const thanks = begun.kind === 'gift-note' && isTalk(text) && !isHesitation(text)
  const plain =
    parsePlain(text, catalog.variants)?.requests ??
    heard.requests.filter(({ kind }) => (TEXTS.has(begun.kind) ? LOOKS.has(kind) && !thanks : kind === 'bad-argument'))
  if (text === '' || isQuestion(text) || plain.some(({ kind }) => kind !== 'choose' && !fits(kind))) return undefined
  if ('begun' in begun && begun.begun !== undefined && !goesOn(begun.begun, text, heard.requests)) return undefined
  const act = filled(text)
  return NO.test(text.toLowerCase()) || act === undefined
    ? { kind: 'keep-order', order: asked.order }
    : { ...asked, act }
}

/** What is surely something else is no part of an address; once something else was said it has to look like one. */
function goesOn({ address, field, since }: BegunAddress, text: string, requests: readonly Request[]): boolean {
  if (NO.test(text.toLowerCase())) return true
  if (requests.some(({ kind }) => ELSE.has(kind))) return false
  const known = continueAddress(address, field, text)
  if (since !== true) return true
  return known !== undefined && (field === 'postcode' || field === 'subdivision' || /^\p{Lu}|\d/u.test(text))
}
const ELSE: ReadonlySet<Request['kind']> = new Set([
  ...(['add-sku', 'add-product', 'question', 'after', 'status', 'ask-person', 'small-talk', 'help'] as const),
])

/** Plain commands of a cart that are the value, where one is asked for. */
const FITTING: { readonly [K in OrderAct['kind']]?: readonly Request['kind'][] } = {
  address: ['ship-to'],
  split: ['ship-to'],
  contact: ['guest', 'contact', 'customer', 'link'],
  method: ['method'],
}

/** What was asked for, said; undefined: nothing was. */
function withWords(act: OrderAct, words: string): OrderAct | undefined {
  switch (act.kind) {
    case 'comment':
    case 'memo':
    case 'gift-note':
      return act.text === '' ? { ...act, text: words } : undefined
    case 'address':
    case 'split':
      return act.where === ''
        ? { ...act, where: words.replace(/^(?:(?:ship|send|deliver)\s+(?:it\s+)?)?to\s+/i, '') }
        : undefined
    case 'contact':
      return act.contact === '' ? { ...act, contact: words } : undefined
    case 'day':
      return act.day === '' ? { ...act, day: words.replace(/^(?:on|by)\s+/i, '') } : undefined
    case 'method':
      return act.method === '' ? { ...act, method: words.replace(/^(?:by|method)\s+/i, '') } : undefined
    default:
      return undefined
  }
}
