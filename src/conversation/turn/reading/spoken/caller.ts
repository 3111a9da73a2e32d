/**
 * Who a rep has on the phone, by name: "I've got Amy Park on the line", "Brunel Joinery: 2 bags",
 * "5 tool bags for Brunel". Rule: only where nobody was chosen yet; a name that is nobody's is quoted.
 * Next: resolve/customer.ts asks who of that name it is.
 */
import type { Of } from '#conversation/requests/request.ts'
import { productsNamedIn } from '#conversation/understanding/everyday/name-index.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Buyer } from '#domain/model/customer.ts'

const OPEN =
  String.raw`(?:(?:hi|hello|hey|so|and|ok(?:ay)?|right|now|next|(?:good )?(?:morning|afternoon` +
  String.raw`|evening)|well|alright)[\s,.!]+)*`
const NAME =
  String.raw`(?<name>(?!(?:she|he|they|it|we|you|i|an?|the|this|that|these|those|someone|somebody|my|our|her` +
  String.raw`|his|another` +
  String.raw`|customers?|orders?|send|ship|put|give|take|make|add|rest|everything|nobody|all|that['’]s` +
  String.raw`|what['’]s|still|there|here|what|who|when|how|is|are|will|please|two|one)\b)` +
  String.raw`[\p{L}][\p{L}\d'’.&-]+(?:\s(?!(?:is|are|has|and|from|wants|needs|on|in|again|here|now` +
  String.raw`|calling)\b)[\p{L}&][\p{L}\d'’.&-]*){0,3}?)`
const HERE =
  String.raw`(?:\s+(?:again|here|now|back|just))*\s+(?:(?:on|in) (?:the|my) (?:(?:other )?(?:phone|line)|chat` +
  String.raw`|store)|on hold` +
  String.raw`|calling(?: in| again)?|called|rang|waiting)(?:\s+(?:again|now|today|here))*`
const REST = String.raw`(?![\p{L}\d])[\s,.:;-]*(?:(?:and|who)\s+(?=\p{L}))?(?<rest>[\s\S]*)$`
const SAID = [
  String.raw`^${OPEN}(?:(?:i|we)(?:['’]ve| have)?(?: got)?|(?:i['’]m|we['’]re) with|got|here(?:['’]s| is)|it` +
    String.raw`(?:['’]s| is)|this is` +
    String.raw`|with)\s+${NAME}${HERE}${REST}`,
  String.raw`^${OPEN}${NAME}(?:['’]s| is| are| has)?${HERE}${REST}`,
].map((shape) => new RegExp(shape, 'iu'))
const HEADED = new RegExp(String.raw`^${OPEN}${NAME}\s*:\s*(?<rest>[\s\S]+)$`, 'iu')
const BEHIND = new RegExp(String.raw`^(?<rest>[\s\S]*\S)\s+for\s+${NAME}[\s.!]*$`, 'iu')

/** Nobody says more in one breath. */
const LONGEST = 400

export type Caller = { readonly request?: Of<'customer'>; readonly rest: string }
type Known = {
  readonly buyer: Buyer | undefined
  /** Whom the order goes to that was spoken of, where no cart is open. */
  readonly of: readonly string[]
  readonly catalog: Catalog
}

export function callerIn(said: string, { buyer, of: names, catalog }: Known): Caller | undefined {
  if (said.length > LONGEST) return undefined
  const known = buyer !== undefined && buyer.kind !== 'none'
  const here = SAID.map((shape) => shape.exec(said.trim())?.groups).find((found) => found !== undefined)
  if (here !== undefined) {
    const { name: called = '', rest = '' } = here
    const name = called.replace(/['’]s$/i, '')
    const theirs = names.some((each) => each.toLowerCase().includes(name.toLowerCase()))
    const talk = known || (theirs && rest !== '')
    return isGoods(name, catalog) ? undefined : talk ? { rest } : { request: of(name), rest }
  }
  if (known) return undefined
  const { name, rest = '' } = (HEADED.exec(said.trim()) ?? BEHIND.exec(said.trim()))?.groups ?? {}
  if (name === undefined || isGoods(name, catalog) || productsNamedIn(rest, catalog).length === 0) return undefined
  return { request: of(name), rest }
}

const of = (query: string): Of<'customer'> => ({ kind: 'customer', query, maybe: true })

/** "Mugs: 2 blue", "2 mugs for pickup": an item, or a value of one. */
function isGoods(name: string, catalog: Catalog): boolean {
  if (productsNamedIn(name, catalog).length > 0) return true
  const words = name.toLowerCase().split(' ')
  return [...catalog.options.values()].some(({ values }) =>
    values.some(({ id, name: called, synonyms }) =>
      [id, called, ...synonyms].some((each) => words.includes(each.toLowerCase())),
    ),
  )
}
