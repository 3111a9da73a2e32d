/**
 * The few helpers the page draws with. Rule: text becomes text nodes, never markup; what is drawn
 * again keeps its element as long as what it shows is the same, so that focus, open menus and
 * half-typed words stay. Next: main.ts.
 */
export type Child = Node | string | undefined
type Props = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>

/** `on...` listens, everything else is an attribute; true is an empty one, false and undefined none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

/** Of something from a payload: what is not of that kind is empty. */
export const str = (value: unknown): string => (typeof value === 'string' ? value : '')
export const isObj = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const obj = (value: unknown): Readonly<Record<string, unknown>> => (isObj(value) ? value : {})
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const objs = (value: unknown): readonly Readonly<Record<string, unknown>>[] => list(value).filter(isObj)

type Keyed = { readonly key: string; readonly shows: unknown; readonly draw: () => HTMLElement }

/**
 * Makes the children of `parent` these, in this order. An element whose `shows` did not change is
 * left alone; focus survives one that did.
 */
export function drawList(parent: HTMLElement, items: readonly Keyed[]): void {
  const before = new Map(
    [...parent.children].flatMap((each) => (each instanceof HTMLElement ? [[each.dataset['key'], each]] : [])),
  )
  let at: Element | null = parent.firstElementChild
  for (const { key, shows, draw } of items) {
    const print = JSON.stringify(shows)
    const known = before.get(key)
    before.delete(key)
    const element = known?.dataset['print'] === print ? known : replaced(known, draw())
    element.dataset['key'] = key
    element.dataset['print'] = print
    if (element === at) at = at.nextElementSibling
    else parent.insertBefore(element, at)
    if (known !== undefined && known !== element) {
      if (known === at) at = at.nextElementSibling
      known.remove()
    }
  }
  for (const gone of before.values()) gone.remove()
}

/** Whatever had the focus in the old one has it in the new one, found by its name. */
function replaced(old: HTMLElement | undefined, drawn: HTMLElement): HTMLElement {
  const focused = document.activeElement
  if (old === undefined || !(focused instanceof HTMLElement) || !old.contains(focused)) return drawn
  const name = focused.dataset['name']
  queueMicrotask(() => {
    const again = [...drawn.querySelectorAll<HTMLElement>('[data-name]')].find((each) => each.dataset['name'] === name)
    const other = again ?? drawn.querySelector<HTMLElement>('button, a, summary')
    other?.focus({ preventScroll: true })
  })
  return drawn
}

let ids = 0
export const freshId = (): string => `p${++ids}`

export type Choice = { readonly value: string; readonly label: string; readonly description?: string | undefined }

/** A button that opens a list to choose one from; the platform's select acts on the choice, so arrow keys must not. */
export function menu(label: string, options: readonly Choice[], choose: (choice: Choice) => void): HTMLElement {
  const id = freshId()
  const panel = el('div', { id, popover: 'auto', class: 'menu', role: 'group', 'aria-label': label })
  for (const option of options) {
    const pick = (): void => {
      panel.hidePopover()
      choose(option)
    }
    const about = option.description === undefined ? undefined : el('small', {}, option.description)
    panel.append(el('button', { type: 'button', class: 'choice', onclick: pick }, option.label, about))
  }
  const open = el(
    'button',
    { type: 'button', class: 'select', popovertarget: id, 'data-name': `menu ${label}` },
    label,
    ' ▾',
  )
  return el('span', { class: 'holder' }, open, panel)
}
