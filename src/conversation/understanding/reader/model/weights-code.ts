/**
 * A weight as one letter, a column as one letter: close to nothing finely, far from it coarsely (a
 * square root), so that a megabyte holds them all. The letter in the middle of the alphabet is
 * nothing; letters before it speak against, letters after it for.
 */
const ALPHABET = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(
  (letter) => letter !== '"' && letter !== '\\',
)
const MIDDLE = 45
/** What the last letter says. */
const MOST = 3
const places = new Map(ALPHABET.map((letter, at) => [letter, at]))

export const columnLetter = (column: number): string => ALPHABET[column] ?? ''
export const placeOfLetter = (letter: string): number => places.get(letter) ?? 0

export function weightLetter(weight: number): string {
  const size = Math.min(MIDDLE, Math.round(Math.sqrt(Math.min(1, Math.abs(weight) / MOST)) * MIDDLE))
  return ALPHABET[MIDDLE + Math.sign(weight) * size] ?? ''
}
export function weightOf(letter: string): number {
  const size = (placeOfLetter(letter) - MIDDLE) / MIDDLE
  return Math.sign(size) * size * size * MOST
}
