/**
 * The payment link of a placed order, and what is sent by e-mail about it. Without a number it is
 * the order last spoken of. Next: turn/order/paying.ts carries them out.
 */

import { type Mailed, mailedWords } from '#conversation/requests/words/letter-words.ts'
import { ORDER, politely } from '#conversation/requests/words/order-words.ts'
import { type Shape, shape, type Words } from '#conversation/requests/words/shape.ts'
import type { ProviderSaid } from '#domain/model/placed/payment-request.ts'
import { control, count, maybe, one } from './control.ts'
import { row } from './row.ts'

type AboutOrder = { readonly order?: number }
const numbered = ({ order }: Words): AboutOrder => (order === undefined ? {} : { order: Number(order) })
const OF = String.raw`(?:\s+(?:(?:of|for|to)\s+)?${ORDER})?`
const LINK = String.raw`(?:the\s+|my\s+|their\s+|a\s+new\s+)?(?:payment\s+|pay\s+)?link`
const SEND = String.raw`(?:re-?send|send\s+(?:me\s+)?(?:again\s+)?)`
const SHOW = String.raw`(?:(?:have|get|see|show|give|find)\s+(?:me\s+|us\s+)?)?`
const WHOSE = String.raw`(?:the|my|her|his|their)\s+`
const about = (words: string): Shape<AboutOrder> => shape(politely(words), numbered)

const WHERE_TO = {
  needs: 'an e-mail address, or none for the one of the order',
  bare: true,
  first: true,
  only: /^(?:(?:of|for)\s+(?:order\s+)?#?\d|#?\d|to\s)/,
} as const

export const PAYING = {
  /** A provider's answer: never typed or pressed. */
  'provider-said': row<{ readonly order: number; readonly request: string; readonly said: ProviderSaid }>()({
    as: 'order',
  }),
  'resend-link': row<Mailed>()({
    as: 'order',
    help: { paying: ['resend the link'], money: ['resend the link of 10001'] },
    typed: [
      about(String.raw`${SEND}\s*${LINK}${OF}(?:\s+again)?`),
      mailedWords('link'),
      about(String.raw`(?:make\s+)?(?:a\s+)?new\s+(?:payment\s+|pay\s+)?link${OF}`),
    ],
    usage: { 'resend the link': { ...WHERE_TO, example: 'resend the link 10001 to jane@example.com' } },
    control: control('lk', 'any', one('order', maybe(count))),
  }),
  'where-link': row<AboutOrder>()({
    as: 'order',
    help: { 'my orders': ['where is my link'] },
    typed: [
      about(String.raw`where(?:\s+is|'s|s)\s+${LINK}${OF}\s*`),
      about(String.raw`${SHOW}(?:${WHOSE})?(?:payment\s+|pay\s+)?link\s+(?:of|for)\s+${ORDER}`),
      about(String.raw`(?:have|get|see|show\s+me|give\s+me)\s+${WHOSE}(?:payment|pay)\s+link`),
    ],
  }),
  'resend-mail': row<Mailed>()({
    as: 'order',
    help: { money: ['resend the confirmation of 10001 to jane@example.com'] },
    typed: [
      mailedWords('letter'),
      about(
        String.raw`re-?send\s+(?:me\s+)?(?:that\s+|${WHOSE})(?:order\s+)?(?:e-?mail|mail` +
          String.raw`|letter)${OF}(?:\s+again)?`,
      ),
    ],
    usage: {
      'resend the confirmation': { ...WHERE_TO, example: 'resend the confirmation of 10001 to jane@example.com' },
    },
  }),
} as const
