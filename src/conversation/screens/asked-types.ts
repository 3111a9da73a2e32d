/** A question in words and controls, and what it is made from. Next: question.ts words each kind. */
import type { Control } from '#conversation/edge/view.ts'
import type { CustomerHit } from '#conversation/engine-facts.ts'
import type { BackorderChoice } from '#domain/model/refusals.ts'
import type { ShownDraft } from './cart/cart-lines.ts'

/** `list`: what it is about, a line each. */
export type Asked = {
  readonly words: string
  readonly list?: readonly string[]
  readonly controls: readonly Control[]
}
/** `customers`: whom the ids of a choice of customers stand for, as far as this turn knows. */
export type AskedOf = {
  readonly draft?: ShownDraft['draft']
  readonly customers?: readonly CustomerHit[]
  /** What each choice about short lines comes to. */
  readonly choices?: readonly BackorderChoice[]
  /** Its key, where it is not the one asked last: its controls say which question they answer. */
  readonly point?: string
}
