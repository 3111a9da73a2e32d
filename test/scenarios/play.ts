// Plays a scenario: a transcript people can read, run against the real command on a real database.
// Each person is a process of their own, all on one thread. The lines of a scenario file:   # words
// what it shows (the first one is the test's name)   NAME> words        NAME (as in `--as NAME`)
// types this line       | words        ... and is then told something with these words (blanks
// count as one)   NAME               | words   the same for somebody who did not type       ! words
// ... and was never told these words (write it after something that comes later)   $ words
// runs `parley words`; `|` and `!` below are about what it prints   === stop, === kill everybody's
// process ends (SIGTERM or kill -9); the next line starts it again
import { type Chat, type Environment, openChat, plain, runParley } from '../cli/parley.ts'

export type Scenario = { readonly title: string; readonly steps: readonly Step[] }
type Step =
  | { readonly kind: 'say'; readonly who: string; readonly words: string; readonly line: number }
  | {
      readonly kind: 'expect' | 'refuse'
      readonly who: string | undefined
      readonly words: string
      readonly line: number
    }
  | { readonly kind: 'run'; readonly args: readonly string[]; readonly line: number }
  | { readonly kind: 'end'; readonly signal: 'SIGTERM' | 'SIGKILL'; readonly line: number }

export function parseScenario(text: string): Scenario {
  const lines = text.split('\n').map((words, index) => ({ words, line: index + 1 }))
  const title = lines.find(({ words }) => words.startsWith('# '))?.words.slice(2) ?? 'a scenario without a title'
  return { title, steps: lines.flatMap(({ words, line }) => stepOf(words, line) ?? []) }
}

function stepOf(text: string, line: number): Step | undefined {
  if (text.trim() === '' || text.startsWith('#')) return undefined
  if (text.startsWith('$ ')) return { kind: 'run', args: text.slice(2).split(' '), line }
  if (text.startsWith('===')) return { kind: 'end', signal: text.includes('kill') ? 'SIGKILL' : 'SIGTERM', line }
  const [, who, words] = /^([\w:.@-]+)> (.*)$/.exec(text) ?? []
  if (who !== undefined && words !== undefined) return { kind: 'say', who, words, line }
  const [, about, mark, wanted] = /^\s*([\w:.@-]+)?\s+([|!]) (.+)$/.exec(text) ?? []
  if (wanted !== undefined) return { kind: mark === '|' ? 'expect' : 'refuse', who: about, words: wanted, line }
  throw new Error(`line ${line} of the scenario is none: ${text}`)
}

/** Throws, naming the line, at the first thing that was not said as written. */
export async function play(scenario: Scenario, env: Environment): Promise<void> {
  const chats = new Map<string, Chat>()
  const since = new Map<string, number>()
  let speaker: string | undefined
  let output = ''
  const chatOf = (who: string): Chat => {
    const chat = chats.get(who) ?? openChat(['--as', who, '--thread', 'scenario'], env)
    chats.set(who, chat)
    return chat
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await Promise.all([...chats.values()].map((chat) => chat.kill(signal)))
    chats.clear()
    since.clear()
  }
  try {
    for (const step of scenario.steps) {
      switch (step.kind) {
        case 'say':
          speaker = step.who
          chatOf(step.who)
          for (const [who, chat] of chats) since.set(who, chat.printed().length)
          chatOf(step.who).say(step.words)
          break
        case 'run': {
          speaker = undefined
          const { out, err } = await runParley(step.args, { env })
          output = out + err
          break
        }
        case 'expect': {
          const who = step.who ?? speaker
          if (who === undefined) contains(output, step.words)
          else await chatOf(who).hears(step.words, since.get(who) ?? 0)
          break
        }
        case 'refuse': {
          const who = step.who ?? speaker
          const said =
            who === undefined
              ? output
              : chatOf(who)
                  .printed()
                  .map(({ text }) => text)
                  .join('\n')
          if (plain(said).includes(plain(step.words))) throw new Error(`"${step.words}" was said:\n${said}`)
          break
        }
        case 'end':
          await end(step.signal)
          break
        default:
          step satisfies never
      }
    }
  } catch (error) {
    throw new Error(`${scenario.title}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    await end('SIGTERM')
  }
}

function contains(output: string, words: string): void {
  if (!plain(output).includes(plain(words))) throw new Error(`"${words}" was not printed. It printed:\n${output}`)
}
