/**
 * What is wrong with the argument of a plain command, and an example that works. The table:
 * requests/words/plain-commands.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Of } from '#conversation/requests/request.ts'
import { catalogWords } from '#conversation/words/catalog.ts'
import { noticeView, type ScreenContext } from './context.ts'

export function usageView({ command, given, usage: { needs, example } }: Of<'bad-argument'>, ctx: ScreenContext): View {
  const said = inert(given.length > 60 ? `${given.slice(0, 60)}...` : given)
  const headline = said === '' ? catalogWords.needs(command, needs) : catalogWords.takesOther(command, needs, said)
  return noticeView(headline, catalogWords.nothingChangedExample(example), ctx)
}
