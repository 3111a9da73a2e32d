/**
 * Numbers that count no goods: how old or tall somebody is, how many people there are, what a thing
 * measures, costs or takes. Rule: where a reader made one of them a count, it was none. Next:
 * turn/reading/odd-counts.ts.
 */

import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import { MONTH_NAME } from '#domain/base/day-words.ts'
import { given } from '#domain/base/given.ts'

export type Measure = {
  readonly span: string
  readonly number: number
  /** It says something of a person, a day or an hour, and nothing of what is ordered. */
  readonly ofPerson: boolean
  /** It is part of an address: it counts nothing, and is not passed over either. */
  readonly ofPlace?: true
  /** What stands before its colon: a number of that, unless it is an item. */
  readonly label?: string
}

/** How many people there are may be how many are wanted: that stays a count, and is asked about. */
const N = String.raw`(?<![\p{L}\d/.,$€£-])(?<number>\d{1,3}|${COUNT_WORDS})`
const WHO = String.raw`(?:i|he|she|(?:my|our|his|her|their|the)\s+\p{L}+)`
const IS =
  String.raw`(?:['’](?:m|s)|\s+(?:am|is|was|will\s+be|turns?|turned))\s+` +
  String.raw`(?:(?:now|only|just|about|almost)\s+)?`
const CLAUSE_ENDS =
  String.raw`(?=\s*(?:[,.;!?)]|$|\b(?:and|but|so|on|at|in|this` +
  String.raw`|next|today|tomorrow|yesterday|soon|already)\b))`
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
const TH = '(?:st|nd|rd|th)'
/** A day of the month, an hour of the day. */
const OF_TIME: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:on|by|until|till|before|after|since)\s+the\s+${N}${TH}?\b(?!\s+(?:one|item|line)\b)`,
    'giu',
  ),
  new RegExp(String.raw`\b(?:on|by|until|till|before|after|since)\s+${N}${TH}\b`, 'giu'),
  new RegExp(String.raw`(?:\b(?:on|by)\s+)?(?:\bthe\s+)?${N}${TH}?\s+(?:of\s+)?${MONTH_NAME}\b`, 'giu'),
  new RegExp(String.raw`(?:\b(?:on|by)\s+)?\b${MONTH_NAME}\s+(?:the\s+)?${N}${TH}?\b`, 'giu'),
  new RegExp(
    String.raw`(?:\b(?:at|by|before|after|until|till|around|from)\s+)?${N}` +
      String.raw`(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?|o['’]?clock\b)`,
    'giu',
  ),
]
/** Where somebody lives. */
const OF_PLACE: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:apartment|apt\.?|flat|suite|room|floor|unit|building` +
      String.raw`|house(?:\s+(?:number|no\.?))?|(?:at|lives?\s+at)\s+number` +
      String.raw`|number(?=\s+\d{1,5}\s+(?:on|in)\s+(?:the|my|her|his|that|this)\s+(?:street|road|left|right|block` +
      String.raw`|corner|lane|house)))` +
      String.raw`\s*#?\s*${N}[a-z]?\b(?!\s+(?:pcs|pieces|units)\b)`,
    'giu',
  ),
  new RegExp(
    String.raw`${N}\s+(?:\p{Lu}[\p{L}'’.-]*\s+){1,3}(?:St|Street|Ave` +
      String.raw`|Avenue|Rd|Road|Ln|Lane|Dr|Drive|Blvd|Way|Ct|Court|Pl` +
      String.raw`|Place|Sq|Square|Terrace)\b\.?`,
    'gu',
  ),
]

/** "Ref: 991", "gate code = 77": what the number is of stands before it. */
const LABELLED = new RegExp(
  String.raw`(?<![\p{L}\d'’-])(?<label>` +
    String.raw`(?:\p{L}[\p{L}'’]*\s+(?=(?:no|nr|num|numbers?|codes?|id|ref|date|time)\b))?` +
    String.raw`\p{L}[\p{L}'’]*\.?)\s*[:=]\s*#?(?<number>\d{1,6})(?!\s*x\b)(?![\p{L}\d]|[.,/:-]\d|\s+\p{L})`,
  'giu',
)
/** "OR 97301": behind a state it is a postcode. */
const POSTCODE = /(?<=\b[A-Z]{2}\s)(?<number>\d{5})(?![\d\p{L}])/gu

/** "20.00" is money. */
const PRICE = /(?<![\p{L}\d.,])(?<number>\d{1,3})[.,]\d\d(?![\p{L}\d%]|[.,]\d)/gu

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
  const found = (shapes: readonly RegExp[], says: Pick<Measure, 'ofPerson' | 'ofPlace'>): readonly Measure[] =>
    shapes.flatMap((shape) =>
      [...text.matchAll(shape)].flatMap(({ 0: span, groups }) => {
        const number = countOf(groups?.['number'] ?? '')
        const label = groups?.['label']
        return number === undefined ? [] : [{ span: span.trim(), number, ...says, ...given({ label }) }]
      }),
    )
  const apart = [
    ...found([...OF_PERSON, ...OF_TIME], { ofPerson: true }),
    ...found([...OF_PLACE, LABELLED, POSTCODE, PRICE], { ofPerson: true, ofPlace: true }),
  ]
  const things = found(OF_THINGS, { ofPerson: false })
  return [...apart, ...things.filter(({ span }) => !apart.some((one) => one.span.includes(span)))]
}
