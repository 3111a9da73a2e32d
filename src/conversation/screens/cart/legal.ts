/**
 * What customers accept by ordering: on the first thing they see and on their cart, because that is
 * where they press Buy. Staff never see it.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { Block } from '#conversation/edge/view.ts'
import { isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { cartWords } from '#conversation/words/cart.ts'

/** Nothing where the shop says nothing about it. */
export function legalBlocks(ctx: ScreenContext): readonly Block[] {
  const { legal } = ctx.shop.settings
  if (legal === undefined || isStaff(ctx)) return []
  const { terms, privacy, minimumAge } = legal
  return [
    {
      kind: 'small-print',
      text: cartWords.termsAccepted(minimumAge),
      links: [
        { text: cartWords.terms, url: inert(terms) },
        { text: cartWords.privacyNotice, url: inert(privacy) },
      ],
    },
  ]
}
