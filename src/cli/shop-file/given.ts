/**
 * Optional keys under exactOptionalPropertyTypes: an absent value leaves the key out instead of setting it to undefined.
 */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: Exclude<V, undefined> }
export function given(key: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [key]: value }
}
