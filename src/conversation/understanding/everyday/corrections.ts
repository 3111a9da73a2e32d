/**
 * Words that take back or change what was just said: "sorry, 3", "not that", "I meant the other
 * one", "as it was before the code". Rule: they are about the last change; what a new colour or size
 * is about, the reader tells. Next: turn/corrections.ts.
 */

import type { Request } from '#conversation/requests/request.ts'
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'

const OPENS = new RegExp(
  '^(?:(?:no|nope|nah|sorry|oops|ups|wait|hang on|actually|correction|my mistake|i mean|i meant' +
    String.raw`|not quite|scratch that|pardon|er+m?|uh+|rather|or rather)(?![\p{L}'])[\s,.:!;-]*)+`,
  'iu',
)

/** It begins as corrections do. */
export const isCorrecting = (text: string): boolean => OPENS.test(text.trim())

const COUNT = new RegExp(
  `^(?:make (?:it|that|them) |that should be |it should be |should be |only |just |to ` +
    `)?(?<count>\\d{1,3}|${COUNT_WORDS})(?: (?:of ` +
    `(?:them|those|it|these)|please|instead|then|only|pieces|pcs|units))*$`,
  'iu',
)
const BACK = new RegExp(
  String.raw`^(?:no[\s,]+)?(?:not (?:that|this|that one|this one)|undo (?:that|it|this)|take (?:that|it) back` +
    '|(?:forget|scratch|strike|cancel) (?:that|it) (?:last )?(?:change|one)|scratch that|strike that' +
    `|never mind that|that was wrong|that's wrong|that is wrong` +
    `|i didn'?t (?:want|mean|say|ask for) (?:that|this|it)|revert (?:that|it)?|go back(?: one(?: step)?)?` +
    '|put it back(?: (?:as|how|like|the way) it was)?|leave it (?:as|how) it was' +
    String.raw`|(?:as|like|how) it was(?: before)?)[.!\s]*$`,
  'iu',
)
const BEFORE = new RegExp(
  `^(?:(?:please|can you|could you) )?(?:(?:put|set|make|have|leave|i want|i'd like|take) (?:it` +
    '|everything|that) )?(?:back )?(?:go back |back |return )?(?:to )?(?:as|how|like|the way|what) (?:it' +
    '|things|everything) (?:was|were|looked|had been) before (?:i (?:added|changed|set|gave|used|put in' +
    String.raw`|said) )?(?:the |that |my |her )?(?<what>[\p{L}]{3,20})(?: (?:code|change|was added))?[.!]*$`,
  'iu',
)
const OTHER = new RegExp(
  String.raw`^(?:no[\s,]+)?(?:(?:i (?:mean|meant|wanted) |not (?:that|this)(?: one)?[\s,]+(?:but )?)?the other` +
    String.raw`(?: one| ones)?|not (?:that|this) one[\s,]+the other(?: one)?|the other one(?: i mean)?` +
    String.raw`|wrong (?:one|line|item)[\s,]+(?:i (?:mean|meant) )?the other(?: one)?)[.!]*$`,
  'iu',
)

/** `focus`: the line that was touched last; `asked`: an item is asked about, and a number may be its own. */
export type Correctable = { readonly focus?: string; readonly asked: boolean }

export function correction(sentence: string, { focus, asked }: Correctable): readonly Request[] | undefined {
  const said = sentence.trim().replace(/[.!]+$/, '')
  const before = BEFORE.exec(said)?.groups?.['what']
  if (before !== undefined) return [{ kind: 'undo', before: before.toLowerCase() }]
  if (OTHER.test(said)) return [{ kind: 'other-line' }]
  if (BACK.test(said)) return [{ kind: 'take-back' }]
  const opened = OPENS.exec(said)
  const count = opened === null ? undefined : COUNT.exec(said.slice(opened[0].length).trim())?.groups?.['count']
  if (count === undefined || focus === undefined || asked) return undefined
  return [{ kind: 'set-quantity', line: { by: 'id', id: focus }, quantity: String(countOf(count) ?? count) }]
}
