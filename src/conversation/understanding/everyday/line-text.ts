/**
 * Words that go onto an item: "engrave it: For Ada", "gift note for the mugs: happy birthday",
 * "write 'For Ada' on the hammer". The words are kept as they are typed. Next: resolve/line-text.ts
 * finds the line and whether the item offers it.
 */

export type LineWords = {
  readonly what: 'engraving' | 'gift-note'
  /** As it was called; none: what was spoken of last. */
  readonly item?: string
  /** None: it is taken off again. */
  readonly text: string
}

const POLITE = "(?:please |can you |could you |would you |i'd like |i would like |i want |she wants |he wants |and )*"
const ON =
  '(?: (?:on|for|to|with|in|onto) ' +
  '(?<item>(?:the |my |her |his |their |those |these |all |both )?[^:,"“”\\n]{1,40}?))?'
const SAYS =
  '(?:\\s*[:=]\\s*|,?\\s+(?:saying|that says|which says|that reads|reading|with the (?:words?|text)|to' +
  ' say)\\s*:?\\s*)'
const SHOULD =
  '(?:,)? (?:should (?:say|read|be)|says|reads|is to (?:say|read|be)|must (?:say|read)|will' + ' be)\\s*:?\\s*'
const WORDS = '["“\'‘]?(?<text>[^\\n]{1,600}?)["”\'’]?'
const ADD = '(?:add |put |write |include |with |have )?(?:a |an |the |some )?'

const END = '(?: please)?[.!?:]*$'

const SHAPES: readonly (readonly [LineWords['what'], RegExp])[] = [
  [
    'engraving',
    new RegExp(
      `^${POLITE}engrave(?: (?<item>it|them|that|this|both|(?:the |my |her |his ` +
        `)[^:,"“”\\n]{1,40}?))?(?:${SAYS}| with )${WORDS}$`,
      'iu',
    ),
  ],
  ['engraving', new RegExp(`^${POLITE}${ADD}(?:engraving|inscription|monogram)${ON}${SAYS}${WORDS}$`, 'iu')],
  ['engraving', new RegExp(`^${POLITE}(?:the |her |his |my )?(?:engraving|inscription)${ON}${SHOULD}${WORDS}$`, 'iu')],
  ['gift-note', new RegExp(`^${POLITE}(?:the |her |his |my )?gift (?:note|message|card)${ON}${SHOULD}${WORDS}$`, 'iu')],
  [
    'gift-note',
    new RegExp(`^${POLITE}${ADD}(?:gift|greeting) (?:note|message|card|tag|text)${ON}${SAYS}${WORDS}$`, 'iu'),
  ],
  ['gift-note', new RegExp(`^${POLITE}${ADD}(?:note|message|card)${ON.replace(/\?$/, '')}${SAYS}${WORDS}$`, 'iu')],
  [
    'engraving',
    new RegExp(
      `^${POLITE}(?:write|print|put) ["“'‘](?<text>[^"”\\n]{1,600})["”'’] (?:on|onto) ` +
        `(?<item>it|them|that|(?:the |my )[^:,\\n]{1,40})$`,
      'iu',
    ),
  ],
]
const OFF = new RegExp(
  '^(?:no|remove the|take off the|without the|without|drop the|forget the) (?<what>engraving' +
    String.raw`|inscription|gift note|gift message)(?: (?:on|from|for) (?<item>[^:,\n]{1,40}?))?[.!]?$`,
  'iu',
)

const BEGUN: readonly (readonly [LineWords['what'], RegExp])[] = [
  [
    'engraving',
    new RegExp(
      `^${POLITE}engrave (?<item>it|them|that|this|both|(?:the |my |her |his )[^:,"“”\\n]{1,40}?)(?: for me)?${END}`,
      'iu',
    ),
  ],
  ['engraving', new RegExp(`^${POLITE}${ADD}(?:engraving|inscription|monogram)${ON}${END}`, 'iu')],
  [
    'engraving',
    new RegExp(`^${POLITE}(?:have )?(?<item>it|them|(?:the |my |her |his )[^:,\\n]{1,40}?) engraved${END}`, 'iu'),
  ],
  ['gift-note', new RegExp(`^${POLITE}${ADD}(?:gift|greeting) (?:note|message|tag)${ON}${END}`, 'iu')],
]

/** They are wanted, and what they say is still to come. */
export function begunLineWords(
  sentence: string,
  isItem: (words: string) => boolean,
): Omit<LineWords, 'text'> | undefined {
  for (const [what, shape] of BEGUN) {
    const found = shape.exec(sentence.trim())?.groups
    const item = found?.['item']?.trim()
    if (found === undefined || (item !== undefined && !PRONOUN.test(item) && !isItem(item))) continue
    const { text: _, ...begun } = made(what, item, '')
    return begun
  }
  return undefined
}

/** A note for the courier is no note on an item: `isItem` says what is one. */
export function lineWords(sentence: string, isItem: (words: string) => boolean): LineWords | undefined {
  const said = sentence.trim()
  const off = OFF.exec(said)?.groups
  if (off !== undefined) return made(/gift/i.test(off['what'] ?? '') ? 'gift-note' : 'engraving', off['item'], '')
  for (const [what, shape] of SHAPES) {
    const found = shape.exec(said)?.groups
    const text = found?.['text']?.trim()
    if (found === undefined || text === undefined || text === '') continue
    const item = found['item']?.trim()
    if (item === undefined || PRONOUN.test(item) || isItem(item)) return made(what, item, text)
  }
  return undefined
}

const PRONOUN = /^(?:it|them|that|this|those|these|both|all(?: of them)?|one)$/i
const made = (what: LineWords['what'], item: string | undefined, text: string): LineWords => {
  const name = item?.replace(/^(?:the|my|her|his|their|those|these|all|both)\s+/i, '').trim()
  return { what, text, ...(name === undefined || PRONOUN.test(name) ? {} : { item: name }) }
}
