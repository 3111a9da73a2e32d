/**
 * A way of shipping by what it costs or how long it takes: "go with the cheaper one", "the fastest
 * option please". Rule: nothing else is said in the sentence. Next: resolve/resolve.ts finds which it is.
 */
import type { Request } from '#conversation/requests/request.ts'
import { CHEAPEST, FASTEST } from '#conversation/requests/words/arguments.ts'

const OPENING =
  String.raw`(?:(?:ok(?:ay)?|alright|all right|fine|then|so|well|right|great|cool|yeah|yes|no|nah|nope|hm+` +
  String.raw`|oh)[\s,.!]+)*`
const WISH =
  String.raw`(?:(?:(?:i|we|she|he|they)(?:['’](?:ll|d)|\s+(?:will|would))?\s+)?(?:please\s+|just\s+|rather\s+|` +
  String.raw`(?:want|wants|like)\s+(?:to\s+)?` +
  String.raw`|(?:can|could)\s+(?:you|we|i)\s+|let['’]?s\s+)*)(?:(?:go|goes)\s+(?:with|for)|takes?|use|do|choose` +
  String.raw`|pick|have|prefers?` +
  String.raw`|stick\s+with|(?:send|ship)(?:\s+(?:it|them))?(?:\s+(?:by|with|via))?)\s+`
const COMPARED = new RegExp(
  String.raw`^${OPENING}(?:${WISH})?(?:the\s+)?(?:(?<cheap>cheaper|cheapest|less expensive|slower|slowest)|` +
    String.raw`(?<fast>faster|fastest|quicker|quickest))` +
    String.raw`\s+(?<noun>one|option|way|method|shipping|delivery|service)(?:[\s,]+(?:then|please|pls|thanks` +
    String.raw`|thank you|instead|is fine|will do|for (?:it|her|him|them|me)))*[.!]*$`,
  'iu',
)

export function comparedMethod(sentence: string): Request | undefined {
  const { cheap, fast } = COMPARED.exec(sentence.trim())?.groups ?? {}
  if (cheap === undefined && fast === undefined) return undefined
  return { kind: 'method', method: cheap === undefined ? FASTEST : CHEAPEST }
}
