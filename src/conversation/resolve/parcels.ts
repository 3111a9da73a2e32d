/**
 * Parcels of the cart: where its lines go, and how each parcel is sent. A parcel is meant by its
 * place in the list ("the second") or by where it goes ("the office"). Rule: what was said and cannot
 * be told is asked, the rest is done. Next: addresses.ts finds the address.
 */

import type { ParcelGoods, ParcelMove } from '#conversation/requests/delivery.ts'
import type { Of } from '#conversation/requests/request.ts'
import { CHEAPEST, FASTEST } from '#conversation/requests/words/arguments.ts'
import { linesCalled } from '#conversation/understanding/everyday/names.ts'
import { NTHS } from '#domain/base/day-words.ts'
import { given } from '#domain/base/given.ts'
import { addressKey } from '#domain/draft/address.ts'
import { unitsInGroup } from '#domain/draft/lines.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import { groupOf, methodsFor } from '#domain/draft/ship-groups.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { Address } from '#domain/model/customer.ts'
import type { DraftLine, ShipGroup } from '#domain/model/draft.ts'
import type { LineUnits } from '#domain/model/draft-question.ts'
import type { ShippingMethod } from '#domain/model/shop.ts'
import type { MethodChoice } from '#domain/pricing/shipping.ts'
import { findAddress } from './addresses.ts'
import { parseQuantity } from './quantity.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

/** Groups something goes to, in the order of the card. */
export const parcelsOf = ({ draft }: Pick<ResolveContext, 'draft'>): readonly ShipGroup[] =>
  draft.content.groups.filter(({ id }) => unitsInGroup(draft.content, id) > 0)

export function parcelMethod({ which, method }: Of<'parcel-method'>, context: ResolveContext): ResolveStep {
  const all = parcelsOf(context)
  const word = which.replace(/^(?:the|my|her|his) /, '')
  const place = word === 'last' || word === 'other' ? all.length - 1 : NTHS.indexOf(word)
  const group =
    all[place] ?? all.find(({ label, address }) => [label, address?.city].some((name) => name?.toLowerCase() === word))
  if (group !== undefined) return commands({ kind: 'set-method', method, group: group.id })
  const names = all.map(
    ({ label, address }, index) => `${NTHS[index] ?? index + 1}: ${label ?? address?.city ?? 'no address yet'}`,
  )
  return {
    kind: 'tell',
    headline: all.length < 2 ? 'There is one parcel only' : `There is no "${which}" parcel`,
    text:
      'Nothing was changed. ' +
      (all.length < 2 ? `Say "method ${method}" for it.` : `The parcels are ${names.join(', ')}.`),
  }
}

export const shipMethod = ({ method, group }: Of<'method'>, context: ResolveContext): ResolveStep => {
  const said = method.trim().toLowerCase()
  return commands({ kind: 'set-method', method: compared(said, group, context) ?? said, ...given({ group }) })
}

/** The cheapest or the fastest that brings it there; nobody means to collect it by that. */
function compared(said: string, group = 'main', { draft, facts }: ResolveContext): string | undefined {
  const { country, shippingMethods } = facts.shop.settings
  if ((said !== CHEAPEST && said !== FASTEST) || shippingMethods.some(({ id }) => id === said)) return undefined
  const to = groupOf(draft.content, group)
  const begun = questionsOf(draft).find((asked) => asked.kind === 'address-field' && asked.target === 'ship')
  const address = to?.address ?? (begun?.kind === 'address-field' ? begun.partial : undefined)
  const there = to === undefined || address === undefined ? [] : methodsFor(draft.content, { ...to, address }, facts)
  const ways =
    there.length > 0
      ? there
      : shippingMethods
          .filter(({ zones }) => zones.some(({ countries }) => countries.includes(country)))
          .map((method) => ({ method, rate: lowest(method) }))
  const weight = ({ method, rate }: MethodChoice): number => (said === CHEAPEST ? rate : method.days.max)
  return ways
    .filter(({ method }) => method.kind === 'delivery')
    .toSorted((one, other) => weight(one) - weight(other))[0]?.method.id
}
const lowest = ({ rates }: ShippingMethod): number =>
  rates.kind === 'flat' ? rates.amount : Math.min(...rates.bands.map(({ amount }) => amount))

type Place = { readonly address: Address; readonly label?: string }
type Planned = { readonly goods: ParcelGoods; readonly units: readonly LineUnits[]; readonly place?: Place }

/** What is plain of it is done; an address that is not complete and goods that were not named are asked for. */
export function resolveParcels({ moves }: Of<'parcels'>, context: ResolveContext): readonly ResolveStep[] {
  if (context.draft.content.lines.length === 0) return [refuse({ kind: 'empty-cart' })]
  const planned: Planned[] = []
  const asked: ResolveStep[] = []
  const left = new Map(context.draft.content.lines.map(({ id, quantity }) => [id, quantity]))
  for (const move of [...moves].sort((one, other) => Number(isRest(one)) - Number(isRest(other)))) {
    const units = unitsFor(move, left, context)
    if ('kind' in units) return [units]
    for (const { line, quantity } of units) left.set(line, (left.get(line) ?? 0) - quantity)
    const place = move.address === undefined ? mainPlace(context) : placeFor(move, units, context)
    if (place !== undefined && 'kind' in place) {
      if (place.kind !== 'ask') return [place]
      asked.push(place)
    } else planned.push({ goods: move.goods, units, ...given({ place }) })
  }
  const open = moves.flatMap((move) => (move.goods.kind === 'open' ? [whichGoods(move, context)] : []))
  const done = commandsOf(planned, left, context)
  return [...(done.length === 0 && asked.length + open.length > 0 ? [] : [commands(...done)]), ...asked, ...open]
}

const isRest = ({ goods }: ParcelMove): boolean => goods.kind === 'rest'

function mainPlace({ draft }: ResolveContext): Place | undefined {
  const { address, label } = draft.content.groups[0] ?? {}
  return address === undefined ? undefined : { address, ...given({ label }) }
}

function placeFor(
  { goods, address }: ParcelMove,
  units: readonly LineUnits[],
  context: ResolveContext,
): Place | ResolveStep | undefined {
  if (address === undefined) return undefined
  const whole = goods.kind === 'all' || goods.kind === 'rest'
  const found = findAddress(address, { target: 'ship', group: 'main', ...(whole ? {} : { units }) }, context)
  return 'step' in found ? found.step : found
}

/** Everything and the rest go to the main parcel; where all is named, so does the first that was said. */
function commandsOf(
  planned: readonly Planned[],
  left: ReadonlyMap<string, number>,
  { draft }: ResolveContext,
): readonly DraftCommand[] {
  const at = (place: Place | undefined): string => (place === undefined ? '' : addressKey(place.address))
  const now = draft.content.groups[0]?.address
  const kept = now !== undefined && planned.some(({ place }) => at(place) === addressKey(now))
  const named = [...left.values()].every((units) => units <= 0)
  const whole = planned.find(({ goods }) => goods.kind === 'all' || goods.kind === 'rest')
  const main = whole ?? (named && !kept ? planned.find(({ place }) => place !== undefined) : undefined)
  const first: readonly DraftCommand[] =
    main?.place === undefined || (now !== undefined && at(main.place) === addressKey(now))
      ? []
      : [{ kind: 'ship-to', group: 'main', ...main.place }]
  const rest = [...planned].sort((one, other) => Number(other === main) - Number(one === main))
  const isOut = new Map(draft.content.lines.map((line) => [line.id, line.elsewhere.length > 0]))
  return [
    ...first,
    ...rest.flatMap(({ units, place, goods }) =>
      units.flatMap(({ line, quantity }): readonly DraftCommand[] => {
        const stays = at(place) === at(main?.place ?? (now && { address: now })) && isOut.get(line) !== true
        return place === undefined || stays || quantity < 1 || goods.kind === 'open'
          ? []
          : [{ kind: 'ship-line-to', lineId: line, quantity, ...place }]
      }),
    ),
  ]
}

/** Units of each line that a move is about, or why it cannot be told. */
function unitsFor(
  { goods, address }: ParcelMove,
  left: ReadonlyMap<string, number>,
  context: ResolveContext,
): readonly LineUnits[] | ResolveStep {
  switch (goods.kind) {
    case 'open':
      return []
    case 'all':
    case 'rest':
      return [...left].map(([line, quantity]) => ({ line, quantity })).filter(({ quantity }) => quantity > 0)
    case 'units':
      return goods.units
    case 'some': {
      const units: LineUnits[] = []
      for (const item of goods.items) {
        const found = unitsOfItem(item, wordsOf(address), context)
        if ('kind' in found) return found
        units.push(...found)
      }
      return units
    }
    default:
      return goods satisfies never
  }
}

type Item = Extract<ParcelGoods, { kind: 'some' }>['items'][number]
function unitsOfItem(
  { name, quantity, half }: Item,
  where: string,
  context: ResolveContext,
): readonly LineUnits[] | ResolveStep {
  const { draft, facts } = context
  const { lines } = draft.content
  const spoken = questionsOf(draft).find(({ kind }) => kind === 'address-field')
  const asked = spoken?.kind === 'address-field' ? spoken.units?.map(({ line }) => line) : undefined
  const touched = asked ?? draft.focus.slice(0, 1)
  const called =
    name === '' ? lines.filter(({ id }) => touched.includes(id)) : linesCalled(name, lines, facts.shop.catalog)
  const total = called.reduce((sum, line) => sum + line.quantity, 0)
  if (called.length === 0) return refuse({ kind: 'no-such-line', what: name === '' ? 'that item' : name })
  if (half === true && total % 2 === 1)
    return ask({
      kind: 'unclear',
      about: `number of the ${total} goes ${where}`,
      candidates: [String(Math.floor(total / 2)), String(Math.ceil(total / 2))],
      text: `send NUMBER ${name} ${where}`,
      span: 'NUMBER',
    })
  const count = half === true ? total / 2 : quantity === undefined ? total : parseQuantity(quantity)
  if (count === undefined || count > total) return refuse({ kind: 'bad-quantity', max: total })
  if (count < total && called.length > 1)
    return ask({
      kind: 'unclear',
      about: `item goes ${where}`,
      candidates: called.map((line) => nameOf(line, context)),
      text: `send ${count} ITEM ${where}`,
      span: 'ITEM',
    })
  return count === total
    ? called.map((line) => ({ line: line.id, quantity: line.quantity }))
    : called.map(({ id }) => ({ line: id, quantity: count }))
}

const wordsOf = (address: ParcelMove['address']): string =>
  address?.by === 'label' ? `to ${address.label}` : address?.by === 'text' ? `to ${address.text}` : 'there'

/** "One parcel to the office, the rest home": what goes into the one is asked. */
const whichGoods = ({ address }: ParcelMove, context: ResolveContext): ResolveStep =>
  ask({
    kind: 'unclear',
    about: `items go ${wordsOf(address)}`,
    candidates: [...new Set(context.draft.content.lines.map((line) => nameOf(line, context)))],
    text: `ship ITEM ${wordsOf(address)}`,
    span: 'ITEM',
  })

/** As somebody would say it: its name, and its values where another line has the same name. */
function nameOf({ sku }: DraftLine, { facts, draft }: ResolveContext): string {
  const { products, variants, options } = facts.shop.catalog
  const variant = variants.get(sku)
  const name = (products.get(variant?.productId ?? '')?.name ?? sku).toLowerCase()
  const alike = draft.content.lines.filter((line) => variants.get(line.sku)?.productId === variant?.productId)
  if (alike.length < 2) return name
  const values = Object.entries(variant?.options ?? {}).map(
    ([option, id]) => options.get(option)?.values.find((value) => value.id === id)?.name ?? id,
  )
  return [...values, name].join(' ').toLowerCase()
}
