/**
 * Which requests a control can carry, by verb. A new kind of request breaks the build here until it has a row (action-verbs-cart.ts,
 * action-verbs-order.ts, ...) or is named as typed only (action-arguments.ts). Next: action-codec.ts stamps and signs; screens make controls.
 */
import type { Freshness, PressableKind, Verb } from './action-arguments.ts'
import { AFTER_VERBS } from './action-verbs-after.ts'
import { APPROVAL_VERBS } from './action-verbs-approvals.ts'
import { CART_VERBS } from './action-verbs-cart.ts'
import { HAND_OVER_VERBS } from './action-verbs-hand-over.ts'
import { ORDER_VERBS } from './action-verbs-order.ts'
import { WAITING_VERBS } from './action-verbs-waiting.ts'
import type { Request } from './request.ts'

const VERBS = { ...CART_VERBS, ...ORDER_VERBS, ...APPROVAL_VERBS, ...AFTER_VERBS, ...WAITING_VERBS, ...HAND_OVER_VERBS } satisfies {
  readonly [K in PressableKind]: Verb<K>
}

/** One view of the table for look-ups by a kind known only at run time; `write` is only ever given requests of its own row. */
type AnyVerb = {
  readonly verb: string
  readonly fresh: Freshness
  write(request: Request): string | undefined
  readonly read: (argument: string) => Request | undefined
}
const byKind: ReadonlyMap<string, AnyVerb> = new Map(Object.entries<AnyVerb>(VERBS))
const byVerb: ReadonlyMap<string, AnyVerb> = new Map(Object.values<AnyVerb>(VERBS).map((row) => [row.verb, row]))

/** Throws a TypeError for a request no control can carry. */
export function verbOf(request: Request): { readonly verb: string; readonly argument: string } {
  const row = byKind.get(request.kind)
  const argument = row?.write(request)
  if (row === undefined || argument === undefined)
    throw new TypeError(`no control can carry a request of kind ${request.kind} like this one`)
  return { verb: row.verb, argument }
}

/** Undefined: an unknown verb, or not an argument of it. */
export function requestOf(verb: string, argument: string): { readonly request: Request; readonly freshness: Freshness } | undefined {
  const row = byVerb.get(verb)
  const request = row?.read(argument)
  return row && request && { request, freshness: row.fresh }
}

/** Long names go by number instead of by their own control. */
export function fitsControl(request: Request): boolean {
  return encodeURIComponent(verbOf(request).argument).length <= 56
}
