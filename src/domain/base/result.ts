/**
 * Result: an expected "no" is a value, never an exception. Faults (bugs, a lost database) are
 * thrown and caught once, in the engine. Next: refusals.ts lists every "no" of the domain.
 */
export type Ok<T> = { readonly ok: true; readonly value: T }
export type No<E> = { readonly ok: false; readonly refusal: E }
export type Result<T, E> = Ok<T> | No<E>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const no = <E>(refusal: E): No<E> => ({ ok: false, refusal })
