/**
 * Help by role: what can be said, with examples that work as they stand, made of the rows of
 * requests. Customers see everyday words and only what is theirs. Next:
 * requests/words/help-topics.ts, the lines.
 */

import type { Block, View } from '#conversation/edge/view.ts'
import { ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { type Help, topicsFor } from '#conversation/requests/words/help-topics.ts'
import { helpWords } from '#conversation/words/help.ts'
import type { Right } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from './context.ts'
import { inShop } from './examples.ts'

const HELP = Object.values<{ readonly as: Room; readonly right?: Right; readonly help?: Help }>(ROWS)

export function helpView(ctx: ScreenContext): View {
  const staff = isStaff(ctx)
  const allowed = (right: Right | undefined) => right === undefined || may(ctx.actor, right)
  const items = topicsFor(staff).flatMap(([topic, { title, right, free = [], remark }]) => {
    const rows = HELP.flatMap((row) => (allowed(row.right) ? Object.entries(row.help ?? {}) : []))
    const said = [...free, ...rows.flatMap(([of, phrases]) => (of === topic ? phrases : []))]
    if (!allowed(right) || said.length === 0) return []
    const words = staff ? said.join(' | ') : said.map((phrase) => `"${phrase}"`).join(', ')
    return [inShop(`${title}: ${words}${remark === undefined ? '' : ` (${remark})`}`, ctx.shop)]
  })
  return {
    headline: helpWords.whatYouCanSay(staff),
    blocks: [listBlock(items), freeWording(ctx)],
    controls: [button(helpWords.showTheOrder, { kind: 'show' }, ctx)],
  }
}

const freeWording = (ctx: ScreenContext): Block =>
  textBlock(isStaff(ctx) ? inShop(helpWords.severalAtOnce, ctx.shop) : helpWords.justWrite)
