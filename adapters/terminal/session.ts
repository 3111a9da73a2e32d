/**
 * One person at one thread: each line becomes an inbound, the next is taken once its answer was
 * printed. Everything printed comes from the feed; the engine's reply is used only where the
 * database could not keep it. Forms, confirmations and searches are this terminal's own talk.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Inbound, ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import { type Filling, fieldPrompt, fillField, startFilling, withErrors } from './form.ts'
import type { Feed, TerminalHost, TerminalSaid } from './host.ts'
import type { Printer } from './printer.ts'
import { createScreen, type Press, type Screen, type Search } from './screen.ts'

export type SessionOptions = {
  readonly host: TerminalHost
  readonly thread: ThreadKey
  /** Desks this person answers at besides: what is posted there is shown here too. */
  readonly desks?: readonly ThreadKey[]
  readonly user: UserKey
  readonly userName: string
  readonly locale: string
  readonly print: Printer
  readonly newId: () => string
  /** Before and after anything is printed while a person may be typing. */
  readonly aroundPrinting?: (printing: () => void) => void
}
export type TerminalSession = {
  /** Handles one typed line; settles when its answer was printed. */
  readonly line: (text: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** What the next line answers before it is anything else. */
type Asked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'form'; readonly filling: Filling }
  | { readonly kind: 'confirm'; readonly press: Press }
  | { readonly kind: 'search'; readonly search: Search }

type State = SessionOptions & {
  readonly feeds: readonly Feed[]
  readonly screen: Screen
  asked: Asked
  sent: Filling | undefined
  searched: Search | undefined
  mine: string
  answered: boolean
  showing: Promise<void>
}

/** Longer lines are cut to what an inbound may carry; the engine then says they are too long. */
const MAX_LINE = 100_000

/** Shows what waited, and brings back what can be pressed, before the first line. */
export async function openSession(options: SessionOptions): Promise<TerminalSession> {
  const { host, thread, user, desks = [] } = options
  const feeds = [await host.follow(thread, user), ...(await Promise.all(desks.map((desk) => host.follow(desk, user))))]
  const screen = createScreen()
  for (const desk of desks) for (const { placement } of await host.recent(desk, user)) screen.show(besides(placement))
  for (const { placement } of await host.recent(thread, user)) if (!('follows' in placement)) screen.show(placement)
  const state: State = {
    ...options,
    feeds,
    screen,
    asked: { kind: 'nothing' },
    sent: undefined,
    searched: undefined,
    mine: '',
    answered: false,
    showing: Promise.resolve(),
  }
  await show(state)
  const stops = feeds.map((feed) => feed.onNotify(() => void show(state).catch(() => undefined)))
  return {
    line: (text) => takeLine(state, text.slice(0, MAX_LINE)),
    async close() {
      for (const stop of stops) stop()
      await state.showing.catch(() => undefined)
      for (const feed of feeds) await feed.close()
    },
  }
}

async function takeLine(state: State, text: string): Promise<void> {
  const { asked } = state
  switch (asked.kind) {
    case 'form':
      return fill(state, asked.filling, text)
    case 'confirm':
      state.asked = { kind: 'nothing' }
      if (/^\s*(y|yes)\s*$/i.test(text)) return act(state, asked.press)
      if (/^\s*(n|no)?\s*$/i.test(text)) return own(state, 'answer', `Not done: ${asked.press.label}.`)
      return takeLine(state, text)
    case 'search':
      state.asked = { kind: 'nothing' }
      state.searched = asked.search
      return send(state, { kind: 'search', token: asked.search.token, text: text.slice(0, 300) })
    case 'nothing':
      return text.trim() === '' ? undefined : takeWords(state, text)
    default:
      return asked satisfies never
  }
}

async function takeWords(state: State, text: string): Promise<void> {
  const pressed = state.screen.pressed(text)
  if (pressed?.kind === 'search') {
    state.asked = { kind: 'search', search: pressed }
    return own(state, 'prompt', `${pressed.label}:`)
  }
  if (pressed?.confirm !== undefined) {
    state.asked = { kind: 'confirm', press: pressed }
    return own(state, 'prompt', `${pressed.confirm} (yes or no)`)
  }
  if (pressed !== undefined) return act(state, pressed)
  if (/^\s*more\s*$/i.test(text) && state.screen.labels().length > 0) return own(state, 'answer', pressable(state))
  if (/^\s*press\s/i.test(text) || state.screen.isGone(text)) {
    const labels = state.screen.labels()
    return own(
      state,
      'answer',
      labels.length === 0
        ? 'There is nothing to press yet.'
        : `There is no such button. There are: ${labels.map((label) => `[${label}]`).join(' ')}`,
    )
  }
  return send(state, { kind: 'message', text })
}

const pressable = ({ screen }: State): string =>
  `To press, by its name or by "press" and how it begins:\n${screen
    .labels()
    .map((label) => `  [${label}]`)
    .join('\n')}`

const act = (state: State, { token, value }: Press): Promise<void> =>
  send(state, { kind: 'action', token, ...(value === undefined ? {} : { value }) })

async function fill(state: State, filling: Filling, text: string): Promise<void> {
  const step = fillField(filling, text)
  switch (step.kind) {
    case 'given-up':
      state.asked = { kind: 'nothing' }
      return own(state, 'answer', `${filling.form.title}: given up, nothing was changed.`)
    case 'next':
      state.asked = { kind: 'form', filling: step.filling }
      if (step.again !== undefined) own(state, 'prompt', step.again)
      return own(state, 'prompt', fieldPrompt(step.filling))
    case 'complete':
      state.asked = { kind: 'nothing' }
      state.sent = step.filling
      return send(state, { kind: 'form', token: step.filling.form.token, fields: step.filling.values })
    default:
      return step satisfies never
  }
}

type Body = Inbound extends infer One
  ? One extends { readonly kind: string }
    ? Omit<One, 'id' | 'thread' | 'user' | 'userName' | 'locale'>
    : never
  : never

/**
 * While the database is away, the same inbound is offered again: it has its effect once, however
 * often it is claimed.
 */
async function send(state: State, body: Body): Promise<void> {
  const { thread, user, userName, locale, host } = state
  const id = state.newId()
  state.mine = id
  state.answered = false
  const reply = await patiently(async () =>
    host.handle((await host.claim({ ...body, id, thread, user, userName, locale })).inbound),
  )
  const shown = reply !== undefined && (await patiently(() => show(state).then(() => true)))
  if (state.answered) return
  if (reply === undefined) return own(state, 'answer', AWAY)
  const unstored = reply.outgoing.filter(
    ({ to, placement }) => to === thread && (!('to' in placement) || placement.to === user),
  )
  for (const [index, { placement }] of unstored.entries()) present(state, `${id}/${index}`, placement, true)
  if (shown === undefined) own(state, 'answer', AWAY)
}

const PATIENCE = 30_000
const PAUSE = 500
const AWAY = 'Parley cannot reach its database. What was said before is kept; please look with "show" once it is back.'

/** Undefined when it did not work within 30 s. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T | undefined> {
  for (const deadline = performance.now() + PATIENCE; performance.now() < deadline; await sleep(PAUSE)) {
    try {
      return await attempt()
    } catch (error) {
      // A malformed inbound is a fault of this file: trying again would not mend it.
      if (error instanceof Error && error.name === 'ZodError') throw error
    }
  }
  return undefined
}

/** One at a time: two drains would print out of order. */
function show(state: State): Promise<void> {
  const next = (): Promise<void> => drain(state)
  state.showing = state.showing.then(next, next)
  return state.showing
}

async function drain(state: State): Promise<void> {
  for (const [at, feed] of state.feeds.entries()) {
    for (const said of await feed.drain()) {
      const mine = at === 0 && isMine(said, state.mine)
      state.answered ||= mine
      present(state, said.id, at === 0 ? said.placement : besides(said.placement), mine)
    }
  }
}

/** A card of a desk is not this thread's own: it stands beside it, with its buttons. */
const besides = (placement: Placement): Placement =>
  placement.place === 'card' ? { place: 'post', view: placement.view } : placement

const isMine = ({ inboxId }: TerminalSaid, id: string): boolean => id !== '' && (inboxId?.endsWith(`|${id}`) ?? false)

/** Forms and suggestions are talk with the one terminal that asked for them. */
function present(state: State, id: number | string, placement: Placement, mine: boolean): void {
  // Nothing is edited here: the words that come with it say it.
  if (placement.place === 'card' && placement.follows === true) return
  state.screen.show(placement)
  const around = state.aroundPrinting ?? ((printing) => printing())
  const print = (): void => around(() => state.print({ id, placement }))
  switch (placement.place) {
    case 'form':
      if (mine) startForm(state, id, placement)
      break
    case 'form-errors':
      if (mine) askAgain(state, id, placement)
      break
    case 'suggestions':
      if (!mine || state.searched === undefined) break
      state.screen.suggest(state.searched, placement.options)
      print()
      break
    default:
      print()
  }
}

function startForm(state: State, id: number | string, placement: Extract<Placement, { place: 'form' }>): void {
  const filling = startFilling(placement.form)
  state.print({ id, placement })
  state.asked = { kind: 'form', filling }
  own(state, 'prompt', fieldPrompt(filling))
}

function askAgain(state: State, id: number | string, placement: Extract<Placement, { place: 'form-errors' }>): void {
  state.print({ id, placement })
  const filling = state.sent === undefined ? undefined : withErrors(state.sent, placement.errors)
  if (filling === undefined || filling.ask.length === 0) return
  state.asked = { kind: 'form', filling }
  own(state, 'prompt', fieldPrompt(filling))
}

function own(state: State, kind: 'prompt' | 'answer', text: string): void {
  state.print({ id: state.newId(), own: kind, text })
}
