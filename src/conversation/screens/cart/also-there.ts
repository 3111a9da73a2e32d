/**
 * What else there is of the same buyer: an open cart, an order of a few minutes ago. Named when the
 * customer is chosen, and once more before it is placed, with a way to open it. Next: refusal.ts
 * has the other reasons to stop.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, money, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { refusalsWords } from '#conversation/words/refusals.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { CustomerWarning } from '#domain/model/customer-refusal.ts'
import type { SubmitWarning } from '#domain/model/refusals.ts'

type Warning = SubmitWarning | CustomerWarning
/** How many other carts and orders a warning names. */
const NAMED = 3

export function warningView(warnings: readonly Warning[], composing: boolean, ctx: ScreenContext): View {
  const { items, open } = namedOf(warnings, ctx)
  const confirm = refusalsWords.placeAgainToo(isStaff(ctx))
  return {
    headline: refusalsWords.oneMoment(composing),
    blocks: [listBlock(items), textBlock(refusalsWords.nothingOrderedYet(confirm))],
    controls: open,
  }
}

function namedOf(
  warnings: readonly Warning[],
  ctx: ScreenContext,
): { readonly items: readonly string[]; readonly open: readonly Control[] } {
  const named = [
    ...warnings.filter(({ kind }) => kind === 'not-agreed'),
    ...warnings.filter(({ kind }) => kind !== 'not-agreed'),
  ].slice(0, NAMED)
  const more = warnings.length - named.length
  // Two carts of a customer are the same words: once is enough, and one button of that name.
  const said = new Set(named.map((warning) => warningText(warning, ctx)))
  const open = named.flatMap((warning) => openWarned(warning, ctx))
  return {
    items: [...said, ...(more === 0 ? [] : [refusalsWords.andMore(more)])],
    open: open.filter(({ label }, at) => open.findIndex((other) => other.label === label) === at),
  }
}

/** Only who began it goes on with it: a colleague gives theirs. */
function mayOpen(warning: Extract<Warning, { kind: 'another-open-draft' }>, ctx: ScreenContext): boolean {
  if ('owner' in warning && warning.owner !== undefined)
    return !isStaff(ctx) || warning.ownerKey === undefined || warning.ownerKey === actorKey(ctx.actor)
  return 'own' in warning && warning.own === true
}

function openWarned(warning: Warning, ctx: ScreenContext): readonly Control[] {
  switch (warning.kind) {
    case 'another-open-draft':
      if (!mayOpen(warning, ctx)) return []
      return [button(refusalsWords.openDraft(isStaff(ctx), warning.ref), { kind: 'resume', ref: warning.ref }, ctx)]
    case 'fresh-order':
      return [button(refusalsWords.showOrder(warning.number), { kind: 'status', order: warning.number }, ctx)]
    case 'not-agreed':
      return []
    default:
      return warning satisfies never
  }
}

function warningText(warning: Warning, ctx: ScreenContext): string {
  switch (warning.kind) {
    case 'another-open-draft':
      if (warning.owner !== undefined) return draftText(warning, warning.owner, ctx)
      return mayOpen(warning, ctx) ? refusalsWords.anotherCartOpen : refusalsWords.shopsCartOpen
    case 'fresh-order':
      return refusalsWords.sameOrderPlaced(
        warning.number,
        warning.minutes === 0 ? refusalsWords.justNow : refusalsWords.minAgo(warning.minutes),
      )
    case 'not-agreed':
      return refusalsWords.notPressedBuy(inert(warning.name), money(warning.total, ctx))
    default:
      return warning satisfies never
  }
}

function draftText(
  warning: Extract<Warning, { kind: 'another-open-draft' }>,
  owner: string,
  ctx: ScreenContext,
): string {
  const by = inert(owner.replace(/^staff:/, ''))
  const said = refusalsWords.draftOpenForSame(warning.ref, by)
  if (mayOpen(warning, ctx)) return said
  const { actor } = ctx
  const colleague = 'ownerKey' in warning && warning.ownerKey?.startsWith('staff:') === true
  return colleague && 'id' in actor
    ? `${said} ${refusalsWords.canGiveIt(by, actor.id)}`
    : `${said} ${refusalsWords.theirOwnCart}`
}

/** Told when it is known who buys; nothing has to be answered. */
export function alsoThereView(warnings: readonly Warning[], ctx: ScreenContext): View {
  const { items, open } = namedOf(warnings, ctx)
  const [only, ...others] = items
  return {
    headline: others.length === 0 && only !== undefined ? only : refusalsWords.moreOfSameCustomer,
    blocks: [
      ...(others.length === 0 ? [] : [listBlock(items)]),
      textBlock(
        open.length === 0 && !isStaff(ctx) ? refusalsWords.shopsCartKept : refusalsWords.goOnHere(isStaff(ctx)),
      ),
    ],
    controls: open,
  }
}
