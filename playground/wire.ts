/**
 * What goes between the playground's server and its page: the panes as the platforms hold them (the
 * payloads that were sent, untouched), and what a person does in one. Rule: types only, so that the
 * page needs nothing of the server. Next: panes.ts fills them, page/main.ts draws them.
 */
export type Obj = Readonly<Record<string, unknown>>
export type PaneId = 'sam' | 'customer' | 'kim'

export type SlackMessage = {
  readonly ts: string
  readonly thread?: string
  readonly from: string
  readonly bot: boolean
  readonly onlyYou: boolean
  readonly edited: boolean
  readonly text: string
  readonly blocks: readonly Obj[]
}
export type SlackChannel = {
  readonly id: string
  readonly name: string
  readonly messages: readonly SlackMessage[]
}
/** A modal or the Home tab: its payload, and what stands under its inputs after a refusal, by block. */
export type SlackView = { readonly id: string; readonly content: Obj; readonly errors: Obj }
export type SlackPane = {
  readonly kind: 'slack'
  readonly id: 'sam' | 'kim'
  readonly name: string
  readonly channels: readonly SlackChannel[]
  readonly home?: SlackView
  readonly modal?: SlackView
  /** Whom a mention names, by their ids. */
  readonly people: Readonly<Record<string, string>>
}

export type DiscordMessage = {
  readonly id: string
  readonly from: string
  readonly bot: boolean
  readonly onlyYou: boolean
  readonly edited: boolean
  readonly thinking: boolean
  readonly content: string
  readonly components: readonly Obj[]
}
export type DiscordChannel = {
  readonly id: string
  readonly name: string
  readonly closed: boolean
  readonly messages: readonly DiscordMessage[]
}
export type DiscordCommand = {
  readonly name: string
  readonly description: string
  readonly options: readonly string[]
}
export type DiscordPane = {
  readonly kind: 'discord'
  readonly id: 'customer'
  readonly name: string
  readonly channels: readonly DiscordChannel[]
  readonly commands: readonly DiscordCommand[]
  readonly form?: Obj
}
export type Pane = SlackPane | DiscordPane

/** What is not in one pane: the time Parley lives in, mail, and how far a story is. */
export type World = {
  readonly clock: string
  readonly zone: string
  readonly mail: readonly { readonly to: string; readonly subject: string; readonly text: string }[]
  readonly skus: readonly string[]
  readonly stories: readonly { readonly id: string; readonly title: string }[]
  readonly story?: {
    readonly title: string
    readonly steps: readonly string[]
    readonly done: boolean
    readonly failed?: string
  }
}

/** A message of a channel, or a view by its id. */
export type Screen = { readonly channel: string; readonly message: string } | { readonly view: string }
export type Act =
  | {
      readonly pane: PaneId
      readonly do: 'say'
      readonly channel: string
      readonly text: string
      readonly thread?: string
    }
  | {
      readonly pane: PaneId
      readonly do: 'press'
      readonly on: Screen
      readonly control: string
      readonly value?: string
      readonly block?: string
    }
  | {
      readonly pane: PaneId
      readonly do: 'search'
      readonly on: Screen
      readonly control: string
      readonly block?: string
      readonly text: string
    }
  | {
      readonly pane: PaneId
      readonly do: 'submit'
      readonly view: string
      readonly fields: Readonly<Record<string, string>>
    }
  | { readonly pane: PaneId; readonly do: 'close'; readonly view: string }
  | { readonly pane: PaneId; readonly do: 'home' }
  | { readonly pane: PaneId; readonly do: 'order-this'; readonly channel: string; readonly message: string }
  | { readonly pane: 'world'; readonly do: 'hour' }
  | { readonly pane: 'world'; readonly do: 'stock'; readonly sku: string; readonly quantity: number }
  | { readonly pane: 'world'; readonly do: 'story'; readonly id: string }

/** `options`: what a search found. */
export type Done = {
  readonly ok: true
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}
export type Answer = Done | { readonly ok: false; readonly why: string }
