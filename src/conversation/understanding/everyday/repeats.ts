/**
 * An earlier order once more, with what is to be different: "like last time without the cap", "the
 * usual", "same again for Acme", "reorder 1042 with the jacket in navy". Next: turn/differences.ts
 * makes the differences of the cart that comes of it.
 */
import type { Request } from '#conversation/requests/request.ts'

const AGAIN =
  '(?:the )?same(?: (?:again|thing(?: again)?|order(?: again)?|as (?:last time|before|always|usual|ever|the last ' +
  '(?:one|order)|previously)))?|(?:like|as) (?:last time|before|always|usual)|(?:my|the|her|his|their) ' +
  'usual(?: order)?|re-?order(?: (?:the )?last (?:one|order))?|(?:repeat|order) (?:the |my |her |his |their ' +
  ')?(?:last|previous) (?:one|order)(?: again)?|order (?:that |it |the same )?again'
const DIFFERS =
  '(?<but>[\\s,]+(?:but |and |only |just )*(?:without|with|minus|except|plus|no |not |add|in ' +
  '|(?:\\d{1,3}|one|two|three|four|five|six|a|an) |make|drop|remove|skip|leave out)[^\\n]*)?'
const REPEAT = new RegExp(
  `^(?:please |can (?:i|we|you) (?:have |get |do )?|(?:i|we|she|he|they)(?:'ll|'d| will| would)? ` +
    `(?:like|want|wants|have|take|takes|need|needs)(?: to have)? |give (?:me|us|her) |just |order ` +
    `)?(?:${AGAIN}|re-?order (?:order )?#?(?<number>\\d{3,9}))(?: please)?(?: for ` +
    `(?<who>(?!me\\b|us\\b)[\\p{L}][\\p{L}\\d .&'@-]{1,60}?))?${DIFFERS}[.!]?$`,
  'iu',
)

export function repeated(sentence: string, staff: boolean): readonly Request[] | undefined {
  const said = REPEAT.exec(sentence.trim())?.groups
  if (said === undefined || /^(?:the )?same$/i.test(sentence.trim())) return undefined
  const but = said['but']?.trim().replace(/^[,\s]*(?:but|and)?\s*/i, '')
  const { number, who } = said
  if (but === undefined && who === undefined) return undefined
  return [
    ...(who === undefined || !staff ? [] : [{ kind: 'customer', query: who.trim() } as const]),
    {
      kind: 'repeat-last',
      ...(number === undefined ? {} : { order: Number(number) }),
      ...(but === undefined || but === '' ? {} : { but }),
    },
  ]
}
