/**
 * Steering parcels in words: "all of it to home", "one parcel to the office, the rest home", "send
 * the mugs to the office", "the second parcel express". Next: resolve/parcels.ts.
 */

import type { Request } from '#conversation/requests/request.ts'
import type { AddressRef } from '#conversation/requests/words/arguments.ts'
import { countOf } from '#conversation/understanding/words/numbers.ts'
import { literal } from '#conversation/understanding/words/text.ts'
import type { Shop } from '#domain/model/shop.ts'

const END = '(?: please| instead| then)?[.!]?'
const TO = '(?:to |at )?(?:the |my |her |his |their )?'
const ALL = new RegExp(
  `^(?:(?:please )?(?:send|ship|deliver|put|have) )?(?:all(?: of (?:it|them|that))?|everything|the whole ` +
    `(?:order|lot|thing)|it all|both(?: parcels)?)(?: (?:should go|goes|go|sent|shipped))? ` +
    `${TO}(?<where>[^\\n]{2,200}?)${END}$`,
  'iu',
)
const SPLIT = new RegExp(
  `^(?:(?:please )?(?:send|ship|deliver|make) )?(?:one|1|a|the first) (?:parcel|package|part|half)(?: ` +
    `(?:goes|should go|go))? ${TO}(?<first>[^\\n]{2,120}?)[,;]?(?: and)? (?:the ` +
    `)?(?:rest|remaining|others?|other one|second(?: one)?)(?: (?:goes|go|should go|stays?))? ` +
    `${TO}(?<rest>[^\\n]{2,120}?)${END}$`,
  'iu',
)
const ITEM = new RegExp(
  `^(?:please )?(?:send|ship|deliver) (?:(?<count>\\d{1,3}|one|two|three|four|five|six|all|both)(?: of)? ` +
    `)?(?:the |my |her |his )?(?<item>[\\p{L}][\\p{L}\\d -]{1,40}?) to ` +
    `${TO.replace('(?:to |at )?', '')}(?<where>[^\\n]{2,200}?)${END}$`,
  'iu',
)
const WHICH = '(?:the |my |her |his )?(?<which>[\\p{L}\\d][\\p{L}\\d ]{0,30}?)'

const saved = (where: string): AddressRef =>
  /\d/.test(where) && /[,\n]/.test(where) ? { by: 'text', text: where } : { by: 'label', label: where.trim() }

/** `isItem`: the words name something in the shop. */
export function parcels(
  sentence: string,
  { shop, isItem }: { readonly shop: Shop; readonly isItem: (words: string) => boolean },
): readonly Request[] | undefined {
  const said = sentence.trim().replace(/\s+/g, ' ')
  const method = methodOfParcel(said, shop)
  if (method !== undefined) return [method]
  const split = SPLIT.exec(said)?.groups
  if (split !== undefined)
    return [{ kind: 'split-parcels', first: (split['first'] ?? '').trim(), rest: saved(split['rest'] ?? '') }]
  const all = ALL.exec(said)?.groups?.['where']
  if (all !== undefined && !isItem(all)) return [{ kind: 'gather', address: saved(all) }]
  const one = ITEM.exec(said)?.groups
  if (one === undefined || !isItem(one['item'] ?? '')) return undefined
  const count = one['count']
  return [
    {
      kind: 'item-to',
      item: one['item'] ?? '',
      address: saved(one['where'] ?? ''),
      ...(count === undefined || /all|both/i.test(count)
        ? {}
        : { quantity: String(countOf(count.toLowerCase()) ?? count) }),
    },
  ]
}

function methodOfParcel(said: string, { settings }: Shop): Request | undefined {
  for (const { id, name } of settings.shippingMethods) {
    const word = `(?:${[id, name].map((each) => literal(each.toLowerCase())).join('|')})`
    const which =
      new RegExp(
        `^(?:(?:please )?(?:send|ship|make) )?${WHICH} (?:parcel|package|shipment)(?: ` +
          `(?:by|with|via|as|in|should be|should go|goes))? ${word}(?: shipping| delivery)?${END}$`,
        'iu',
      ).exec(said)?.groups?.['which'] ??
      new RegExp(
        `^(?:(?:please )?(?:send|ship|make) )?the (?:parcel|package|shipment|one) (?:to|for) ${WHICH}(?: ` +
          `(?:by|with|via|as|should be|goes))? ${word}(?: shipping| delivery)?${END}$`,
        'iu',
      ).exec(said)?.groups?.['which'] ??
      new RegExp(
        `^(?:use )?${word}(?: shipping| delivery)? (?:for|on) ${WHICH} (?:parcel|package|shipment|one)${END}$`,
        'iu',
      ).exec(said)?.groups?.['which'] ??
      new RegExp(
        `^(?:use )?${word}(?: shipping| delivery)? (?:for|on) the (?:parcel|package|one) to ${WHICH}${END}$`,
        'iu',
      ).exec(said)?.groups?.['which']
    if (which !== undefined) return { kind: 'parcel-method', which: which.toLowerCase(), method: id }
  }
  return undefined
}
