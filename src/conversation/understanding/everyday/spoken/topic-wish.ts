/**
 * Words that are said of goods just asked about and do not name them again: "the black one, large",
 * "12 of those", "what colours?". Rule: every word is a count, a value of theirs, their name or a
 * small word, so what means anything else is left to the reader. Next: turn/reading/spoken/goods-asked.ts
 * keeps what was asked about.
 */
import type { Request } from '#conversation/requests/request.ts'
import { variantsMatching } from '#conversation/resolve/variants.ts'
import { productsCalled } from '#conversation/understanding/everyday/name-index.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { SMALL_WORDS } from '#conversation/understanding/everyday/option-answers.ts'
import { bareSentence } from '#conversation/understanding/everyday/sentences.ts'
import { countOf, positionIn } from '#conversation/understanding/words/numbers.ts'
import type { Catalog, Product } from '#domain/model/catalog.ts'

type Options = Readonly<Record<string, string>>
/** `inCart`: it was put into the cart since; what it costs is asked of all of it. */
type Spoken = { readonly products: readonly string[]; readonly options: Options; readonly inCart?: true }
type Wish = {
  readonly quantity: number
  readonly options: Options
  readonly counted: boolean
  readonly pointed: boolean
}

/** "Two" alone chooses from a list; with one of these it counts what was asked about. */
const TAKES = new RegExp(
  String.raw`\b(?:take|have|get|give|want|wants|need|needs|like|likes` +
    String.raw`|buy|order|add|grab|those|them|these|ones?|it|that|please)\b`,
  'i',
)
const POINTS = new Set(['it', 'that', 'those', 'them', 'these', 'one', 'ones'])
const LITTLE = new Set([
  ...SMALL_WORDS,
  ...`have get give me us buy order add grab put can could may would you i'm we'll got at both some just actually great
  perfect good nice right well more pair pairs piece pieces x great cool sounds cart basket
  to down those these all right then too also plus and for her him them`.split(/\s+/),
])
/** It changes what is there, or says no. */
const OTHERWISE =
  /^(?:make|change|set|swap|replace|remove|drop|without|no|not|don't|is|are|does|do|what|which|how|when|why)\b/i

/** What is wished of them, a request each; undefined: something else is said. */
export function topicWishes(text: string, spoken: Spoken, catalog: Catalog): readonly Request[] | undefined {
  const said = bareSentence(text)
    .toLowerCase()
    .replace(/\u2019/g, "'")
  if (OTHERWISE.test(said) || /\?\s*$/.test(text)) return undefined
  const at = positionIn(said)
  if (at !== undefined) return nth(at, spoken, catalog)
  const whole = wishIn(said.replace(/\s*(?:,|\band\b)\s+/g, ' '), spoken, catalog)
  if (whole !== undefined) return [whole]
  const each = counted(said).map((part) => wishIn(part, spoken, catalog))
  const wishes = each.filter((one) => one !== undefined)
  return wishes.length === each.length && wishes.length > 0 ? wishes : undefined
}

/** "3 yellow and 2 red" are two; "black, large" and "black and in large" are one. */
function counted(said: string): readonly string[] {
  const parts: string[] = []
  for (const part of said.split(/\s*(?:,|\band\b|\bplus\b)\s+/)) {
    const last = parts.at(-1)
    const begins = part.split(' ').some((word) => countOf(word) !== undefined && word !== 'one')
    if (last === undefined || begins || /^(?:an?|one) /.test(part)) parts.push(part)
    else parts.splice(-1, 1, `${last} ${part}`)
  }
  return parts
}

/** "The second one" of what was listed. */
function nth(at: number, { products, options }: Spoken, catalog: Catalog): readonly Request[] | undefined {
  const [only, ...others] = products
  const variant = only === undefined ? undefined : variantsMatching(catalog, only, options)[at]
  const productId = others.length > 0 ? products[at] : variant?.productId
  if (productId === undefined) return undefined
  return [{ kind: 'add-product', productId, options: others.length > 0 ? {} : (variant?.options ?? {}), quantity: 1 }]
}

function wishIn(said: string, { products, options }: Spoken, catalog: Catalog): Request | undefined {
  const found = products.flatMap((id) => {
    const product = catalog.products.get(id)
    const wish = product && wishOf(said, product, catalog)
    const wanted = wish && { ...options, ...wish.options }
    return wish === undefined || wanted === undefined || variantsMatching(catalog, id, wanted).length === 0
      ? []
      : [{ id, wish, wanted }]
  })
  const [first, ...others] = found
  if (first === undefined) return undefined
  const { wish, wanted, id } = first
  const chooses = Object.keys(wish.options).length > 0
  if (!chooses && !(TAKES.test(said) && (wish.pointed || wish.counted))) return undefined
  return others.length === 0
    ? { kind: 'add-product', productId: id, options: wanted, quantity: wish.quantity }
    : { kind: 'which-product', productIds: found.map((each) => each.id), quantity: wish.quantity, options: wanted }
}

function wishOf(said: string, product: Product, catalog: Catalog): Wish | undefined {
  const values = valuesOf(product, catalog)
  const words = said
    .replace(/["\u201c\u201d.!,;]+(?=\s|$)/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
  const names = new Set(keysOfName(product).flatMap((name) => name.split(' ')))
  const options: Record<string, string> = {}
  let quantity: number | undefined
  let pointed = false
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? ''
    const length = [3, 2, 1].find((count) => values.has(words.slice(at, at + count).join(' ')))
    const value = length === undefined ? undefined : values.get(words.slice(at, at + length).join(' '))
    const count = countOf(word)
    // "The 750 one" is no count; "12 of those" is.
    const sized = count !== undefined && (words[at - 1] !== 'the' || value === undefined)
    if (value !== undefined && length !== undefined && !(sized && length === 1)) {
      const [option, id] = value
      if (options[option] !== undefined && options[option] !== id) return undefined
      options[option] = id
      at += length
    } else if (sized && quantity === undefined && !(word === 'one' && words[at - 1] === 'the')) {
      quantity = count
      pointed ||= word === 'one'
      at++
    } else if (LITTLE.has(word) || names.has(word)) {
      pointed ||= POINTS.has(word)
      at++
    } else return undefined
  }
  return { quantity: quantity ?? 1, options, counted: quantity !== undefined, pointed }
}

/** What its values are called, with the number alone of "750 ml". */
function valuesOf(product: Product, catalog: Catalog): ReadonlyMap<string, readonly [string, string]> {
  return new Map(
    product.options.flatMap((option) =>
      (catalog.options.get(option)?.values ?? []).flatMap(({ id, name, synonyms }) =>
        [id, name, ...synonyms]
          .flatMap((each) => [each.toLowerCase(), ...(/^(\d+) ?\p{L}+$/u.exec(each)?.slice(1, 2) ?? [])])
          .map((word): [string, readonly [string, string]] => [word, [option, id]]),
      ),
    ),
  )
}

const IT = '(?:it|they|this|that|those|these|them|one|the)'
/** Which there are, and how many. */
const HAVING = 2
const ABOUT = [
  `(?:and )?(?:what|which) (?:colou?rs?|sizes?|options?|kinds?|models?|versions?|lengths?|sorts?)` +
    `(?: (?:are there|is there|do(?:es)? (?:you|${IT}) (?:have|got|come in|do)|have you got|is ${IT}|are ${IT}|` +
    'are available|are here|do you sell|can i get|can she get))?(?: (?:it|them|that|those) in)?',
  `how many (?:of (?:those|them|these) )?(?:do you have|are there|are here|are left|have you got|do we have` +
    `|have we ` +
    'got|are in stock|can i get)(?: (?:of (?:it|them|those)|left|there|here|now|in stock|on hand))*',
  `how much (?:is|are|does|do|would) (?:${IT}|a pair|each)(?: (?:one|cost|be|each|a piece))*`,
  `what (?:does|do|would) (?:${IT}|one) cost(?: each)?`,
  `what(?:'s| is) the price`,
  `(?:is|are) (?:${IT}) (?:in stock|available|there|here)(?: now)?`,
  `(?:do|have) (?:you|we) (?:still )?(?:have|got) (?:it|them|those|these|any|some)(?: (?:in stock|here|there|left))?`,
].map((each) => new RegExp(`^(?:${each})$`, 'i'))
const NAMED = new RegExp(
  String.raw`^(?:(?:what|how) about|(?:what(?:['’]s| is) (?:the|our|your) )?stock (?:on|of|for)|(?:what(?:['’]s` +
    String.raw`| is) )?in stock of)` +
    String.raw` (?:the |your |our |some |any |a |an )?(?<item>[\p{L}][\p{L}\d '-]{1,40})$`,
  'iu',
)
/** "What about mugs?" */
export function goodsAsked(text: string, catalog: Catalog): Request | undefined {
  const name = NAMED.exec(bareSentence(text))?.groups?.['item']?.toLowerCase()
  const [only, ...others] = name === undefined ? [] : productsCalled(name, catalog)
  if (only === undefined || name === undefined) return undefined
  return others.length === 0
    ? { kind: 'ask-availability', productId: only.id, options: {} }
    : { kind: 'find', text: name }
}

const COMES = new RegExp(
  `^(?:(?:does|do) (?:${IT}) come|(?:do|have) (?:you|we) (?:also )?(?:have|got) (?:it|them|those|one|any)|is` +
    ` there one|` +
    `are there any|(?:can|could) (?:i|we|she|he) (?:get|have) (?:it|them|one|that))?(?: also)?` +
    `(?: (?:in|with))?(?: the| a| an)? ?(?<value>[\\p{L}\\d ]{1,30}?)(?: too| as well| one| ones)?$`,
  'iu',
)

/** A question about them that does not name them. */
export function topicQuestion(
  text: string,
  { products, options, inCart }: Spoken,
  catalog: Catalog,
): Request | undefined {
  const [id, ...others] = products
  const product = catalog.products.get(id ?? '')
  if (product === undefined || others.length > 0) return undefined
  const said = bareSentence(text)
    .toLowerCase()
    .replace(/\u2019/g, "'")
    .replace(/\s+/g, ' ')
  const shapes = inCart === true ? ABOUT.slice(0, HAVING) : ABOUT
  if (shapes.some((shape) => shape.test(said)))
    return {
      kind: 'ask-availability',
      productId: product.id,
      options: /^(?:and )?(?:what|which) /.test(said) ? {} : options,
    }
  const named = /\?\s*$/.test(text) ? COMES.exec(said)?.groups?.['value']?.trim() : undefined
  const value = named === undefined ? undefined : valuesOf(product, catalog).get(named)
  return value === undefined
    ? undefined
    : { kind: 'ask-availability', productId: product.id, options: { ...options, [value[0]]: value[1] } }
}
