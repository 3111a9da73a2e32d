/** Whether operations count what is a measure in the text: "180g" of a thing are not 180 of it. */

import type { Op } from '#conversation/understanding/types.ts'

const GLUED = /(?<![\w.,/])(\d+)(?=["”″']|(?!(?:x|pcs?|st|nd|rd|th|er|k)\b)\p{L}{1,4}\b)/gu
/** "180g", '13"', "x 20ct": a number that stands at its unit or mark, and nowhere alone, counts nothing. */
export function countsMeasure(ops: readonly Op[], text: string): boolean {
  const glued = [...text.matchAll(GLUED)].map(([, digits]) => Number(digits))
  const alone = new Set(
    [...text.matchAll(/(?<![\w.,/])(\d+)(?:x|pcs?)?(?![\p{L}\w"”″'])/gu)].map(([, digits]) => Number(digits)),
  )
  return ops.some((op) => 'quantity' in op && glued.includes(op.quantity) && !alone.has(op.quantity))
}
