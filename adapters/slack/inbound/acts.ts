/**
 * What is done about what was heard: claimed, then handled; what exists only inside Slack's
 * acknowledgement (a form, its errors, what a search offers, another page) is answered here from
 * the turn's reply. Everything else reaches people through the outbox (deliver.ts).
 */
import type { ReceiverEvent } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { SlackHost, SlackLog } from '#adapters/slack/host.ts'
import { createMemory, type Memory } from '#adapters/slack/memory.ts'
import { slackFailure } from '#adapters/slack/outbound/client.ts'
import { createWorking } from '#adapters/slack/outbound/working.ts'
import { drawOption } from '#adapters/slack/renderer/controls.ts'
import { noticeModal, openingModal, slackModal } from '#adapters/slack/renderer/modal.ts'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { placementText, viewText } from '#conversation/edge/text.ts'
import type { Form, Placement, Reply } from '#conversation/edge/view.ts'
import type { PressedOn, SlackHeard, SlackReading } from './heard.ts'
import { hearPayload } from './inbound.ts'
import { turnPage } from './page-turns.ts'
import { type ModalMetadata, type Submission, submissionBody } from './payloads.ts'
import { usedOf } from './used.ts'

export type Acts = {
  /** Durable once it settles. Throws when it could not be made so. */
  readonly claim: (body: unknown) => Promise<SlackHeard>
  /** It could not be made durable: people are told, Slack's own events are left for Slack to send again. */
  readonly sorry: (event: ReceiverEvent) => Promise<void>
  /** It belongs to another workspace: nothing is done, and Slack need not send it again. */
  readonly refuse: (event: ReceiverEvent) => Promise<void>
  readonly act: (heard: SlackHeard) => Promise<void>
  readonly offer: (heard: SlackHeard) => Promise<readonly ReturnType<typeof drawOption>[]>
  readonly submit: (heard: SlackHeard, ack: SubmissionAck) => Promise<void>
  readonly memory: Memory
}
export type SubmissionAck = (
  answer?:
    | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
    | { readonly response_action: 'update'; readonly view: ReturnType<typeof noticeModal> },
) => Promise<void>

export type ActsDeps = {
  readonly host: SlackHost
  readonly client: WebClient
  readonly log: SlackLog
  /** Whether the token is still good has to be asked. */
  readonly removed: (why: string) => void
  readonly reading: Omit<SlackReading, 'isRecent' | 'refusals'>
}

type Said = Extract<SlackHeard, { kind: 'inbound' }>
/** A submission is answered in its acknowledgement only if the turn is this quick. */
const ANSWER_WITHIN = 2_200
const AWAY =
  'I could not keep that just now, so nothing was done and nothing was changed: please try again in a minute.'
const ELSEWHERE =
  'I serve another workspace, so nothing was done here. Ask whoever installed me to set me up for yours.'
const WORKING = 'This takes longer than usual. You can close this; the answer follows in the conversation.'

export function createActs(deps: ActsDeps): Acts {
  const { host, log, client } = deps
  const memory = createMemory()
  const working = createWorking(client)
  const reading: SlackReading = { ...deps.reading, isRecent: memory.isRecent, refusals: memory.refusals }
  return {
    memory,
    async claim(body) {
      const heard = await hearPayload(body, reading)
      if (heard.kind === 'gone') await host.userGone(heard.user)
      if (heard.kind !== 'inbound' && heard.kind !== 'submission') return heard
      const { inbound } = await host.claim(heard.inbound)
      memory.remember(inbound, heard.kind === 'inbound' ? heard.respondTo : undefined)
      return { ...heard, inbound }
    },
    sorry: (event) => (event.body['type'] === 'event_callback' ? Promise.resolve() : decline(event, AWAY)),
    refuse: (event) => decline(event, ELSEWHERE),
    async act(heard) {
      if (heard.kind === 'page') return guarded(log, () => turnPage(heard, deps))
      if (heard.kind === 'removed') return deps.removed(heard.why)
      if (heard.kind !== 'inbound') return
      if (heard.form && heard.trigger !== undefined) await openForm(heard, heard.trigger, { ...deps, memory })
      else {
        const used = await usedByPress(heard, deps)
        await working(heard.inbound, async () => host.handle(await told(heard, reading)))
        if (used !== undefined) await guarded(log, used)
      }
    },
    async offer(heard) {
      if (heard.kind !== 'search') return []
      const { user, what, text } = heard
      return (await host.suggest({ user, what, text })).map((option) => drawOption(option, option.value))
    },
    submit: (heard, ack) => submit(heard, ack, { ...deps, memory }),
  }
}

/** What Slack would not send again is answered, in the only place left: its acknowledgement. */
async function decline({ body, ack }: ReceiverEvent, words: string): Promise<void> {
  const submission = submissionBody.safeParse(body)
  if (submission.success) return ack({ response_action: 'errors', errors: atFirst(submission.data.view, words) })
  if (body['command'] !== undefined) return ack({ response_type: 'ephemeral', text: words })
  await ack()
  if (typeof body['response_url'] === 'string') await respond(body['response_url'], words).catch(() => undefined)
}

export async function respond(url: string, text: string): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    signal: AbortSignal.timeout(3_000),
  })
}

type Deps = ActsDeps & { readonly memory: Memory }

async function usedByPress({ inbound, pressedOn: on }: Said, deps: ActsDeps): ReturnType<typeof usedOf> {
  if (on === undefined || inbound.kind !== 'action') return undefined
  const { thread, token, value } = inbound
  return usedOf({ thread, on, pressed: value === undefined ? { token } : { token, value } }, deps)
}

/** What was heard, with who reads along: waited for where nobody knew. */
async function told({ inbound, unsure }: Said, { externals }: Pick<SlackReading, 'externals'>): Promise<Inbound> {
  return unsure === undefined || (await externals.sure(unsure)) ? inbound : { ...inbound, where: 'shared' }
}

/** Slack's trigger lives three seconds: an empty form is opened at once, and filled when the turn has answered. */
async function openForm(heard: Said, trigger: string, { client, host, log, memory, reading }: Deps): Promise<void> {
  const opened = await guarded(log, () => client.views.open({ trigger_id: trigger, view: openingModal() }))
  if (opened?.view?.id !== undefined) memory.shown(heard.inbound.id)
  const inbound = await told(heard, reading)
  const reply = await host.handle(inbound)
  const { id, hash } = opened?.view ?? {}
  if (id === undefined) return
  if (heard.pressedOn !== undefined) memory.opened(id, heard.pressedOn)
  const form = formIn(reply)
  const view =
    form === undefined
      ? noticeModal('Nothing to fill in', spoken(reply) || 'The order changed meanwhile. Its card is up to date now.')
      : slackModal(form, { t: inbound.thread, k: form.token, w: inbound.where ?? 'private', ...openedOn(heard) })
  await guarded(log, () => fill({ id, hash, view }, client))
}

type Filling = { readonly id: string; readonly hash: string | undefined; readonly view: ReturnType<typeof slackModal> }

/** Whatever else changed the empty form meanwhile, this is what it is for. */
async function fill({ id, hash, view }: Filling, { views }: WebClient): Promise<void> {
  try {
    await views.update({ view_id: id, ...(hash === undefined ? {} : { hash }), view })
  } catch (error) {
    if (slackFailure(error).why !== 'hash_conflict') throw error
    await views.update({ view_id: id, view })
  }
}

/** Travels with the form, so that a restart does not forget it; what a message says is too much for that. */
const openedOn = ({ pressedOn }: Said): Pick<ModalMetadata, 'o'> => {
  if (pressedOn === undefined) return {}
  const { place, note } = pressedOn
  return { o: { place, ...(note === undefined ? {} : { note }) } }
}

const formIn = (reply: Reply): Form | undefined =>
  reply.outgoing.flatMap(({ placement }) => (placement.place === 'form' ? [placement.form] : []))[0]

const placementsOf = ({ outgoing }: Reply): readonly Placement[] => outgoing.map(({ placement }) => placement)
const MODAL_TEXT = 2_500
const spoken = (reply: Reply): string => placementsOf(reply).flatMap(toldIn).join('\n\n').slice(0, MODAL_TEXT)

const toldIn = (placement: Placement): readonly string[] => {
  if (placement.place === 'note') return [placementText(placement)]
  const told = 'told' in placement ? placement.told : undefined
  return told === undefined ? [] : [viewText({ headline: '', blocks: told, controls: [] }).trim()]
}

/**
 * What does not fit is said at its field; what the order refuses is said at the first one, so that
 * nothing typed is lost.
 */
async function submit(heard: SlackHeard, ack: SubmissionAck, deps: Deps): Promise<void> {
  const { host, client, log, memory } = deps
  if (heard.kind !== 'submission') return ack()
  const { inbound, view, openedOn } = heard
  memory.shown(inbound.id)
  const used = await usedByForm(inbound, memory.openedOn(view.id) ?? openedOn, deps)
  const handled = host.handle(inbound)
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), ANSWER_WITHIN)
  const reply = await Promise.race([handled, late.promise])
  clearTimeout(timer)
  if (reply !== undefined) {
    const answer = answerOf(reply, view)
    if (answer !== undefined) memory.refused(view.id)
    await ack(answer)
    if (answer === undefined && used !== undefined) await guarded(log, used)
    return
  }
  await ack({ response_action: 'update', view: noticeModal('One moment', WORKING) })
  const said = spoken(await handled) || 'Done: the card is up to date.'
  await guarded(log, () => client.views.update({ view_id: view.id, view: noticeModal('Here is the answer', said) }))
}

async function usedByForm(inbound: Inbound, on: PressedOn | undefined, deps: ActsDeps): ReturnType<typeof usedOf> {
  if (on === undefined || inbound.kind !== 'form') return undefined
  return usedOf({ thread: inbound.thread, on, pressed: { token: inbound.token, filledIn: true } }, deps)
}

function answerOf(reply: Reply, view: Submission['view']): Parameters<SubmissionAck>[0] {
  const placements = placementsOf(reply)
  const errors = placements.flatMap((placement) => (placement.place === 'form-errors' ? [placement.errors] : []))[0]
  if (errors !== undefined) return { response_action: 'errors', errors: atFields(view, errors) }
  const changed = placements.some(
    ({ place }) => place === 'card' || place === 'new-card' || place === 'collapse' || place === 'post',
  )
  const refused = spoken(reply)
  // A note with a choice to press is shown in the conversation: nothing can be pressed beside a field.
  const asks = placements.some((placement) => placement.place === 'note' && placement.view.controls.length > 0)
  return changed || asks || refused === '' ? undefined : { response_action: 'errors', errors: atFirst(view, refused) }
}

const blocksOf = ({ state }: Submission['view']): readonly string[] => Object.keys(state.values)
const ERROR_TEXT = 1_000

/** Errors of fields this form does not show stand at its first one. */
function atFields(view: Submission['view'], errors: Readonly<Record<string, string>>): Record<string, string> {
  const blocks = blocksOf(view)
  const [first = ''] = blocks
  return Object.fromEntries(
    Object.entries(errors).map(([field, why]) => [
      blocks.find((block) => block.startsWith(`${field}~`)) ?? first,
      why.slice(0, ERROR_TEXT),
    ]),
  )
}

const atFirst = (view: Submission['view'], why: string): Record<string, string> => ({
  [blocksOf(view)[0] ?? '']: why.slice(0, ERROR_TEXT),
})

/** What only helps may fail: Slack's no is logged, and nothing else stops. Our own faults are thrown. */
async function guarded<T>(log: SlackLog, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    log({ event: 'slack', why: slackFailure(error).why })
    return undefined
  }
}
