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

/**
 * Somebody thinks aloud, asks a colleague, is in the wrong window, or tells of another discount: no
 * reason for one.
 */
const NO_REASON = new RegExp(
  String.raw`^(?:h+m+|u+h+m*|u+m+|er+m*|well|wait|hold on|hang on|one (?:sec|moment|minute)|just a|give me|gimme` +
    String.raw`|let me|let['’]s|lemme|oops|whoops|my bad|not sure|no idea|idk|dunno|brb|afk|back|lunch|maybe|perhaps` +
    String.raw`|good question|ask|asking|checking|thinking|later|soon|nothing|none|no reason|n/a|test|what|who|which)` +
    String.raw`(?![\p{L}\d])` +
    String.raw`|^sorry(?![\p{L}\d])(?!,?\s+(?:for|about|it|that|the|her|his|their|our|she|he|they|we)\b)` +
    String.raw`|\bwrong (?:window|chat|thread|channel|tab|person|room|group)\b` +
    String.raw`|\blet me (?:check|ask|see|think|find|look|get)\b|\b(?:check|ask|talk|speak)(?:ing)? (?:with|to)\b` +
    String.raw`|\bget back to\b|\bin a (?:sec|second|minute|moment)\b|\bi (?:do not|don['’]?t) know\b` +
    String.raw`|\bi (?:guess|wonder|will|have to|need to|must|should|want|hope|can['’]?t|cannot)\b|\bi['’]ll\b` +
    String.raw`|^i(?:['’]?m| am) (?:\p{L}+ing|back|here|not|off|on)(?!\p{L})|\bhow do i\b` +
    String.raw`|\d[\d.,]*\s*(?:%|percent|usd|dollars?|bucks)?\s+off\b`,
  'iu',
)
export const tellsNoReason = (text: string): boolean => NO_REASON.test(text.trim())

/** "Last time lee took 5.00 off", "5.00 off would be nice": a discount that is told of, not given. */
const DISCOUNT =
  String.raw`\b(?:\d[\d.,]*\s*(?:%|percent|usd|dollars?|bucks)?\s+off|half off` +
  String.raw`|free shipping|discount)(?!\p{L})`
const BEFORE = String.raw`(?:last (?:time|week|month|year|order)|yesterday|back then|(?:years?|months?|weeks?) ago)`
const TOLD_DISCOUNT = new RegExp(
  String.raw`^(?!(?:please|pls|ok(?:ay)?|and|then|so|now)?[\s,]*` +
    String.raw`(?:take|give|make|set|apply|knock|put|do|let|use|add)\b)` +
    String.raw`(?:[^\n]*\b(?:${BEFORE}|previously|once|used to)\b[^\n]*${DISCOUNT}` +
    String.raw`|[^\n]*${DISCOUNT}[^\n]*\b(?:${BEFORE}|would be|would have been)\b` +
    String.raw`|(?:\p{L}+\s+){1,3}(?:took|gave|got|had|(?:was|were) (?:given|promised|told)|can['’]?t|cannot` +
    String.raw`|couldn['’]?t|won['’]?t|shouldn['’]?t)\s[^\n]*${DISCOUNT})`,
  'iu',
)
export const tellsOfDiscount = (text: string): boolean => text.length < 200 && TOLD_DISCOUNT.test(text.trim())
