/**
 * Controls of a view as action rows: buttons side by side, five a row; a select alone in its row,
 * its options in twenty-fives; a search as a button that opens a text box. Labels that are longer
 * than Discord takes are shortened on the control, and stand complete in the text (message.ts).
 */
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import { uniqueIds, writeId } from '#adapters/discord/inbound/custom-id.ts'
import type { Control, SelectOption } from '#conversation/edge/view.ts'
import { clipped } from './markdown.ts'

export type ControlRow = APIActionRowComponent<APIButtonComponent> | APIActionRowComponent<APIStringSelectComponent>

const BUTTONS = 5
const OPTIONS = 25
const LABEL = 80
const OPTION = 100
const PLACEHOLDER = 150
/** " (26-50)" behind it, and to spare. */
const RANGE = 12

type Button = Exclude<Control, { kind: 'select' }>
const isSelect = (control: Control): control is Extract<Control, { kind: 'select' }> => control.kind === 'select'

/** Questions first, then buttons, then the other selects; `extra` buttons (paging) come last. */
export function controlRows(
  controls: readonly Control[],
  extra: readonly APIButtonComponent[] = [],
): readonly ControlRow[] {
  const unique = uniqueIds()
  const selects = controls.filter(isSelect)
  const buttons = controls
    .filter((control): control is Button => !isSelect(control))
    .map((control) => button(control, unique))
  const rowsOf = (list: typeof selects): readonly ControlRow[] => list.flatMap((control) => selectRows(control, unique))
  return [
    ...rowsOf(selects.filter(({ numbered }) => numbered === true)),
    ...buttonRows([...buttons, ...extra]),
    ...rowsOf(selects.filter(({ numbered }) => numbered !== true)),
  ]
}

export const buttonRows = (buttons: readonly APIButtonComponent[]): readonly ControlRow[] =>
  chunked(buttons, BUTTONS).map((components) => ({ type: ComponentType.ActionRow, components: [...components] }))

const STYLES = { primary: ButtonStyle.Primary, normal: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const

function button(control: Button, unique: (id: string) => string): APIButtonComponent {
  const label = clipped(control.label, LABEL)
  switch (control.kind) {
    case 'button': {
      const id = writeId({ kind: control.confirm === undefined ? 'token' : 'confirm', token: control.token })
      return { type: ComponentType.Button, style: STYLES[control.style], label, custom_id: unique(id) }
    }
    case 'search': {
      const id = writeId({ kind: 'search', token: control.token })
      return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: unique(id) }
    }
    case 'link':
      return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: control.url }
    default:
      return control satisfies never
  }
}

function selectRows(
  { label, token, options }: Extract<Control, { kind: 'select' }>,
  unique: (id: string) => string,
): readonly ControlRow[] {
  // The same control twice in one list: Discord refuses the whole message.
  const different = options.filter(({ value }, at) => options.findIndex((other) => other.value === value) === at)
  const parts = chunked(different, OPTIONS)
  return parts.map((part, index) => {
    const first = index * OPTIONS + 1
    const placeholder = parts.length === 1 ? label : `${label} (${first}-${first + part.length - 1})`
    const select: APIStringSelectComponent = {
      type: ComponentType.StringSelect,
      custom_id: unique(writeId({ kind: 'token', token })),
      placeholder: clipped(placeholder, PLACEHOLDER),
      options: part.map(optionOf),
    }
    return { type: ComponentType.ActionRow, components: [select] }
  })
}

export const optionOf = ({
  value,
  label,
  description,
}: SelectOption): { value: string; label: string; description?: string } => ({
  value,
  label: clipped(label, OPTION),
  ...(description === undefined ? {} : { description: clipped(description, OPTION) }),
})

/** What does not fit on a control and is therefore said in the text. */
export function longLabels(controls: readonly Control[]): readonly string[] {
  return controls.flatMap((control) => {
    if (control.kind !== 'select') return control.label.length > LABEL ? [control.label] : []
    const options = control.options.flatMap(({ label, description = '' }) =>
      label.length > OPTION || description.length > OPTION
        ? [description === '' ? label : `${label} - ${description}`]
        : [],
    )
    return control.label.length > PLACEHOLDER - RANGE ? [control.label, ...options] : options
  })
}

export const chunked = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))
