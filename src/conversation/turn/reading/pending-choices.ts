/**
 * Answers to open points beside the one asked last: values that fit the items asked about, "both"
 * of several, and older questions by words that can answer nothing else. Next: pending.ts has each
 * question by itself.
 */

import type { Request } from '#conversation/requests/request.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { type OptionAnswer, optionAnswers } from '#conversation/understanding/everyday/option-answers.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { pointKey, questionAt, questionsOf } from '#domain/draft/open-questions.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Shop } from '#domain/model/shop.ts'
import { requestOfOp } from './act-requests.ts'
import type { PendingAnswer, Said } from './heard.ts'
import { answerOf, chosen } from './pending.ts'

type Chosen = { readonly requests: readonly Request[]; readonly closes: readonly PendingQuestion[] }

/** Undefined: none of the choices is answered by it. */
export function answerChoices(draft: OrderDraft, heard: Said, { catalog }: Shop): Chosen | undefined {
  const { pending } = draft
  if (pending?.kind === 'which-point') {
    const which = whichOf(pending, draft, heard)
    if (which !== undefined) return which
  }
  const open = questionsOf(draft).filter((question): question is OptionAnswer => question.kind === 'choose-option')
  if (heard.request !== undefined || open.length === 0) return undefined
  const left = leftOut(draft, heard.text, { open, catalog })
  if (left !== undefined) return { requests: [{ kind: 'leave-out', point: pointKey(left) }], closes: [] }
  const answers = optionAnswers(heard.text, open, catalog)
  if (answers === undefined) return undefined
  if (answers.kind === 'which') {
    const { option, value, among } = answers
    return { requests: [{ kind: 'which-point', option, value, points: among.map(pointKey) }], closes: [] }
  }
  return {
    requests: answers.each.flatMap(({ of, options }) => chosen(of, options).requests),
    closes: answers.each.map(({ of }) => of),
  }
}

const LEAVE = new RegExp(
  String.raw`^(?:please\s+)?(?:(?:leave\s+out|skip|forget(?:\s+about)?` +
    String.raw`|drop|remove|without|scrap|no)\s+(?:the\s+|my\s+|that\s+)?` +
    String.raw`(?<item>[^,;:\n]{2,40}?)|leave\s+(?:the\s+|my\s+|that\s+)?` +
    String.raw`(?<kept>[^,;:\n]{2,40}?)\s+out)(?:\s+please)?[.!]*$`,
  'iu',
)
type Open = { readonly open: readonly OptionAnswer[]; readonly catalog: Shop['catalog'] }

/** "leave out the polo": the one that is asked about, where no line of the cart is called that. */
function leftOut({ content }: OrderDraft, text: string, { open, catalog }: Open): OptionAnswer | undefined {
  const { item, kept = item } = LEAVE.exec(text.trim())?.groups ?? {}
  if (kept === undefined) return undefined
  const isCalled = (productId: string | undefined): boolean =>
    keysOfName(catalog.products.get(productId ?? '')).includes(kept.toLowerCase())
  if (content.lines.some(({ sku }) => isCalled(catalog.variants.get(sku)?.productId))) return undefined
  const [only, ...others] = open.filter(({ productId }) => isCalled(productId))
  return others.length === 0 ? only : undefined
}

const BOTH = /^(?:both|all|all of them|both of them|for both|the two|each)(?: please)?[.!]?$/i

function whichOf(asked: Extract<PendingQuestion, { kind: 'which-point' }>, draft: OrderDraft, heard: Said) {
  const points = asked.points.flatMap((key) => questionAt(draft, key) ?? [])
  const choices = points.filter((question): question is OptionAnswer => question.kind === 'choose-option')
  const { request, text, fresh } = heard
  const picked = request?.kind === 'choose' && fresh ? request.option : undefined
  const meant =
    picked === 1 || BOTH.test(text.trim()) ? choices : picked === undefined ? [] : choices.slice(picked - 2, picked - 1)
  if (meant.length === 0) return undefined
  return {
    requests: meant.flatMap((of) => chosen(of, { ...of.options, [asked.option]: asked.value }).requests),
    closes: [asked, ...meant],
  }
}

/**
 * An older question takes only what can be nothing else: a postcode, a state, a listed reason, one
 * of what was offered.
 */
export function answerOlder(question: PendingQuestion, heard: Said, shop: Shop): PendingAnswer | undefined {
  if (question.kind === 'pasted') return answerOf(question, heard, shop)
  if (heard.request !== undefined) return undefined
  switch (question.kind) {
    case 'address-field':
      return question.field === 'postcode' || question.field === 'subdivision'
        ? answerOf(question, heard, shop)
        : undefined
    case 'reason':
      return shop.settings.reasons.some((reason) => reason.toLowerCase() === heard.text.trim().toLowerCase())
        ? answerOf(question, heard, shop)
        : undefined
    case 'unclear':
      return question.candidates.some((one) => one.toLowerCase() === heard.text.trim().toLowerCase())
        ? answerOf(question, { ...heard, fresh: true }, shop)
        : undefined
    case 'choose-product':
      return answerOf(question, heard, shop)
    default:
      return undefined
  }
}

type Asked = Extract<PendingQuestion, { kind: 'choose-option' }>

/** The item asked about stood after the cart's lines: what was said of it completes it, the rest is read as usual. */
export function answerByOption(
  asked: Asked,
  ops: readonly Op[],
  line: number,
): { readonly requests: readonly Request[] } | undefined {
  const about = ops.filter((op) => 'line' in op && op.line === line)
  if (about.length === 0) return undefined
  const others = ops.filter((op) => !about.includes(op)).map((op) => requestOfOp(op, false))
  let { quantity } = asked
  const options = { ...asked.options }
  for (const op of about) {
    if (op.op === 'remove') return { requests: others.length > 0 ? others : [{ kind: 'show' }] }
    if (op.op === 'setQty') quantity = op.quantity
    if (op.op === 'changeQty') quantity += op.by
    if (op.op === 'setOption') Object.assign(options, op.options)
  }
  return { requests: [{ kind: 'add-product', productId: asked.productId, options, quantity }, ...others] }
}
