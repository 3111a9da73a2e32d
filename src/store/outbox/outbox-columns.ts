/** The column table of the outbox. */
import { z } from 'zod'
import type { Placement } from '#conversation/edge/view.ts'
import { json, maybe, text } from '#store/columns.ts'
import { document } from '#store/read.ts'

export const placementDocument = document<Placement>('place')
/** What a turn writes of a row. */
export const SAID = z.strictObject({
  channel: text,
  destination: text,
  place: text,
  audience: maybe(text),
  payload: json(placementDocument),
  dedupeKey: text,
})
