// Whether operations mean what was meant: closed parts exactly, goods by product and count, free
// words by what they share. Next: act-report.ts measures with it.

export type Said = Readonly<Record<string, unknown>>
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  customer: ['email'],
  coupon: ['code'],
  shipMethod: ['method'],
  payment: ['method', 'reference'],
  backorder: ['policy'],
  status: ['order'],
  repeatLast: ['order'],
  ask: ['about', 'product'],
  priceAdjust: ['kind', 'amount'],
}
const FREE = new Set(['text', 'reason', 'name', 'what', 'to', 'draft', 'address'])

/** A wish of the notation as the fields that are compared; `words` of a kind the cart has are none. */
export function saidOf(words: string): Said {
  const [op = '', ...args] = words.split(/\s+/)
  const rest = words.slice(op.length).trim()
  if (op === 'ask' && args.length === 0) return { op: 'askApproval' }
  if (op === 'comment') return { op, text: rest }
  if (op === 'shipTo' || op === 'billTo') return { op, address: rest.startsWith('"') ? String(JSON.parse(rest)) : rest }
  const names = POSITIONS[op]
  if (names !== undefined) {
    const said: Record<string, unknown> = { op }
    names.forEach((name, at) => {
      if (args[at] !== undefined) said[name] = args[at]
    })
    if (op === 'ask' && args.length > 2) said['options'] = [...args.slice(2)].sort().join()
    return said
  }
  const said: Record<string, unknown> = { op }
  for (const [, key = '', value = ''] of rest.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|\S+)/g))
    said[key] = value.startsWith('"') ? String(JSON.parse(value)) : value
  return said
}

const folded = (value: unknown): string =>
  String(value)
    .toLowerCase()
    .replace(/[^\p{L}\d%.@+-]+/gu, ' ')
    .trim()
const goods = (value: unknown, options: boolean): string =>
  String(value)
    .split(';')
    .map((part) => {
      const [count, product, ...rest] = part.trim().split(/\s+/)
      return [count, product, ...(options ? rest.sort() : [])].join(' ')
    })
    .sort()
    .join('; ')
function closed(said: Said): string {
  return Object.entries(said)
    .filter(([key, value]) => value !== undefined && !FREE.has(key) && key !== 'options')
    .map(([key, value]) => {
      if (key === 'items' || key === 'without') return `${key} ${goods(value, false)}`
      if (key === 'for' || key === 'with') return `${key} ${goods(value, true)}`
      if (key === 'phone' || key === 'digits') return `${key} ${String(value).replace(/\D/g, '')}`
      if (key === 'amount' || key === 'quantity' || key === 'percent')
        return `${key} ${Number.isNaN(Number(value)) ? folded(value) : Number(value)}`
      return `${key} ${folded(value)}`
    })
    .sort()
    .join(' | ')
}
const optionText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value ?? {})
        .map(([name, chosen]) => `${name}=${chosen}`)
        .sort()
        .join()

export function sameAct(meant: Said, read: Said): boolean {
  if (meant['reason'] === 'received' || read['reason'] === 'received')
    return meant['reason'] === read['reason'] && closed(meant) === closed(read)
  if (meant['op'] === 'splitShip' && (meant['quantity'] === undefined || read['quantity'] === undefined)) {
    const { quantity: _, ...one } = meant
    const { quantity: __, ...other } = read
    return (
      closed(one) === closed(other) &&
      alike(folded(one['address'] ?? one['text']), folded(other['address'] ?? other['text']))
    )
  }
  if (closed(meant) !== closed(read) || optionText(meant['options']) !== optionText(read['options'])) return false
  return [...FREE].every((key) => {
    const [one, other] = [meant[key], read[key]]
    if (one === undefined && other === undefined) return true
    if (one === undefined || other === undefined) return key === 'reason'
    const address = typeof other === 'object' && other !== null && 'text' in other ? other.text : other
    return alike(folded(one), folded(address))
  })
}
/** Words in common, counted against both. */
function alike(one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [one.split(' '), other.split(' ')]
  const shared = a.filter((word) => b.includes(word)).length
  return (2 * shared) / (a.length + b.length) >= 0.6
}
