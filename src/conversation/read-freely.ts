/**
 * Free wording: asks the understanding module and turns each operation into a request. A confident reading is applied and shown; a doubtful one
 * becomes one question; unknown words are named. Next: understanding/understand.ts reads, turn/turn.ts carries out.
 */

import type { Catalog } from '#domain/catalog.ts'
import type { DraftLine as CartLine, OrderDraft } from '#domain/draft.ts'
import type { InterpretContext } from './interpret.ts'
import { toRequest } from './op-request.ts'
import type { Request } from './request.ts'
import type { DraftLine, Understood } from './understanding/types.ts'
import { understand } from './understanding/understand.ts'

export function readFreely(
  text: string,
  context: InterpretContext & { readonly sure?: boolean },
): { readonly requests: readonly Request[]; readonly unexplained: readonly string[] } {
  const { draft, shop, lexicon } = context
  const cart = draft?.content.lines ?? []
  const focus = cart.findIndex((line) => line.id === draft?.focus[0])
  const understood = understand(lexicon, {
    text,
    lines: cart.map((line) => lineOf(line, shop.catalog)),
    ...(focus < 0 ? {} : { focus }),
    hasDraft: draft !== undefined,
    context: {
      addresses: addressLabels(draft),
      methods: shop.settings.shippingMethods.map((method) => ({ id: method.id, words: [method.id, method.name] })),
      coupons: (draft?.content.coupons ?? []).map((coupon) => coupon.code),
    },
  })
  return decideReading(text, understood, context.sure === true)
}

function decideReading(
  text: string,
  understood: Understood,
  sure: boolean,
): { readonly requests: readonly Request[]; readonly unexplained: readonly string[] } {
  const requests = understood.ops.map(toRequest)
  const { unexplained } = understood
  if (requests.length === 0) return { requests: [{ kind: 'not-understood', words: unexplained }], unexplained: [] }
  const doubt = understood.ops.some((op) => op.op === 'clarify' || op.op === 'notFound' || op.op === 'noVariant')
  const changes = understood.ops.some(
    (op) => op.op === 'add' || op.op === 'replace' || op.op === 'remove' || op.op === 'setOption' || op.op === 'split',
  )
  if (understood.confident || sure || doubt || !changes) return { requests, unexplained }
  const question = understood.question ?? `I am not sure I read that right.`
  return { requests: [{ kind: 'confirm-reading', text, question }], unexplained }
}

/** Labels every saved address could have are learnt from the draft; unknown ones are answered by resolve/addresses.ts. */
const addressLabels = (draft: OrderDraft | undefined): readonly string[] => [
  ...new Set([
    ...(draft?.content.groups ?? []).flatMap((group) => (group.label === undefined ? [] : [group.label])),
    'home',
    'office',
    'work',
  ]),
]

function lineOf(line: CartLine, catalog: Catalog): DraftLine {
  const variant = catalog.variants.get(line.sku)
  return { product: variant?.productId ?? line.sku, options: variant?.options ?? {}, quantity: line.quantity }
}
