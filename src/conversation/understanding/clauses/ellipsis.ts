/**
 * Ellipsis: chunks that name no product get one from their neighbours. Forward: "a red and a blue
 * speaker". Split lines: "two lattes, one decaf" shares out the two. Backward: "a latte and one
 * with oat milk". Loose choices ("also add cheese", "both with onions") join the items they fit.
 * Without any neighbour the catalog's headless product is implied. Next: items.ts makes products
 * and options of the units.
 */

import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Chunk, Mod } from './chunks.ts'

export type EllipsisUnit = {
  readonly chunk: Chunk
  /** Candidates by index; empty when the chunk has an SKU or nothing is known. */
  readonly products: readonly number[]
  readonly family: boolean
  readonly mods: readonly Mod[]
  readonly quantity: number
  /** The number was said, not assumed. */
  readonly counted: boolean
  /** "2 of each": so many of every value said. */
  readonly each?: number
}
export type Units = { readonly units: readonly EllipsisUnit[]; readonly orphans: readonly Chunk[] }

export function ellipsisUnits(lexicon: Lexicon, chunks: readonly Chunk[]): Units {
  const state: State = { lexicon, chunks, units: [], orphans: [], base: undefined }
  for (const [at, chunk] of chunks.entries()) place(state, chunk, at)
  settle(state)
  return { units: state.units.filter((unit) => unit.quantity > 0), orphans: state.orphans }
}

type State = {
  readonly lexicon: Lexicon
  readonly chunks: readonly Chunk[]
  readonly units: EllipsisUnit[]
  readonly orphans: Chunk[]
  /** The counted item that following headless chunks share out, and how many are left of it. */
  base: { readonly at: number; left: number; shared: boolean } | undefined
}

function place(state: State, chunk: Chunk, at: number): void {
  if (chunk.head !== undefined) placeHead(state, chunk)
  else if (!placeHeadless(state, chunk, at)) state.orphans.push(chunk)
}

function placeHead(state: State, chunk: Chunk): void {
  const lendsAll = chunk.both && chunk.quantity === undefined && state.units.length > 0 && chunk.mods.length > 0
  if (lendsAll && chunk.mods.every((mod) => lend(state, mod, true))) return
  if (chunk.denied) {
    settle(state)
    return
  }
  const head = chunk.head?.kind === 'product' ? chunk.head : undefined
  open(state, unit(chunk, head?.products ?? [], { family: head?.family ?? false }))
}

/** True when the chunk found its place among the items. */
function placeHeadless(state: State, chunk: Chunk, at: number): boolean {
  const { mods } = chunk
  if (chunk.both && chunk.quantity !== undefined && mods.length === 0 && state.units.length > 0)
    return countEach(state, chunk.quantity)
  if (isLateCount(state, chunk)) return countLate(state, chunk)
  if (mods.length === 0 && !chunk.plain && !chunk.other && !chunk.rest && !chunk.same) return false
  if (!chunk.both && (chunk.quantity !== undefined || chunk.rest) && placeCounted(state, chunk, at)) return true
  if (mods.length > 0 && mods.every((mod) => lend(state, mod, chunk.both))) return true
  const implied = headless(state.lexicon, mods)
  if (implied === undefined || state.units.length > 0) return false
  open(state, unit(chunk, [implied], { family: false }))
  return true
}

function placeCounted(state: State, chunk: Chunk, at: number): boolean {
  if (share(state, chunk)) return true
  const forward = forwardHead(state, chunk, at)
  if (forward === undefined) return again(state, chunk)
  const own = unit(chunk, forward.products, { family: forward.family })
  open(state, { ...own, mods: [...own.mods, ...forward.shared] })
  return true
}

function countEach(state: State, each: number): true {
  state.units.forEach((unit, at) => {
    if (!unit.counted) state.units[at] = { ...unit, quantity: each, each, counted: true }
  })
  return true
}

/** "t-shirts, 2, black": the number of the item just named without one. */
function isLateCount({ units }: State, chunk: Chunk): boolean {
  const last = units.at(-1)
  return (
    last !== undefined &&
    !last.counted &&
    last.mods.length === 0 &&
    chunk.quantity !== undefined &&
    chunk.shape !== 'article' &&
    !chunk.other &&
    !chunk.both &&
    chunk.words.length === 0
  )
}

function countLate(state: State, chunk: Chunk): true {
  const last = state.units.pop()
  if (last !== undefined)
    open(state, { ...last, quantity: chunk.quantity ?? 1, counted: true, mods: [...last.mods, ...chunk.mods] })
  return true
}

function unit(chunk: Chunk, products: readonly number[], { family }: { readonly family: boolean }): EllipsisUnit {
  const quantity = chunk.quantity ?? (chunk.both ? 2 : 1)
  return { chunk, products, family, mods: chunk.mods, quantity, counted: chunk.quantity !== undefined }
}

function open(state: State, next: EllipsisUnit): void {
  settle(state)
  state.units.push(next)
  state.base = { at: state.units.length - 1, left: next.quantity, shared: false }
}

/** Takes what was shared out off the counted item. */
function settle(state: State): void {
  const { base, units } = state
  const whole = base === undefined ? undefined : units[base.at]
  if (base !== undefined && whole !== undefined && base.shared) units[base.at] = { ...whole, quantity: base.left }
  state.base = undefined
}

/** "two hoodies, one black and one navy": part of the counted item. */
function share(state: State, chunk: Chunk): boolean {
  const { base, units } = state
  const whole = base === undefined ? undefined : units[base.at]
  if (base === undefined || whole === undefined || whole.quantity < 2) return false
  const quantity = chunk.rest ? base.left : (chunk.quantity ?? 1)
  if (
    quantity > base.left ||
    quantity === 0 ||
    (!chunk.rest &&
      !chunk.other &&
      whole.mods.some((mod) => overrides(state.lexicon, chunk.mods, mod) && isAfterHead(whole, mod)))
  )
    return false
  base.left -= quantity
  base.shared = true
  units.push({
    chunk,
    products: whole.products,
    family: whole.family,
    mods: [...whole.mods.filter((mod) => !overrides(state.lexicon, chunk.mods, mod)), ...chunk.mods],
    quantity,
    counted: true,
  })
  return true
}

const isAfterHead = ({ chunk }: EllipsisUnit, mod: Mod): boolean =>
  chunk.head !== undefined && mod.tag.from > chunk.head.tag.from

/** A new value of a single choice replaces the shared one; multi-choice ones add up. */
const overrides = (lexicon: Lexicon, mods: readonly Mod[], old: Mod): boolean =>
  mods.some((mod) =>
    mod.refs.some((ref) =>
      old.refs.some(
        (other) =>
          other.option === ref.option &&
          (lexicon.options[ref.option]?.multi === false || other.value.id === ref.value.id),
      ),
    ),
  )

type Forward = { readonly products: readonly number[]; readonly family: boolean; readonly shared: readonly Mod[] }

/**
 * The head a chain of "a red, a green and a blue ..." leads to, with what is said of all: "a black
 * and a white case for that phone".
 */
function forwardHead({ lexicon, chunks }: State, chunk: Chunk, at: number): Forward | undefined {
  if (chunk.withWord || chunk.mods.length === 0) return undefined
  for (const other of chunks.slice(at + 1)) {
    if (other.joinedBy !== 'and' && other.joinedBy !== 'comma') return undefined
    const { head } = other
    if (head === undefined && (other.withWord || other.quantity === undefined)) return undefined
    if (head === undefined) continue
    if (head.kind !== 'product' || !chunk.mods.every((mod) => fits(lexicon, head.products, mod))) return undefined
    return { products: head.products, family: head.family, shared: afterContrast(chunk.mods, other.mods) }
  }
  return undefined
}

/** What follows the contrasted choice belongs to both: the colour in "a small and a large black hoodie". */
function afterContrast(short: readonly Mod[], full: readonly Mod[]): readonly Mod[] {
  const contrasted = (mod: Mod) =>
    short.some((own) => own.refs.some((ref) => mod.refs.some((other) => other.option === ref.option)))
  const first = full.findIndex(contrasted)
  return first < 0 ? [] : full.slice(first + 1).filter((mod) => !contrasted(mod))
}

/**
 * "a latte and one with oat milk": the same product again; "a latte with oat milk and a vanilla" is
 * a choice, not another item.
 */
function again(state: State, chunk: Chunk): boolean {
  const last = state.units.at(-1)
  if (last === undefined || !chunk.mods.every((mod) => fits(state.lexicon, last.products, mod))) return false
  if (chunk.shape === 'article' && !chunk.plain && !clashes(state.lexicon, last, chunk)) return false
  state.units.push({
    chunk,
    products: last.products,
    family: last.family,
    mods: chunk.mods,
    quantity: chunk.quantity ?? 1,
    counted: true,
  })
  return true
}

function clashes(lexicon: Lexicon, unit: EllipsisUnit, chunk: Chunk): boolean {
  const singles = (mods: readonly Mod[]) =>
    mods
      .flatMap((mod) => mod.refs.map((ref) => ref.option))
      .filter((option) => lexicon.options[option]?.multi === false)
  const taken = new Set(singles(unit.mods))
  return singles(chunk.mods).some((option) => taken.has(option))
}

export const fits = (lexicon: Lexicon, products: readonly number[], mod: Mod): boolean =>
  products.some((at) => mod.refs.some((ref) => lexicon.products[at]?.options.includes(ref.option)))

/** Gives a loose choice to the nearest item before it that can take it; "both" and "each" give it to all of them. */
function lend(state: State, mod: Mod, all: boolean): boolean {
  const able = state.units
    .map((unit, at) => ({ unit, at }))
    .filter(({ unit }) => fits(state.lexicon, unit.products, mod))
  const takers = all ? able : able.slice(-1)
  for (const { unit, at } of takers) state.units[at] = { ...unit, mods: [...unit.mods, mod] }
  return takers.length > 0
}

/** The implied product: headless, and able to take every choice said. */
export function headless(lexicon: Lexicon, mods: readonly Mod[]): number | undefined {
  if (mods.length === 0) return undefined
  const found = lexicon.products.findIndex(
    (product, at) => product.headless === true && mods.every((mod) => fits(lexicon, [at], mod)),
  )
  return found < 0 ? undefined : found
}
