/**
 * What is wrong with the argument of a plain command, and an example that works. The table: requests/plain-usage.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { type CommandName, USAGE } from '#conversation/requests/plain-usage.ts'
import { noticeView, type ScreenContext } from './context.ts'

export function usageView(command: CommandName, given: string, ctx: ScreenContext): View {
  const { needs, example } = USAGE[command]
  const said = inert(given.length > 60 ? `${given.slice(0, 60)}...` : given)
  const headline = said === '' ? `"${command}" needs ${needs}` : `"${command}" takes ${needs}, not "${said}"`
  return noticeView(headline, `Nothing was changed. For example: "${example}".`, ctx)
}
