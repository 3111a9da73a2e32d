/**
 * Steering parcels in words: "all of it to home", "one parcel to the office with the totes, the rest
 * home", "half of the mugs to the office". Clause by clause: goods, a place, or both. Rule: every
 * clause is one of these, or the sentence is left to be read freely. Next: resolve/parcels.ts.
 */

import type { ParcelGoods, ParcelMove } from '#conversation/requests/delivery.ts'
import type { Request } from '#conversation/requests/request.ts'
import type { AddressRef } from '#conversation/requests/words/arguments.ts'
import { withoutOpening } from '#conversation/understanding/everyday/corrections.ts'
import { linesCalled } from '#conversation/understanding/everyday/names.ts'
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { Shop } from '#domain/model/shop.ts'
import { methodOfParcel } from './parcel-method.ts'

export type ParcelScene = {
  readonly shop: Shop
  readonly lines: readonly { readonly sku: Sku }[]
  /** Where the parcels go that there are, by name. */
  readonly places: readonly string[]
  readonly isItem: (words: string) => boolean
}

export function parcels(sentence: string, scene: ParcelScene): readonly Request[] | undefined {
  const said = withoutOpening(sentence.trim().replace(/\s+/g, ' '))
    .replace(POLITE, '')
    .replace(/[.!]+$/, '')
    .trim()
  if (said.length > LONGEST || /\?$/.test(said.replace(ASKED_FOR, ''))) return undefined
  const method = methodOfParcel(said, scene)
  if (method !== undefined) return [method]
  const moves = movesIn(said.replace(/\?$/, '').replace(ANNOUNCED, ''), scene, SENDS.test(said))
  return moves === undefined ? undefined : [{ kind: 'parcels', moves }]
}
const LONGEST = 300
const POLITE = /(?:[\s,]+(?:please|pls|instead|then|thanks|thank you|actually|too|as well|also|now))+(?=[.!?]*$)/iu
const ASKED_FOR = /^(?:can|could|would|will) (?:you|we|i)\b.*$/iu
/** "Can you split it: mugs to the office ..." */
const ANNOUNCED = new RegExp(
  String.raw`^(?:(?:please|can you|could you|can we|could we|let['’]?s|i['’]d like to|i want to` +
    String.raw`|we need to|just)\s+)*` +
    String.raw`(?:split|divide|separate)(?:\s+(?:it|that|this|the order|them|up|in two|` +
    String.raw`into two(?: parcels)?))*\s*[:,-]\s*`,
  'iu',
)

type Open = { goods?: ParcelGoods; place?: string }

const SENDS = /\b(?:send|ship|deliver|post|mail|move|parcel|package|split|divide|separate)\b/i

function movesIn(said: string, scene: ParcelScene, sends: boolean): readonly ParcelMove[] | undefined {
  const found: Open[] = []
  for (const clause of said.split(BETWEEN).map((one) => one.trim())) {
    if (clause === '') continue
    const last = found.at(-1)
    const read = clauseOf(clause, scene, sends)
    const goesOn = /\d/.test(last?.place ?? '') && read?.goods === undefined
    if (read === undefined || goesOn) {
      // The rest of an address that was begun.
      if (last?.place === undefined || !/\d/.test(last.place + clause)) return undefined
      last.place += `, ${clause}`
    } else if (last !== undefined && joins(last, read)) Object.assign(last, joined(last, read))
    else found.push(read)
  }
  const moves = found.flatMap(({ goods, place }) => (goods === undefined ? [] : [{ goods, ...placeOf(place) }]))
  const whole =
    moves.length === found.length && moves.every(({ goods, address }) => address !== undefined || goods.kind === 'all')
  if (moves.length === 0 || !whole) return undefined
  const [only] = moves
  // One parcel, and nothing said of another: all of it.
  return moves.length === 1 && only?.goods.kind === 'open' ? [{ ...only, goods: { kind: 'all' } }] : moves
}
const BETWEEN = /\s*[,;:]\s*|\s+(?:and then|and|with|containing|but|while)\s+/iu

/** "The mugs" and "the tote to the office"; "one parcel to the office" with "the totes". */
const joins = (last: Open, read: Open): boolean =>
  (last.place === undefined && last.goods !== undefined && read.goods?.kind !== 'rest') ||
  (last.goods === undefined && read.goods !== undefined && read.place === undefined) ||
  (read.place === undefined &&
    (last.goods?.kind === 'open' || last.goods?.kind === 'some') &&
    read.goods?.kind === 'some')

function joined(last: Open, read: Open): Open {
  const place = last.place ?? read.place
  const goods =
    last.goods?.kind === 'some' && read.goods?.kind === 'some'
      ? ({ kind: 'some', items: [...last.goods.items, ...read.goods.items] } as const)
      : last.goods === undefined || last.goods.kind === 'open'
        ? (read.goods ?? last.goods)
        : last.goods
  return { ...(goods === undefined ? {} : { goods }), ...(place === undefined ? {} : { place }) }
}

const VERB =
  "(?:(?:please|can you|could you|can we|could we|can i|would you|let['’]?s|i['’]d like(?: to have)?|" +
  'i want(?: to)?|we want|just|' +
  'also|then|now|and|to|have|both:?)\\s+)*(?:(?:send|ship|deliver|put|move|post|mail|have|get|bring|make)\\s+)?'
const GO =
  '(?:\\s+(?:(?:should|can|could|must|will|would|to|all|both)\\s+)*(?:go|goes|going|be sent|be shipped|' +
  'be delivered|sent|shipped|' +
  'delivered|stays?|comes?|goes out|also go))?(?:\\s+back)?'
const ONE_PARCEL =
  '(?:\\s+(?:together\\s+)?(?:in(?:to)?|as)\\s+(?:one|1|a single|a|the same|just one)\\s+(?:parcel|package|' +
  'box|shipment|delivery)|\\s+together)'
const HAS_PLACE = new RegExp(
  `^(?<verb>${VERB})(?<goods>.+?)${GO}${ONE_PARCEL}?${GO}\\s+(?:to|at)\\s+(?<place>.+)$`,
  'iu',
)
const GOES_HOME = new RegExp(`^(?<verb>${VERB})(?<goods>.+?)${GO}${ONE_PARCEL}?\\s+(?<place>home|to home)$`, 'iu')
const TOGETHER = new RegExp(`^(?<verb>${VERB})(?<goods>.+?)${ONE_PARCEL}(?:\\s+only)?$`, 'iu')
const ONLY_ONE = new RegExp(
  String.raw`^(?:just |only )?(?:one|1|a single) (?:parcel|package|box|shipment)(?: (?:only|for (?:all|` +
    String.raw`everything)|is fine|is enough|will do))$`,
  'iu',
)
const PLACE_FIRST =
  /^(?:to|for)\s+(?<place>(?:the |my |her |his |their )?\p{L}+)\s+(?<goods>(?:\d|the\b|all\b|half\b).+)$/iu

/** Goods, a place, or both; undefined: neither. */
function clauseOf(clause: string, scene: ParcelScene, sends: boolean): Open | undefined {
  if (ONLY_ONE.test(clause)) return { goods: { kind: 'all' } }
  const at = (HAS_PLACE.exec(clause) ?? GOES_HOME.exec(clause) ?? PLACE_FIRST.exec(clause))?.groups
  const place = at === undefined ? undefined : placeIn(at['place'] ?? '', sends, scene)
  if (at !== undefined && place !== undefined) {
    const goods = goodsIn(at['goods'] ?? '', sends, scene)
    return goods === undefined ? undefined : { goods, place }
  }
  const together = TOGETHER.exec(clause)?.groups?.['goods']
  if (together !== undefined) return ALL.test(together.trim()) ? { goods: { kind: 'all' } } : undefined
  const alone = clause.replace(new RegExp(`^${VERB}`, 'iu'), '')
  const goods = goodsIn(alone, sends, scene)
  if (goods !== undefined) return { goods }
  const named = /\d/.test(alone) ? undefined : placeIn(alone.replace(/^(?:to|for|at)\s+/i, ''), false, scene)
  return named === undefined ? undefined : { place: named }
}

const ALL = new RegExp(
  String.raw`^(?:all(?: of)?(?: (?:it|them|that|these|this|the (?:items|parcels|goods|stuff)))?|everything|` +
    String.raw`the (?:whole|entire|full) (?:order|lot|thing|cart)|(?:it|them|that) all|both(?: of (?:it|` +
    String.raw`them))?(?: parcels)?|all (?:items|parcels|goods)|all in|the order)$`,
  'iu',
)
const REST = new RegExp(
  String.raw`^(?:(?:and |all )?(?:the |all the )?(?:rest|remainder|remaining(?: (?:items|goods|ones|stuff|` +
    String.raw`things))?|others?|other (?:ones?|items|things|parcel|package|stuff|half)|second (?:one|parcel|` +
    String.raw`package))(?: of (?:it|them|that|the order))?|everything else|what(?:['’]?s| is) left)$`,
  'iu',
)
const OPEN = /^(?:one|1|a|an|the (?:first|one|other)|another)\s+(?:parcel|package|box|shipment|part|half|delivery)$/iu
const SOME = new RegExp(
  `^(?:(?<count>\\d{1,3}|${COUNT_WORDS}|an?|half|both|all|the other|the other \\d{1,3}|the other` +
    ` (?:${COUNT_WORDS}))(?:\\s+of)?\\s+)?` +
    `(?<det>(?:the|my|her|his|those|these|that|their)\\s+)?(?<name>\\p{L}[\\p{L}\\d ,'-]{1,50})$`,
  'iu',
)
const OTHERS = new RegExp(`^the other (?<count>\\d{1,3}|${COUNT_WORDS})(?: ones?)?$`, 'iu')

function goodsIn(words: string, sends: boolean, { lines, shop, isItem }: ParcelScene): ParcelGoods | undefined {
  const said = words.trim()
  if (ALL.test(said)) return { kind: 'all' }
  if (OPEN.test(said)) return { kind: 'open' }
  if (REST.test(said)) return { kind: 'rest' }
  const others = OTHERS.exec(said)?.groups?.['count']
  if (others !== undefined) return { kind: 'some', items: [{ name: '', quantity: String(countOf(others) ?? others) }] }
  const { count, det, name = '' } = SOME.exec(said)?.groups ?? {}
  const called = linesCalled(name, lines, shop.catalog).length > 0
  // "2 totes to the office" of a cart without totes are wanted; "the totes" are not there.
  if (!called && !(isItem(name) && sends && (det !== undefined || count === undefined))) return undefined
  const half = /^half$/i.test(count ?? '')
  const counted =
    count === undefined || half || /^(?:all|both|the other)/i.test(count) ? undefined : (countOf(count) ?? count)
  return {
    kind: 'some',
    items: [
      {
        name,
        ...(half ? { half: true as const } : {}),
        ...(counted === undefined ? {} : { quantity: String(counted) }),
      },
    ],
  }
}

const USUAL: ReadonlySet<string> = new Set(['home', 'office', 'work'])
const NO_PLACE: ReadonlySet<string> = new Set([
  'cart',
  'order',
  'basket',
  'list',
  'total',
  'it',
  'that',
  'this',
  'them',
  'each',
  'go',
])

/** A saved address by its name, or one that is typed; another name only where something is sent. */
function placeIn(words: string, sends: boolean, { shop, places, isItem }: ParcelScene): string | undefined {
  const said = words.trim()
  if (/\d/.test(said)) return /\p{L}/u.test(said) && !isItem(said) ? said : undefined
  const called = said
    .replace(/^(?:(?:the|my|her|his|their|our|to)\s+)+/iu, '')
    .replace(/\s+(?:address|house|place)$/iu, '')
  const name = called.toLowerCase()
  if (USUAL.has(name) || places.includes(name)) return name
  const isValue = [...shop.catalog.options.values()].some(({ values }) =>
    values.some((value) => [value.id, value.name, ...value.synonyms].some((each) => each.toLowerCase() === name)),
  )
  const word = /^\p{L}[\p{L}'-]*(?: \p{L}[\p{L}'-]*)?$/u.test(name)
  return sends && word && !isValue && !isItem(name) && !NO_PLACE.has(name) ? called : undefined
}

/** "9 Elm St, Salem, OR 97301 for Pat Lee": whoever receives it stands first. */
function placeOf(place: string | undefined): { readonly address?: AddressRef } {
  if (place === undefined) return {}
  if (!/\d/.test(place)) return { address: { by: 'label', label: place } }
  const { where = place, who } = /^(?<where>.+?)\s+for\s+(?<who>\p{Lu}[^,\d]{1,60})$/u.exec(place)?.groups ?? {}
  return { address: { by: 'text', text: who === undefined ? where : `${who}, ${where}` } }
}
