// Comments cite the rules they carry out by number (docs/rules.md). Rule: whatever is cited exists,
// documents included, and no number is given twice.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..')
const RULE = /^\*\*([A-Z]\d+) /gm
const numbers = [...readFileSync(path.join(ROOT, 'docs/rules.md'), 'utf8').matchAll(RULE)].flatMap(
  ([, number]) => number ?? [],
)
const rules = new Set(numbers)

const sources = execFileSync('git', ['ls-files', 'src', 'adapters', 'test', 'scripts', 'bin', 'prisma/schema.prisma'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter(
    (file) =>
      /\.(ts|mjs|js|prisma)$/.test(file) && !file.endsWith('rules.test.ts') && existsSync(path.join(ROOT, file)),
  )
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }))

/** Numbers named after "rules.md": `rules.md O3, O4 and O9`, also across a line break of a comment. */
const CITED = /rules\.md((?:[\s*,]|and|to|or|[/]{2})*[A-Z]\d+\b)+/g
const cited = sources.flatMap(({ file, text }) =>
  [...text.matchAll(CITED)].flatMap(([words]) =>
    [...words.matchAll(/\b[A-Z]\d+\b/g)].map(([number]) => ({ file, number })),
  ),
)

test('no two rules have one number', () => expect(numbers).toHaveLength(rules.size))

test('every rule that a comment cites is in docs/rules.md', () => {
  expect(cited.length).toBeGreaterThan(80)
  expect(cited.filter(({ number }) => !rules.has(number))).toEqual([])
})

test('every document that a comment names exists', () => {
  const named = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\b([\w-]+\.md)\b/gi)].map(([, name = '']) => ({ file, name })),
  )
  const documents = new Set(
    execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((file) => path.basename(file)),
  )
  expect(named.filter(({ name }) => !documents.has(name))).toEqual([])
})

test('every file that a comment points to exists', () => {
  const all = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n')
  const names = new Set(all.map((file) => path.basename(file)))
  const pointed = sources
    .filter(({ file }) => !file.startsWith('test/'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/(?:\/\*\*[\s\S]*?\*\/|\/\/ .*)/g)].flatMap(([comment]) =>
        [...comment.matchAll(/(?<![\w#.*<])[\w/-]+\.ts\b/g)].map(([name]) => ({ file, name: path.basename(name) })),
      ),
    )
  expect(pointed.filter(({ name }) => !names.has(name))).toEqual([])
})
