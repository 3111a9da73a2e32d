/**
 * Pointing at a line of the draft: "it", "that", "the hoodie", "the red one", "the second", "the
 * last one". Names first, then choices, then position, then the focus. Several equally good lines
 * are no answer: the caller asks which.
 */

import { focusLine, type Scene } from '#conversation/understanding/scene.ts'
import type { SpokenLine } from '#conversation/understanding/types.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { ORDINALS } from '#conversation/understanding/words/numbers.ts'
import { given } from '#domain/base/given.ts'
import type { Mod } from './chunks.ts'
import { fits } from './ellipsis.ts'

export type Pointer = {
  readonly products: readonly number[]
  readonly mods: readonly Mod[]
  readonly ordinal?: number | 'last'
  readonly pronoun: boolean
}
export type Pointed =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'several'; readonly lines: readonly number[] }
  | { readonly kind: 'none' }

export function resolvePointer(scene: Scene, pointer: Pointer): Pointed {
  const { lexicon, lines } = scene
  if (pointer.ordinal !== undefined && pointer.products.length === 0 && pointer.mods.length === 0) {
    const line = pointer.ordinal === 'last' ? lines.length - 1 : pointer.ordinal
    return lines[line] === undefined ? { kind: 'none' } : { kind: 'line', line }
  }
  const all = lines.map((_line, at) => at)
  const named =
    pointer.products.length === 0
      ? all
      : all.filter((at) => pointer.products.some((product) => lexicon.products[product]?.id === lines[at]?.product))
  const described =
    pointer.mods.length === 0 ? named : named.filter((at) => pointer.mods.every((mod) => has(lexicon, lines[at], mod)))
  if (pointer.products.length === 0 && pointer.mods.length === 0) {
    const line = focusLine(scene)
    return pointer.pronoun && line !== undefined ? { kind: 'line', line } : { kind: 'none' }
  }
  const [only] = described
  if (only === undefined) return { kind: 'none' }
  if (described.length === 1) return { kind: 'line', line: only }
  const { focus } = scene
  return focus !== undefined && described.includes(focus)
    ? { kind: 'line', line: focus }
    : { kind: 'several', lines: described }
}

function has(lexicon: Lexicon, line: SpokenLine | undefined, mod: Mod): boolean {
  if (line === undefined || !fits(lexicon, [lexicon.indexOf.get(line.product) ?? -1], mod)) return false
  return mod.refs.some(
    (ref) =>
      line.options[ref.option] === ref.value.id ||
      (line.extras ?? []).some(
        (extra) => extra.option === ref.option && extra.value === ref.value.id && !extra.negated,
      ),
  )
}

/** The ordinal in some words: "the second one", "the last", "number 2", "line 2". */
export function ordinalIn(words: string): number | 'last' | undefined {
  const number = /\b(?:line|item|number|no\.?|#)\s*(\d{1,3})\b/.exec(words)
  if (number !== null) return Number(number[1]) - 1
  if (/\b(?:the )?(?:last|latest)(?: (?:one|item|thing|line))?\b(?! time)/.test(words)) return 'last'
  const word = [...ORDINALS.keys()].find((ordinal) =>
    new RegExp(String.raw`\b${ordinal}(?: (?:one|item|thing|line))?\s*$|\bthe ${ordinal}\b`).test(words),
  )
  return word === undefined ? undefined : ORDINALS.get(word)
}

/** The line some plain words point at, when exactly one. No words: the focus. */
export function pointedLine(scene: Scene, words: string): number | undefined {
  if (words === '') return focusLine(scene)
  const { items, orphans } = scene.read(words)
  const found = items[0]?.found
  const products =
    found?.kind === 'product' || found?.kind === 'no-variant'
      ? [found.product]
      : found?.kind === 'several'
        ? found.products
        : []
  const mods = items[0]?.chunk.mods ?? orphans.flatMap((orphan) => orphan.mods)
  const ordinal = ordinalIn(words)
  const indexes = products.flatMap((product) => scene.lexicon.indexOf.get(product.id) ?? [])
  if (
    indexes.length === 0 &&
    mods.length === 0 &&
    ordinal === undefined &&
    !/^(?:it|them|that|those|these|this|one|ones)$/.test(words)
  )
    return undefined
  const pointed = resolvePointer(scene, {
    products: indexes,
    mods,
    ...given({ ordinal }),
    pronoun: true,
  })
  return pointed.kind === 'line' ? pointed.line : undefined
}
