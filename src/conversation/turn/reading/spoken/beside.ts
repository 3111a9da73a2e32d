/**
 * What is said of what is being talked about: of goods just asked about, of a list, of the order as a
 * whole, and by whom. Rule: the whole sentence is that, and a command or an answer comes first.
 * Next: understanding/everyday/spoken/, caller.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { InterpretContext } from '#conversation/turn/reading/heard.ts'
import { agreement } from '#conversation/understanding/everyday/spoken/agreed.ts'
import { goodsAsked, topicQuestion, topicWishes } from '#conversation/understanding/everyday/spoken/topic-wish.ts'
import { positionIn } from '#conversation/understanding/words/numbers.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { callerIn } from './caller.ts'

/** Said of the goods that were asked about, or asked of some by name. */
export function ofTopic(
  text: string,
  { topic, draft, shop: { catalog } }: InterpretContext,
): readonly Request[] | undefined {
  const wishes = topic && topicWishes(text, topic, catalog)
  if (wishes !== undefined) return wishes
  const focus = draft?.content.lines.find(({ id }) => id === draft.focus[0])?.sku
  const touched = topic === undefined ? catalog.variants.get(focus ?? '') : undefined
  const spoken =
    topic ?? (touched && { products: [touched.productId], options: touched.options, inCart: true as const })
  const asked = (spoken && topicQuestion(text, spoken, catalog)) ?? goodsAsked(text, catalog)
  return asked && [asked]
}

/** "Okay, put the order through", with a cart open. */
export function agreedPlain(
  text: string,
  { draft }: InterpretContext,
): { requests: readonly Request[]; rest?: string } | undefined {
  if (draft === undefined || (draft.content.lines.length === 0 && draft.pending === undefined)) return undefined
  const fresh = draft.pending !== undefined && draft.overtaken !== true && YES_ABLE.has(draft.pending.kind)
  const agreed = agreement(text, fresh)
  return agreed && { requests: [agreed] }
}
const YES_ABLE: ReadonlySet<PendingQuestion['kind']> = new Set([
  ...(['confirm-place', 'confirm-reading', 'confirm-cancel', 'use-account', 'swap-coupon', 'keep-override'] as const),
])

/** "The first one" of a list that was asked about. */
export function chosenPlace(text: string, { draft }: InterpretContext): Request | undefined {
  const at = LISTS.has(draft?.pending?.kind) ? positionIn(text) : undefined
  return at === undefined ? undefined : { kind: 'choose', option: at + 1 }
}
const LISTS: ReadonlySet<PendingQuestion['kind'] | undefined> = new Set([
  ...(['choose-customer', 'choose-option', 'choose-product', 'backorder-choice', 'which-point'] as const),
])

export const calling = (text: string, { draft, spoken, shop }: InterpretContext) =>
  callerIn(text, {
    buyer: draft?.content.buyer,
    of: draft === undefined ? (spoken?.groups ?? []).flatMap(({ address }) => address?.name ?? []) : [],
    catalog: shop.catalog,
  })
