/**
 * Zod's issues in words for the person who wrote the file: what is missing, what is not known here,
 * what was expected instead.
 */
import type { z } from 'zod'
import type { Path } from './document.ts'

export type WordedIssue = { readonly path: Path; readonly message: string }
type Issue = z.core.$ZodIssue

export function splitWords(issue: Issue, base: Path): readonly WordedIssue[] {
  const path: Path = [...base, ...issue.path.filter((part) => typeof part !== 'symbol')]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here' }))
    case 'invalid_type':
      return [{ path, message: isAbsent(issue) ? 'is missing' : `must be ${kind(issue.expected)}` }]
    case 'invalid_value':
      return [
        { path, message: isAbsent(issue) ? 'is missing' : `must be one of ${issue.values.map(String).join(', ')}` },
      ]
    case 'invalid_union':
      return unionWords(issue, path)
    case 'too_small':
      return [
        { path, message: issue.message.startsWith('Too small') ? `needs at least ${issue.minimum}` : issue.message },
      ]
    case 'too_big':
      return [
        { path, message: issue.message.startsWith('Too big') ? `must be at most ${issue.maximum}` : issue.message },
      ]
    default:
      return [{ path, message: issue.message }]
  }
}

/** The branch that got furthest says what is wrong; without one, the kinds there are. */
function unionWords(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): readonly WordedIssue[] {
  const closest = [...issue.errors].sort((a, b) => shapeErrors(a) - shapeErrors(b))[0]
  if (closest !== undefined && closest.length > 0) return closest.flatMap((inner) => splitWords(inner, path))
  const options =
    'options' in issue && Array.isArray(issue.options)
      ? `must be one of ${issue.options.join(', ')}`
      : 'is not known here'
  return [{ path, message: isAbsent(issue) ? 'is missing' : options }]
}
const shapeErrors = (issues: readonly Issue[]): number =>
  issues.filter((issue) => issue.code === 'invalid_type' && issue.path.length === 0).length

const isAbsent = (issue: Issue): boolean => issue.input === undefined || issue.input === null

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a block of keys'],
  ['record', 'a block of keys'],
])
const kind = (expected: string): string => KINDS.get(expected) ?? expected
