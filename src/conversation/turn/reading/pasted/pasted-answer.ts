/**
 * What is used of a pasted text: all of it, parts by their numbers or their names, all but some.
 * Each part becomes the request it stands for. Next: proposal.ts takes them out of the proposal.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { PendingAnswer, Said } from '#conversation/turn/reading/heard.ts'
import { keysOfName } from '#conversation/understanding/everyday/names.ts'
import { given } from '#domain/base/given.ts'
import { pointKey } from '#domain/draft/open-questions.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { PastedPart } from '#domain/model/pasted.ts'
import type { Shop } from '#domain/model/shop.ts'

type Pasted = Extract<PendingQuestion, { kind: 'pasted' }>

export function pastedAnswer(pasted: Pasted, heard: Said, shop: Shop): PendingAnswer | undefined {
  const numbers = usable(pasted, numbersMeant(pasted, heard, shop))
  const { request } = heard
  if (request?.kind === 'pick') return { requests: [{ ...request, point: pointKey(pasted) }], open: true }
  if (numbers === undefined) return undefined
  const parts = numbers.flatMap((number) => pasted.parts[number - 1] ?? [])
  const words = parts.flatMap((part) => (part.kind === 'words' ? [part.text] : []))
  return {
    requests: [{ kind: 'use-parts', numbers, point: pointKey(pasted) }, ...parts.flatMap(requestsOf)],
    ...(words.length === 0 ? {} : { rest: words.join('\n'), sure: true }),
    open: true,
  }
}

/** A saved address waits until it is known whose. */
function usable({ parts }: Pasted, numbers: readonly number[] | undefined): readonly number[] | undefined {
  const used = (numbers ?? []).flatMap((number) => parts[number - 1] ?? [])
  const unsure = used.some((part) => part.kind === 'who' && part.several === true)
  return unsure ? numbers?.filter((number) => !isSaved(parts[number - 1])) : numbers
}
const isSaved = (part: PastedPart | undefined): boolean => part !== undefined && 'saved' in part && part.saved === true

/** Counted from 1; undefined: none was meant. */
function numbersMeant({ parts }: Pasted, heard: Said, shop: Shop): readonly number[] | undefined {
  const { request, text, fresh } = heard
  const every = parts.map((_, at) => at + 1)
  if (request?.kind === 'use-parts') {
    const { numbers = every } = request
    return numbers.every((number) => every.includes(number)) ? numbers : undefined
  }
  if (request?.kind === 'yes' && fresh) return every
  if (request?.kind === 'choose' && fresh && every.includes(request.option)) return [request.option]
  return request === undefined ? named(parts, text, shop) : undefined
}

const BUT = new RegExp(
  String.raw`^(?:(?:yes|ok(?:ay)?|please)[\s,]+)*(?:use\s+|take\s+)?(?:all|everything|it all|all of it)\s+(?:but` +
    String.raw`|except(?: for)?|without|apart from)\s+(?<but>.{2,80}?)[.!]*$`,
  'i',
)
const ONLY = new RegExp(
  String.raw`^(?:(?:yes|ok(?:ay)?|please)[\s,]+)*(?:use|pick|take|only|just)\s+(?:only\s+` +
    String.raw`|just\s+)?(?<only>.{2,80}?)(?:\s+please)?[.!]*$`,
  'i',
)
const ALL = new RegExp(
  String.raw`^(?:(?:yes|ok(?:ay)?|please)[\s,]+)*(?:use|take|apply)\s+(?:all|it|them|everything|all of (?:it` +
    String.raw`|them)|the whole (?:thing|lot))(?:\s+please)?[.!]*$`,
  'i',
)

/** "All but the address", "only the items", "use the mugs and the note". */
function named(parts: readonly PastedPart[], text: string, shop: Shop): readonly number[] | undefined {
  const said = text.trim()
  const every = parts.map((_, at) => at + 1)
  if (ALL.test(said)) return every
  const but = BUT.exec(said)?.groups?.['but']
  const left = but === undefined ? undefined : called(parts, but, shop)
  if (left !== undefined) return every.filter((number) => !left.includes(number))
  const only = ONLY.exec(said)?.groups?.['only']
  return only === undefined ? undefined : called(parts, only, shop)
}

const CALLED: Readonly<Record<PastedPart['kind'], RegExp>> = {
  who: /^(?:customer|name|contact|buyer|sender|guest|e-?mail|phone)s?$/,
  item: /^(?:items?|goods|products?|articles?|things)$/,
  'ship-to': /^(?:(?:shipping |delivery )?address|ship ?to|place)$/,
  'bill-to': /^(?:(?:billing|invoice) address|bill ?to)$/,
  method: /^(?:(?:shipping )?method|shipping)$/,
  coupon: /^(?:coupon|code)$/,
  payment: /^(?:p\.?o\.?(?: number)?|purchase order|payment|reference|invoice)$/,
  comment: /^(?:notes?|comments?)$/,
  words: /^(?:changes?|rest)$/,
}

/** Every piece of the words names a part, or none is meant. */
function called(parts: readonly PastedPart[], words: string, { catalog }: Shop): readonly number[] | undefined {
  const found = words.split(/\s*(?:,|\band\b|&)\s*/).map((piece) => {
    const name = piece
      .toLowerCase()
      .replace(/^(?:the|her|his|their|my|its)\s+/, '')
      .trim()
    const byNumber = /^#?\d{1,2}$/.test(name) ? Number(name.replace('#', '')) : undefined
    return parts.flatMap((part, at) => {
      const product = part.kind === 'item' ? catalog.products.get(part.productId) : undefined
      const goods = product !== undefined && keysOfName(product).includes(name)
      return byNumber === at + 1 || CALLED[part.kind].test(name) || goods ? [at + 1] : []
    })
  })
  return found.length === 0 || found.some((each) => each.length === 0) ? undefined : [...new Set(found.flat())]
}

function requestsOf(part: PastedPart): readonly Request[] {
  switch (part.kind) {
    case 'who':
      return whoOf(part)
    case 'item': {
      const { productId, quantity, options } = part
      return [{ kind: 'add-product', productId, quantity, options }]
    }
    case 'ship-to':
    case 'bill-to':
      return [
        {
          kind: part.kind,
          address: part.saved === true ? { by: 'label', label: part.where } : { by: 'text', text: part.where },
        },
      ]
    case 'method':
      return [{ kind: 'method', method: part.method }]
    case 'coupon':
      return [{ kind: 'coupon', code: part.code }]
    case 'payment':
      return [{ kind: 'pay', payment: part.payment, ...given({ reference: part.reference }) }]
    case 'comment':
      return [{ kind: 'comment', text: part.text }]
    case 'words':
      return []
    default:
      return part satisfies never
  }
}

/** The account, or what is known of whoever has none; a name that several have is asked about. */
function whoOf({ customerId, name, email, phone, several }: Extract<PastedPart, { kind: 'who' }>): readonly Request[] {
  const call: readonly Request[] = phone === undefined ? [] : [{ kind: 'contact', phone }]
  if (customerId !== undefined) return [{ kind: 'choose-customer', customerId }, ...call]
  if (several === true && name !== undefined) return [{ kind: 'customer', query: name }]
  if (name === undefined && email === undefined) return call
  return [{ kind: 'guest', ...given({ name, contact: email }) }, ...call]
}
