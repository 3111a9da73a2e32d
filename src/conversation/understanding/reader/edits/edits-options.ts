/**
 * Candidates that give lines other values: set on the whole target, on a part of one line (split),
 * one step up or down, the end of a range, or the same thing once more in another make. What the
 * shop does not make becomes the answer that says so.
 */

import { NAMES } from '#conversation/understanding/reader/model/classes.ts'
import { feature, fitOf } from '#conversation/understanding/reader/situation.ts'
import { accepts, makes, sellableTitles } from '#conversation/understanding/reader/spans/catalog-index.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import { type Stretch, saysAny, saysWord, type WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { LineTarget } from '#conversation/understanding/reader/spans/target-evidence.ts'
import { UNORDERED } from '#conversation/understanding/reader/spans/targets.ts'
import type { Op, SpokenOptions } from '#conversation/understanding/types.ts'
import { sameOptions } from './adds.ts'
import {
  choices,
  countAt,
  numberFeatures,
  quantitiesOf,
  type ReadChoice,
  soldOr,
  type Weak,
  weakFeatures,
  weakNumbers,
} from './choices.ts'

export function proposeOptions(stretch: Stretch, target: LineTarget): void {
  const { cart, index } = stretch.situation
  const product = cart[target.lines[0] ?? -1]?.product
  if (product === undefined) return
  step(stretch, target)
  sameAs(stretch, target)
  if (target.fresh.length === 0) return
  for (const weak of weakNumbers(stretch, product))
    for (const choice of choices(stretch, target.fresh, product, weak)) {
      const names = Object.keys(choice.options)
      const taken = target.lines.every((line) => names.every((name) => accepts(index, cart[line]?.product ?? '', name)))
      if (names.length > 0 && taken) give(stretch, target, choice, weak)
    }
}

function give(stretch: Stretch, target: LineTarget, choice: ReadChoice, weak: Weak): void {
  const { cart, message } = stretch.situation
  const roles = new Map<number, WordRole>([...target.roles, ...choice.roles])
  const first = cart[target.lines[0] ?? -1]
  const names = Object.keys(choice.options)
  const said = [
    ...choice.said,
    feature('new', String(Math.min(3, names.length))),
    ...names.map((name) => feature(first?.options[name] === undefined ? 'fills' : 'changes')),
    ...weakFeatures(stretch, weak),
    ...(message.pending !== undefined && choice.options[message.pending.ask] !== undefined
      ? [feature('answersPending')]
      : []),
  ]
  const results = target.lines.map((line) => optionsOp(stretch, target, choice, line))
  const refused = results.find((result) => result.type === 'setOption!')
  const shared = [target.evidence]
  if (refused !== undefined) {
    propose(stretch, { type: 'setOption!', ops: [refused.op], roles, said, shared })
    if (target.one !== undefined && first !== undefined && Object.keys(choice.bad).length === 0) {
      const options = { ...first.options, ...choice.options }
      propose(stretch, {
        type: 'setOption!all',
        ops: [{ op: 'noVariant', product: first.product, options }],
        roles,
        said,
        shared,
      })
    }
    return
  }
  propose(stretch, { type: 'setOption', ops: results.map(({ op }) => op), roles, said, shared })
  if (target.one !== undefined) splits(stretch, target, { choice, roles, said })
}

function optionsOp(stretch: Stretch, target: LineTarget, choice: ReadChoice, line: number): { type: string; op: Op } {
  const { situation } = stretch
  const held = situation.cart[line]
  const product = held?.product ?? ''
  const op: Op = { op: 'setOption', line, options: choice.options }
  const result = soldOr(
    stretch,
    { product, options: { ...held?.options, ...choice.options }, bad: choice.bad },
    op,
    'setOption',
  )
  if (result.type !== 'setOption!' || Object.keys(choice.bad).length > 0) return result
  const described = [...target.roles].flatMap(([i, role]) =>
    role === 'OE' ? [fitOf(situation, i, product)?.option] : [],
  )
  const kept = Object.fromEntries(Object.entries(held?.options ?? {}).filter(([name]) => described.includes(name)))
  return { type: result.type, op: { op: 'noVariant', product, options: { ...kept, ...choice.options } } }
}

type Given = {
  readonly choice: ReadChoice
  readonly roles: ReadonlyMap<number, WordRole>
  readonly said: readonly number[]
}

/** "two of them in red": a part of the line; without a number, half of it. */
function splits(stretch: Stretch, target: LineTarget, { choice, roles, said }: Given): void {
  const { units, cart } = stretch.situation
  const line = target.one ?? 0
  const held = cart[line]?.quantity ?? 0
  for (const at of quantitiesOf(stretch)) {
    // "5 of the leds": a number that also says what they are already counts them.
    if (at !== undefined && choice.roles.some(([i]) => i === at)) continue
    const part = at === undefined ? held / 2 : countAt(stretch, at)
    if (!Number.isInteger(part) || part <= 0 || part >= held) continue
    const all = new Map<number, WordRole>(roles)
    if (at !== undefined) all.set(at, 'NC')
    for (const i of stretch.numbers) {
      const value = units[i]?.number
      if (!all.has(i) && value === held - part) all.set(i, 'NR')
      else if (!all.has(i) && value === held) all.set(i, 'NH')
    }
    const share = at === undefined ? 'half' : part * 2 === held ? 'isHalf' : 'part'
    const ops: readonly Op[] = [{ op: 'split', line, options: choice.options, quantity: part }]
    propose(stretch, {
      type: 'split',
      ops,
      roles: all,
      said: [...said, feature(share), ...numberFeatures(stretch, at)],
      shared: [target.evidence],
    })
  }
}

/** "one size up", "the biggest": along an option that has an order. */
function step(stretch: Stretch, target: LineTarget): void {
  for (const [name, by] of [
    ['bigger', 1],
    ['smaller', -1],
  ] as const) {
    if (!saysWord(stretch, NAMES[name])) continue
    const said = [feature(name), feature('sizeWord', String(saysAny(stretch, /^sizes?$/)))]
    const moved = target.lines.map((line) => stepped(stretch, line, by))
    const ops = moved.flatMap((op) => (op === undefined ? [] : [op]))
    if (ops.length === target.lines.length)
      propose(stretch, { type: 'step', ops, roles: target.roles, said, shared: [target.evidence] })
    const end = farEnd(stretch, target, by)
    if (end !== undefined)
      propose(stretch, { type: 'extreme', ops: [end], roles: target.roles, said, shared: [target.evidence] })
  }
}

function stepped({ situation: { cart, index } }: Stretch, line: number, by: 1 | -1): Op | undefined {
  const held = cart[line]
  if (held === undefined) return undefined
  for (const [name, value] of Object.entries(held.options)) {
    const order = index.sold.get(held.product)?.values[name] ?? []
    const next = order[order.indexOf(value) + by]
    if (
      next === undefined ||
      UNORDERED.test(name) ||
      !sellableTitles(index, held.product, { ...held.options, [name]: next })
    )
      continue
    return { op: 'setOption', line, options: { [name]: next } }
  }
  return undefined
}

function farEnd({ situation: { cart, index, message } }: Stretch, { one }: LineTarget, by: 1 | -1): Op | undefined {
  const { pending } = message
  const held = one === undefined ? undefined : cart[one]
  if (one === undefined || held === undefined || pending?.line !== one) return undefined
  const order = (index.sold.get(held.product)?.values[pending.ask] ?? []).filter((value) =>
    sellableTitles(index, held.product, { ...held.options, [pending.ask]: value }),
  )
  const end = by > 0 ? order.at(-1) : order[0]
  return end === undefined ? undefined : { op: 'setOption', line: one, options: { [pending.ask]: end } }
}

/** "same as the grey ones": what the lines that are described have, for the line in question. */
function sameAs(stretch: Stretch, target: LineTarget): void {
  const { cart, index, focus, message } = stretch.situation
  if (target.one === undefined || !saysAny(stretch, /^(?:same|like|match|matching|as)$/)) return
  const source = cart[target.one]
  for (const line of new Set([message.pending?.line, focus])) {
    const held = line === undefined ? undefined : cart[line]
    if (line === undefined || held === undefined || line === target.one) continue
    const asked = message.pending?.line === line ? [message.pending.ask] : Object.keys(source?.options ?? {})
    const options = Object.fromEntries(
      asked.flatMap((name) => {
        const value = source?.options[name]
        return value !== undefined && held.options[name] !== value && makes(index, held.product, [name, value])
          ? [[name, value]]
          : []
      }),
    )
    if (Object.keys(options).length === 0) continue
    propose(stretch, {
      type: 'sameAs',
      ops: [{ op: 'setOption', line, options }],
      roles: target.roles,
      shared: [target.evidence],
    })
  }
}

/** "another one in red": what the target's lines share, with the values said. */
export function proposeAgain(stretch: Stretch, target: LineTarget): void {
  const { cart } = stretch.situation
  const first = cart[target.lines[0] ?? -1]
  if (
    first === undefined ||
    target.lines.length > 4 ||
    target.lines.some((line) => cart[line]?.product !== first.product)
  )
    return
  const held = Object.fromEntries(
    Object.entries(first.options).filter(([name, value]) =>
      target.lines.every((line) => cart[line]?.options[name] === value),
    ),
  )
  for (const weak of weakNumbers(stretch, first.product))
    for (const choice of choices(stretch, stretch.valued, first.product, weak)) {
      const options = { ...held, ...choice.options }
      if (Object.keys(choice.options).length === 0 || sameOptions(options, held)) continue
      for (const at of quantitiesOf(stretch))
        if (at === undefined || !choice.roles.some(([i]) => i === at))
          again(stretch, target, { choice, options, held, at, weak })
      if (first.quantity > 1) again(stretch, target, { choice, options, held, at: 'held', weak })
    }
}

type Again = {
  readonly choice: ReadChoice
  readonly options: SpokenOptions
  readonly held: SpokenOptions
  readonly at: number | 'held' | undefined
  readonly weak: Weak
}

function again(stretch: Stretch, target: LineTarget, { choice, options, held, at, weak }: Again): void {
  const { cart } = stretch.situation
  const first = cart[target.lines[0] ?? -1]
  const product = first?.product ?? ''
  const quantity = at === undefined ? 1 : at === 'held' ? (first?.quantity ?? 1) : countAt(stretch, at)
  const { type, op } = soldOr(
    stretch,
    { product, options, bad: choice.bad, quantity },
    { op: 'add', product, options, quantity },
    'copy',
  )
  const roles = new Map<number, WordRole>([...choice.roles, ...target.roles])
  if (typeof at === 'number') roles.set(at, 'NC')
  const kept = Object.keys(held).filter((name) => !(name in choice.options)).length
  const number = at === 'held' ? [feature('numHeld')] : numberFeatures(stretch, at)
  const said = [...choice.said, ...number, feature('kept', String(Math.min(2, kept))), ...weakFeatures(stretch, weak)]
  propose(stretch, { type, ops: [op], roles, said, shared: [target.evidence] })
}
