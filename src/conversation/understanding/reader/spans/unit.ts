/** What a unit of a message is, and what it is read against. Next: units.ts cuts a message into units. */

import type { SpokenOptions, UnderstandingContext } from '#conversation/understanding/types.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { CatalogIndex, ValueWords } from './catalog-index.ts'
import type { Slips } from './slips.ts'

export type Unit = {
  readonly from: number
  readonly to: number
  readonly kind: 'word' | 'mark' | 'number' | 'span'
  readonly words: string
  readonly raw: string
  readonly start: number
  readonly end: number
  readonly plural: boolean
  readonly products?: readonly string[]
  readonly exact?: boolean
  /** Products that may be called so where the cart has them. */
  readonly kin?: ReadonlySet<string>
  readonly values?: readonly ValueWords[]
  /** Values a bare number may mean besides. */
  readonly weak?: readonly ValueWords[]
  readonly sku?: { readonly product: string; readonly options: SpokenOptions }
  readonly number?: number
  readonly money?: boolean
  readonly ordinal?: number
  readonly fuzzy?: boolean
  readonly email?: string
  readonly code?: string
  readonly method?: string
  readonly address?: string
}
/** Words the model has seen; any other is a slip of one of them, or unknown. */
export type Vocabulary = { readonly known: ReadonlySet<string>; readonly slips: Slips }
export type Ground = {
  readonly lexicon: Lexicon
  readonly index: CatalogIndex
  readonly vocabulary: Vocabulary
  readonly context: UnderstandingContext
}
