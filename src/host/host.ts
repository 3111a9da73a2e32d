/**
 * What every channel that pushes is given, and what it gives back. Next: channels.ts starts those that are configured.
 */
import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { Channel } from '#conversation/edge/channel.ts'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Line } from '#conversation/edge/line.ts'
import type { LinkTo } from '#conversation/edge/view.ts'
import type { Engine } from '#conversation/engine.ts'
import type { Store } from '#store/turn/open.ts'
import type { Route } from './http.ts'

export type HostDeps = {
  readonly engine: Engine
  readonly codec: ActionCodec
  readonly store: Store
  /** Nothing is to be heard. */
  readonly sendsOnly: boolean
}

/** What was tried; `unknown`: the platform does not say. */
type Checked = { readonly ok: boolean; readonly unknown?: true; readonly what: string; readonly fix?: string }

export type HostedChannel = {
  readonly channel: Channel
  readonly linkTo: LinkTo
  /** The reps' thread for the order of this number, where this channel has a place for one. */
  readonly handOverDesk?: (ref: number) => ThreadKey | undefined
  /** The direct messages with this person; undefined: not a user of this channel. */
  readonly directTo?: (user: UserKey) => ThreadKey | undefined
  readonly routes: readonly Route[]
  /** The connections it needs, called once; whoever hosts it keeps them open (channel-keeper.ts). */
  readonly lines: (deps: HostDeps) => readonly Line[]
  /** What works and what does not, tried now. */
  readonly check: () => Promise<readonly Checked[]>
  /** Hears nothing new; settles when what was heard is done. */
  readonly stop: () => Promise<void>
  /** After the last delivery. */
  readonly close?: () => Promise<void>
}
