/**
 * A message cut into the sentences people say one after the other, and the small talk around one
 * taken off. Rule: nothing is lost; what stands between sentences is white space only.
 * Next: everyday.ts reads each sentence by itself.
 */

/** A point after these is no end of a sentence; neither is one after a single letter or a number. */
const ABBREVIATED = new RegExp(
  String.raw`(?:^|[\s(.])(?:st|\p{L}*str|ste|ave|rd|dr|blvd|ln|ct|pl|sq|apt|fl|no|nr|mr|mrs|ms|prof|vs|incl` +
    String.raw`|approx|pcs|e\.g|i\.e|c\/o|ca|bzw|tel|\p{L}|\d+)\.$`,
  'iu',
)

/** Lines, and sentences within a line. */
export function sentencesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const sentences: string[] = []
    let open = ''
    for (const piece of line.split(/(?<=[.!?;])\s+/)) {
      open = open === '' ? piece : `${open} ${piece}`
      if (/\.$/.test(piece) && ABBREVIATED.test(open)) continue
      sentences.push(open)
      open = ''
    }
    return [...sentences, open].map((sentence) => sentence.trim()).filter((sentence) => sentence !== '')
  })
}

const OPENING = new RegExp(
  '^(?:(?:oh|ah|um+|uh|hm+|well|so|ok(?:ay)?|right|hi|hello|hey|and|but|also|then|now|by the way|btw' +
    '|actually|just|sorry|please|thanks|thank you|great|perfect|nice|good|alright|all right|wait|no wait' +
    '|one (?:more|last) (?:thing|question)|quick question|another question|question|before i order' +
    String.raw`|not an order|not sure|(?:she|he|they|i)(?:['’]s|['’]ve| has| have)?(?: got)? (?:a|one|another)` +
    String.raw`(?: quick| last)? question)(?![\p{L}'-])[\s,.:;!-]*)+`,
  'iu',
)
const ASKED_FOR = new RegExp(
  `^(?:(?:she|he|they|the (?:customer|caller|client|lady|man|guy)|customer|caller|client|jane|i)(?:'s` +
    String.raw`|'d|'m| is| was| am| would)?\s+(?:also\s+)?(?:asks?|asked|asking|wants? to know|wanted to know` +
    String.raw`|would like to know|like to know|wondering|wonders?|curious|need(?:s)? to know)(?:\s+(?:me|us|you))?` +
    String.raw`(?:\s+(?:if|whether|about))?\s*[,:]?\s+|(?:can|could|would|will) (?:you|u) (?:please ` +
    String.raw`|quickly )?(?:tell|let|show) (?:me|us)(?: know)?\s+(?:if |whether )?` +
    String.raw`|do you (?:happen to )?know (?:if |whether )?|(?:please )?tell (?:me|us)\s+(?:if |whether )?` +
    '|any idea (?:if |whether )?)',
  'iu',
)

/** The sentence without greetings and without who wants to know: "oh and she asks how long it takes". */
export function bareSentence(sentence: string): string {
  let said = sentence.trim()
  for (let guard = 0; guard < 4; guard++) {
    const shorter = said.replace(OPENING, '').replace(ASKED_FOR, '')
    if (shorter === said || shorter === '') break
    said = shorter
  }
  const plain = said.replace(/(?:[\s,]+(?:please|pls|thanks|thank you|by the way|btw|though|then))*[\s?!.…]*$/iu, '')
  return plain.trim() === '' ? sentence.trim() : plain.trim()
}

const ASKS = new RegExp(
  '^(?:(?:by|until|till|since|from|at|for|in|to|on|of) (?=what|which|when|how|who))?' +
    '(?:what|which|who|whom|whose|when|where|why|how|whats|hows|wheres|whos|whens' +
    '|is|are|was|were|do|does|did|have|has|had|can|could' +
    `|would|should|will|may|might|am|isn't|aren't|don't|doesn't|won't|can't|any|anything` +
    String.raw`|wanna know)(?![\p{L}])`,
  'iu',
)

/** It asks: a question mark, or it begins as questions do. */
export const isAsking = (sentence: string): boolean => /\?\s*$/.test(sentence) || ASKS.test(bareSentence(sentence))
