/**
 * Optional fields that are left out where there is nothing to say: `...given({ note, label })` is
 * `{ note }` where only the note is known. Rule: a field is there or absent, never `undefined`.
 */

type Given<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

export const given: { <T extends object>(fields: T): Given<T>; (fields: object): object } = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
