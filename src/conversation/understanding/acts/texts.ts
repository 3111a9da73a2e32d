/**
 * Words taken as they were typed: a name, a note, a reason, a number to call. Each recogniser knows
 * one thing and returns it, or nothing. Next: slots.ts says which act wants which.
 */
import { typedAddress } from '../addresses.ts'
import type { ActScene } from './clauses.ts'
import type { StretchPart } from './goods.ts'

export const clean = (text: string): string => text.trim().replace(/^[\s,;:.\-–]+|[\s,;]+$/g, '')

const POLITE =
  String.raw`(?:(?:please|pls|plz|kindly|and|also|oh|ok|hi` +
  String.raw`|can you|could you|may you|just|then|but)[\s,]+)*`
const pattern = (source: string): RegExp => new RegExp(`^${POLITE}(?:${source})`, 'iu')

const NOTE_LEAD = pattern(
  String.raw`(?:internal(?:ly)?|staff|office)?\s*(?:memo|note|comment|remark` +
    String.raw`|gift (?:note|message|text)|card says|message on the card|file)\b` +
    String.raw`(?:\s+(?:on|for|to|in)\s+(?:it|the (?:order|file|driver|courier|team|warehouse|box|card)|order|file` +
    String.raw`|driver|us|team|colleagues|self|warehouse|\d{4,6}|them))*\s*(?:only\b)?\s*(?:[:,\-–]|that\b)?\s*` +
    String.raw`|note to (?:us|file)[:,]?\s*|for (?:the file|us)[:,]\s*|internal on \d+[:,]?\s*` +
    String.raw`|(?:tell|ask) (?:the )?(?:driver|courier|carrier|them)(?: to| that)?\s+` +
    String.raw`|put a note (?:that|in)?\s*` +
    String.raw`|(?:add|put|include) (?:a|in a) card (?:in )?(?:that says|saying|:)\s*` +
    String.raw`|(?:an? )?internal\s+`,
)
export function noteIn(text: string): string {
  const said = text.replace(/^\s*(?:#?\d{4,6})\s*[:,-]?\s*/, '')
  const cut = clean(said.replace(NOTE_LEAD, ''))
  const quoted = /"([^"]{2,})"/.exec(cut)
  if (quoted !== null && /^(?:write|put)\b/i.test(cut) && cut.length - quoted[0].length < 25) return quoted[1] ?? cut
  return cut
}

const SAY_LEAD = pattern(
  String.raw`(?:say|tell|reply|answer|write|message|respond|send)(?:\s+(?:to\s+)?(?:the\s+)?` +
    String.raw`(?:customer|him|her|them|client|caller|this))*(?:\s+that)?\s*[:,]?\s*`,
)
export const spokenIn = (text: string): string => clean(text.replace(SAY_LEAD, ''))

const WORRY_LEAD = new RegExp(
  String.raw`^(?:(?:hello|hi|hey|dear team|good (?:morning|evening|afternoon)|sadly|unfortunately|` +
    String.raw`(?:she|he|customer|client|cust|caller|they) (?:says?|said|tells me)(?: that)?)[\s,.!]+)+`,
  'iu',
)
export const complaintIn = (text: string): string => clean(text.replace(WORRY_LEAD, ''))

const REASON_LEAD = /^(?:(?:because|cos|cause|coz|since|as|for|reason(?: is)?|it'?s|its)\b[:\s]*)+/iu
export const reasonIn = (text: string): string => clean(text.replace(REASON_LEAD, ''))

/** After the amount: "10 off, late last time", "5% for the wait". */
export function reasonAfter(text: string, number: RegExp): string | undefined {
  const because = /(?:\b(?:because|cos|cause|coz|since)\b|:)\s*(.{3,})$/iu.exec(text)
  if (because !== null) return clean(because[1] ?? '')
  const comma = /(?:,|\s-)\s*([^,]{3,})$/u.exec(text)
  if (comma !== null && !number.test(comma[1] ?? '')) return clean(comma[1] ?? '').replace(/^(?:for|as)\s+/i, '')
  const why =
    /\b(?:for|as)\s+(?!\d|her\b|him\b|them\b|each|everything|all\b)((?:the |a |my |being )?[\p{L}' -]{3,})$/iu.exec(
      text,
    )
  return why === null ? undefined : clean(why[1] ?? '')
}

const PHONE = /(?:\+|\(?\d)[\d ().-]{4,18}\d/u
export const phoneIn = (text: string): string | undefined => {
  const found = PHONE.exec(text.replace(/[\w.+-]+@[\w.-]+/g, ' '))?.[0]
  return found !== undefined && found.replace(/\D/g, '').length >= 6 ? found.trim() : undefined
}

const TITLE = /^(?:mr|mrs|ms|miss|sra|sr|dr)\.?$/i
const NO_NAME = new RegExp(
  String.raw`^(?:i|im|i'm|its|it's|my|the|name|name's|names|is` +
    String.raw`|this|for|ordering|order|customer|customer's|client` +
    String.raw`|caller|lady|guest|account|new|hi|hello|create|register|sign|set|up|an|a|on|line|got|put|under` +
    String.raw`|called|no|not|please|her|him|cust|should|be|acct|pls|say|mail|email|phone|yes|of|by|at|in|it|under` +
    String.raw`|me|to|first|last|want|they|she|he|them|down|done` +
    String.raw`|with|q|as|walk|sale|open|do|just|mail|yet|here)$`,
  'i',
)
/** A run of words that begin large, or the words after "name is". */
export function nameIn(text: string): string | undefined {
  const bare = text.replace(/[\w.+-]+@[\w.-]+\S*/g, ' | ').replace(/\+?\d[\d ().-]*/g, ' | ')
  const turned = /\bname is ([\p{L}'-]+), first name ([\p{L}'-]+)/iu.exec(bare)
  if (turned !== null) return `${turned[2]} ${turned[1]}`
  const words = bare.split(/(?<=[,;|/:\n])|\s+/).filter((word) => word.trim() !== '')
  let best: string[] = []
  let run: string[] = []
  const close = (): void => {
    if (run.length > best.length) best = run
    run = []
  }
  for (const raw of words) {
    const word = raw.trim().replace(/[.,;:!?|/]+$/, '')
    const name = /^\p{Lu}[\p{L}'’.-]*$/u.test(word) && !NO_NAME.test(word) && !TITLE.test(word)
    if (name) run.push(word)
    if (!name || /[,;:|/]$/.test(raw.trim())) close()
  }
  close()
  if (best.length > 0) return best.slice(0, 4).join(' ')
  return CALLED.exec(bare)?.[1]
}
const CALLED = new RegExp(
  String.raw`\b(?:name(?:'s|s)?(?: is)?|for|by|called|under|i am|i'm|this is|should be)[:\s]+` +
    String.raw`((?!a\b|the\b|guest)[\p{L}'-]+(?: [\p{L}'-]+)?)`,
  'iu',
)

const PLACE_LEAD = pattern(
  String.raw`(?:(?:no|wrong|new|other|another|my|the|our|correct|delivery|shipping|billing|invoice|ship|send|sent` +
    String.raw`|deliver|delivered|redirect|bill|post|it|is|goes|go|should|must|has|to|addr(?:ess)?|adr?ess?|adress` +
    String.raw`|addres|i moved|now|at|them|everything|order|this|that|be|can|will|\d{4,6}|make|change|please|instead` +
    String.raw`|i gave you the old address|arrive|rue the|separately` +
    String.raw`|my sister|her mother|you|we moved)\b[\s,:!.>-]*)+`,
)
export function placeIn({ message }: ActScene, text: string): string | undefined {
  const lead = PLACE_LEAD.exec(text)?.[0] ?? ''
  const whole = text.slice(lead.length)
  // A house number that looks like an order's: the lead took it.
  const from = /\d/.test(whole) ? lead.length : 0
  const typed = typedAddress(text, from)?.address
  const said = typeof typed === 'object' ? typed.text : /\d/.test(whole) ? clean(whole) : undefined
  return said === undefined && message.pending !== undefined ? clean(whole || text) : said
}

/** The stretch as it was typed. */
export function textOf({ scene, from, to }: StretchPart): string {
  const { units, message } = scene
  const start = units[from]?.start ?? 0
  const end = to >= units.length ? message.text.length : (units[to - 1]?.end ?? message.text.length)
  return message.text
    .slice(start, end)
    .replace(/^\s*(?:and|but|then|also|plus|,)\s+/i, '')
    .trim()
}
