/**
 * Row: what a kind of request is. Its arguments (the type), the room that carries it out, and how a control carries it; without `control` it can only be
 * typed, or is what the conversation itself makes of typed words. Next: request.ts puts the tables together and derives every list of kinds from them.
 */
import type { Right } from '#domain/model/actor.ts'
import type { Control } from './control.ts'

/** The room with the table of how each is carried out: resolve/resolve.ts, or a file of turn/. */
export type Room = 'edit' | 'buyer' | 'flow' | 'approval' | 'talk' | 'identity' | 'order' | 'waiting' | 'draft' | 'shop' | 'look' | 'form'

export type Row<A> = {
  readonly as: Room
  /** Who has it not is refused before anything is done; commands to the order are asked about once more where it is decided. */
  readonly right?: Right
  readonly control?: Control<A>
}
type Takes<A> = { readonly takes?: A }
export type ArgumentsOf<R> = R extends { readonly takes?: infer A } ? NonNullable<A> : never
export type Flat<T> = { readonly [K in keyof T]: T[K] }

export const row =
  <A extends object = Readonly<Record<never, never>>>() =>
  <const R extends Row<A>>(of: R) =>
    of as R & Takes<A>
