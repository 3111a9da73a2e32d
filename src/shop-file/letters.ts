/**
 * The letters of a shop file: who gets them, and the shop's own words for each. What stands in
 * braces must be a word that letters know (conversation/letters/letters.ts), so that a slip is found
 * here and not by a customer.
 */
import { z } from 'zod'
import { LETTER_PARTS, LETTER_WORDS } from '#conversation/letters/letters.ts'
import { LETTER_KINDS, type ShopSettings } from '#domain/model/shop.ts'
import type { Building } from './context.ts'
import type { Path } from './document.ts'
import { presentIn } from './present.ts'
import { textScalar } from './scalars.ts'

const KNOWN: readonly string[] = [...LETTER_WORDS, ...LETTER_PARTS]
const words = z
  .strictObject({ subject: textScalar, text: textScalar })
  .optional()
  .describe(`Paragraphs with ${KNOWN.map((word) => `{${word}}`).join(', ')}.`)

export const lettersSchema = z
  .strictObject({
    to: z
      .enum(['not-in-chat', 'everybody'])
      .optional()
      .describe('Who gets letters of an order: who did not order in a chat themselves (the default), or everybody.'),
    ...{
      confirmation: words,
      link: words,
      shipped: words,
      cancelled: words,
      refunded: words,
      'return-announced': words,
    },
  })
  .optional()
  .describe('E-mail about orders, and words of your own for it; what is left out is said in the usual words.')
type Section = z.infer<typeof lettersSchema>

export function buildLetters(building: Building, path: Path, section: Section): Pick<ShopSettings, 'letters'> {
  if (section === undefined) return {}
  for (const kind of LETTER_KINDS) {
    const said = section[kind]
    const used =
      said === undefined
        ? []
        : [...`${said.subject} ${said.text}`.matchAll(/\{([\w-]*)\}/g)].map(([, word = '']) => word)
    for (const word of used)
      if (!KNOWN.includes(word))
        building.problem(
          [...path, kind],
          `{${word}} is not known; known are ${KNOWN.map((one) => `{${one}}`).join(', ')}`,
        )
  }
  return { letters: presentIn(section) }
}
