/**
 * Which placed order words are about: by its number in any place people put it ("10001: ...", "the
 * address of order 10001", "can 10001 go express"), or as "my order". Rule: where it stood a mark
 * stays, so that what is said of it reads the same wherever the number was. Next: placed-changes.ts.
 */

/** Where the order was named. */
export const MARK = '§'

export type Mention = {
  /** Absent: the order last spoken of, or their only one. */
  readonly order?: number
  /** It can be nothing else but the number of an order. */
  readonly sure: boolean
  /** What was said, with the mark. */
  readonly words: string
}

const ABOUT = String.raw`(?:\b(?:of|for|on|in|into|from|to|with|about)\s+)?`
const WHOSE = String.raw`(?:\b(?:my|the|our|her|his|their|this|that|its)\s+)?`
const NUMBER = String.raw`(\d{4,9})(?![\d-])(?:['’]s\b)?`
const DOING =
  'change|make|move|switch|put|set|ship|send|deliver|redirect|reroute|forward|update|correct|edit|hold|postpone|delay|' +
  'reschedule|upgrade|downgrade|exchange|swap|returned|can|could|should|shall|let|will|have|get|want|wants|need|needs|expects|keep|when|once|until|before|after|up|collect'
const SURE = [
  new RegExp(String.raw`${ABOUT}${WHOSE}\border\s*(?:number|no\.?|nr\.?)?\s*[:#]?\s*#?${NUMBER}`, 'iu'),
  new RegExp(`${ABOUT}#${NUMBER}`, 'iu'),
  /\b(\d{4,9})['’]s\b/iu,
]
/** A number at the beginning, or behind a verb, may be a count. */
const MAYBE = [
  /^(\d{4,9})(?![\d-])(?:['’]s\b)?\s*[:,–-]?(?=\s+\p{L})/iu,
  new RegExp(String.raw`(?<=\b(?:${DOING})\s+)${NUMBER}`, 'iu'),
]
/** A number behind a small word may be a postcode, or the number of a house. */
const LIKELY = new RegExp(
  String.raw`(?<!\b(?:zip|postcode|postal code|zip code|code)\s)\b(?:of|for|on|in|into|from|to|with` +
    String.raw`|about)\s+(\d{4,9})(?![\d-])(?!\s+\p{Lu})`,
  'u',
)
const THAT_ORDER = new RegExp(
  String.raw`${ABOUT}\b(?:my|the|our|her|his|their|this|that)\s+(?:(?:last|latest|recent|placed|whole|entire)\s+)?` +
    String.raw`(?:order|parcel|package|delivery|shipment)(?:['’]s)?\b` +
    String.raw`(?!\s+(?:address|method|date|day|note|contact|e-?mail|phone|number|card|time))`,
  'iu',
)
const CHANGING =
  /^(?:(?:can|could|may|i|we|you|please|want|need|to|would|like)\s+)*(?:change|update|correct|fix|edit)\b/i
/** What only a parcel can be, said with nothing else open. */
const BARE = /^(?:any day|no (?:(?:gift|greeting|birthday) )?(?:card|note)|without (?:a |the )?(?:gift )?card)\b/i
const IT = /\b(?:it|everything|all of it)\b/iu

/** `placed`: an order was just spoken of and nothing else is open, so "it" is that one. */
export function orderMentioned(text: string, placed: boolean): Mention | undefined {
  if (text.includes(MARK)) return undefined
  for (const [at, shape] of [...SURE, ...MAYBE, LIKELY].entries()) {
    const found = shape.exec(text)
    if (found !== null) return { order: Number(found[1]), sure: at < SURE.length, words: marked(text, found) }
  }
  const that = THAT_ORDER.exec(text)
  if (that !== null) return { sure: false, words: marked(text, that) }
  if (!placed) return undefined
  const it = IT.exec(text)
  if (it !== null) return { sure: false, words: marked(text, it) }
  return CHANGING.test(text) || BARE.test(text) ? { sure: false, words: `${text} ${MARK}` } : undefined
}

const marked = (text: string, { index, 0: found }: RegExpExecArray): string =>
  `${text.slice(0, index)} ${MARK} ${text.slice(index + found.length)}`.replace(/[^\S\n]+/g, ' ').trim()
