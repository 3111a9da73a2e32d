/**
 * Goods that are asked about: whether they can be had, what they come in, what is found for a word.
 * Rule: what was asked about is what "the black one" is said of next (the topic), until something is
 * put into the cart. Next: understanding/everyday/spoken/topic-wish.ts reads such words.
 */
import type { TurnOutcome } from '#conversation/engine-ports.ts'
import type { Of } from '#conversation/requests/request.ts'
import { comesIn, describe } from '#conversation/resolve/lines.ts'
import { variantsMatching } from '#conversation/resolve/variants.ts'
import { availabilityView, findView } from '#conversation/screens/catalog.ts'
import { ensureDraft } from '#conversation/turn/facts.ts'
import { factsOf, type Say, type Session } from '#conversation/turn/session.ts'
import { carryOut } from '#conversation/turn/step.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { given } from '#domain/base/given.ts'
import { searchCatalog } from '#domain/catalog/catalog-search.ts'

type Options = Readonly<Record<string, string>>
/** How many products one answer lists; the rest is reached by saying more. */
const LISTED = 10

const tell = (headline: string, text?: string): Say => ({ kind: 'tell', headline, ...given({ text }) })
const draw = (screen: Extract<Say, { kind: 'screen' }>['draw']): Say => ({ kind: 'screen', draw: screen })

function speakOfGoods(products: readonly string[], options: Options, session: Session): void {
  if (products.length > 0) session.topic = { user: session.inbound.user, products, options }
}

const CART: ReadonlySet<string> = new Set(['line-added', 'line-changed', 'line-removed', 'cart-cleared', 'submitted'])
/** What is spoken of when the turn is over. */
export function topicLeft({ topic, turn, events }: Session): TurnOutcome['topic'] {
  if (topic !== undefined) return topic
  return turn.topic !== undefined && events.some(({ kind }) => CART.has(kind)) ? 'over' : undefined
}

export function findGoods({ text }: Of<'find'>, session: Session): Say {
  const hits = searchCatalog(session.shop.catalog, text, LISTED)
  speakOfGoods(
    hits.map(({ product }) => product.id),
    {},
    session,
  )
  return draw((context) => findView(text, hits, context))
}

export function stockAsked({ text }: Of<'stock'>, session: Session): Say {
  const { facts } = factsOf(session)
  const { catalog } = session.shop
  const exact = catalog.variants.get(text.trim().toUpperCase())
  const hits = exact === undefined ? searchCatalog(catalog, text, 1) : []
  const variants = exact === undefined ? (hits[0]?.variants ?? []) : [exact]
  const [first] = variants
  if (first !== undefined) speakOfGoods([first.productId], exact?.options ?? {}, session)
  return draw((context) => availabilityView(text, variants, facts, context))
}

export function availabilityOf(request: Of<'ask-availability'>, session: Session): Say {
  const { facts } = factsOf(session)
  const { catalog } = session.shop
  const productId =
    request.productId ?? askedProduct(session) ?? catalog.variants.get(focusSku(session) ?? '')?.productId
  if (productId === undefined) return tell(understoodWords.whichItem, understoodWords.nameItem)
  speakOfGoods([productId], request.options, session)
  const own = request.line === undefined ? undefined : session.draft?.content.lines[request.line]?.sku
  const pointed = own === undefined ? undefined : catalog.variants.get(own)
  const variants = pointed === undefined ? variantsMatching(catalog, productId, request.options) : [pointed]
  if (variants.length === 0) {
    speakOfGoods([productId], {}, session)
    return refused(productId, request.options, session)
  }
  return draw((context) =>
    availabilityView(catalog.products.get(productId)?.name ?? productId, variants, facts, context),
  )
}

/** "Pullover hoodie does not come in green", and what it comes in. */
function refused(productId: string, options: Options, { shop }: Session): Say {
  const product = shop.catalog.products.get(productId)
  if (product === undefined) return tell(understoodWords.itemNotFound)
  return tell(
    understoodWords.notMadeIn(product.name, describe(options, shop.catalog)),
    comesIn(product, options, shop.catalog),
  )
}

/** It was to be added: the first choice that stands in the way is asked, and the rest of what was said is kept. */
export async function offerOther({ productId, options, quantity }: Of<'no-variant'>, session: Session): Promise<void> {
  const { catalog } = session.shop
  session.says.push(refused(productId, options, session))
  speakOfGoods([productId], {}, session)
  if (quantity === undefined) return
  const free = Object.keys(options).flatMap((option) => {
    const kept = Object.fromEntries(Object.entries(options).filter(([name]) => name !== option))
    const sold = new Set(variantsMatching(catalog, productId, kept).map((variant) => variant.options[option]))
    const choices = (catalog.options.get(option)?.values ?? []).map(({ id }) => id).filter((id) => sold.has(id))
    return choices.length === 0 ? [] : [{ ask: option, options: kept, choices }]
  })
  const [first] = free
  if (first === undefined) return
  await ensureDraft(session)
  carryOut({ kind: 'ask', question: { kind: 'choose-option', productId, quantity, ...first } }, session)
}

/** What is asked about is what is spoken of. */
const askedProduct = ({ draft }: Session): string | undefined =>
  draft?.pending?.kind === 'choose-option' && draft.overtaken !== true ? draft.pending.productId : undefined
const focusSku = ({ draft }: Session): string | undefined =>
  draft?.content.lines.find((line) => line.id === draft.focus[0])?.sku
