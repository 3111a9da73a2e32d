/**
 * How people ask how a placed order stands, and its money: "status 10001", "is my payment
 * through?", "where is my money 10001". Rule: a question changes nothing; without a number it is the
 * order last spoken of, or their only one. Next: placed.ts has the row.
 */
import { ORDER, politely } from './order-words.ts'
import { type Shape, shape, type Words } from './shape.ts'

type Asked = { readonly order?: number; readonly email?: string }
const asked = ({ last, order = last, email }: Words): Asked => ({
  ...(order === undefined ? {} : { order: Number(order) }),
  ...(email && { email }),
})
const about = (words: string): Shape<Asked> =>
  shape(politely(String.raw`(?:(?:so|and|hi|hello|hey)[\s,]+)?${words}`), asked)

const OF = String.raw`(?:\s+(?:(?:of|for|on|from|with|in)\s+)?${ORDER})`
/** Behind the rest of it. */
const LAST = OF.replace('<order>', '<last>')
const WHOSE = '(?:my|the|our|her|his|their|a|any)'
const MONEY =
  String.raw`${WHOSE}\s+(?:(?:bank|wire|card|online)\s+)?` +
  String.raw`(?:payment|money(?:\s+back)?|transfer|refund|deposit)`
const YET = String.raw`(?:\s+(?:already|yet|now|ok|okay|fine|safely))*`
const THERE =
  String.raw`(?:(?:been|gone|come|came|go|get|got|be)\s+)*(?:through|in|there|here|arrived?|received?` +
  '|booked|accepted|processed' +
  '|completed?|cleare?d?|successful|succeeded?|work(?:ed)?|done|made' +
  String.raw`|reach(?:ed)?(?:\s+you)?|come|sent(?:\s+back)?` +
  String.raw`|back|(?:gone\s+)?out|credited|refunded|registered)`
const PEOPLE = String.raw`(?:i|we|she|he|they|(?:the\s+)?(?:customer|client|caller))`

export const STATUS_WORDS: readonly Shape<Asked>[] = [
  shape(/^status\s+#?(?<order>\d{1,9})(?:\s+(?<email>\S+@\S+))?\s*\?*$/i, asked),
  shape(/^(?:show|see)\s+(?:me\s+)?(?:order\s+)?#?(?<order>\d{4,9})$/i, asked),
  shape(
    politely(
      String.raw`(?:so\s+)?(?:what(?:['’]?s|\s+is)\s+(?:happening|going\s+on|up|wrong|the\s+(?:status` +
        '|matter|news))' +
        String.raw`\s+(?:with|of|on)|where(?:['’]?s|\s+is))\s+${ORDER}`,
    ),
    asked,
  ),
  about(String.raw`(?:is|was|has|did|have|does|will)\s+${MONEY}${OF}?${YET}\s+${THERE}${YET}${LAST}?${YET}`),
  about(
    String.raw`(?:did|have|has)\s+(?:you|u|they|we|the\s+shop)(?:\s+(?:already|ever))?\s+` +
      String.raw`(?:get|got|gotten|receive|received|see|seen|had|have)\s+${MONEY}${OF}?${YET}`,
  ),
  about(
    String.raw`where(?:['’]?s|\s+is|\s+are)\s+(?:my|her|his|their|our|the)\s+(?:money(?:\s+back)?` +
      String.raw`|payment|refund)${OF}?`,
  ),
  about(
    String.raw`when\s+(?:do|will|can|does)\s+${PEOPLE}\s+(?:get|see|have|receive)\s+` +
      String.raw`(?:my|her|his|their|our|the)\s+(?:money|refund)(?:\s+back)?${OF}`,
  ),
  about(
    String.raw`(?:how|what|how\s+about|what\s+about)(?:['’]?s|\s+is)?\s+(?:the\s+)?(?:state` +
      String.raw`|status)\s+of\s+${MONEY}${OF}?`,
  ),
  about(String.raw`(?:the\s+)?payment\s+(?:status|state)${OF}?`),
  about(String.raw`how\s+does\s+(?:${MONEY}${OF}?|the\s+payment${OF}?)\s+stand`),
  about(
    String.raw`(?:is|was|has)\s+${ORDER}(?:\s+been)?(?:\s+(?:already|fully))?\s+(?:paid|settled` +
      String.raw`|refunded)(?:\s+for)?${YET}`,
  ),
  about(String.raw`(?:has|have|did)\s+${PEOPLE}(?:\s+already)?\s+(?:pay|paid)(?:\s+for)?\s+${ORDER}${YET}`),
  about(
    String.raw`${MONEY}${OF}?\s+(?:(?:was|is|has|got|keeps|been)\s+)*(?:declined|refused|rejected` +
      '|failed|failing|stuck' +
      String.raw`|(?:did\s*n['’]?t|did\s+not|does\s*n['’]?t|does\s+not|wo\s*n['’]?t` +
      String.raw`|will\s+not)\s+(?:go\s+through|work))${LAST}?`,
  ),
]
