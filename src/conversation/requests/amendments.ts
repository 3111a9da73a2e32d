/**
 * A change of a placed order that waits to be confirmed. Its control names the very change and what
 * it costs, so that an old one confirms nothing else; without an id, the change that waits is shown
 * again. Next: turn/order/amend.ts.
 */
import { ORDER, politely } from '#conversation/requests/words/order-words.ts'
import { ORDER_NUMBER, shape } from '#conversation/requests/words/shape.ts'
import { control, count, list, maybe, needed, seen, signed, text } from './control.ts'
import { row } from './row.ts'

type Confirm = { readonly order: number; readonly id?: string; readonly confirmed?: number }
const numbered = ({ order }: Readonly<Record<string, string | undefined>>) => ({ order: Number(order) })

export const AMENDMENTS = {
  /** `confirmed`: the difference that was shown, minor units; below 0 it gets cheaper. */
  'confirm-change': row<Confirm>()({
    as: 'order',
    right: 'change-orders',
    typed: [shape(politely(String.raw`confirm(?:\s+(?:the\s+)?change\s+(?:of|for|on))?\s+${ORDER}`), numbered)],
    usage: { confirm: { needs: ORDER_NUMBER, example: 'confirm 10001', bare: true, only: /^#?\d/ } },
    control: control('cc', 'any', list({ order: count, id: needed(seen), confirmed: needed(signed) })),
  }),
  /** The same change by another method. */
  'change-by': row<{ readonly order: number; readonly id: string; readonly method: string }>()({
    as: 'order',
    right: 'change-orders',
    control: control('cb', 'any', list({ order: count, id: seen, method: text })),
  }),
  'drop-change': row<{ readonly order: number; readonly id?: string }>()({
    as: 'order',
    right: 'change-orders',
    typed: [shape(politely(String.raw`(?:keep|leave)\s+${ORDER}\s+as\s+it\s+is`), numbered)],
    control: control('dc', 'any', list({ order: count, id: maybe(seen) })),
  }),
} as const
