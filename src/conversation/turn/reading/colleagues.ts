/**
 * What other people of a thread say, where nobody is mentioned: an answer to what the card asks, or
 * an order change with an item in it, said as one. Rule: people's talk stays talk, so an opinion, a
 * question and a memory are left alone however many mugs are in them; what places or ends an order
 * is answered by whose it is. Next: hearing.ts, which asks this of whoever else is in the thread.
 */

import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import type { Op } from '#conversation/understanding/types.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { InterpretContext } from './heard.ts'
import { answerOf } from './pending.ts'
import { answerChoices } from './pending-choices.ts'
import { changesRead } from './read-freely.ts'

/** Questions with choices of their own: a colleague who names one means it. */
const ANSWERABLE: ReadonlySet<PendingQuestion['kind']> = new Set([
  'choose-option',
  'choose-product',
  'choose-customer',
  'swap-coupon',
  'unclear',
  'backorder-choice',
  'keep-override',
])

/** How an order change begins: with what is to be done, with how many, or with who wants it. */
const BEGINS = new RegExp(
  String.raw`^(?:(?:please|pls|and|also|then|plus|ok|okay)[,\s]+)*(?:` +
    String.raw`(?:add|put|make|set|change|switch|swap|replace|remove|drop|delete|take|include)\b` +
    String.raw`|\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|another)\s` +
    String.raw`|(?:(?:the )?customer|she|he|they)\s(?:also\s)?(?:wants?|needs?|would like|takes?)\b)`,
  'i',
)
/** An opinion, a memory, a question among people. */
const TALK = new RegExp(
  String.raw`\?\s*$|\b(?:i (?:think|guess|had|sold|saw|told|heard|would|might)|maybe|perhaps|probably|would be` +
    String.raw`|could be|might|usually|last (?:week|month|year|time)|yesterday|instead of me|for lunch)\b`,
  'i',
)

export function isForTheOrder(text: string, context: InterpretContext): boolean {
  const { draft } = context
  return draft !== undefined && (answers(text, draft, context) || isChange(text, draft, context))
}

/** "add 2 red beanies": whatever the shop sells of it, that is for the order and wants an answer. */
const COUNTED = new RegExp(
  String.raw`^(?:(?:please|pls|and|also|then|ok|okay|can you|could you)[,\s]+)*(?:add|include|remove|drop|delete)\s+` +
    String.raw`(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|another|the)\s+\p{L}`,
  'iu',
)

/** Where reps help a customer, what changes the order is heard without a mention; everything else stays talk. */
export const isSaidAtDesk = (text: string, context: InterpretContext): boolean =>
  isForTheOrder(text, context) || (context.draft !== undefined && COUNTED.test(text.trim()) && !TALK.test(text))

/** Once the order is no longer theirs nothing of it is known here: whatever begins like a change of one. */
export const isForOrderGone = (text: string, context: InterpretContext): boolean =>
  !TALK.test(text) && (COUNTED.test(text.trim()) || (BEGINS.test(text.trim()) && changesRead(text, context).length > 0))

/** By name: a position or a yes answers only who was asked. */
function answers(text: string, draft: OrderDraft, { shop }: InterpretContext): boolean {
  const { pending, overtaken } = draft
  if (pending === undefined || overtaken === true || !ANSWERABLE.has(pending.kind)) return false
  const request = parsePlain(text, shop.catalog.variants)?.requests[0]
  const heard = {
    request,
    text,
    own: false,
    fresh: false,
    means: () => false,
    looks: () => false,
    reads: () => false,
    commands: () => false,
  }
  return answerChoices(draft, heard, shop) !== undefined || answerOf(pending, heard, shop) !== undefined
}

function isChange(text: string, draft: OrderDraft, context: InterpretContext): boolean {
  if (!BEGINS.test(text.trim()) || TALK.test(text)) return false
  const ops = changesRead(text, context)
  const skus = draft.content.lines.map(({ sku }) => sku)
  return ops.length > 0 && ops.every((op) => namesItem(op, text.toLowerCase(), skus, context.shop.catalog))
}

/** "make it 3" is about an item, and names none. */
function namesItem(op: Op, said: string, skus: readonly Sku[], { variants, products }: Catalog): boolean {
  if (op.op === 'add') return true
  if (op.op !== 'setQty' && op.op !== 'changeQty' && op.op !== 'remove' && op.op !== 'setOption' && op.op !== 'replace')
    return false
  const product = products.get(variants.get(skus[op.line] ?? '')?.productId ?? '')
  const names = product === undefined ? [] : [product.name, product.plural, ...product.synonyms]
  return names.some((name) => said.includes(name.toLowerCase()))
}
