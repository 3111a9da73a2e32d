/**
 * A payment provider as a channel that pushes: what a turn asks of it leaves through the outbox to
 * `payment:<order>`, so the acts of one order go one after the other, and no turn waits for the
 * network. What it answers comes back as an inbound like everything people say, however it was
 * learned: at once, by a webhook, or by asking. Next: payment-watch.ts, ports/payment.ts.
 */
import type { Channel } from '#conversation/edge/channel.ts'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Engine } from '#conversation/engine.ts'
import type { ProviderSaid } from '#domain/model/placed/payment-request.ts'
import type { KnownRequest, Provider } from '#ports/payment.ts'

export type PaymentHost = {
  readonly engine: Pick<Engine, 'claim' | 'handle'>
  readonly find: (request: string) => Promise<KnownRequest | undefined>
  readonly user: UserKey
}

/** After so many attempts without an answer people are told that nobody knows. */
const IN_DOUBT = 6

export const paymentThread = (order: number): ThreadKey => `payment:${order}`

export function paymentChannel(provider: Provider, host: PaymentHost): Channel {
  return {
    name: 'payment',
    async deliver({ placement, attempt, tries }) {
      if (placement.place !== 'outside' || placement.what.kind === 'event') return { kind: 'refused', why: 'no act' }
      const { what: act } = placement
      const asked = await provider.ask(act, await host.find(act.request), attempt)
      switch (asked.kind) {
        case 'said':
          await told({ ...act, said: asked.said, source: `act-${act.kind}` }, host)
          return { kind: 'sent' }
        case 'later':
          return asked
        case 'unsure':
          if (tries >= IN_DOUBT) await told({ ...act, said: { kind: 'unknown' }, source: `act-${act.kind}` }, host)
          return asked
        default:
          return asked satisfies never
      }
    },
  }
}

/** `source`: how it was learned; the same words from the same source are one delivery. */
export type Told = {
  readonly order: number
  readonly request: string
  readonly said: ProviderSaid
  readonly source: string
}

export async function told({ order, request, said, source }: Told, { engine, user }: PaymentHost): Promise<void> {
  const { inbound } = await engine.claim({
    id: `${source}-${request}-${said.kind}`,
    thread: paymentThread(order),
    user,
    userName: 'Payments',
    locale: 'en',
    kind: 'provider',
    order,
    request,
    said,
  })
  await engine.handle(inbound)
}
