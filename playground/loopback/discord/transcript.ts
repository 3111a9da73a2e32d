// A message as a person reads it: its texts, then its controls by their labels. Rule: what is not
// here cannot be seen on Discord either. Next: discord.ts, whose verbs find controls by these
// words.
import { type Button, type MessageComponent, type ModalBody, partsOf, type Select } from './components.ts'
import type { Channel, Message, State, User } from './state.ts'
import { mayRead } from './state.ts'

type Shown = Pick<Message, 'content' | 'components'>

const PIECES = /(`+)([\s\S]*?[^`])\1(?!`)|\\([^0-9A-Za-z\s])|(\*\*|__|~~|\|\|)|^(?:-# |#{1,3} |> )/gm
/** Markdown as it looks: marks gone, what was escaped back; code as it stands. */
export const readable = (markdown: string): string =>
  markdown
    .replace(/(?<!\\)<t:(\d{1,12})(?::[tTdDfFR])?>/g, (_, seconds: string) => readersTime(Number(seconds)))
    .replace(
      PIECES,
      (_, _ticks: string | undefined, code: string | undefined, escaped: string | undefined) => code ?? escaped ?? '',
    )
/** As a reader in UTC has it drawn. */
const readersTime = (seconds: number): string =>
  `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`

export function messageText({ content, components }: Shown): string {
  return [readable(content), ...components.map(componentText)].filter((words) => words !== '').join('\n')
}

function componentText(component: MessageComponent): string {
  switch (component.type) {
    case 1:
      return component.components.map(controlText).join(' ')
    case 9:
      return `${component.components.map(({ content }) => readable(content)).join('\n')}${accessoryText(component.accessory)}`
    case 10:
      return readable(component.content)
    case 12:
      return component.items.map(({ description }) => `[picture: ${description ?? ''}]`).join(' ')
    case 14:
      return component.divider === false ? '' : '---'
    case 17:
      return component.components.map(componentText).join('\n')
    default:
      return component satisfies never
  }
}

type Accessory = Extract<MessageComponent, { type: 9 }>['accessory']
const accessoryText = (accessory: Accessory): string => (accessory.type === 2 ? ` ${controlText(accessory)}` : '')

function controlText(control: Button | Select): string {
  if (control.type === 2)
    return `[${control.label ?? ''}${control.disabled === true ? ' (off)' : ''}]${control.url ? `(${control.url})` : ''}`
  const choices = control.options.map(({ label, description }) => (description ? `${label} - ${description}` : label))
  return `{${control.placeholder ?? ''}: ${choices.join(' / ')}}`
}

export const buttonsIn = (message: Shown): readonly Button[] =>
  partsOf(message.components).flatMap((part) => (part.type === 2 ? [part] : []))
export const selectsIn = (message: Shown): readonly Select[] =>
  partsOf(message.components).flatMap((part) => (part.type === 3 ? [part] : []))

export function modalText(modal: ModalBody): string {
  const fields = modal.components.map((part) => {
    if (part.type === 10) return part.content
    const { component } = part
    const choices = 'options' in component ? `: ${component.options.map(({ label }) => label).join(' / ')}` : ''
    const value = 'value' in component && component.value ? ` = ${component.value}` : ''
    return `  ${part.label}${component.required === false ? '' : ' (required)'}${choices}${value}${part.description ? ` - ${part.description}` : ''}`
  })
  return [modal.title, ...fields].join('\n')
}

/** What this person has before their eyes in a channel, oldest first. */
export function visible(state: State, channel: Channel, user: User): readonly Message[] {
  if (!mayRead(channel, user)) return []
  return [...state.messages.values()].filter(
    (message) =>
      message.channel === channel.id && !message.gone && (message.onlyFor === undefined || message.onlyFor === user.id),
  )
}
