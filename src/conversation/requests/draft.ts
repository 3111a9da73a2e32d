/** The open order as a whole, and the drafts of one rep. Next: turn/flow.ts, turn/place.ts, turn/drafts.ts; what only looks is turn/reading.ts. */
import type { BackorderPolicy } from '#domain/model/customer.ts'
import { among, control, count, list, maybe, nothing, one, seen, text, yes } from './control.ts'
import { row } from './row.ts'

const policy = among<BackorderPolicy>(
  'ship-complete',
  'ship-available-then-backorder',
  'ship-available-drop-rest',
  'move-to-separate-order',
)
const TIMED = ['draft-remind', 'draft-end', 'quote-remind', 'quote-end', 'hold-remind', 'hold-end', 'price-remind', 'date-slipped'] as const

export const DRAFT = {
  show: row()({ as: 'look', control: control('s', 'any', nothing) }),
  why: row<{ readonly about?: string }>()({ as: 'look', control: control('w', 'any', one('about', maybe(text))) }),
  'why-not': row<{ readonly about: string }>()({ as: 'look', control: control('wn', 'any', one('about', text)) }),
  backorders: row<{ readonly policy: BackorderPolicy }>()({ as: 'edit', control: control('bo', 'revision', one('policy', policy)) }),
  /** What a choice about short goods would come to, or all of them; changes nothing. */
  'what-if': row<{ readonly policy?: BackorderPolicy }>()({ as: 'look', control: control('wi', 'any', one('policy', maybe(policy))) }),
  /** `seen` stands for what the card with the control showed; typed words have none. */
  place: row<{ readonly seen?: string }>()({ as: 'flow', control: control('pl', 'revision', one('seen', maybe(seen))) }),
  yes: row()({ as: 'flow', control: control('y', 'revision', nothing) }),
  no: row()({ as: 'flow', control: control('n', 'revision', nothing) }),
  /** What was said and is still open is left out. */
  'leave-out': row()({ as: 'flow', control: control('lo', 'revision', nothing) }),
  /** Free wording read without enough confidence: asked once, applied on yes. */
  'confirm-reading': row<{ readonly text: string; readonly question: string }>()({ as: 'flow' }),
  /** `which`: surely the cart's. */
  cancel: row<{ readonly confirmed?: true; readonly which?: 'cart' }>()({
    as: 'flow',
    control: control('ca', 'revision', one('confirmed', maybe(yes))),
  }),
  quote: row<{ readonly days: number }>()({ as: 'edit', control: control('q', 'revision', one('days', count)) }),
  comment: row<{ readonly text: string }>()({ as: 'edit' }),
  memo: row<{ readonly text: string }>()({ as: 'edit' }),
  drafts: row()({ as: 'look', control: control('d', 'any', nothing) }),
  /** Own drafts by whose turn it is, today's orders, what waits for approval. */
  overview: row()({ as: 'look' }),
  resume: row<{ readonly ref: number }>()({ as: 'draft', control: control('ru', 'any', one('ref', count)) }),
  new: row()({ as: 'draft', control: control('ne', 'any', nothing) }),
  next: row()({ as: 'draft', control: control('nx', 'any', nothing) }),
  'give-to': row<{ readonly staff: string }>()({ as: 'draft' }),
  /** Said by Parley's own clock only; `id` is the draft's number, or the order's. */
  clock: row<{ readonly id: number; readonly what: (typeof TIMED)[number] }>()({
    as: 'flow',
    control: control('ck', 'any', list({ what: among(...TIMED), id: count })),
  }),
} as const
