// What people do on Discord, as verbs: type, press, pick, fill in, call a command. Rule: nobody can
// do here what a person could not: controls must be visible, switched on and in an open thread,
// commands registered, forms filled in as they ask. Next: discord.ts.
import type { ModalField } from './components.ts'
import type { Gateway } from './gateway.ts'
import { deletedPayload, interactionPayload, messagePayload } from './payloads.ts'
import type { Command, Commands } from './routes-application.ts'
import { type Channel, type Interaction, isThread, type Message, mayRead, type State, say, type User } from './state.ts'
import { buttonsIn, selectsIn, visible } from './transcript.ts'

/** `age`: how long ago it happened, milliseconds, for what was held up on the way. */
export type Held = { readonly age?: number }
export type Verbs = {
  /** A typed message; a string that names the bot is written `@Parley`. */
  readonly types: (user: User, channel: Channel, text: string, held?: Held) => Message
  /** Changes what they typed before. */
  readonly edits: (message: Message, text: string) => void
  /** Takes back what they typed. */
  readonly deletes: (message: Message) => void
  /** The newest visible button whose label begins like this. Throws when nobody could press one. */
  readonly presses: (user: User, channel: Channel, label: string, held?: Held) => Interaction
  /** A press of this very control of a message, or a choice in it. Throws where nobody could. */
  readonly acts: (
    user: User,
    message: Message,
    control: { readonly customId: string; readonly value?: string },
  ) => Interaction
  /** A press that no screen offered: a client of their own sends it. */
  readonly forges: (user: User, channel: Channel, customId: string) => Interaction
  /** The newest visible select with an option whose label begins like this. */
  readonly picks: (user: User, channel: Channel, option: string, held?: Held) => Interaction
  /**
   * Fills in the form this person has open, by the labels of its fields, and sends it. Fields not
   * named keep what they hold.
   */
  readonly submits: (user: User, fields: Readonly<Record<string, string>>, held?: Held) => Interaction
  /** Labels of the fields of the form this person has open; none without a form. */
  readonly openFields: (user: User) => readonly string[]
  readonly slash: (
    user: User,
    channel: Channel,
    name: string,
    options?: Readonly<Record<string, string | number>>,
  ) => Interaction
  /** Types into an option of a command that suggests. */
  readonly suggests: (
    user: User,
    channel: Channel,
    command: string,
    option: Readonly<Record<string, string>>,
  ) => Interaction
  /** Discord delivers it once more. */
  readonly again: (what: Interaction | Message) => void
  /** The command in a message's own menu. */
  readonly menu: (user: User, message: Message, name: string) => Interaction
}
type Deps = { readonly state: State; readonly gateway: () => Gateway; readonly commands: Commands }
type Acting = {
  readonly user: User
  readonly channel: Channel
  readonly message?: Message
  readonly held?: Held | undefined
}

export function createVerbs(deps: Deps): Verbs {
  const { state, commands } = deps
  const begin = (
    wireType: Interaction['wireType'],
    { user, channel, message, held }: Acting,
    data: object,
  ): Interaction => {
    const interaction = newInteraction(state, wireType, {
      user,
      channel,
      ...(message === undefined ? {} : { message }),
      held,
    })
    state.interactions.set(interaction.token, interaction)
    interaction.payload = interactionPayload(state, interaction, data)
    deps.gateway().dispatch('INTERACTION_CREATE', interaction.payload)
    return interaction
  }
  const registered = (channel: Channel, name: string, type: Command['type']): Command => {
    const context = channel.kind === 'dm' ? 1 : 0
    // Commands of one server do not exist in direct messages.
    const scopes = [...commands.list].filter(([scope]) => scope === 'global' || context === 0)
    const known = scopes.flatMap(([, list]) => list).find((each) => each.name === name && each.type === type)
    if (known === undefined) throw new Error(`no command "${name}" is registered`)
    if (known.contexts?.includes(context) === false) throw new Error(`"${name}" is not offered in ${channel.name}`)
    return known
  }
  return {
    types: (user, channel, text, held) => typed(deps, { user, channel, held }, text),
    edits(message, text) {
      const channel = state.channels.get(message.channel)
      if (channel === undefined) throw new Error('the message is nowhere')
      message.content = text.replaceAll('@Parley', `<@${state.bot.id}>`)
      message.editedAt = state.now()
      say(state, message, `${message.author.name} changes it: ${text}`)
      deps.gateway().dispatchMessage(message, channel, 'MESSAGE_UPDATE')
    },
    deletes(message) {
      message.gone = true
      say(state, message, `${message.author.name} takes it back: ${message.content}`)
      deps.gateway().dispatch('MESSAGE_DELETE', deletedPayload(state, message))
    },
    presses(user, channel, label, held) {
      const { control, message } = find(deps, { user, channel }, `button "${label}"`, (each) =>
        buttonsIn(each).find(
          (button) =>
            button.label?.startsWith(label) === true && button.disabled !== true && button.custom_id !== undefined,
        ),
      )
      say(state, { channel: channel.id, onlyFor: undefined }, `${user.name} presses [${control.label}]`)
      return begin(3, { user, channel, message, held }, { id: 1, component_type: 2, custom_id: control.custom_id })
    },
    acts: (user, message, control) => actOn(deps, user, { message, control }, begin),
    forges(user, channel, customId) {
      const message = visible(state, channel, user).findLast(({ author }) => author.bot)
      const acting = { user, channel, ...(message === undefined ? {} : { message }) }
      return begin(3, acting, { id: 1, component_type: 2, custom_id: customId })
    },
    picks(user, channel, option, held) {
      const { control, message } = find(deps, { user, channel }, `choice "${option}"`, (each) =>
        selectsIn(each).find(
          (select) => select.disabled !== true && select.options.some(({ label }) => label.startsWith(option)),
        ),
      )
      const chosen = control.options.find(({ label }) => label.startsWith(option))
      say(state, { channel: channel.id, onlyFor: undefined }, `${user.name} picks ${chosen?.label}`)
      return begin(
        3,
        { user, channel, message, held },
        { id: 1, component_type: 3, custom_id: control.custom_id, values: [chosen?.value] },
      )
    },
    submits(user, fields, held) {
      const open = formOf(state, user)
      if (open === undefined) throw new Error(`${user.name} has no form open`)
      const { interaction: opened, modal } = open
      const components = filledIn(modal.components, fields)
      opened.modal = undefined
      say(
        state,
        { channel: opened.channel.id, onlyFor: undefined },
        `${user.name} sends the form: ${JSON.stringify(fields)}`,
      )
      const { channel, message } = opened
      return begin(
        5,
        { user, channel, ...(message === undefined ? {} : { message }), held },
        { custom_id: modal.custom_id, components },
      )
    },
    openFields: (user) =>
      formOf(state, user)?.modal.components.flatMap((part) => (part.type === 18 ? [part.label] : [])) ?? [],
    slash(user, channel, name, options = {}) {
      const command = registered(channel, name, 1)
      say(state, { channel: channel.id, onlyFor: undefined }, `${user.name} uses /${name} ${JSON.stringify(options)}`)
      return begin(2, { user, channel }, { id: command.id, name, type: 1, options: optionData(command, options) })
    },
    suggests(user, channel, name, option) {
      const command = registered(channel, name, 1)
      const options = optionData(command, option, 'typing').map((each) => ({ ...each, focused: true }))
      return begin(4, { user, channel }, { id: command.id, name, type: 1, options })
    },
    again(what) {
      if ('token' in what) return deps.gateway().dispatch('INTERACTION_CREATE', what.payload)
      const channel = state.channels.get(what.channel)
      if (channel !== undefined) deps.gateway().dispatchMessage(what, channel)
    },
    menu(user, message, name) {
      const channel = state.channels.get(message.channel)
      if (channel === undefined) throw new Error('the message is nowhere')
      const command = registered(channel, name, 3)
      say(state, { channel: channel.id, onlyFor: undefined }, `${user.name} uses "${name}" on a message`)
      const resolved = { messages: { [message.id]: messagePayload(state, message) } }
      return begin(2, { user, channel }, { id: command.id, name, type: 3, target_id: message.id, resolved })
    },
  }
}

type Begin = (wireType: Interaction['wireType'], acting: Acting, data: object) => Interaction
type On = { readonly message: Message; readonly control: { readonly customId: string; readonly value?: string } }
function actOn({ state }: Deps, user: User, { message, control: { customId, value } }: On, begin: Begin): Interaction {
  const channel = state.channels.get(message.channel)
  if (channel === undefined || !visible(state, channel, user).includes(message))
    throw new Error('that is not to be seen')
  if (channel.archived || channel.locked) throw new Error(`${channel.name} is closed: write in it to open it again`)
  const button = buttonsIn(message).find(({ custom_id }) => custom_id === customId)
  const select = selectsIn(message).find(({ custom_id }) => custom_id === customId)
  if (button?.disabled === true || (button === undefined && select === undefined))
    throw new Error('that cannot be pressed')
  const acting = { user, channel, message }
  return button === undefined
    ? begin(3, acting, { id: 1, component_type: 3, custom_id: customId, values: [value] })
    : begin(3, acting, { id: 1, component_type: 2, custom_id: customId })
}

function formOf(state: State, user: User) {
  const interaction = [...state.interactions.values()].findLast(
    (each) => each.user.id === user.id && each.modal !== undefined,
  )
  return interaction?.modal === undefined ? undefined : { interaction, modal: interaction.modal }
}

function newInteraction(
  state: State,
  wireType: Interaction['wireType'],
  { user, channel, message, held }: Acting,
): Interaction {
  const age = held?.age ?? 0
  const id = state.snowflake(age)
  return {
    ...{ id, token: `it-${id}`, wireType, user, channel, message, createdAt: state.now() - age },
    ...{ answered: undefined, original: undefined, thinking: false, payload: {}, choices: undefined, modal: undefined },
  }
}

function typed({ state, gateway }: Deps, { user, channel, held }: Acting, text: string): Message {
  if (!mayRead(channel, user)) throw new Error(`${user.name} is not in ${channel.name}`)
  if (channel.locked) throw new Error(`${channel.name} is locked`)
  const needed = isThread(channel) ? 'send-in-threads' : 'send-messages'
  if (channel.kind !== 'dm' && !state.memberPermissions.has(needed))
    throw new Error(`members may not write in ${channel.name}`)
  channel.archived = false
  const message: Message = {
    ...{ id: state.snowflake(held?.age), channel: channel.id, author: user, nonce: undefined, onlyFor: undefined },
    ...{ answers: undefined, about: undefined },
    ...{ content: text.replaceAll('@Parley', `<@${state.bot.id}>`), components: [], flags: 0 },
    ...{ createdAt: state.now() - (held?.age ?? 0), editedAt: undefined, lateEdits: 0, gone: false },
  }
  state.messages.set(message.id, message)
  say(state, message, `${user.name}: ${text}`)
  gateway().dispatchMessage(message, channel)
  return message
}

/** The newest message first, as the eye finds it at the bottom of the screen. */
function find<T>({ state }: Deps, { user, channel }: Acting, what: string, look: (message: Message) => T | undefined) {
  if (channel.archived || channel.locked) throw new Error(`${channel.name} is closed: its controls are dead`)
  for (const message of visible(state, channel, user).toReversed()) {
    const control = look(message)
    if (control !== undefined) return { control, message }
  }
  throw new Error(`${user.name} sees no ${what} in ${channel.name}`)
}

const WIRE_OPTION = { string: 3, number: 4 } as const

function optionData(
  command: Command,
  given: Readonly<Record<string, string | number>>,
  how: 'whole' | 'typing' = 'whole',
) {
  const known = command.type === 1 ? (command.options ?? []) : []
  const missing = known.find(({ required, name }) => how === 'whole' && required === true && !(name in given))
  if (missing !== undefined) throw new Error(`/${command.name} needs ${missing.name}`)
  return Object.entries(given).map(([name, value]) => {
    const option = known.find((each) => each.name === name)
    if (option === undefined) throw new Error(`/${command.name} has no option ${name}`)
    if (how === 'typing' && option.autocomplete !== true)
      throw new Error(`${name} of /${command.name} suggests nothing`)
    return { name, type: option.type ?? WIRE_OPTION[typeof value === 'number' ? 'number' : 'string'], value }
  })
}

type TopLevel = { readonly type: 10 } | ModalField
function filledIn(components: readonly TopLevel[], given: Readonly<Record<string, string>>) {
  const labels = components.flatMap((each) => (each.type === 18 ? [each.label] : []))
  const unknown = Object.keys(given).find((label) => !labels.includes(label))
  if (unknown !== undefined) throw new Error(`the form has no field "${unknown}", it has ${labels.join(', ')}`)
  return components.map((each, at) =>
    each.type === 10
      ? { type: 10, id: at * 2 + 1 }
      : { type: 18, id: at * 2 + 1, component: { id: at * 2 + 2, ...fieldData(each, given[each.label]) } },
  )
}

function fieldData({ component, label }: ModalField, given: string | undefined) {
  const base = { type: component.type, custom_id: component.custom_id }
  if (component.type === 4) {
    const value = given ?? component.value ?? ''
    if (component.required !== false && value.trim() === '') throw new Error(`Discord asks for "${label}" first`)
    if (value.length > (component.max_length ?? 4000))
      throw new Error(`"${label}" takes ${component.max_length} characters`)
    return { ...base, value }
  }
  const chosen = component.options.find((option) =>
    given === undefined ? option.default === true : option.label.startsWith(given),
  )
  if (given !== undefined && chosen === undefined) throw new Error(`"${label}" has no choice "${given}"`)
  if (component.required !== false && chosen === undefined) throw new Error(`Discord asks for "${label}" first`)
  if (component.type === 21) return { ...base, value: chosen?.value ?? null }
  return { ...base, values: chosen === undefined ? [] : [chosen.value] }
}
