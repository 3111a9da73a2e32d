/**
 * What somebody wants changed of a placed order, resolved: a saved address or a typed one, a method
 * by name, an e-mail or phone, a day. Rule: what is wrong with it is named, and nothing is changed.
 * Next: turn/order/amend.ts shows what it costs and has it confirmed.
 */

import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { addDays, localDate } from '#domain/base/calendar.ts'
import { normaliseEmail, phoneOf } from '#domain/base/contact.ts'
import { readDay } from '#domain/base/day-text.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import { addressKey } from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import type { Order } from '#domain/model/order.ts'
import type { Amendment } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { alive, unitsOf } from '#domain/order/units.ts'
import { methodNamed, type NewPlaceContext, type NoPlace, placeOf } from './new-place.ts'
import { itemPart } from './order-acts.ts'

type Context = NewPlaceContext & { readonly now: Instant }
type NoAmendment = { readonly kind: 'refuse'; readonly refusal: Refusal } | NoPlace
type Resolved = { readonly kind: 'amendment'; readonly amendment: Amendment } | NoAmendment

const made = (amendment: Amendment): Resolved => ({ kind: 'amendment', amendment })
const NONE = /^(?:none|no|any|any day|no day|asap|as soon as possible|whenever|remove|-)$/i

export function resolveAmendment(act: AmendAct, context: Context): Resolved {
  switch (act.kind) {
    case 'address': {
      const found = placeOf(act, context)
      return 'kind' in found ? found : made({ kind: 'address', ...found })
    }
    case 'split':
      return split(act, context)
    case 'method':
      return way(act, context)
    case 'contact':
      return contact(act.contact, context)
    case 'day':
      return day(act.day, context)
    case 'gift-note':
      return made(NONE.test(act.text) ? { kind: 'gift-note' } : { kind: 'gift-note', text: act.text })
    default:
      return act satisfies never
  }
}

function way(act: Extract<AmendAct, { kind: 'method' }>, { order, settings }: Context): Resolved {
  const method = methodNamed(act.method, settings)
  const known = settings.shippingMethods.map(({ id }) => id)
  if (method === undefined)
    return {
      kind: 'tell',
      headline: `There is no shipping method "${act.method}"`,
      text: `Nothing was changed. There is ${known.join(', ')}: say "method ${order.number} ${known[0] ?? ''}".`,
    }
  const part = act.item === undefined ? undefined : countedPart(order, { ...act, item: act.item })
  if (part !== undefined && 'kind' in part) return part
  return made({ kind: 'method', method, ...(part === undefined ? {} : { part }) })
}

/** So many of it; one where no number was said. */
function countedPart(order: Order, { item, quantity = '1' }: { readonly item: string; readonly quantity?: string }) {
  const part = itemPart(order, item, quantity)
  return 'kind' in part ? part : { sku: part.sku, quantity: part.quantity ?? 1 }
}

function split(act: Extract<AmendAct, { kind: 'split' }>, context: Context): Resolved {
  const part = countedPart(context.order, act)
  if ('kind' in part) return part
  const found = placeOf({ ...act, where: act.where.replace(REST, '') }, context)
  if ('kind' in found) return found
  const there = act.also === true ? unitsAt(found.address, part.sku, context.order) : 0
  return made({ kind: 'split', ...part, quantity: part.quantity + there, ...found })
}

/** Units that go there already. */
function unitsAt(address: Address, sku: Sku, { groups, lines }: Order): number {
  const ids = groups.flatMap((group) =>
    group.address !== undefined && addressKey(group.address) === addressKey(address) ? [group.id] : [],
  )
  return lines
    .filter((line) => line.sku === sku)
    .reduce(
      (total, line) =>
        total +
        unitsOf(line)
          .slice(0, alive(line))
          .filter(({ group }) => ids.includes(group)).length,
      0,
    )
}

/** "..., the rest stays" says nothing new. */
const REST = /[\s,;.]+(?:and\s+|but\s+)?(?:the (?:rest|others?)|everything else)\b[^,]*$/i

function contact(typed: string, { settings, order }: Context): Resolved {
  const email = normaliseEmail(typed)
  if (email !== undefined) return made({ kind: 'contact', email })
  const phone = phoneOf(typed, [...order.groups.flatMap(({ address }) => address?.country ?? []), settings.country])
  if (phone !== undefined) return made({ kind: 'contact', phone })
  return {
    kind: 'refuse',
    refusal: { kind: 'bad-contact', field: typed.includes('@') ? 'email' : 'phone', given: typed },
  }
}

function day(typed: string, { settings, now, order }: Context): Resolved {
  if (NONE.test(typed)) return made({ kind: 'day' })
  const [, before] = /^before\s+(.+)$/i.exec(typed.trim()) ?? []
  const read = readDay(before ?? typed, localDate(now, settings.timeZone), settings.country)
  // The last day before it.
  const on = read === undefined || before === undefined ? read : addDays(read, -1)
  if (on !== undefined) return made({ kind: 'day', on })
  return {
    kind: 'tell',
    headline: `"${typed}" is no day`,
    text:
      `Nothing was changed. Say it like "deliver ${order.number} on 4 Dec", or "day ${order.number} any" for ` +
      `any day.`,
  }
}
