/**
 * Row: what a kind of request is. Its arguments (the type), the room that carries it out, how it is
 * typed and how a control carries it; without either it is what the conversation itself makes of
 * free wording. Next: request.ts puts the tables together and derives every list of kinds from
 * them.
 */

import type { Help } from '#conversation/requests/words/help-topics.ts'
import type { Shape, Usage } from '#conversation/requests/words/shape.ts'
import type { Right } from '#domain/model/actor.ts'
import type { ControlCodec } from './control.ts'

/** The room with the table of how each is carried out: resolve/resolve.ts, or a file of turn/. */
export type Room =
  | 'edit'
  | 'buyer'
  | 'flow'
  | 'approval'
  | 'talk'
  | 'identity'
  | 'order'
  | 'waiting'
  | 'draft'
  | 'shop'
  | 'look'
  | 'form'

export type Row<A> = {
  readonly as: Room
  /**
   * Who has it not is refused before anything is done; commands to the order are asked about once
   * more where it is decided.
   */
  readonly right?: Right
  /** A whole line that is it by itself. */
  readonly said?: Readonly<Record<string, A>>
  /** Lines that are it, tried in this order. */
  readonly typed?: readonly Shape<A>[]
  /** What its commands need, by the words they begin with. */
  readonly usage?: Readonly<Record<string, Usage>>
  /** What help shows of it, by the lines it stands in. */
  readonly help?: Help
  readonly control?: ControlCodec<A>
}
type Takes<A> = { readonly takes?: A }
export type ArgumentsOf<R> = R extends { readonly takes?: infer A } ? NonNullable<A> : never

export const row =
  <A extends object = Readonly<Record<never, never>>>() =>
  <const R extends Row<A>>(of: R) =>
    of as R & Takes<A>
