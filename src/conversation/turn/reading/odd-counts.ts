/**
 * Numbers that a reader took for a count and that are none, or none that is whole: "2-3", "1/2",
 * "10 %", "15 inch", somebody's age. Rule: goods are counted only by what surely counts them;
 * anything else is asked about with the words it was said with. Next: requests/words/whole-numbers.ts
 * and measures.ts find them in the text.
 */
import type { Request } from '#conversation/requests/request.ts'
import { measuresIn } from '#conversation/requests/words/measures.ts'
import { brokenNumbers, endsOf, type percentIn } from '#conversation/requests/words/whole-numbers.ts'
import type { Op, Understood } from '#conversation/understanding/types.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { productsWith, termsOf } from '#domain/catalog/word-index.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Shop } from '#domain/model/shop.ts'

type Read = { readonly requests: readonly Request[]; readonly unexplained: readonly string[] }

/** Off the price it is asked for, and refused to who may not; anything else is said again. */
export const percentRead = ({ number, off }: NonNullable<ReturnType<typeof percentIn>>): Read => ({
  requests: [off ? { kind: 'subtract', amount: `${number}%` } : { kind: 'not-understood', words: [`${number} %`] }],
  unexplained: [],
})

/**
 * What stands beside the numbers that are none is done, read once however many they are; each of
 * them is asked for with the words it was said with, the first last.
 */
export function wholeNumbers(text: string, spans: readonly string[], read: (rest: string) => Read): Read {
  const parts = text
    .split(BETWEEN)
    .map((part) => ({ part: part.trim(), span: spans.find((span) => part.includes(span)) }))
  const asked = parts.flatMap(({ part, span }) => (span === undefined ? [] : [wholeOf(part, span)]))
  const rest = parts.flatMap(({ part, span }) => (span === undefined && part !== '' ? [part] : [])).join(', ')
  const clear = rest === '' || asked.length === 0 ? { requests: [], unexplained: [] } : read(rest)
  const questions = asked.length === 0 ? spans.slice(0, 1).map((span) => wholeOf(text.trim(), span)) : asked
  return {
    requests: [...clear.requests.filter(({ kind }) => !TALK.has(kind)), ...questions.toReversed()],
    unexplained: clear.unexplained,
  }
}
const wholeOf = (about: string, span: string): Request => ({
  kind: 'unclear',
  about: understoodWords.wholeNumberOf(about),
  candidates: endsOf(span),
  text: about,
  span,
})
export const BETWEEN = /,\s+|[;\n]|\s(?:and|plus|&)\s/i
const TALK: ReadonlySet<Request['kind']> = new Set(['not-understood', 'small-talk'])

export const COUNTS: ReadonlySet<Op['op']> = new Set(['add', 'setQty', 'changeQty', 'replace', 'split', 'splitShip'])

/**
 * Fractions, decimals and ranges where goods are counted, whatever the reader made of them; not
 * what stands in words that are kept (an address), nor a name of the catalog ("size 10/12").
 */
export function brokenCounts(text: string, ops: readonly Op[], { catalog }: Shop): readonly string[] {
  if (!ops.some(({ op }) => COUNTS.has(op))) return []
  const kept = JSON.stringify(ops).toLowerCase()
  return brokenNumbers(text).filter(
    (span) => !kept.includes(span.toLowerCase()) && !isNamed(span, catalog) && !isNamedBeside(text, span, catalog),
  )
}

/** "1/2 moon" of a "½ Moon Bed", also behind a count ("2 1/2 moon beds"), and "RCD 63/30", which is a SKU. */
function isNamedBeside(text: string, span: string, catalog: Catalog): boolean {
  const fraction = /\d\/\d+$/.exec(span)?.[0]
  const [next = ''] = /[\p{L}\p{N}]+/u.exec(text.slice(text.indexOf(span) + span.length)) ?? []
  const [before = ''] = /\S+\s+$/.exec(text.slice(0, text.indexOf(span))) ?? []
  const called = fraction !== undefined && next !== '' && productsWith(catalog, `${fraction} ${next}`).length > 0
  return called || catalog.variants.has(`${before.trim()} ${span}`.toUpperCase())
}

/** A name of the catalog, or of what its items come in. */
function isNamed(span: string, catalog: Catalog): boolean {
  const said = plainly(span)
  return productsWith(catalog, span)
    .flatMap(({ name, plural, synonyms }) => [name, plural, ...synonyms])
    .concat(
      [...catalog.options.values()].flatMap(({ values }) =>
        values.flatMap(({ name, synonyms }) => [name, ...synonyms]),
      ),
    )
    .some((name) => plainly(name).includes(said))
}
/** "Mugs: 5", "qty: 5": the number of an item, or of the one that is spoken of; a zip is none. */
function countsGoods(label: string, { index }: Catalog): boolean {
  if (/\b(?:zip|post|code|ref|no|nr|room|floor|date|time)\b/i.test(label)) return false
  const words = termsOf(label)
  return (
    words.some((word) => index.terms.has(word)) ||
    /\b(?:qty|quantity|count|amount|units?|pieces|pcs|stk)\b/i.test(label)
  )
}
/** "5 x 80", "5×80" and "5x80" are one; so are "½" and "1/2". */
const plainly = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll('⁄', '/')
    .toLowerCase()
    .replaceAll(/(?<=\d)\s*[x×*]\s*(?=\d)/g, 'x')

/** Milliseconds are many in a message so long: what was read of it is asked about instead of read again. */
const READ_ONCE = 1_000

function askedAbout<R extends { readonly read: Understood }>(
  first: R,
  counted: readonly { readonly span: string }[],
): R & { readonly measured: boolean } {
  const named = counted.slice(0, 3).map(({ span }) => `"${span}"`)
  const read = { ...first.read, confident: false, question: understoodWords.meantByGoods(named.join(', ')) }
  return { ...first, read, measured: true }
}

/** What stands in an operation that people say as a number. */
const FIGURES: readonly ((op: Op) => number | undefined)[] = [
  (op) => (COUNTS.has(op.op) && 'quantity' in op ? op.quantity : undefined),
  (op) => (op.op === 'changeQty' ? Math.abs(op.by) : undefined),
  (op) => (op.op === 'priceAdjust' || op.op === 'lineOff' ? Math.abs(op.amount) : undefined),
]

/**
 * What says something of a person is taken out and counts nothing; what measures goods is named in
 * a question, with the count it leaves.
 */
export function withoutMeasures<R extends { readonly read: Understood }>(
  text: string,
  understood: (text: string) => R,
  { catalog }: Pick<Shop, 'catalog'>,
): R & { readonly text: string; readonly measured: boolean } {
  const first = { ...understood(text), text, measured: false }
  const { ops } = first.read
  const kept = JSON.stringify(ops).toLowerCase()
  const counts = (number: number): boolean => ops.some((op) => FIGURES.some((figure) => figure(op) === number))
  const counted = measuresIn(text).filter(
    ({ span, number, ofPerson, ofPlace, label }) =>
      (label === undefined || !countsGoods(label, catalog)) &&
      (counts(number) || (ofPerson && ofPlace !== true && !first.read.confident)) &&
      !kept.includes(span.toLowerCase()) &&
      !isNamed(span, catalog),
  )
  if (counted.length === 0) return first
  if (text.length > READ_ONCE) return askedAbout(first, counted)
  const without = (persons: boolean): string =>
    counted.reduce((rest, { span, ofPerson }) => (ofPerson || !persons ? rest.replace(span, ' ') : rest), text)
  const again = understood(without(false))
  const goods = counted.filter(({ ofPerson }) => !ofPerson).map(({ span }) => `"${span}"`)
  const places = counted.filter(({ ofPlace }) => ofPlace).map(({ span }) => span)
  if (goods.length === 0) {
    const read = { ...again.read, unexplained: [...again.read.unexplained, ...places] }
    return { ...again, read, text: without(true), measured: false }
  }
  const read = { ...again.read, confident: false, question: understoodWords.meantByGoods(goods.join(', ')) }
  return { ...again, read, text: without(true), measured: true }
}
