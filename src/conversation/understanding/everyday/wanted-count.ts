/**
 * How many of something are wanted after all: "make it 1 mug", "change the mugs to one", "one mug is
 * enough". Rule: `sure` is what can only be said of what is there already; "just one mug" may begin
 * something new. Next: turn/order/said/said-of-goods.ts looks whether it is in the order.
 */
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import { bareSentence } from './sentences.ts'

export type WantedCount = {
  readonly count: number
  readonly item?: string
  readonly sure: boolean
  /** So many besides what is there. */
  readonly more?: true
}

const COUNT = `(?<count>\\d{1,3}|${COUNT_WORDS}|an?)`
const ONLY = '(?:only |just )?'
const ITEM = "(?:(?:x |of )?(?:the |my |her |his |them |those )?(?<item>\\p{L}[\\p{L}\\d '-]{0,40}?))"
const NAMED = "(?:the |my |her |his |those |these )?(?<item>\\p{L}[\\p{L}\\d '-]{0,40}?)"
const WHO = '(?:i|we|she|he|they|(?:the )?(?:customer|client|caller))'
const END = '(?: (?:after all|instead|then|only|please|pls|now|in (?:it|the order|that order)|of (?:it|them)))*'
const SURE = [
  `(?:${WHO} (?:want|wants|would like|need|needs) (?:you )?to )?(?:make|change|set|turn|correct|reduce|lower|cut) ` +
    `(?:it|that|this|them|those)(?: down)?(?: to| into)? ${ONLY}${COUNT}(?: ${ITEM})?${END}`,
  `(?:${WHO} (?:want|wants|would like|need|needs) (?:you )?to )?(?:make|change|set|turn|correct|reduce|lower|cut) ` +
    `${NAMED}(?: down)?(?: to| into) ${ONLY}${COUNT}${END}`,
  `${COUNT} ${ITEM} (?:is|are|will be|would be|should be) (?:enough|plenty|sufficient|all ${WHO} needs?)${END}`,
  `${COUNT} ${ITEM} instead of (?:\\d{1,3}|${COUNT_WORDS})(?: of them)?${END}`,
].map(whole)
const MORE = [
  `(?:(?:${WHO} )?(?:can|could|may|would|will) (?:i|we|you|she|he|they) )?(?:${WHO} )?(?:need|needs|want|wants` +
    `|would like|like|have|get|take|add|put)?` +
    `(?: you| me| us| in| to)* ?(?:${COUNT} more|another)(?: one)?(?: ${ITEM})${END}(?: too| as well)*`,
].map(whole)
const MAYBE = [
  `${WHO} (?:only|just) (?:want|wants|need|needs|wanted|meant) ${COUNT}(?: ${ITEM})?${END}`,
  `(?:only|just) ${COUNT} ${ITEM}${END}`,
  `${COUNT} ${ITEM} only${END}`,
].map(whole)

function whole(words: string): RegExp {
  return new RegExp(`^(?:(?:please|can you|could you|no|sorry|wait|oh|actually|rather)[\\s,]+)*${words}[.!]*$`, 'iu')
}

export function wantedCount(text: string): WantedCount | undefined {
  const said = bareSentence(text).replace(/\s+/g, ' ')
  const plain = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\s,]*(?:please|pls|thanks|thank you)?[.!]*$/i, '')
  for (const shape of [...MORE, ...SURE, ...MAYBE]) {
    const found = (shape.exec(said) ?? shape.exec(plain))?.groups
    const more = MORE.includes(shape)
    const { count: typed = more && found !== undefined ? 'one' : '', item } = found ?? {}
    const count = countOf(typed.toLowerCase())
    if (count === undefined) continue
    return {
      count,
      sure: !MAYBE.includes(shape),
      ...(more ? { more } : {}),
      ...(item === undefined ? {} : { item: item.trim() }),
    }
  }
  return undefined
}
