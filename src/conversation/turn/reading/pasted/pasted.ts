/**
 * A pasted mail or note becomes one proposal: what was read of it, part by part, with what was not
 * understood in its own words. Rule: nothing of it is done before it is used. Next:
 * understanding/pasted/ takes the letter apart, proposal.ts keeps and uses the proposal.
 */
import type { Of, Request } from '#conversation/requests/request.ts'
import { begunCommand, parsePlain } from '#conversation/requests/words/plain-commands.ts'
import type { InterpretContext } from '#conversation/turn/reading/heard.ts'
import { readText } from '#conversation/turn/reading/interpret.ts'
import { readFreely } from '#conversation/turn/reading/read-freely.ts'
import { letterOf, type PastedLetter } from '#conversation/understanding/pasted/letter.ts'
import { type LetterFacts, letterFacts } from '#conversation/understanding/pasted/letter-facts.ts'
import { type Paragraph, piecesOf } from '#conversation/understanding/pasted/paragraphs.ts'
import { given } from '#domain/base/given.ts'
import { parseTypedAddress } from '#domain/draft/address.ts'
import { withoutPending } from '#domain/draft/open-questions.ts'
import type { PastedPart } from '#domain/model/pasted.ts'
import type { Shop } from '#domain/model/shop.ts'

/** Fewer lines than this are what people type. */
const LINES = 5

/** Undefined: it is no such text, or holds nothing to order by. `told`: who sent it said so. */
export function readPasted(text: string, context: InterpretContext, told: boolean): readonly Request[] | undefined {
  const letter = letterOf(text)
  if (!told && !isPasted(text, letter, context)) return undefined
  const { country } = context.shop.settings
  const facts = letterFacts(letter, country)
  const alone = context.draft === undefined ? context : { ...context, draft: withoutPending(context.draft) }
  const read = [...piecesOf(facts.rest), ...fromSubject(letter, facts)].map((piece) => readPiece(piece, alone))
  const parts = [...ofFacts(facts), ...read.flatMap((one) => one.parts)]
  const ordered = parts.some(({ kind }) => kind === 'item' || kind === 'words')
  const placed = parts.some(({ kind }) => kind === 'ship-to')
  if (!ordered && !(placed && (told || letter.marked))) return undefined
  const unread = read.flatMap((one) => one.unread)
  const proposal: Of<'propose'> = {
    kind: 'propose',
    parts: received(once(parts), country)
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
      .slice(0, MOST),
    unread: [...new Set(unread)],
    ...(letter.quoted.length === 0 ? {} : { quoted: letter.quoted.join(' / ').slice(0, QUOTED) }),
  }
  return [...read.flatMap((one) => one.asks).slice(0, ANSWERED), proposal]
}
const QUOTED = 120
/** As they stand on a card. */
const ORDER: readonly PastedPart['kind'][] = [
  ...(['who', 'item', 'words', 'ship-to', 'bill-to', 'method', 'coupon', 'payment', 'comment'] as const),
]
/** So many parts of one text are offered. */
const MOST = 30
/** So many questions of one text are answered beside it. */
const ANSWERED = 3

function isPasted(text: string, letter: PastedLetter, { shop, staff }: InterpretContext): boolean {
  const [first = ''] = text.trim().split('\n')
  const { variants } = shop.catalog
  const command = (words: string): boolean =>
    parsePlain(words, variants) !== undefined || begunCommand(words, staff === true) !== undefined
  return letter.marked || (letter.length >= LINES && !command(first) && parsePlain(text, variants) === undefined)
}

/** Where the body names nothing else, what it is about may. */
const fromSubject = ({ subject }: PastedLetter, { rest }: LetterFacts): readonly Paragraph[] =>
  subject === undefined || rest.some((line) => /\d/.test(line)) ? [] : [{ text: subject, kind: 'read' }]

function ofFacts({ name, email, phone, shipTo, billTo, reference }: LetterFacts): readonly PastedPart[] {
  const known = name !== undefined || email !== undefined || phone !== undefined
  return [
    ...(known ? [{ kind: 'who', ...given({ name, email, phone }) } as const] : []),
    ...(shipTo === undefined ? [] : [{ kind: 'ship-to', where: shipTo } as const]),
    ...(billTo === undefined ? [] : [{ kind: 'bill-to', where: billTo } as const]),
    ...(reference === undefined ? [] : [{ kind: 'payment', payment: 'invoice', reference } as const]),
  ]
}

type Read = {
  readonly parts: readonly PastedPart[]
  readonly unread: readonly string[]
  readonly asks: readonly Request[]
}

function readPiece({ text, kind }: Paragraph, context: InterpretContext): Read {
  const first = readText(text, context)
  const doubtful = first.requests.some((request) => request.kind === 'confirm-reading')
  const { requests, unexplained } = doubtful ? readFreely(text, { ...context, sure: true }) : first
  const found = requests.map((request) => partOf(moreOf(request, context), text, context.shop))
  const each = found.flatMap((one) => (one.is === 'part' ? [one.part] : []))
  // What has to be read again is read again as a whole.
  const parts = each.some((one) => one.kind === 'words') ? [{ kind: 'words', text } as const] : each
  const asks = found.flatMap((one) => (one.is === 'asked' ? [one.request] : []))
  const lost = found.some(({ is }) => is === 'unread')
  if (kind === 'note')
    return { parts: [...parts.filter(isOrdered), { kind: 'comment', text: text.replace(/\.$/, '') }], unread: [], asks }
  if (parts.length === 0) return { parts, unread: lost || unexplained.length > 0 ? [text] : [], asks }
  return { parts, unread: lost ? [text] : unexplained, asks }
}
const isOrdered = ({ kind }: PastedPart): boolean => kind === 'item' || kind === 'method' || kind === 'ship-to'

/** One more of what is there is that item, however many there are by then. */
function moreOf(request: Request, { draft, shop }: InterpretContext): Request {
  if (request.kind !== 'change-quantity' || request.by < 1 || request.line.by !== 'index') return request
  const variant = shop.catalog.variants.get(draft?.content.lines[request.line.index]?.sku ?? '')
  if (variant === undefined) return request
  const { productId, options } = variant
  return { kind: 'add-product', productId, options, quantity: request.by }
}

type Found =
  | { readonly is: 'part'; readonly part: PastedPart }
  | { readonly is: 'asked'; readonly request: Request }
  | { readonly is: 'unread' }
  | { readonly is: 'talk' }
const part = (one: PastedPart): Found => ({ is: 'part', part: one })

function partOf(request: Request, text: string, { catalog }: Shop): Found {
  switch (request.kind) {
    case 'add-product':
      return request.exclude === undefined
        ? part({ kind: 'item', productId: request.productId, quantity: request.quantity, options: request.options })
        : part({ kind: 'words', text })
    case 'add-sku': {
      const variant = catalog.variants.get(request.sku.toUpperCase())
      const quantity = Number(request.quantity)
      return variant === undefined || !Number.isInteger(quantity) || quantity < 1
        ? part({ kind: 'words', text })
        : part({ kind: 'item', productId: variant.productId, quantity, options: variant.options })
    }
    case 'ship-to':
    case 'bill-to':
      return placeOf(request, text)
    case 'method':
      return request.group === undefined
        ? part({ kind: 'method', method: request.method })
        : part({ kind: 'words', text })
    case 'coupon':
      return part({ kind: 'coupon', code: request.code })
    case 'pay':
      return part({ kind: 'payment', payment: request.payment, ...given({ reference: request.reference }) })
    case 'comment':
      return part({ kind: 'comment', text: request.text })
    case 'customer':
      return part({
        kind: 'who',
        ...(request.query.includes('@') ? { email: request.query } : { name: request.query }),
      })
    case 'guest':
      return ofGuest(request)
    default:
      return otherwise(request, text)
  }
}

/** Who writes receives it, where the address names nobody. */
function received(parts: readonly PastedPart[], country: string): PastedPart[] {
  const name = parts.find((one) => one.kind === 'who')?.name
  return parts.map((one) => {
    if (one.kind !== 'ship-to' || one.saved === true || name === undefined) return one
    const read = parseTypedAddress(one.where, country)
    return read.ok && read.value.name === '' ? { ...one, where: `${name}\n${one.where}` } : one
  })
}

function ofGuest({ name, contact }: Of<'guest'>): Found {
  if (name === undefined && contact === undefined) return { is: 'talk' }
  return part({ kind: 'who', ...given({ name }), ...(contact?.includes('@') === true ? { email: contact } : {}) })
}

function placeOf({ kind, address }: Of<'ship-to' | 'bill-to'>, text: string): Found {
  switch (address.by) {
    case 'text':
      return part({ kind, where: address.text })
    case 'label':
      return part({ kind, where: address.label, saved: true })
    default:
      return part({ kind: 'words', text })
  }
}

const ASKED: ReadonlySet<Request['kind']> = new Set(['question', 'ask-availability', 'status', 'ask-person'])
const TALK: ReadonlySet<Request['kind']> = new Set([
  ...(['small-talk', 'show', 'help', 'yes', 'no', 'place', 'welcome', 'contact'] as const),
])
/** Changes of the cart that are read again when they are used. */
const WORDS: ReadonlySet<Request['kind']> = new Set([
  ...(['set-quantity', 'change-quantity', 'remove-line', 'set-options', 'replace-line', 'split-line'] as const),
  ...(['ship-line-to', 'parcels', 'line-text', 'note', 'backorders', 'address-part'] as const),
  ...(['repeat-last', 'which-product', 'no-variant', 'unclear'] as const),
])
function otherwise(request: Request, text: string): Found {
  if (request.kind === 'question' && request.about.kind === 'unknown') return { is: 'unread' }
  if (ASKED.has(request.kind)) return { is: 'asked', request }
  if (TALK.has(request.kind)) return { is: 'talk' }
  return WORDS.has(request.kind) ? part({ kind: 'words', text }) : { is: 'unread' }
}

/** Who writes is one part, whatever is said of them where; one address is; nothing else is said twice but goods. */
function once(parts: readonly PastedPart[]): readonly PastedPart[] {
  const who = parts.flatMap((one) => (one.kind === 'who' ? [one] : []))
  const seen = new Set<string>()
  const others = parts.filter((one) => {
    if (one.kind === 'who' || one.kind === 'item') return one.kind === 'item'
    const way = one.kind === 'payment' ? JSON.stringify([one.kind, one.payment]) : JSON.stringify(one)
    const key = one.kind === 'ship-to' || one.kind === 'bill-to' ? one.kind : way
    const again = seen.has(key)
    seen.add(key)
    return !again
  })
  return who.length === 0 ? others : [Object.assign({ kind: 'who' as const }, ...[...who].reverse()), ...others]
}
