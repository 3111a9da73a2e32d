/**
 * The one index of the catalog's words, kept beside it: which products have a word. It grows and is
 * mended in place while turns read it; rule: it answers ids, and the catalog of the turn says what
 * they are. Made and asked in catalog/word-index.ts.
 */
export type WordIndex = {
  /** Places in `products` by word, ascending. */
  readonly terms: Map<string, number[]>
  /** Product ids; a place is never used again, so that lists stay ascending. */
  readonly products: (string | undefined)[]
  readonly placeOf: Map<string, number>
  /** Words by their first two letters, and by their length. */
  readonly begins: Map<string, string[]>
  readonly lengths: Map<number, string[]>
  /** Counts what was put in or taken out: who keeps something made of the words knows by it that they changed. */
  grown: number
}
