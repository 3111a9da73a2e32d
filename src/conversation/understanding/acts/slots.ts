/**
 * What an act of a kind says, filled in from its stretch by the recognisers (texts.ts, goods.ts,
 * and the rules for what they read exactly). Nothing where it lacks what it needs: then nothing was
 * understood. Next: placed-slots.ts has the acts on placed orders.
 */

import { given } from '#domain/base/given.ts'
import { byRules } from '../by-rules.ts'
import { sceneOf } from '../scene.ts'
import type { Op, PaymentMethod, SpokenPolicy } from '../types.ts'
import { otherAbout } from './abouts.ts'
import { deskSlots, priceSlots } from './desk-slots.ts'
import { type ActFilling, couponSaidIn, methodIn, unitIn, whereTo } from './filling.ts'
import { namedIn, optionsAround, type StretchPart } from './goods.ts'
import type { ActKind } from './kinds.ts'
import { placedSlots } from './placed-slots.ts'
import { nameIn, noteIn, phoneIn, textOf } from './texts.ts'

export function filledIn(kind: ActKind, part: StretchPart): Op | undefined {
  const text = textOf(part)
  const filling: ActFilling = { ...part, text, rules: () => rulesOn(part, text) }
  const [name = '', value = ''] = kind.split(':')
  switch (name) {
    case 'smalltalk':
    case 'help':
    case 'show':
    case 'person':
    case 'confirm':
    case 'deny':
    case 'submit':
    case 'cancelDraft':
    case 'forgetMe':
    case 'removeCoupon':
    case 'removeAdjust':
    case 'askApproval':
    case 'accept':
    case 'drafts':
    case 'takeOver':
    case 'handBack':
    case 'orders':
      return { op: name }
    case 'backorder':
      return { op: 'backorder', policy: value as SpokenPolicy }
    case 'payment':
      return paid(value as PaymentMethod, filling)
    case 'shipMethod':
      return { op: 'shipMethod', method: methodIn(filling) ?? value }
    case 'ask':
      return asked(value, filling)
    default:
      return (
        peopleSlots(name, filling) ??
        detailSlots(name, value, filling) ??
        deskSlots(name, filling) ??
        placedSlots(name, value, filling)
      )
  }
}

function rulesOn({ scene }: StretchPart, text: string): readonly Op[] {
  const { order: _, ...message } = scene.message
  return byRules(sceneOf(scene.lexicon, { ...message, text }, text)).scene.ops
}
function paid(method: PaymentMethod, part: ActFilling): Op {
  const reference = method === 'invoice' ? referenceIn(part) : undefined
  return { op: 'payment', method, ...given({ reference }) }
}
const REFERENCE = new RegExp(
  String.raw`\b(?:p\.?o\.?|purchase order|order no|po number)\s*(?:number|no\.?|is` +
    String.raw`|would be|so|to|#|:)*\s*([A-Z]{0,4}[-/]?\d[\w/-]*|[A-Z]{1,5}[-/][\w/-]+)`,
  'iu',
)
function referenceIn({ text, scene }: ActFilling): string | undefined {
  const said =
    /\bPO-\d[\w/-]*/.exec(text)?.[0] ??
    REFERENCE.exec(text)?.[1] ??
    (scene.message.pending?.ask === 'po' ? /\S*\d\S*/.exec(text)?.[0] : undefined)
  return said?.replace(/[.,;]$/, '')
}

function asked(about: string, part: ActFilling): Op {
  const product = ['availability', 'price', 'restock', 'returns', 'other'].includes(about)
  const [named] =
    product && about !== 'returns' ? namedIn(part) : product ? namedIn(part).filter(({ kept }) => !kept) : []
  const pointed = named === undefined && (about === 'availability' || about === 'restock') ? pointedAt(part) : undefined
  const [one] = named?.products ?? []
  const options = named?.options ?? pointed?.options
  const subject = about === 'other' ? otherAbout(part.text.toLowerCase()) : about
  return {
    op: 'ask',
    about: subject as Extract<Op, { op: 'ask' }>['about'],
    ...given({ product: one ?? pointed?.product }),
    ...(options !== undefined && Object.keys(options).length > 0 ? { options } : {}),
  }
}

/** "Do you have them in black?": the line that is spoken of, with what is said of it, else as it is. */
function pointedAt({
  scene,
  from,
  to,
  text,
}: ActFilling): { product: string; options: Readonly<Record<string, string>> } | undefined {
  const { lines, focus, order } = scene.message
  const line = lines.length > 0 ? lines[focus ?? lines.length - 1] : order?.lines[0]
  if (line === undefined) return undefined
  const said: Record<string, string> = {}
  for (let i = from; i < to; i++)
    Object.assign(said, optionsAround({ scene, from: i, to: i + 2 }, i - 1, [line.product]))
  const any = /\b(?:what|which|wich)\b|\b(?:sizes|colou?rs)\b/i.test(text)
  return { product: line.product, options: any ? {} : Object.keys(said).length > 0 ? said : line.options }
}

function peopleSlots(name: string, part: ActFilling): Op | undefined {
  const { text } = part
  const email = unitIn(part, 'email')
  switch (name) {
    case 'customer': {
      const who = email ?? unitIn(part, 'code') ?? /\b[A-Z]?-?\d{3,}\b/.exec(text)?.[0]
      return who === undefined ? undefined : { op: 'customer', email: who }
    }
    case 'customerName': {
      const said = nameIn(text) ?? (part.scene.message.pending?.ask === 'name' ? text : undefined)
      return said === undefined ? undefined : { op: 'customerName', name: said }
    }
    case 'guest':
      return { op: 'guest', ...given({ name: nameIn(text), email, phone: phoneIn(text) }) }
    case 'register':
      return { op: 'register', ...given({ name: nameIn(text), email, phone: phoneIn(text) }) }
    case 'phone': {
      const phone = phoneIn(text)
      return phone === undefined ? undefined : { op: 'phone', phone }
    }
    case 'email':
      return email === undefined ? undefined : { op: 'email', email }
    case 'link':
      return email === undefined ? undefined : { op: 'link', email }
    case 'code': {
      const digits = /\d(?: ?\d){3,7}/.exec(text)?.[0].replace(/\s/g, '')
      return digits === undefined ? undefined : { op: 'code', digits }
    }
    default:
      return undefined
  }
}

function detailSlots(name: string, value: string, part: ActFilling): Op | undefined {
  const { text, scene } = part
  switch (name) {
    case 'shipTo':
    case 'billTo': {
      if (name === 'billTo' && /\bsame\b/i.test(text)) return { op: name, address: 'same' }
      const where = whereTo(part)
      return where === undefined ? undefined : { op: name, address: where }
    }
    case 'splitShip': {
      const split = part.rules().find((op) => op.op === 'splitShip')
      if (split !== undefined) return split
      const [named] = namedIn(part)
      const line = scene.message.lines.findIndex(({ product }) => named?.products.includes(product))
      const where = whereTo(part)
      const quantity = named?.count ?? scene.message.lines[line]?.quantity
      return line < 0 || where === undefined || quantity === undefined
        ? undefined
        : { op: 'splitShip', line, quantity, address: where }
    }
    case 'method': {
      const [address, method] = [unitIn(part, 'address'), methodIn(part)]
      return address === undefined || method === undefined ? undefined : { op: 'method', address, method }
    }
    case 'coupon': {
      const code = couponSaidIn(part)
      return code === undefined ? undefined : { op: 'coupon', code }
    }
    case 'comment':
      return { op: 'comment', text: noteIn(text) }
    case 'memo':
      return { op: 'memo', text: noteIn(text) }
    case 'priceAdjust':
    case 'percentOff':
    case 'lineOff':
      return priceSlots(name, value, part)
    case 'whatIf': {
      if (value === 'method')
        return { op: 'whatIf', method: methodIn(part) ?? (/pick|get it|collect/i.test(text) ? 'pickup' : 'express') }
      if (value === 'coupon') return { op: 'whatIf', ...given({ coupon: couponSaidIn(part) }) }
      return { op: 'whatIf', policy: POLICIES.find(([, words]) => words.test(text))?.[0] ?? 'ship_complete' }
    }
    case 'repeatLast':
      return { op: 'repeatLast' }
    default:
      return undefined
  }
}
const POLICIES: readonly (readonly [SpokenPolicy, RegExp])[] = [
  ['separate_order', /separate|seperate|own order|second order|another order/i],
  ['ship_available_drop_rest', /\b(?:drop|leave|without|cancel|skip)\b/i],
  ['ship_complete', /\bwait\b/i],
  ['ship_available_backorder_rest', /later|rest/i],
]
