/**
 * A check of who is calling, by a rep: the number of an earlier order, a postcode, or a code that is
 * mailed. For the cart that is open here, or for a placed order by its number. Next:
 * turn/people/caller-check.ts.
 */
import { ORDER, politely } from '#conversation/requests/words/order-words.ts'
import { shape } from '#conversation/requests/words/shape.ts'
import { control, count, list, maybe } from './control.ts'
import { row } from './row.ts'

/** As typed; absent: a code is mailed. */
type Check = { readonly order?: number; readonly answer?: string }
const MAIL = String.raw`(?:by\s+(?:e-?)?mail|mail(?:\s+(?:a|the)\s+code)?)`
const ANSWER = `(?<answer>#?[A-Za-z0-9][A-Za-z0-9 -]{1,14})`

export const CALLER = {
  'check-caller': row<Check>()({
    as: 'order',
    help: { caller: ['check 62704', 'check by mail'] },
    right: 'take-payment',
    typed: [
      shape(politely(String.raw`check\s+${ORDER}\s+${MAIL}`), ({ order }) => ({ order: Number(order) })),
      shape(politely(String.raw`check\s+(?:the\s+)?(?:caller\s+)?${MAIL}`), () => ({})),
      shape(politely(String.raw`check\s+${ORDER}\s*:?\s+(?:with\s+)?${ANSWER}`), ({ order, answer = '' }) =>
        /\d/.test(answer) ? { order: Number(order), answer } : undefined,
      ),
      shape(politely(String.raw`check\s+(?:the\s+)?(?:caller\s+)?(?:with\s+)?${ANSWER}`), ({ answer = '' }) =>
        /\d/.test(answer) ? { answer } : undefined,
      ),
    ],
    usage: {
      check: {
        needs:
          'what the caller answered: the number of an earlier order, a postcode of the address book or the mailed code',
        example: 'check 62704',
        staff: true,
        only: /^#?\d/,
      },
    },
    control: control('cm', 'any', list({ order: maybe(count) })),
  }),
} as const
