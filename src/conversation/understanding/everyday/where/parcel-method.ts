/**
 * How one of several parcels is sent: "the second parcel express", "send parcel 2 by express",
 * "express for the one to the office". Rule: a way of shipping, one parcel, and no other word.
 * Next: resolve/parcels.ts finds the parcel.
 */

import type { Request } from '#conversation/requests/request.ts'
import { literal } from '#conversation/understanding/words/text.ts'
import { NTHS } from '#domain/base/day-words.ts'
import type { Shop } from '#domain/model/shop.ts'

const BESIDE = new RegExp(
  '^(?:please|can|could|you|i|we|would|like|want|send|ship|make|put|use|have|take|with|by|via|as|in|at|on|for|' +
    'to|of|the|my|her|his|' +
    'their|a|an|that|should|must|be|go|goes|going|is|it|parcel|package|box|shipment|delivery|shipping|' +
    "parcel's|one|address|and|only|" +
    'just|but|then|number|no)$',
  'i',
)
const PARCEL = /\b(?:parcel|package|box|shipment|one)\b/i

type Known = { readonly shop: Shop; readonly places: readonly string[] }

export function methodOfParcel(said: string, { shop, places }: Known): Request | undefined {
  for (const { id, name } of shop.settings.shippingMethods) {
    const way = new RegExp(`\\b(?:${[id, name].map((each) => literal(each.toLowerCase())).join('|')})\\b`, 'giu')
    const found = [...said.matchAll(way)]
    if (found.length !== 1) continue
    const which = said
      .replace(way, ' ')
      .toLowerCase()
      .split(/[\s,.]+/)
      .filter((word) => word !== '' && !BESIDE.test(word))
    const [only] = which
    if (only === undefined || which.length !== 1) continue
    if (PARCEL.test(said) || places.includes(only)) return { kind: 'parcel-method', which: nth(only), method: id }
  }
  return undefined
}

/** "2" and "2nd" are the second. */
const nth = (word: string): string => NTHS[Number(/^([1-5])(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? 0) - 1] ?? word
