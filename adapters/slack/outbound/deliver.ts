/**
 * Delivers one placement to Slack (jobs/delivery.ts orders, retries and remembers). In a channel an
 * order has a root line, always true, and its card under it; in a direct message only the card.
 * Edits are harmless to repeat; a post carries its key, and is looked for when nobody knows how the
 * attempt before it ended. Next: posting.ts (single calls), renderer/message.ts.
 */
import { externalId, SLACK_APPROVALS, type SlackPlace, slackPlace, slackUser } from '#adapters/slack/inbound/place.ts'
import { renderHome } from '#adapters/slack/renderer/home.ts'
import { renderAll, renderMessage } from '#adapters/slack/renderer/message.ts'
import {
  type Channel,
  type Delivered,
  type Delivery,
  editedBy,
  isAbove,
  isFar,
  type KnownSurface,
} from '#conversation/edge/channel.ts'
import { SIGNED_OUT } from '#conversation/edge/line.ts'
import { placementText } from '#conversation/edge/text.ts'
import type { Placement, View } from '#conversation/edge/view.ts'
import { type SlackFailure, slackFailure } from './client.ts'
import { createPace } from './pace.ts'
import { type Posting, Put, posting } from './posting.ts'
import {
  askedOf,
  beginAnew,
  ensureRoot,
  type PostWork,
  rootLines,
  rootOf,
  type SlackChannelOptions,
} from './root-line.ts'

export function slackChannel(options: SlackChannelOptions): Channel {
  const pace = createPace(options.now, options.minute)
  const post = posting(options.client, pace, options.payloadRefused ?? (() => undefined))
  const lines = rootLines()
  return {
    name: 'slack',
    async deliver(delivery) {
      const place = slackPlace(delivery.thread)
      if (place === undefined) return { kind: 'refused', why: 'no-such-place' }
      try {
        const channel = await channelOf(place, post, options)
        if (channel === undefined) return { kind: 'refused', why: 'no-approvals-channel' }
        return await inThread({ ...delivery, post, lines, options, channel, place })
      } catch (error) {
        if (error instanceof Put) return { kind: 'later', wait: error.wait, why: 'pace' }
        return whyNot(slackFailure(error), delivery, options)
      }
    },
  }
}

/** Whose first message was deleted meanwhile: the order goes on under a root of its own. */
async function inThread(work: PostWork): Promise<Delivered> {
  const { placement, place } = work
  try {
    return await deliverTo(work)
  } catch (error) {
    const isGone = !(error instanceof Put) && slackFailure(error).why === 'thread_not_found'
    if (!isGone || place.kind !== 'thread' || placement.place === 'note' || !('view' in placement)) throw error
    const { root = placement.view.headline } = placement.view
    return { kind: 'part', surface: { role: 'root', externalId: await beginAnew(work, root) } }
  }
}

/** Until then it is known whether the token is good. Milliseconds. */
const TOKEN_WAIT = 2_000

async function whyNot(
  failure: SlackFailure,
  { answers, thread }: Delivery,
  options: SlackChannelOptions,
): Promise<Delivered> {
  switch (failure.kind) {
    case 'later':
    case 'unsure':
      return failure
    case 'revoked':
      // Nothing is lost to a token: it waits for a good one.
      options.revoked?.(failure.why)
      return { kind: 'later', wait: TOKEN_WAIT, why: `${SIGNED_OUT}${failure.why}` }
    case 'gone':
    case 'refused':
      // A request for approval goes another way, and its rep is told there.
      if (answers !== undefined && thread !== SLACK_APPROVALS) await options.notWelcome?.(answers, failure.why)
      return { kind: 'refused', why: failure.why }
    default:
      return failure satisfies never
  }
}

async function channelOf(
  place: SlackPlace,
  post: Posting,
  { approvalsChannel }: SlackChannelOptions,
): Promise<string | undefined> {
  switch (place.kind) {
    case 'thread':
      return place.channel
    case 'approvals':
      return approvalsChannel
    case 'dm':
    case 'home':
      return post.dmWith(place.user)
    default:
      return place satisfies never
  }
}

function deliverTo(work: PostWork): Promise<Delivered> {
  const { placement, place } = work
  switch (placement.place) {
    case 'card':
    case 'new-card':
    case 'collapse':
      if (place.kind !== 'home') return card(work, placement)
      return 'follows' in placement && placement.follows
        ? Promise.resolve({ kind: 'sent' })
        : publish(work, place.user, placement.view)
    case 'post':
      return postMessage(work, placement)
    case 'remove':
      return removed(work, placement.externalId)
    case 'note':
      return note(work, placement)
    case 'form':
    case 'form-errors':
      return spoken(work, placement)
    case 'suggestions':
    case 'outside':
      return Promise.resolve({ kind: 'sent' })
    default:
      return placement satisfies never
  }
}

/** Gone already, or Slack does not let it: nothing of it is left to do. */
async function removed({ post }: PostWork, external: string): Promise<Delivered> {
  await post.remove(external)
  return { kind: 'sent', gone: [external] }
}

async function publish({ post, thread }: PostWork, user: string, view: View): Promise<Delivered> {
  await post.publish(user, renderHome(view, { thread }))
  return {
    kind: 'sent',
    surface: { role: 'card', externalId: externalId('home', user) },
  }
}

type CardPlacement = Extract<Placement, { place: 'card' | 'new-card' | 'collapse' }>

async function card(work: PostWork, placement: CardPlacement): Promise<Delivered> {
  const { surfaces, post, thread } = work
  const { subject, known, stays } = editedBy(placement, surfaces)
  if (placement.place === 'card' && placement.follows === true && known === undefined) return { kind: 'sent' }
  const about = {
    role: subject === undefined ? 'card' : 'subject',
    ...(subject === undefined ? {} : { subject }),
  } as const
  const { root: line, headline } = placement.view
  // Slack lets us edit so often and no more: what a newer state of this very message is waiting for
  // is not shown in between.
  if (work.superseded && known !== undefined) return { kind: 'sent' }
  const root = await ensureRoot(work, line ?? headline, !stays || line !== undefined)
  if (root.kind === 'part') return root
  const message = renderMessage(placement.view, { thread })
  const far =
    known !== undefined && !stays && (placement.place === 'new-card' || isFar(known, work.place.kind === 'dm'))
  if (known !== undefined && !far && (await post.edit(known.externalId, message)))
    return { kind: 'sent', surface: { ...about, externalId: known.externalId, postedAt: known.postedAt } }
  const posted = await post.once(askedOf(work, root.ts), message)
  if (known !== undefined && !stays) await collapseOld(work, known, posted)
  const gone = known === undefined || stays ? {} : { gone: [known.externalId] }
  return { kind: 'sent', surface: { ...about, externalId: posted }, ...gone }
}

const MOVED_DOWN = 'The order moved down: its card is the newest one below.'

const ASKED_ANEW = 'This is asked again below.'

/**
 * Where the card was stands a pointer without buttons, with what was told there. It is only help: a
 * failure to write it stops nothing.
 */
async function collapseOld(
  { post }: PostWork,
  old: KnownSurface,
  posted: string,
  headline = MOVED_DOWN,
): Promise<void> {
  if (old.externalId === posted) return
  const pointer: View = { headline, blocks: old.told ?? [], controls: [] }
  try {
    await post.edit(old.externalId, renderMessage(pointer))
  } catch (error) {
    if (!(error instanceof Put)) slackFailure(error)
  }
}

async function postMessage(work: PostWork, placement: Extract<Placement, { place: 'post' }>): Promise<Delivered> {
  const { view, mention, subject } = placement
  const root = await ensureRoot(work, view.headline, false)
  if (root.kind === 'part') return root
  const to = mention === undefined ? undefined : { mention: mentionOf(mention) }
  const posted = await post(work, root.ts, renderPages(view, work, { ...to, paged: subject !== undefined }))
  if (subject === undefined) return { kind: 'sent', posted }
  // Asked anew: only the newest can be answered.
  const before = work.surfaces.find((surface) => surface.role === 'subject' && surface.subject === subject)
  if (before !== undefined) await collapseOld(work, before, posted, ASKED_ANEW)
  return { kind: 'sent', surface: { role: 'subject', subject, externalId: posted } }
}

const mentionOf = (key: string): { readonly user: string } | { readonly name: string } => {
  const user = slackUser(key)
  return user === undefined ? { name: key.slice(key.indexOf(':') + 1) } : { user }
}

/** What is edited later turns its pages in place; anything else is posted whole. */
function renderPages(
  view: View,
  { thread }: PostWork,
  how: { readonly mention?: ReturnType<typeof mentionOf>; readonly paged: boolean },
) {
  const options = { thread, ...(how.mention === undefined ? {} : { mention: how.mention }) }
  return how.paged ? [renderMessage(view, options)] : renderAll(view, options)
}

async function post(
  work: PostWork,
  threadTs: string | undefined,
  messages: ReturnType<typeof renderAll>,
): Promise<string> {
  let last = ''
  for (const [at, message] of messages.entries()) {
    last = await work.post.once({ ...askedOf(work, threadTs), key: at === 0 ? work.key : `${work.key}/${at}` }, message)
  }
  return last
}

/** For one person: beside the thread where others read, as a message where nobody else does. */
async function note(work: PostWork, placement: Extract<Placement, { place: 'note' }>): Promise<Delivered> {
  const { place, channel, thread } = work
  const user = slackUser(placement.to)
  if (placement.above === true && (work.superseded || !isAbove(work.surfaces))) return { kind: 'sent' }
  if (place.kind === 'dm' || place.kind === 'home') {
    await post(work, undefined, [renderMessage(placement.view, { thread, note: work.key })])
    return { kind: 'sent' }
  }
  if (user === undefined) return { kind: 'sent' }
  const ts = work.answers?.startsWith('cmd-') ? undefined : rootOf(work)
  const message = renderMessage(placement.view, { thread, note: work.key })
  await work.post.whisper({ channel, user, threadTs: ts, key: work.key }, message)
  return { kind: 'sent' }
}

/**
 * Forms live inside their acknowledgement; where that is gone (a restart in between), the person is
 * told how to get on.
 */
async function spoken(
  work: PostWork,
  placement: Extract<Placement, { place: 'form' | 'form-errors' }>,
): Promise<Delivered> {
  if (work.answers !== undefined && work.options.shownAlready?.(work.answers) === true) return { kind: 'sent' }
  const view: View =
    placement.place === 'form'
      ? {
          headline: `${placement.form.title}: the form is ready`,
          blocks: [],
          controls: [{ kind: 'button', label: 'Open the form', token: placement.form.token, style: 'primary' }],
        }
      : {
          headline: 'That form could not be taken',
          blocks: [{ kind: 'text', text: placementText(placement) }],
          controls: [],
        }
  return note(work, { place: 'note', to: placement.to, view })
}
