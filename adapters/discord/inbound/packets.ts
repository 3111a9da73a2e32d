/**
 * What discord.js makes of a packet, guarded: one that it cannot parse is told to the operator by
 * its kind and left, instead of ending the process. What Parley reads of it comes from the raw
 * packet, before. Next: app.ts.
 */
import type { Client } from 'discord.js'

export function guardPackets(client: Client, onFault: (error: unknown) => void): void {
  const handle: unknown = Reflect.get(client.ws, 'handlePacket')
  if (typeof handle !== 'function') return
  const guarded = (...given: readonly unknown[]): unknown => {
    try {
      return Reflect.apply(handle, client.ws, given)
    } catch (error) {
      onFault(error)
      return true
    }
  }
  Object.defineProperty(client.ws, 'handlePacket', { value: guarded })
}
