/**
 * The body of a letter in pieces that are read by themselves: each row of a list, each sentence.
 * Rule: what letters always say ("I hope you are well") is talk; what tells how or when it is
 * brought is a note; nothing else is thrown away. Next: turn/reading/pasted/pasted.ts reads the pieces.
 */
import { sentencesOf } from '#conversation/understanding/everyday/sentences.ts'

export type Paragraph = { readonly text: string; readonly kind: 'read' | 'note' }

const BULLET = /^(?:[-*•·–—]\s*|\d{1,2}[.)]\s+(?=\d|an?\s|one\b|two\b|three\b))/u
const TALK = new RegExp(
  String.raw`^(?:(?:i|we)\s+(?:hope|trust)\b[^\d]*|hope (?:you|all)\b[^\d]*|(?:looking|i look` +
    String.raw`|we look) forward\b[^\d]*` +
    String.raw`|(?:many |thank(?:s| you))\b[^\d]*|(?:please\s+)?(?:let (?:me|us) know|confirm|get back to me` +
    String.raw`|reply)\b[^\d]*` +
    String.raw`|(?:please\s+)?(?:find|see)\b[^\d]*\b(?:below|attached|order)\b[^\d]*|have a (?:nice|great|good` +
    String.raw`|lovely)\b[^\d]*` +
    '|(?:my|our|the) order(?: is)?(?: as follows| below)?|(?:here (?:is|comes|are)' +
    String.raw`|this is)\b[^\d]*\border\b[^\d]*` +
    String.raw`|(?:could|can|would) you (?:please )?(?:process|take|arrange|handle|place)\b[^\d]*\border\b[^\d]*` +
    '|(?:please )?(?:place|process) (?:the|this|my|our|an|the following) order(?: for (?:me|us))?(?: for)?' +
    "|(?:i|we)(?:['’]d| would)? (?:like|love|want|need|wish) to (?:place an )?order(?: the following" +
    String.raw`| these)?(?: items| goods)?(?: please)?)[\s.:!,;]*$`,
  'iu',
)
/** The address it leads to stands below, and was taken. */
const LEADS_ON = new RegExp(
  String.raw`(?:^|[\s,]+)(?:(?:and|please|kindly|could you|can you)\s+)*(?:send|ship|deliver|post)(?:\s+(?:it` +
    String.raw`|them|this|that|these|everything|all|all of it|the (?:order|goods|parcel|items)))?\s+(?:to` +
    String.raw`|at)\s*(?:the (?:following )?address)?\s*:?\s*$`,
  'i',
)
/** A heading above a list: nothing is counted in it. */
const HEADING = /^[^\d]{0,90}:\s*$/
const NOTE = new RegExp(
  String.raw`\b(?:leave|ring|knock|call|neighbou?rs?|porch|doorbell|door ?bell|back door|gate|reception|concierge` +
    '|careful(?:ly)?' +
    '|fragile|urgent(?:ly)?|asap|as soon as possible|deadline|no later than|(?:need|want|have|get|arrive' +
    String.raw`|deliver(?:ed)?|there|here|send|ship)\b[^.!?]{0,40}` +
    String.raw`\b(?:by|before|until|on)\s+(?:mon|tue|wed|thu|fri|sat|sun|tomorrow|noon|christmas|\d{1,2}|the|next` +
    String.raw`|end))\b`,
  'iu',
)

export function piecesOf(lines: readonly string[]): readonly Paragraph[] {
  return paragraphs(lines)
    .flatMap((line) => (BULLET.test(line) ? [line.replace(BULLET, '')] : sentencesOf(line)))
    .map((text) => text.replace(LEADS_ON, '').trim())
    .filter((text) => /[\p{L}\d]/u.test(text) && !TALK.test(text) && !HEADING.test(text))
    .map((text) => ({ text, kind: NOTE.test(text) && !/\?\s*$/.test(text) ? 'note' : 'read' }))
}

/** A sentence that was broken over two lines is one again; rows of a list stay rows. */
function paragraphs(lines: readonly string[]): readonly string[] {
  const joined: string[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const goesOn =
      last !== undefined && last.length > 45 && /[^.!?:;]$/.test(last) && /^\p{Ll}/u.test(line) && !BULLET.test(last)
    if (goesOn) joined.splice(-1, 1, `${last} ${line}`)
    else joined.push(line)
  }
  return joined
}
