/** Coupons and prices typed over. Next: resolve/prices.ts reads the amounts, turn/approvals.ts has what is above a limit. */
import type { PriceChange } from '#domain/model/command.ts'
import type { LineRef, TypedAmount } from './arguments.ts'
import { among, control, list, maybe, nothing, one, text, texts } from './control.ts'
import { row } from './row.ts'

type Typed = { readonly amount: TypedAmount; readonly reason?: string }

export const PRICES = {
  coupon: row<{ readonly code: string }>()({ as: 'edit', control: control('co', 'revision', one('code', text)) }),
  'swap-coupon': row<{ readonly code: string; readonly replacing: readonly string[] }>()({
    as: 'edit',
    control: control('sw', 'revision', list({ code: text, replacing: texts })),
  }),
  'remove-coupon': row<{ readonly code?: string }>()({ as: 'edit', control: control('rc', 'revision', one('code', maybe(text))) }),
  subtract: row<Typed>()({ as: 'edit' }),
  'override-shipping': row<Typed>()({ as: 'edit' }),
  'override-line': row<{
    readonly line: LineRef
    readonly change: { readonly kind: PriceChange['kind']; readonly amount: TypedAmount }
    readonly reason?: string
  }>()({ as: 'edit' }),
  'remove-adjustment': row<{ readonly what?: 'subtraction' | 'shipping' | 'lines' }>()({
    as: 'edit',
    control: control('ra', 'revision', one('what', maybe(among('subtraction', 'shipping', 'lines')))),
  }),
  /** The override of a group's shipping stays after its address changed. */
  'keep-override': row()({ as: 'flow', control: control('ko', 'revision', nothing) }),
  /** The reason asked for by a pending adjustment. */
  reason: row<{ readonly text: string }>()({ as: 'edit', control: control('rs', 'revision', one('text', text)) }),
} as const
