// What people do in the fake workspace: write, press, choose, search, fill in a form, open the Home
// tab. Rule: a person can do only what the screen offers; pressing what is not there, or submitting
// what Slack itself would hold back, throws. Next: can-do.ts, the list of them; fake-slack.ts, where
// tests get these.
import { eventually } from '#playground/loopback/eventually.ts'
import { type Obj, obj, objs, str } from '../json.ts'
import type { Acts, ControlAt, Screen, Stay, Written } from './can-do.ts'
import { filledState } from './forms.ts'
import { submissionAnswerProblems, suggestionProblems } from './limits.ts'
import {
  changedEvent,
  commandDelivery,
  type Delivery,
  deletedEvent,
  eventDelivery,
  mentionEvent,
  messageEvent,
  pressDelivery,
  shortcutDelivery,
  submissionDelivery,
  suggestionDelivery,
  TOMBSTONE,
  tombstoneEvent,
  type Where,
} from './payloads.ts'
import { channelText, elementsOf, messageText, optionsOf, type Pressable, pressables, viewText } from './transcript.ts'
import type { Ack } from './transport.ts'
import { asView, changeView, homeOf, openView } from './views.ts'
import { BOT, type Channel, type Message, type OpenView, type Person, type Workspace } from './workspace.ts'

/** How long anybody waits for something to appear, milliseconds. */
const PATIENCE = 10_000

export type ActsOf = {
  readonly space: Workspace
  readonly deliver: (delivery: Delivery) => Promise<Ack>
  readonly violate: (what: string) => void
}

export function acts({ space, deliver, violate }: ActsOf): Acts {
  const person = (id: string): Person => found(space.people.get(id), `nobody is called ${id}`)
  const channel = (id: string): Channel => found(space.channelOf(id), `no channel ${id}`)
  const actor = (id: string) => ({ person: person(id), space })
  const where = (screen: Screen): Where =>
    'ts' in screen
      ? { kind: 'message', message: screen, channel: channel(screen.channel) }
      : { kind: 'view', view: screen }
  const blocksOf = (screen: Screen): readonly Obj[] => ('ts' in screen ? screen.blocks : objs(screen.content['blocks']))
  const textOf = (screen: Screen): string => ('ts' in screen ? messageText(screen) : viewText(screen))

  function writes(user: string, where: string, text: string, { thread }: Stay = {}): Written {
    const at = channel(where)
    if (!at.members.includes(user)) throw new Error(`${user} is not in ${where}`)
    const written = { text, blocks: [], metadata: undefined, edits: 0, deleted: false }
    const message: Message = {
      channel: where,
      ts: space.nextTs(),
      threadTs: thread,
      user,
      onlyFor: undefined,
      ...written,
    }
    space.messages.push(message)
    const mentioned = at.kind === 'channel' && text.includes(`<@${BOT.user}>`)
    const events = [messageEvent(message, at, person(user).team), ...(mentioned ? [mentionEvent(message, at)] : [])]
    return { message, deliveries: events.map((event) => eventDelivery(event, at.external)) }
  }

  function pressing(user: string, screen: Screen, label: string): Delivery {
    const all = pressables(blocksOf(screen))
    const chosen = all.find((each) => each.label === label) ?? all.find((each) => each.label.startsWith(label))
    if (chosen === undefined) throw new Error(`nothing to press is called "${label}" on:\n${textOf(screen)}`)
    return pressDelivery(actionOf(chosen), where(screen), actor(user))
  }

  function controlAt(
    screen: Screen,
    { control, block }: ControlAt,
  ): { readonly element: Obj; readonly blockId: string } {
    const blocks = blocksOf(screen).filter((_, at) => block === undefined || at === Number(block))
    const all = blocks.flatMap((each) =>
      elementsOf(each).map((element) => ({ element, blockId: str(each['block_id']) })),
    )
    return found(
      all.find(({ element }) => element['action_id'] === control),
      'that control is not there any more',
    )
  }

  const searchable = (screen: Screen, which?: string) =>
    found(
      blocksOf(screen)
        .flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
        .find(
          ({ element }) =>
            element['type'] === 'external_select' &&
            (which === undefined || str(obj(element['placeholder'])['text']).includes(which)),
        ),
      `nothing to search on:\n${textOf(screen)}`,
    )

  /** What a search is answered with. */
  async function offered(
    ids: Obj,
    typed: string,
    { user, screen }: { readonly user: string; readonly screen: Screen },
  ): Promise<readonly Obj[]> {
    const ack = await deliver(suggestionDelivery(ids, typed, where(screen), actor(user)))
    if (ack.kind !== 'acked') throw new Error(`the search was not answered: ${JSON.stringify(ack)}`)
    for (const problem of suggestionProblems(ack.payload)) violate(`suggestions: ${problem}`)
    return optionsOf(ack.payload)
  }

  const until = <T>(what: string, look: () => T | undefined): Promise<T> =>
    eventually(what, PATIENCE, async () => look())

  return {
    writes,
    async says(user, to, text, stay) {
      const { message, deliveries } = writes(user, to, text, stay)
      await Promise.all(deliveries.map(deliver))
      return message
    },
    async edits(user, message, text) {
      const before = { ...message }
      message.text = text
      message.edits++
      if (message.user !== user) throw new Error('people edit only their own messages')
      await deliver(
        eventDelivery(changedEvent(message, before, { channel: channel(message.channel), ts: space.nextTs() })),
      )
    },
    async deletes(user, message) {
      if (message.user !== user) throw new Error('people delete only their own messages')
      const at = { channel: channel(message.channel), ts: space.nextTs() }
      if (space.messages.some(({ threadTs, deleted }) => threadTs === message.ts && !deleted)) {
        // What has replies stays as their first message, saying only that it was deleted.
        const before = { ...message }
        message.text = TOMBSTONE
        return void (await deliver(eventDelivery(tombstoneEvent(message, before, at))))
      }
      message.deleted = true
      await deliver(eventDelivery(deletedEvent(message, at)))
    },
    async commands(user, to, command, text = '') {
      const ack = await deliver(commandDelivery(command, text, actor(user), channel(to)))
      if (ack.kind === 'acked' && Object.keys(ack.payload).length > 0)
        answeredCommand(ack.payload, { user, channel: to }, space)
      return ack
    },
    pressesControl(user, screen, at) {
      const { element, blockId } = controlAt(screen, at)
      const { value } = at
      const typed = { text: { type: 'plain_text', text: value }, value }
      const option =
        value === undefined ? undefined : (optionsOf(element).find((each) => each['value'] === value) ?? typed)
      const chosen = { label: '', element, blockId, ...(option === undefined ? {} : { option }) }
      return deliver(pressDelivery(actionOf(chosen), where(screen), actor(user)))
    },
    searchesControl: async (user, screen, at) => {
      const { element, blockId } = controlAt(screen, at)
      return offered({ action_id: element['action_id'], block_id: blockId }, at.text, { user, screen })
    },
    presses: (user, screen, label) => deliver(pressing(user, screen, label)),
    press: pressing,
    async searches(user, screen, typed, which) {
      const { block, element } = searchable(screen, which)
      return offered({ action_id: element['action_id'], block_id: block['block_id'] }, typed, { user, screen })
    },
    picks(user, screen, option, which) {
      const { block, element } = searchable(screen, which)
      const picked = { label: '', element, blockId: str(block['block_id']), option }
      return deliver(pressDelivery(actionOf(picked), where(screen), actor(user)))
    },
    async submits(user, view, fields = {}) {
      if (view.status !== 'open' || view.user !== user) throw new Error('this form is not open before them')
      const ack = await deliver(submissionDelivery(view, filledState(view, fields), actor(user)))
      if (ack.kind !== 'acked') return ack
      for (const problem of submissionAnswerProblems(ack.payload, view.content)) violate(`view_submission: ${problem}`)
      answeredSubmission(ack.payload, view, space)
      return ack
    },
    async opensHome(user) {
      const home = homeOf(user, space) ?? openView({ type: 'home', blocks: [] }, { user, type: 'home' }, space)
      const event = {
        type: 'app_home_opened',
        user,
        channel: space.dmWith(user).id,
        tab: 'home',
        event_ts: space.nextTs(),
        view: asView(home),
      }
      await deliver(eventDelivery(event))
      return home
    },
    shortcut: (user, callbackId, on) =>
      deliver(
        shortcutDelivery(
          callbackId,
          actor(user),
          on === undefined ? undefined : { message: on, channel: channel(on.channel) },
        ),
      ),
    async sees(user, at, what) {
      const seen = () =>
        space.messages.findLast(
          (each) =>
            each.channel === at &&
            !each.deleted &&
            (each.onlyFor === undefined || each.onlyFor === user) &&
            what.test(messageText(each)),
        )
      try {
        return await until(`${user} to see ${what}`, seen)
      } catch {
        throw new Error(`${user} did not see ${what} in ${at}; there is\n${channelText(at, user, space)}`)
      }
    },
    modal: (user, what = /./) =>
      until(`a form before ${user}`, () =>
        [...space.views.values()].findLast(
          (view) => view.type === 'modal' && view.status === 'open' && view.user === user && what.test(viewText(view)),
        ),
      ),
    home: (user, what = /./) =>
      until(`the Home tab of ${user} showing ${what}`, () => {
        const home = homeOf(user, space)
        return home !== undefined && what.test(viewText(home)) ? home : undefined
      }),
    reads: (user, at) => channelText(at, user, space),
    text: textOf,
  }
}

function found<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise)
  return value
}

function actionOf({ element, blockId, option }: Pressable): Obj {
  const base = { type: element['type'], action_id: str(element['action_id']), block_id: blockId }
  if (option !== undefined) return { ...base, selected_option: option }
  return { ...base, text: element['text'], ...(element['value'] === undefined ? {} : { value: element['value'] }) }
}

/** The text in a command's acknowledgement is a message only who typed it sees, unless it says otherwise. */
function answeredCommand(
  payload: Obj,
  at: { readonly user: string; readonly channel: string },
  space: Workspace,
): void {
  if (str(payload['text']) === '' && objs(payload['blocks']).length === 0) return
  const said = {
    text: str(payload['text']),
    blocks: objs(payload['blocks']),
    metadata: undefined,
    edits: 0,
    deleted: false,
  }
  const onlyFor = payload['response_type'] === 'in_channel' ? undefined : at.user
  space.messages.push({
    channel: at.channel,
    ts: space.nextTs(),
    threadTs: undefined,
    user: BOT.user,
    onlyFor,
    ...said,
  })
}

function answeredSubmission(payload: Obj, view: OpenView, space: Workspace): void {
  switch (payload['response_action']) {
    case 'errors':
      view.errors = obj(payload['errors'])
      return
    case 'update':
      changeView(view, obj(payload['view']), space)
      return
    case 'push':
      openView(obj(payload['view']), { user: view.user, type: 'modal' }, space)
      return
    default:
      view.status = 'closed'
  }
}
