// A conversation as a text file a shopkeeper can read, played through the engine, the database and back.
//   # title                         the first line
//   as customer:amy.park@example.com   who speaks from here on (sam unless said otherwise)
//   > 2 blue mugs                   what is said; "\n" in it is a line break
//   = Total 31.93                   a line that must be answered (spaces do not count)
//   - 5.00 off                      words that must not be in the answer
import type { World } from '#test/support/world.ts'

type Step = {
  readonly user: string
  readonly text: string
  readonly said: readonly string[]
  readonly unsaid: readonly string[]
}
export type Conversation = { readonly title: string; readonly steps: readonly Step[] }

export function readConversation(file: string): Conversation {
  const steps: { user: string; text: string; said: string[]; unsaid: string[] }[] = []
  let user = 'terminal:sam'
  let title = ''
  for (const line of file.split('\n')) {
    const words = line.slice(2)
    if (line.startsWith('# ')) title = words
    else if (line.startsWith('as ')) user = `terminal:${line.slice(3)}`
    else if (line.startsWith('> ')) steps.push({ user, text: words.replaceAll('\\n', '\n'), said: [], unsaid: [] })
    else if (line.startsWith('= ')) steps.at(-1)?.said.push(words)
    else if (line.startsWith('- ')) steps.at(-1)?.unsaid.push(words)
    else if (line.trim() !== '') throw new Error(`"${line}" is no line of a conversation`)
  }
  return { title, steps }
}

/** "terminal:customer:amy.park@example.com" is the customer with that e-mail. */
export async function link(shop: World, user: string): Promise<void> {
  const email = /:customer:(.+)$/.exec(user)?.[1]
  if (email !== undefined && !(await shop.store.desk.linkCustomer(user, email)))
    throw new Error(`${email} is no customer`)
}

const plain = (text: string): string => text.replace(/[ \t]+/g, ' ')

/**
 * What went otherwise than written, in words; none when all of it was said. Every conversation has
 * a thread of its own.
 */
export async function play(shop: World, { title, steps }: Conversation): Promise<readonly string[]> {
  const thread = `terminal:${title.replace(/\W+/g, '-').slice(0, 60)}`
  const wrong: string[] = []
  for (const user of new Set(steps.map((step) => step.user))) await link(shop, user)
  for (const { user, text, said, unsaid } of steps) {
    const answer = plain(await shop.say(user, thread, text))
    for (const line of said)
      if (!answer.includes(plain(line))) wrong.push(`"${text}" should be answered "${line}", but it was:\n${answer}`)
    for (const words of unsaid)
      if (answer.includes(plain(words)))
        wrong.push(`"${text}" should not be answered "${words}", but it was:\n${answer}`)
  }
  return wrong
}
