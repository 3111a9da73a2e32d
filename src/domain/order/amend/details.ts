/**
 * Changes of a placed order that cost nothing: whom to write to about it, the day it is wanted on,
 * a note that is packed with a gift (rules.md O16). The account keeps its own contact.
 */
import { addDays, addOpenDays, isOpenDay, localDate } from '#domain/base/calendar.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderFacts } from '#domain/model/order-command.ts'
import type { Amendment } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { arrivalOf } from '#domain/pricing/shipping.ts'

export const MAX_GIFT_NOTE = 300
/** How far ahead a day may be. */
const DAYS_AHEAD = 90

type Detail = Extract<Amendment, { kind: 'contact' | 'day' | 'gift-note' }>
type Changed = Result<{ readonly order: Order; readonly label: string }, Refusal>

export function changeDetail(order: Order, amendment: Detail, facts: OrderFacts): Changed {
  switch (amendment.kind) {
    case 'contact':
      return contact(order, amendment)
    case 'day':
      return day(order, amendment.on, facts)
    case 'gift-note':
      return giftNote(order, amendment.text)
    default:
      return amendment satisfies never
  }
}

const same = (order: Order): Changed => no({ kind: 'order', number: order.number, why: { kind: 'is-so-already' } })

function contact(order: Order, { email, phone }: Extract<Detail, { kind: 'contact' }>): Changed {
  const { buyer } = order
  if (buyer.kind === 'none') return same(order)
  const given = { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) }
  if ((email ?? buyer.email) === buyer.email && (phone ?? buyer.phone) === buyer.phone) return same(order)
  return ok({ order: { ...order, buyer: { ...buyer, ...given } }, label: 'Contact for this order changed' })
}

/** Not before everything can be there, and a day on which the shop works. */
function day(order: Order, on: string | undefined, facts: OrderFacts): Changed {
  const { deliverOn, ...rest } = order
  if (on === deliverOn) return same(order)
  if (on === undefined) return ok({ order: rest, label: 'Wanted on any day' })
  const refuse = (why: 'past' | 'too-soon' | 'too-far' | 'closed', earliest?: string): Changed =>
    no({
      kind: 'order',
      number: order.number,
      why: { kind: 'bad-day', on, why, ...(earliest === undefined ? {} : { earliest }) },
    })
  const { settings, now } = facts
  const today = localDate(now, settings.timeZone)
  if (on < today) return refuse('past')
  const earliest = earliestDay(order, facts)
  if (earliest !== undefined && on < earliest) return refuse('too-soon', earliest)
  if (on > addDays(today, DAYS_AHEAD)) return refuse('too-far', addDays(today, DAYS_AHEAD))
  if (!isOpenDay(on, settings.hours.days)) return refuse('closed')
  return ok({ order: { ...order, deliverOn: on }, label: `Wanted on ${on}` })
}

/** The last of its groups, once what waits has come; undefined: nobody can say. */
export function earliestDay({ groups, lines }: Order, { settings, now }: OrderFacts): string | undefined {
  const days = groups.flatMap(({ method: id }) => {
    const method = settings.shippingMethods.find((one) => one.id === id)
    const arrival = method && arrivalOf(method, settings, now)
    if (method === undefined || arrival?.kind !== 'dates') return []
    const late = lines.flatMap(({ expectedOn }) =>
      expectedOn === undefined ? [] : (addOpenDays(expectedOn, method.days.min, settings.hours.days) ?? []),
    )
    return [arrival.from, ...late]
  })
  return days.toSorted().at(-1)
}

function giftNote(order: Order, text: string | undefined): Changed {
  const { giftNote: was, ...rest } = order
  const note = text?.trim()
  if (note === was || (note === '' && was === undefined)) return same(order)
  if (note === undefined || note === '') return ok({ order: rest, label: 'No gift note' })
  if (note.length > MAX_GIFT_NOTE)
    return no({
      kind: 'order',
      number: order.number,
      why: { kind: 'too-long', length: note.length, most: MAX_GIFT_NOTE },
    })
  return ok({ order: { ...order, giftNote: note }, label: 'Gift note changed' })
}
