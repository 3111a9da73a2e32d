/**
 * The draft's lines after one operation, and the line then talked about. Pure; an operation that
 * points at no line changes nothing. The engine applies operations to the real draft; this mirror
 * exists so that later words of a message see the earlier ones.
 */

import type { Extra, Message, Op, SpokenLine, SpokenOptions } from '#conversation/understanding/types.ts'
import { withExtra } from './choices.ts'

type State = { readonly lines: readonly SpokenLine[]; readonly focus: number | undefined; readonly message: Message }
type Outcome = { readonly lines: readonly SpokenLine[]; readonly focus: number | undefined }

export function apply({ lines, focus, message }: State, op: Op): Outcome {
  const at = (index: number, change: (line: SpokenLine) => readonly SpokenLine[]): Outcome =>
    lines[index] === undefined
      ? { lines, focus }
      : { lines: lines.flatMap((line, place) => (place === index ? change(line) : [line])), focus: index }
  switch (op.op) {
    case 'add':
      return addLine(lines, spokenLine(op))
    case 'setQty':
      return at(op.line, (line) => [{ ...line, quantity: op.quantity }])
    case 'changeQty':
      return at(op.line, (line) => (line.quantity + op.by > 0 ? [{ ...line, quantity: line.quantity + op.by }] : []))
    case 'remove':
      return lines[op.line] === undefined
        ? { lines, focus }
        : { lines: lines.filter((_line, place) => place !== op.line), focus: undefined }
    case 'clear':
      return { lines: [], focus: undefined }
    case 'setOption':
      return at(op.line, (line) => [withChoices(line, op)])
    case 'replace':
      return at(op.line, () => [spokenLine(op)])
    case 'split':
      return {
        ...at(op.line, (line) => [
          { ...line, quantity: line.quantity - op.quantity },
          withChoices({ ...line, quantity: op.quantity }, op),
        ]),
        focus: op.line + 1,
      }
    case 'undo':
      return message.undoTo === undefined ? { lines, focus } : { lines: message.undoTo, focus: undefined }
    case 'repeatLast': {
      const last = op.order === undefined ? (message.context.lastOrder?.lines ?? []) : []
      return last.reduce<Outcome>((outcome, line) => addLine(outcome.lines, line), { lines, focus })
    }
    default:
      return { lines, focus }
  }
}

export function spokenLine(op: {
  readonly product: string
  readonly options: SpokenOptions
  readonly extras?: readonly Extra[]
  readonly quantity: number
}): SpokenLine {
  return {
    product: op.product,
    options: op.options,
    ...(op.extras === undefined || op.extras.length === 0 ? {} : { extras: op.extras }),
    quantity: op.quantity,
  }
}

function addLine(lines: readonly SpokenLine[], line: SpokenLine): Outcome {
  const same = lines.findIndex((known) => sameGoods(known, line))
  if (same < 0) return { lines: [...lines, line], focus: lines.length }
  return {
    lines: lines.map((known, at) => (at === same ? { ...known, quantity: known.quantity + line.quantity } : known)),
    focus: same,
  }
}

const canonical = ({ product, options, extras }: SpokenLine): string =>
  JSON.stringify([
    product,
    Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)),
    (extras ?? []).map((extra) => JSON.stringify(Object.entries(extra).sort(([a], [b]) => (a < b ? -1 : 1)))).sort(),
  ])

export const sameGoods = (a: SpokenLine, b: SpokenLine): boolean =>
  a.product === b.product && canonical(a) === canonical(b)

/** Values laid over a line: a negated one takes a chosen one away. */
export function withChoices(
  line: SpokenLine,
  change: { readonly options: SpokenOptions; readonly extras?: readonly Extra[] },
): SpokenLine {
  const extras = (change.extras ?? []).reduce<readonly Extra[]>((all, extra) => {
    const had = all.some(
      (known) => known.option === extra.option && known.value === extra.value && known.negated === undefined,
    )
    if (extra.negated && had) return all.filter((known) => known.option !== extra.option || known.value !== extra.value)
    return withExtra(all, extra)
  }, line.extras ?? [])
  const { extras: _before, ...rest } = line
  return { ...rest, options: { ...line.options, ...change.options }, ...(extras.length > 0 ? { extras } : {}) }
}
