/**
 * What wordings about placed orders are made of: the number, counts, items, and the small words
 * people put around them. Next: placed-words.ts and amend-words.ts put them together.
 */
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import type { OrderAct } from './arguments.ts'
import { type Shape, shape, type Words } from './shape.ts'

export const POLITE =
  String.raw`(?:please\s+|can\s+(?:you|i)\s+|could\s+(?:you|i)\s+|i\s+(?:want|need` +
  String.raw`|would\s+like)\s+to\s+|i'd\s+like\s+to\s+)*`
export const ORDER =
  String.raw`(?:(?:my|the|our|her|his|their)\s+)?(?:order\s+)?(?:number\s+` + String.raw`|no\.?\s*)?#?(?<order>\d{4,9})`
export const OF = String.raw`\s+(?:from|in|on|of|for|out\s+of)\s+${ORDER}`
/** Digits or a word: "2 polos", "one of the mugs", "a polo". */
export const HOW_MANY =
  String.raw`(?:(?<quantity>\d{1,20}|an?|${COUNT_WORDS})\s+` +
  String.raw`(?:x\s+|of\s+(?:the\s+|my\s+|her\s+|his\s+|their\s+|these\s+|those\s+)?)?)?`
export const SOME_ITEM = String.raw`(?<item>[^\s:][^\n:]{0,79}?)`
export const END = String.raw`(?:\s*,?\s*(?:please|thanks|thank\s+you))?\s*[.!?]*$`

export const politely = (words: string): RegExp => new RegExp(`^${POLITE}${words}${END}`, 'i')
export const counted = ({ quantity }: Words): { readonly quantity?: string } =>
  quantity === undefined ? {} : { quantity: String(countOf(quantity) ?? quantity) }
export const item = (words: Words): string => words['item']?.trim() ?? ''

/** An act and the order it is about; without a number, the order last spoken of. */
export type ActShape = Shape<{ readonly order: number; readonly act: OrderAct }>
export type Unnumbered = Shape<{ readonly act: OrderAct }>
export const act = (words: string, of: (words: Words) => OrderAct): ActShape =>
  shape(politely(words), (said) => ({ order: Number(said['order']), act: of(said) }))
export const thatOrder = (words: string, of: (words: Words) => OrderAct): Unnumbered =>
  shape(politely(words), (said) => ({ act: of(said) }))
