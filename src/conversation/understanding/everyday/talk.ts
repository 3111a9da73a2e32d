/**
 * Talk that answers nothing: praise, thanks, "hmm", "ok". Rule: only a whole message is talk; "yes",
 * "go ahead" and "do it" are answers and are not here. Next: everyday.ts.
 */
const TALK = new RegExp(
  String.raw`^(?:[\s,.!…-]*(?:h+m+|hm+|u+h+|u+m+|o+h|a+h|a+ha|oh ok|ok(?:ay)?|okey|k|kk|alright|all right|i see` +
    '|got it|right then|perfect|well done|good to know|keep it up|love it' +
    '|(?:(?:very|so|really|how|simply) )?(?:great|awesome|cool' +
    '|nice|lovely|wonderful|excellent|super|brilliant|fantastic' +
    '|amazing|good|superb|kind|sweet)(?: (?:stuff|job|work|one|service|idea))?(?: of you)?' +
    '|interesting|wow|sweet|thanks?(?: you)?(?: so much| very much| a lot| a million| again)?|many thanks' +
    `|thx|ty|cheers|much appreciated|appreciate it|that(?:'?s| ` +
    `is| was) (?:(?:very|so|really) )?(?:great|perfect|nice|kind` +
    `|lovely|cool|good|helpful|awesome|sweet)(?: (?:of you|to (?:hear|know)))?` +
    `|(?:you(?:'?re| are)|ur) (?:(?:very|so|really) )?(?:great|the best|awesome|kind|nice|amazing|wonderful` +
    `|lovely|helpful|fantastic|brilliant|a (?:star|gem|legend))|one (?:moment|second|sec|minute)|hold on|hang on` +
    '|just a (?:moment|second|sec|minute)|let me (?:think|see|check)|give me a (?:moment|second|minute)' +
    String.raw`|haha+|lol)(?: (?:team|guys|all|everyone|everybody|folks|friends?` +
    String.raw`|mate|buddy|to you|indeed))?(?![\p{L}\d'])[\s,.!…:)-]*)+$`,
  'iu',
)

/** Somebody thinks, or asks to wait: never words for anybody else to read. */
const HESITATES = new RegExp(
  String.raw`^(?:[\s,.!…-]*(?:h+m+|u+h+|u+m+|o+h|a+h|oh ok|ok(?:ay)?|k|kk|alright|all right|i see|got it|right then` +
    '|(?:one|just a|give me a) (?:moment|second|sec|minute)|hold on|hang on|let me (?:think|see|check)' +
    String.raw`|haha+|lol)(?![\p{L}\d'])[\s,.!…-]*)+$`,
  'iu',
)
const GREETS =
  /^(?:hi+|hello|hey+|howdy|good (?:morning|afternoon|evening|day))(?: (?:there|again|all|team|everyone))?[\s,.!]*$/iu
export const isGreeting = (text: string): boolean => GREETS.test(text.trim())
export const isHesitation = (text: string): boolean => text.length < 120 && HESITATES.test(text.trim())

export const isTalk = (text: string): boolean => text.length < 120 && TALK.test(text.trim())
