/**
 * What a drawn card can do: press a control, search in one. Rule: the drawing knows nothing of
 * panes or of the server; a confirm dialog of the platform is asked here, before anything is sent.
 * Next: blocks.ts and components.ts draw with it.
 */
import type { Act, Answer, PaneId, Screen } from '../wire.ts'
import { type Choice, el } from './dom.ts'

export type Control = {
  readonly control: string
  readonly block?: string | undefined
  readonly value?: string | undefined
}
export type Hands = {
  readonly press: (control: Control) => void
  readonly search: (control: Control, text: string) => Promise<readonly Choice[]>
}
export type Send = (act: Act) => Promise<Answer>

export function handsOn(pane: PaneId, on: Screen, send: Send): Hands {
  return {
    press: ({ control, block, value }) =>
      void send({
        pane,
        do: 'press',
        on,
        control,
        ...(block === undefined ? {} : { block }),
        ...(value === undefined ? {} : { value }),
      }),
    async search({ control, block }, text) {
      const answer = await send({ pane, do: 'search', on, control, text, ...(block === undefined ? {} : { block }) })
      return answer.ok ? (answer.options ?? []) : []
    },
  }
}

export type Question = { readonly title: string; readonly text: string; readonly yes: string; readonly no: string }

/** Settles true when agreed. */
export function asked({ title, text, yes, no }: Question): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const dialog = el('dialog', { class: 'modal ask', 'aria-label': title })
  const close = (agreed: boolean) => (): void => {
    resolve(agreed)
    dialog.close()
    dialog.remove()
  }
  dialog.addEventListener('cancel', close(false))
  dialog.append(
    el('h3', {}, title),
    el('p', {}, text),
    el(
      'div',
      { class: 'row end' },
      el('button', { type: 'button', onclick: close(false) }, no),
      el('button', { type: 'button', class: 'primary', onclick: close(true) }, yes),
    ),
  )
  document.body.append(dialog)
  dialog.showModal()
  return promise
}
