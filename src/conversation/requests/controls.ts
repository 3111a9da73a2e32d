/**
 * Which request a control carries, by verb. Rows: the tables of request.ts. Next:
 * edge/action-codec.ts stamps and signs; screens make controls.
 */
import type { ControlCodec, Freshness } from './control.ts'
import { type Pressable, ROWS } from './request.ts'

/**
 * One view of the rows for look-ups by a kind known only at run time; `write` is only ever given
 * requests of its own row.
 */
type AnyControl = Omit<ControlCodec<object>, 'write'> & { write(request: Pressable): string | undefined }
const byKind: ReadonlyMap<Pressable['kind'], AnyControl> = new Map(
  Object.entries(ROWS as Readonly<Record<string, { readonly control?: AnyControl }>>).flatMap(([kind, { control }]) =>
    control === undefined ? [] : [[kind as Pressable['kind'], control]],
  ),
)
const byVerb = new Map([...byKind].map(([kind, control]) => [control.verb, { kind, control }]))

type Carried = { readonly verb: string; readonly argument: string }
function carried(request: Pressable): Carried | undefined {
  const control = byKind.get(request.kind)
  const argument = control?.write(request)
  return control === undefined || argument === undefined ? undefined : { verb: control.verb, argument }
}

/** Throws a TypeError for a request no control can carry. */
export function verbOf(request: Pressable): Carried {
  const found = carried(request)
  if (found === undefined) throw new TypeError(`no control can carry a request of kind ${request.kind} like this one`)
  return found
}

/** Undefined: an unknown verb, or not an argument of it. */
export function requestOf(
  verb: string,
  argument: string,
): { readonly request: Pressable; readonly freshness: Freshness } | undefined {
  const known = byVerb.get(verb)
  const args = known?.control.read(argument)
  return known && args && { request: { kind: known.kind, ...args } as Pressable, freshness: known.control.fresh }
}

/** Long names go by number instead of by their own control; what none can carry has no press. */
export function fitsControl(request: Pressable): boolean {
  const found = carried(request)
  return found !== undefined && asInToken(found.argument).length <= 56
}

/** As it stands in a token, whose parts are divided by dots. */
export const asInToken = (argument: string): string => encodeURIComponent(argument).replaceAll('.', '%2E')
