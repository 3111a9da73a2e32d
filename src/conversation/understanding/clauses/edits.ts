/**
 * Edits of the draft: remove, make/change/set, replace and swap, one less. Each stretch of text
 * that opens with such a verb comes here; the part before "to", "for" or "with" points at a line,
 * the part after it says what is new. Adding is in adds.ts.
 */

import { focusLine, type Scene } from '#conversation/understanding/scene.ts'
import { hasVariant, productOf } from '#conversation/understanding/sellable.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { phraseWords } from '#conversation/understanding/words/phrase-words.ts'
import { stem } from '#conversation/understanding/words/stem.ts'
import { tokenize } from '#conversation/understanding/words/text.ts'
import { given } from '#domain/base/given.ts'
import { chooseValues } from './choices.ts'
import type { Mod } from './chunks.ts'
import type { Item, ItemReading } from './items.ts'
import { ordinalIn, type Pointed, resolvePointer } from './pointing.ts'

export type Edit = { readonly ops: readonly Op[]; readonly sure: boolean; readonly unexplained: readonly string[] }

export const PRONOUN = new RegExp(
  '^(?:it|that|this|them|those|these|mine|they|my (?:order|drink|cup|item)|the (?:order|drink|item)' +
    String.raw`|both|all of (?:them|it)|everything)(?: one| ones)?\b`,
  'u',
)

/** The line some text points at. */
export function pointAt(
  scene: Scene,
  words: string,
): {
  readonly pointed: Pointed
  readonly reading: ItemReading
  readonly item: Item | undefined
  readonly mods: readonly Mod[]
} {
  const reading = scene.read(words)
  const item = reading.items.find((candidate) => candidate.found.kind !== 'nothing')
  const products = item === undefined ? [] : productIndexes(scene, item)
  const mods = item?.chunk.mods ?? reading.orphans.flatMap((orphan) => orphan.mods)
  const ordinal = ordinalIn(words)
  const pronoun = words.trim() === '' || PRONOUN.test(words.trim()) || /^(?:the )?(?:same|one|ones)$/.test(words.trim())
  const pointed = resolvePointer(scene, { products, mods, ...given({ ordinal }), pronoun })
  const kin = pointed.kind === 'none' && item !== undefined ? kinOf(scene, words, item) : []
  const own = kin.length === 0 ? pointed : resolvePointer(scene, { products: kin, mods, pronoun })
  return { pointed: own, reading, item, mods }
}

/**
 * Products of the cart whose own name ends in the word said: "the mugs" are the travel mugs when no
 * other mug is there.
 */
function kinOf(scene: Scene, words: string, item: Item): readonly number[] {
  const { head } = item.chunk
  const said = head?.kind === 'product' ? stem(tokenize(words)[head.tag.to - 1]?.key ?? '') : ''
  if (said === '') return []
  return scene.lines.flatMap((line) => {
    const at = scene.lexicon.indexOf.get(line.product)
    const product = at === undefined ? undefined : scene.lexicon.products[at]
    const names = [...(product?.synonyms ?? []), ...(product?.name === undefined ? [] : [product.name])]
    return at !== undefined && names.some((name) => phraseWords(name).stems.at(-1) === said) ? [at] : []
  })
}

export function productIndexes(scene: Scene, item: Item): readonly number[] {
  const { found, chunk } = item
  const said = chunk.head?.kind === 'product' ? chunk.head.products : []
  const products =
    found.kind === 'product' || found.kind === 'no-variant'
      ? [found.product]
      : found.kind === 'several'
        ? found.products
        : []
  return [...new Set([...said, ...products.flatMap((product) => scene.lexicon.indexOf.get(product.id) ?? [])])]
}

export function clarifyLine(lines: readonly number[]): Edit {
  return { ops: [{ op: 'clarify', about: 'line', candidates: lines.map(String) }], sure: false, unexplained: [] }
}

/** Choices laid on a line: setOption, or noVariant when it is not sold so. */
export function setChoices(scene: Scene, line: number, mods: readonly Mod[]): Edit | undefined {
  const held = scene.lines[line]
  const product = held === undefined ? undefined : productOf(scene.lexicon, held.product)
  if (held === undefined || product === undefined || mods.length === 0) return undefined
  const chosen = chooseValues(scene.lexicon, product, mods)
  const misfit = chosen.misfits.length > 0
  if (Object.keys(chosen.options).length === 0 && chosen.extras.length === 0) return undefined
  const options = { ...held.options, ...chosen.options }
  if (!hasVariant(product, options)) {
    const refused = hasVariant(product, chosen.options) ? options : chosen.options
    return { ops: [{ op: 'noVariant', product: product.id, options: refused }], sure: true, unexplained: [] }
  }
  const extras = chosen.extras.length === 0 ? {} : { extras: chosen.extras }
  return {
    ops: [{ op: 'setOption', line, options: chosen.options, ...extras }],
    sure: !misfit && chosen.clash === undefined,
    unexplained: [],
  }
}

/** "drop the hoodie", "take out one mug", "no cheese". */
export function removal(scene: Scene, words: string): Edit | undefined {
  const reading = scene.read(
    words.replace(/\b(?:out|off|away|anymore|any more|from (?:my|the) (?:order|cart|basket|list))\b/gu, ' '),
  )
  const named = reading.items.filter((item) => item.found.kind !== 'nothing')
  if (named.length > 1) return removeSeveral(scene, named)
  const { pointed, item, mods } = pointAt(scene, words)
  if (pointed.kind === 'several')
    return /\b(?:all|both|every|them)\b/.test(words) ? removeLines([...pointed.lines]) : clarifyLine(pointed.lines)
  const pronounOnly = item === undefined && mods.length > 0 && !/\bones?\b/.test(words)
  if (pronounOnly || pointed.kind === 'none') {
    const line = focusLine(scene)
    const negated = mods.map((mod): Mod => ({ ...mod, polarity: 'unwanted' }))
    const edit = line === undefined ? undefined : setChoices(scene, line, negated)
    if (edit !== undefined) return edit
  }
  if (pointed.kind === 'none') return undefined
  const count = item?.chunk.quantity ?? reading.orphans.find((orphan) => orphan.quantity !== undefined)?.quantity
  const shape = item?.chunk.shape ?? reading.orphans[0]?.shape
  const held = scene.lines[pointed.line]?.quantity ?? 0
  if (
    count !== undefined &&
    shape !== 'article' &&
    count < held &&
    ordinalIn(words) === undefined &&
    !/\b(?:red|the) one\b/.test(words)
  )
    return { ops: [{ op: 'changeQty', line: pointed.line, by: -count }], sure: true, unexplained: [] }
  return { ops: [{ op: 'remove', line: pointed.line }], sure: true, unexplained: [] }
}

function removeSeveral(scene: Scene, items: readonly Item[]): Edit | undefined {
  const lines = items.map((item) =>
    resolvePointer(scene, { products: productIndexes(scene, item), mods: item.chunk.mods, pronoun: false }),
  )
  const found = lines.flatMap((pointed) => (pointed.kind === 'line' ? [pointed.line] : []))
  return found.length === items.length ? removeLines(found) : undefined
}

/** From the last to the first, so that each index is right when its turn comes. */
function removeLines(lines: readonly number[]): Edit {
  return {
    ops: [...new Set(lines)].sort((a, b) => b - a).map((line): Op => ({ op: 'remove', line })),
    sure: true,
    unexplained: [],
  }
}

/** The number said of an item; "a" is none. */
export const saidCount = (item: Item | undefined): number | undefined =>
  item?.counted === true && item.chunk.shape !== 'article' ? item.quantity : undefined

/** "swap the red one for blue", "replace the hoodie with a grey sweatshirt, same size". */
export function replacement(scene: Scene, oldWords: string, newWords: string): Edit | undefined {
  const { pointed, item } = pointAt(scene, oldWords)
  if (pointed.kind === 'several') return clarifyLine(pointed.lines)
  if (pointed.kind === 'none') return undefined
  const held = scene.lines[pointed.line]?.quantity ?? 0
  const some = saidCount(item)
  if (some !== undefined && some < held) return splitOff(scene, pointed.line, { words: newWords, quantity: some })
  return renew(scene, pointed.line, newWords)
}

/** What a line becomes. */
export function renew(scene: Scene, line: number, newWords: string): Edit | undefined {
  const held = scene.lines[line]
  const reading = scene.read(newWords)
  const item = reading.items[0]
  if (held === undefined) return undefined
  if (item === undefined || (item.found.kind === 'nothing' && reading.orphans.length > 0))
    return renewChoices(scene, line, reading)
  const { found, chosen } = item
  if (found.kind === 'nothing') return { ops: [{ op: 'notFound', text: found.text }], sure: true, unexplained: [] }
  if (found.kind === 'several')
    return {
      ops: [{ op: 'clarify', about: 'product', candidates: found.products.map((product) => product.id) }],
      sure: false,
      unexplained: [],
    }
  if (found.product.id === held.product) return sameProduct(scene, line, item)
  const inherited = /\bsame\b/u.test(newWords)
    ? Object.fromEntries(
        Object.entries(held.options).filter(
          ([option, value]) =>
            found.product.options.includes(option) && (found.product.optionValues?.[option]?.includes(value) ?? true),
        ),
      )
    : {}
  const options = { ...inherited, ...chosen.options }
  if (!hasVariant(found.product, options))
    return { ops: [{ op: 'noVariant', product: found.product.id, options }], sure: true, unexplained: [] }
  const quantity =
    item.counted && item.chunk.shape !== 'article' ? item.quantity : item.chunk.shape === 'article' ? 1 : held.quantity
  const extras = chosen.extras.length === 0 ? {} : { extras: chosen.extras }
  return {
    ops: [{ op: 'replace', line, product: found.product.id, options, ...extras, quantity }],
    sure: true,
    unexplained: item.chunk.words,
  }
}

export function sameProduct(scene: Scene, line: number, item: Item): Edit | undefined {
  const edit = setChoices(scene, line, item.chunk.mods)
  const quantity: readonly Op[] =
    item.counted && item.chunk.shape !== 'article' ? [{ op: 'setQty', line, quantity: item.quantity }] : []
  return edit === undefined && quantity.length === 0
    ? undefined
    : { ops: [...(edit?.ops ?? []), ...quantity], sure: edit?.sure ?? true, unexplained: [] }
}

function renewChoices(scene: Scene, line: number, reading: ItemReading): Edit | undefined {
  const mods = reading.orphans.flatMap((orphan) => orphan.mods)
  const counted = reading.orphans.find((orphan) => orphan.quantity !== undefined && orphan.shape !== 'article')
  const edit = setChoices(scene, line, mods)
  const quantity: readonly Op[] =
    counted?.quantity === undefined
      ? []
      : [counted.quantity === 0 ? { op: 'remove', line } : { op: 'setQty', line, quantity: counted.quantity }]
  if (edit === undefined && quantity.length === 0) return undefined
  return {
    ops: [...(edit?.ops ?? []), ...quantity],
    sure: edit?.sure ?? true,
    unexplained: reading.orphans.flatMap((orphan) => orphan.words),
  }
}

/** Some units of a line become different; "and the other in blue" changes those that stay. */
export function splitOff(
  scene: Scene,
  line: number,
  part: { readonly words: string; readonly quantity: number },
): Edit | undefined {
  const { orphans, items } = scene.read(part.words)
  const others = orphans.filter((orphan) => orphan.other || orphan.rest)
  const own = orphans.filter((orphan) => !others.includes(orphan)).flatMap((orphan) => orphan.mods)
  const edit = setChoices(scene, line, [...own, ...items.flatMap((item) => item.chunk.mods)])
  const first = edit?.ops[0]
  const held = scene.lines[line]?.quantity ?? 0
  if (edit === undefined || first?.op !== 'setOption' || part.quantity >= held) return edit
  const kept = setChoices(
    scene,
    line,
    others.flatMap((orphan) => orphan.mods),
  )
  return { ...edit, ops: [{ ...first, op: 'split', quantity: part.quantity }, ...(kept?.ops ?? [])] }
}
