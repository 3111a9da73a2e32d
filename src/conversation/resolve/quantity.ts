/**
 * Quantities as typed: whole units from 1. Anything else (-3, 0, 1.5, 1e9, twenty digits) is
 * answered with what is allowed, never NaN. Digits of other scripts were already turned into ASCII
 * by clean.ts.
 */
import { MAX_QUANTITY } from '#domain/draft/lines.ts'

/** Undefined when it is not a whole number from 1 to 999. */
export function parseQuantity(text: string): number | undefined {
  if (!/^\d{1,3}$/.test(text.trim())) return undefined
  const quantity = Number(text)
  return quantity >= 1 && quantity <= MAX_QUANTITY ? quantity : undefined
}
