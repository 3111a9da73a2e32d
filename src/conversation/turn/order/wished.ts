/**
 * Changes of a placed order in people's own words, before anything else is made of them: the order
 * is the one that is named, the one last spoken of, or their only one. Rule: it never opens or
 * alters a cart; what was not said is asked. Next: understanding/everyday/placed-changes.ts reads,
 * amend.ts does.
 */
import type { Request } from '#conversation/requests/request.ts'
import { badCommand, begunCommand, parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { factsOf, type Session } from '#conversation/turn/session.ts'
import { type PlacedChange, placedChange } from '#conversation/understanding/everyday/placed-changes.ts'
import type { AroundOrder, PlacedWish } from '#conversation/understanding/everyday/placed-goods.ts'
import { MARK, orderMentioned } from '#conversation/understanding/everyday/placed-mention.ts'
import { complained } from './said/complained.ts'
import { moneySaid } from './said/money-said.ts'
import { countedAnew, noCart, partSaid } from './said/said-of-goods.ts'
import { placeSaid } from './said/said-of-place.ts'
import { visibleOrder } from './writing.ts'

/** `text`: what it means where no placed order is meant. */
export type Wished = { readonly requests: readonly Request[] } | { readonly text: string }

export async function wishedOfOrder(session: Session): Promise<Wished | undefined> {
  const { inbound, shop, turn } = session
  if (inbound.kind !== 'message' && inbound.kind !== 'command') return undefined
  const plain = parsePlain(inbound.text, shop.catalog.variants)
  const confirmed = confirmedIn(inbound.text, session)
  if (confirmed !== undefined) return { requests: [confirmed] }
  const shown = await numberAlone(session)
  if (shown !== undefined) return { requests: [{ kind: 'status', order: shown }] }
  const stays = await staysAsItIs(inbound.text, session)
  if (stays !== undefined) return { requests: [stays] }
  const unwanted = notWanted(inbound.text, session)
  if (unwanted !== undefined) return { requests: unwanted }
  const isStaff = session.actor.kind === 'staff'
  if (plain === undefined && badCommand(inbound.text, isStaff) !== undefined) return undefined
  const isMore = (request: Request): boolean => isOfCard(request) || isWithComment(request)
  if (keepsWords(session) || (plain !== undefined && !plain.requests.some(isMore))) return undefined
  const said =
    plain === undefined
      ? ((await moneySaid(inbound.text, session)) ?? (await complained(inbound.text, session)))
      : undefined
  if (said !== undefined) return { requests: said }
  const { shippingMethods } = shop.settings
  const around = {
    methods: shippingMethods.flatMap(({ id, name }) => [id, name]),
    ...pickupOf(shippingMethods),
    placed: noCart(session) && turn.spokenOrder !== undefined,
  }
  const counted = plain === undefined ? await countedAnew(inbound.text, session) : undefined
  if (counted?.sure === true) return counted
  const change = placedChange(inbound.text, around)
  if (change === undefined) return counted ?? (plain === undefined ? ofGoods(inbound.text, around, session) : undefined)
  const unsaid = change.wishes.some((wish) => wish.kind === 'swap' && wish.to === '')
  if (unsaid && begunCommand(inbound.text, isStaff)?.sure === true) return undefined
  const { order } = change
  if (order === undefined) return ofThatOrder(change, session)
  const seen = (await visibleOrder(order, session)) !== undefined
  if (!seen && !change.sure && change.leads === undefined) return undefined
  const requests = requestsOf(order, change.wishes, session)
  return { requests: seen ? requests : requests.slice(0, 1) }
}

/** Of goods of the order that was spoken of. */
async function ofGoods(text: string, around: AroundOrder, session: Session): Promise<Wished | undefined> {
  const said = await placeSaid(text, around, session)
  if (said !== undefined) return { requests: said }
  const part = await partSaid(text, around, session)
  return part === undefined ? undefined : { requests: requestsOf(part.order, part.wishes, session) }
}

/** "Remove the card from 10001", "put a card in 10001": no item of it. */
const isOfCard = (request: Request): boolean =>
  request.kind === 'change-order' &&
  (request.act.kind === 'cancel' || request.act.kind === 'add') &&
  CARD.test(request.act.item ?? '')
const CARD = /^(?:(?:the|my|her|his|their)\s+)?(?:(?:gift|greeting|birthday)\s+)?(?:card|note|message)$/i

/** "Ship 10001 to office and add a comment: knock": that is no part of an address. */
const isWithComment = (request: Request): boolean =>
  request.kind === 'change-order' && 'where' in request.act && BESIDE.test(request.act.where)
const BESIDE = /\b(?:add|write|put|leave|with)\s+(?:a|the|this)\s+(?:comment|memo)\b/i

/** "10001", where nothing was asked and such an order is theirs to see. */
async function numberAlone(session: Session): Promise<number | undefined> {
  const { inbound, draft, turn } = session
  const text = inbound.kind === 'message' ? inbound.text.trim().replace(/[.?!]+$/, '') : ''
  const { order, words } = orderMentioned(text, { alone: true }) ?? {}
  if (order === undefined || words !== MARK || draft?.pending !== undefined || turn.asked !== undefined)
    return undefined
  return (await visibleOrder(order, session)) === undefined ? undefined : order
}
/** "Leave it with Salem", of a change that was asked about: what is so already is no change. */
async function staysAsItIs(text: string, session: Session): Promise<Request | undefined> {
  const said = STAYS.exec(text.trim())
  const asked = session.turn.asked?.user === session.inbound.user ? session.turn.asked.request : undefined
  const changes = asked?.kind === 'confirm-change' || asked?.kind === 'change-order' ? asked : undefined
  const order = changes?.order ?? (session.draft === undefined ? session.turn.spokenOrder : undefined)
  if (said === null || order === undefined) return undefined
  const what = said.groups?.['what']?.toLowerCase().replace(/^(?:the|her|his|their|my)\s+/, '')
  const groups = (await visibleOrder(order, session))?.order.groups ?? []
  const now = groups.flatMap(({ address, methodName }) => [
    ...(address === undefined ? [] : [address.name, address.city, ...address.lines]),
    methodName,
  ])
  if (what === undefined ? changes === undefined : !now.some((one) => one.toLowerCase().includes(what)))
    return undefined
  return changes?.kind === 'confirm-change'
    ? { kind: 'drop-change', order, ...(changes.id === undefined ? {} : { id: changes.id }) }
    : { kind: 'keep-order', order }
}
const STAYS = new RegExp(
  String.raw`^(?:no\b[\s,.!-]*)?(?:please\s+)?(?:just\s+)?(?:leave|keep)\s+(?:it|that|this` +
    String.raw`|everything)(?:\s+(?:with|at|in|to|on|by|going to)\s+(?<what>[^\n]{3,60}?))?(?:\s+(?:then` +
    '|please))?[.!]*$',
  'i',
)

/** Of their own order: asked with its amount before anything comes off. */
function notWanted(text: string, { actor, shop }: Session): readonly Request[] | undefined {
  if (actor.kind !== 'customer' && actor.kind !== 'guest') return undefined
  const { order, words } = orderMentioned(text.trim()) ?? {}
  const item = NOT_WANTED.exec(words ?? '')?.groups?.['item']
  return item === undefined || order === undefined
    ? undefined
    : parsePlain(`cancel ${order} ${item}`, shop.catalog.variants)?.requests
}
const NOT_WANTED = new RegExp(
  String.raw`^(?:i|we)\s+(?:(?:really|actually)\s+)?(?:do not|don['’]?t|no longer)\s+(?:want|need)\s+` +
    String.raw`(?:(?:the|my|that|this)\s+)?(?<item>\p{L}[^\n,;:${MARK}]{1,40}?)\s+${MARK}(?:\s+(?:any ?more` +
    '|any longer|now))?[.!]*$',
  'iu',
)

/** Without a number it is the change that was just shown. */
function confirmedIn(text: string, { turn, inbound }: Session): Request | undefined {
  if (!CONFIRM.test(text.trim())) return undefined
  const asked = turn.asked?.user === inbound.user ? turn.asked.request : undefined
  if (asked?.kind === 'confirm-change' || asked?.confirmed !== undefined) return asked
  return turn.spokenOrder === undefined ? undefined : { kind: 'confirm-change', order: turn.spokenOrder }
}
const CONFIRM = /^(?:i\s+)?confirm(?:ed)?(?:\s+(?:it|that|this|the\s+change))?[.!]*$/i

const pickupOf = (methods: readonly { readonly id: string; readonly kind: string }[]) =>
  methods.flatMap(({ id, kind }) => (kind === 'pickup' ? [{ pickup: id }] : []))[0] ?? {}

/** What was asked takes any words. */
function keepsWords({ draft, turn, inbound }: Session): boolean {
  const asked = turn.asked?.user === inbound.user ? turn.asked.request : undefined
  if (asked?.kind === 'change-order' && 'text' in asked.act && asked.act.text === '') return true
  return draft?.pending !== undefined && ['comment', 'memo', 'note'].includes(draft.pending.kind)
}

/** "My order" is the open cart, where there is one. */
async function ofThatOrder({ wishes }: PlacedChange, session: Session): Promise<Wished | undefined> {
  const { draft, turn, actor, inbound } = session
  const [first, ...rest] = wishes
  // A place and nothing else: what is said besides is read with it.
  const alone = rest.length === 0 && inbound.kind === 'message' && SENDS.test(inbound.text.trim())
  const cart = alone && first?.kind === 'address' && first.where !== '' ? { text: `ship to ${first.where}` } : undefined
  if (draft !== undefined && draft.content.lines.length > 0) return cart
  if (turn.spokenOrder !== undefined) return { requests: requestsOf(turn.spokenOrder, wishes, session) }
  const own = actor.kind === 'customer' || actor.kind === 'guest'
  if (own) await loadFacts(session, needsOf([{ kind: 'orders' }], session))
  const orders = own ? factsOf(session).found.orders : []
  const [only, another] = orders
  if (own && only === undefined) return cart
  if (only !== undefined && another === undefined) return { requests: requestsOf(only.number, wishes, session) }
  return { requests: [{ kind: 'which-order', orders: orders.slice(0, SHOWN).map(({ number }) => number) }] }
}
const SENDS = new RegExp(
  String.raw`^(?:(?:please|can|could|you|i|we|want|need|to|would|like)\s+)*(?:ship|send|deliver|redirect` +
    String.raw`|forward|change|update|correct)\b`,
  'i',
)
const SHOWN = 5

function requestsOf(order: number, wishes: readonly PlacedWish[], session: Session): readonly Request[] {
  return together(wishes).flatMap((wish): readonly Request[] => {
    switch (wish.kind) {
      case 'swap':
        return [{ kind: 'after', order, ask: wish }]
      case 'words':
        return [{ kind: 'about-order', order, words: wish.text }]
      case 'returned': {
        const verb = session.actor.kind === 'staff' ? 'received' : 'return'
        const count = wish.quantity === undefined ? '' : `${wish.quantity} `
        return parsePlain(`${verb} ${order} ${count}${wish.item}`, session.shop.catalog.variants)?.requests ?? []
      }
      case 'address':
      case 'split':
      case 'method':
      case 'contact':
      case 'day':
      case 'gift-note':
      case 'comment':
      case 'memo':
        return [{ kind: 'change-order', order, act: wish }]
      default:
        return wish satisfies never
    }
  })
}

/** Another place and another way are one change. */
function together(wishes: readonly PlacedWish[]): readonly PlacedWish[] {
  const to = wishes.find((wish) => wish.kind === 'address')
  const by = wishes.find((wish) => wish.kind === 'method')
  if (to === undefined || by === undefined || to.where === '' || by.method === '') return wishes
  return [{ ...to, where: `${to.where} by ${by.method}` }, ...wishes.filter((wish) => wish !== to && wish !== by)]
}
