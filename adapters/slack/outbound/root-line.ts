/**
 * The first message of an order's thread: Parley's own status line, posted once and kept true by its
 * cards, or the message somebody wrote. Next: deliver.ts, what stands under it.
 */

import type { WebClient } from '@slack/web-api'
import { externalId, type SlackPlace } from '#adapters/slack/inbound/place.ts'
import { renderLine } from '#adapters/slack/renderer/message.ts'
import type { Delivered, Delivery } from '#conversation/edge/channel.ts'
import type { AskedPost, Posting } from './posting.ts'

export type SlackChannelOptions = {
  readonly client: WebClient
  readonly approvalsChannel?: string
  /** Shown inside its own acknowledgement already: a form, a form's errors. */
  readonly shownAlready?: (answers: string) => boolean
  /** The bot may not post there: told to who asked, where that is still possible. */
  readonly notWelcome?: (answers: string, why: string) => Promise<void>
  readonly revoked?: (why: string) => void
  /** Slack took a message only as plain text. */
  readonly payloadRefused?: (why: string) => void
  readonly now?: () => number
  /** What Slack counts its tiers by; milliseconds. */
  readonly minute?: number
}

export type PostWork = Delivery & {
  readonly post: Posting
  readonly lines: RootLines
  readonly options: SlackChannelOptions
  readonly channel: string
  readonly place: SlackPlace
}

/** What the root lines say as far as this process knows: an edit that would change nothing is not made. */
type RootLines = {
  readonly says: (external: string, text: string) => boolean
  readonly keep: (external: string, text: string) => void
}

const MOST_LINES = 5_000

export function rootLines(): RootLines {
  const known = new Map<string, string>()
  return {
    says: (external, text) => known.get(external) === text,
    keep(external, text) {
      if (known.size >= MOST_LINES) known.clear()
      known.set(external, text)
    },
  }
}

type Root = { readonly kind: 'root'; readonly ts: string | undefined } | Extract<Delivered, { kind: 'part' }>

/**
 * The thread's first message: Parley's own status line, posted once and kept true by its cards; or
 * the message somebody wrote.
 */
export async function ensureRoot(work: PostWork, status: string, edit: boolean): Promise<Root> {
  const { place, channel, surfaces, post, lines } = work
  if (place.kind !== 'thread') return { kind: 'root', ts: undefined }
  const known = surfaces.find(({ role }) => role === 'root')
  const part = (external: string): Root => ({
    kind: 'part',
    surface: { role: 'root', externalId: external },
  })
  if (place.root !== undefined && known === undefined) return part(externalId(channel, place.root))
  const isOwn = place.root === undefined || known?.externalId !== externalId(channel, place.root)
  if (!isOwn) return { kind: 'root', ts: place.root }
  const line = renderLine(status)
  if (known === undefined) return part(await beginAnew(work, status))
  if (edit && !lines.says(known.externalId, line.text) && (await post.edit(known.externalId, line)))
    lines.keep(known.externalId, line.text)
  return { kind: 'root', ts: known.externalId.split('/')[1] }
}

/**
 * A root of Parley's own: for a thread that has none yet, or whose first message was deleted.
 * Answers its external id.
 */
export async function beginAnew(work: PostWork, status: string): Promise<string> {
  const { post, key, lines } = work
  const line = renderLine(status)
  const posted = await post.once({ ...askedOf(work, undefined), key: `${key}/root` }, line)
  lines.keep(posted, line.text)
  return posted
}

export const rootOf = ({ place, surfaces }: PostWork): string | undefined =>
  place.kind !== 'thread'
    ? undefined
    : (surfaces.find(({ role }) => role === 'root')?.externalId.split('/')[1] ?? place.root)

export const askedOf = ({ channel, key, attempt }: PostWork, threadTs: string | undefined): AskedPost => ({
  channel,
  key,
  attempt,
  threadTs,
})
