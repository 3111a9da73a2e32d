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
  /** What stood where the mark is; absent: there is none. */
  readonly stood?: string
  /** It begins with the number, so all that follows is said of that order: what follows. */
  readonly leads?: string
  /** The number stands right behind the verb that begins it. */
  readonly behindVerb?: true
}

const ABOUT = String.raw`(?:\b(?:of|for|on|in|into|onto|from|to|with|about|regarding)\s+)?`
const WHOSE = String.raw`(?:\b(?:my|the|our|her|his|their|this|that|its)\s+)?`
const ENDS = String.raw`(?![\d-])(?:['’]s\b)?`
const NUMBER = String.raw`(\d{4,9})${ENDS}`
const DOING =
  'change|make|move|switch|put|set|ship|send|deliver|redirect' +
  '|reroute|forward|update|correct|edit|hold|postpone|delay|' +
  'reschedule|upgrade|downgrade|exchange|swap|return|returned' +
  '|can|could|should|shall|let|will|have|get|want|wants|need|' +
  'needs|expects|keep|when|once|until|before|after|up|collect'
const SURE = [
  new RegExp(String.raw`${ABOUT}${WHOSE}\border\s*(?:number|no\.?|nr\.?)?\s*[:#]?\s*#?${NUMBER}`, 'iu'),
  new RegExp(`${ABOUT}#${NUMBER}`, 'iu'),
  /\b(\d{4,9})['’]s\b/iu,
]
const GREETING = String.raw`(?:(?:hi|hello|hey|ok(?:ay)?|and|also|please)[\s,]+)*`
/** A number at the beginning, or behind a verb, may be a count. */
const MAYBE = [
  new RegExp(String.raw`(?<=^${GREETING})(\d{4,9})${ENDS}\s*(?:[:;]|[,–-]?(?=\s+\p{L}))`, 'iu'),
  new RegExp(String.raw`(?<=\b(?:${DOING})\s+)${NUMBER}`, 'iu'),
]
/** A number behind a small word may be a postcode, or the number of a house. */
const LIKELY = new RegExp(
  String.raw`(?<!\b(?:zip|postcode|postal code|zip code|code)\s)\b(?:[Oo]f|[Ff]or|[Oo]n|[Ii]n|[Ii]nto|onto|[Ff]rom` +
    String.raw`|[Tt]o|[Ww]ith|[Aa]bout|[Rr]egarding|[Rr]e:?)\s+(?:(?:my|the|our|her|his|their)\s+)?(\d{4,9})(?![\d-])` +
    String.raw`(?!\s+\p{Lu})`,
  'u',
)
/** A number by itself, where only an order can be meant. */
const BY_ITSELF = /(?<![\w.@-])#?(\d{4,9})(?![\w@-])(?!\.\d)/u
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
/** The order just spoken of, in a word. */
export const IT = /\b(?:it|everything|all of it)\b/iu

/**
 * `placed`: an order was just spoken of and nothing else is open, so "it" is that one; `alone`: any
 * number can only be one.
 */
export function orderMentioned(
  text: string,
  { placed = false, alone = false }: { readonly placed?: boolean; readonly alone?: boolean } = {},
): Mention | undefined {
  if (text.includes(MARK)) return undefined
  const shapes = [...SURE, ...MAYBE, LIKELY, ...(alone ? [BY_ITSELF] : [])]
  const named = shapes.flatMap((shape, at) => {
    const found = shape.exec(text)
    return found === null ? [] : [{ ...mentionAt(text, found), order: Number(found[1]), sure: at < SURE.length }]
  })
  const first = named.find(({ leads }) => leads !== undefined) ?? named[0]
  if (first !== undefined) return first
  const that = THAT_ORDER.exec(text)
  if (that !== null) return { sure: false, words: marked(text, that), stood: that[0] }
  if (!placed) return undefined
  if (IT.test(text)) return { sure: false, words: text }
  return CHANGING.test(text) || BARE.test(text) ? { sure: false, words: `${text} ${MARK}` } : undefined
}

/** The only order that is named in all of it, however often. */
export function onlyMentioned(text: string): number | undefined {
  const numbers = new Set<number>()
  let rest: string | undefined = text
  while (rest !== undefined) {
    const mention: Mention | undefined = orderMentioned(rest)
    if (mention?.order !== undefined) numbers.add(mention.order)
    rest = mention?.order === undefined ? undefined : mention.words.replaceAll(MARK, ' ')
  }
  return numbers.size === 1 ? [...numbers][0] : undefined
}

const marked = (text: string, { index, 0: found }: RegExpExecArray): string =>
  `${text.slice(0, index)} ${MARK} ${text.slice(index + found.length)}`.replace(/[^\S\n]+/g, ' ').trim()

const GREETED = new RegExp(`^${GREETING}$`, 'i')
const ASKED_TO = /^(?:(?:please|can you|could you)\s+)*(?:ship|send|deliver)\s+$/i
/** A number and a mark is no count: "10001: ...", "10001 - ...". */
const SET_APART = /^\d+\s*(?:[:;]|[,–-](?=\s))/
function mentionAt(text: string, found: RegExpExecArray): Omit<Mention, 'order' | 'sure'> {
  const { index, 0: stood, 1: number = '' } = found
  const before = text.slice(0, index)
  const from = text.indexOf(number, index)
  const leads = text
    .slice(from + number.length)
    .replace(/^(?:['’]s\b)?\s*[:;,–-]?\s*/, '')
    .trim()
  const apart = SET_APART.test(text.slice(from)) || /\border\b|#/i.test(text.slice(index, from))
  if (GREETED.test(before.trimStart()) && apart && leads !== '')
    return { words: `${before}${MARK} ${leads}`, stood, leads }
  const behind = ASKED_TO.test(before) ? ({ behindVerb: true } as const) : {}
  return { words: marked(text, found), stood, ...behind }
}
