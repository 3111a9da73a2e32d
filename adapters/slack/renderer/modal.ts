/**
 * Forms as Slack modals. A field's block id ends with a mark of its value: Slack keeps what was
 * typed under an old id, so a new value needs a new one. Fields that can be searched get a search
 * above the box to type in; the search wins.
 */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { ModalMetadata } from '#adapters/slack/inbound/payloads.ts'
import type { Form, FormField } from '#conversation/edge/view.ts'
import { drawOption } from './controls.ts'
import { plain, plainWords, richText, section } from './text-objects.ts'

export const CALLBACK = 'parley'
const TITLE = 24
const INPUT = 3_000

export function slackModal(form: Form, metadata: ModalMetadata): ModalView {
  return {
    type: 'modal',
    callback_id: CALLBACK,
    private_metadata: JSON.stringify(metadata),
    title: plain(form.title, TITLE),
    submit: plain(form.submit, TITLE),
    close: plain('Cancel', TITLE),
    blocks: form.fields.flatMap(drawField),
  }
}

/** While the form is being made, and when it could not be. */
export function noticeModal(title: string, text: string): ModalView {
  return {
    type: 'modal',
    callback_id: CALLBACK,
    title: plain(title, TITLE),
    close: plain('Close', TITLE),
    blocks: [richText(section(plainWords(text)))],
  }
}

export const openingModal = (): ModalView =>
  noticeModal(
    'One moment',
    'The form is on its way. If this stays for more than a few seconds, please close it and press again; nothing ' +
      'is lost.',
  )

function drawField(field: FormField): readonly KnownBlock[] {
  const { id, label, help, required, find, value } = field
  const mark = markOf(value)
  const base = { type: 'input', optional: !required || find !== undefined } as const
  const input: InputBlock = {
    ...base,
    block_id: `${id}~${mark}`,
    label: plain(find === undefined ? label : `Or type: ${label}`, 2_000),
    element: elementOf(field),
    ...(help === undefined ? {} : { hint: plain(help, 2_000) }),
  }
  if (find === undefined) return [input]
  const search: InputBlock = {
    ...base,
    block_id: `${id}@~${mark}`,
    label: plain(`Search: ${label}`, 2_000),
    element: {
      type: 'external_select',
      action_id: `f:${find}:field`,
      placeholder: plain('Type to search', 150),
      min_query_length: 1,
    },
  }
  return [search, input]
}

/** FNV-1a: short, and different where the value is. */
function markOf(value = ''): string {
  let hash = 0x811c9dc5
  for (const character of value) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(36)
}

function elementOf({ kind, value, options = [] }: FormField): InputBlock['element'] {
  const initial = value === undefined || value === '' ? {} : { initial_value: value.slice(0, INPUT) }
  switch (kind) {
    case 'choice': {
      const drawn = options.map((option) => drawOption(option, option.value))
      const chosen = drawn[options.findIndex((option) => option.value === value)]
      return {
        type: 'static_select',
        action_id: 'v',
        options: drawn,
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      }
    }
    case 'email':
      return { type: 'email_text_input', action_id: 'v', ...initial }
    case 'number':
      return { type: 'number_input', action_id: 'v', is_decimal_allowed: false, ...initial }
    case 'long-text':
      return { type: 'plain_text_input', action_id: 'v', multiline: true, max_length: INPUT, ...initial }
    case 'text':
    case 'phone':
    case 'amount':
      return { type: 'plain_text_input', action_id: 'v', max_length: INPUT, ...initial }
    default:
      return kind satisfies never
  }
}
