/**
 * The sheet: a private message that shows what a form in steps was given so far, with [Continue]
 * or, after errors, [Correct it]. It is also where those answers are kept: read back from the
 * message itself when the next step comes. Rule: its text displays carry the number of their field
 * as id.
 */
import { type APIComponentInContainer, ButtonStyle, ComponentType, MessageFlags } from 'discord.js'
import { z } from 'zod'
import { buttonRows } from '#adapters/discord/renderer/controls.ts'
import { escaped, small, unescaped } from '#adapters/discord/renderer/markdown.ts'
import type { Body } from '#adapters/discord/renderer/message.ts'
import type { Form, FormField } from '#conversation/edge/view.ts'
import { writeId } from './custom-id.ts'
import { stepsOf, type Values } from './modal.ts'

/** Ids below are Discord's own numbering. */
const FIRST_ID = 1_000
/** What Discord takes, less the headings. */
const ROOM = 3_500

/** Undefined: more was written than one message carries. */
export function renderSheet(
  form: Form,
  values: Values,
  next: { readonly step: number; readonly errors?: Values },
): Body | undefined {
  const { step, errors = {} } = next
  const wrong = Object.keys(errors).length > 0
  const heading = wrong ? 'Please look at these again' : `${form.title}: ${step - 1} of ${stepsOf(form)} done`
  const fields = form.fields.flatMap((field, index): APIComponentInContainer[] => {
    const { id, label } = field
    const value = inWords(field, values[id] ?? '')
    const why = errors[id]
    const content = [`**${escaped(label)}**`, ...(value === '' ? [] : [escaped(value)])].join('\n')
    return [
      ...(value === '' && why === undefined
        ? []
        : [{ type: ComponentType.TextDisplay, id: FIRST_ID + index, content } as const]),
      ...(why === undefined ? [] : [{ type: ComponentType.TextDisplay, content: `-# ${escaped(why)}` } as const]),
    ]
  })
  const written = fields.reduce((sum, part) => sum + ('content' in part ? part.content.length : 0), 0)
  if (written > ROOM) return undefined
  const go = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: wrong ? 'Correct it' : 'Continue',
    custom_id: writeId({ kind: 'form', step, token: form.token }),
  } as const
  const components: APIComponentInContainer[] = [
    { type: ComponentType.TextDisplay, content: `### ${escaped(heading)}` },
    ...fields,
    { type: ComponentType.TextDisplay, content: small('Nothing is changed until the last step.') },
    ...buttonRows([go]),
  ]
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, components }],
    allowed_mentions: { parse: [] },
  }
}

/** What a sheet was given, by field number; empty for any other message. */
export function readSheet(components: unknown): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  const walk = (part: unknown): void => {
    const node = nodeSchema.safeParse(part)
    if (!node.success) return
    const { id, content, components: inner = [] } = node.data
    if (id !== undefined && id >= FIRST_ID && content !== undefined) {
      const end = content.indexOf('\n')
      found.set(id - FIRST_ID, end === -1 ? '' : unescaped(content.slice(end + 1)))
    }
    for (const each of inner) walk(each)
  }
  for (const part of z.array(z.unknown()).catch([]).parse(components)) walk(part)
  return found
}

const nodeSchema = z.object({
  id: z.number().optional(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
})

/** The same by the ids of the form's fields. */
export const valuesOn = (form: Form, sheet: ReadonlyMap<number, string>): Values =>
  Object.fromEntries(
    form.fields.flatMap((field, index) =>
      sheet.has(index) ? [[field.id, chosen(field, sheet.get(index) ?? '')]] : [],
    ),
  )

/** A choice is shown by its words, where they name only one. */
const inWords = ({ options = [] }: FormField, value: string): string => {
  const label = options.find((option) => option.value === value)?.label
  return label === undefined || options.filter((option) => option.label === label).length > 1 ? value : label
}
const chosen = ({ options = [] }: FormField, shown: string): string => {
  const [only, ...more] = options.filter(({ label }) => label === shown)
  return only === undefined || more.length > 0 ? shown : only.value
}
