// Sentences as they stand in src/conversation/understanding/sentences/*/*.txt, read into examples:
// a scene, what was typed, what it means. Rule: every name is checked against the shop's catalog
// and every problem is told with its line, so a slip of the pen never becomes a lesson. Next:
// operations.ts reads one operation; docs/READER.md explains the notation.
import type {
  Message,
  Op,
  SpokenLine,
  SpokenOrder,
  UnderstandingContext,
} from '../../src/conversation/understanding/types.ts'
import { applyOps } from './apply.ts'
import { linesOf, type Names, opOf, type Wish } from './operations.ts'

export type Example = {
  readonly id: string
  readonly shop: string
  readonly kind: string
  /** Sentences of one scene stay together when a part is left out. */
  readonly scene: number
  readonly message: Message
  readonly wishes: readonly Wish[]
  readonly lines: readonly SpokenLine[]
}
type Scene = {
  readonly before: readonly SpokenLine[]
  readonly focus?: number
  readonly pending?: { readonly ask: string; readonly line?: number }
  readonly undoTo?: readonly SpokenLine[]
  readonly kind: string
  readonly number: number
  /** The order last spoken of, and who speaks. */
  readonly order?: SpokenOrder
  readonly actor?: NonNullable<Message['actor']>
}
export type Source = {
  readonly shop: string
  readonly file: string
  readonly text: string
  readonly names: Names
  readonly context: UnderstandingContext
}

export function readSentences({ shop, file, text, names, context }: Source): {
  readonly examples: readonly Example[]
  readonly problems: readonly string[]
} {
  const problems: string[] = []
  const examples: Example[] = []
  let scene: Scene = { before: [], kind: '-', number: 0 }
  let open: { typed: string; wishes: Wish[] } | undefined
  let at = 0
  const bad = (problem: string): void => {
    problems.push(`${file}:${at}: ${problem}`)
  }
  const close = (): void => {
    if (open === undefined) return
    const { typed, wishes } = open
    open = undefined
    if (wishes.length === 0) bad(`no operation for: ${typed}`)
    examples.push(exampleOf({ id: `${file}-${examples.length}`, shop, typed, scene, wishes, context }))
  }
  for (const raw of text.split('\n')) {
    at += 1
    const line = raw.replace(/\s+#\s.*$/, '').trim()
    if (line === '' || line.startsWith('#')) continue
    const word = line.split(/\s+/)[0] ?? ''
    const rest = line.slice(word.length).trim()
    const next = sceneAfter(scene, word, rest, (lines) => linesOf(lines, names, bad))
    if (next !== undefined) {
      close()
      scene = next
    } else if (word === '>') {
      close()
      open = { typed: rest.replaceAll('\\n', '\n').replaceAll('\\t', '\t'), wishes: [] }
    } else if (open !== undefined) open.wishes.push(opOf(line, scene.before, names, bad))
    else bad(`outside a message: ${line}`)
  }
  close()
  return { examples, problems }
}

function sceneAfter(
  scene: Scene,
  word: string,
  rest: string,
  lines: (text: string) => readonly SpokenLine[],
): Scene | undefined {
  switch (word) {
    case 'cart': {
      const before = lines(rest)
      return {
        before,
        kind: scene.kind,
        number: scene.number + 1,
        ...(before.length === 0 ? {} : { focus: before.length - 1 }),
      }
    }
    case 'focus':
      return { ...scene, focus: Number(rest) }
    case 'pending': {
      const [ask = '-', line] = rest.split(/\s+/)
      const { pending: _, ...without } = scene
      return ask === '-'
        ? without
        : { ...scene, pending: { ask, ...(line === undefined ? {} : { line: Number(line) }) } }
    }
    case 'undo':
      return rest === '' ? undefined : { ...scene, undoTo: lines(rest) }
    case 'kind':
      return { ...scene, kind: rest }
    case 'order': {
      const [number = '', status = '', ...goods] = rest.split(/\s+/)
      return { ...scene, order: { number, status, lines: lines(goods.join(' ')) } }
    }
    case 'actor': {
      const actor = ACTORS.find((name) => name === rest)
      return actor === undefined ? undefined : { ...scene, actor }
    }
    default:
      return undefined
  }
}

const ACTORS = ['rep', 'manager', 'customer', 'guest'] as const

type Parts = {
  readonly id: string
  readonly shop: string
  readonly typed: string
  readonly scene: Scene
  readonly wishes: readonly Wish[]
  readonly context: UnderstandingContext
}
function exampleOf({ id, shop, typed, scene, wishes, context }: Parts): Example {
  const { before, kind, number, ...said } = scene
  const message: Message = { text: typed, lines: before, ...said, hasDraft: before.length > 0, context }
  const ops = wishes.flatMap((wish): readonly Op[] => (wish.op === undefined ? [] : [wish.op]))
  return { id, shop, kind, scene: number, message, wishes, lines: applyOps(message, ops) }
}
