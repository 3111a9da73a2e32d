/** What is in the cart. Next: resolve/lines.ts looks the words up in the catalog and the draft. */

import type { ChosenOptions, LineRef } from '#conversation/requests/words/arguments.ts'
import {
  COUNT,
  type Counted,
  countedSku,
  knownSku,
  listed,
  type Skus,
  writtenAsSku,
} from '#conversation/requests/words/plain-skus.ts'
import { alone, ITEM, onLine, shape } from '#conversation/requests/words/shape.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { control, count, line, list, maybe, nothing, one, options, step, text } from './control.ts'
import { row } from './row.ts'

type OfProduct = { readonly productId: string; readonly options: ChosenOptions; readonly quantity: number }

/** Every item of the list a SKU with or without a count; undefined: one of them is something else. */
function addAll(
  items: string,
  skus: Skus,
  exact: boolean,
): readonly { readonly sku: Sku; readonly quantity: string }[] | undefined {
  const counted = listed(items).map((item) => countedSku(item, skus))
  const adds = counted.flatMap((each) => {
    if (each === undefined || (exact && !standsAlone(each, skus))) return []
    return [{ sku: each.sku, quantity: each.quantity === '' ? '1' : each.quantity }]
  })
  return adds.length > 0 && adds.length === counted.length ? adds : undefined
}

/** Without "add" it has to be a SKU of the shop, written as one, and counted. */
const standsAlone = ({ said, quantity }: Counted, skus: Skus): boolean =>
  quantity !== '' && knownSku(said, skus) !== undefined && writtenAsSku(said)

/** Written as a SKU. */
const SKU = String.raw`(?=\S*[\d_-])\p{Lu}[\p{Lu}\d_./'-]{2,}`
/** A word in capitals with an amount; a SKU with one word or none; the number of an order with an item. */
const COUNTED = new RegExp(
  String.raw`^(?:\p{Lu}[\p{Lu}\d_./'-]{2,}\s+(?:to\s+)?[-+\d]\S*|${SKU}(?:\s+(?:to\s+)?\S+)?|#?\d{5,9}\s.*` +
    String.raw`|#?\d{4}\s+${SKU}(?:\s.*)?)$`,
  'u',
)
const SKU_ALONE = new RegExp(`^${SKU}$`, 'u')

export const LINES = {
  'add-sku': row<{
    readonly sku: Sku
    readonly quantity: string
    readonly note?: string
    readonly freeText?: string
  }>()({
    as: 'edit',
    help: { lines: ['add 2 MUG-BLUE-11OZ'] },
    typed: [
      shape(/^add\s+(?<items>[^\n]+)$/i, ({ items = '' }, skus) => addAll(items, skus, false)),
      shape(/^(?<items>[^\n]+)$/, ({ items = '' }, skus) => addAll(items, skus, true)),
    ],
    usage: { add: { needs: 'a quantity and a SKU', example: 'add 2 MUG-BLUE-11OZ' } },
    control: control('as', 'revision', list({ sku: text, quantity: text })),
  }),
  'add-product': row<OfProduct & { readonly exclude?: Readonly<Record<string, readonly string[]>> }>()({
    as: 'edit',
    control: control('ap', 'revision', list({ productId: text, quantity: count, options })),
  }),
  'set-quantity': row<{ readonly line: LineRef; readonly quantity: string }>()({
    as: 'edit',
    help: { lines: ['set MUG-BLUE-11OZ 3'] },
    typed: [
      shape(
        new RegExp(String.raw`^set\s+(?<sku>\S+)\s+(?:to\s+)?(?<quantity>${COUNT})$`, 'i'),
        ({ sku, quantity = '' }, skus) => onLine(sku, skus, (of) => ({ line: of, quantity })),
      ),
    ],
    usage: { set: { needs: 'the SKU of a line and a quantity', example: 'set MUG-BLUE-11OZ 3', only: COUNTED } },
    control: control('sq', 'revision', list({ line, quantity: text })),
  }),
  'change-quantity': row<{ readonly line: LineRef; readonly by: number }>()({
    as: 'edit',
    control: control('cq', 'revision', list({ line, by: step })),
  }),
  'remove-line': row<{ readonly line: LineRef }>()({
    as: 'edit',
    help: { lines: ['remove MUG-BLUE-11OZ'] },
    typed: [shape(/^remove\s+(?<sku>\S+)$/i, ({ sku }, skus) => onLine(sku, skus, (of) => ({ line: of })))],
    usage: { remove: { needs: 'the SKU of a line', example: 'remove MUG-BLUE-11OZ' } },
    control: control('rm', 'revision', one('line', line)),
  }),
  'set-options': row<{ readonly line: LineRef; readonly options: ChosenOptions }>()({
    as: 'edit',
    control: control('so', 'revision', list({ line, options })),
  }),
  'replace-line': row<OfProduct & { readonly line: LineRef }>()({ as: 'edit' }),
  'split-line': row<{ readonly line: LineRef; readonly quantity: number; readonly options: ChosenOptions }>()({
    as: 'edit',
  }),
  /** `shown`: as in a comment. */
  note: row<{ readonly line: LineRef; readonly note: string; readonly shown?: true }>()({
    as: 'edit',
    help: { lines: ['note MUG-BLUE-11OZ gift wrap'] },
    typed: [
      shape(/^note\s+(?<sku>\S+?)\s+(?:for|to)\s+the\s+customer:\s+(?<note>[\s\S]+)$/i, ({ sku, note = '' }, skus) =>
        onLine(sku, skus, (of) => ({ line: of, note: note.trim(), shown: true })),
      ),
      shape(/^note\s+(?<sku>\S+?):?\s+(?<note>[\s\S]+)$/i, ({ sku, note = '' }, skus) =>
        onLine(sku, skus, (of) => ({ line: of, note: note.trim() })),
      ),
    ],
    usage: {
      note: { needs: `${ITEM} in the cart and the words`, example: 'note MUG-BLUE-11OZ gift wrap', only: SKU_ALONE },
    },
  }),
  /** The words are asked for. Without a line: the only one there is; `what`, `item`: as in line-text. */
  'begin-note': row<{
    readonly line?: LineRef
    readonly what?: 'engraving' | 'gift-note'
    readonly item?: string
  }>()({
    as: 'edit',
    said: alone('note', 'add note', 'add a note'),
    typed: [shape(/^note\s+(?<sku>\S+?)\s*:?$/i, ({ sku }, skus) => onLine(sku, skus, (of) => ({ line: of })))],
  }),
  /** Engraving, or a gift note; `item` as it was called, `line` from a form. */
  'line-text': row<{
    readonly what: 'engraving' | 'gift-note'
    readonly text: string
    readonly item?: string
    readonly line?: { readonly by: 'id'; readonly id: string }
  }>()({ as: 'edit' }),
  clear: row()({
    as: 'edit',
    help: { lines: ['clear'] },
    said: alone('clear', 'clear cart'),
    control: control('cl', 'revision', nothing),
  }),
  undo: row<{ readonly before?: string }>()({
    as: 'edit',
    help: { lines: ['undo'], 'my cart': ['undo'] },
    said: alone('undo'),
    control: control('un', 'revision', one('before', maybe(text))),
  }),
  redo: row()({
    as: 'edit',
    help: { lines: ['redo'] },
    said: alone('redo'),
    control: control('re', 'revision', nothing),
  }),
} as const
