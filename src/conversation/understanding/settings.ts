/**
 * "make", "change", "set" and their kin: a new number, new choices, a part of a line, or another
 * product for the line pointed at. What stands before "to" points; without "to" the pronoun or the
 * name does, and what follows it is new. Removing and replacing are in edits.ts.
 */

import {
  clarifyLine,
  type Edit,
  PRONOUN,
  pointAt,
  productIndexes,
  renew,
  replacement,
  saidCount,
  sameProduct,
  splitOff,
} from '#conversation/understanding/clauses/edits.ts'
import type { Item } from '#conversation/understanding/clauses/items.ts'
import { ordinalIn, resolvePointer } from '#conversation/understanding/clauses/pointing.ts'
import { countOf } from '#conversation/understanding/words/numbers.ts'
import { tokenize } from '#conversation/understanding/words/text.ts'
import { after, focusLine, type Scene } from './scene.ts'
import type { Op } from './types.ts'

/** "one of the mugs", "2 of them": how many of which line. */
const OF = new RegExp(
  String.raw`^(?:just |only )?(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|half|both|all) of (?:the ` +
    '|those |these |my )?',
  'u',
)

/** "make one of the mugs green", "make that 3", "change the mugs to 4", "make it 5 mugs", "make the hoodie red". */
export function setting(scene: Scene, words: string, verb: 'set' | 'less' = 'set'): Edit | undefined {
  const two = /^(.{1,60}? to .{1,40}?)(?:,| and|, and) ((?:the |my )?[\p{L} -]{2,30} to .{1,40})$/su.exec(words)
  if (two !== null) return both(scene, two[1] ?? '', two[2] ?? '')
  const by = /^(.*?) by (\d{1,3}|one|two|three|four|five)$/su.exec(words)
  if (by !== null) {
    const { pointed } = pointAt(scene, by[1] ?? '')
    const amount = countOf(by[2] ?? '') ?? Number(by[2])
    if (pointed.kind === 'line')
      return {
        ops: [{ op: 'changeQty', line: pointed.line, by: verb === 'less' ? -amount : amount }],
        sure: true,
        unexplained: [],
      }
  }
  const all = /^(?:both|all)(?: of)?(?: the| my)? /u.exec(words)
  const whole = all === null ? undefined : aroundHead(scene, words.slice(all[0].length))
  if (whole !== undefined) return whole
  const part = OF.exec(words)
  if (part !== null) return splitting(scene, words.slice(part[0].length), part[1] ?? 'all')
  const to = /^(.*?)\s+(?:to be|to|into|for|with)\s+(?!go\b|my\b|the cart)(.*)$/su.exec(words)
  if (to !== null) {
    const edit = PRONOUN.test(to[1] ?? '')
      ? afterPronoun(scene, to[2] ?? '')
      : replacement(
          scene,
          (to[1] ?? '').replace(
            /\b(?:quantity|amount|number|colou?r|size|qty) of\b|\b(?:colou?r|size|quantity|qty)\b/gu,
            ' ',
          ),
          to[2] ?? '',
        )
    if (edit !== undefined) return edit
  }
  const pronoun = PRONOUN.exec(words)
  if (pronoun !== null) return afterPronoun(scene, words.slice(pronoun[0].length))
  return aroundHead(scene, words)
}

function splitting(scene: Scene, words: string, count: string): Edit | undefined {
  const tokens = tokenize(words)
  for (let cut = 1; cut < tokens.length && cut < 8; cut++) {
    const left = words.slice(0, tokens[cut]?.start)
    const { pointed, reading } = pointAt(scene, left)
    const names = reading.items.length > 0 || PRONOUN.test(left) || /\bones?\b/.test(left)
    const held = pointed.kind === 'line' ? scene.lines[pointed.line] : undefined
    if (pointed.kind !== 'line' || held === undefined || !names) continue
    const quantity =
      count === 'half'
        ? Math.floor(held.quantity / 2)
        : count === 'all' || count === 'both'
          ? held.quantity
          : (countOf(count) ?? Number(count))
    return splitOff(scene, pointed.line, { words: words.slice(tokens[cut]?.start), quantity })
  }
  return undefined
}

/** "change the mugs to 4 and the hoodie to 2": one after the other. */
function both(scene: Scene, first: string, second: string): Edit | undefined {
  const one = setting(scene, first)
  const two = one === undefined ? undefined : setting(after(scene, one.ops), second)
  if (one === undefined || two === undefined) return undefined
  return {
    ops: [...one.ops, ...two.ops],
    sure: one.sure && two.sure,
    unexplained: [...one.unexplained, ...two.unexplained],
  }
}

/** "make that 4 mugs and 2 hoodies": every line named gets its number. */
function countsOf(scene: Scene, items: readonly Item[]): Edit | undefined {
  const ops = items.flatMap((item): readonly Op[] => {
    const pointed = resolvePointer(scene, {
      products: productIndexes(scene, item),
      mods: item.chunk.mods,
      pronoun: false,
    })
    const quantity = saidCount(item)
    return pointed.kind === 'line' && quantity !== undefined ? [{ op: 'setQty', line: pointed.line, quantity }] : []
  })
  return ops.length === items.length ? { ops, sure: true, unexplained: [] } : undefined
}

/** After "make it ...": a number, choices, a named line with its new number, or another product altogether. */
function afterPronoun(scene: Scene, words: string): Edit | undefined {
  const line = focusLine(scene)
  if (line === undefined) return undefined
  const reading = scene.read(words)
  const [item] = reading.items
  const counts = reading.items.length > 1 ? countsOf(scene, reading.items) : undefined
  if (counts !== undefined) return counts
  if (item !== undefined && item.found.kind === 'product' && item.counted && item.chunk.shape !== 'article') {
    const pointed = resolvePointer(scene, { products: productIndexes(scene, item), mods: [], pronoun: false })
    if (pointed.kind === 'line') return sameProduct(scene, pointed.line, item)
    if (pointed.kind === 'several') {
      const narrow = resolvePointer(scene, {
        products: productIndexes(scene, item),
        mods: item.chunk.mods,
        pronoun: false,
      })
      return narrow.kind === 'line'
        ? { ops: [{ op: 'setQty', line: narrow.line, quantity: item.quantity }], sure: true, unexplained: [] }
        : clarifyLine(pointed.lines)
    }
  }
  return renew(scene, line, words)
}

/**
 * "the hoodie red", "the red mug blue": up to and with the name points, after it is new; nothing
 * after it: the number before is new.
 */
function aroundHead(scene: Scene, words: string): Edit | undefined {
  const tokens = tokenize(words)
  for (let cut = Math.min(tokens.length, 8); cut >= 1; cut--) {
    const left = words.slice(0, tokens[cut - 1]?.end)
    const { pointed, item } = pointAt(scene, left)
    const ends = item?.chunk.head?.tag.to === cut || /\bones?$/.test(left) || ordinalIn(left) !== undefined
    if (pointed.kind !== 'line' || !ends) continue
    const held = scene.lines[pointed.line]?.quantity ?? 0
    const count = saidCount(item)
    if (count !== undefined && count < held && cut < tokens.length)
      return splitOff(scene, pointed.line, { words: words.slice(tokens[cut]?.start), quantity: count })
    if (cut < tokens.length) return renew(scene, pointed.line, words.slice(tokens[cut]?.start))
    if (count !== undefined)
      return { ops: [{ op: 'setQty', line: pointed.line, quantity: count }], sure: true, unexplained: [] }
  }
  return undefined
}
