/** What is in the cart. Next: resolve/lines.ts looks the words up in the catalog and the draft. */
import type { ChosenOptions, LineRef } from './arguments.ts'
import { control, count, line, list, maybe, nothing, one, options, step, text } from './control.ts'
import { row } from './row.ts'

type OfProduct = { readonly productId: string; readonly options: ChosenOptions; readonly quantity: number }

export const LINES = {
  'add-sku': row<{ readonly sku: string; readonly quantity: string; readonly note?: string; readonly freeText?: string }>()({
    as: 'edit',
    control: control('as', 'revision', list({ sku: text, quantity: text })),
  }),
  'add-product': row<OfProduct & { readonly exclude?: Readonly<Record<string, readonly string[]>> }>()({
    as: 'edit',
    control: control('ap', 'revision', list({ productId: text, quantity: count, options })),
  }),
  'set-quantity': row<{ readonly line: LineRef; readonly quantity: string }>()({
    as: 'edit',
    control: control('sq', 'revision', list({ line, quantity: text })),
  }),
  'change-quantity': row<{ readonly line: LineRef; readonly by: number }>()({
    as: 'edit',
    control: control('cq', 'revision', list({ line, by: step })),
  }),
  'remove-line': row<{ readonly line: LineRef }>()({ as: 'edit', control: control('rm', 'revision', one('line', line)) }),
  'set-options': row<{ readonly line: LineRef; readonly options: ChosenOptions }>()({
    as: 'edit',
    control: control('so', 'revision', list({ line, options })),
  }),
  'replace-line': row<OfProduct & { readonly line: LineRef }>()({ as: 'edit' }),
  'split-line': row<{ readonly line: LineRef; readonly quantity: number; readonly options: ChosenOptions }>()({ as: 'edit' }),
  note: row<{ readonly line: LineRef; readonly note: string }>()({ as: 'edit' }),
  clear: row()({ as: 'edit', control: control('cl', 'revision', nothing) }),
  undo: row<{ readonly before?: string }>()({ as: 'edit', control: control('un', 'revision', one('before', maybe(text))) }),
  redo: row()({ as: 'edit', control: control('re', 'revision', nothing) }),
} as const
