// One operation of the notation ("add 2 classic-mug colour=blue", "setQty 0 6") as the understanding module means it.
// Rule: names are checked against the catalog. An operation the module does not know yet is kept by
// its words: it is measured, never learned.
import type {
  AskAbout,
  Op,
  PaymentMethod,
  SpokenLine,
  SpokenOptions,
  SpokenPolicy,
  UnderstandingCatalog,
} from '../../src/conversation/understanding/types.ts'

/** What was meant; `op` is absent where the module has no such operation. */
export type Wish = { readonly words: string; readonly op: Op | undefined }
export type Names = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>
type Bad = (problem: string) => void

/** Products, their options, their values. */
export function namesOf({ products, options }: UnderstandingCatalog): Names {
  return new Map(
    products.map((product) => [
      product.id,
      new Map(
        product.options.map((name) => [
          name,
          new Set(product.optionValues?.[name] ?? options[name]?.values.map(({ id }) => id) ?? []),
        ]),
      ),
    ]),
  )
}

export function linesOf(text: string, names: Names, bad: Bad): readonly SpokenLine[] {
  if (text.trim() === '-') return []
  return text.split('|').map((part) => {
    const [count = '', product = '', ...rest] = part.trim().split(/\s+/)
    if (!/^\d+$/.test(count)) bad(`no quantity: ${part}`)
    return { product, options: optionsOf(rest, product, names, bad).options, quantity: Number(count) }
  })
}

type Said = { readonly options: SpokenOptions; readonly exclude?: Readonly<Record<string, readonly string[]>> }
function optionsOf(words: readonly string[], product: string, names: Names, bad: Bad): Said {
  const known = names.get(product)
  if (known === undefined) bad(`no product ${product}`)
  const options: Record<string, string> = {}
  const exclude: Record<string, string[]> = {}
  for (const word of words) {
    const [name = '', value = ''] = word.replace(/^!/, '').split('=')
    if (known !== undefined && known.get(name)?.has(value) !== true) bad(`${product} has no ${name}=${value}`)
    if (word.startsWith('!')) exclude[name] = [...(exclude[name] ?? []), value]
    else options[name] = value
  }
  return { options, ...(Object.keys(exclude).length > 0 ? { exclude } : {}) }
}

export function opOf(text: string, before: readonly SpokenLine[], names: Names, bad: Bad): Wish {
  const [name = '', ...args] = text.split(/\s+/)
  const line = Number(args[0])
  const lineOps = ['setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split']
  if (lineOps.includes(name) && !(Number.isInteger(line) && line >= 0 && line < before.length))
    bad(`no line ${args[0]}`)
  const op =
    cartOp(name, args, { before, names, bad }) ??
    detailOp(name, args, text.slice(name.length).trim()) ??
    talkOp(name, args) ??
    namedOp(name, text.slice(name.length))
  return { words: text, op }
}

type Ground = { readonly before: readonly SpokenLine[]; readonly names: Names; readonly bad: Bad }
function cartOp(name: string, args: readonly string[], { before, names, bad }: Ground): Op | undefined {
  const [first = '', second = '', third = ''] = args
  const line = Number(first)
  const held = before[line]?.product ?? ''
  const said = (from: number, product: string): Said => optionsOf(args.slice(from), product, names, bad)
  switch (name) {
    case 'add':
      return { op: 'add', product: second, ...said(2, second), quantity: Number(first) }
    case 'setQty':
      return { op: 'setQty', line, quantity: Number(second) }
    case 'changeQty':
      return { op: 'changeQty', line, by: Number(second) }
    case 'remove':
      return { op: 'remove', line }
    case 'setOption':
      return { op: 'setOption', line, ...said(1, held) }
    case 'replace':
      return { op: 'replace', line, product: third, options: said(3, third).options, quantity: Number(second) }
    case 'split':
      return { op: 'split', line, quantity: Number(second), options: said(2, held).options }
    case 'noVariant':
      return {
        op: 'noVariant',
        product: first,
        options: Object.fromEntries(args.slice(1).map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? ''])),
      }
    default:
      return undefined
  }
}

const POLICIES: Readonly<Record<string, SpokenPolicy>> = {
  ship_complete: 'ship_complete',
  ship_available_backorder_rest: 'ship_available_backorder_rest',
  ship_available_drop_rest: 'ship_available_drop_rest',
  separate_order: 'separate_order',
}
/** Some writers say `po`: it is an invoice with a reference. */
const PAYMENTS: Readonly<Record<string, PaymentMethod>> = {
  card: 'card',
  link: 'link',
  delivery: 'delivery',
  invoice: 'invoice',
  po: 'invoice',
}
const KINDS = { subtotal: 'subtotal', shipping: 'shipping', line: 'line' } as const

function detailOp(name: string, args: readonly string[], rest: string): Op | undefined {
  const [first = '', second] = args
  const address = rest.startsWith('"') ? { text: String(JSON.parse(rest)) } : rest
  const policy = POLICIES[first]
  const method = PAYMENTS[first]
  switch (name) {
    case 'coupon':
      return { op: 'coupon', code: first }
    case 'customer':
      return { op: 'customer', email: first }
    case 'shipTo':
    case 'billTo':
      return { op: name, address }
    case 'shipMethod':
      return { op: 'shipMethod', method: first }
    case 'payment':
      return method === undefined
        ? undefined
        : { op: 'payment', method, ...(second === undefined ? {} : { reference: second }) }
    case 'backorder':
      return policy === undefined ? undefined : { op: 'backorder', policy }
    case 'priceAdjust': {
      const kind = first === 'subtotal' || first === 'shipping' || first === 'line' ? KINDS[first] : undefined
      return kind === undefined ? undefined : { op: 'priceAdjust', kind, amount: Number(second) }
    }
    case 'comment':
      return { op: 'comment', text: rest }
    default:
      return undefined
  }
}

/** `percentOff percent=10 line=1`: operations whose parts have names. */
function namedOp(name: string, rest: string): Op | undefined {
  const said = new Map<string, string>()
  for (const [, key = '', value = ''] of rest.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|\S+)/g))
    said.set(key, value.startsWith('"') ? String(JSON.parse(value)) : value)
  const text = (key: string): Readonly<Record<string, string>> => (said.has(key) ? { [key]: said.get(key) ?? '' } : {})
  const number = (key: string): Readonly<Record<string, number>> =>
    said.has(key) ? { [key]: Number(said.get(key)) } : {}
  const [value = ''] = said.values()
  switch (name) {
    case 'customerName':
      return { op: name, name: value }
    case 'guest':
    case 'register':
      return { op: name, ...text('name'), ...text('email') }
    case 'phone':
      return { op: name, phone: value }
    case 'email':
      return { op: 'customer', email: value }
    case 'memo':
      return { op: name, text: value }
    case 'undoTo':
      return { op: name, what: value }
    case 'percentOff':
      return { op: name, percent: Number(said.get('percent')), ...number('line'), ...text('reason') }
    case 'lineOff':
      return { op: name, amount: Number(said.get('amount')), line: Number(said.get('line') ?? 0), ...text('reason') }
    case 'subtract':
      return { op: 'priceAdjust', kind: 'subtotal', amount: -Number(said.get('amount')), ...text('reason') }
    case 'splitShip':
      return {
        op: name,
        line: Number(said.get('line')),
        quantity: Number(said.get('quantity')),
        address: said.has('text') ? { text: said.get('text') ?? '' } : (said.get('address') ?? ''),
      }
    case 'quote':
      return { op: name, ...number('days') }
    case 'why':
    case 'whyNot':
      return { op: name, ...text('about') }
    case 'whatIf': {
      const policy = POLICIES[said.get('policy') ?? '']
      return policy === undefined ? undefined : { op: name, policy }
    }
    case 'policy':
      return { op: 'ask', about: ABOUT[value] ?? 'other' }
    case 'removeAdjust':
    case 'accept':
      return rest.trim() === '' ? { op: name === 'accept' ? 'confirm' : name } : undefined
    default:
      return undefined
  }
}

/** Names the sets use for one and the same question. */
const ABOUT: Readonly<Record<string, AskAbout>> = {
  availability: 'availability',
  price: 'price',
  total: 'total',
  delivery: 'shipping',
  shipping: 'shipping',
  restock: 'restock',
  returns: 'returns',
  payment: 'payment',
  discount: 'discounts',
  coupon: 'discounts',
}

function talkOp(name: string, args: readonly string[]): Op | undefined {
  const [first = '', second] = args
  switch (name) {
    case 'clear':
    case 'undo':
    case 'redo':
    case 'removeCoupon':
    case 'smalltalk':
    case 'submit':
    case 'help':
    case 'show':
    case 'cancelDraft':
    case 'person':
    case 'confirm':
    case 'deny':
    case 'forgetMe':
      return args.length === 0 ? { op: name } : undefined
    case 'repeatLast':
    case 'status':
      return { op: name, ...(first === '' ? {} : { order: first }) }
    case 'ask': {
      if (first === '') return undefined
      const options = Object.fromEntries(
        args.slice(2).map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? '']),
      )
      return {
        op: 'ask',
        about: ABOUT[first] ?? 'other',
        ...(second === undefined ? {} : { product: second }),
        ...(args.length > 2 ? { options } : {}),
      }
    }
    case 'clarify':
      return { op: 'clarify', about: first, candidates: (second ?? '').split(',').filter((id) => id !== '') }
    case 'notFound':
      return { op: 'notFound', text: args.join(' ') }
    default:
      return undefined
  }
}
