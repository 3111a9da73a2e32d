/**
 * A stretch to be filled in, and what the acts of every kind look for in it: a unit of one kind, a
 * code, a place. Next: slots.ts.
 */
import type { Op } from '../types.ts'
import type { StretchPart } from './goods.ts'
import { placeIn, textOf } from './texts.ts'

/** The units of a stretch, its text, and what the rules read there. */
export type ActFilling = StretchPart & { readonly text: string; readonly rules: () => readonly Op[] }

export const unitIn = <K extends 'email' | 'code' | 'method' | 'address'>(
  { scene, from, to }: StretchPart,
  key: K,
): string | undefined => scene.units.slice(from, to).findLast((unit) => unit[key] !== undefined)?.[key]
export const methodIn = (part: StretchPart): string | undefined => unitIn(part, 'method')
export const numbersIn = ({ scene, from, to }: StretchPart): readonly number[] =>
  scene.units.slice(from, to).flatMap(({ number }) => (number === undefined ? [] : [number]))

/** Those with a currency, or written as money. */
export const moneyIn = ({ scene, from, to }: StretchPart): readonly number[] =>
  scene.units
    .slice(from, to)
    .flatMap(({ number, money, raw }) =>
      number !== undefined && (money === true || /\d[.,]\d\d$/.test(raw)) ? [number] : [],
    )

export function couponSaidIn(part: StretchPart): string | undefined {
  const said = unitIn(part, 'code')
  if (said !== undefined) return said
  const text = textOf(part)
  return (
    /\b(?:code|coupon|voucher|vocher|promo)\b[\s:]*(?:is\s+)?([\p{L}\d-]{4,})\s*[.!]?$/iu.exec(text)?.[1] ??
    /\b[A-Z]{2,}[A-Z\d-]{2,}\b/.exec(text)?.[0]
  )
}

export function whereTo(part: ActFilling): string | { readonly text: string } | undefined {
  const saved = savedIn(part)
  const { text, scene } = part
  const { addresses = [] } = scene.message.context
  const number =
    /\d+\w?\s+(?:\p{L}+\s+){1,3}(?:st|street|rd|road|lane|ln|ave|avenue|way|row|drive|close|court)\b/iu.test(text)
  const piece = number ? null : PIECE_OF_PLACE.exec(text)
  if (piece !== null && !/,/.test(text))
    return {
      text: text
        .slice(piece.index)
        .replace(/\b(?:is|should be|was)\b\s*/i, '')
        .replace(/\s+not\b.*$/i, '')
        .trim(),
    }
  if (saved !== undefined && !number) return saved
  if (/\b(?:my (?:place|house)|house)\b/i.test(text) && addresses.includes('home')) return 'home'
  if (/\bwork\b/i.test(text) && addresses.includes('office')) return 'office'
  const second = /\bsecond\b/i.test(text) ? addresses[1] : undefined
  if (second !== undefined) return second
  const typed = placeIn(scene, text)
  return typed === undefined || typed === '' ? undefined : { text: typed }
}
/** "To the office, not home", "not home, the office". */
function savedIn({ scene, from, to }: StretchPart): string | undefined {
  const said = scene.units.slice(from, to)
  const meant = said.filter(
    ({ address }, i) =>
      address !== undefined &&
      !said.slice(Math.max(0, i - 3), i).some(({ words }) => /^(?:not|instead|of|from)$/.test(words)),
  )
  return (meant.at(-1) ?? said.find(({ address }) => address !== undefined))?.address
}
const PIECE_OF_PLACE = /\b(?:zip(?: code)?|postcode|house number|city|street|apartment|flat|name)\b(?='?s?\s)/i
