/**
 * A change of a placed order that stands in another's way, or goes by a way that does not reach.
 * Rule: what can be said or pressed next is about that order, never about a cart. Next: amend.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { button, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import type { Amendment, ProposedChange } from '#domain/model/amendment.ts'
import type { Order } from '#domain/model/order.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { amendedText, proposedText } from './amend.ts'

type Second = { readonly waits: ProposedChange; readonly amendment: Amendment }
export const askInsteadView = ({ number }: Order, { waits, amendment }: Second, ctx: ScreenContext): View => ({
  headline: `Another change of order ${number} waits for the shop already`,
  blocks: [
    listBlock([inert(`Waiting: ${proposedText(waits, ctx)}`), inert(`Now: ${amendedText(amendment, ctx)}`)]),
    textBlock(
      'Nothing is changed yet. Say "yes" to ask for the new one instead; anything else lets the first one wait.',
    ),
  ],
  controls: [
    button('Ask for this instead', { kind: 'yes' }, ctx, 'primary'),
    button(`Show order ${number}`, { kind: 'status', order: number }, ctx),
  ],
})

/** The ways that do reach, to be said of this order. */
export function noSuchWayView(
  { number }: Order,
  { method, place, eligible }: Extract<Refusal, { kind: 'method-not-here' }>,
  ctx: ScreenContext,
): View {
  const nameOf = (id: string): string => ctx.shop.settings.shippingMethods.find((one) => one.id === id)?.name ?? id
  const [first] = eligible
  return {
    headline: inert(`${nameOf(method)} does not go to ${place}`),
    blocks: [
      textBlock(
        first === undefined
          ? `Nothing was changed. Nothing of ours goes there; another address can be given: "ship ${number} to" and it.`
          : `Nothing was changed. Possible there: ${eligible.map(nameOf).join(', ')}. Say for example ` +
              `"method ${number} ${first}".`,
      ),
    ],
    controls: [button(`Show order ${number}`, { kind: 'status', order: number }, ctx)],
  }
}
