/**
 * Optional keys under exactOptionalPropertyTypes: the same value without the keys that are undefined.
 */
type Absent<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T]
export type Present<T> = Omit<T, Absent<T>> & { [K in Absent<T>]?: Exclude<T[K], undefined> }

export function presentIn<T extends object>(value: T): Present<T>
export function presentIn(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
}
