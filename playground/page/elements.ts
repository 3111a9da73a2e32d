/**
 * What can be pressed, chosen or typed into on a Slack card or form. In a form nothing is sent
 * before it is submitted: its fields are read by their labels (forms.ts). Rule: a confirm dialog is
 * asked first. Next: hands.ts.
 */
import type { Obj } from '../wire.ts'
import { type At, textOf } from './blocks.ts'
import { type Choice, el, freshId, menu, obj, objs, str } from './dom.ts'
import { asked, type Control } from './hands.ts'
import { picture } from './picture.ts'

/** `label`: of the input it stands in; without one it acts at once. */
export function elementOf(element: Obj, place: At, label?: string): HTMLElement {
  switch (element['type']) {
    case 'button':
      return button(element, place)
    case 'image':
      return picture(str(element['image_url']), str(element['alt_text']))
    case 'overflow':
      return acting('More', choicesOf(element), element, place)
    case 'static_select':
    case 'radio_buttons':
      return label === undefined
        ? acting(textOf(element['placeholder']) || 'Choose', choicesOf(element), element, place)
        : select(element, label)
    case 'external_select':
      return search(element, place, label)
    case 'plain_text_input':
    case 'email_text_input':
    case 'number_input':
      return typed(element, label ?? '')
    default:
      return el('span', { class: 'unknown' }, `(an element of the kind ${str(element['type'])})`)
  }
}

const controlOf = (element: Obj, { at }: At, value?: string): Control => ({
  control: str(element['action_id']),
  block: at,
  value,
})

function button(element: Obj, place: At): HTMLElement {
  const label = textOf(element['text'])
  const press = async (): Promise<void> => {
    if (await agreed(element)) place.hands.press(controlOf(element, place))
  }
  const link = str(element['url'])
  const kind = str(element['style'])
  return link.startsWith('https:')
    ? el('a', { class: 'button', href: link, rel: 'noopener noreferrer', target: '_blank' }, label)
    : el('button', { type: 'button', class: kind, 'data-name': label, onclick: () => void press() }, label)
}

async function agreed(element: Obj): Promise<boolean> {
  if (element['confirm'] === undefined) return true
  const { title, text, confirm, deny } = obj(element['confirm'])
  return asked({ title: textOf(title), text: textOf(text), yes: textOf(confirm), no: textOf(deny) })
}

function acting(label: string, choices: readonly Choice[], element: Obj, place: At): HTMLElement {
  return menu(label, choices, async ({ value }) => {
    if (await agreed(element)) place.hands.press(controlOf(element, place, value))
  })
}

export const choicesOf = (element: Obj): readonly Choice[] =>
  [...objs(element['options']), ...objs(element['option_groups']).flatMap((group) => objs(group['options']))].map(
    (option) => ({
      value: str(option['value']),
      label: textOf(option['text']),
      description: option['description'] === undefined ? undefined : textOf(option['description']),
    }),
  )

function select(element: Obj, label: string): HTMLElement {
  const chosen = str(obj(element['initial_option'])['value'])
  const none = el('option', { value: '' }, 'Choose an option')
  const options = choicesOf(element).map((choice) =>
    el('option', { value: choice.label, selected: choice.value === chosen }, choice.label),
  )
  return el('select', { name: label, 'data-name': label }, none, ...options)
}

function typed(element: Obj, label: string): HTMLElement {
  const value = str(element['initial_value'])
  const most = element['max_length'] === undefined ? undefined : String(element['max_length'])
  const about = { name: label, 'data-name': label, maxlength: most, placeholder: textOf(element['placeholder']) }
  if (element['multiline'] === true) return el('textarea', { ...about, rows: '4' }, value)
  const type = element['type'] === 'email_text_input' ? 'email' : 'text'
  return el('input', { ...about, type, value, inputmode: element['type'] === 'number_input' ? 'numeric' : undefined })
}

const PAUSE = 200

/** What is typed is looked for; outside of a form, what is chosen is pressed. */
function search(element: Obj, place: At, label: string | undefined): HTMLElement {
  const id = freshId()
  const found = el('div', { class: 'found', id, role: 'group', 'aria-label': 'Found' })
  const placeholder = textOf(element['placeholder']) || 'Search'
  const box = el('input', {
    type: 'search',
    name: label,
    placeholder,
    'aria-label': label ?? placeholder,
    'aria-controls': id,
  })
  box.dataset['name'] = label ?? placeholder
  let timer: ReturnType<typeof setTimeout> | undefined
  const choose = (choice: Choice) => (): void => {
    found.replaceChildren()
    box.value = choice.label
    box.dataset['chosen'] = choice.value
    if (label === undefined) place.hands.press(controlOf(element, place, choice.value))
  }
  const look = async (): Promise<void> => {
    const options = await place.hands.search(controlOf(element, place), box.value)
    const rows = options.map((option) =>
      el('button', { type: 'button', class: 'choice', onclick: choose(option) }, option.label),
    )
    found.replaceChildren(...(rows.length === 0 ? [el('small', {}, 'Nothing found')] : rows))
  }
  box.addEventListener('input', () => {
    delete box.dataset['chosen']
    clearTimeout(timer)
    if (box.value.trim() === '') found.replaceChildren()
    else timer = setTimeout(() => void look(), PAUSE)
  })
  return el('span', { class: 'holder' }, box, found)
}
