/**
 * Patches of draft content: what changed between two contents, and how to apply it. Undo steps and
 * events carry them in both directions, so `replay(events)` equals the content and undo never needs
 * to know what a command did.
 */
import { given } from '#domain/base/given.ts'
import type { DraftContent, DraftEvent, DraftLine, DraftPatch } from '#domain/model/draft.ts'
import { emptyContent } from './new-draft.ts'

type Part = Exclude<keyof DraftContent, 'lines'>

/** Every part but the lines; the build breaks when one is missing. */
const partNames = {
  buyer: 'buyer',
  groups: 'groups',
  billing: 'billing',
  payment: 'payment',
  coupons: 'coupons',
  subtraction: 'subtraction',
  backorderPolicy: 'backorderPolicy',
  comments: 'comments',
  memos: 'memos',
} as const satisfies { readonly [K in Part]: K }
const parts: readonly Part[] = Object.values(partNames)

/** What turns `before` into `after`. Empty (`{}`) when they are equal by value. */
export function diffContent(before: DraftContent, after: DraftContent): DraftPatch {
  const changed = parts.filter((part) => !sameValue(before[part], after[part]))
  const patch: DraftPatch = Object.fromEntries(changed.map((part) => [part, { value: after[part] ?? null }]))
  const lines = diffLines(before.lines, after.lines)
  const patched = lines === undefined ? before.lines : patchLines(before.lines, lines, undefined)
  const order = sameOrder(patched, after.lines) ? undefined : after.lines.map((line) => line.id)
  return { ...patch, ...given({ lines, order }) }
}

export const isEmptyPatch = (patch: DraftPatch): boolean => Object.keys(patch).length === 0

/** The content with the patch applied; lines the patch brings in go last unless it says their order. */
export function applyPatch(content: DraftContent, patch: DraftPatch): DraftContent {
  const { payment, subtraction, backorderPolicy, ...rest } = content
  const nowPayment = patched(payment, patch.payment)
  const nowSubtraction = patched(subtraction, patch.subtraction)
  const nowPolicy = patched(backorderPolicy, patch.backorderPolicy)
  return {
    buyer: patch.buyer?.value ?? rest.buyer,
    lines: patchLines(rest.lines, patch.lines, patch.order),
    groups: patch.groups?.value ?? rest.groups,
    billing: patch.billing?.value ?? rest.billing,
    coupons: patch.coupons?.value ?? rest.coupons,
    comments: patch.comments?.value ?? rest.comments,
    memos: patch.memos?.value ?? rest.memos,
    ...given({ payment: nowPayment, subtraction: nowSubtraction, backorderPolicy: nowPolicy }),
  }
}

/** The content the events lead to, from an empty draft. */
export function replay(events: readonly Pick<DraftEvent, 'after'>[]): DraftContent {
  return events.reduce((content, event) => applyPatch(content, event.after), emptyContent)
}

/** Equal by value; an absent key and `undefined` are the same. Contents are plain JSON data. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false
  const left = new Map(Object.entries(a).filter(([, value]) => value !== undefined))
  const right = Object.entries(b).filter(([, value]) => value !== undefined)
  return left.size === right.length && right.every(([key, value]) => left.has(key) && sameValue(left.get(key), value))
}

function patched<T>(now: T | undefined, change: { readonly value: T | null | undefined } | undefined): T | undefined {
  return change === undefined ? now : (change.value ?? undefined)
}

function diffLines(
  before: readonly DraftLine[],
  after: readonly DraftLine[],
): Record<string, DraftLine | null> | undefined {
  const old = new Map(before.map((line) => [line.id, line]))
  const kept = new Set(after.map((line) => line.id))
  const set = after
    .filter((line) => !sameValue(old.get(line.id), line))
    .map((line): [string, DraftLine | null] => [line.id, line])
  const gone = before.filter((line) => !kept.has(line.id)).map((line): [string, DraftLine | null] => [line.id, null])
  return set.length + gone.length === 0 ? undefined : Object.fromEntries([...set, ...gone])
}

function patchLines(
  lines: readonly DraftLine[],
  changes: DraftPatch['lines'],
  order: DraftPatch['order'],
): readonly DraftLine[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const [id, line] of Object.entries(changes ?? {})) {
    if (line === null) byId.delete(id)
    else byId.set(id, line)
  }
  if (order === undefined) return [...byId.values()]
  return order.flatMap((id) => byId.get(id) ?? [])
}

const sameOrder = (a: readonly DraftLine[], b: readonly DraftLine[]): boolean =>
  a.length === b.length && a.every((line, index) => line.id === b[index]?.id)
