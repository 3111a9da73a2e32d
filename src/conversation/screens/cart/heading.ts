/**
 * The first lines of a cart card: whom it is for and where it stands, what just changed, and the root
 * line of its thread. Next: cart.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import { isStaff, money, moneyWithCurrency, type ScreenContext } from '#conversation/screens/context.ts'
import { ageText, buyerName, ownerName } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import { approvalName, isUnasked } from '#domain/draft/prices/approvals.ts'
import type { CardFacts } from './card-facts.ts'
import type { ShownDraft } from './cart-lines.ts'
import { missingStatus } from './next-act.ts'

/** "Jane Doe · 80.64 USD · ready"; customers know their own name. */
export function heading({ draft, ledger }: ShownDraft, card: CardFacts, ctx: ScreenContext): string {
  const who = isStaff(ctx) ? buyerName(draft.content.buyer, ctx) : cartWords.yourCart
  const amount = draft.content.lines.length === 0 ? [] : [moneyWithCurrency(ledger.total, ctx)]
  return inert([who, ...amount, stateText(draft, card, ctx)].join(' · '))
}

const MOST_CHANGES = 2
/** "+2 Classic mug, blue, 11 oz · +1 Teapot, white · and 3 more" */
export function changesLine(changes: readonly string[]): string | undefined {
  const more = changes.length - MOST_CHANGES
  const said = [...changes.slice(0, MOST_CHANGES), ...(more > 0 ? [cartWords.andMore(more)] : [])]
  return said.length === 0 ? undefined : inert(said.join(' · '))
}

/** "Jane Doe - 73.17 - needs payment - Sam - 4 min": the root of its thread. */
export function rootLine(
  { draft, ledger }: Pick<ShownDraft, 'draft' | 'ledger'>,
  card: Pick<CardFacts, 'missing' | 'standing'>,
  ctx: ScreenContext,
): string {
  const parts = [
    buyerName(draft.content.buyer, ctx),
    money(ledger.total, ctx),
    stateText(draft, card, ctx),
    whose({ draft }, ctx),
  ]
  return inert(parts.join(' - '))
}

/** "Sam, last change by Kim - 4 min" */
export const whose = ({ draft }: Pick<ShownDraft, 'draft'>, ctx: ScreenContext): string =>
  inert(`${ownerName(draft)}${lastBy(draft, ctx)} - ${ageText(draft.createdAt, ctx.now)}`)

/** Who changed it last, where that was not whose order it is: for the shop. */
function lastBy({ owner, undo }: ShownDraft['draft'], ctx: ScreenContext): string {
  const last = undo.at(-1)
  const by = last !== undefined && 'by' in last ? last.by : undefined
  return by === undefined || !isStaff(ctx) || ('name' in owner && owner.name === by)
    ? ''
    : cartWords.lastChangeBy(String(by))
}

function stateText(
  draft: ShownDraft['draft'],
  { missing, standing }: Pick<CardFacts, 'missing' | 'standing'>,
  ctx: ScreenContext,
): string {
  const [first] = missing
  switch (draft.status) {
    case 'open':
      return draft.pending !== undefined
        ? questionsText(questionsOf(draft).length)
        : first !== undefined
          ? cartWords.needs(missingStatus(first, ctx))
          : standing.kind === 'open'
            ? cartWords.anItemIsShort
            : cartWords.ready
    case 'quoted':
      return first === undefined ? cartWords.quoted : cartWords.quotedNeeds(missingStatus(first, ctx))
    case 'awaiting-approval':
      if (!isStaff(ctx)) return cartWords.beingChecked
      if (draft.approval?.status === 'countered') return cartWords.hasACounterOffer(approvalName(draft.approval.id))
      if (isUnasked(draft.approval)) return cartWords.nobodyWasAskedYet(approvalName(draft.approval?.id ?? 0))
      return cartWords.waitsForApproval(draft.approval === undefined ? '' : ` ${approvalName(draft.approval.id)}`)
    case 'submitted':
      return cartWords.placed
    case 'expired':
      return cartWords.expired
    case 'cancelled':
      return cartWords.cancelled
    default:
      return draft.status satisfies never
  }
}

const questionsText = (count: number): string => cartWords.questions(count)
