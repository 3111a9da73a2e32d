// A conversation as a text file a shopkeeper can read, played through the engine, the database and back.
//   # title                         the first line
//   shop bloom                      the shop file it is played on (by-rule/shops), the demo shop unless said
//   as customer:amy.park@example.com   who speaks from here on (sam unless said otherwise)
//   > 2 blue mugs                   what is said; "\n" in it is a line break
//   = Total 31.93                   a line that must be answered (spaces do not count)
//   ! Leave it out                a control that is pressed
//   - 5.00 off                      words that must not be in the answer
//   {order}, {order 2}              the number of the first order placed in it, of the second
import type { World } from '#test/support/world.ts'

type Step = {
  readonly user: string
  readonly text: string
  readonly pressed: boolean
  readonly said: readonly string[]
  readonly unsaid: readonly string[]
}
/** `shop`: the shop file it is played on, without its ending; none: the demo shop. */
export type Conversation = { readonly title: string; readonly shop?: string; readonly steps: readonly Step[] }

export function readConversation(file: string): Conversation {
  const steps: { user: string; text: string; pressed: boolean; said: string[]; unsaid: string[] }[] = []
  let shop: string | undefined
  let user = 'terminal:sam'
  let title = ''
  for (const line of file.split('\n')) {
    const words = line.slice(2)
    if (line.startsWith('# ')) title = words
    else if (line.startsWith('as ')) user = `terminal:${line.slice(3)}`
    else if (line.startsWith('shop ')) shop = line.slice(5)
    else if (line.startsWith('> ') || line.startsWith('! '))
      steps.push({
        user,
        text: words.replaceAll('\\n', '\n'),
        pressed: line.startsWith('! '),
        said: [],
        unsaid: [],
      })
    else if (line.startsWith('= ')) steps.at(-1)?.said.push(words)
    else if (line.startsWith('- ')) steps.at(-1)?.unsaid.push(words)
    else if (line.trim() !== '') throw new Error(`"${line}" is no line of a conversation`)
  }
  return { title, ...(shop === undefined ? {} : { shop }), steps }
}

/** "terminal:customer:amy.park@example.com" is the customer with that e-mail. */
export async function link(shop: World, user: string): Promise<void> {
  const email = /:customer:(.+)$/.exec(user)?.[1]
  if (email !== undefined && !(await shop.store.desk.linkCustomer(user, email)))
    throw new Error(`${email} is no customer`)
}

/** The numbers of the orders placed so far, where they are written as "{order}". */
export function numbered(text: string, placed: readonly string[]): string {
  return text.replace(/\{order(?: (\d))?\}/g, (written, at = '1') => placed[Number(at) - 1] ?? written)
}
const PLACED = /[Oo]rders? (\d{4,6})(?: and (\d{4,6}))? (?:is |are )?placed/
export function placedIn(answer: string, placed: string[]): void {
  for (const number of PLACED.exec(answer)?.slice(1) ?? [])
    if (number !== undefined && !placed.includes(number)) placed.push(number)
}

const plain = (text: string): string => text.replace(/[ \t]+/g, ' ')

/**
 * What went otherwise than written, in words; none when all of it was said. Every conversation has
 * a thread of its own.
 */
export async function play(shop: World, { title, steps }: Conversation): Promise<readonly string[]> {
  const thread = `terminal:${title.replace(/\W+/g, '-').slice(0, 60)}`
  const wrong: string[] = []
  const placed: string[] = []
  for (const user of new Set(steps.map((step) => step.user))) await link(shop, user)
  for (const { user, text, pressed, said, unsaid } of steps) {
    const answer = plain(await (pressed ? shop.press : shop.say)(user, thread, numbered(text, placed)))
    placedIn(answer, placed)
    for (const line of said)
      if (!answer.includes(plain(numbered(line, placed))))
        wrong.push(`"${text}" should be answered "${line}", but it was:\n${answer}`)
    for (const words of unsaid)
      if (answer.includes(plain(numbered(words, placed))))
        wrong.push(`"${text}" should not be answered "${words}", but it was:\n${answer}`)
  }
  return wrong
}
