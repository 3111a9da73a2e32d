/**
 * What people say when they are not content with a placed order: a complaint as such, goods that
 * came broken or wrong. Rule: it asks for somebody and changes nothing. Next: turn/order/said/complained.ts.
 */
import { bareSentence } from './sentences.ts'

const COMPLAINS = new RegExp(
  String.raw`\b(?:complain(?:t|ts|ed|ing)?|unacceptable|unhappy|dissatisfied|disappoint(?:ed|ing|ment)|disgraceful` +
    String.raw`|outrageous|ridiculous|rip-?off|fed up|furious|angry|annoyed|upset|shocking|joke of a|(?:not` +
    String.raw`|isn['’]t` +
    String.raw`|wasn['’]t|aren['’]t) (?:at all |very |really |too |so )?(?:happy|satisfied|pleased|content` +
    String.raw`|good enough` +
    String.raw`|acceptable|impressed)|(?:bad|poor|terrible|awful|horrible|lousy|worst|shoddy) (?:service|quality` +
    String.raw`|experience|job|packaging|delivery)|(?:service|quality|packaging) (?:is|was) (?:bad|poor|terrible` +
    String.raw`|awful` +
    String.raw`|horrible|lousy|shoddy))\b`,
  'iu',
)
const WRONG = new RegExp(
  String.raw`\b(?:is|are|was|were|came|arrived|got here|turned up|has|have|['’]s|looks?` +
    String.raw`|seems?)\s+(?:\p{L}+\s+){0,2}?` +
    String.raw`(?:broken|damaged|cracked|smashed|shattered|faulty|defective|scratched|torn|ripped|stained|dirty` +
    String.raw`|chipped|dented|leaking|crushed|mouldy|a hole|holes)\b` +
    String.raw`|\b(?:broken|damaged|cracked|smashed|faulty|defective|wrong)\s+(?:\p{L}+\s+){0,2}?(?:came|arrived` +
    String.raw`|in the` +
    String.raw`|was sent|were sent|item|items|goods|order|thing|things)\b|\b(?:sent|got|received` +
    String.raw`|delivered)\s+(?:me |us |her |him ` +
    String.raw`|them )?(?:the |a |an )?(?:wrong|broken|damaged|faulty|someone else['’]s|somebody else['’]s)\b` +
    String.raw`|\bnot (?:what|the (?:one|ones|thing)) (?:i|we|she|he|they) (?:had )?(?:ordered|asked for|wanted)\b` +
    String.raw`|\b(?:doesn['’]?t|does not|don['’]?t|won['’]t|stopped) (?:work|working|turn on|close|open)\b` +
    String.raw`|\bsomething(?:['’]s| is| was) (?:wrong|missing|broken)\b`,
  'iu',
)
/** "I want my money back", and not for what. */
const CLAIMS = String.raw`(?:want|get|have|need|like|demand|give|claim)s?\s+(?:me\s+|her\s+|him\s+)?`
const MONEY_BACK = new RegExp(
  String.raw`\b${CLAIMS}(?:my|her|his|their|the|a|our)\s+(?:full\s+)?(?:money\s+back|refund)(?:\s+(?:now|please` +
    String.raw`|for (?:it|this|that|everything)))*[.!]*$`,
  'i',
)
/** Asked whether it may be so ("is it dishwasher safe or does it get damaged?") nothing is complained about. */
const WONDERS = /^(?:do|does|will|would|can|could|if|what if|what happens if)\b/i

export function isComplaint(text: string): boolean {
  const said = bareSentence(text)
  return (
    said.length <= LONGEST &&
    !NONE.test(said) &&
    !WONDERS.test(said) &&
    [COMPLAINS, WRONG, MONEY_BACK].some((shape) => shape.test(said))
  )
}
const NONE = /\b(?:no|any|without) complaints?\b|\bcan(?:['’]t|not) complain\b/i
const LONGEST = 400
