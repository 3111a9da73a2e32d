// The lines after a message's operations, as the sentences count them: every line number means the
// cart before the message.
import type { Message, Op, SpokenLine } from '../../src/conversation/understanding/types.ts'

type Held = SpokenLine & { readonly n: number }

export function applyOps({ lines: before, undoTo, context }: Message, ops: readonly Op[]): readonly SpokenLine[] {
  let lines: readonly Held[] = before.map((line, n) => ({ ...line, n }))
  let added: readonly SpokenLine[] = []
  for (const op of ops) {
    if (op.op === 'add') added = [...added, op]
    else if (op.op === 'repeatLast') added = [...added, ...(context.lastOrder?.lines ?? [])]
    else if (op.op === 'clear' || op.op === 'undo') {
      lines = op.op === 'clear' ? [] : (undoTo ?? []).map((line, n) => ({ ...line, n }))
      added = []
    } else if ('line' in op && op.line !== undefined)
      lines = lines.flatMap((line) => (line.n === op.line ? changed(line, op) : [line]))
  }
  return merged([...lines, ...added])
}

function changed(line: Held, op: Op): readonly Held[] {
  switch (op.op) {
    case 'setQty':
      return [{ ...line, quantity: op.quantity }]
    case 'changeQty':
      return line.quantity + op.by > 0 ? [{ ...line, quantity: line.quantity + op.by }] : []
    case 'remove':
      return []
    case 'setOption':
      return [{ ...line, options: { ...line.options, ...op.options } }]
    case 'replace':
      return [{ ...line, product: op.product, options: op.options, quantity: op.quantity }]
    case 'split':
      return [
        { ...line, quantity: line.quantity - op.quantity },
        { ...line, options: { ...line.options, ...op.options }, quantity: op.quantity, n: -1 },
      ]
    default:
      return [line]
  }
}

const keyOf = ({ product, options }: SpokenLine): string => JSON.stringify([product, Object.entries(options).sort()])

function merged(lines: readonly SpokenLine[]): readonly SpokenLine[] {
  const out = new Map<string, SpokenLine>()
  for (const { product, options, quantity } of lines) {
    const key = keyOf({ product, options, quantity })
    out.set(key, { product, options, quantity: quantity + (out.get(key)?.quantity ?? 0) })
  }
  return [...out.values()]
}

export const cartText = (lines: readonly SpokenLine[]): string =>
  lines
    .map((line) => `${keyOf(line)} ${line.quantity}`)
    .sort()
    .join('\n')
