/**
 * Deciding in tests: a draft that takes one command after the other, as one person in one shop,
 * each in an inbound of its own unless said.
 */

import { decide } from '#domain/draft/decide/decide.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { factsOf, NOW } from '#test/support/shop-fixtures.ts'

export const SAM: Actor = { kind: 'staff', id: 'sam', name: 'Sam', role: 'rep', active: true }
export const KIM: Actor = { kind: 'staff', id: 'kim', name: 'Kim', role: 'manager', active: true }
export const VISITOR: Actor = { kind: 'guest', id: 'discord:42', name: 'visitor' }

export type Told = { readonly facts?: Facts; readonly actor?: Actor; readonly source?: string }

/** What was typed so far: the draft as it stands and every event on the way. */
export type Draftsman = {
  readonly draft: () => OrderDraft
  readonly events: readonly DraftEvent[]
  /** Decides; a refusal is a failed test. Answers with the draft after it. */
  readonly say: (command: DraftCommand, told?: Told) => OrderDraft
  /** Decides what must be refused, and answers with the refusal. */
  readonly refused: (command: DraftCommand, told?: Told) => Refusal
}

export function composing(base: Told = {}): Draftsman {
  const started = newDraft({ id: 'd1', ref: 1, owner: base.actor ?? SAM, currency: 'USD', now: NOW, source: 'in-0' })
  let draft = started.draft
  let inbound = 0
  const events: DraftEvent[] = [...started.events]
  const attempt = (command: DraftCommand, told: Told) => {
    inbound += 1
    return decide(draft, command, { facts: factsOf(), actor: SAM, source: `in-${inbound}`, ...base, ...told })
  }
  return {
    draft: () => draft,
    events,
    say: (command, told = {}) => {
      const decided = attempt(command, told)
      if (!decided.ok) throw new Error(`${command.kind} was refused: ${JSON.stringify(decided.refusal)}`)
      draft = decided.value.draft
      events.push(...decided.value.events)
      return draft
    },
    refused: (command, told = {}) => {
      const decided = attempt(command, told)
      if (decided.ok) throw new Error(`${command.kind} was not refused`)
      return decided.refusal
    },
  }
}
