/**
 * Text without an editing verb: items are added ("2 blue mugs"), counted up ("one more hoodie"),
 * or, when only choices are named, laid on the line talked about ("blue please", "decaf instead").
 * Each is checked against what can be sold before it becomes an operation.
 */

import { after, focusLine, type Scene } from '#conversation/understanding/scene.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { given } from '#domain/base/given.ts'
import { type Edit, productIndexes, setChoices } from './edits.ts'
import { fits } from './ellipsis.ts'
import type { Item, ItemReading } from './items.ts'
import { resolvePointer } from './pointing.ts'

export function adding(scene: Scene, words: string): Edit {
  const asked = takesAsked(scene, words)
  if (asked !== undefined) return asked
  const reading = scene.read(words)
  const firm = reading.items
  const mixed = firm.some((item) => item.found.kind === 'nothing') && firm.some((item) => item.found.kind !== 'nothing')
  let current = scene
  let sure = reading.loose.length === 0 && !mixed
  for (const item of firm) {
    const { ops, sure: itemSure } = itemOps(current, item, words)
    current = after(current, ops)
    sure &&= itemSure
  }
  const added = current.ops.slice(scene.ops.length)
  const unexplained = unexplainedOf(reading)
  if (firm.length > 0) return { ops: added, sure, unexplained }
  const loose = looseChoices(scene, reading, words) ?? unknownGoods(scene, reading, words)
  return loose === undefined
    ? { ops: [], sure: false, unexplained }
    : { ...loose, unexplained: [...loose.unexplained, ...unexplained] }
}

function unexplainedOf({ items, orphans, loose }: ItemReading): readonly string[] {
  return [
    ...items.filter((item) => item.found.kind !== 'nothing').flatMap((item) => item.chunk.words),
    ...orphans.flatMap((orphan) => orphan.words),
    ...loose,
  ]
}

function itemOps(scene: Scene, item: Item, words: string): { readonly ops: readonly Op[]; readonly sure: boolean } {
  const { found, chosen, quantity } = item
  switch (found.kind) {
    case 'nothing':
      return { ops: [{ op: 'notFound', text: found.text }], sure: true }
    case 'several': {
      const counted = countUp(scene, item, words)
      if (counted !== undefined) return { ops: [counted], sure: true }
      return {
        ops: [
          {
            op: 'clarify',
            about: 'product',
            candidates: found.products.map((product) => product.id),
            quantity,
            options: chosen.options,
          },
        ],
        sure: false,
      }
    }
    case 'no-variant':
      return { ops: [{ op: 'noVariant', product: found.product.id, options: chosen.options, quantity }], sure: true }
    case 'product': {
      const counted = countUp(scene, item, words)
      if (counted !== undefined) return { ops: [counted], sure: found.sure }
      const changed = changeNamed(scene, item, words)
      if (changed !== undefined) return changed
      if (chosen.clash !== undefined)
        return {
          ops: [{ op: 'clarify', about: chosen.clash.option, candidates: chosen.clash.values, quantity }],
          sure: false,
        }
      const extras = chosen.extras.length === 0 ? {} : { extras: chosen.extras }
      const exclude = Object.keys(chosen.exclude).length === 0 ? {} : { exclude: chosen.exclude }
      return {
        ops: [{ op: 'add', product: found.product.id, options: chosen.options, ...extras, quantity, ...exclude }],
        sure: found.sure,
      }
    }
    default:
      return found satisfies never
  }
}

/** "one more hoodie", "another blue mug": only when exactly one line is meant. "fewer" and "less" count down. */
function countUp(scene: Scene, item: Item, words: string): Op | undefined {
  if (scene.message.lines.length === 0 && scene.lines.length === 0) return undefined
  const down = /\b(?:less|fewer)\b/u.test(words)
  if (!item.chunk.more && !down) return undefined
  const pointed = resolvePointer(scene, {
    products: productIndexes(scene, item),
    mods: item.chunk.mods,
    pronoun: false,
  })
  return pointed.kind === 'line'
    ? { op: 'changeQty', line: pointed.line, by: down ? -item.quantity : item.quantity }
    : undefined
}

/**
 * "i want the hoodie in grey instead", "6 mugs instead", "same as last time but with 4 mugs": the
 * line named changes.
 */
function changeNamed(
  scene: Scene,
  item: Item,
  words: string,
): { readonly ops: readonly Op[]; readonly sure: boolean } | undefined {
  if (scene.lines.length === 0) return undefined
  const products = productIndexes(scene, item)
  const named = resolvePointer(scene, { products, mods: [], pronoun: false })
  const counted = item.chunk.quantity !== undefined && item.chunk.shape !== 'article'
  const afterRepeat =
    scene.ops.at(-1)?.op === 'repeatLast' && /^(?:but|except|with|only|this time|just|however)\b/u.test(words)
  if (counted && named.kind === 'line' && (afterRepeat || /\b(?:instead|in total|altogether)\b|\btotal$/u.test(words)))
    return { ops: [{ op: 'setQty', line: named.line, quantity: item.quantity }], sure: item.chunk.mods.length === 0 }
  if (scene.message.lines.length === 0 || item.chunk.mods.length === 0 || item.chunk.quantity !== undefined)
    return undefined
  if (!/\b(?:the|my|that)\b|\binstead\b/u.test(words) || /\b(?:add|also|another|too|order|plus)\b/u.test(words))
    return undefined
  const same = resolvePointer(scene, { products, mods: item.chunk.mods, pronoun: false })
  return same.kind === 'none' && named.kind === 'line' ? setChoices(scene, named.line, item.chunk.mods) : undefined
}

/** "i need sneakers": asked for, but nothing of that name. */
function unknownGoods(scene: Scene, reading: ItemReading, words: string): Edit | undefined {
  const [first] = reading.orphans.flatMap((orphan) => orphan.words)
  const others = reading.orphans.some((orphan) => orphan.mods.length > 0)
  if (first === undefined || others || scene.ops.length > 0 || !WANTS.test(words)) return undefined
  return { ops: [{ op: 'notFound', text: first }], sure: true, unexplained: [] }
}
const WANTS = /\b(?:want|need|get|have|order|add|buy|take|like|give|bring|looking for|send me|after)\b/u

/** "Do you have red mugs? I'll take one." */
function takesAsked(scene: Scene, words: string): Edit | undefined {
  const question = scene.ops.at(-1)
  const wish = TAKES.exec(words)
  if (question?.op !== 'ask' || question.product === undefined || wish === null) return undefined
  const quantity = Number(wish[1] ?? 1)
  return {
    ops: [{ op: 'add', product: question.product, options: question.options ?? {}, quantity }],
    sure: true,
    unexplained: [],
  }
}
const TAKES = new RegExp(
  `^(?:if so,? |then |yes,? |ok,? |great,? )*(?:i'?d like|i would like|i'?ll (?:take|have)|i want` +
    '|give me|add|please add|get me) (?:that|it|one|some|those|them|a (?:large|small|medium) one' +
    String.raw`|(\d{1,3})(?: of (?:them|those))?)(?: please| then| thanks)*[.!]?$`,
  'u',
)

/** No product named: a new number or choices for the line talked about. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one cascade of readings
function looseChoices(scene: Scene, reading: ItemReading, words: string): Edit | undefined {
  const mods = reading.orphans.flatMap((orphan) => orphan.mods)
  const chunk = reading.orphans.find((orphan) => orphan.quantity !== undefined)
  const focus = focusLine(scene)
  if (focus === undefined) return undefined
  const pointsAtOne = /\b(?:one|ones)\b/u.test(words) && mods.length > 0
  if (mods.length === 0)
    return looseNumber(
      scene,
      {
        line: focus,
        quantity: chunk?.quantity,
        more: chunk?.more === true || /\bmore\b|\banother\b/u.test(words),
        article: chunk?.shape === 'article',
      },
      words,
    )
  const able = scene.lines
    .map((_line, at) => at)
    .filter((at) =>
      mods.every((mod) => fits(scene.lexicon, [scene.lexicon.indexOf.get(scene.lines[at]?.product ?? '') ?? -1], mod)),
    )
  const line = able.includes(focus) ? focus : able.at(-1)
  if (line === undefined) return undefined
  if (chunk?.more === true && pointsAtOne) {
    const pointed = resolvePointer(scene, { products: [], mods, pronoun: false })
    if (pointed.kind === 'line')
      return { ops: [{ op: 'changeQty', line: pointed.line, by: chunk.quantity ?? 1 }], sure: true, unexplained: [] }
  }
  const again =
    chunk?.quantity !== undefined && chunk.shape !== 'article' && !/\b(?:instead|actually|make)\b/u.test(words)
  const held = scene.lines[line]
  if (again && held !== undefined) {
    const set = setChoices(scene, line, mods)?.ops[0]
    if (set?.op === 'setOption')
      return {
        ops: [
          {
            op: 'add',
            product: held.product,
            options: set.options,
            ...given({ extras: set.extras }),
            quantity: chunk.quantity ?? 1,
          },
        ],
        sure: false,
        unexplained: [],
      }
  }
  return setChoices(scene, line, mods)
}

type LooseNumber = {
  readonly line: number
  readonly quantity: number | undefined
  readonly more: boolean
  readonly article: boolean
}

const CORRECTS = new RegExp(
  String.raw`\b(?:actually|instead|just|rather|sorry|meant|no|make|should|only|do|want)\b` +
    String.raw`|\bof (?:those|them|these|that)\b`,
  'u',
)
function looseNumber(scene: Scene, { line, quantity, more, article }: LooseNumber, words: string): Edit | undefined {
  if (quantity === undefined || article) return undefined
  if (/\b(?:less|fewer)\b/u.test(words))
    return { ops: [{ op: 'changeQty', line, by: -quantity }], sure: true, unexplained: [] }
  if (more) return { ops: [{ op: 'changeQty', line, by: quantity }], sure: true, unexplained: [] }
  const edits = CORRECTS.test(words)
  if (!edits || scene.lines[line]?.quantity === quantity) return undefined
  return {
    ops: [quantity === 0 ? { op: 'remove', line } : { op: 'setQty', line, quantity }],
    sure: true,
    unexplained: [],
  }
}
