/**
 * One key for the forms of a word: plurals, British and American spelling, units, number words. It
 * is a key, not English: "hoodies" and "hoody" become the same string on both sides, catalog and
 * message, which is all that matters. Exact forms still win (lexicon.ts).
 */
import { NUMBER_WORDS } from './numbers.ts'

const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gray: 'grey',
    color: 'colour',
    colored: 'coloured',
    liter: 'litre',
    liters: 'litre',
    litres: 'litre',
    ltr: 'litre',
    meter: 'metre',
    meters: 'metre',
    metres: 'metre',
    ounce: 'oz',
    ounces: 'oz',
    ozs: 'oz',
    milliliter: 'ml',
    milliliters: 'ml',
    millilitre: 'ml',
    millilitres: 'ml',
    mls: 'ml',
    centimeter: 'cm',
    centimeters: 'cm',
    centimetre: 'cm',
    centimetres: 'cm',
    inches: 'inch',
    gram: 'g',
    grams: 'g',
    gramme: 'g',
    kilo: 'kg',
    kilos: 'kg',
    kilogram: 'kg',
    kilograms: 'kg',
    pound: 'lb',
    pounds: 'lb',
    lbs: 'lb',
    watts: 'watt',
    percent: '%',
    aluminum: 'aluminium',
    jewelry: 'jewellery',
    flavor: 'flavour',
    flavored: 'flavour',
    flavoured: 'flavour',
    flavors: 'flavour',
    flavours: 'flavour',
    flavoring: 'flavour',
    flavouring: 'flavour',
    donut: 'doughnut',
    donuts: 'doughnut',
    yoghurt: 'yogurt',
    knives: 'knife',
    leaves: 'leaf',
    loaves: 'loaf',
    halves: 'half',
    shelves: 'shelf',
    scarves: 'scarf',
    mice: 'mouse',
    feet: 'foot',
    women: 'woman',
    men: 'man',
    children: 'child',
    teeth: 'tooth',
  }),
)
const KEEP = /(?:ss|us|is|'s)$/

export function stem(word: string): string {
  const same = SAME.get(word)
  if (same !== undefined) return same
  const number = NUMBER_WORDS.get(word)
  if (number !== undefined) return String(number)
  return singular(word)
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && word.endsWith('ie')) return `${word.slice(0, -2)}y`
  if (/(?:x|z|ch|sh|ss)es$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('oes')) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('oe')) return word.slice(0, -1)
  if (word.length > 3 && word.endsWith('s') && !KEEP.test(word)) return word.slice(0, -1)
  return word
}
