/**
 * How people ask for lists of placed orders: "my orders", "what's unpaid?", "which orders wait for
 * stock", "what do we have to ship today". Rule: the whole message asks for nothing else. Next:
 * worklists.ts and placed.ts have the rows.
 */
import type { Worklist } from '#domain/model/placed/worklist.ts'
import { END, POLITE } from './order-words.ts'
import { type Shape, shape } from './shape.ts'

const SHOW =
  String.raw`(?:(?:show|list|see|give|tell|get|open|what(?:['’]s|s)?|which|who(?:['’]s|s)?|any|all|are\s+there` +
  String.raw`|do\s+we\s+have` +
  String.raw`|is\s+there|have\s+we|how\s+many|me|us|(?:a\s+)?list\s+of|the|my|our|of|are|is|still|every)\s+)*`
const ORDERS = '(?:orders?|customers?|purchases|ones?|anything|everything|there)'
const asked = (...shapes: readonly string[]): RegExp =>
  new RegExp(
    `^${POLITE}${SHOW}(?:${shapes.join('|')})(?:\\s+(?:yet|still|now|right\\s+now|today|at\\s+the\\s+moment))*${END}`,
    'i',
  )

const STOCK = String.raw`(?:stock|goods|items?|supplies|delivery|more\s+stock|something)`
const UNPAID = asked(
  String.raw`(?:${ORDERS}\s+)?(?:(?:that\s+)?(?:are|is|were|have|has)\s+)?(?:still\s+)?(?:unpaid|outstanding)` +
    String.raw`(?:\s+orders)?`,
  String.raw`(?:${ORDERS}\s+)?(?:that\s+)?(?:(?:have|has|is|are|did)(?:n['’]?t|\s+not)|not)\s+` +
    String.raw`(?:yet\s+)?(?:been\s+)?` +
    String.raw`(?:paid|pay)(?:\s+for)?`,
  String.raw`(?:${ORDERS}\s+)?(?:still\s+)?(?:owes?(?:\s+(?:us|money))*|has\s+to\s+pay|have\s+to\s+pay)`,
  'open payments',
)
const LISTS: readonly (readonly [Worklist | 'today', RegExp])[] = [
  [
    'to-ship',
    asked(
      String.raw`(?:${ORDERS}\s+)(?:that\s+)?(?:(?:have|has|are|is` +
        String.raw`|did)(?:n['’]?t|\s+not)|not)\s+(?:yet\s+)?(?:been\s+)?` +
        String.raw`(?:gone?(?:\s+out)?|left|leave|shipped|sent(?:\s+out)?)`,
      String.raw`(?:${ORDERS}\s+)?(?:to\s+(?:be\s+)?ship(?:ped)?|ready\s+to\s+(?:ship|go)|to\s+(?:pack|send` +
        String.raw`(?:\s+out)?))`,
      String.raw`(?:${ORDERS}\s+)?(?:(?:do\s+|must\s+|should\s+)?(?:we|i)\s+)?(?:have|has|needs?|must|should|can|wait` +
        String.raw`|waits|waiting)\s+(?:we\s+|i\s+)?` +
        String.raw`(?:to\s+)?(?:be\s+)?(?:ship(?:ped)?|go\s+out|sent(?:\s+out)?|send(?:\s+out)?|packed|pack|leave)`,
      String.raw`(?:do\s+|should\s+|must\s+|can\s+)(?:we|i)\s+(?:have\s+to\s+|need\s+to\s+)?(?:ship|send\s+out|pack)`,
    ),
  ],
  [
    'waiting',
    asked(
      String.raw`(?:${ORDERS}\s+(?:that\s+)?(?:are\s+|is\s+|still\s+)*wait(?:s|ing)?|waiting)\s+(?:for|on)\s+${STOCK}`,
      String.raw`(?:${ORDERS}\s+)?(?:on\s+)?back-?\s?orders?|backordered(?:\s+orders)?`,
    ),
  ],
  [
    'returns',
    asked(
      String.raw`(?:(?:open|expected|announced|pending)\s+)?returns(?:\s+(?:are\s+|is\s+)?(?:announced|expected|open` +
        String.raw`|pending|coming(?:\s+back)?))?`,
      String.raw`(?:${ORDERS}\s+)?(?:that\s+)?(?:are\s+|is\s+)?(?:coming|comes?|to\s+come)\s+back`,
    ),
  ],
  [
    'asked',
    asked(
      String.raw`(?:${ORDERS}\s+)?(?:is\s+|are\s+)?(?:asked\s+of|waiting\s+(?:for|on)|waits\s+for)\s+(?:me|my\s+` +
        '(?:decision|answer|approval))',
      String.raw`(?:do\s+|should\s+|must\s+)?i\s+(?:have\s+to|need\s+to|must|should)?\s*(?:decide|approve)`,
    ),
  ],
  [
    'today',
    asked(
      String.raw`today['’]?s\s+orders`,
      String.raw`orders?\s+(?:(?:did\s+we\s+get|have\s+we\s+(?:got|had)|came\s+in|were\s+placed|from|of)\s+)?today`,
      String.raw`(?:has\s+|was\s+|have\s+)?(?:came|come|been\s+ordered|ordered|sold|placed)(?:\s+in)?\s+today`,
    ),
  ],
]

type Asked = { readonly list: Worklist | 'today' }
export const WORKLIST_WORDS: readonly Shape<Asked>[] = LISTS.map(([list, like]) => shape(like, () => ({ list })))
export const UNPAID_WORDS: readonly Shape<object>[] = [shape(UNPAID, () => ({}))]

/** Of the customer who speaks; of staff, those of their thread. */
export const ORDERS_WORDS: readonly Shape<object>[] = [
  shape(
    new RegExp(
      String.raw`^${POLITE}(?:(?:show|list|see|give|get|open|look\s+at|view|find|check|where\s+are|what\s+are` +
        String.raw`|which\s+are)\s+(?:me\s+)?)?` +
        String.raw`(?:all\s+)?(?:(?:of\s+)?my|our)\s+(?:(?:old|past|previous|last|recent|placed|earlier|other)\s+)?` +
        String.raw`(?:orders|purchases|order\s+history|purchase\s+history)${END}`,
      'i',
    ),
    () => ({}),
  ),
  shape(
    new RegExp(
      String.raw`^${POLITE}(?:(?:show|list|see|give|get)\s+(?:me\s+)?` +
        String.raw`(?:all\s+)?(?:the\s+)?orders|(?:past|previous|old` +
        String.raw`|recent)\s+orders` +
        String.raw`|order\s+history|what\s+(?:did|have)\s+i\s+(?:already\s+)?order(?:ed)?|which\s+orders\s+(?:do` +
        String.raw`|did)\s+i\s+(?:have|place))${END}`,
      'i',
    ),
    () => ({}),
  ),
]
