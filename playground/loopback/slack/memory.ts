// The fake workspace as it stands, as data: what an upgrade meets on the screens of people. Rule:
// only what Slack itself would keep (channels, messages, open views); triggers and response
// addresses are over by then. Next: test/upgrade/dump.ts, which keeps it beside the database.
import type { Channel, Message, OpenView, Workspace } from './workspace.ts'

export type SlackMemory = {
  readonly ids: number
  readonly channels: readonly Channel[]
  readonly messages: readonly Message[]
  readonly views: readonly OpenView[]
}

export const slackMemory = (space: Workspace): SlackMemory => ({
  ids: Number(space.nextId('')),
  channels: [...space.channels.values()],
  messages: space.messages.filter(({ deleted }) => !deleted),
  views: [...space.views.values()].filter(({ status }) => status === 'open'),
})

export function recallSlack(space: Workspace, { channels, messages, views }: SlackMemory): void {
  for (const channel of channels) space.channels.set(channel.id, channel)
  space.messages.push(...messages)
  for (const view of views) space.views.set(view.id, view)
}
