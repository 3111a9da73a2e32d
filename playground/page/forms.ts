/**
 * Forms that open over a pane: Slack's modals and Discord's. Sent by the labels of their fields, as
 * people fill them in. Rule: what was typed stays when the platform refuses it; a form that is
 * drawn again because of errors keeps its words. Next: blocks.ts, components.ts.
 */
import type { Obj, PaneId, SlackView } from '../wire.ts'
import { drawBlocks, textOf } from './blocks.ts'
import { el, obj, objs, str } from './dom.ts'
import { handsOn, type Send } from './hands.ts'
import { markdown } from './markdown.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const FIELDS = 'input[name], textarea[name], select[name]'
const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement

/** What was filled in, by label; a choice nobody made is left out. */
function filled(form: HTMLFormElement): Readonly<Record<string, string>> {
  const fields = [...form.querySelectorAll(FIELDS)].filter(isField)
  return Object.fromEntries(
    fields.flatMap((field): (readonly [string, string])[] => {
      if (field instanceof HTMLSelectElement) return field.value === '' ? [] : [[field.name, field.value]]
      if (field instanceof HTMLInputElement && field.type === 'radio')
        return field.checked ? [[field.name, field.value]] : []
      if (field.type === 'search')
        return field.dataset['chosen'] === undefined ? [] : [[field.name, field.dataset['chosen']]]
      return [[field.name, field.value]]
    }),
  )
}

type Sheet = { readonly pane: PaneId; readonly view: string; readonly title: string; readonly body: readonly Node[] }
type Words = { readonly submit: string; readonly close: string }

function sheet({ pane, view, title, body }: Sheet, { submit, close }: Words, send: Send): HTMLElement {
  const said = el('p', { class: 'error', role: 'alert' })
  const shut = (): void => void send({ pane, do: 'close', view })
  const sent = async (event: Event): Promise<void> => {
    event.preventDefault()
    said.textContent = ''
    const answer = await send({ pane, do: 'submit', view, fields: filled(form) })
    if (!answer.ok) said.textContent = answer.why
  }
  const form = el(
    'form',
    { class: 'modal', role: 'dialog', 'aria-label': title, onsubmit: (event) => void sent(event) },
    el(
      'header',
      { class: 'row' },
      el('h3', { class: 'grow' }, title),
      el('button', { type: 'button', 'aria-label': 'Close', onclick: shut }, '×'),
    ),
    el('div', { class: 'body' }, ...body, said),
    el(
      'div',
      { class: 'row end' },
      el('button', { type: 'button', onclick: shut }, close),
      submit === '' ? undefined : el('button', { type: 'submit', class: 'primary' }, submit),
    ),
  )
  form.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') shut()
  })
  return form
}

export function slackForm(pane: PaneId, { id, content, errors }: SlackView, send: Send): HTMLElement {
  const body = drawBlocks(objs(content['blocks']), handsOn(pane, { view: id }, send), errors)
  const words = {
    submit: content['submit'] === undefined ? '' : textOf(content['submit']),
    close: textOf(content['close']) || 'Close',
  }
  return sheet({ pane, view: id, title: textOf(content['title']), body }, words, send)
}

export function discordForm(pane: PaneId, form: Obj, send: Send): HTMLElement {
  const body = objs(form['components']).map((part) =>
    part['type'] === 18 ? label(part) : el('div', {}, ...markdown(str(part['content']))),
  )
  return sheet(
    { pane, view: str(form['custom_id']), title: str(form['title']), body },
    { submit: 'Submit', close: 'Cancel' },
    send,
  )
}

function label(part: Obj): HTMLElement {
  const component = obj(part['component'])
  const name = str(part['label'])
  const needed = component['required'] === false ? '' : ' *'
  const about = part['description'] === undefined ? undefined : el('small', {}, str(part['description']))
  if (component['type'] === 21)
    return el(
      'fieldset',
      { class: 'field' },
      el('legend', {}, `${name}${needed}`),
      about,
      ...objs(component['options']).map(radio(name)),
    )
  return el('label', { class: 'field' }, el('span', {}, `${name}${needed}`), about, control(component, name))
}

const radio =
  (name: string) =>
  (option: Obj): HTMLElement =>
    el(
      'label',
      { class: 'option' },
      el('input', { type: 'radio', name, value: str(option['label']), checked: option['default'] === true }),
      str(option['label']),
      option['description'] === undefined ? undefined : el('small', {}, str(option['description'])),
    )

function control(component: Obj, name: string): HTMLElement {
  if (component['type'] === 4) {
    const most = component['max_length'] === undefined ? undefined : String(component['max_length'])
    const about = { name, 'data-name': name, maxlength: most, placeholder: str(component['placeholder']) }
    const value = str(component['value'])
    return component['style'] === 2
      ? el('textarea', { ...about, rows: '4' }, value)
      : el('input', { ...about, type: 'text', value })
  }
  const options = objs(component['options']).map((option) =>
    el('option', { value: str(option['label']), selected: option['default'] === true }, str(option['label'])),
  )
  return el(
    'select',
    { name, 'data-name': name },
    el('option', { value: '' }, str(component['placeholder']) || 'Make a selection'),
    ...options,
  )
}
