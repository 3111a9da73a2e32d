// A few guards removed from a copy of the sources at every change: their tests must notice. All of
// them: `npm run mutants`. Next: test/support/mutants.ts, the list and how a copy is made.
import fs from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { copyOfSources, MUTANTS, SHORT } from '#test/support/mutants.ts'

const copy = copyOfSources()
afterAll(() => copy.remove())

test.each(SHORT)('without "$guard" its test fails', { timeout: 120_000 }, async (mutant) => {
  const verdict = await copy.run(mutant)
  expect(verdict.killed, verdict.output.slice(-2_000)).toBe(true)
  console.log(`mutant noticed: ${mutant.guard} (${verdict.seconds.toFixed(0)} s)`)
})

test('every guard of the list stands once in its file, and names a test', () => {
  const lost = MUTANTS.filter(({ patches }) =>
    patches.some(({ file, search }) => fs.readFileSync(file, 'utf8').split(search).length !== 2),
  )
  expect(lost.map(({ guard }) => guard)).toEqual([])
  expect(SHORT).toHaveLength(5)
  expect(new Set(MUTANTS.map(({ guard }) => guard)).size).toBe(MUTANTS.length)
})
