/**
 * How changes of a placed order that has not left are typed: `ship 10001 to office`, `method 10001
 * express`, `contact 10001 pat@example.com`, `deliver 10001 on 4 Dec`, `gift note 10001 Happy
 * birthday`. Addresses may have several lines; everything stays as typed (resolve/amendments.ts).
 */
import type { AmendAct } from './arguments.ts'
import { counted, HOW_MANY, item, OF, ORDER, politely, SOME_ITEM } from './order-words.ts'
import { type Shape, shape, type Words } from './shape.ts'

type Amend = Shape<{ readonly order: number; readonly act: AmendAct }>
const amend = (words: string, of: (words: Words) => AmendAct): Amend =>
  shape(politely(words), (said) => ({ order: Number(said['order']), act: of(said) }))

const WHERE = String.raw`(?<where>[\s\S]{2,400}?)`
const where = (words: Words): string => words['where']?.trim() ?? ''
const ABOUT = String.raw`\s+(?:of|for|on)\s+${ORDER}`
const WAY = String.raw`(?<method>[^\s\d,:][^\n,:]{1,39}?)(?:\s+(?:shipping|delivery))?`
const by = (words: Words): AmendAct => ({ kind: 'method', method: words['method']?.trim() ?? '' })
const DAY = String.raw`(?<day>[^\n]{1,40}?)`
const on = ({ day = '' }: Words): AmendAct => ({ kind: 'day', day: day.trim() })
const reach = ({ contact = '' }: Words): AmendAct => ({ kind: 'contact', contact: contact.trim() })

/** The words of a gift note are kept as they are. */
const giftNote: Amend = shape(
  /^gift\s+(?:note|message|card)(?:\s+(?:on|for|of))?\s+(?:order\s+)?#?(?<order>\d{4,9})\s*:?\s+(?<text>[\s\S]+)$/i,
  ({ order, text = '' }) => ({ order: Number(order), act: { kind: 'gift-note', text: text.trim() } }),
)

export const AMENDS: readonly Amend[] = [
  giftNote,
  amend(String.raw`(?:ship|send|deliver)\s+${ORDER}\s+to\s+${WHERE}`, (words) => ({
    kind: 'address',
    where: where(words),
  })),
  amend(
    String.raw`change\s+(?:the\s+)?(?:shipping\s+|delivery\s+)?address${ABOUT}\s*(?:\s+to\s+|:\s*)${WHERE}`,
    (words) => ({ kind: 'address', where: where(words) }),
  ),
  amend(String.raw`(?:ship|send|deliver)\s+${HOW_MANY}${SOME_ITEM}${OF}\s+to\s+${WHERE}`, (words) => ({
    kind: 'split',
    item: item(words),
    where: where(words),
    ...counted(words),
  })),
  amend(String.raw`(?:ship|send)\s+${ORDER}\s+(?:by|via|with)\s+${WAY}`, by),
  amend(String.raw`(?:ship|send|deliver)\s+${HOW_MANY}${SOME_ITEM}${OF}\s+(?:by|via|with)\s+${WAY}`, (words) => ({
    kind: 'method',
    method: words['method']?.trim() ?? '',
    item: item(words),
    ...counted(words),
  })),
  amend(String.raw`method\s+${ORDER}\s*:?\s+${WAY}`, by),
  amend(String.raw`method\s+${WAY}${ABOUT}`, by),
  amend(String.raw`change\s+(?:the\s+)?(?:(?:shipping|delivery)(?:\s+method)?|method)${ABOUT}\s+to\s+${WAY}`, by),
  amend(String.raw`contact\s+${ORDER}\s*:?\s+(?<contact>[^\n]{3,80}?)`, reach),
  amend(
    String.raw`change\s+(?:the\s+)?(?:contact|e-?mail(?:\s+address)?|phone(?:\s+number)?)${ABOUT}\s+to\s+` +
      String.raw`(?<contact>[^\n]{3,80}?)`,
    reach,
  ),
  amend(String.raw`deliver\s+${ORDER}\s+(?:on|by)\s+${DAY}`, on),
  amend(String.raw`(?:delivery\s+)?day\s+${ORDER}\s*:?\s+${DAY}`, on),
  amend(String.raw`change\s+(?:the\s+)?(?:delivery\s+)?(?:day|date)${ABOUT}\s+to\s+${DAY}`, on),
]
