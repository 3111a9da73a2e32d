// README and docs say what is so: each link leads somewhere, and the story of the README is told by
// the product as it starts. Rule: README stays short enough to be read; the rest is in docs/. Next:
// README.md, "A story in twelve lines".
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startParley } from '#host/parley.ts'
import { demoShop } from '#shop-file/demo.ts'
import { configOf, slackDatabase } from '#test/support/slack-shop.ts'
import { sitsDown } from '#test/support/terminal.ts'

const root = path.dirname(import.meta.dirname)
const text = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')
const PAGES = ['README.md', ...fs.readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`)].filter((file) =>
  file.endsWith('.md'),
)
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\d\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
const headings = (file: string): readonly string[] =>
  [...text(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

test.each(PAGES)('%s: each link leads somewhere', (file) => {
  const links = [...text(file).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link)
  const dead = links.filter((link) => {
    const [to = '', anchor] = link.split('#')
    const target = to === '' ? file : path.join(path.dirname(file), to)
    if (!fs.existsSync(path.join(root, target))) return true
    return anchor !== undefined && !headings(target).includes(anchor)
  })
  expect(dead).toEqual([])
})

test('the README is read in one go, and leads to every page of docs', () => {
  expect(text('README.md').split('\n').length).toBeLessThanOrEqual(140)
  expect(PAGES.slice(1).filter((page) => !text('README.md').includes(`(${page})`))).toEqual([])
})

test('the story of the README is what the product answers', { timeout: 60_000 }, async () => {
  const [, story = ''] = /## A story in twelve lines[\s\S]*?```\n([\s\S]*?)```/.exec(text('README.md')) ?? []
  const told = [...story.matchAll(/^> (.+)\n {2}(.+?)(?: {2,}\((\d+\.\d\d)?.*\))?$/gm)]
  expect(told.length).toBe(6)
  const url = await slackDatabase(demoShop(new Date().toISOString()))
  const parley = await startParley({
    config: configOf({ DATABASE_URL: url, PORT: '0', PARLEY_SECRET: 'a secret only tests know, long enough' }),
    only: 'terminal',
    say: () => undefined,
    log: () => undefined,
  })
  const sam = await sitsDown(parley, 'sam', 'readme')
  for (const [, line = '', answer = '', total = ''] of told) {
    const printed = await sam.says(line)
    expect(printed).toContain(answer)
    expect(printed).toContain(total)
  }
  await sam.leaves()
  await parley.close()
})
