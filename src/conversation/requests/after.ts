/**
 * What people say of a placed order in everyday words, before anything of it is decided: figures
 * come first, and a press confirms. Next: understanding/everyday/after-sale.ts reads them,
 * turn/order/after-sale.ts answers, screens/order/after-sale.ts has the words.
 */
import { row } from './row.ts'

export type AfterAsk =
  /** Taking units off that have not left: so many, or half. */
  | { readonly kind: 'take-off'; readonly item?: string; readonly quantity?: number; readonly half?: true }
  /** Less came than was sent. */
  | { readonly kind: 'missing'; readonly item?: string; readonly quantity?: number; readonly got?: number }
  /** `to`: another size or colour of the same item. */
  | { readonly kind: 'swap'; readonly item?: string; readonly to: string }
  | { readonly kind: 'late' }

export const AFTER = {
  /** Without a number it is the order last spoken of, else the buyer's last one. */
  after: row<{ readonly ask: AfterAsk; readonly order?: number }>()({ as: 'look' }),
} as const
