// What a wish of the notation is to the head of acts: its kind, or `cart`.
import { ACT_KINDS, type ActKind } from '#conversation/understanding/acts/kinds.ts'

const kinds = new Map<string, number>(ACT_KINDS.map((kind, at) => [kind, at]))
const CARTS = /^(?:add|setQty|changeQty|remove|clear|setOption|replace|split|undo|redo|noVariant|notFound|clarify)$/
const ASKS: Readonly<Record<string, string>> = {
  delivery: 'delivery',
  shipping: 'postage',
  discount: 'discounts',
  coupon: 'discounts',
  approvals: 'approval',
}

export function labelOf(words: string): number | undefined {
  const [op = '', first = ''] = words.split(/\s+/)
  const kind = kindOf(op, first, words)
  return kinds.get(kind)
}

function kindOf(op: string, first: string, words: string): ActKind | string {
  if (CARTS.test(op)) return 'cart'
  switch (op) {
    case 'ask':
      if (first === '') return 'askApproval'
      return kinds.has(`ask:${ASKS[first] ?? first}`) ? `ask:${ASKS[first] ?? first}` : 'ask:other'
    case 'payment':
      return `payment:${first === 'po' ? 'invoice' : first}`
    case 'shipMethod':
    case 'backorder':
    case 'priceAdjust':
      return `${op}:${first}`
    case 'changeMethod':
      return `${op}:${/method=(\w+)/.exec(words)?.[1]}`
    case 'whatIf':
      return `${op}:${first.split('=')[0]}`
    case 'subtract':
      return first.startsWith('amount') ? 'priceAdjust:subtotal' : 'reason'
    case 'refund': {
      const what = /what=(\w+)/.exec(words)?.[1]
      return what === undefined ? op : `${op}:${what}`
    }
    case 'returnItems':
      return /reason=received/.test(words) ? 'received' : op
    default:
      return op
  }
}
