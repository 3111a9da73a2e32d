/**
 * A card number told in pieces: halves over several messages of one person within a few minutes, and
 * a security code right behind a card. Rule: each piece by itself may be anything; what completes a
 * number is taken out, and its turn takes out the pieces before it as well, so that none of it is
 * kept. Next: engine.ts asks at the claim, before anything is stored; store/people/forget-pieces.ts.
 */
import type { Inbound } from './inbound.ts'
import { CARD_MARK, namesCheckValue } from './redact.ts'
import { digitsIn, isToldCard, toldIn } from './redact-cards.ts'

/** What the same person said in the same thread in the minutes before, oldest first. */
export type SaidBefore = readonly { readonly text: string; readonly card: boolean }[]

/** Words that stand around a piece of a number, and no others. */
const WORD = new RegExp(
  '^(?:and|then|last|first|second|third|fourth|half|halves|rest|next|final|finally|other|part|of|is|are|it|its|the' +
    '|my|her|his|their|our|card|numbers?|digits?|double|triple|zero|oh|one|two|three|four|five|six|seven|eight' +
    '|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty' +
    '|ends?|ending|starts?|starting|begins?|beginning|middle|mid|between|leading|remaining|remainder|with|in|at' +
    '|from|to|visa|mastercard|amex|cvv|cvc|csc|code|pin|security|exp|expires?|on|back|here|s|re|ll|comment|note' +
    '|memo|message|gift|sorry|goes|go|going|continues?|followed|follows|by|comes?|after|that|this|now|again|so|ok' +
    '|okay|yes|yeah|yep|well|um|uh|er|hm+|also|plus|please|thanks|thank|you|was|be|would|will|reads?|says?|said|i' +
    '|we|she|he|they|think|add|write|put|down|as|for|no|not|just|only)$',
  'i',
)

const partOf = (inbound: Inbound): string | undefined =>
  inbound.kind === 'message' || inbound.kind === 'command' ? inbound.text : undefined
/** The name of an item that a note is for is no part of a number. */
const withoutItem = (text: string): string => text.replace(ITEM, (item) => ' '.repeat(item.length))
const ITEM = /(?<![\p{L}\p{N}])[A-Z]{2,}(?:-[A-Z0-9]+)+(?![\p{L}\p{N}])/gu

/** A phone number with its country says what it is. */
const isOnlyNumber = (text: string): boolean =>
  !/^\s*\+/.test(text) && (text.match(/\p{L}+/gu) ?? []).every((word) => WORD.test(word))
/** As the last of the pieces any number of digits will do: those before prove it. */
const mayEnd = (text: string): boolean => {
  const { length } = digitsIn(text).join('')
  return isOnlyNumber(text) && length >= MIN_PIECE && length <= MAX_PIECE
}
export function isPiece(text: string): boolean {
  const said = withoutItem(text)
  if (!mayEnd(said)) return false
  const told = toldIn(said)
  return (
    !/\d/.test(said) ||
    told.every(({ place }) => place !== undefined) ||
    told.every(({ digits }) => digits.length === 1) ||
    // Five digits are a postcode or an order; a phone number without its country has groups of three.
    told.every(({ digits: { length } }) => length % 4 === 0 || (told.length === 1 && (length === 3 || length === 6)))
  )
}
const MIN_PIECE = 3
const MAX_PIECE = 16

/** Whether it could be a piece: only then is anything looked up. */
export function mayBePiece(inbound: Inbound): boolean {
  const text = partOf(inbound)
  return text !== undefined && text.length < 120 && (mayEnd(withoutItem(text)) || namesCheckValue(text))
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
  const told = toldIn(withoutItem(said))
  const figures = said.slice(told[0]?.start ?? said.length, told.at(-1)?.end)
  const alone = told
    .map(({ start, end }) => said.slice(start, end))
    .filter((one) => one.length >= MIN_PIECE && /^\d+$/.test(one))
  return [...new Set([said, said.replace(/^\p{L}+[\s:]+/u, ''), figures, ...alone])].filter((mark) => mark !== '')
}

function completes(text: string, before: SaidBefore): boolean {
  if (namesCheckValue(text)) return isCheckValue(before.at(-1)?.text ?? '')
  const last = before.at(-1)
  if (last?.card === true && isCheckValue(text)) return true
  if (isCheckValue(text) && before.slice(-2).some((said) => namesCheckValue(said.text))) return true
  // Something else may have been said in between.
  const pieces = before.filter((said) => isPiece(said.text))
  const own = toldIn(withoutItem(text))
  return pieces.some((_, from) =>
    isToldCard([...pieces.slice(from).flatMap((piece) => toldIn(withoutItem(piece.text))), ...own]),
  )
}
const isCheckValue = (text: string): boolean => isOnlyNumber(text) && /^\d{3,4}$/.test(digitsIn(text).join(''))
