// The sheet of where a change begins says what is so: each file is there, and has what is named.
// Next: docs/NEWCOMER.md.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.dirname(import.meta.dirname)
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')
const ROWS = [...read('docs/NEWCOMER.md').matchAll(/^\| (.+) \| `(.+)` \| `(.+)` \|$/gm)].map(
  ([, change = '', file = '', there = '']) => ({ change, file, there }),
)

test('the sheet has twenty changes', () => {
  expect(ROWS.length).toBe(20)
  expect(new Set(ROWS.map(({ file }) => file)).size).toBe(20)
})

test.each(ROWS)('to $change go to $file', ({ file, there }) => {
  expect(read(file)).toContain(there)
})

test.each(ROWS)('the page of its folder leads to $file', ({ file }) => {
  const folder = path.dirname(file)
  const page = read(path.join(folder, 'README.md'))
  const name = path.basename(file, '.ts')
  expect(page).toMatch(new RegExp(`\\b${name}\\b`))
})

const WORDS = [...read('docs/GLOSSARY.md').matchAll(/^\| (.+) \| .+ \| `(\w+)` \| `(.+)` \|$/gm)].map(
  ([, word = '', type = '', file = '']) => ({ word, type, file }),
)

test('each word of the glossary has its type where it says', () => {
  expect(WORDS.length).toBeGreaterThan(40)
  const lost = WORDS.filter(({ type, file }) => !new RegExp(`^export type ${type}\\b`, 'm').test(read(`src/${file}`)))
  expect(lost).toEqual([])
  expect(new Set(WORDS.map(({ word }) => word)).size).toBe(WORDS.length)
})

const PLACES = ['src', 'adapters', 'docs', 'playground', 'test', 'scripts', 'prisma']
const TRACKED = [
  ...fs.readdirSync(root),
  ...PLACES.flatMap((place) =>
    fs.readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' }).map((file) => path.join(place, file)),
  ),
].filter((file) => !file.startsWith('src/generated'))
const isThere = (file: string): boolean => TRACKED.some((known) => known === file || known.endsWith(`/${file}`))
const headOf = (file: string): string => /^\s*(?:\/\*\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(read(file))?.[0] ?? ''
const POINTERS = /(?<![\w/.*-])((?:[\w-]+\/)*[\w.-]+\.(?:ts|md|mjs))\b/g

test('what the head of a file and the pages point to is there', () => {
  const heads = TRACKED.filter((file) => file.endsWith('.ts')).map((file) => [file, headOf(file)] as const)
  const pages = TRACKED.filter((file) => /^(?:src|adapters|docs|playground)\/.*\.md$/.test(file)).map(
    (file) => [file, [...read(file).matchAll(/`[^`\n]+`/g)].join(' ')] as const,
  )
  const lost = [...heads, ...pages].flatMap(([file, words]) =>
    [...words.replaceAll(/\n\s*(?:\*|\/\/) ?/g, ' ').matchAll(POINTERS)]
      .map(([, name = '']) => name)
      .filter((name) => !isThere(name))
      .map((name) => `${file}: ${name}`),
  )
  expect(lost).toEqual([])
})
