/**
 * An operation's meaning as one text: two operations mean the same when their texts are equal. Free
 * words (a comment, a reason) are left out.
 */

import { stemOf } from '#conversation/understanding/reader/spans/language.ts'
import type { Op, SpokenAddress, SpokenOptions } from '../types.ts'

const optionsText = (options: SpokenOptions | undefined): string =>
  Object.keys(options ?? {})
    .sort()
    .map((name) => `${name}=${options?.[name]}`)
    .join()

export function meaningOf(op: Op): string {
  return cartMeaning(op) ?? detailMeaning(op) ?? JSON.stringify(op, Object.keys(op).sort()).toLowerCase()
}

function cartMeaning(op: Op): string | undefined {
  switch (op.op) {
    case 'add':
      return `add ${op.product} ${op.quantity} ${optionsText(op.options)} ${JSON.stringify(op.exclude ?? {})}`
    case 'setOption':
      return `setOption ${op.line} ${optionsText(op.options)}`
    case 'split':
      return `split ${op.line} ${op.quantity} ${optionsText(op.options)}`
    case 'replace':
      return `replace ${op.line} ${op.product} ${op.quantity} ${optionsText(op.options)}`
    case 'noVariant':
      return `noVariant ${op.product} ${optionsText(op.options)}`
    case 'clarify':
      return `clarify ${op.about} ${[...op.candidates].sort().join()}`
    case 'notFound':
      return `notFound ${op.text.toLowerCase().split(/\s+/).map(stemOf).join(' ')}`
    case 'ask':
      return `ask ${op.about} ${op.product ?? ''} ${optionsText(op.options)}`
    case 'setQty':
      return `setQty ${op.line} ${op.quantity}`
    case 'changeQty':
      return `changeQty ${op.line} ${op.by}`
    case 'remove':
      return `remove ${op.line}`
    default:
      return undefined
  }
}

function detailMeaning(op: Op): string | undefined {
  switch (op.op) {
    case 'priceAdjust':
      return `priceAdjust ${op.kind} ${op.amount}`
    case 'smalltalk':
    case 'comment':
    case 'memo':
    case 'why':
    case 'whyNot':
      return op.op
    case 'shipTo':
    case 'billTo':
      return `${op.op} ${addressText(op.address)}`
    case 'splitShip':
      return `splitShip ${op.line} ${op.quantity} ${addressText(op.address)}`
    case 'percentOff':
      return `percentOff ${op.percent} ${op.line ?? ''}`
    case 'lineOff':
      return `lineOff ${op.amount} ${op.line}`
    case 'customerName':
      return `customerName ${op.name.toLowerCase()}`
    case 'guest':
    case 'register':
      return `${op.op} ${(op.name ?? '').toLowerCase()} ${(op.email ?? '').toLowerCase()}`
    case 'phone':
      return `phone ${op.phone.replace(/\D/g, '')}`
    default:
      return undefined
  }
}

const addressText = (address: SpokenAddress): string =>
  typeof address === 'string' ? address : address.text.toLowerCase().replace(/[^\p{L}\d]/gu, '')
