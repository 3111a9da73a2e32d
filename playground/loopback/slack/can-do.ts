// What people can do in the fake workspace, as types: one line a thing. Rule: whatever a person of
// Slack can do has its line here; how it is done is acts.ts.
import type { Obj } from '../json.ts'
import type { Delivery } from './payloads.ts'
import type { Ack } from './transport.ts'
import type { Message, OpenView } from './workspace.ts'

export type Screen = Message | OpenView
export type Written = { readonly message: Message; readonly deliveries: readonly Delivery[] }
export type Stay = { readonly thread?: string }

export type ControlAt = { readonly control: string; readonly block?: string; readonly value?: string }

export type Acts = {
  /** What a message makes Slack send, without sending it. */
  readonly writes: (user: string, channel: string, text: string, stay?: Stay) => Written
  readonly says: (user: string, channel: string, text: string, stay?: Stay) => Promise<Message>
  readonly edits: (user: string, message: Message, text: string) => Promise<void>
  readonly deletes: (user: string, message: Message) => Promise<void>
  readonly commands: (user: string, channel: string, command: string, text?: string) => Promise<Ack>
  /** A button, or an option of a menu or select, by its label; `agreeing` where it asks back. */
  readonly presses: (user: string, screen: Screen, label: string) => Promise<Ack>
  /** This very control: `block` counts from 0, `value` is of an option. Throws where there is none. */
  readonly pressesControl: (user: string, screen: Screen, at: ControlAt) => Promise<Ack>
  readonly searchesControl: (
    user: string,
    screen: Screen,
    at: ControlAt & { readonly text: string },
  ) => Promise<readonly Obj[]>
  /** What pressing it makes Slack send, without sending it. */
  readonly press: (user: string, screen: Screen, label: string) => Delivery
  /** Types into a searchable select and answers what is offered. */
  readonly searches: (user: string, screen: Screen, typed: string, which?: string) => Promise<readonly Obj[]>
  readonly picks: (user: string, screen: Screen, option: Obj, which?: string) => Promise<Ack>
  /** Fills in fields by their labels and presses the submit button. */
  readonly submits: (user: string, view: OpenView, fields?: Readonly<Record<string, string>>) => Promise<Ack>
  readonly opensHome: (user: string) => Promise<OpenView>
  readonly shortcut: (user: string, callbackId: string, on?: Message) => Promise<Ack>
  /** The newest message this person can see there whose screen matches; waits for it. */
  readonly sees: (user: string, channel: string, what: RegExp) => Promise<Message>
  /** The modal open before this person; waits for it. */
  readonly modal: (user: string, what?: RegExp) => Promise<OpenView>
  readonly home: (user: string, what?: RegExp) => Promise<OpenView>
  /** Everything this person sees in a channel. */
  readonly reads: (user: string, channel: string) => string
  /** One message, the Home tab or a modal, as it reads. */
  readonly text: (screen: Screen) => string
}
