/**
 * The controls of a view as Block Kit. Each block's id carries the thread, so that a press always
 * leads back to it, and of a private note the key it was said under. What a press says: `value` of a button, or the
 * select's own action id with the option chosen; pressed.ts reads both.
 */
import type { ActionsBlockElement, Button, ConfirmationDialog, KnownBlock, PlainTextOption } from '@slack/types'
import { packOption } from '#adapters/slack/inbound/pressed.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Control, SelectOption } from '#conversation/edge/view.ts'
import type { Drawn } from './blocks.ts'
import { clippedText, plain, plainWords, richText, section } from './text-objects.ts'

const BUTTON_TEXT = 75
const OPTION_TEXT = 75
const OPTION_VALUE = 75
const OPTIONS = 100
/** As many as stand in a row on a phone without getting lost. */
const IN_A_ROW = 5

type ButtonControl = Extract<Control, { kind: 'button' }>
type SelectControl = Extract<Control, { kind: 'select' }>

/** Questions first, then what can be pressed, then the menus; each element's id is its own within the message. */
export function drawControls(controls: readonly Control[], thread: ThreadKey, note?: string): Drawn {
  const asked = controls.filter(isAsked)
  const buttons = controls.filter(isPressed)
  const others = controls.filter((control) => !isAsked(control) && !isPressed(control))
  const drawn: readonly KnownBlock[] = [
    ...asked.flatMap((control) => [...fullOptions(control), actionsBlock(elementsOf(control))]),
    ...rows(buttons.flatMap((control) => elementsOf(control))).map((row) => actionsBlock(row)),
    ...buttons.flatMap((control) =>
      control.label.length > BUTTON_TEXT ? [richText(section(plainWords(control.label)))] : [],
    ),
    ...others.flatMap((control) => [
      ...longOptions(control),
      ...rows(elementsOf(control)).map((row) => actionsBlock(row)),
    ]),
  ]
  return drawn.map((block, at) =>
    block.type === 'actions' ? { ...block, block_id: blockId(at, thread, note) } : block,
  )
}

const isAsked = (control: Control): boolean => control.kind === 'select' && control.numbered === true
const isPressed = (control: Control): boolean => control.kind === 'button' || control.kind === 'link'

const BLOCK_ID = 255

export function blockId(at: number, thread: ThreadKey, note?: string): string {
  const id = clippedText(`${at}|${thread}`, BLOCK_ID)
  const whole = `${id}#${note}`
  return note === undefined || whole.length > BLOCK_ID ? id : whole
}

const actionsBlock = (elements: readonly ActionsBlockElement[]): KnownBlock => ({
  type: 'actions',
  elements: [...elements],
})

function rows(elements: readonly ActionsBlockElement[]): readonly (readonly ActionsBlockElement[])[] {
  return Array.from({ length: Math.ceil(elements.length / IN_A_ROW) }, (_, row) =>
    elements.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  )
}

function elementsOf(control: Control): readonly ActionsBlockElement[] {
  switch (control.kind) {
    case 'button':
      return [drawButton(control)]
    case 'select':
      return drawSelect(control)
    case 'search':
      return [
        {
          type: 'external_select',
          action_id: `f:${control.find}:${control.token}`,
          placeholder: plain(control.label, 150),
          min_query_length: 0,
        },
      ]
    case 'link':
      return [
        {
          type: 'button',
          action_id: `l:${control.url}`.slice(0, 255),
          text: plain(control.label, BUTTON_TEXT),
          url: control.url,
        },
      ]
    default:
      return control satisfies never
  }
}

function drawButton({ label, token, style, confirm }: ButtonControl): Button {
  return {
    type: 'button',
    action_id: `b:${token}`,
    text: plain(label, BUTTON_TEXT),
    value: token,
    ...(style === 'normal' ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm: asksBack(label, confirm) }),
  }
}

const asksBack = (label: string, confirm: string): ConfirmationDialog => ({
  title: plain('Are you sure?', 100),
  text: plain(confirm, 300),
  confirm: plain(label, 30),
  deny: plain('Go back', 30),
  style: 'danger',
})

/** An option too long for a select is a button of its own; a long list is several selects. */
function drawSelect({ label, token, options }: SelectControl): readonly ActionsBlockElement[] {
  const packed = options.map((option) => ({ option, value: packOption(token, option.value) }))
  const fitting = packed.filter(({ value }) => value.length <= OPTION_VALUE)
  const others = packed.filter(({ value }) => value.length > OPTION_VALUE)
  const many = Math.ceil(fitting.length / OPTIONS)
  const selects = Array.from({ length: many }, (_, at): ActionsBlockElement => {
    const some = fitting.slice(at * OPTIONS, (at + 1) * OPTIONS)
    return {
      type: 'static_select',
      action_id: `s${at}:${token}`,
      placeholder: plain(many > 1 ? `${label} (${at + 1} of ${many})` : label, 150),
      options: some.map(({ option, value }) => drawOption(option, value)),
    }
  })
  const buttons = others.map(
    ({ option }, at): ActionsBlockElement => ({
      type: 'button',
      action_id: `o${at}:${token}`,
      text: plain(option.label, BUTTON_TEXT),
      value: `${token}|${option.value}`,
    }),
  )
  return [...selects, ...buttons]
}

export const drawOption = ({ label, description }: SelectOption, value: string): PlainTextOption => ({
  text: plain(label, OPTION_TEXT),
  value,
  ...(description === undefined ? {} : { description: plain(description, OPTION_TEXT) }),
})

/** A question's options stand above its select with their numbers, since they may be typed. */
function fullOptions(control: Control): readonly KnownBlock[] {
  if (control.kind !== 'select') return []
  const items = control.options.map(({ label, description }) =>
    section(plainWords(description === undefined ? label : `${label} - ${description}`)),
  )
  return [
    richText(section(plainWords(`${control.label}:`)), { type: 'rich_text_list', style: 'ordered', elements: items }),
  ]
}

/** Where a label does not fit its option, the options stand above in full. */
function longOptions(control: Control): readonly KnownBlock[] {
  if (control.kind !== 'select') return []
  const long = control.options.filter(
    ({ label, description = '' }) => label.length > OPTION_TEXT || description.length > OPTION_TEXT,
  )
  const items = long.map(({ label, description }) =>
    section(plainWords(description === undefined ? label : `${label} - ${description}`)),
  )
  return long.length === 0
    ? []
    : [richText(section(plainWords(`${control.label}:`)), { type: 'rich_text_list', style: 'bullet', elements: items })]
}
