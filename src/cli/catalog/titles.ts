/**
 * What titles and option values are called in everyday words: a title without its weight, pack and
 * brand, a value in its parts. Rule: words are only added; what the export says stays the name.
 * SKUs and ids that are missing are made here, the same every time.
 */
import { createHash } from 'node:crypto'

const MEASURE =
  String.raw`\d+(?:[.,]\d+)?\s?(?:g|gr|kg|mg|oz|fl\.? ?oz|lbs?|ml|cl|l|mm|cm|m|in|ft|ct|count|pk` +
  String.raw`|pack|pcs?|pieces)\b\.?`
const ASIDE = new RegExp(
  String.raw`\([^)]*\)|\[[^\]]*\]|(?:\d+\s?x\s?)?${MEASURE}|\b(?:pack|box|case|set|bag|tin|carton) of \d+\b`,
  'gi',
)

/** Small letters, each once: the whole title, without its measures, and without the brand before it. */
export function wordsOfTitle(name: string, brand: string | undefined): readonly string[] {
  const whole = name.toLowerCase()
  const core = tidy(whole.replaceAll(ASIDE, ' '))
  const maker = brand?.toLowerCase() ?? ''
  const short = maker !== '' && core.startsWith(`${maker} `) ? tidy(core.slice(maker.length)) : core
  return [...new Set([whole, core, short])].filter((words) => words !== '')
}

const tidy = (text: string): string =>
  text
    .replaceAll(/[,;:|]+|\s[-–—/]+(?=\s|$)|^\s*[-–—/]+\s/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

const SIZES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    xs: ['extra small', 'x-small'],
    s: ['small'],
    m: ['medium'],
    l: ['large'],
    xl: ['extra large', 'x-large'],
    xxl: ['2xl', 'double extra large', 'xx-large'],
    '2xl': ['xxl', 'double extra large', 'xx-large'],
    xxxl: ['3xl', 'xxx-large'],
    '3xl': ['xxxl', 'xxx-large'],
    small: ['s'],
    medium: ['m'],
    large: ['l'],
    'extra small': ['xs'],
    'x-large': ['xl', 'extra large'],
    'extra large': ['xl', 'x-large'],
  }),
)
const SPOKEN: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    g: ['g', 'gram', 'grams'],
    kg: ['kg', 'kilo', 'kilos'],
    oz: ['oz', 'ounce', 'ounces'],
    lb: ['lb', 'pound', 'pounds'],
    ml: ['ml'],
    l: ['l', 'litre', 'liter', 'litres', 'liters'],
    ct: ['ct', 'count', 'pack'],
    pk: ['pk', 'pack'],
    mm: ['mm', 'millimetres', 'millimeters'],
    cm: ['cm', 'centimetres', 'centimeters'],
    m: ['m', 'metre', 'metres', 'meter', 'meters'],
    ft: ['ft', 'foot', 'feet'],
    in: ['in', 'inch', 'inches'],
  }),
)

/**
 * "Cloud White" is "white"; "Ribbed - White (6mm)": the whole, "ribbed white", "ribbed", "white",
 * "6mm"; "180g": "180 g", "180 grams".
 */
export function valueWords(value: string): readonly string[] {
  const whole = value.toLowerCase()
  const parts = whole
    .split(/\s*[/|,;()[\]]\s*|\s+[-–—+&]\s+/)
    .filter((part) => part.length > 1 || part === whole || SIZES.has(part))
  const measured = [whole, ...parts].flatMap((part) => {
    const said = /^(\d+(?:[.,]\d+)?)\s?([a-z]+)\.?$/.exec(part)
    return (SPOKEN.get(said?.[2] ?? '') ?? []).flatMap((unit) => [`${said?.[1]}${unit}`, `${said?.[1]} ${unit}`])
  })
  const head = /^\p{L}+(?: \p{L}+)? (\p{L}{3,})$/u.exec(whole)?.[1]
  const numbered = /^(?:eu|us|uk|size)\s*(\d+(?:[.,]\d+)?)$/.exec(whole)?.[1]
  return [
    ...new Set([
      whole,
      whole.replaceAll(/(?<=\d)\s?×\s?(?=\d)/g, 'x'),
      ...together(parts),
      ...[whole, ...parts].flatMap((part) => SIZES.get(part) ?? []),
      ...measured,
      ...(numbered === undefined ? [] : [numbered]),
      ...(head === undefined ? [] : [head]),
    ]),
  ].filter((word) => word !== '')
}

/** Some of the parts, one after the other: "ribbed white", "ribbed 6mm". */
function together(parts: readonly string[]): readonly string[] {
  const few = parts.slice(0, 4)
  const sets = Array.from({ length: 2 ** few.length - 1 }, (_, at) => few.filter((_part, bit) => ((at + 1) >> bit) & 1))
  return sets.map((some) => some.join(' '))
}

const LONGEST_ID = 60
/** A short name of small letters, digits, - and _. */
export function slugOf(text: string, longest = LONGEST_ID): string {
  const slug = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll(/(?<=\d)\.(?=\d)/g, '-')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (slug !== '' && slug.length <= longest) return slug
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return slug === '' ? `x${mark}` : `${slug.slice(0, longest - 9)}-${mark}`
}

/** The same name with a number where it is taken. */
export function freeName(wanted: string, taken: (name: string) => boolean): string {
  if (!taken(wanted)) return wanted
  for (let n = 2; ; n++)
    if (!taken(`${wanted.slice(0, LONGEST_ID - 6)}-${n}`)) return `${wanted.slice(0, LONGEST_ID - 6)}-${n}`
}

const LONGEST_SKU = 40
/** Of a variant without one, from what its product is kept by and its values. */
export const inventedSku = (key: string, values: readonly string[]): string =>
  slugOf([key, ...values].join(' '), LONGEST_SKU).toUpperCase()
