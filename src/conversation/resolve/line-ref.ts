/**
 * Which line of the cart is meant: by SKU, by position, or by the id on a button. Of two lines of
 * one SKU (different notes) the one touched last.
 */

import type { LineRef } from '#conversation/requests/words/arguments.ts'
import type { DraftLine, OrderDraft } from '#domain/model/draft.ts'
import { type ResolveStep, refuse } from './step.ts'

export type FoundLine = { readonly line: DraftLine } | { readonly step: ResolveStep }

export function findLine(draft: OrderDraft, ref: LineRef): FoundLine {
  const { lines } = draft.content
  switch (ref.by) {
    case 'id':
      return one(
        lines.find((line) => line.id === ref.id),
        'that line',
      )
    case 'index':
      return one(lines[ref.index], `line ${ref.index + 1}`)
    case 'sku': {
      const sku = ref.sku.toUpperCase()
      const matches = lines.filter((line) => line.sku === sku)
      const recent = draft.focus.map((id) => matches.find((line) => line.id === id)).find((line) => line !== undefined)
      return one(recent ?? matches.at(-1), sku)
    }
    default:
      return ref satisfies never
  }
}

const one = (line: DraftLine | undefined, what: string): FoundLine =>
  line === undefined ? { step: refuse({ kind: 'no-such-line', what }) } : { line }
