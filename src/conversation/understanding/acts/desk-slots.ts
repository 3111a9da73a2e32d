/** What is done at the desk: prices, approvals, quotes, drafts, who talks; and why. Next: slots.ts. */
import { given } from '#domain/base/given.ts'
import type { Op } from '../types.ts'
import { policyAbout, whyAbout, whyNotAbout } from './abouts.ts'
import { type ActFilling, numbersIn } from './filling.ts'
import { namedIn, type StretchPart } from './goods.ts'
import { nameIn, reasonAfter, reasonIn, spokenIn, textOf } from './texts.ts'

export function priceSlots(
  name: 'priceAdjust' | 'percentOff' | 'lineOff',
  value: string,
  part: ActFilling,
): Op | undefined {
  const { text, scene } = part
  const free = value === 'shipping' && !/\d/.test(text)
  const [said] = numbersIn(part)
  const amount = free ? 0 : (said ?? (/\bfiver\b/i.test(text) ? 5 : /\btenner\b/i.test(text) ? 10 : undefined))
  const [named] = namedIn(part)
  const at = scene.message.lines.findIndex(({ product }) => named?.products.includes(product))
  const line = at >= 0 ? at : undefined
  const reason = reasonAfter(text, /\d|\boff\b/)
  if (name === 'percentOff') {
    const percent = said ?? (/\bhalf\b/i.test(text) ? 50 : undefined)
    return percent === undefined ? undefined : { op: name, percent, ...given({ line, reason }) }
  }
  if (amount === undefined) return undefined
  if (name === 'lineOff') return line === undefined ? undefined : { op: name, amount, line, ...given({ reason }) }
  if (value === 'subtotal') return { op: name, kind: 'subtotal', amount: -amount, ...given({ reason }) }
  return value === 'shipping'
    ? { op: name, kind: 'shipping', amount }
    : { op: name, kind: 'line', amount, ...given({ line }) }
}

export const deskSlots = (name: string, part: ActFilling): Op | undefined =>
  approvalSlots(name, part) ?? talkSlots(name, part) ?? draftSlots(name, part)

function approvalSlots(name: string, { text }: ActFilling): Op | undefined {
  switch (name) {
    case 'reason':
      return { op: 'reason', text: reasonIn(text) }
    case 'approve':
    case 'decline': {
      const request = /\b\d{1,4}\b/.exec(text)?.[0]
      const said = name === 'decline' ? declineReason(text) : undefined
      const id = request === undefined ? undefined : Number(request)
      return name === 'approve'
        ? { op: name, ...given({ request: id }) }
        : { op: name, ...given({ request: id, reason: said }) }
    }
    case 'counter':
      return counterOf(text)
    default:
      return undefined
  }
}

function draftSlots(name: string, part: ActFilling): Op | undefined {
  const { text } = part
  switch (name) {
    case 'quote':
      return { op: 'quote', ...given({ days: daysIn(part) }) }
    case 'resume': {
      const draft = numbersIn(part)[0]
      const named =
        draft === undefined
          ? (nameIn(text.replace(/^the\s+/i, '')) ?? /\bcart with (\p{L}+)/iu.exec(text)?.[1])
          : String(draft)
      return { op: 'resume', ...given({ draft: named }) }
    }
    case 'undoTo': {
      const what = /\b((?:before|since|when|last|after)\b.*|(?:two|three|\d+) (?:steps?|changes?|things?).*)$/iu.exec(
        text,
      )?.[1]
      return what === undefined ? undefined : { op: 'undoTo', what: what.replace(/[.!]$/, '') }
    }
    default:
      return undefined
  }
}

const GIVEN_TO = new RegExp(
  String.raw`\b(?:to|let|can|put)\s+(?:the chat to )?(.+?)` +
    String.raw`(?:\s+(?:do it|take this customer|have it|on this|please|take this))?[.!?]?$`,
  'iu',
)
function talkSlots(name: string, { text }: ActFilling): Op | undefined {
  const lower = text.toLowerCase()
  switch (name) {
    case 'give': {
      const to = GIVEN_TO.exec(text)?.[1]
      return to === undefined ? undefined : { op: 'give', to: to.trim() }
    }
    case 'say':
      return { op: 'say', text: spokenIn(text) }
    case 'why':
      return { op: 'why', ...given({ about: whyAbout(lower) }) }
    case 'whyNot':
      return { op: 'whyNot', ...given({ about: whyNotAbout(lower) }) }
    case 'policy':
      return { op: 'policy', about: policyAbout(lower) ?? 'other' }
    default:
      return undefined
  }
}

const DECLINE_LEAD = new RegExp(
  String.raw`^(?:(?:no|nope|sorry|decline|declne|declined|reject|rejected` +
    String.raw`|refuse|refused|denied|deny|turn it down|not approving` +
    String.raw`(?: this)?|don'?t approve|request|not with me|not possible|for` +
    String.raw`|(?:i )?won'?t sign this|cant do it|#?\d{1,4})\b[\s,:;-]*)+`,
  'iu',
)
function declineReason(text: string): string | undefined {
  const said = text
    .replace(DECLINE_LEAD, '')
    .replace(/[.!]+$/, '')
    .trim()
  return said.length < 4 || /^(?:it|way|this|no way|thanks)$/i.test(said) ? undefined : said
}

function counterOf(text: string): Op | undefined {
  const numbers = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(%|percent)?/giu)]
  if (numbers.length === 0) return undefined
  const named = /\b(?:request|on|counter|for)\s+#?(\d+)\b(?=[\s:,].*\d|$)|^#?(\d+)\s*:/iu.exec(text)
  const request = numbers.length > 1 ? (named?.[1] ?? named?.[2]) : undefined
  const rest = numbers.filter(([, digits]) => digits !== request || numbers.length === 1)
  const amount = /not\s+\d/.test(text) ? rest[0] : rest.at(-1)
  if (amount === undefined) return undefined
  return {
    op: 'counter',
    ...given({ request: request === undefined ? undefined : Number(request) }),
    amount: amount[2] === undefined ? String(amount[1]) : `${amount[1]}%`,
  }
}

const WORDY: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4 }
function daysIn(part: StretchPart): number | undefined {
  const found = /\b(\d+|an?|one|two|three|four)\s*(days?|weeks?|months?)\b/iu.exec(textOf(part))
  if (found === null) return undefined
  const count = WORDY[(found[1] ?? '').toLowerCase()] ?? Number(found[1])
  const unit = (found[2] ?? '').toLowerCase()
  return Number.isNaN(count) ? undefined : count * (unit.startsWith('week') ? 7 : unit.startsWith('month') ? 30 : 1)
}
