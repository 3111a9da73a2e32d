/**
 * Parcels of the cart: where its lines go, and how each parcel is sent. A parcel is meant by its
 * place in the list ("the second") or by where it goes ("the office"). Rule: what was said and cannot
 * be told is asked, the rest is done. Next: addresses.ts finds the address.
 */

import type { Of } from '#conversation/requests/request.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { given } from '#domain/base/given.ts'
import { unitsInGroup } from '#domain/draft/lines.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftLine, ShipGroup } from '#domain/model/draft.ts'
import { resolveShipLineTo, resolveShipTo } from './addresses.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth']

/** Groups something goes to, in the order of the card. */
export const parcelsOf = ({ draft }: Pick<ResolveContext, 'draft'>): readonly ShipGroup[] =>
  draft.content.groups.filter(({ id }) => unitsInGroup(draft.content, id) > 0)

export function parcelMethod({ which, method }: Of<'parcel-method'>, context: ResolveContext): ResolveStep {
  const all = parcelsOf(context)
  const word = which.replace(/^(?:the|my|her|his) /, '')
  const place = word === 'last' || word === 'other' ? all.length - 1 : PLACES.indexOf(word)
  const group =
    all[place] ?? all.find(({ label, address }) => [label, address?.city].some((name) => name?.toLowerCase() === word))
  if (group !== undefined) return commands({ kind: 'set-method', method, group: group.id })
  const names = all.map(
    ({ label, address }, index) => `${PLACES[index] ?? index + 1}: ${label ?? address?.city ?? 'no address yet'}`,
  )
  return {
    kind: 'tell',
    headline: all.length < 2 ? 'There is one parcel only' : `There is no "${which}" parcel`,
    text:
      'Nothing was changed. ' +
      (all.length < 2 ? `Say "method ${method}" for it.` : `The parcels are ${names.join(', ')}.`),
  }
}

/** Everything to one address: the main parcel goes there, and what went elsewhere joins it. */
export function gather({ address }: Of<'gather'>, context: ResolveContext): ResolveStep {
  const main = resolveShipTo({ kind: 'ship-to', address }, context)
  if (main.kind !== 'commands') return main
  const [first] = main.commands
  if (first?.kind !== 'ship-to') return main
  const { address: there, label } = first
  const back = context.draft.content.lines
    .filter((line) => line.elsewhere.length > 0)
    .map(
      (line): DraftCommand => ({
        kind: 'ship-line-to',
        lineId: line.id,
        quantity: line.quantity,
        address: there,
        ...given({ label }),
      }),
    )
  return commands(first, ...back)
}

/** "One parcel to the office, the rest home": the rest is done, and what goes into the one is asked. */
export function splitParcels({ first, rest }: Of<'split-parcels'>, context: ResolveContext): readonly ResolveStep[] {
  const names = [...new Set(context.draft.content.lines.flatMap((line) => nameOf(line, context)))]
  if (names.length === 0) return [refuse({ kind: 'empty-cart' })]
  const question = ask({
    kind: 'unclear',
    about: `items go to ${first}`,
    candidates: names,
    text: `ship ITEM to ${first}`,
    span: 'ITEM',
  })
  return [resolveShipTo({ kind: 'ship-to', address: rest }, context), question]
}

const nameOf = ({ sku }: DraftLine, { facts }: ResolveContext): readonly string[] => {
  const { products, variants } = facts.shop.catalog
  const product = products.get(variants.get(sku)?.productId ?? '')
  return product === undefined ? [] : [product.name.toLowerCase()]
}

export function itemTo({ item, quantity, address }: Of<'item-to'>, context: ResolveContext): ResolveStep {
  const { products, variants } = context.facts.shop.catalog
  const lines = context.draft.content.lines.filter((line) =>
    keysOfName(products.get(variants.get(line.sku)?.productId ?? '')).includes(item.toLowerCase()),
  )
  if (lines.length === 0) return refuse({ kind: 'no-such-line', what: item })
  const steps = lines.map((line) =>
    resolveShipLineTo(
      { kind: 'ship-line-to', line: { by: 'id', id: line.id }, quantity: quantity ?? String(line.quantity), address },
      context,
    ),
  )
  const other = steps.find(({ kind }) => kind !== 'commands')
  return other ?? commands(...steps.flatMap((step) => (step.kind === 'commands' ? step.commands : [])))
}
