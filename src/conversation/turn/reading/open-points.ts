/**
 * Open points of a turn: what was said and not answered is named before anything is placed, asked
 * anew where words could only be its answer, and over when it is said again in other words. Next:
 * #domain/draft/open-questions.ts keeps them on the draft, screens/cart/open-points.ts words them.
 */
import type { Of } from '#conversation/requests/request.ts'
import { notThatFieldWords, stillOpenView, toWhatView } from '#conversation/screens/cart/open-points.ts'
import type { Say, Session } from '#conversation/turn/session.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import type { Variant } from '#domain/model/catalog.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'

/** The question stands on the card as the last thing said. */
export function askAnew(session: Session): void {
  session.showCard = true
  session.askedAgain = true
}

/** Nothing is placed while something said waits for an answer. */
export function stillOpen(session: Session): void {
  const { draft } = session
  if (draft === undefined) return
  session.says.push({ kind: 'screen', draw: (context) => stillOpenView(draft, context) })
  askAnew(session)
}

/** Words that only answer, but not what was asked: `given` cannot be the value of the field; `to` what was answered. */
export function askAgain({ given, to }: Of<'ask-again'>, session: Session): void {
  const { draft } = session
  const question = draft?.pending
  if (draft !== undefined && question !== undefined)
    session.says.push(
      given === undefined
        ? { kind: 'screen', draw: (context) => toWhatView(to ?? 'yes', draft, context) }
        : notThatField(given, question),
    )
  askAnew(session)
}

const notThatField = (given: string, question: PendingQuestion): Say => ({
  kind: 'tell',
  ...notThatFieldWords(given, question),
})

/** Said once more and understood: the same item, or words of the same message. */
export function isSaidAgain(question: PendingQuestion, { before, draft, events, inbound, shop }: Session): boolean {
  if (!events.some(({ kind }) => kind === 'line-added' || kind === 'line-changed' || kind === 'line-removed'))
    return false
  const known = new Map((before?.content.lines ?? []).map((line) => [line.id, line]))
  const touched = (draft?.content.lines ?? []).filter((line) => known.get(line.id) !== line)
  const kept = new Set((draft?.content.lines ?? []).map(({ id }) => id))
  const gone = question.kind === 'unclear' ? [...known.values()].filter(({ id }) => !kept.has(id)) : []
  if (question.kind === 'note') return !kept.has(question.lineId)
  const products = [...touched, ...gone].map(({ sku }) => shop.catalog.variants.get(sku)?.productId)
  switch (question.kind) {
    case 'choose-option':
      return touched.some(({ sku }) => isThat(question, shop.catalog.variants.get(sku)))
    case 'choose-product':
      return question.productIds.some((id) => products.includes(id))
    case 'confirm-reading':
      return inbound.kind === 'message' && wordsOf(inbound.text).some((word) => wordsOf(question.text).includes(word))
    case 'unclear':
      return namesOne(question.text, products, shop)
    default:
      return false
  }
}

/** The item with what was said of it. */
const isThat = (asked: Extract<PendingQuestion, { kind: 'choose-option' }>, variant: Variant | undefined): boolean =>
  variant?.productId === asked.productId &&
  Object.entries(asked.options).every(([option, value]) => variant.options[option] === value)

/** The words name one of these products, by any of its names. */
function namesOne(text: string, products: readonly (string | undefined)[], { catalog }: Session['shop']): boolean {
  const said = new Set(nameWords(text))
  return products.some((id) => {
    const product = catalog.products.get(id ?? '')
    return (
      product !== undefined &&
      [product.name, product.plural, ...product.synonyms].some((name) => nameWords(name).some((word) => said.has(word)))
    )
  })
}
const nameWords = (text: string): readonly string[] =>
  (text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).map((word) => word.replace(/s$/, ''))

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/s$/, ''))

/**
 * What was only offered as a reading follows nobody for ever: once two other things were done instead
 * of answering, it is quoted and let go.
 */
export function isLetGo(question: PendingQuestion, session: Session): boolean {
  const { before, events, says } = session
  if (question.kind !== 'confirm-reading' || before?.pending !== question) return false
  if (before.overtaken !== true || events.length === 0) return false
  const headline = understoodWords.letGo(question.text)
  if (!says.some((said) => said.kind === 'tell' && said.headline === headline))
    says.push({ kind: 'tell', headline, text: understoodWords.sayItAgain })
  return true
}
