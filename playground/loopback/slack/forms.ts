// A modal as a person fills it in: fields by their labels, what stands there already kept, and what
// Slack itself would not let through refused. Next: acts.ts, which submits it.
import { type Obj, obj, objs, str } from '../json.ts'
import type { OpenView } from './workspace.ts'

const textOf = (value: unknown): string => str(obj(value)['text'])

/** Values by block and action, as a submission carries them. Throws what Slack would say at the field itself. */
export function filledState(view: OpenView, fields: Readonly<Record<string, string>>): Obj {
  const inputs = objs(view.content['blocks']).filter(({ type }) => type === 'input')
  const labels = inputs.map((block) => textOf(block['label']))
  for (const label of Object.keys(fields))
    if (!labels.some((known) => known === label)) throw new Error(`no field "${label}"; there are ${labels.join(', ')}`)
  return Object.fromEntries(
    inputs.map((block) => {
      const element = obj(block['element'])
      const value = inputValue(element, fields[textOf(block['label'])])
      if (block['optional'] !== true && isEmpty(value))
        throw new Error(`Slack asks for "${textOf(block['label'])}" before it submits`)
      return [str(block['block_id']), { [str(element['action_id'])]: { type: element['type'], ...value } }]
    }),
  )
}

const isEmpty = (value: Obj): boolean => Object.values(value).every((part) => part === null || part === '')

function inputValue(element: Obj, given: string | undefined): Obj {
  switch (element['type']) {
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: given === undefined ? (element['initial_option'] ?? null) : chosen(element, given) }
    case 'external_select':
      return {
        selected_option:
          given === undefined
            ? (element['initial_option'] ?? null)
            : { text: { type: 'plain_text', text: given }, value: given },
      }
    case 'email_text_input':
      if (given !== undefined && given !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(given))
        throw new Error(`Slack asks for a valid e-mail instead of ${given}`)
      return typed(element, given)
    case 'number_input':
      if (given !== undefined && given !== '' && !/^-?\d+(\.\d+)?$/.test(given))
        throw new Error(`Slack asks for a number instead of ${given}`)
      return typed(element, given)
    default:
      return typed(element, given)
  }
}

function typed(element: Obj, given: string | undefined): Obj {
  const value = given ?? str(element['initial_value'])
  const most = element['max_length']
  if (typeof most === 'number' && value.length > most) throw new Error(`Slack takes at most ${most} characters`)
  return { value: value === '' ? null : value }
}

function chosen(element: Obj, label: string): Obj {
  const options = [
    ...objs(element['options']),
    ...objs(element['option_groups']).flatMap((group) => objs(group['options'])),
  ]
  const found = options.find((option) => textOf(option['text']) === label || option['value'] === label)
  if (found === undefined)
    throw new Error(`no option "${label}"; there are ${options.map((option) => textOf(option['text'])).join(', ')}`)
  return found
}
