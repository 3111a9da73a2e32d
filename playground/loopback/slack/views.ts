// Methods about modals and the Home tab. Rule: a modal opens on a trigger that is used once and
// within three seconds; who edits a view names the hash it knows, and a stale one is refused. Next:
// acts.ts, where people fill them in.
import { type Obj, obj, objs, str } from '../json.ts'
import { viewProblems } from './limits.ts'
import { refused } from './messages.ts'
import type { ApiContext, Method } from './web-api.ts'
import { BOT, type OpenView, TEAM, type Workspace } from './workspace.ts'

export const asView = (view: OpenView, state: Obj = {}): Obj => ({
  ...view.content,
  id: view.id,
  team_id: TEAM,
  app_id: BOT.app,
  bot_id: BOT.bot,
  hash: view.hash,
  root_view_id: view.id,
  previous_view_id: null,
  private_metadata: str(view.content['private_metadata']),
  callback_id: str(view.content['callback_id']),
  external_id: str(view.content['external_id']),
  state: { values: state },
})

/** Slack gives blocks and elements without an id one of its own. */
export function withIds(view: Obj, space: Workspace): Obj {
  const element = (value: unknown): Obj => ({ action_id: space.nextId('a'), ...obj(value) })
  const blocks = objs(view['blocks']).map((block) => ({
    block_id: space.nextId('b'),
    ...block,
    ...(block['element'] === undefined ? {} : { element: element(block['element']) }),
  }))
  return { ...view, blocks }
}

export function openView(
  content: Obj,
  about: { readonly user: string; readonly type: OpenView['type'] },
  space: Workspace,
): OpenView {
  const id = space.nextId('V')
  const view: OpenView = {
    ...about,
    id,
    content: withIds(content, space),
    hash: space.nextId('h'),
    errors: {},
    status: 'open',
  }
  space.views.set(id, view)
  return view
}

export function changeView(view: OpenView, content: Obj, space: Workspace): void {
  view.content = withIds(content, space)
  view.hash = space.nextId('h')
  view.errors = {}
}

function problem(method: string, view: unknown, type: OpenView['type'], { violate }: ApiContext): Obj | undefined {
  const problems = viewProblems(view, type)
  for (const each of problems) violate(`${method}: ${each}`)
  return problems.length === 0
    ? undefined
    : { ...refused('invalid_arguments'), response_metadata: { messages: problems } }
}

const open: Method = (args, context) => {
  const trigger = context.space.useTrigger(str(args['trigger_id']))
  if ('refused' in trigger) return refused(trigger.refused)
  const wrong = problem('views.open', args['view'], 'modal', context)
  if (wrong !== undefined) return wrong
  const others = [...context.space.views.values()].filter(
    ({ user, type, status }) => user === trigger.user && type === 'modal' && status === 'open',
  )
  for (const other of others) other.status = 'closed'
  return { ok: true, view: asView(openView(obj(args['view']), { user: trigger.user, type: 'modal' }, context.space)) }
}

const update: Method = (args, context) => {
  const { space } = context
  const view =
    args['view_id'] === undefined
      ? [...space.views.values()].find(({ content }) => str(content['external_id']) === str(args['external_id']))
      : space.views.get(str(args['view_id']))
  if (view === undefined || view.status === 'closed') return refused('not_found')
  if (args['hash'] !== undefined && str(args['hash']) !== view.hash) return refused('hash_conflict')
  const wrong = problem('views.update', args['view'], view.type, context)
  if (wrong !== undefined) return wrong
  changeView(view, obj(args['view']), space)
  return { ok: true, view: asView(view) }
}

const publish: Method = (args, context) => {
  const { space } = context
  const user = str(args['user_id'])
  if (!space.people.has(user)) return refused('user_not_found')
  const wrong = problem('views.publish', args['view'], 'home', context)
  if (wrong !== undefined) return wrong
  const known = homeOf(user, space)
  if (known === undefined) return { ok: true, view: asView(openView(obj(args['view']), { user, type: 'home' }, space)) }
  if (args['hash'] !== undefined && str(args['hash']) !== known.hash) return refused('hash_conflict')
  changeView(known, obj(args['view']), space)
  return { ok: true, view: asView(known) }
}

export const homeOf = (person: string, { views }: Workspace): OpenView | undefined =>
  [...views.values()].find(({ type, user }) => type === 'home' && user === person)

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.update': update,
  'views.publish': publish,
}
