/**
 * Self-correction: "two, no wait, three travel mugs", "a red, sorry, blue mug", "a mug - no, a
 * tumbler". What is said after the repair word replaces the last thing of its kind before it; the
 * message then reads as if it had been said right at once.
 */
import type { Tag } from '#conversation/understanding/words/tags.ts'

export function repair(tags: readonly Tag[]): readonly Tag[] {
  let current: readonly Tag[] = tags.map(takenBack)
  for (let guard = 0; guard < 8; guard++) {
    const at = current.findIndex((tag, index) => tag.role === 'repair' && index > 0)
    if (at < 0) return current
    current = repairAt(current, at)
  }
  return current
}

/** "a black cap, no, a navy one": a "no" that stands alone takes back what was just said. */
function takenBack(tag: Tag, at: number, tags: readonly Tag[]): Tag {
  const apart = (other: Tag | undefined) => other?.role === 'comma' || other?.role === 'stop'
  return tag.role === 'no' && tag.to - tag.from === 1 && apart(tags[at - 1]) && apart(tags[at + 1])
    ? { ...tag, role: 'repair' }
    : tag
}

const isContent = (tag: Tag): boolean => tag.role === 'number' || tag.role === 'item' || tag.role === 'sku'
const isHead = (tag: Tag): boolean => tag.role === 'sku' || (tag.role === 'item' && tag.products.length > 0)

function repairAt(tags: readonly Tag[], at: number): readonly Tag[] {
  const without = [...tags.slice(0, at), ...tags.slice(at + 1)]
  const next = tags.findIndex((tag, index) => index > at && isContent(tag))
  const after = tags[next]
  if (after === undefined || next - at > 4) return without
  if (after.role === 'number') return repairNumber(tags, at, next)
  if (after.role === 'item' && after.products.length === 0) {
    const options = new Set(after.values.map((ref) => ref.option))
    const old = lastIndex(
      tags,
      at,
      (tag) => tag.role === 'item' && tag.products.length === 0 && tag.values.some((ref) => options.has(ref.option)),
    )
    return old < 0 ? without : tags.filter((_tag, index) => index !== at && index !== old)
  }
  const old = lastIndex(tags, at, isHead)
  return old < 0 ? without : tags.filter((_tag, index) => index !== at && index !== old)
}

function repairNumber(tags: readonly Tag[], at: number, next: number): readonly Tag[] {
  const old = lastIndex(tags, at, (tag) => tag.role === 'number')
  const rest = tags.slice(next)
  const before = tags.slice(0, at)
  const headBefore = lastIndex(tags, at, isHead)
  if (old < 0)
    return headBefore < 0
      ? [...before, ...rest]
      : [...before.slice(0, headBefore), ...rest.slice(0, 1), ...before.slice(headBefore), ...rest.slice(1)]
  const saidAgain = rest.some(
    (tag, index) =>
      index > 0 &&
      isHead(tag) &&
      !rest.slice(1, index).some((between) => between.role === 'number' || between.role === 'and'),
  )
  if (saidAgain) return [...before.slice(0, old), ...rest]
  if (headBefore > old) {
    const kept = before.slice(old + 1).filter((tag) => !renamed(tag, rest))
    return [...before.slice(0, old), ...rest.slice(0, 1), ...kept, ...rest.slice(1)]
  }
  return [...before.slice(0, old), ...rest]
}

/** A choice of an option that what follows chooses anew. */
function renamed(tag: Tag, rest: readonly Tag[]): boolean {
  if (tag.role !== 'item' || tag.products.length > 0) return false
  const options = new Set(tag.values.map((ref) => ref.option))
  return rest.some(
    (next) => next.role === 'item' && next.products.length === 0 && next.values.some((ref) => options.has(ref.option)),
  )
}

function lastIndex(tags: readonly Tag[], before: number, test: (tag: Tag) => boolean): number {
  for (let index = before - 1; index >= 0; index--) {
    const tag = tags[index]
    if (tag !== undefined && test(tag)) return index
  }
  return -1
}
