/**
 * Every way of asking for a person: "a human please", "could I speak to someone real", "is anybody
 * there?", "this is useless, get me an agent". Rule: one part of the message asks for a person and
 * no other part orders, changes or counts anything; whoever comes reads the whole of it.
 */
const KIND = '(?:real|live|actual|human|proper|genuine|flesh and blood|non[- ]?bot|different|competent)'
const THE =
  `(?:(?:an?|the|some|your|any|another|one of (?:your|the)|any of (?:your|the)|somebody from` +
  String.raw`|someone from|a member of(?: (?:the|your))?)\s+)*`
const PERSON =
  String.raw`(?:human(?:\s+being)?s?|persons?|people|agents?|representatives?|reps?|operators?` +
  String.raw`|employees?|colleagues?|staff(?:\s+member)?s?|staff|managers?|supervisors?|advisors?` +
  String.raw`|assistants?\s+who\s+is\s+human|sales\s*(?:person|people|man|woman|team)|customer\s+(?:services?` +
  String.raw`|support|care)|(?:support|service|help)\s+(?:team|desk|staff|person|agent)|team)`
const ANYONE = '(?:someone|somebody|anyone|anybody)'
const AFTER =
  String.raw`(?:\s+(?:real|else|human|there|here|alive|from\s+(?:your|the)\s+\w+|at\s+(?:your` +
  String.raw`|the)\s+\w+|in\s+(?:charge|person)|who\s+(?:can|could|knows|is|works)\b[^\n]{0,60}|that\s+(?:can` +
  String.raw`|could|knows|is)\b[^\n]{0,60}|about\b[^\n]{0,80}|instead|directly))*`
const WHOM = String.raw`${THE}(?:${KIND}\s+)*(?:${PERSON}|${ANYONE})${AFTER}`
/** A person named as such, not only "someone". */
const SURELY =
  String.raw`${THE}(?:${KIND}\s+)*(?:${PERSON})${AFTER}|${THE}(?:${KIND}\s+)+(?:one|${ANYONE})` +
  String.raw`|${ANYONE}\s+(?:real|human|alive)`

const LEAD =
  `(?:(?:hi|hello|hey|please|ok(?:ay)?|no|sorry|just|so|but|and|then|now|well|can|could|may` +
  `|might|would|will|shall|do|i|you|we|me|us|it|be|is|there|a|any|way|possible|to|i'd|i'll|id|want` +
  `|wanna|need|like|love|rather|prefer|have|gotta|got|let|let's|must|really|actually|simply|only` +
  String.raw`|possible|chance|able|allow(?:ed)?|how|where|wish|for|help|if)[\s,]+)*`
const TRAIL =
  String.raw`(?:[\s,]*(?:please|now|today|right\s+(?:now|away)|instead|thanks?|thank\s+you|asap` +
  String.raw`|for\s+(?:help|once|a\s+(?:second|moment|minute))|then|ok(?:ay)?|directly|already|first|on\s+this` +
  String.raw`|with\s+(?:this|that|my\s+order)))*`

const TALK =
  `(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|write|connect(?:ed)?|contact|reach|message` +
  String.raw`|put|transfer(?:red)?|pass|hand|forward|escalate|switch|get\s+(?:in\s+touch|through` +
  String.raw`|hold))(?:\s+(?:me|us|this|it))?(?:\s+(?:on|over|up|out|straight|back))*(?:\s+(?:to|with` +
  String.raw`|through\s+to|of))?`
const FETCH = String.raw`(?:get|give|find|bring|fetch|call|send|want|need|prefer|have|like|see)(?:\s+(?:me|us))?`
const HELPS =
  String.raw`(?:help|assist|contact|call|answer|reply|respond|write|talk|speak|get\s+back|look` +
  String.raw`|take\s+(?:over|this)|join|advise)`

const ASKS: readonly RegExp[] = [
  `${TALK}\\s+(?:${WHOM})`,
  `${FETCH}\\s+(?:${SURELY})`,
  `(?:${FETCH}\\s+)?(?:some\\s+)?(?:help|assistance|support|advice|answers?)\\s+(?:from|by|of)\\s+(?:${WHOM})`,
  `(?:${THE}(?:${KIND}\\s+)*(?:${PERSON}|${ANYONE}))\\s+(?:please\\s+)?(?:to\\s+)?${HELPS}\\b[^\\n]{0,60}`,
  `(?:is|are)\\s+(?:there\\s+)?(?:${ANYONE}|${THE}(?:${KIND}\\s+)+(?:${PERSON}|${ANYONE}))` +
    '(?:\\s+(?:real|human|here|there|around|available|online|home|alive|listening|reading' +
    '|(?:who|that|i|we)\\b[^\\n]{0,60}|(?:to|for)\\s+[^\\n]{0,60}))*',
  `(?:is|are)\\s+there\\s+(?:${WHOM})(?:\\s+(?:i|we|to|who|that|available|online|around)\\b[^\\n]{0,60})?`,
  `(?:${KIND}\\s+)*(?:human(?:\\s+being)?|person|agent|representative|operator` +
    '|customer\\s+(?:services?|support|care)|support\\s+agent)',
  `${ANYONE}\\s+(?:real|human|alive)`,
  `not\\s+(?:to\\s+)?(?:an?\\s+|the\\s+)?(?:bot|robot|machine|computer|ai)`,
].map((asks) => new RegExp(`^${LEAD}(?:${asks})${TRAIL}$`, 'i'))

/** "no longer" before what was asked for, or taking back that it was asked. */
const LEAVES: readonly RegExp[] = [
  String.raw`(?:leave|exit|quit)\s+(?:the\s+)?(?:queue|line|waiting\s+list)`,
  String.raw`(?:take|get|put|remove)\s+me\s+(?:out\s+of|off|from)\s+(?:the\s+)?(?:queue|line|list)`,
  String.raw`(?:stop\s+waiting|(?:i\s+)?(?:don'?t|do\s+not)\s+(?:want|need)\s+to\s+wait)(?:\s+for\s+(?:${WHOM}))?`,
  String.raw`(?:i\s+)?(?:don'?t|do\s+not|no\s+longer)\s+(?:need|want)\s+` +
    String.raw`(?:(?:to\s+)?${TALK}\s+(?:to\s+)?)?(?:${WHOM}|help)`,
  String.raw`no\s+(?:need\s+for\s+)?(?:${WHOM}|help)(?:\s+(?:is\s+)?needed)?`,
  String.raw`(?:never\s*mind|forget(?:\s+about)?|cancel|skip)\s+(?:${WHOM}|talking\s+to\s+(?:${WHOM}))`,
].map(
  (leaves) =>
    new RegExp(
      String.raw`^(?:(?:please|ok(?:ay)?|actually|sorry|oh|no|hey` +
        String.raw`|can\s+you|could\s+you|i\s+want\s+to|let\s+me|i)[,\s]+)*` +
        String.raw`(?:${leaves})(?:[,\s]+(?:any\s*more|any\s*longer|now` +
        String.raw`|please|thanks?|thank\s+you|after\s+all|then))*[.!]?$`,
      'i',
    ),
)

/** "I don't need a person any more": nobody is waited for from now on. */
export const leavesQueue = (text: string): boolean => {
  const said = text.replaceAll('’', "'").trim().replace(/\s+/g, ' ')
  return said.length <= LONGEST && LEAVES.some((leaves) => leaves.test(said))
}

/** Nobody asks for a person in more characters than this. */
const LONGEST = 160

/** Parts that want something else done: those are not left to whoever comes. */
const ORDERS = new RegExp(
  String.raw`\d|^(?:please\s+)?(?:add|remove|drop|take|delete|send|ship|cancel|change|make|swap|replace|order|buy` +
    String.raw`|return|exchange|refund|coupon|pay|place|put\s+(?:in|on)|clear|undo)\b`,
  'i',
)

export function asksForPerson(text: string): boolean {
  const parts = text
    .replaceAll('’', "'")
    .split(/[.!?;:,\n]+|\s[-–—]+\s|\s+(?:but|so|because)\s+/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '')
  const rest = parts.filter((part) => part.length > LONGEST || !ASKS.some((asks) => asks.test(part)))
  return rest.length < parts.length && !rest.some((part) => ORDERS.test(part))
}
