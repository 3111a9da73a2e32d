/**
 * Words onto an item of the cart: the lines that are meant, and whether the item offers engraving or
 * a gift note of its own; a gift note goes onto any item, engraving only where it is offered. Rule:
 * words are never lost: where no line can be told, it is asked. Next: domain/draft/decide/decide-text.ts.
 */
import type { Of } from '#conversation/requests/request.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import type { Product } from '#domain/model/catalog.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftLine } from '#domain/model/draft.ts'
import { ask, commands, type ResolveContext, type ResolveStep } from './step.ts'

export function lineText(request: Of<'line-text'>, context: ResolveContext): ResolveStep {
  const lines = request.line === undefined ? meant(request, context) : byId(request.line.id, context)
  if (lines.length === 0) return whichItem(request, context)
  const cannot = request.line === undefined ? refusing(request, lines, context) : undefined
  return cannot ?? keepsNote(request, lines, context) ?? commands(...lines.map((line) => put(line, request, context)))
}

/** "engrave it": the words are asked for. */
export function beginLineText(request: Named, context: ResolveContext): ResolveStep {
  const lines = meant(request, context)
  const cannot = refusing(request, lines, context)
  if (cannot !== undefined) return cannot
  const [first, ...others] = lines
  if (first === undefined) {
    const called = CALLED[request.what]
    return {
      kind: 'tell',
      headline: `Which item is the ${called} for?`,
      text: `Nothing was changed. Say it with the item, for example "${called} for the bottle: For Ada".`,
    }
  }
  const also = others.map(({ id }) => id)
  return ask({ kind: 'note', lineId: first.id, what: request.what, ...(also.length > 0 && { also }) })
}

/** An item has one note: the words that are on it go only when that is said. */
function keepsNote({ what, text }: Of<'line-text'>, lines: readonly DraftLine[], context: ResolveContext) {
  if (what !== 'gift-note' || text === '' || context.actor.kind !== 'staff') return undefined
  const kept = lines.find((line) => line.note && !line.note.startsWith(GIFT) && !offers(productOf(line, context), what))
  return kept?.note === undefined
    ? undefined
    : ({
        kind: 'tell',
        headline: `${kept.sku} has a note already: "${kept.note}"`,
        text:
          `Nothing was changed. Say "note ${kept.sku}: ${kept.note}; ${GIFT}${text}" for both, or ` +
          `"note ${kept.sku}: ${GIFT}${text}" for the gift note alone.`,
      } as const)
}
const GIFT = 'Gift note: '

type Named = Pick<Of<'line-text'>, 'what' | 'item'>
const CALLED = { engraving: 'engraving', 'gift-note': 'gift note' } as const

/** Engraving is only where it is offered. */
function refusing({ what }: Named, lines: readonly DraftLine[], context: ResolveContext): ResolveStep | undefined {
  const [first] = lines.filter((line) => what === 'engraving' && !offers(productOf(line, context), what))
  return first && notOffered(first, context)
}

function put(line: DraftLine, { what, text, line: byForm }: Of<'line-text'>, context: ResolveContext): DraftCommand {
  const product = productOf(line, context)
  const own = byForm !== undefined && what === 'engraving' ? product?.freeText !== undefined : offers(product, what)
  if (own) return { kind: 'text-line', lineId: line.id, text }
  // What goes onto the goods is the customer's own.
  return { kind: 'note-line', lineId: line.id, note: text === '' ? '' : `${GIFT}${text}`, reads: 'customer' }
}

const productOf = ({ sku }: DraftLine, { facts }: ResolveContext): Product | undefined =>
  facts.shop.catalog.products.get(facts.shop.catalog.variants.get(sku)?.productId ?? '')

const LABELS = { engraving: /engrav|inscri|monogram|text/i, 'gift-note': /gift|note|message|card/i } as const
const offers = (product: Product | undefined, what: keyof typeof LABELS): boolean =>
  product?.freeText !== undefined && LABELS[what].test(product.freeText.label)

const byId = (id: string, { draft }: ResolveContext): readonly DraftLine[] =>
  draft.content.lines.filter((line) => line.id === id)

/** By name; else what was spoken of last, where it can have it; else the only one that can. */
function meant({ item, what }: Named, context: ResolveContext): readonly DraftLine[] {
  const { lines } = context.draft.content
  if (item !== undefined) {
    const named = lines.filter((line) => keysOfName(productOf(line, context)).includes(item.toLowerCase()))
    return named.length > 0 ? named : lines.filter((line) => line.sku === item.toUpperCase())
  }
  const focus = lines.find(({ id }) => id === context.draft.focus[0])
  const can = lines.filter((line) => offers(productOf(line, context), what))
  if (focus !== undefined && (what === 'gift-note' || can.includes(focus))) return [focus]
  return can.length === 1 ? can : focus !== undefined && can.length === 0 ? [focus] : lines.length === 1 ? lines : []
}

function whichItem({ what, text, item }: Of<'line-text'>, context: ResolveContext): ResolveStep {
  const { lines } = context.draft.content
  const called = CALLED[what]
  const names = [...new Set(lines.flatMap((line) => productOf(line, context)?.name.toLowerCase() ?? []))]
  if (names.length === 0)
    return {
      kind: 'tell',
      headline: `There is no ${item ?? 'item'} in the cart for the ${called} "${text}"`,
      text: 'Nothing was changed. Add the item first, then say it again.',
    }
  const asked = item ?? 'ITEM'
  return ask({
    kind: 'unclear',
    about: `item is the ${called} "${text}" for`,
    candidates: names,
    text: `${called} for the ${asked}: ${text}`,
    span: asked,
  })
}

function notOffered(line: DraftLine, context: ResolveContext): ResolveStep {
  const { products } = context.facts.shop.catalog
  const can = [...products.values()].filter((product) => offers(product, 'engraving')).map(({ name }) => name)
  return {
    kind: 'tell',
    headline: `${productOf(line, context)?.name ?? line.sku} cannot be engraved`,
    text:
      can.length === 0
        ? 'Nothing was changed. We engrave nothing at the moment.'
        : `Nothing was changed. What can be: ${can.slice(0, 6).join(', ')}.`,
  }
}
