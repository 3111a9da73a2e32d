/**
 * Which invisible characters words may keep: those that change what is seen. A joiner inside an
 * emoji, inside the words of scripts that write with joiners, and the tags of a flag; everything
 * else of the kind hides, reorders or disguises, and goes. Next: clean.ts (what comes in), inert.ts
 * (what goes out).
 */
const JOINING = [
  'Arabic',
  'Syriac',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Khmer',
]
const LETTER = `[${JOINING.map((script) => `\\p{Script=${script}}`).join('')}]`
const KEPT = [
  String.raw`(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})`,
  `(?<=${LETTER}(?<!\\p{Nd}))[\\u200c\\u200d](?=(?!\\p{Nd})${LETTER})`,
  String.raw`(?<=\u{1f3f4}[\u{e0061}-\u{e007a}]{0,6})[\u{e0061}-\u{e007a}\u{e007f}]`,
].join('|')

/** Single characters to take away. */
export const INVISIBLE = new RegExp(String.raw`(?!${KEPT})[\p{Cf}\p{Cs}\u115f\u1160\u3164\uffa0]`, 'gu')
