/**
 * What people typed, out of Slack's own writing: entities, links, mentions. Mentions of others are
 * told apart, because talk between people is left alone; the bot's own name is taken out, so that
 * "@Parley 2 blue mugs" reads like "2 blue mugs".
 */
export type SlackWords = { readonly text: string; readonly mentionsBot: boolean; readonly mentionsOther: boolean }

const MENTION = /<@([A-Z0-9]+)(?:\|([^>]*))?>/g

export function readWords(raw: string, bot: string, team: string): SlackWords {
  const mentioned = [...raw.matchAll(MENTION)].map(([, user]) => user)
  const named = linkedUser(raw, team)
    .replace(MENTION, (_, user: string, label?: string) => (user === bot ? ' ' : `@${label ?? user}`))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>/g, (_, label?: string) => label ?? '@group')
    .replace(/<!([a-z]+)(?:\^[^>|]*)?(?:\|[^>]*)?>/g, '@$1')
    .replace(/<(?:mailto|tel):[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(?:mailto|tel):([^|>]*)>/g, '$1')
    .replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1')
  const text = named.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
  return { text, mentionsBot: mentioned.includes(bot), mentionsOther: mentioned.some((user) => user !== bot) }
}

/** An admin links people by mentioning them: "staff link lee @Lee" means their user key. */
const linkedUser = (raw: string, team: string): string =>
  raw.replace(
    /(\bstaff\s+link\s+\S+\s+)<@([A-Z0-9]+)(?:\|[^>]*)?>/i,
    (_, words: string, user: string) => `${words}slack:${team}/${user}`,
  )
