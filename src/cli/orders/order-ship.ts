/**
 * `parley orders ship`: the same words a rep types in the chat. Fails with the engine's own words
 * when nothing was shipped.
 */

import { print } from '#cli/print.ts'
import { say, withParley } from '#cli/talk/say.ts'
import { failed } from '#host/exit.ts'

/** `words` is a plain command about order `number`. */
export function sayAboutOrder(number: number, words: string): Promise<number> {
  return withParley(async (parley) => {
    const history = async (): Promise<number> => (await parley.store.queries.orderHistory(number)).length
    const before = await history()
    const answer = await say(words, parley)
    if ((await history()) === before) throw failed(answer)
    print(answer)
    return 0
  })
}
