/**
 * The parts of a turn's facts that are about a buyer: who it is, what they ordered before and what
 * was given to them. Next: facts.ts puts the parts together.
 */

import type { CustomerQuery, FactNeeds } from '#conversation/engine-facts.ts'
import type { Instant } from '#domain/base/flavour.ts'
import type { Actor } from '#domain/model/actor.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { iso, OPEN_STATUSES } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { sameBuyer } from '#store/people/buyer.ts'
import { CUSTOMER_NAME_WORDS, hasWords, typedWords } from '#store/people/search-words.ts'
import { customerJson } from './rows.ts'

/** An order younger than this is "fresh" for the double-order warning (rules.md O15). */
const FRESH_ORDER = Prisma.raw(`interval '10 minutes'`)

export const LISTED = 20

export type Asker = { readonly actor: Actor; readonly draftId: string | undefined; readonly now: Instant }

export function customerParts(needs: FactNeeds): Prisma.Sql[] {
  const { customerId } = needs.buyer
  const wanted = needs.customer === undefined ? undefined : byQuery(needs.customer)
  const named = needs.customersNamed === undefined ? undefined : byName(needs.customersNamed)
  const hits = wanted ?? named
  return [
    ...(customerId === undefined
      ? []
      : [Prisma.sql`'customer', (select ${customerJson} from customer c where c.id = ${customerId}::uuid)`]),
    ...(hits === undefined
      ? []
      : [
          Prisma.sql`'hits', (select coalesce(json_agg(hit), '[]') from
            (select ${customerJson} as hit from customer c where ${hits} order by c.name, c.number
              limit ${LISTED}::int) hits)`,
        ]),
  ]
}

function byQuery(query: CustomerQuery): Prisma.Sql {
  switch (query.by) {
    case 'id':
      return Prisma.sql`c.id::text = ${storable(query.value)}`
    case 'number':
      return Prisma.sql`c.number = ${storable(query.value)}`
    case 'email':
      return Prisma.sql`c.email = ${storable(query.value).toLowerCase()}`
    case 'phone':
      return Prisma.sql`c.phone = ${storable(query.value)}`
    case 'order':
      return Prisma.sql`c.id = (select customer_id from orders where number = ${query.value}::int)`
    default:
      return query satisfies never
  }
}

/** Every word of the query begins one of the name's, in any order. */
function byName(name: string): Prisma.Sql {
  const words = typedWords(storable(name))
  return words.length === 0 ? Prisma.sql`false` : hasWords(CUSTOMER_NAME_WORDS, words)
}

/** A family of orders counts once. */
const keptOf = (theirs: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${theirs} and o.parent is null and o.status <> 'cancelled'`

export function historyParts({ buyer }: FactNeeds, { draftId, now }: Asker): Prisma.Sql[] {
  const theirs = sameBuyer(buyer, 'o')
  const drafts = sameBuyer(buyer, 'd')
  if (theirs === undefined || drafts === undefined) return []
  const kept = keptOf(theirs)
  const other = draftId === undefined ? Prisma.empty : Prisma.sql`and d.id <> ${draftId}::uuid`
  return [
    Prisma.sql`'previousOrders', (select count(*) from orders o where ${kept})`,
    Prisma.sql`'lastOrder', (select json_build_object('number', o.number, 'placedAt', ${iso('o.placed_at')}, 'lines',
        (select coalesce(json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity)
          order by f.number, l.position), '[]')
         from orders f join order_line l on l.order_number = f.number where (f.number = o.number
           or f.parent = o.number) and not l.gift))
      from orders o where ${kept} order by o.placed_at desc, o.number desc limit 1)`,
    Prisma.sql`'recentOrders', (select coalesce(json_agg(json_build_object('number', o.number, 'placedAt',
      ${iso('o.placed_at')})
        order by o.number), '[]') from orders o where ${kept} and o.placed_at > ${now}::timestamptz - ${FRESH_ORDER})`,
    Prisma.sql`'alsoOpen', (select coalesce(json_agg(json_build_object('ref', d.ref, 'owner', d.owner_name,
      'ownerKey', d.owner_key)
      order by d.ref), '[]')
        from draft d where d.status in ${OPEN_STATUSES} and d.state->'content'->'lines' <> '[]' and ${drafts}
          ${other})`,
  ]
}

/**
 * Orders of the same buyer in which the same people gave something away: within 24 hours they count
 * together (rules.md A1).
 */
export function givenParts({ buyer, givenBy = [], givenLately }: FactNeeds, { now }: Asker): Prisma.Sql[] {
  const theirs = sameBuyer(buyer, 'o')
  const by = Prisma.sql`o.given_by && ${givenBy.map(storable)}::text[]`
  const since = (span: Prisma.Sql) =>
    Prisma.sql`o.given > 0 and o.status <> 'cancelled' and o.placed_at > ${now}::timestamptz - ${span}`
  const sum = (where: Prisma.Sql) =>
    Prisma.sql`(select coalesce(sum(o.given), 0) from orders o where ${where} and ${since(THIRTY_DAYS)})`
  return [
    ...(givenBy.length === 0 || theirs === undefined
      ? []
      : [
          Prisma.sql`'givenBefore', (select json_build_object('total', coalesce(sum(o.given), 0), 'base',
            coalesce(sum(o.given_base), 0))
            from orders o where ${theirs} and ${by} and ${since(ONE_DAY)})`,
        ]),
    ...(givenLately === true
      ? [
          Prisma.sql`'givenLately', json_build_object('byRep', ${sum(by)}, 'toCustomer',
            ${theirs === undefined ? Prisma.sql`0` : sum(theirs)}, 'orders', ${
              theirs === undefined ? Prisma.sql`0` : Prisma.sql`(select count(*) from orders o where ${keptOf(theirs)})`
            })`,
        ]
      : []),
  ]
}

const ONE_DAY = Prisma.raw(`interval '24 hours'`)

const THIRTY_DAYS = Prisma.raw(`interval '30 days'`)
