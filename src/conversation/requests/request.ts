/**
 * Request: what a person asked for, before the catalog, the draft and the store have been
 * consulted. Plain commands (plain-commands.ts), free wording (understanding/) and pressed controls
 * (controls.ts) all become requests. One row a kind, by subject in the tables beside this file;
 * every list of kinds is derived from them, and each room carries its own out by one table that the
 * compiler finds incomplete. A new kind: its row, then what the compiler names.
 */

import { AMENDMENTS } from './amendments.ts'
import { APPROVALS } from './approvals.ts'
import { BUYER } from './buyer.ts'
import { CALLER } from './caller.ts'
import type { Flat } from './control.ts'
import { DELIVERY } from './delivery.ts'
import { DRAFT } from './draft.ts'
import { GOODS } from './goods.ts'
import { LINES } from './lines.ts'
import { PAYING } from './paying.ts'
import { PEOPLE } from './people.ts'
import { PLACED } from './placed.ts'
import { PRICES } from './prices.ts'
import { QUESTIONS } from './questions.ts'
import type { ArgumentsOf, Room } from './row.ts'
import { TALK } from './talk.ts'
import { WORK } from './worklists.ts'

/** In the order in which the lines of plain commands are tried. */
export const ROWS = {
  ...PAYING,
  ...PLACED,
  ...AMENDMENTS,
  ...CALLER,
  ...WORK,
  ...GOODS,
  ...BUYER,
  ...LINES,
  ...DELIVERY,
  ...PRICES,
  ...DRAFT,
  ...TALK,
  ...QUESTIONS,
  ...APPROVALS,
  ...PEOPLE,
} as const

type Rows = typeof ROWS
export type RequestKind = keyof Rows
type Requests = { readonly [K in RequestKind]: Flat<{ readonly kind: K } & ArgumentsOf<Rows[K]>> }
export type Of<K extends RequestKind> = Requests[K]
export type Request = Of<RequestKind>

export type KindIn<R extends Room> = { readonly [K in RequestKind]: Rows[K]['as'] extends R ? K : never }[RequestKind]
export type RequestIn<R extends Room> = Of<KindIn<R>>
/** What a control can carry. */
export type Pressable = Of<
  { readonly [K in RequestKind]: Rows[K] extends { readonly control: object } ? K : never }[RequestKind]
>

/** What has to be filled in besides the press. */
export const opensForm = (request: Request): boolean =>
  request.kind === 'open-form' || (request.kind === 'decide-approval' && request.decision !== 'approve')

/** How each request of a room is carried out. */
export type Each<K extends RequestKind, Rest extends readonly unknown[], Result> = {
  readonly [P in K]: (request: Of<P>, ...rest: Rest) => Result
}

/** By the entry of its table. */
export const dispatch = <K extends RequestKind, Rest extends readonly unknown[], Result>(
  table: Each<K, Rest, Result>,
  request: Of<K>,
  ...rest: Rest
): Result => table[request.kind as K](request, ...rest)

export const isIn =
  <R extends Room>(...rooms: readonly R[]) =>
  <Q extends Request>(request: Q): request is Extract<Q, RequestIn<R>> =>
    rooms.some((room) => room === ROWS[request.kind].as)
