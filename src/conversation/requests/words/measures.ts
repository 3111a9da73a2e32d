/**
 * Numbers that count no goods: how old or tall somebody is, how many people there are, what a thing
 * measures, costs or takes. Rule: where a reader made one of them a count, it was none. Next:
 * turn/reading/odd-counts.ts.
 */
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'

export type Measure = {
  readonly span: string
  readonly number: number
  /** It says something of a person, and nothing of what is ordered. */
  readonly ofPerson: boolean
}

/** How many people there are may be how many are wanted: that stays a count, and is asked about. */
const N = String.raw`(?<![\p{L}\d/.,$€£-])(?<number>\d{1,3}|${COUNT_WORDS})`
const WHO = String.raw`(?:i|he|she|(?:my|our|his|her|their|the)\s+\p{L}+)`
const IS = String.raw`(?:['’](?:m|s)|\s+(?:am|is|was|will\s+be|turns?|turned))\s+(?:(?:now|only|just|about|almost)\s+)?`
const CLAUSE_ENDS = String.raw`(?=\s*(?:[,.;!?)]|$|\b(?:and|but|so)\b))`
const OF_PERSON: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:\bfor\s+)?(?:\b(?:an?|my|our|his|her|their|the)\s+)?${N}[\s-]?(?:years?|yrs?|months?)[\s-]?olds?\b` +
      String.raw`(?:\s+(?:sons?|daughters?|boys?|girls?|child(?:ren)?|kids?|brother|sister|nephew|niece)\b)?`,
    'giu',
  ),
  new RegExp(String.raw`\b${WHO}${IS}${N}(?:\s+years?(?:\s+(?:old|of\s+age))?)?${CLAUSE_ENDS}`, 'giu'),
  new RegExp(String.raw`\bage[d]?\s+(?:of\s+)?${N}\b`, 'giu'),
  new RegExp(
    String.raw`(?:\bfor\s+)?(?:\b(?:someone|somebody|a\s+(?:person|man|woman))\s+)?(?:\b${WHO}${IS})?${N}\s?` +
      String.raw`(?:cm|m|ft|foot|feet|kg|kilos?|lbs?|pounds?)\s+(?:tall|high|heavy)\b`,
    'giu',
  ),
]
/** A single letter may be a size. */
const UNIT =
  '(?:["″”]|(?:inch(?:es)?|ft|foot|feet|mm|cm|metres?|meters?|kg|kilos?|grams?|g|mg|lbs?|pounds?|oz|ounces?|ml|cl' +
  '|lit(?:er|re)s?|gallons?|gb|tb|watts?|volts?|years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?' +
  String.raw`|dollars?|usd|bucks|euros?|eur|pounds)\b)`
const OF_THINGS: readonly RegExp[] = [
  new RegExp(String.raw`${N}(?:\s?[x×]\s?\d{1,3}){1,2}\s?${UNIT}`, 'giu'),
  new RegExp(String.raw`${N}[\s-]?${UNIT}`, 'giu'),
]

export function measuresIn(text: string): readonly Measure[] {
  const found = (shapes: readonly RegExp[], ofPerson: boolean): readonly Measure[] =>
    shapes.flatMap((shape) =>
      [...text.matchAll(shape)].flatMap(({ 0: span, groups }) => {
        const number = countOf(groups?.['number'] ?? '')
        return number === undefined ? [] : [{ span: span.trim(), number, ofPerson }]
      }),
    )
  const persons = found(OF_PERSON, true)
  return [...persons, ...found(OF_THINGS, false).filter(({ span }) => !persons.some((one) => one.span.includes(span)))]
}
