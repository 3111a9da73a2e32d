// How a delivery reaches the app: signed over HTTP, or as an envelope over one of its sockets.
// Rule: one acknowledgement within three seconds; events nobody acknowledges come again at once,
// after a minute and after five (compressed), with the same event id and a retry number. Next:
// http-transport.ts and socket-transport.ts.
import { setTimeout as pause } from 'node:timers/promises'
import type { Obj } from '../json.ts'
import type { Delivery } from './payloads.ts'

/** Milliseconds the app has. */
export const ACK_WITHIN = 3_000
/** Milliseconds before the second, third and fourth attempt. */
const RETRIES = [0, 60_000, 300_000] as const

/** `failed`: refused, cut or nobody there; `late`: nothing within three seconds. */
export type Ack =
  | { readonly kind: 'acked'; readonly payload: Obj; readonly took: number }
  | { readonly kind: 'failed'; readonly why: string; readonly took: number }
  | { readonly kind: 'late'; readonly took: number }

export type Retry = { readonly number: number; readonly reason: string }
export type Transport = {
  readonly send: (delivery: Delivery, retry?: Retry) => Promise<Ack>
}

export type Courier = {
  /** Delivers, with all retries an event has. Answers the last acknowledgement. */
  readonly deliver: (delivery: Delivery) => Promise<Ack>
  /** Every acknowledgement so far, for figures. */
  readonly acks: readonly { readonly kind: Delivery['kind']; readonly ack: Ack }[]
  /** Deliveries still on their way or waiting for a retry. */
  readonly open: () => number
}

/** `compress`: how many milliseconds of Slack's waiting pass in one of ours. */
export function courier(transport: Transport, compress: number): Courier {
  const acks: { readonly kind: Delivery['kind']; readonly ack: Ack }[] = []
  let open = 0
  const once = async (delivery: Delivery, retry?: Retry): Promise<Ack> => {
    const ack = await transport.send(delivery, retry)
    acks.push({ kind: delivery.kind, ack })
    return ack
  }
  return {
    acks,
    open: () => open,
    async deliver(delivery) {
      open++
      try {
        let ack = await once(delivery)
        if (delivery.kind !== 'event') return ack
        for (const [at, wait] of RETRIES.entries()) {
          if (ack.kind === 'acked') return ack
          await pause(wait / compress)
          ack = await once(delivery, { number: at + 1, reason: ack.kind === 'late' ? 'http_timeout' : 'http_error' })
        }
        return ack
      } finally {
        open--
      }
    },
  }
}
