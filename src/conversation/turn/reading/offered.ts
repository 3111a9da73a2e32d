/**
 * Acts that are likely and not sure: how they are offered; and lines, orders and addresses as the
 * reader knows them. Next: read-freely.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { readingWords } from '#conversation/screens/reading-words.ts'
import { productsNamedIn } from '#conversation/understanding/everyday/name-index.ts'
import { LINE_OPS, type Op, type SpokenLine, type Understood } from '#conversation/understanding/types.ts'
import { readAct } from '#conversation/words/order/read-acts.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { InterpretContext } from './heard.ts'

/**
 * What the head of acts found likely: a wish about a placed order asks by itself, a question is
 * answered, what changes the cart is said back; nothing else is done on a guess.
 */
export function offeredOf(
  ops: readonly Op[],
  requests: readonly Request[],
  text: string,
): readonly Request[] | 'unread' {
  if (requests.every((request) => request.kind === 'after' || LOOKS.has(request.kind))) return requests
  const words = ops.map(readAct)
  const said = words.filter((one) => one !== undefined)
  return said.length < words.length
    ? 'unread'
    : [
        {
          kind: 'confirm-reading',
          text,
          question: understoodWords.iRead(said.join(', '), understoodWords.didIGetItRight),
        },
      ]
}
const LOOKS: ReadonlySet<Request['kind']> = new Set<Request['kind']>([
  ...(['question', 'status', 'why', 'why-not', 'what-if', 'ask-availability', 'show', 'help'] as const),
  ...(['orders', 'drafts', 'approvals', 'history', 'find'] as const),
])

/** What is not done without asking where the reading is not sure. */
export const CHANGES: ReadonlySet<Op['op']> = new Set<Op['op']>([...LINE_OPS, 'repeatLast', 'undo', 'submit'])

/** The second of two near meanings as a button says it: only what a button has room for. */
export function insteadOf(
  { rival, lines: read }: Understood,
  lines: readonly SpokenLine[],
  catalog: Catalog,
): string | undefined {
  const said = rival && readingWords(lines, rival.lines, catalog)
  const words = said === readingWords(lines, read, catalog) ? undefined : said
  const all = rival?.ops.every(({ op }) => CHANGES.has(op)) === true
  return all && words !== undefined && words.length <= ROOM ? words : undefined
}
const ROOM = 50

/** As the reader knows orders: on its way, partly gone, come. */
export const orderOf = ({ number, status, lines }: NonNullable<InterpretContext['spoken']>, catalog: Catalog) => ({
  number: String(number),
  status,
  lines: lines.filter(({ gift }) => !gift).map(({ sku, quantity }) => lineAsSpoken(sku, quantity, catalog)),
})

export function lineAsSpoken(sku: Sku, quantity: Quantity, catalog: Catalog): SpokenLine {
  const variant = catalog.variants.get(sku)
  return { product: variant?.productId ?? sku, options: variant?.options ?? {}, quantity }
}

/** Lines that could be meant are offered by what they are, not by where they stand. */
export function withLineNames(request: Request, lines: readonly SpokenLine[], { products }: Catalog): Request {
  if (request.kind !== 'unclear' || request.about !== 'line') return request
  const named = request.candidates.map((at) => {
    const line = lines[Number(at)]
    return line && [products.get(line.product)?.name ?? line.product, ...Object.values(line.options)].join(' ')
  })
  return { ...request, candidates: named.filter((name) => name !== undefined) }
}

/**
 * Labels every saved address could have are learnt from the draft; unknown ones are answered by
 * resolve/addresses.ts.
 */
export const addressLabels = (draft: OrderDraft | undefined): readonly string[] => [
  ...new Set([
    ...(draft?.content.groups ?? []).flatMap((group) => (group.label === undefined ? [] : [group.label])),
    'home',
    'office',
    'work',
  ]),
]

/** "What mugs do you have?": not all there is, but what is called that. */
export function ofNamedGoods(request: Request, text: string, catalog: Catalog): Request {
  if (request.kind !== 'find' || request.text !== '') return request
  const [first, ...others] = productsNamedIn(text, catalog).filter(({ name }, _, all) => name === all[0]?.name)
  if (first === undefined) return request
  return others.length === 0
    ? { kind: 'ask-availability', productId: first.product.id, options: {} }
    : { kind: 'find', text: first.name }
}
