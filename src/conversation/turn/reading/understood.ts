/**
 * What a message means once it is known what this thread was asked about a placed order: that is
 * answered by the very next message of who was asked, before any question of the cart. Next:
 * interpret.ts reads the rest.
 */

import type { Inbound } from '#conversation/edge/inbound.ts'
import { withoutMarks } from '#conversation/edge/redact.ts'
import type { AskedAboutOrder } from '#conversation/engine-ports.ts'
import type { Request } from '#conversation/requests/request.ts'
import { isQuestion } from '#conversation/requests/words/name-shape.ts'
import { aboutPlaced } from '#conversation/requests/words/placed-words.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import type { Session } from '#conversation/turn/session.ts'
import { NO } from '#conversation/understanding/pending.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { Heard, InterpretContext } from './heard.ts'
import { interpret } from './interpret.ts'
import { withoutPending } from './pending.ts'

type Read = Pick<InterpretContext, 'shop' | 'lexiconFor' | 'codec'>

export function understood({ inbound: said, turn, draft, actor }: Session, deps: Read): Heard {
  const inbound =
    draft === undefined && turn.spokenOrder !== undefined ? withNumber(said, turn.spokenOrder, deps.shop) : said
  const asked = turn.asked?.user === inbound.user ? turn.asked.request : undefined
  const heard = interpret(inbound, {
    draft: asked && draft ? withoutPending(draft) : draft,
    ...deps,
    user: inbound.user,
    staff: actor.kind === 'staff',
  })
  if (asked === undefined || heard.kind !== 'requests') return heard
  const words = begunWords(asked, inbound, heard, deps.shop)
  if (words !== undefined) return { ...heard, requests: [words], unexplained: [] }
  const requests = heard.requests.map((request): Request => {
    if (request.kind === 'yes') return asked
    return request.kind === 'no' ? { kind: 'keep-order', order: asked.order } : request
  })
  return { ...heard, requests }
}

/** The words of a comment or memo on an order that was begun: all but a plain command or a question. */
function begunWords(
  asked: AskedAboutOrder['request'],
  inbound: Inbound,
  heard: Extract<Heard, { kind: 'requests' }>,
  { catalog }: Shop,
): Request | undefined {
  if (asked.kind !== 'change-order') return undefined
  const { act } = asked
  if (inbound.kind !== 'message' || (act.kind !== 'comment' && act.kind !== 'memo') || act.text !== '') return undefined
  const text = withoutMarks(inbound.text).trim()
  const plain =
    parsePlain(text, catalog.variants)?.requests ?? heard.requests.filter(({ kind }) => kind === 'bad-argument')
  if (text === '' || isQuestion(text) || plain.some(({ kind }) => kind !== 'choose')) return undefined
  return NO.test(text.toLowerCase()) ? { kind: 'keep-order', order: asked.order } : { ...asked, act: { ...act, text } }
}

/** Where nothing else is open, the order just placed here is the one that is meant. */
function withNumber(inbound: Inbound, order: number, { catalog }: Shop): Inbound {
  if (inbound.kind !== 'message' || parsePlain(inbound.text, catalog.variants) !== undefined) return inbound
  const text = aboutPlaced(inbound.text, order)
  return text === undefined || parsePlain(text, catalog.variants) === undefined ? inbound : { ...inbound, text }
}
