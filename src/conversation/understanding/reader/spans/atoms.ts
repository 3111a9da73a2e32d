/**
 * Features as numbers: every word of the model's own vocabulary is one hash, a feature is several
 * joined from left to right. Rule: only words of a closed vocabulary (known words, names in the
 * code) become atoms, so the memory stays bounded whatever people type. Names are kept for what is
 * read back by people: weights.json and `parley reader explain`. Next: model.ts finds their
 * weights.
 */
const codes = new Map<string, number>()
const names = new Map<number, string>()
let naming = false

/** Training and explaining want the names of joined features; reading does not. */
export function keepNames(on: boolean): void {
  naming = on
}

export function atom(text: string): number {
  const known = codes.get(text)
  if (known !== undefined) return known
  let code = 0x811c9dc5
  for (let i = 0; i < text.length; i++) code = Math.imul(code ^ text.charCodeAt(i), 0x01000193)
  code ^= code >>> 15
  codes.set(text, code)
  names.set(code, text)
  return code
}

export function join(left: number, right: number): number {
  let code = Math.imul(((left << 7) | (left >>> 25)) ^ right, 0x2c1b3c6d)
  code ^= code >>> 13
  if (naming && !names.has(code)) names.set(code, `${names.get(left) ?? '?'}|${names.get(right) ?? '?'}`)
  return code
}

export const nameOf = (code: number): string => names.get(code) ?? '?'
/** The number of a name as it stands in the weights. */
export const codeOf = (name: string): number => {
  const [first = '', ...rest] = name.split('|')
  return rest.reduce((code, part) => join(code, atom(part)), atom(first))
}
