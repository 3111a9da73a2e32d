/**
 * What one payload came to, and what is needed to find that out. Next: inbound.ts, messages.ts and submissions.ts, which read payloads; acts.ts, which
 * does what was heard.
 */
import type { Inbound, ThreadKey, Where } from '#conversation/edge/inbound.ts'
import type { Findable } from '#conversation/edge/view.ts'
import type { SlackHost, SlackSelf, SlackSettings } from './host.ts'
import type { Submission } from './payloads.ts'

export type Heard =
  /** `trigger`: a form may be opened with it for three seconds; `form`: it will be asked for. */
  | { readonly kind: 'inbound'; readonly inbound: Inbound; readonly form: boolean; readonly trigger?: string; readonly respondTo?: string }
  | { readonly kind: 'submission'; readonly inbound: Inbound; readonly view: Submission['view'] }
  | { readonly kind: 'search'; readonly user: string; readonly what: Findable; readonly text: string }
  | { readonly kind: 'page'; readonly thread: ThreadKey; readonly place: string; readonly page: number }
  | { readonly kind: 'gone'; readonly user: string }
  /** Not for Parley: acknowledged and left alone. */
  | { readonly kind: 'nothing' }

export type Reading = {
  readonly self: SlackSelf
  readonly settings: SlackSettings
  readonly host: Pick<SlackHost, 'threadAt' | 'peek'>
  /** People of another company are in it. */
  readonly isExternal: (channel: string) => Promise<boolean>
  /** A thread this process began a moment ago: its root may not be known yet. */
  readonly isRecent: (thread: ThreadKey) => boolean
  /** How often this form came back with errors. */
  readonly refusals: (view: string) => number
}

export const nothing: Heard = { kind: 'nothing' }

export const whereIn = async (channel: string, { isExternal }: Reading): Promise<Where> =>
  (await isExternal(channel)) ? 'external' : 'shared'
