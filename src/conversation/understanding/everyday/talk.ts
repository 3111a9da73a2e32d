/**
 * Talk that answers nothing: praise, thanks, "hmm", "ok". Rule: only a whole message is talk; "yes",
 * "go ahead" and "do it" are answers and are not here. Next: everyday.ts.
 */
const TALK = new RegExp(
  String.raw`^(?:[\s,.!…-]*(?:h+m+|hm+|u+h+|u+m+|o+h|a+h|a+ha|oh ok|ok(?:ay)?|okey|k|kk|alright|all right|i see` +
    '|got it|right then|great(?: stuff| job)?|perfect|awesome|cool|nice(?: one)?|lovely|wonderful' +
    '|excellent|super|brilliant|fantastic|amazing|good(?: to know| stuff| job)?|very good|well done' +
    '|interesting|wow|sweet|thanks?(?: you)?(?: so much| very much| a lot| a million| again)?|many thanks' +
    `|thx|ty|cheers|much appreciated|appreciate it|that'?s (?:great|perfect|nice|kind|lovely|cool|good` +
    `|helpful)|you'?re (?:great|the best|awesome)|one (?:moment|second|sec|minute)|hold on|hang on` +
    '|just a (?:moment|second|sec|minute)|let me (?:think|see|check)|give me a (?:moment|second|minute)' +
    String.raw`|haha+|lol)(?![\p{L}\d'])[\s,.!…:)-]*)+$`,
  'iu',
)

export const isTalk = (text: string): boolean => text.length < 120 && TALK.test(text.trim())
