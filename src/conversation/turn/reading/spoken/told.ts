/**
 * Sentences that tell, suppose or exclude something: "last year I cancelled the mugs", "pretend I
 * said 10", "her office moved", "anything but express". Rule: an act needs an instruction - a bare
 * name, an order, a wish of now -, so such a sentence does nothing, and one that only states
 * something chooses no place and no way. Next: ../not-done.ts, the gate.
 */
import { bareSentence, sentencesOf } from '#conversation/understanding/everyday/sentences.ts'

const WHO = String.raw`(?:i|we|you|he|she|it|they|there|(?:my|her|his|their|our|the|a|an)\s+(?:\p{L}+\s+){0,2}\p{L}+)`
const NOT = String.raw`(?:n['’]?t|\s+not|\s+never)`
/** What people do to a cart or an order. */
const ACT =
  '(?:cancel|clear|remov|delet|drop|ship|send|deliver|place|buy|order|return|refund|undo|add|chang|exchang|swap|pay)'
const PAST = String.raw`(?:\p{L}{2,}ed|took|got|had|bought|sent|paid|chose|did|gave|put|made|kept|lost|saw|went)`
const THEN =
  String.raw`(?:(?:the\s+)?(?:last|previous)\s+(?:time|year|month|week|summer|winter|spring|autumn|fall|christmas` +
  String.raw`|night|\p{L}+day)|yesterday|back\s+then|the\s+other\s+day|in\s+the\s+past|(?:\d+|an?|two|three|few` +
  String.raw`|some|many)\s+` +
  String.raw`(?:day|week|month|year)s?\s+(?:ago|back)|in\s+(?:19|20)\d\d)`

/** Taken for true for a moment. */
const SUPPOSED = new RegExp(
  String.raw`^(?:(?:let['’]?s|let\s+us|we(?:['’]ll)?)\s+(?:just\s+)?)?(?:pretend|imagine|suppose` +
    String.raw`|supposing)\b(?!\s+so\b)` +
    String.raw`|^(?:let['’]?s|let\s+us)\s+(?:just\s+)?(?:say|assume)\s+(?:that\s+)?(?!the\b|an?\b)${WHO}\s` +
    String.raw`|^(?:just\s+)?(?:assume|hypothetically|in\s+theory|theoretically)\b` +
    String.raw`|\bif\s+${WHO}(?:['’]d)?\s+(?:[^?]*\s)?(?:were|was|had|would|${PAST})\b[^?]*\b(?:would|could` +
    String.raw`|might)\b(?!\s+you\b)` +
    String.raw`|\b(?:would|could|might)\b(?!\s+you\b)[^?]*\bif\s+${WHO}\s+(?:were|was|had|would|${PAST})\b`,
  'iu',
)
/** What might have been, what was thought of, what somebody is glad of. */
const NEVER_WAS = new RegExp(
  String.raw`\b(?:would|might|could)${NOT}?(?:['’]ve|\s+have)\s+(?!liked|loved|wanted|preferred|needed)\p{L}+` +
    String.raw`|\bshould${NOT}(?:['’]ve|\s+have)\s` +
    String.raw`|\b(?:thought|thinking|considered|considering|dreamt|dreamed)\s+(?:(?:about` +
    String.raw`|of)\s+)?${ACT}\p{L}*ing\b` +
    String.raw`|\b(?:glad|happy|relieved|lucky|thankful|pleased|good\s+thing|good)\s+(?:that\s+)?${WHO}\s+` +
    String.raw`(?:(?:did|have|had|has)${NOT}|never|${PAST})\b` +
    String.raw`|^${WHO}\s+(?:almost|nearly|once|used\s+to)\s+(?!need|want)`,
  'iu',
)

const ONE = String.raw`(?:i|we|you|he|she|they|(?:my|her|his|their)\s+\p{L}+)(?:\s+(?:already|also|even))?`
const TOLD = new RegExp(
  String.raw`^(?:in\s+)?${THEN},?\s+(?:${ONE}|\p{L}+)\s+${PAST}\b|^${ONE}\s+${PAST}\b[^?]*\b${THEN}\b`,
  'iu',
)
/** Something is wanted now, whatever is told besides. */
const NOW = new RegExp(
  String.raw`\b(?:please|pls|now|this\s+time|today|again|same|instead|wants?|needs?|like` +
    String.raw`|can\s+(?:you|i|we)|could\s+(?:you|i|we)|let['’]?s|let\s+me)\b` +
    String.raw`|[,;:-]\s*(?:(?:and|but|so|then)\s+)*(?:make|add|take|send|ship|put|remove|cancel|keep|change` +
    String.raw`|use|give|\d)`,
  'iu',
)
/** Denied, in other words than "don't". */
const WE = '(?:i|we|she|he|they)'
const EXCLUDED = new RegExp(
  String.raw`^(?:please\s+)?(?:${WE}(?:['’]d|\s+would)?\s+)?(?:rather|better|best|preferably)\s+(?:do${NOT}` +
    String.raw`|not)\s+${ACT}` +
    String.raw`|^(?:let['’]?s|let\s+us|please)\s+not\s+${ACT}` +
    String.raw`|^${WE}(?:\s+am|['’]m|\s+are|['’]re|\s+is` +
    String.raw`|['’]s)?${NOT}\s+(?:going\s+to\s+)?(?!paid)${ACT}\p{L}*ing\b` +
    String.raw`|^${WE}\s+(?:wo${NOT}|will\s+not|would${NOT})\s+(?:be\s+)?${ACT}` +
    String.raw`|^(?:${WE}|(?:my|the)\s+\p{L}+)\s+(?:do|does)${NOT}\s+(?:want|need|like)\b[^,;]*` +
    String.raw`\b(?:remov|cancel|dropp|delet|refund|return|clear|tak(?:e|en|ing)\s+(?:\p{L}+\s+){0,3}(?:off|out` +
    String.raw`|away))` +
    String.raw`|^(?:there(?:['’]s|\s+is)\s+)?no\s+need\s+to\s+(?:remov|cancel|drop|delet|refund|return|clear` +
    String.raw`|undo|take)` +
    String.raw`|^no(?:body|\s+one)\s`,
  'iu',
)

/** "Cancel? Never." */
const ASKED_NO = new RegExp(
  String.raw`^${ACT}\p{L}*\b[^?\n]{0,60}\?+\s*(?:(?:never|no(?:pe)?|no\s+way|nah|not\s+(?:now|yet|today|me|really)` +
    String.raw`|(?:certainly|absolutely|of\s+course)\s+not|thanks|thank\s+you|sorry)[\s,.!]*)+$`,
  'iu',
)

/** No act is meant by any of it. */
export const isUnreal = (said: string): boolean => ASKED_NO.test(bareSentence(said)) || sentencesOf(said).every(isNoAct)
function isNoAct(sentence: string): boolean {
  const words = bareSentence(sentence)
  const neverWas = NEVER_WAS.test(words) || NEVER_WAS.test(sentence)
  return SUPPOSED.test(words) || EXCLUDED.test(words) || (neverWas && !NOW.test(sentence))
}
/** What happened is kept as it was told; nothing is to happen. */
export const isPast = (said: string): boolean => TOLD.test(bareSentence(said)) && !NOW.test(said)

const RIGHT = String.raw`(?:fine|ok|okay|better|best|good|great|perfect|right|correct|enough)`
const STATES =
  String.raw`(?:is|are|was|were|has|have|had|did|does|isn['’]?t|wasn['’]?t|doesn['’]?t|got|gets|saw|said|says` +
  String.raw`|told|went|came` +
  String.raw`|costs?|takes|took|needs?|looks?|opens?|closes?|works?|lives?|(?!speed)\p{L}{3,}ed)\b`
const STARTS = new RegExp(
  String.raw`^(?:(?:i|we|you|he|she|they|there|everybody|everyone|somebody|someone)(?=['’\s])` +
    String.raw`|(?:it|that|this)(?:['’]s\s|\s+(?=${STATES}))` +
    String.raw`(?!(?:is\s+)?(?:for|to|going|the|my|her|his|an?|express|standard|pick-?up|by|via)\b)` +
    String.raw`|(?:the|my|her|his|their|our|your|an?|some|this|that|another)\s+(?!(?:shipping|delivery|payment` +
    String.raw`|address|method)\b)` +
    String.raw`(?:[\p{L}'’-]+\s+){1,3}?${STATES}` +
    String.raw`|(?:express|standard|overnight|pick-?up|office|home|store|work)(?:\s+(?:delivery` +
    String.raw`|shipping))?\s+${STATES})`,
  'iu',
)
/** A wish of the buyer, or that it is right so. */
const WISHES = new RegExp(
  String.raw`\b(?:please|pls|wants?|wanted|needs?|like|prefers?|preferred|wish(?:es)?|asks?|asked|request(?:s` +
    String.raw`|ed)?|should|must` +
    String.raw`|let|let['’]s|choose[sn]?|chose|picks?|picked|pick\s+up|picking|collect(?:s|ing)?|love|hop(?:e` +
    String.raw`|es|ing)|ha(?:s|ve)\s+to|fetch|takes?|taking|get` +
    String.raw`|getting|do|have\s+(?:it|them)` +
    String.raw`|(?:they|it)\s+go(?:es)?|go(?:es|ing)?\s+(?:with|for|by)|sends?|ships?|shipping|deliver|delivery` +
    String.raw`|changed?|pays?|paying` +
    String.raw`|make|uses?|instead|rather|decided|opted|said|says|hopes?|think|thinks|guess|means?|meant` +
    String.raw`|${RIGHT}\s+with|happy\s+with|(?:is|are|would\s+be)\s+(?:also\s+|even\s+)?(?:${RIGHT}|it))\b`,
  'iu',
)
/** "The driver said the office is closed", "my office needs a lamp", "it takes longer by express". */
const TELLS = new RegExp(
  String.raw`\b(?:told|says?|said|heard|read|thinks?|knows?)\b[^,;]*\b(?:is|was|are|were|has|had|isn['’]t` +
    String.raw`|closed|moved)\b(?!\s+${RIGHT}\b)` +
    String.raw`|^(?:the|my|her|his|their|our)\s+(?:home\s+)?(?:office|home|house|store` +
    String.raw`|shop)(?:\s+address)?\s+(?!address\b|(?:should|would|will|is\s+${RIGHT})\b)` +
    String.raw`(?![^.;]*\bplease\b)[\p{L}'’]+\b|\b(?:always|usually|often|normally)\s+(?!(?:wants?|needs?` +
    String.raw`|prefers?)\b)|^(?:it|that|express|standard)\s+(?:takes?|took|costs?)\b`,
  'iu',
)
const NONE_BUT = new RegExp(
  String.raw`^(?:(?:send|ship|deliver)\s+(?:it|them|that)\s+)?(?:by|to|with)?\s*(?:any(?:thing|where` +
    String.raw`|\s+\p{L}+)?|every(?:thing|where)|all)` +
    String.raw`\s+(?:but|except|other\s+than|besides)\b|^(?:except|other\s+than|but\s+not)\b`,
  'iu',
)

/** The name of a saved place, and no address. */
export const isLabel = (where: string): boolean =>
  /^(?:(?:the|my|her|his|their|our|your)\s+)?(?:home|office|house|work|store|shop)(?:\s+address)?$/i.test(where.trim())
/** A place or a way is only spoken of. */
export const isStatement = (said: string): boolean => {
  const words = bareSentence(said)
  return NONE_BUT.test(words) || (STARTS.test(words) && (TELLS.test(said) || !WISHES.test(said)))
}

/** What is said besides what is only told; undefined: all of it, or nothing of it, is told. */
export function partsTold(text: string): string | undefined {
  const denied = text.replace(HOLD, '')
  if (denied !== text) return denied
  const sentences = sentencesOf(text)
  const isApart = (one: string): boolean => isUnreal(one) || isPast(one) || (NAMES.test(one) && isStatement(one))
  const rest = isUnreal(text) ? [] : sentences.filter((one) => !isApart(one))
  return rest.length === 0 || rest.length === sentences.length ? undefined : rest.join('\n')
}
/** "Stop. Don't send anything yet": nothing is cancelled. */
const HOLD = /^\s*(?:(?:stop|wait|hold\s+on|hang\s+on|no)[\s,.!]+)+(?=(?:please\s+)?(?:do\s+not|don['’]?t|never)\b)/i
const NAMES = /^\D*\b(?:office|home|house|work|store|shop|express|standard|overnight|pick-?up)\b\D*$/i
