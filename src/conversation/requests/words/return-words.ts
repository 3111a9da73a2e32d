/**
 * How it is typed that goods of a placed order come back: `return 10001 1 mug`, `exchange 10001 mug
 * for a red one`, `received 10001 mug`, and that nothing does. Next: placed-words.ts has the rest.
 */
import type { OrderAct } from './arguments.ts'
import {
  type ActShape,
  act,
  counted,
  HOW_MANY,
  item,
  OF,
  ORDER,
  SOME_ITEM,
  thatOrder,
  type Unnumbered,
} from './order-words.ts'
import type { Words } from './shape.ts'

const returns: readonly ActShape[] = [
  act(String.raw`return\s+${ORDER}\s*[:,]?\s+${HOW_MANY}${SOME_ITEM}`, (words) => ({
    kind: 'return',
    item: item(words),
    ...counted(words),
  })),
  act(String.raw`(?:return|send\s+back)\s+${HOW_MANY}${SOME_ITEM}${OF}`, (words) => ({
    kind: 'return',
    item: item(words),
    ...counted(words),
  })),
  act(
    String.raw`(?:(?:she|he|they|we|i|(?:the\s+)?customer)\s+(?:wants?|would\s+like|needs?|must|has|have)\s+to\s+)?` +
      String.raw`(?:send|give|bring|take|return)s?\s+${HOW_MANY}(?!back\b)${SOME_ITEM}${OF}\s+back`,
    (words) => ({ kind: 'return', item: item(words), ...counted(words) }),
  ),
  act(
    String.raw`exchange\s+${ORDER}\s*[:,]?\s+${HOW_MANY}${SOME_ITEM}\s+for\s+(?:an?\s+|one\s+` +
      String.raw`|\d+\s+)?(?<other>[^\n:]{1,80}?)`,
    exchange,
  ),
  act(
    String.raw`exchange\s+${HOW_MANY}${SOME_ITEM}${OF}\s+for\s+(?:an?\s+|one\s+|\d+\s+)?(?<other>[^\n:]{1,80}?)`,
    exchange,
  ),
]
function exchange(words: Words): OrderAct {
  return { kind: 'exchange', item: item(words), for: words['other']?.trim() ?? '', ...counted(words) }
}

const TAKE_BACK =
  String.raw`(?:cancel|withdraw|undo|stop|take\s+back|call\s+off|forget)\s+(?:the|my|her|his` +
  String.raw`|their|that|this)`
const MISTAKE = String.raw`(?:is|was|were)\s+(?:all\s+)?(?:wrong|a\s+mistake|an\s+error|in\s+error|not\s+meant)`
const comesBack: readonly ActShape[] = [
  act(String.raw`received\s+${ORDER}\s*[:,]?\s+${HOW_MANY}${SOME_ITEM}`, (words) => ({
    kind: 'received',
    item: item(words),
    ...counted(words),
  })),
  act(String.raw`(?:received|got\s+back)\s+${HOW_MANY}${SOME_ITEM}${OF}`, (words) => ({
    kind: 'received',
    item: item(words),
    ...counted(words),
  })),
  act(String.raw`no\s+return\s+(?:(?:for|of|from)\s+)?${ORDER}`, () => ({ kind: 'no-return' })),
  act(String.raw`${TAKE_BACK}\s+return(?:\s+(?:for|of|from|in))?\s+${ORDER}`, () => ({ kind: 'no-return' })),
  act(String.raw`${TAKE_BACK}\s+return\s+(?:of|for)\s+${SOME_ITEM}${OF}`, (words) => ({
    kind: 'no-return',
    item: item(words),
  })),
]

export const RETURNS: readonly ActShape[] = [...returns, ...comesBack]
export const NO_RETURN: readonly Unnumbered[] = [
  thatOrder(String.raw`${TAKE_BACK}\s+return`, () => ({ kind: 'no-return' })),
  thatOrder(String.raw`(?:the|that|this)\s+return\s+${MISTAKE}`, () => ({ kind: 'no-return' })),
  thatOrder(
    String.raw`(?:${TAKE_BACK}|the|that)\s+return\s+(?:of|for)\s+(?:the\s+)?${SOME_ITEM}(?:\s+${MISTAKE})?`,
    (words) => ({
      kind: 'no-return',
      item: item(words),
    }),
  ),
  thatOrder(String.raw`no\s+return(?:\s+after\s+all)?`, () => ({ kind: 'no-return' })),
  thatOrder(
    String.raw`i(?:['’]ll|\s+will|\s+want\s+to|\s+would\s+like\s+to)?\s+keep\s+(?:it|them|everything|the\s+goods)` +
      String.raw`(?:\s+after\s+all|\s+now|\s+anyway)*`,
    () => ({ kind: 'no-return' }),
  ),
]
