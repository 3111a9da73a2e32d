/**
 * The part of Slack's payloads Parley reads, parsed once at the edge. What does not fit is no
 * payload of ours: it is acknowledged and left alone. Field names are Slack's. Next: inbound.ts
 * makes neutral inbounds of them.
 */
import { z } from 'zod'

const id = z.string().min(1).max(255)
const person = z.object({ id, name: z.string().optional(), username: z.string().optional() })
const channel = z.object({ id, name: z.string().optional() })
const text = z.string()

const message = z.object({
  ts: id,
  thread_ts: id.optional(),
  subtype: text.optional(),
  user: id.optional(),
  bot_id: id.optional(),
  text: text.default(''),
  edited: z.object({ ts: id }).optional(),
})
const event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('app_mention'),
    channel: id,
    channel_type: text.optional(),
    ...message.shape,
  }),
  z.object({
    type: z.literal('message'),
    channel: id,
    channel_type: text.optional(),
    ...message.partial({ ts: true }).shape,
    message: message.optional(),
    previous_message: message.partial({ ts: true }).optional(),
  }),
  z.object({ type: z.literal('app_home_opened'), user: id, tab: z.enum(['home', 'messages']).optional() }),
  z.object({ type: z.enum(['app_uninstalled', 'tokens_revoked']) }),
  z.object({ type: z.literal('user_change'), user: z.object({ id, deleted: z.boolean().default(false) }) }),
])
export const eventBody = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  event_id: id,
  is_ext_shared_channel: z.boolean().optional(),
  event,
})
export type SlackEvent = z.infer<typeof event>
export type MessageEvent = Extract<SlackEvent, { type: 'message' | 'app_mention' }>

export const commandBody = z.object({
  command: text,
  text: text.default(''),
  team_id: id,
  channel_id: id,
  channel_name: text.default(''),
  user_id: id,
  user_name: text.default(''),
  trigger_id: id,
  response_url: text.optional(),
})

const base = { user: person, team: z.object({ id }).nullish(), trigger_id: id }
export const shortcutBody = z.object({ type: z.literal('shortcut'), ...base, callback_id: id, action_ts: id })
export const messageShortcutBody = z.object({
  type: z.literal('message_action'),
  ...base,
  callback_id: id,
  channel,
  message: z.object({ text: text.default(''), ts: id }),
  response_url: text.optional(),
})

const option = z.object({ value: text })
const action = z.object({
  action_id: id,
  block_id: text.default(''),
  action_ts: text.default(''),
  value: text.optional(),
  selected_option: option.nullish(),
})
const container = z.object({
  type: text,
  message_ts: text.optional(),
  thread_ts: text.optional(),
  channel_id: text.optional(),
})
export const actionsBody = z.object({
  type: z.literal('block_actions'),
  ...base,
  container,
  /** Absent where only one person sees it, and in views. */
  message: z
    .object({ text, blocks: z.array(z.looseObject({ type: text })) })
    .optional()
    .catch(undefined),
  channel: channel.optional(),
  actions: z.array(action).min(1),
  response_url: text.optional(),
})
export type PressedAction = z.infer<typeof action>

export const suggestionBody = z.object({
  type: z.literal('block_suggestion'),
  user: person,
  team: z.object({ id }).nullish(),
  action_id: id,
  value: text,
})

const entry = z.object({ value: text.nullish(), selected_option: option.nullish() })
export const submissionBody = z.object({
  type: z.literal('view_submission'),
  user: person,
  team: z.object({ id }).nullish(),
  view: z.object({
    id,
    hash: id,
    private_metadata: text,
    state: z.object({ values: z.record(text, z.record(text, entry)) }),
  }),
})
export type Submission = z.infer<typeof submissionBody>

/** A private note: the key it was said under, and the address that changes what only one person sees. */
const noteAt = z.object({ key: text, user: text, respondTo: text.exactOptional() })

/** What a modal carries: where it was asked for, the control it answers, and the message that control stands on. */
export const modalMetadata = z.object({
  ...{ t: text, k: text, w: z.enum(['private', 'shared', 'external']) },
  o: z.object({ place: text, note: noteAt.exactOptional() }).exactOptional(),
})
export type ModalMetadata = z.infer<typeof modalMetadata>
