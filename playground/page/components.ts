/**
 * Discord's components as elements: containers, sections, texts, separators, pictures, buttons and
 * selects (Components V2). A component of a kind nobody drew yet is named in its place. Rule: the
 * payload is only read. Next: markdown.ts, hands.ts.
 */
import type { Obj } from '../wire.ts'
import { el, menu, obj, objs, str } from './dom.ts'
import type { Hands } from './hands.ts'
import { markdown } from './markdown.ts'
import { picture } from './picture.ts'

export const drawComponents = (components: readonly Obj[], hands: Hands): readonly HTMLElement[] =>
  components.map((component) => draw(component, hands))

/** Discord numbers its kinds. */
function draw(component: Obj, hands: Hands): HTMLElement {
  switch (component['type']) {
    case 1:
      return el('div', { class: 'row' }, ...objs(component['components']).map((each) => draw(each, hands)))
    case 2:
      return button(component, hands)
    case 3:
      return select(component, hands)
    case 9:
      return section(component, hands)
    case 10:
      return el('div', { class: 'text' }, ...markdown(str(component['content'])))
    case 11:
      return picture(str(obj(component['media'])['url']), str(component['description']))
    case 12:
      return el(
        'div',
        { class: 'row' },
        ...objs(component['items']).map((item) => picture(str(obj(item['media'])['url']), str(item['description']))),
      )
    case 14:
      return component['divider'] === false ? el('div', { class: 'gap' }) : el('hr')
    case 17:
      return container(component, hands)
    default:
      return el('p', { class: 'unknown' }, `(a component of the kind ${String(component['type'])})`)
  }
}

const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: '', 3: 'success', 4: 'danger' }

function button(component: Obj, { press }: Hands): HTMLElement {
  const label = str(component['label'])
  const link = str(component['url'])
  if (/^https?:/.test(link))
    return el('a', { class: 'button', href: link, rel: 'noopener noreferrer', target: '_blank' }, label, ' ↗')
  const about = { type: 'button', class: STYLES[Number(component['style'])] ?? '', 'data-name': label }
  return el(
    'button',
    {
      ...about,
      disabled: component['disabled'] === true,
      onclick: () => press({ control: str(component['custom_id']) }),
    },
    label,
  )
}

function select(component: Obj, { press }: Hands): HTMLElement {
  const choices = objs(component['options']).map((option) => ({
    value: str(option['value']),
    label: str(option['label']),
    description: option['description'] === undefined ? undefined : str(option['description']),
  }))
  return menu(str(component['placeholder']) || 'Make a selection', choices, ({ value }) =>
    press({ control: str(component['custom_id']), value }),
  )
}

function section(component: Obj, hands: Hands): HTMLElement {
  const texts = objs(component['components']).map((each) => draw(each, hands))
  return el(
    'div',
    { class: 'section' },
    el('div', { class: 'grow' }, ...texts),
    draw(obj(component['accessory']), hands),
  )
}

function container(component: Obj, hands: Hands): HTMLElement {
  const color = Number(component['accent_color'])
  const box = el('div', { class: 'container' }, ...objs(component['components']).map((each) => draw(each, hands)))
  // Set as a property: a style attribute would need a looser policy for the page.
  if (component['accent_color'] !== undefined)
    box.style.setProperty('--accent', `#${color.toString(16).padStart(6, '0')}`)
  return box
}
