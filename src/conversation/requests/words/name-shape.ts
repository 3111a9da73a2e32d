/**
 * What can be a person's name, a street or a town, and what is plainly a question or a command.
 * Rule: a field takes only what has its shape; anything else is read as what it is, or asked about.
 * Names that are also words ("Bill", "Mark", "Can Yaman") stay names.
 */

import { MONTH_NAME, WEEKDAY_NAME } from '#domain/base/day-words.ts'

const QUESTION = new RegExp(
  String.raw`\?\s*$|^(?:how|what|what's|whats|where|where's|wheres|when|why|which|who's|whos|whose)\b` +
    String.raw`|^(?:can|could|would|will|should|do|does|did|is|are|was|has|have)\s+(?:i|you|u|we|they|he|she|it` +
    String.raw`|it's|this|that|there|the|my|our|her|his|any)\b`,
  'i',
)
const COMMAND = new RegExp(
  String.raw`^(?:please\s+)?(?:add|set|remove|delete|cancel|clear|undo|redo|show|list|find|order|reorder|ship` +
    '|send|pay|place|put|coupon|code|quote|refund|return|exchange|swap|status|stock|approve|decline' +
    String.raw`|counter|release|change|make|take|apply|use|give|help|stop|start|drop|get|buy|deliver|charge` +
    String.raw`|(?:do\s+not|don['’]?t|never)\s+\p{Ll}+)\b(?=\s+\S)`,
  'iu',
)
/** A wish of how it is brought: "call me when it's there 555-0133". */
const WISH = new RegExp(
  String.raw`^(?:please\s+)?(?:call|ring|phone|text|e-?mail|mail|message|tell|ask|let|leave|bring|knock|wait|hand)\s+` +
    String.raw`(?:me|us|him|her|them|it|my|at|on|for|before|when|if|until|twice)\b`,
  'i',
)
const BARE = new RegExp(
  '^(?:help|show|cart|cancel|undo|redo|clear|place|orders|drafts|status|overview|coupon|no|yes|ok|okay' +
    '|stop|thanks|thank you|hello|hi)[.!]*$',
  'i',
)

/** A question by its shape. */
export const isQuestion = (text: string): boolean => QUESTION.test(text.trim())
/** A command or a question by its shape: never the value of a field. */
export const isAskOrCommand = (text: string): boolean =>
  isQuestion(text) || COMMAND.test(text.trim()) || WISH.test(text.trim()) || BARE.test(text.trim())

const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\d'’.,&()/-]*(?:\s+[\p{L}\p{M}\d&'’(+#][\p{L}\p{M}\d'’.,&()/-]*){0,7}$/u

/** A person or a company: words that begin with letters, no question, no command. */
export const isName = (text: string): boolean =>
  NAME.test(text.trim()) &&
  !isAskOrCommand(text) &&
  !isSentence(text.trim()) &&
  !SPEAKS.test(text.trim()) &&
  !NO_NAME.test(text.trim())

/** Small words that no name is made of: "her name escapes me", "still asking", "I'm Jane". */
const NO_NAME = new RegExp(
  String.raw`(?<![\p{L}'’-])(?:me|him|them|us|my|her|his|their|your|it|asking|checking` +
    String.raw`|looking|waiting|spelling|calling|escapes` +
    String.raw`|forgot|forget|know|knows|remember|unknown|later|sure|idea` +
    String.raw`|name|again|yet|old)(?![\p{L}'’-])|^(?:[Ii]['’]?m|[Aa]sk)\s`,
  'u',
)

/** "She turned 40": somebody speaks of somebody. */
const SPEAKS =
  /^(?:[Ss]he|[Hh]e|[Tt]hey|[Ww]e|[Ii]t|[Yy]ou|[Tt]hat|[Tt]his|[Tt]here|I)(?:['’]\p{L}+)?\s+(?!(?:and|&)\s)\p{Ll}/u

/** Something happened, or is wanted: no name without a capital says so. */
const SAYS_SO = new RegExp(
  String.raw`\s(?:that|this|these|those|is|isn['’]t|are|aren['’]t|was|wasn['’]t|were|has|have|had|did` +
    "|didn['’]t|don['’]t|does|doesn['’]t|arrived?|came|comes?|wants?|needs?|likes?|returns?|refund" +
    String.raw`|broken?|broke|cracked|damaged|missing|not|never|please)(?=\s|[.,]|$)`,
  'i',
)
/** Something happened to it: no goods that are wanted. */
export const tellsWhatHappened = (text: string): boolean => SAYS_SO.test(` ${text}`)
const isSentence = (text: string): boolean =>
  text.split(/\s+/).length > 2 && SAYS_SO.test(text) && !/\s[\p{Lu}\d]/u.test(text)

/** Small words of talk, which names of places and people are not made of. */
const TALKING = new Set(
  `go going goes with can could would will should you your she he they them we it that this what which how if when why
  please want wants need needs make send take knock give instead cheaper cheapest faster fastest alright ok okay then
  off was has have had not one about waited
  thinks think maybe code just get let's i'm she's he's i'll she'll he'll`.split(/\s+/),
)
const ITS = /^(?:it['’]?s|it is|that['’]?s|that is|i think(?: it['’]?s)?)\s+/i
/** Somebody talks: several such words, or one sentence after the other. Capitals are names. */
export function isTalking(text: string): boolean {
  const words =
    text
      .trim()
      .replace(ITS, '')
      .replace(/’/g, "'")
      .match(/[\p{L}']+/gu) ?? []
  const small = words.filter((word, at) => TALKING.has(at === 0 ? word.toLowerCase() : word))
  return words.length > 2 && small.length > 1
}

const TOWN = /^[\p{L}\p{M}][\p{L}\p{M}'’. ()/-]{0,60}(?:\s\d{1,2})?$/u
export const isTown = (text: string): boolean =>
  TOWN.test(text.trim()) &&
  !SENTENCE.test(text.trim().replace(/^\p{Lu}/u, (first) => first.toLowerCase())) &&
  !isAskOrCommand(text)
/** "You are great", "my visa is ...": somebody speaks, and names no town. */
const SENTENCE = new RegExp(
  String.raw`^(?:(?:you|i|we|they|he|she|it)(?:['’]\p{L}+)?\s+\p{Ll}|(?:my|your|our|his|her|their|its|it` +
    String.raw`|this|that|the)\s+(?:[\p{L}'’-]+\s+){0,8}(?:is|are|was|were)\b)`,
  'u',
)

/** "4 Dec", "on Monday": a day and nothing else. */
export const isDay = (text: string): boolean => A_DAY.test(text.trim())
const A_DAY = new RegExp(
  String.raw`^(?:(?:on|by|until|from|the|next|this)\s+)*(?:${WEEKDAY_NAME}|tomorrow|today` +
    String.raw`|\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?${MONTH_NAME}` +
    String.raw`|${MONTH_NAME}\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?)` +
    String.raw`(?:,?\s+20\d\d)?[.!]*$`,
  'i',
)
/** Where somebody lived, or somebody else lives: told, and no place it goes to. */
export const isPlaceOfOthers = (text: string): boolean => ELSEWHERE.test(text.trim())
const OTHERS =
  '(?:neighbou?r|landlord|ex|boss|friend|cousin|uncle|aunt|mum|mom|mother|dad|father|parents?|sister|brother' +
  '|son|daughter|husband|wife|colleague)s?'
const ELSEWHERE = new RegExp(
  String.raw`^(?:(?:and|so|but|well|oh|no)[\s,]+)*(?:(?:my|her|his|their|our|the)\s+)?` +
    String.raw`(?:old|former|previous|last|ex-?)\s+(?:address|street|place|house|home|flat|apartment|town|city` +
    String.raw`|office)\b|\b(?:used\s+to\s+(?:live|be)|lived|moved\s+(?:from|out|away))\b` +
    String.raw`|\b(?:address|place|house|home|street|office)\s+was\b` +
    String.raw`|^(?:(?:and|so|but|well|oh)[\s,]+)*(?:my|her|his|their|our|the)\s+${OTHERS}\s+` +
    String.raw`(?:lives?|is|are|stays?|works?)\s+(?:at|in|on)\b`,
  'i',
)

/** A house number, several parts, or a house that goes by its name, written as one. */
export const isStreet = (text: string): boolean => {
  const words = text.trim().split(/\s+/)
  if (MEASURED.test(text)) return false
  const named = words.length > 1 && words.filter((word) => word.length > 3).every((word) => /^\p{Lu}/u.test(word))
  return !isAskOrCommand(text) && !SPEAKS.test(text.trim()) && (/\d|[,\n]/.test(text) || named)
}
/** "40 years old", "5 minutes away", "3 people live there": a number of something else. */
const MEASURED = new RegExp(
  String.raw`^(?:(?:it['’]?s|it is|she['’]?s|he['’]?s|about|around` +
    String.raw`|only|just)\s+)*\d+\s+(?:years?|yrs?|months?|weeks?|days?` +
    String.raw`|hours?|minutes?|mins?|seconds?|miles?|km|met(?:er` +
    String.raw`|re)s?|people|persons|times|percent|dollars|euros|of)\b`,
  'i',
)
