/**
 * What a row of any export gives, in one shape: texts as they stand, each with its row and column,
 * so that whatever is wrong with one can be said where it is. Next: build.ts makes goods of it.
 */
export type Cell = { readonly text: string; readonly row: number; readonly column: string }

export type GivenProduct = {
  /** What the export keeps its variants together by: a handle, a parent's SKU or number, a name. */
  readonly key: string
  readonly name: Cell
  readonly category?: string
  readonly brand?: string
  readonly image?: { readonly url: string; readonly alt: string }
  readonly active: boolean
  readonly taxed: boolean
  readonly options: readonly string[]
}

export type GivenVariant = {
  readonly key: string
  readonly sku: Cell
  /** In the order of the product's options. */
  readonly values: readonly string[]
  readonly price: Cell
  readonly compareAt?: Cell
  readonly cost?: Cell
  readonly weight?: { readonly amount: Cell; readonly unit: string }
  readonly active: boolean
  readonly stock: GivenStock
}

/** Not said: a new SKU is not counted, one that is there stays as it is. */
export type GivenStock =
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'untracked' }
  | { readonly kind: 'counted'; readonly onHand: Cell; readonly backorders: 'allowed' | 'refused' }

export type Given =
  | { readonly kind: 'product'; readonly product: GivenProduct }
  | { readonly kind: 'variant'; readonly variant: GivenVariant }
  | { readonly kind: 'problem'; readonly problem: ImportProblem }

/** `warning`: it is imported all the same. */
export type ImportProblem = {
  readonly row: number
  readonly column: string
  readonly message: string
  readonly warning?: true
}

/** Rows of one kind of file, taken one after the other; `end` for what waited for later rows. */
export type ColumnReading = { readonly take: (row: Sheet) => readonly Given[]; readonly end: () => readonly Given[] }

/** A row by the names of its columns, as they are written. */
export type Sheet = {
  readonly row: number
  /** The first of these columns that the file has; an empty text where it has none. */
  readonly cell: (...columns: readonly string[]) => Cell
}

export const isTrue = (text: string): boolean => /^(?:true|1|yes|y)$/i.test(text)
export const isFalse = (text: string): boolean => /^(?:false|0|no|n|-1)$/i.test(text)

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ndash: '–',
  mdash: '—',
  eacute: 'é',
}
/** Names as people read them: no tags, no entities, one space. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replaceAll(/&([a-z]+);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The last part of "Clothing > Shirts"; of several categories the first. */
export const lastCategory = (text: string): string => plainText((text.split(',')[0] ?? '').split('>').at(-1) ?? '')
