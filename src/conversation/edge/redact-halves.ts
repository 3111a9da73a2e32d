/**
 * A card number told in pieces: halves over several messages of one person within a few minutes, and
 * a security code right behind a card. Rule: each piece by itself may be anything; what completes a
 * number is taken out, and its turn takes out the pieces before it as well, so that none of it is
 * kept. Next: engine.ts asks at the claim, before anything is stored; store/people/forget-pieces.ts.
 */
import type { Inbound } from './inbound.ts'
import { CARD_MARK } from './redact.ts'
import { cardsIn, digitsIn } from './redact-cards.ts'

/** What the same person said in the same thread in the minutes before, oldest first. */
export type SaidBefore = readonly { readonly text: string; readonly card: boolean }[]

/** Words that stand around a piece of a number, and no others. */
const WORD = new RegExp(
  '^(?:and|then|last|first|second|half|rest|next|final|other|part|of|is|are|it|the|my|her|his|card|numbers?|digits?' +
    '|double|triple|zero|oh|one|two|three|four|five|six|seven|eight' +
    '|nine|ends?|ending|starts?|begins?|with|in|visa|mastercard' +
    '|amex|cvv|cvc|code|security|exp|expires?|on|back|here|s|comment|note|memo|sorry)$',
  'i',
)

const partOf = (inbound: Inbound): string | undefined =>
  inbound.kind === 'message' || inbound.kind === 'command' ? inbound.text : undefined
/** A phone number with its country says what it is. */
export const isPiece = (text: string): boolean =>
  !/^\s*\+/.test(text) &&
  (text.match(/\p{L}+/gu) ?? []).every((word) => WORD.test(word)) &&
  digitsIn(text).join('').length >= MIN_PIECE &&
  // Five digits are a postcode or an order; a phone number without its country has groups of three.
  digitsIn(text).every(({ length }, at, all) => length % 4 === 0 || (all.length === 1 && length === 3 && at === 0))
const MIN_PIECE = 3
const MAX_PIECE = 16

/** Whether it could be a piece: only then is anything looked up. */
export function mayBePiece(inbound: Inbound): boolean {
  const text = partOf(inbound)
  return text !== undefined && text.length < 120 && isPiece(text) && digitsIn(text).join('').length <= MAX_PIECE
}

export function withoutPiece(inbound: Inbound, before: SaidBefore): Inbound {
  if ((inbound.kind !== 'message' && inbound.kind !== 'command') || !completes(inbound.text, before)) return inbound
  return { ...inbound, text: CARD_MARK, cleaned: [...new Set([...(inbound.cleaned ?? []), 'card' as const])] }
}

/** It was the last piece of a number. */
export const wasLastPiece = (inbound: Inbound): boolean => partOf(inbound) === CARD_MARK

/** A piece as it may stand in what was kept: with its words, and its digits alone. */
export function pieceMarks(text: string): readonly string[] {
  const said = text.trim()
  const figures = /\d(?:.*\d)?/s.exec(said)?.[0]
  return [said, said.replace(/^\p{L}+[\s:]+/u, ''), ...(figures === undefined ? [] : [figures])]
}

function completes(text: string, before: SaidBefore): boolean {
  const own = digitsIn(text).join('')
  if (before.at(-1)?.card === true && /^\d{3,4}$/.test(own)) return true
  // Something else may have been said in between.
  const pieces = before.filter((said) => isPiece(said.text))
  return pieces.some((_, from) => {
    const earlier = pieces.slice(from).flatMap((piece) => digitsIn(piece.text))
    const joined = `${earlier.join('')}${own}`
    return cardsIn(joined).some(({ start, end }) => start === 0 && end === joined.length)
  })
}
