/**
 * A filled form, from Slack's state to the fields of the neutral one. What a modal belongs to
 * travels in its private metadata, which only Slack and we ever see. Next: renderer/modal.ts, which
 * wrote the block ids read here.
 */
import type { Inbound } from '#conversation/edge/inbound.ts'
import { nothingHeard, type SlackHeard, type SlackReading } from './heard.ts'
import { modalMetadata, type Submission, submissionBody } from './payloads.ts'
import { shortHash, slackUserKey } from './place.ts'

export function heardSubmission(body: unknown, { self, refusals }: SlackReading): SlackHeard {
  const parsed = submissionBody.safeParse(body)
  if (!parsed.success) return nothingHeard
  const { view, user } = parsed.data
  const metadata = modalMetadata.safeParse(parsedJson(view.private_metadata))
  if (!metadata.success) return nothingHeard
  const { t: thread, k: token, w: where, o: openedOn } = metadata.data
  // Slack keeps the view's hash when it comes back with errors: filled in anew, it is another
  // submission; pressed twice, it is the same.
  const id = `sub-${shortHash(view.id, view.hash, JSON.stringify(view.state.values), String(refusals(view.id)))}`
  const base = { id, thread, where, user: slackUserKey(self.team, user.id), locale: 'en' }
  const inbound: Inbound = {
    ...base,
    kind: 'form',
    userName: user.name ?? user.username ?? user.id,
    token,
    fields: fieldsOf(view),
  }
  return { kind: 'submission', inbound, view, openedOn }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Block `item~mark` is the field `item`; `item@~mark` is the search of it, which wins over what was typed. */
function fieldsOf({ state }: Submission['view']): Readonly<Record<string, string>> {
  const entries = Object.entries(state.values).flatMap(([block, elements]) => {
    const [name = ''] = block.split('~')
    const [first] = Object.values(elements)
    const value = first?.selected_option?.value ?? first?.value ?? ''
    return value === '' && name.endsWith('@') ? [] : [[name, value] as const]
  })
  const typed = entries.filter(([name]) => !name.endsWith('@'))
  const searched = entries
    .filter(([name]) => name.endsWith('@'))
    .map(([name, value]) => [name.slice(0, -1), value] as const)
  return Object.fromEntries([...typed, ...searched])
}
