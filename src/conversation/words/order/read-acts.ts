/** What was read, said back to be agreed to: one short phrase an act. */
import type { Op, SpokenAddress } from '#conversation/understanding/types.ts'

const place = (address: SpokenAddress): string => (typeof address === 'string' ? address : address.text)

/** Undefined: nothing that would be done. */
export function readAct(op: Op): string | undefined {
  switch (op.op) {
    case 'shipTo':
      return `send it to ${place(op.address)}`
    case 'billTo':
      return `bill it to ${place(op.address)}`
    case 'splitShip':
      return `send ${op.quantity} of one item to ${place(op.address)}`
    case 'shipMethod':
      return `ship it by ${op.method}`
    case 'payment':
      return op.method === 'delivery' ? 'pay on delivery' : `pay by ${op.method}`
    default:
      return paidAct(op) ?? whoAct(op)
  }
}

function whoAct(op: Op): string | undefined {
  switch (op.op) {
    case 'customer':
      return `the customer is ${op.email}`
    case 'customerName':
      return `the name is ${op.name}`
    case 'email':
      return `the e-mail address is ${op.email}`
    case 'phone':
      return `the phone number is ${op.phone}`
    case 'guest':
      return 'order as a guest'
    case 'register':
      return 'create an account'
    case 'comment':
      return `write "${op.text}" on the order`
    case 'memo':
      return `write the memo "${op.text}"`
    default:
      return undefined
  }
}

function paidAct(op: Op): string | undefined {
  switch (op.op) {
    case 'coupon':
      return `use the code ${op.code}`
    case 'removeCoupon':
      return 'take the code off'
    case 'percentOff':
      return `take ${op.percent} % off`
    case 'priceAdjust':
      return op.kind === 'shipping' ? `shipping for ${op.amount}` : `change a price by ${Math.abs(op.amount)}`
    case 'lineOff':
      return `take ${op.amount} off one item`
    case 'removeAdjust':
      return 'take the discount away'
    case 'quote':
      return 'make it a quote'
    case 'backorder':
      return 'what is missing: another way'
    default:
      return undefined
  }
}
