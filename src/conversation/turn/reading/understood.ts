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
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { codeIn } from '#conversation/turn/identity.ts'
import { ofItsOrder } from '#conversation/turn/order/placed-order.ts'
import type { Session } from '#conversation/turn/session.ts'
import { NO } from '#conversation/understanding/pending.ts'
import { withoutPending } from '#domain/draft/open-questions.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { Heard, InterpretContext } from './heard.ts'
import { interpret } from './interpret.ts'

type Read = Pick<InterpretContext, 'shop' | 'lexiconFor' | 'codec'>

export async function understood(session: Session, deps: Read): Promise<Heard> {
  const { inbound: said, turn, draft, actor } = session
  const asked = turn.asked?.user === said.user ? turn.asked.request : undefined
  const code = asked === undefined ? codeIn(session) : undefined
  if (code !== undefined) return { kind: 'requests', requests: [{ kind: 'link-code', code }], unexplained: [] }
  const inbound = draft === undefined ? await ofItsOrder(session) : said
  const heard = interpret(inbound, {
    draft: asked && draft ? withoutPending(draft) : draft,
    ...deps,
    user: inbound.user,
    placed: turn.spokenOrder !== undefined,
    staff: actor.kind === 'staff',
  })
  if (asked === undefined || heard.kind !== 'requests') return heard
  const words = begunWords(asked, said, heard, deps.shop)
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
