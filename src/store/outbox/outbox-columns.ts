/** The column table of the outbox, and the documents that inbox and outbox hold. */
import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Block, Placement } from '#conversation/edge/view.ts'
import { json, nullable, textColumn } from '#store/columns.ts'
import { document } from '#store/read.ts'

/** A delivery as it was received, by this version or an earlier one. */
export const inboundDocument = document<Inbound>('id', 'thread', 'user', 'kind')
export const placementDocument = document<Placement>('place')
/** What a turn writes of a row. */
export const SAID = z.strictObject({
  channel: textColumn,
  destination: textColumn,
  place: textColumn,
  audience: nullable(textColumn),
  payload: json(placementDocument),
  dedupeKey: textColumn,
})

/** A KnownSurface. */
export const surfaceRow = z.strictObject({
  role: z.enum(['root', 'card', 'subject']),
  subject: z.exactOptional(z.string()),
  ...{ externalId: z.string(), postedAt: z.string(), below: z.int() },
  told: z.exactOptional(z.array(document<Block>('kind'))),
})
