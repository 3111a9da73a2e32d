/**
 * A pane: the channels of one person on their platform, the messages of the open one, and a line to
 * write in. Rule: what is half typed and which channel is open are the pane's own and stay through
 * every redraw. Next: blocks.ts and components.ts draw the messages, forms.ts what opens over them.
 */
import type { DiscordMessage, DiscordPane, Pane, PaneId, SlackMessage, SlackPane } from '../wire.ts'
import { drawBlocks } from './blocks.ts'
import { drawComponents } from './components.ts'
import { drawList, el, objs } from './dom.ts'
import { discordForm, slackForm } from './forms.ts'
import { handsOn, type Send } from './hands.ts'
import { markdown } from './markdown.ts'
import { mrkdwn, people } from './mrkdwn.ts'

type Ctx = { readonly pane: PaneId; readonly send: Send }
export type PaneView = { readonly root: HTMLElement; readonly show: (pane: Pane) => void }

const HOME = 'home'

export function paneView(id: PaneId, title: string, send: Send): PaneView {
  const tabs = el('nav', { class: 'tabs', 'aria-label': `Channels of ${title}` })
  const list = el('div', {
    class: 'messages',
    role: 'log',
    'aria-live': 'polite',
    tabindex: '0',
    'aria-label': `Messages of ${title}`,
  })
  const composer = composerOf(id, send)
  const over = el('div', { class: 'over' })
  const root = el('section', { class: 'pane', 'aria-label': title, 'data-pane': id })
  root.append(paneHead(root, title), tabs, list, composer.form, over)
  const ctx: Ctx = { pane: id, send }
  let open = ''
  let chosen = false
  let last: Pane | undefined
  const show = (pane: Pane): void => {
    last = pane
    root.classList.add(pane.kind)
    if (pane.kind === 'slack') for (const [user, name] of Object.entries(pane.people)) people.set(user, name)
    const channels = channelsOf(pane)
    if (!chosen || !channels.some((channel) => channel.id === open)) open = busiest(channels)
    drawTabs(tabs, channels, { open, choose })
    drawMessages(list, pane, { open, ctx, reply: composer.reply })
    composer.on(open, channels.find((channel) => channel.id === open)?.name ?? '', pane)
    drawOver(over, pane, ctx)
  }
  function choose(channel: string): void {
    open = channel
    chosen = true
    composer.reply(undefined)
    if (channel === HOME) void send({ pane: id, do: 'home' })
    if (last !== undefined) show(last)
    list.scrollTop = list.scrollHeight
  }
  return { root, show }
}

/** The width of a phone, or all there is. */
function paneHead(root: HTMLElement, title: string): HTMLElement {
  const width = el('button', { type: 'button', class: 'small', 'aria-pressed': 'false' }, 'Phone')
  width.addEventListener('click', () => {
    const phone = root.classList.toggle('phone')
    width.setAttribute('aria-pressed', String(phone))
  })
  return el('header', { class: 'row' }, el('h2', { class: 'grow' }, title), width)
}

type ChannelTab = { readonly id: string; readonly name: string; readonly count: number }
function channelsOf(pane: Pane): readonly ChannelTab[] {
  const channels: readonly { readonly id: string; readonly name: string; readonly messages: readonly unknown[] }[] =
    pane.channels
  const tabs = channels.map(({ id, name, messages }) => ({ id, name, count: messages.length }))
  return pane.kind === 'slack' ? [...tabs, { id: HOME, name: 'Home', count: 0 }] : tabs
}

/** Until somebody chooses a channel, the one where something goes on is open. */
const busiest = (channels: readonly ChannelTab[]): string =>
  (channels.find(({ count }) => count > 0) ?? channels[0])?.id ?? ''

type Choosing = { readonly open: string; readonly choose: (channel: string) => void }
function drawTabs(tabs: HTMLElement, channels: readonly ChannelTab[], { open, choose }: Choosing): void {
  drawList(
    tabs,
    channels.map(({ id, name, count }) => ({
      key: id,
      shows: [name, count, id === open],
      draw: () =>
        el(
          'button',
          {
            type: 'button',
            class: id === open ? 'tab open' : 'tab',
            'data-name': `tab ${id}`,
            'aria-current': id === open ? 'true' : undefined,
            onclick: () => choose(id),
          },
          name,
        ),
    })),
  )
}

type Listing = { readonly open: string; readonly ctx: Ctx; readonly reply: (thread: string | undefined) => void }
function drawMessages(list: HTMLElement, pane: Pane, { open, ctx, reply }: Listing): void {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  const items =
    pane.kind === 'slack'
      ? open === HOME
        ? homeItems(pane, ctx)
        : slackItems(pane, open, { ctx, reply })
      : discordItems(pane, open, ctx)
  drawList(list, items)
  if (atEnd) list.scrollTop = list.scrollHeight
}

const homeItems = ({ home }: SlackPane, ctx: Ctx) =>
  home === undefined
    ? []
    : [
        {
          key: 'home',
          shows: home,
          draw: () =>
            el(
              'div',
              { class: 'message' },
              ...drawBlocks(objs(home.content['blocks']), handsOn(ctx.pane, { view: home.id }, ctx.send)),
            ),
        },
      ]

type Replying = Pick<Listing, 'ctx' | 'reply'>
function slackItems({ channels }: SlackPane, open: string, { ctx, reply }: Replying) {
  const messages = channels.find(({ id }) => id === open)?.messages ?? []
  const roots = messages.filter(({ thread }) => thread === undefined)
  return roots.flatMap((root) => {
    const replies = messages.filter(({ thread }) => thread === root.ts)
    return [root, ...replies].map((message) => ({
      key: message.ts,
      shows: [message, replies.length],
      draw: () => slackMessage(message, open, { ctx, reply }),
    }))
  })
}

function slackMessage(message: SlackMessage, channel: string, { ctx, reply }: Replying): HTMLElement {
  const { ts, thread, text, blocks } = message
  const hands = handsOn(ctx.pane, { channel, message: ts }, ctx.send)
  const body = blocks.length === 0 ? [el('div', {}, ...mrkdwn(text))] : drawBlocks(blocks, hands)
  const shortcut = (): void => void ctx.send({ pane: ctx.pane, do: 'order-this', channel, message: ts })
  const answer = el(
    'button',
    { type: 'button', class: 'small quiet', 'data-name': `reply ${ts}`, onclick: () => reply(thread ?? ts) },
    'Reply in thread',
  )
  const order = message.bot
    ? undefined
    : el('button', { type: 'button', class: 'small quiet', onclick: shortcut }, 'Create order from this message')
  return framed(message, thread !== undefined, [...body, el('div', { class: 'row tools' }, answer, order)])
}

function discordItems({ channels }: DiscordPane, open: string, ctx: Ctx) {
  const messages = channels.find(({ id }) => id === open)?.messages ?? []
  return messages.map((message) => ({
    key: message.id,
    shows: message,
    draw: () => discordMessage(message, open, ctx),
  }))
}

function discordMessage(message: DiscordMessage, channel: string, ctx: Ctx): HTMLElement {
  const hands = handsOn(ctx.pane, { channel, message: message.id }, ctx.send)
  const text = message.content === '' ? [] : [el('div', { class: 'text' }, ...markdown(message.content))]
  const body = message.thinking
    ? [el('p', { class: 'small' }, 'Parley is thinking...')]
    : [...text, ...drawComponents(message.components, hands)]
  const order = (): void => void ctx.send({ pane: ctx.pane, do: 'order-this', channel, message: message.id })
  const tools = message.bot
    ? []
    : [
        el(
          'div',
          { class: 'row tools' },
          el('button', { type: 'button', class: 'small quiet', onclick: order }, 'Order this'),
        ),
      ]
  return framed(message, false, [...body, ...tools])
}

type Framed = { readonly from: string; readonly bot: boolean; readonly onlyYou: boolean; readonly edited: boolean }
function framed({ from, bot, onlyYou, edited }: Framed, inThread: boolean, body: readonly Node[]): HTMLElement {
  const marks = [bot ? 'APP' : '', onlyYou ? 'only you can see this' : '', edited ? 'edited' : ''].filter(
    (mark) => mark !== '',
  )
  return el(
    'article',
    { class: `message${inThread ? ' inthread' : ''}${bot ? ' bot' : ''}${onlyYou ? ' private' : ''}` },
    el('p', { class: 'from' }, el('strong', {}, from), ...marks.map((mark) => el('span', { class: 'mark' }, mark))),
    ...body,
  )
}

function composerOf(pane: PaneId, send: Send) {
  const box = el('textarea', { rows: '1', 'aria-label': 'Message', 'data-name': 'composer' })
  const where = el('p', { class: 'small where' })
  const said = el('p', { class: 'error', role: 'alert' })
  const commands = el('p', { class: 'small' })
  let channel = ''
  let thread: string | undefined
  let name = ''
  const label = (): void => {
    box.placeholder = thread === undefined ? `Message ${name}` : 'Reply in the thread'
    const leave = el(
      'button',
      { type: 'button', class: 'small quiet', onclick: () => reply(undefined) },
      'Leave the thread',
    )
    where.replaceChildren(...(thread === undefined ? [] : ['Answering in a thread. ', leave]))
  }
  function reply(to: string | undefined): void {
    thread = to
    label()
    if (to !== undefined) box.focus()
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const text = box.value.trim()
    if (text === '' || channel === '' || channel === HOME) return
    const answer = await send({ pane, do: 'say', channel, text, ...(thread === undefined ? {} : { thread }) })
    said.textContent = answer.ok ? '' : answer.why
    if (answer.ok) box.value = ''
  }
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event)
  })
  const button = el('button', { type: 'submit', class: 'primary' }, 'Send')
  const form = el(
    'form',
    { class: 'composer', onsubmit: (event) => void submit(event) },
    where,
    el('div', { class: 'row' }, box, button),
    said,
    commands,
  )
  return {
    form,
    reply,
    on(open: string, channelName: string, shown: Pane): void {
      if (open !== channel) thread = undefined
      channel = open
      name = channelName
      form.hidden = open === HOME
      commands.textContent = hintOf(shown)
      label()
    },
  }
}

const hintOf = (pane: Pane): string =>
  pane.kind === 'slack'
    ? 'Commands: /order guest pat@example.com: 2 blue mugs, or /parley help. @Parley mentions it.'
    : `Commands: ${pane.commands.map(({ name, options }) => `/${[name, ...options].join(' ')}`).join(', ')}`

function drawOver(over: HTMLElement, pane: Pane, ctx: Ctx): void {
  const shows = pane.kind === 'slack' ? pane.modal : pane.form
  const before = over.querySelector('form') !== null
  drawList(over, shows === undefined ? [] : [{ key: 'form', shows, draw: () => kept(over, formFor(pane, ctx)) }])
  if (!before) over.querySelector<HTMLElement>('input, textarea, select, button')?.focus()
}

function formFor(pane: Pane, { send }: Ctx): HTMLElement {
  if (pane.kind === 'slack') return pane.modal === undefined ? el('div') : slackForm(pane.id, pane.modal, send)
  return pane.form === undefined ? el('div') : discordForm(pane.id, pane.form, send)
}

/** A form that comes back with what was wrong keeps what was typed. */
function kept(over: HTMLElement, form: HTMLElement): HTMLElement {
  for (const old of over.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input[name]:not([type=radio]), textarea[name]',
  )) {
    const fresh = [
      ...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input[name], textarea[name]'),
    ].find(({ name }) => name === old.name)
    if (fresh !== undefined && old.value !== '') fresh.value = old.value
  }
  return form
}
