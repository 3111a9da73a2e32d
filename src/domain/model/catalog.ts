/**
 * The catalog: products, their option values, and the variants (SKUs) that can be sold.
 * Read-only while a turn runs; cached per process and replaced as a whole when the shop changes.
 */
import type { Amount, Sku } from '#domain/base/flavour.ts'
import type { WordIndex } from './word-index.ts'

export type OptionValue = { readonly id: string; readonly name: string; readonly synonyms: readonly string[] }
export type Option = {
  readonly id: string
  readonly name: string
  readonly values: readonly OptionValue[]
  readonly defaultValue?: string
}

export type Product = {
  readonly id: string
  readonly name: string
  /** Plural or everyday name, used in counts: "2 classic mugs". */
  readonly plural: string
  readonly code: string
  readonly synonyms: readonly string[]
  readonly category: string
  readonly brand?: string
  readonly taxClass: string
  /** Option ids, in the order they are asked. */
  readonly options: readonly string[]
  /** The shop's default value of an option for this product (rules.md O3, assume and show). */
  readonly defaults: Readonly<Record<string, string>>
  readonly image?: { readonly url: string; readonly alt: string }
  /** A free text the product offers (engraving), priced per unit in minor units. */
  readonly freeText?: { readonly label: string; readonly price: Amount; readonly maxLength: number }
  /** It came with a catalog import: the next one that lacks it discontinues it, a shop file leaves it alone. */
  readonly imported?: true
}

export type Variant = {
  readonly sku: Sku
  readonly productId: string
  /** option id -> value id */
  readonly options: Readonly<Record<string, string>>
  /** Minor units of the shop's currency. */
  readonly price: Amount
  /** What it cost before, shown beside the price where it is more; never charged. */
  readonly compareAt?: Amount
  /** Unit cost in minor units where the shop keeps it (margin on approvals only; never shown to customers). */
  readonly cost?: Amount
  readonly weightGrams: number
  readonly active: boolean
  readonly maxPerOrder: number
  /** ISO instants, purchasable from (inclusive) / until (exclusive). */
  readonly purchasableFrom?: string
  readonly purchasableUntil?: string
}

export type Catalog = {
  readonly options: ReadonlyMap<string, Option>
  readonly products: ReadonlyMap<string, Product>
  /** By upper-case SKU. */
  readonly variants: ReadonlyMap<string, Variant>
  readonly variantsOf: ReadonlyMap<string, readonly Variant[]>
  /** Which products have a word: what searches and the reader look names up in. */
  readonly index: WordIndex
}
