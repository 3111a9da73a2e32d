/**
 * A form as Discord modals: at most five fields each, so longer forms come in steps. What was
 * filled in so far lives in a private message between two steps (the sheet), in its own text, so
 * that a restart in the middle loses nothing. Next: form-steps.ts says what follows what.
 */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { optionOf } from '#adapters/discord/renderer/controls.ts'
import { clipped } from '#adapters/discord/renderer/markdown.ts'
import type { Form, FormField } from '#conversation/edge/view.ts'
import { writeId } from './custom-id.ts'

export type Values = Readonly<Record<string, string>>

const FIELDS = 5
const TITLE = 45
const LABEL = 45
const HELP = 100
/** Text inputs of one form may have so many characters together that the sheet still carries them. */
const SHORT = 200
const LONG = 1_000
const RADIO = 10
const SELECT = 25

export const stepsOf = (form: Form): number => Math.max(1, Math.ceil(form.fields.length / FIELDS))
export const fieldsOf = (form: Form, step: number): readonly FormField[] =>
  form.fields.slice((step - 1) * FIELDS, step * FIELDS)
/** The step (from 1) that asks for the field; 1 when the form has no such field. */
export const stepOf = (form: Form, field: string): number =>
  Math.floor(
    Math.max(
      0,
      form.fields.findIndex(({ id }) => id === field),
    ) / FIELDS,
  ) + 1

/** One step of the form, with what is known already. */
export function discordModal(form: Form, step: number, values: Values): APIModalInteractionResponseCallbackData {
  const steps = stepsOf(form)
  return {
    custom_id: writeId({ kind: 'modal', step, token: form.token }),
    title: clipped(steps === 1 ? form.title : `${form.title} (${step} of ${steps})`, TITLE),
    components: fieldsOf(form, step).map((field) => labelled(field, values[field.id] ?? field.value)),
  }
}

function labelled(field: FormField, value: string | undefined): APILabelComponent {
  const tooLong = field.label.length > LABEL ? [field.label] : []
  const help = [...tooLong, ...(field.help === undefined ? [] : [field.help])].join('. ')
  return {
    type: ComponentType.Label,
    label: clipped(field.label, LABEL),
    ...(help === '' ? {} : { description: clipped(help, HELP) }),
    component: inputOf(field, value),
  }
}

/**
 * Few choices are seen at once, more are a list; a choice of one is a list too, Discord wants two
 * radio buttons at least.
 */
function inputOf(field: FormField, value: string | undefined): APIComponentInLabel {
  const { id, required, options = [] } = field
  const known = options.map((option) => ({ ...optionOf(option), ...(option.value === value ? { default: true } : {}) }))
  if (field.kind !== 'choice' || known.length === 0 || known.length > SELECT) return textInput(field, value)
  return known.length > 1 && known.length <= RADIO
    ? { type: ComponentType.RadioGroup, custom_id: id, required, options: known }
    : { type: ComponentType.StringSelect, custom_id: id, required, options: known }
}

function textInput({ id, kind, required }: FormField, value: string | undefined): APIComponentInLabel {
  const max = kind === 'long-text' ? LONG : SHORT
  return {
    type: ComponentType.TextInput,
    custom_id: id,
    style: kind === 'long-text' ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: max,
    ...(value === undefined || value === '' ? {} : { value: value.slice(0, max) }),
  }
}

/** One text box that is no form of the engine: words to look for, or a message. */
export function renderTextBox(id: string, title: string, label: string): APIModalInteractionResponseCallbackData {
  const component = {
    type: ComponentType.TextInput,
    custom_id: 'text',
    style: TextInputStyle.Paragraph,
    required: true,
    max_length: 2_000,
  } as const
  return {
    custom_id: id,
    title: clipped(title, TITLE),
    components: [{ type: ComponentType.Label, label: clipped(label, LABEL), component }],
  }
}
