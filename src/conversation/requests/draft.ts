/**
 * The open order as a whole, and the drafts of one rep. Next: turn/flow.ts, turn/place.ts,
 * turn/drafts.ts; what only looks is turn/reading/reading.ts.
 */

import { alone, ORDER_ALONE, shape } from '#conversation/requests/words/shape.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { PastedPart } from '#domain/model/pasted.ts'
import { among, as, blank, control, count, list, maybe, nothing, one, seen, text, yes } from './control.ts'
import { row } from './row.ts'

const policy = among(
  'ship-complete',
  'ship-available-then-backorder',
  'ship-available-drop-rest',
  'move-to-separate-order',
)
const TIMED = [
  'draft-remind',
  'draft-end',
  'quote-remind',
  'quote-end',
  'hold-remind',
  'hold-end',
  'price-remind',
  'date-slipped',
  'give-out',
] as const

const DAYS = /^[-+]?[\d.,/]+\w*\s*(?:days?|weeks?|months?)?$/i

/** Words in quotation marks are meant as they stand. */
const unquoted = (words: string): string =>
  /^["“](?<said>[^"“”]+)["”]$/.exec(words.trim())?.groups?.['said'] ?? words.trim()

/** "I'd like to add a comment", without its words. */
const BEGINS = new RegExp(
  String.raw`^(?:please\s+)?(?:(?:can|could|may)\s+(?:i|you|we)\s+|(?:i|we)(?:['’]d|\s+would)\s+like\s+to\s+` +
    String.raw`|(?:i|we)\s+want\s+to\s+|let\s+me\s+)?(?:add|leave|write|put|make)\s+(?:a|an` +
    String.raw`|another)\s+comment(?:\s+(?:to|on|for)\s+(?:the|my|this|that)\s+(?:order|cart|courier|driver))?` +
    String.raw`(?:,?\s*please)?\s*[:.?!]*$`,
  'i',
)

/** Which of a list, counted from 1. */
const places = as<readonly number[]>(
  (words) => (/^\d{1,2}(?: \d{1,2})*$/.test(words) ? words.split(' ').map(Number) : undefined),
  (each) => each.join(' '),
)
const NUMBERS = String.raw`(?<numbers>#?\d{1,2}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+)#?\d{1,2})*)`
const USED = new RegExp(`^(?:use|pick)\\s+${NUMBERS}$`, 'i')

type Point = { readonly point?: string }

export const DRAFT = {
  show: row()({
    as: 'look',
    help: { order: ['show'], look: ['show'] },
    said: alone(
      ...['show', 'show cart', 'cart'],
      // What a control of the card is called: it is there to be pressed.
      ...['contact', 'address', 'payment', 'details', 'adjust price', 'change address', 'change payment'],
    ),
    typed: [
      shape(/^what(?:['’]?s|\s+is)\s+in\s+(?:the|my|this|her|his|their)\s+(?:cart|order|basket)\s*\?*$/i, () => ({})),
    ],
    control: control('s', 'any', nothing),
  }),
  why: row<{ readonly about?: string }>()({
    as: 'look',
    help: { order: ['why'], paying: ['why'] },
    said: alone('why'),
    typed: [
      shape(/^why\s+is\s+(?:it|that|the\s+total)\s+[$€£¥]?[\d.,]*\d\s*\?*$/i, () => ({})),
      shape(/^why\s+(?<about>[A-Z0-9]*\d[A-Z0-9-]*|[A-Z0-9]+-[A-Z0-9-]+)\s*\?*$/, ({ about = '' }) => ({ about })),
    ],
    control: control('w', 'any', one('about', maybe(text))),
  }),
  'why-not': row<{ readonly about: string }>()({
    as: 'look',
    help: { coupons: ['why not FREE75'] },
    typed: [shape(/^why\s+not\s+(?<about>\S+?)\s*\?*$/i, ({ about = '' }) => ({ about }))],
    usage: { 'why not': { needs: 'a coupon code or the name of a promotion', example: 'why not FREE75' } },
    control: control('wn', 'any', one('about', text)),
  }),
  backorders: row<{ readonly policy: BackorderPolicy }>()({
    as: 'edit',
    said: {
      'backorders complete': { policy: 'ship-complete' },
      'backorders available': { policy: 'ship-available-then-backorder' },
      'backorders drop': { policy: 'ship-available-drop-rest' },
      'backorders separate': { policy: 'move-to-separate-order' },
    },
    control: control('bo', 'revision', one('policy', policy)),
  }),
  /** What a choice about short goods would come to, or all of them; changes nothing. */
  'what-if': row<{ readonly policy?: BackorderPolicy }>()({
    as: 'look',
    said: alone('backorders', 'options', 'what are my options'),
    control: control('wi', 'any', one('policy', maybe(policy))),
  }),
  /** `seen` stands for what the card with the control showed; typed words have none. */
  place: row<{ readonly seen?: string }>()({
    as: 'flow',
    help: { order: ['place'], ready: ['place'] },
    said: alone(
      ...['place', 'place order', 'place the order', 'place my order', 'place it'],
      ...['buy', 'buy it', 'buy now', 'buy it now', 'order it', 'checkout', 'check out'],
    ),
    control: control('pl', 'revision', one('seen', maybe(seen))),
  }),
  /** `point`: the question that is meant, where it is not the one asked last. */
  yes: row<Point>()({
    as: 'flow',
    said: alone('yes', 'y', 'yes please'),
    control: control('y', 'revision', one('point', maybe(text))),
  }),
  no: row<Point>()({
    as: 'flow',
    said: alone('no', 'n', 'no thanks'),
    control: control('n', 'revision', one('point', maybe(text))),
  }),
  /** The second of two near meanings. */
  instead: row<Point>()({ as: 'flow', control: control('ins', 'revision', one('point', maybe(text))) }),
  /** What was said and is still open is left out: one point, the one asked last, or all of them. */
  'leave-out': row<Point & { readonly all?: true }>()({
    as: 'flow',
    said: {
      ...alone('leave it out', 'leave that out'),
      ...{ 'leave them out': { all: true }, 'leave all out': { all: true }, 'leave them all out': { all: true } },
    },
    control: control('lo', 'revision', list({ point: blank(text), all: maybe(yes) })),
  }),
  /** "Not that": what was just asked or changed. */
  'take-back': row()({ as: 'flow' }),
  /** "I meant the other one". */
  'other-line': row<{ readonly to?: string }>()({ as: 'flow' }),
  /** A value that fits several of the items asked about. */
  'which-point': row<{ readonly option: string; readonly value: string; readonly points: readonly string[] }>()({
    as: 'flow',
  }),
  /** What a pasted text says, to be used or left. */
  propose: row<{
    readonly parts: readonly PastedPart[]
    readonly unread: readonly string[]
    readonly quoted?: string
  }>()({ as: 'flow' }),
  /** Parts of what was pasted, counted from 1; all of them where none are named. */
  'use-parts': row<Point & { readonly numbers?: readonly number[] }>()({
    as: 'flow',
    said: alone('use all', 'use it all', 'use all of it', 'use everything', 'use them all', 'use the rest'),
    typed: [shape(USED, ({ numbers = '' }) => ({ numbers: (numbers.match(/\d+/g) ?? []).map(Number) }))],
    control: control('use', 'revision', list({ point: blank(text), numbers: maybe(places) })),
  }),
  /** One by one. */
  pick: row<Point>()({
    as: 'flow',
    said: alone('pick'),
    control: control('pik', 'revision', one('point', maybe(text))),
  }),
  /** Free wording read without enough confidence: asked once, applied on yes. */
  'confirm-reading': row<{ readonly text: string; readonly question: string; readonly instead?: string }>()({
    as: 'flow',
  }),
  /** `which`: surely the cart's. */
  cancel: row<{ readonly confirmed?: true; readonly which?: 'cart' }>()({
    as: 'flow',
    help: { order: ['cancel'], ready: ['cancel'] },
    said: {
      ...alone('cancel', 'cancel it', 'cancel that', 'cancel the order', 'cancel my order'),
      'cancel the cart': { which: 'cart' },
      'cancel cart': { which: 'cart' },
    },
    control: control('ca', 'revision', one('confirmed', maybe(yes))),
  }),
  quote: row<{ readonly days: number }>()({
    as: 'edit',
    help: { quotes: ['quote 7 days'] },
    said: { quote: { days: 7 } },
    typed: [shape(/^quote\s+(?<days>\d{1,9})(?:\s+days?)?$/i, ({ days }) => ({ days: Number(days) }))],
    usage: {
      quote: { needs: 'a number of days, 1 to 90', example: 'quote 14 days', staff: true, bare: true, only: DAYS },
    },
    control: control('q', 'revision', one('days', count)),
  }),
  /** `shown`: a rep who helps somebody says that they read it. */
  comment: row<{ readonly text: string; readonly shown?: true }>()({
    as: 'edit',
    help: { order: ['comment ring the bell'] },
    typed: [
      shape(/^comment\s+(?:for|to)\s+the\s+customer:\s+(?<text>[\s\S]+)$/i, ({ text: words = '' }) => ({
        text: unquoted(words),
        shown: true,
      })),
      shape(/^comment:?\s+(?!#?\d{4,9}:?$)(?<text>[\s\S]+)$/i, ({ text: words = '' }) => ({ text: unquoted(words) })),
    ],
    usage: { comment: { needs: 'the words', example: 'comment ring the bell', only: ORDER_ALONE } },
  }),
  memo: row<{ readonly text: string }>()({
    as: 'edit',
    help: { memos: ['memo caller was kind'] },
    typed: [
      shape(/^memo:?\s+(?!#?\d{4,9}:?$)(?<text>[\s\S]+)$/i, ({ text: words = '' }) => ({ text: unquoted(words) })),
    ],
    usage: { memo: { needs: 'the words', example: 'memo caller was kind', staff: true, only: ORDER_ALONE } },
  }),
  /** The words are asked for. */
  'begin-words': row<{ readonly of: 'comment' | 'memo' }>()({
    as: 'edit',
    said: { comment: { of: 'comment' }, memo: { of: 'memo' } },
    typed: [
      shape(/^(?<of>comment|memo)\s*:$/i, ({ of = '' }) => ({ of: of.toLowerCase() === 'memo' ? 'memo' : 'comment' })),
      shape(BEGINS, () => ({ of: 'comment' })),
    ],
  }),
  /** Those after the draft of this number, where it is one of them. */
  drafts: row<{ readonly after?: number }>()({
    as: 'look',
    help: { drafts: ['drafts'] },
    said: alone('drafts'),
    typed: [shape(/^drafts\s+after\s+#?(?<after>\d{1,9})$/i, ({ after }) => ({ after: Number(after) }))],
    control: control('d', 'any', one('after', maybe(count))),
  }),
  /** Own drafts by whose turn it is, today's orders, what waits for approval. */
  overview: row()({ as: 'look', help: { drafts: ['overview'] }, said: alone('overview') }),
  resume: row<{ readonly ref: number }>()({
    as: 'draft',
    help: { drafts: ['resume 3'] },
    typed: [shape(/^resume\s+#?(?<ref>\d{1,9})$/i, ({ ref }) => ({ ref: Number(ref) }))],
    usage: { resume: { needs: 'the number of a draft', example: 'resume 3', staff: true, only: /^/ } },
    control: control('ru', 'any', one('ref', count)),
  }),
  new: row()({ as: 'draft', help: { drafts: ['new'] }, said: alone('new'), control: control('ne', 'any', nothing) }),
  next: row()({
    as: 'draft',
    help: { drafts: ['next'] },
    said: alone('next'),
    typed: [
      shape(
        /^(?:(?:please|can|could|you|i|open|show|go\s+to|switch\s+to|take\s+me\s+to|use)\s+)*(?:(?:the|my)\s+other\s+(?:one|cart|order|draft)|other\s+cart)(?:\s+please)?[.!]?$/i,
        () => ({}),
      ),
    ],
    control: control('nx', 'any', nothing),
  }),
  'give-to': row<{ readonly staff: string }>()({
    as: 'draft',
    help: { drafts: ['give to lee'] },
    typed: [shape(/^give\s+to\s+(?<staff>[\w.-]{1,40})$/i, ({ staff = '' }) => ({ staff: staff.toLowerCase() }))],
    usage: { 'give to': { needs: 'the name of one colleague', example: 'give to lee', staff: true, only: /^/ } },
  }),
  /** Said by Parley's own clock only; `id` is the draft's number, or the order's. */
  clock: row<{ readonly id: number; readonly what: (typeof TIMED)[number] }>()({
    as: 'flow',
    control: control('ck', 'any', list({ what: among(...TIMED), id: count })),
  }),
} as const
