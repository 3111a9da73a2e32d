// Discord's components with their limits, as schemas: what does not parse, Discord refuses with
// 50035. Rule: the numbers of Discord's documentation, nothing looser. Next: limits.ts (rules
// across components), transcript.ts (what people read of them).
import { z } from 'zod'

const id = z.number().int().min(0).optional()
const customId = z.string().min(1).max(100)
const emoji = z.looseObject({ name: z.string().nullish(), id: z.string().nullish() }).optional()
const media = z.strictObject({
  url: z
    .string()
    .max(2048)
    .regex(/^(https?|attachment):\/\//),
})
const option = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji,
  default: z.boolean().optional(),
})
const options = z
  .array(option)
  .min(1)
  .max(25)
  .refine((list) => new Set(list.map(({ value }) => value)).size === list.length, 'option values must be unique')

const button = z.strictObject({
  type: z.literal(2),
  id,
  style: z.number().int().min(1).max(6),
  label: z.string().max(80).nullish(),
  emoji,
  custom_id: customId.optional(),
  url: z.url().max(512).nullish(),
  disabled: z.boolean().optional(),
})
const select = z.strictObject({
  type: z.literal(3),
  id,
  custom_id: customId,
  options,
  placeholder: z.string().max(150).nullish(),
  min_values: z.number().int().min(0).max(25).optional(),
  max_values: z.number().int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
})
const row = z.strictObject({
  type: z.literal(1),
  id,
  components: z.union([z.array(button).min(1).max(5), z.array(select).length(1)]),
})
const text = z.strictObject({ type: z.literal(10), id, content: z.string().min(1).max(4000) })
const thumbnail = z.strictObject({
  type: z.literal(11),
  id,
  media,
  description: z.string().max(1024).nullish(),
  spoiler: z.boolean().optional(),
})
const section = z.strictObject({
  type: z.literal(9),
  id,
  components: z.array(text).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
})
const gallery = z.strictObject({
  type: z.literal(12),
  id,
  items: z
    .array(z.strictObject({ media, description: z.string().max(1024).nullish(), spoiler: z.boolean().optional() }))
    .min(1)
    .max(10),
})
const separator = z.strictObject({
  type: z.literal(14),
  id,
  divider: z.boolean().optional(),
  spacing: z.number().int().min(1).max(2).optional(),
})
const container = z.strictObject({
  type: z.literal(17),
  id,
  components: z
    .array(z.discriminatedUnion('type', [row, text, section, gallery, separator]))
    .min(1)
    .max(40),
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().optional(),
})
const component = z.discriminatedUnion('type', [row, text, section, gallery, separator, container])

const textInput = z.strictObject({
  type: z.literal(4),
  id,
  custom_id: customId,
  style: z.number().int().min(1).max(2),
  min_length: z.number().int().min(0).max(4000).optional(),
  max_length: z.number().int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4000).nullish(),
  placeholder: z.string().max(100).nullish(),
})
const radioGroup = z.strictObject({
  type: z.literal(21),
  id,
  custom_id: customId,
  options: z.array(option).min(2).max(10),
  required: z.boolean().optional(),
})
const checkboxGroup = z.strictObject({
  type: z.literal(22),
  id,
  custom_id: customId,
  options: z.array(option).min(1).max(10),
  min_values: z.number().int().min(0).max(10).optional(),
  max_values: z.number().int().min(1).max(10).optional(),
  required: z.boolean().optional(),
})
const label = z.strictObject({
  type: z.literal(18),
  id,
  label: z.string().min(1).max(45),
  description: z.string().max(100).nullish(),
  component: z.discriminatedUnion('type', [textInput, select, radioGroup, checkboxGroup]),
})
export const modalSchema = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [label, text]))
    .min(1)
    .max(5),
})

export const allowedMentionsSchema = z.strictObject({
  parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
  users: z.array(z.string()).max(100).optional(),
  roles: z.array(z.string()).max(100).optional(),
  replied_user: z.boolean().optional(),
})
/** A message as it is posted or edited; keys that a bot of this kind never sends are refused. */
export const messageSchema = z.strictObject({
  content: z.string().max(2000).nullish(),
  tts: z.boolean().optional(),
  nonce: z.union([z.string().max(25), z.number()]).optional(),
  enforce_nonce: z.boolean().optional(),
  embeds: z.array(z.looseObject({})).max(10).nullish(),
  components: z.array(component).max(40).nullish(),
  allowed_mentions: allowedMentionsSchema.nullish(),
  flags: z.number().int().nullish(),
  message_reference: z.looseObject({ message_id: z.string() }).optional(),
  attachments: z.array(z.looseObject({})).nullish(),
})
export const choicesSchema = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        value: z.union([z.string().max(100), z.number()]),
        name_localizations: z.record(z.string(), z.string()).nullish(),
      }),
    )
    .max(25),
})

export type MessageComponent = z.infer<typeof component>
export type Button = z.infer<typeof button>
export type Select = z.infer<typeof select>
export type MessageBody = z.infer<typeof messageSchema>
export type AllowedMentions = z.infer<typeof allowedMentionsSchema>
export type ModalBody = z.infer<typeof modalSchema>
export type ModalField = z.infer<typeof label>
/** Anything with a type number, at any depth. */
export type Part = MessageComponent | Button | Select | z.infer<typeof thumbnail>

/** Every component of a message, nested ones included, in reading order. */
export function partsOf(components: readonly MessageComponent[]): readonly Part[] {
  return components.flatMap((each): readonly Part[] => {
    switch (each.type) {
      case 1:
        return [each, ...each.components]
      case 9:
        return [each, ...each.components, each.accessory]
      case 17:
        return [each, ...partsOf(each.components)]
      case 10:
      case 12:
      case 14:
        return [each]
      default:
        return each satisfies never
    }
  })
}
