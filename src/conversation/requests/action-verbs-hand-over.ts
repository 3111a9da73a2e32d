/**
 * Controls of a hand-over. They change who serves, never the order, so they work on any card of it; whether the presser may is asked when they are
 * carried out (turn/hand-over.ts).
 */
import { bare, type Verb } from './action-arguments.ts'

type Kind = 'ask-person' | 'take-over' | 'hand-back' | 'end-talk'

export const HAND_OVER_VERBS = {
  'ask-person': bare('hop', 'any', { kind: 'ask-person' }),
  'take-over': bare('hot', 'any', { kind: 'take-over' }),
  'hand-back': bare('hob', 'any', { kind: 'hand-back' }),
  'end-talk': bare('hoe', 'any', { kind: 'end-talk' }),
} satisfies { readonly [K in Kind]: Verb<K> }
