/**
 * The start of a draft: empty content, revision 0, one `started` event. Everything after it goes through decide.ts.
 */
import type { Instant } from '#domain/base/flavour.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { DraftContent, DraftEvent, OrderDraft } from '#domain/model/draft.ts'

export const emptyContent: DraftContent = {
  buyer: { kind: 'none' },
  lines: [],
  groups: [{ id: 'main' }],
  billing: { kind: 'same' },
  coupons: [],
  comments: [],
  memos: [],
}

export type DraftStart = {
  readonly id: string
  /** Small number people type: "resume 3". */
  readonly ref: number
  readonly owner: Actor
  readonly currency: string
  /** ISO instant. */
  readonly now: Instant
  /** Id of the inbound that started it. */
  readonly source: string
}

/** A new draft and the event that started it; revision 0 until sealTurn closes the turn. */
export function newDraft(start: DraftStart): { readonly draft: OrderDraft; readonly events: readonly DraftEvent[] } {
  const { id, ref, currency, now, source } = start
  // What a role may do is read anew in every turn.
  const { rights: _, ...owner } = start.owner
  const draft: OrderDraft = {
    id,
    ref,
    status: 'open',
    revision: 0,
    owner,
    currency,
    content: emptyContent,
    undo: [],
    redo: [],
    focus: [],
    confirmedWarnings: [],
    nextLine: 1,
    createdAt: now,
    updatedAt: now,
  }
  return {
    draft,
    events: [
      { kind: 'started', label: 'Order started', actor: actorKey(owner), source, at: now, before: {}, after: {} },
    ],
  }
}
