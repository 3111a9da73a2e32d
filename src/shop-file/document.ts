/**
 * A YAML document as plain data plus the line of every path. Rule: every scalar stays the text that
 * was typed ("5.95", "01234"), only true, false and empty are read as such, so that amounts never
 * pass through a binary float. Next: read.ts checks and builds.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

export type PlainValue = string | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue }
export type Path = readonly (string | number)[]
/** `path` as people write it: `coupons[2].percent`. `line` counts from 1. */
export type Problem = { readonly path: string; readonly line: number; readonly message: string }

export type ShopDocument = {
  readonly plain: PlainValue
  /** Line of a path, or of the nearest thing above it that is there. */
  readonly lineOf: (path: Path) => number
  readonly problems: readonly Problem[]
}

export const pathText = (path: Path): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('')

/** Syntax errors come back as problems; the rest of the document is still read as far as it goes. */
export function parseShopDocument(text: string): ShopDocument {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, version: '1.2', schema: 'core', prettyErrors: false })
  const lines = new Map<string, number>()
  const problems: Problem[] = document.errors.map((error) => ({
    path: '',
    line: counter.linePos(error.pos[0]).line,
    message: error.code === 'DUPLICATE_KEY' ? 'this key is there twice' : error.message,
  }))

  const at = (path: Path, node: unknown): void => {
    if (isNode(node)) lines.set(pathText(path), lineAt(counter, node))
  }
  const read = (node: unknown, path: Path): PlainValue => {
    if (isAlias(node))
      problems.push({
        path: pathText(path),
        line: lineAt(counter, node),
        message: 'write it out: references with * are not read',
      })
    if (isMap(node)) {
      const entries = node.items.map((pair): [string, PlainValue] => {
        const key = scalarText(pair.key)
        at([...path, key], pair.key)
        return [key, read(pair.value, [...path, key])]
      })
      return Object.fromEntries(entries)
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        at([...path, index], item)
        return read(item, [...path, index])
      })
    }
    if (!isScalar(node) || node.value === null) return null
    return typeof node.value === 'boolean' ? node.value : scalarText(node)
  }

  const plain = read(document.contents, [])
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(pathText(path.slice(0, length)))
      if (line !== undefined) return line
    }
    return 1
  }
  return { plain, lineOf, problems }
}

const lineAt = (counter: LineCounter, node: Node): number => counter.linePos(node.range?.[0] ?? 0).line
const isNode = (value: unknown): value is Node => isScalar(value) || isMap(value) || isSeq(value) || isAlias(value)

/** The text as typed for plain scalars ("5.950" keeps its zero), the unquoted text for quoted ones. */
function scalarText(node: unknown): string {
  if (!isScalar(node)) return String(node)
  if (typeof node.value === 'string') return node.value
  return node.source ?? String(node.value)
}
