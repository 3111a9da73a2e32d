// Reading what a client sent, when nothing is known about it: a part that is missing or of another
// kind is answered by an empty one, so that a fake never throws where the platform would answer an
// error. Shared by all fakes of chat platforms.

export type Obj = Readonly<Record<string, unknown>>

export const isObj = (value: unknown): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** An object, or an empty one. */
export const obj = (value: unknown): Obj => (isObj(value) ? value : {})
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const objs = (value: unknown): readonly Obj[] => list(value).filter(isObj)
export const str = (value: unknown): string => (typeof value === 'string' ? value : '')
export const has = (value: Obj, key: string): boolean => value[key] !== undefined && value[key] !== null

/** A string that holds JSON is read; anything else stays as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
