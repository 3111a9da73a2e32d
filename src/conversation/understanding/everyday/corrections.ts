/**
 * Words that take back or change what was just said: "sorry, 3", "not that", "I meant the other
 * one", "as it was before the code". Rule: they are about the last change; what a new colour or size
 * is about, the reader tells. Next: turn/corrections.ts.
 */

import type { Request } from '#conversation/requests/request.ts'
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { Shop } from '#domain/model/shop.ts'
import { linesCalled } from './names.ts'

const OPENS = new RegExp(
  '^(?:(?:no|nope|nah|sorry|oops|ups|wait|hang on|actually|correction|my mistake|i mean|i meant' +
    String.raw`|not quite|scratch that|pardon|er+m?|uh+|rather|or rather)(?![\p{L}'])[\s,.:!;-]*)+`,
  'iu',
)

/** It begins as corrections do. */
export const isCorrecting = (text: string): boolean => OPENS.test(text.trim())

/** What stands behind "no, wait, ...". */
export const withoutOpening = (text: string): string => text.trim().replace(OPENS, '')

const COUNT = new RegExp(
  `^(?:make (?:it|that|them) |that should be |it should be |should be |only |just |to ` +
    `)?(?<count>\\d{1,3}|${COUNT_WORDS})(?: (?:of ` +
    `(?:them|those|it|these)|please|instead|then|only|pieces|pcs|units))*$`,
  'iu',
)
const BACK = new RegExp(
  String.raw`^(?:no[\s,]+)?(?:not (?:that|this|that one|this one|those|these|them|those ones|these ones)|undo` +
    String.raw` (?:that|it|this)|take (?:that|it) back` +
    '|(?:forget|scratch|strike|cancel) (?:that|it) (?:last )?(?:change|one)|scratch that|strike that' +
    `|never mind that|that was wrong|that's wrong|that is wrong` +
    `|that(?:'s| is| was) not what (?:i|she|he|they|we) (?:said|meant|wanted|ordered|asked for|want|need(?:ed)?)` +
    `|that(?:'s| is| was) not (?:it|right|correct)|(?:please )?(?:go )?back to (?:how|what|` +
    `the way) it was(?: before)?|how it was(?: before)?` +
    `|i didn'?t (?:want|mean|say|ask for) (?:that|this|it)|revert (?:that|it)?|go back(?: one(?: step)?)?` +
    '|put it back(?: (?:as|how|like|the way) it was)?|leave it (?:as|how) it was' +
    String.raw`|(?:as|like|how) it was(?: before)?)[.!\s]*$`,
  'iu',
)
const BEFORE = new RegExp(
  `^(?:(?:please|can you|could you) )?(?:(?:put|set|make|have|leave|i want|i'd like|take) (?:it` +
    '|everything|that) )?(?:back )?(?:go back |back |return )?(?:to )?(?:as|how|like|the way|what) (?:it' +
    '|things|everything) (?:was|were|looked|had been) before (?:i (?:added|changed|set|gave|used|put in' +
    String.raw`|said) )?(?:the |that |my |her )?(?<what>[\p{L}]{3,20})(?: (?:code|change|was added))?[.!]*$`,
  'iu',
)
const OTHER = new RegExp(
  String.raw`^(?:no[\s,]+)?(?:(?:i (?:mean|meant|wanted) |not (?:that|this)(?: one)?[\s,]+(?:but )?)?the other` +
    String.raw`(?: one| ones)?|not (?:that|this) one[\s,]+the other(?: one)?|the other one(?: i mean)?` +
    String.raw`|wrong (?:one|line|item)[\s,]+(?:i (?:mean|meant) )?the other(?: one)?)[.!]*$`,
  'iu',
)

/**
 * `focus`: the line that was touched last; `asked`: an item is asked about, and a number may be its
 * own; `method`: how the order is sent now.
 */
export type Correctable = {
  readonly focus?: string
  readonly asked: boolean
  readonly shop: Shop
  readonly lines: readonly { readonly id: string; readonly sku: Sku }[]
  readonly method?: string
  readonly isItem: (words: string) => boolean
}

/** "No wait, 5": the number, where that is all. */
export function countMeant(text: string): number | undefined {
  const said = text.trim().replace(/[.!]+$/, '')
  const opened = OPENS.exec(said)
  const count = opened === null ? undefined : COUNT.exec(said.slice(opened[0].length).trim())?.groups?.['count']
  return count === undefined ? undefined : countOf(count)
}

export function correction(sentence: string, known: Correctable): readonly Request[] | undefined {
  const { focus, asked } = known
  const said = sentence.trim().replace(/[.!]+$/, '')
  const opened = OPENS.exec(said)
  const rest = opened === null ? said : said.slice(opened[0].length).trim()
  const before = (BEFORE.exec(said) ?? BEFORE.exec(rest))?.groups?.['what']
  if (before !== undefined) return [{ kind: 'undo', before: before.toLowerCase() }]
  if (OTHER.test(said) || OTHER.test(rest)) return [{ kind: 'other-line' }]
  if (BACK.test(said) || BACK.test(rest)) return [{ kind: 'take-back' }]
  const changed = meantLine(said, known) ?? notIt(rest, known)
  if (changed !== undefined) return [changed]
  const where = opened === null ? undefined : PLACE.exec(rest)?.[1]
  if (where !== undefined) return [{ kind: 'ship-to', address: { by: 'label', label: where.toLowerCase() } }]
  if (opened === null || focus === undefined || asked) return undefined
  const count = countMeant(said)
  if (count !== undefined) return [{ kind: 'set-quantity', line: { by: 'id', id: focus }, quantity: String(count) }]
  const value = valueMeant(rest, known)
  return value === undefined ? undefined : [value]
}

/** "No, home". */
const PLACE =
  /^(?:(?:send|ship) it )?(?:to )?(?:the |my |her |his |their )?(home|office|work)(?: address)?(?: please)?$/i
const MEANT = new RegExp(
  String.raw`(?:^|[\s,])(?:i|she|he|we|they) (?:mean|meant|wanted|was talking about)` +
    String.raw` (?:the )?(?<one>\p{L}[\p{L}\d ]{1,40}?)[\s,]+(?:and )?not` +
    String.raw` (?:the )?(?<other>\p{L}[\p{L}\d ]{1,40})$`,
  'iu',
)
const ONLY =
  /(?:^|[\s,])(?:i|she|he|we|they) (?:mean|meant|was talking about) (?:the )?(?<one>\p{L}[\p{L}\d ]{1,40})$/iu
/** "I meant the mugs, not the tote": the last change was another line's. */
function meantLine(said: string, { lines, shop, focus, isItem }: Correctable): Request | undefined {
  const [alone, ...others] = linesCalled(ONLY.exec(said)?.groups?.['one'] ?? '', lines, shop.catalog)
  if (alone !== undefined && others.length === 0 && alone.id !== focus) return { kind: 'other-line', to: alone.id }
  const { one = '', other = '' } = MEANT.exec(said)?.groups ?? {}
  const [to, ...more] = linesCalled(one, lines, shop.catalog)
  const from = linesCalled(other, lines, shop.catalog)
  const last = from.length === 0 ? isItem(other) : from.some(({ id }) => id === focus)
  if (to === undefined || more.length > 0 || !last) return undefined
  return { kind: 'other-line', to: to.id }
}

const NOT_IT = new RegExp(
  String.raw`^(?:not|no|scratch|drop|skip|lose|scrap|without|leave out|take out|remove) (?:the |that |` +
    String.raw`those |my |her |his )(?<what>\p{L}[\p{L}\d ]{1,40}?)(?: please| after all| then)?$`,
  'iu',
)
/** "Not the hoodie", "not express": the one thing that is called that, and nothing else. */
function notIt(said: string, { lines, shop, method }: Correctable): Request | undefined {
  const way = shop.settings.shippingMethods.find(({ id, name }) =>
    [id, name].some((each) => said.toLowerCase() === `not ${each.toLowerCase()}`),
  )
  if (way !== undefined && method !== undefined)
    return way.id === method ? { kind: 'take-back' } : { kind: 'method', method }
  const [line, ...others] = linesCalled(NOT_IT.exec(said)?.groups?.['what'] ?? '', lines, shop.catalog)
  return line === undefined || others.length > 0 ? undefined : { kind: 'remove-line', line: { by: 'id', id: line.id } }
}

const VALUE = new RegExp(
  String.raw`^(?:(?:i|she|he|we|they) (?:mean|meant|want|wanted|said) )?(?:(?:make it|it should be|rather|in|` +
    String.raw`it in|size|the|a|an) )*` +
    String.raw`(?<value>[\p{L}\d][\p{L}\d ./"-]{0,30}?)(?: ones?| please| instead| then)*$`,
  'iu',
)
/** "No, the navy one": another value of what was touched last. */
function valueMeant(said: string, { focus, lines, shop: { catalog } }: Correctable): Request | undefined {
  const value = VALUE.exec(said)?.groups?.['value']?.toLowerCase()
  const line = lines.find(({ id }) => id === focus)
  const product = catalog.products.get(catalog.variants.get(line?.sku ?? '')?.productId ?? '')
  if (value === undefined || line === undefined || product === undefined) return undefined
  const fits = product.options.flatMap((option) =>
    (catalog.options.get(option)?.values ?? [])
      .filter((each) => [each.id, each.name, ...each.synonyms].some((word) => word.toLowerCase() === value))
      .map(({ id }) => ({ option, id })),
  )
  const [only, ...others] = fits
  if (only === undefined || others.length > 0) return undefined
  return { kind: 'set-options', line: { by: 'id', id: line.id }, options: { [only.option]: only.id } }
}
