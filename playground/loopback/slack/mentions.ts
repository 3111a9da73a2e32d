// What in a message is live on Slack: pings of people and channels, and links. Words in plain_text
// and in rich text stay words whatever they look like; the text field and mrkdwn are read for
// marks. Next: test/adapters/slack/limits.test.ts, which allows only who must act.
import { isObj, type Obj, str } from '../json.ts'

const MARKS = /<(?!!date\^)[@#!][^>]*>|<https?:[^>]*>/g
const LIVE = ['user', 'usergroup', 'broadcast', 'channel', 'link']

/** Each once, as Slack writes it: `<@U1>`, `<!channel>`, `<https://...>`. */
export const liveMentions = ({ text, blocks }: Obj): readonly string[] => [
  ...new Set([...(str(text).match(MARKS) ?? []), ...inBlocks(blocks)]),
]

function inBlocks(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(inBlocks)
  if (!isObj(value)) return []
  const type = str(value['type'])
  if (type === 'mrkdwn') return str(value['text']).match(MARKS) ?? []
  const own = LIVE.includes(type) ? [asWritten(value)] : []
  return [...own, ...Object.values(value).flatMap(inBlocks)]
}

function asWritten(element: Obj): string {
  switch (element['type']) {
    case 'user':
      return `<@${str(element['user_id'])}>`
    case 'broadcast':
      return `<!${str(element['range'])}>`
    case 'link':
      return `<${str(element['url'])}>`
    default:
      return `<#${str(element['channel_id'])}${str(element['usergroup_id'])}>`
  }
}
