/**
 * What people ask a shop besides its goods. A question is answered and changes nothing.
 * Next: understanding/everyday/asked/questions.ts reads them, turn/reading/answers.ts answers,
 * screens/asked/answers.ts has the words.
 */
import type { PlacedOp } from '#conversation/understanding/act-types.ts'
import { row } from './row.ts'

export type ShopQuestion =
  /** When the cart would arrive. */
  | { readonly kind: 'arrival' }
  | { readonly kind: 'where' }
  /** What another way of shipping would cost. */
  | { readonly kind: 'method-cost'; readonly method: string }
  | { readonly kind: 'shipping'; readonly place?: string }
  | { readonly kind: 'customs'; readonly place?: string }
  /** `way` as people call it. */
  | { readonly kind: 'payment'; readonly way?: string }
  /** What a code would do, alone or together with others. */
  | { readonly kind: 'coupon'; readonly codes: readonly string[] }
  | { readonly kind: 'free-shipping' }
  | { readonly kind: 'discounts' }
  | { readonly kind: 'total' }
  | { readonly kind: 'in-stock' }
  | { readonly kind: 'who' }
  | { readonly kind: 'hours' }
  /** In the shop's own words. */
  | { readonly kind: 'policy'; readonly text: string }
  /** Nobody here knows: a person does. */
  | { readonly kind: 'unknown'; readonly words?: string }

/** What people say of a placed order in everyday words, before anything of it is decided. */
export type AfterAsk =
  /** Taking units off that have not left: so many, half, or all but `to`. */
  | {
      readonly kind: 'take-off'
      readonly item?: string
      readonly quantity?: number
      readonly half?: true
      readonly to?: number
    }
  /** Less came than was sent. */
  | { readonly kind: 'missing'; readonly item?: string; readonly quantity?: number; readonly got?: number }
  /** `to`: another size or colour of the same item. */
  | { readonly kind: 'swap'; readonly item?: string; readonly quantity?: number; readonly to: string }
  | { readonly kind: 'late' }
  /** Something is wrong with it: somebody is to look. */
  | { readonly kind: 'complaint' }
  /** Who pays says that they paid: only staff record it. */
  | { readonly kind: 'says-paid' }
  /** As it was read: it is offered, and done by a press. */
  | { readonly kind: 'wish'; readonly wish: OrderWish }

/** The order is found besides. */
export type OrderWish = PlacedOp extends infer Wish ? (Wish extends PlacedOp ? Omit<Wish, 'order'> : never) : never

export const QUESTIONS = {
  question: row<{ readonly about: ShopQuestion }>()({ as: 'look' }),
  /** Without a number it is the order last spoken of, else the buyer's last one. */
  after: row<{ readonly ask: AfterAsk; readonly order?: number }>()({ as: 'look' }),
} as const
