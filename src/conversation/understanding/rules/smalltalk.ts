/**
 * Messages that are only manners: greetings, thanks, how are you; and a plain yes or no outside a question.
 */

import type { Segmented } from '#conversation/understanding/clauses/segments.ts'
import { NO, YES } from '#conversation/understanding/pending.ts'
import { after, type Scene } from '#conversation/understanding/scene.ts'

/** One polite word or phrase; tried again and again, so that no text makes it go back and forth. */
const MANNERS = new RegExp(
  String.raw`[\s,.!?]*(?:hi|hello|hey|hiya|howdy|yo|good (?:morning|afternoon|evening|day|night)|morning|evening` +
    '|thanks?(?: you| so much| a lot| a million| very much| again)*|thx|ty|cheers|great|perfect|awesome' +
    `|cool|nice|lovely|wonderful|excellent|you'?re (?:great|the best|welcome)|appreciate it` +
    `|i appreciate it|how are (?:you|things)(?: doing| today)*|what'?s up|how'?s it going|bye|goodbye` +
    '|see you|later|have a (?:nice|good|great) (?:day|one|evening|weekend)|sorry|no problem|no worries' +
    '|lol|haha+|ok(?:ay)?|there|everyone|all|to you|too|well|so much' +
    `|for (?:everything|your help|the help)|that'?s (?:great|perfect|kind|nice)|much appreciated|super` +
    String.raw`|brilliant|sweet|wow|you|guys|team|friend|then|very|and|your|help)(?![\p{L}\d])`,
  'uy',
)
const END = /^(?:[\s,.!?():;-]|\p{So}|\p{Sk}|\p{Emoji_Presentation})*$/u

function isManners(said: string): boolean {
  let at = 0
  for (let guard = 0; guard < 60; guard++) {
    MANNERS.lastIndex = at
    const next = MANNERS.exec(said)
    if (next === null) break
    at = MANNERS.lastIndex
  }
  return at > 0 && END.test(said.slice(at))
}

/** A few emoji or a typed face, and nothing else; a page of them says nothing. */
const FACES = /^(?:\s*(?:\p{Extended_Pictographic}|<3|[:;]-?[()d])\p{Sk}?){1,3}\s*$/u
const GREETS =
  /^[\s,.!?]*(?:hi|hello|hey|hiya|howdy|yo|good (?:morning|afternoon|evening|day)|morning|evening)(?![\p{L}\d])/u

export function smalltalkOf(scene: Scene): Segmented | undefined {
  const said = scene.lower.trim().slice(0, 300)
  const spoken = (op: 'smalltalk' | 'confirm' | 'deny'): Segmented => ({
    scene: after(scene, [op === 'smalltalk' && GREETS.test(said) ? { op, greeting: true } : { op }]),
    sure: true,
    unexplained: [],
    claimed: true,
  })
  if (FACES.test(said)) return spoken('smalltalk')
  if (/^(?:ok(?:ay)?|great|perfect|cool)[\s.!]*$/u.test(said) && scene.message.hasDraft !== true)
    return spoken('smalltalk')
  if (YES.test(said)) return spoken('confirm')
  if (NO.test(said)) return spoken('deny')
  return isManners(said) ? spoken('smalltalk') : undefined
}
