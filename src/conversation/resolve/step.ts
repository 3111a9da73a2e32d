/**
 * Step: what one request comes to, once the catalog, the draft and the facts have been consulted.
 * resolve.ts picks the resolver by request kind; turn.ts carries the steps out in order.
 */

import type { FoundFacts } from '#conversation/engine-facts.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'

export type ResolveStep =
  | { readonly kind: 'commands'; readonly commands: readonly DraftCommand[] }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  /** One question, kept on the draft until it is answered or something else is said. */
  | { readonly kind: 'ask'; readonly question: PendingQuestion }
  /** Words only; nothing changes. */
  | { readonly kind: 'tell'; readonly headline: string; readonly text?: string }

/**
 * What a resolver may look at. `found` is the store's answer for this turn, `facts` the same as the
 * domain wants it.
 */
export type ResolveContext = {
  readonly actor: Actor
  readonly draft: OrderDraft
  readonly facts: Facts
  readonly found: FoundFacts
}

export const commands = (...list: readonly DraftCommand[]): ResolveStep => ({ kind: 'commands', commands: list })
export const refuse = (refusal: Refusal): ResolveStep => ({ kind: 'refuse', refusal })
export const ask = (question: PendingQuestion): ResolveStep => ({ kind: 'ask', question })
