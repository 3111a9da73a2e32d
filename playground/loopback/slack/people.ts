// Methods about who is who: the app itself, people, and where the app connects to.
import { str } from '../json.ts'
import { refused } from './messages.ts'
import type { Method } from './web-api.ts'
import { BOT, TEAM } from './workspace.ts'

const authTest: Method = () => ({
  ok: true,
  url: 'https://harbor.slack.test/',
  team: 'Harbor Goods',
  user: 'parley',
  team_id: TEAM,
  user_id: BOT.user,
  bot_id: BOT.bot,
  is_enterprise_install: false,
})

const userInfo: Method = (args, { space }) => {
  const person = space.people.get(str(args['user']))
  if (person === undefined) return refused('user_not_found')
  const { id, name, team, deleted } = person
  return {
    ok: true,
    user: {
      ...{ id, team_id: team, name: name.toLowerCase(), real_name: name, deleted, is_bot: false },
      is_stranger: team !== TEAM,
      locale: 'en-US',
      tz: 'America/Chicago',
      profile: { real_name: name, display_name: name },
    },
  }
}

/** Under a message that is there; an empty status takes it away. */
const setStatus: Method = (args, { space }) => {
  const [channel, ts] = [str(args['channel_id']), str(args['thread_ts'])]
  if (space.message(channel, ts) === undefined) return refused('thread_not_found')
  space.statuses.push({ channel, ts, status: str(args['status']) })
  return { ok: true }
}

export const peopleMethods: Readonly<Record<string, Method>> = {
  'assistant.threads.setStatus': setStatus,
  'auth.test': authTest,
  'users.info': userInfo,
  'apps.connections.open': (_, { socketUrl }) => ({ ok: true, url: socketUrl() }),
}
