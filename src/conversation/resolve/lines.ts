/**
 * Requests about cart lines, resolved against the catalog: which variant, which line, how many.
 * Rules: rules.md O3 and O4. Next: variants.ts for "assume and show", line-ref.ts for "which line".
 */

import type { Of } from '#conversation/requests/request.ts'
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import type { Catalog, Product } from '#domain/model/catalog.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import { findLine } from './line-ref.ts'
import { beginLineText } from './line-text.ts'
import { parseQuantity } from './quantity.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'
import { chooseVariant, variantsMatching } from './variants.ts'

type Options = Readonly<Record<string, string>>

export function addSku(request: Of<'add-sku'>, context: ResolveContext): ResolveStep {
  const quantity = parseQuantity(request.quantity)
  if (quantity === undefined) return refuse({ kind: 'bad-quantity', max: 999 })
  const extra = {
    ...given({ note: request.note, freeText: request.freeText }),
  }
  const sku = request.sku.toUpperCase()
  if (!context.facts.shop.catalog.variants.has(sku))
    return refuse({ kind: 'unknown-sku', sku: request.sku, near: nearSkus(sku, context) })
  return commands({ kind: 'add-line', sku, quantity, ...extra })
}

/** SKUs sharing the product code or the longest beginning, at most five: enough to see the typo. */
function nearSkus(sku: Sku, context: ResolveContext): readonly string[] {
  let [near, longest]: [string[], number] = [[], SHORTEST]
  for (const known of context.facts.shop.catalog.variants.keys()) {
    let alike = 0
    while (alike < sku.length - 1 && known[alike] === sku[alike]) alike++
    if (alike > longest) near = []
    longest = Math.max(longest, alike)
    if (alike === longest && near.length < 5) near.push(known)
  }
  return near
}
const SHORTEST = 3

export function addProduct(request: Of<'add-product'>, context: ResolveContext): ResolveStep {
  const picked = pick(request.productId, request.options, context, {
    quantity: request.quantity,
    exclude: request.exclude ?? {},
  })
  return 'step' in picked
    ? picked.step
    : commands({ kind: 'add-line', sku: picked.sku, quantity: request.quantity, assumed: picked.assumed })
}

type Pick =
  | { readonly sku: Sku; readonly assumed: NonNullable<Extract<DraftCommand, { kind: 'add-line' }>['assumed']> }
  | { readonly step: ResolveStep }

function pick(
  productId: string,
  options: Options,
  context: ResolveContext,
  more: { quantity: Quantity; exclude: Readonly<Record<string, readonly string[]>> },
): Pick {
  const product: Product | undefined = context.facts.shop.catalog.products.get(productId)
  if (product === undefined) return { step: refuse({ kind: 'unknown-sku', sku: productId, near: [] }) }
  const candidates = variantsMatching(context.facts.shop.catalog, productId, options, more.exclude)
  const choice = chooseVariant(product, candidates, context.facts)
  switch (choice.kind) {
    case 'variant':
      return { sku: choice.variant.sku, assumed: choice.assumed }
    case 'ask':
      return {
        step: ask({
          kind: 'choose-option',
          productId,
          quantity: more.quantity,
          options,
          ask: choice.option,
          choices: choice.values,
        }),
      }
    case 'none':
      return {
        step: {
          kind: 'tell',
          headline: `${product.name} does not come in ${describe(options, context.facts.shop.catalog)}`,
          text: comesIn(product, options, context.facts.shop.catalog),
        },
      }
    default:
      return choice satisfies never
  }
}

/** "green, L". */
export function describe(options: Options, catalog: Catalog): string {
  const name = ([option, value]: [string, string]) =>
    catalog.options.get(option)?.values.find((known) => known.id === value)?.name ?? value
  return Object.entries(options).map(name).join(', ') || 'that combination'
}

/** What would work with one option less: "It comes in black, grey." */
export function comesIn(product: Product, options: Options, catalog: Catalog): string {
  const rows = Object.keys(options).flatMap((option) => {
    const rest = Object.fromEntries(Object.entries(options).filter(([name]) => name !== option))
    const values = new Set(variantsMatching(catalog, product.id, rest).map((variant) => variant.options[option] ?? ''))
    const known = catalog.options.get(option)
    const names = (known?.values ?? []).filter((value) => values.has(value.id)).map((value) => value.name)
    return names.length === 0 ? [] : [{ option: known?.name ?? option, names: names.join(', ') }]
  })
  const [only] = rows
  if (only !== undefined && rows.length === 1) return `It comes in ${only.names}.`
  return rows.map(({ option, names }) => `${option.slice(0, 1).toUpperCase()}${option.slice(1)}: ${names}.`).join(' ')
}

/** Set to nothing, the line goes. */
export function resolveSetQuantity(request: Of<'set-quantity'>, context: ResolveContext): ResolveStep {
  if (/^0{1,3}$/.test(request.quantity.trim()))
    return resolveRemoveLine({ kind: 'remove-line', line: request.line }, context)
  const quantity = parseQuantity(request.quantity)
  if (quantity === undefined) return refuse({ kind: 'bad-quantity', max: 999 })
  const found = findLine(context.draft, request.line)
  return 'step' in found ? found.step : commands({ kind: 'set-quantity', lineId: found.line.id, quantity })
}

export function changeQuantity(request: Of<'change-quantity'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  if ('step' in found) return found.step
  const quantity = found.line.quantity + request.by
  if (quantity <= 0) return commands({ kind: 'remove-line', lineId: found.line.id })
  return commands({ kind: 'set-quantity', lineId: found.line.id, quantity })
}

export function resolveRemoveLine(request: Of<'remove-line'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  return 'step' in found ? found.step : commands({ kind: 'remove-line', lineId: found.line.id })
}

export function setOptions(request: Of<'set-options'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  if ('step' in found) return found.step
  const target = variantOfLine(found.line.sku, request.options, context)
  return 'step' in target
    ? target.step
    : commands({ kind: 'replace-line', lineId: found.line.id, sku: target.sku, quantity: found.line.quantity })
}

export function resolveSplitLine(request: Of<'split-line'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  if ('step' in found) return found.step
  const target = variantOfLine(found.line.sku, request.options, context)
  if ('step' in target) return target.step
  if (request.quantity >= found.line.quantity)
    return commands({ kind: 'replace-line', lineId: found.line.id, sku: target.sku, quantity: found.line.quantity })
  return commands({ kind: 'split-line', lineId: found.line.id, sku: target.sku, quantity: request.quantity })
}

/** The same product with some options changed; options that no longer go together are asked for. */
function variantOfLine(sku: Sku, options: Options, context: ResolveContext): Pick {
  const variant = context.facts.shop.catalog.variants.get(sku)
  if (variant === undefined) return { step: refuse({ kind: 'unknown-sku', sku, near: [] }) }
  return pick(variant.productId, { ...variant.options, ...options }, context, { quantity: 1, exclude: {} })
}

export function resolveReplaceLine(request: Of<'replace-line'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  if ('step' in found) return found.step
  const picked = pick(request.productId, request.options, context, { quantity: request.quantity, exclude: {} })
  return 'step' in picked
    ? picked.step
    : commands({ kind: 'replace-line', lineId: found.line.id, sku: picked.sku, quantity: request.quantity })
}

export function resolveNoteLine(request: Of<'note'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  return 'step' in found
    ? found.step
    : commands({
        kind: 'note-line',
        lineId: found.line.id,
        note: request.note,
        ...(request.shown && { reads: 'customer' }),
      })
}

/** Of which line, where there is more than one, has to be said. */
export function beginNote({ line: ref, what, item }: Of<'begin-note'>, context: ResolveContext): ResolveStep {
  if (what !== undefined) return beginLineText({ what, ...given({ item }) }, context)
  const { lines } = context.draft.content
  const [only] = lines
  if (ref === undefined && (only === undefined || lines.length > 1))
    return {
      kind: 'tell',
      headline: '"note" needs the SKU of an item in the cart and the words',
      text: `Nothing was changed. For example: "note ${only?.sku ?? 'MUG-BLUE-11OZ'} gift wrap".`,
    }
  const found = findLine(context.draft, ref ?? { by: 'index', index: 0 })
  return 'step' in found ? found.step : ask({ kind: 'note', lineId: found.line.id })
}
