/**
 * Inbound: everything a person can send, from any channel, in one neutral shape. Adapters make it;
 * engine.ts handles it. The zod schema is the edge: what an adapter claims is parsed once, capped
 * in size, and then trusted.
 */

import { z } from 'zod'
import type { ThreadKey, UserKey } from '#domain/base/flavour.ts'

export type { ThreadKey, UserKey }

/** Raw size accepted before the engine's own friendlier limit of 2 000 characters applies. */
const RAW_TEXT = 100_000

/** Who reads along: only this person, others of the shop, or people of another company too. */
export const whereSchema = z.enum(['private', 'shared', 'external'])
const base = {
  id: z.string().min(1).max(200),
  thread: z
    .string()
    .min(1)
    .max(200)
    .transform((key): ThreadKey => key),
  user: z
    .string()
    .min(1)
    .max(200)
    .transform((key): UserKey => key),
  userName: z.string().max(200),
  locale: z.string().max(35),
  /** Absent: only this person. */
  where: whereSchema.optional(),
}
const text = z.string().max(RAW_TEXT)
const id = z.string().min(1).max(300)
/** A ProviderSaid, as jobs/payment-channel.ts makes it of what the provider answered; nobody else can. */
const providerSaid = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), externalId: id, url: z.string().max(4_000) }),
  z.strictObject({ kind: z.literal('paid'), externalId: id, paymentId: id, amount: z.int() }),
  z.strictObject({ kind: z.literal('processing'), externalId: id }),
  z.strictObject({ kind: z.literal('expired'), externalId: z.exactOptional(id) }),
  z.strictObject({ kind: z.literal('refused'), why: z.string().max(100) }),
  z.strictObject({ kind: z.literal('refunded'), externalId: id }),
  z.strictObject({ kind: z.literal('unknown') }),
])

/** What was taken out of the text before anything was stored: never set by adapters, only by receive.ts. */
const cleaned = z
  .array(z.enum(['card', 'token', 'too-long']))
  .readonly()
  .optional()

export const inboundSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('message'),
    text,
    mentionsBot: z.boolean().optional(),
    mentionsOther: z.boolean().optional(),
    /** Somebody's words that were handed on, by a message shortcut: they are offered, never done at once. */
    pasted: z.boolean().optional(),
    /**
     * The delivery id of the message whose words were changed to these, or that was deleted where
     * there are none; the id of the change begins with it.
     */
    edits: z.string().max(200).optional(),
    cleaned,
  }),
  z.strictObject({
    ...base,
    kind: z.literal('action'),
    token: z.string().max(300),
    value: z.string().max(300).optional(),
    on: z.string().max(100).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('form'),
    token: z.string().max(300),
    fields: z.record(z.string().max(60), text),
    cleaned,
  }),
  z.strictObject({ ...base, kind: z.literal('command'), name: z.string().max(40), text, cleaned }),
  z.strictObject({ ...base, kind: z.literal('search'), token: z.string().max(300), text: z.string().max(300) }),
  z.strictObject({ ...base, kind: z.literal('open'), place: z.enum(['thread', 'home', 'desk']) }),
  z.strictObject({
    ...base,
    kind: z.literal('provider'),
    order: z.int(),
    request: z.uuid(),
    said: providerSaid,
  }),
])

/**
 * `id` is the platform's delivery id and makes the inbound exactly-once; `locale` is BCP 47.
 * `value` of an action is what was chosen in a select; `fields` of a form are strings by field id.
 */
export type Inbound = z.infer<typeof inboundSchema>
export type Where = NonNullable<Inbound['where']>

export type SuggestQuery = { readonly user: UserKey; readonly what: Findable; readonly text: string }

/** What search fields look for; conversation/edge/suggest.ts finds it. */
export type Findable = 'product' | 'customer' | 'order'
