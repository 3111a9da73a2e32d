/**
 * Corrections that reach back: what was just said is taken back, or happens to the other line. Rule:
 * only the last change is meant, and only where it is plain which; else it is asked in words.
 */

import type { Of, RequestIn } from '#conversation/requests/request.ts'
import { resolveEdit } from '#conversation/resolve/resolve.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { holdsWords } from '#domain/draft/open-questions.ts'
import type { DraftLine, OrderDraft } from '#domain/model/draft.ts'
import { change } from './facts.ts'
import { factsOf, marked, type Session } from './session.ts'
import { carryOut } from './step.ts'

/** "Not that": the question just put, else the last change. */
export function notThat(session: Session): void {
  const { draft } = session
  if (draft === undefined) {
    session.says.push({ kind: 'tell', headline: understoodWords.nothingToTakeBack })
    return
  }
  const { pending } = draft
  if (pending !== undefined && holdsWords(pending) && draft.overtaken !== true) {
    marked(session, { kind: 'close', isOver: (question) => question === pending })
    session.showCard = true
  } else change(session, { kind: 'undo' })
}

/** What the last change did to one line happens to the other one instead. */
export function otherLine({ to }: Of<'other-line'>, session: Session): void {
  const { draft } = session
  const last = draft?.undo.at(-1)
  const changed = draft === undefined || last === undefined ? [] : touched(draft)
  const [only] = changed
  const named = draft?.content.lines.find(({ id }) => id === to && id !== only?.id)
  const other = draft === undefined || only === undefined ? undefined : (named ?? theOther(only, draft, session))
  if (draft === undefined || only === undefined || changed.length > 1 || other === undefined)
    session.says.push({
      kind: 'tell',
      headline: understoodWords.whichOther,
      text: understoodWords.nameItemByColour,
    })
  else if (change(session, { kind: 'undo' })) repeatOn(other.id, only, session)
}

type Touched = { readonly id: string; readonly before: DraftLine | null; readonly after: DraftLine | null }

function touched(draft: OrderDraft): readonly Touched[] {
  const last = draft.undo.at(-1)
  const [before, after] = [last?.before.lines ?? {}, last?.after.lines ?? {}]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((id) => ({
    id,
    before: before[id] ?? null,
    after: after[id] ?? null,
  }))
}

/** The one other line, or the one other line of the same product. */
function theOther({ id, before }: Touched, draft: OrderDraft, { shop }: Session): DraftLine | undefined {
  const productOf = (sku: Sku | undefined) => shop.catalog.variants.get(sku ?? '')?.productId
  const others = draft.content.lines.filter((line) => line.id !== id)
  const same = others.filter((line) => productOf(line.sku) === productOf(before?.sku))
  return same.length === 1 ? same[0] : others.length === 1 ? others[0] : undefined
}

function repeatOn(id: string, changed: Touched, session: Session): void {
  const request = repeated(id, changed, session)
  if (session.draft === undefined || request === undefined) return
  carryOut(resolveEdit(request, { actor: session.actor, draft: session.draft, ...factsOf(session) }), session)
}

function repeated(id: string, { before, after }: Touched, { shop }: Session): RequestIn<'edit'> | undefined {
  const line = { by: 'id', id } as const
  if (before === null) return undefined
  if (after === null) return { kind: 'remove-line', line }
  if (after.quantity !== before.quantity) return { kind: 'set-quantity', line, quantity: String(after.quantity) }
  const { variants } = shop.catalog
  const was = variants.get(before.sku)?.options ?? {}
  const now = Object.entries(variants.get(after.sku)?.options ?? {}).filter(([option, value]) => was[option] !== value)
  return now.length === 0 ? undefined : { kind: 'set-options', line, options: Object.fromEntries(now) }
}
