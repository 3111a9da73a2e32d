/**
 * decide: the one door through which a draft changes. Command in, new draft and its events out, or a refusal; pure.
 */
import type { Actor } from './actor.ts'
import type { DraftCommand } from './command.ts'
import type { DraftEvent, OrderDraft } from './draft.ts'
import type { Facts } from './facts.ts'
import type { Refusal } from './refusals.ts'
import { no, type Result } from './result.ts'

export type DecideContext = {
  readonly facts: Facts
  readonly actor: Actor
  /** Id of the inbound; its commands are one undo step. */
  readonly source: string
}
export type Decided = { readonly draft: OrderDraft; readonly events: readonly DraftEvent[] }

export function decide(draft: OrderDraft, command: DraftCommand, context: DecideContext): Result<Decided, Refusal> {
  void draft
  void context
  return no({ kind: 'not-available-yet', what: command.kind })
}

/** Closes a turn: the revision grows by exactly one when anything happened in it, and never otherwise. */
export function sealTurn(before: OrderDraft | undefined, after: OrderDraft, events: readonly DraftEvent[]): OrderDraft {
  const last = events.at(-1)
  return last === undefined ? after : { ...after, revision: (before?.revision ?? 0) + 1, updatedAt: last.at }
}
